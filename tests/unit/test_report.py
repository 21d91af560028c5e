"""The four forms of a report, each in full."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lvkb import __version__, report
from lvkb.findings import Finding, Level, Location, Rule
from lvkb.report import Format

ARXIV = Rule("LV110", Level.ERROR, "One id, one paper.", "Each paper has its own.", "Correct the wrong one.")
TITLES = Rule("LV121", Level.WARNING, "Near titles.", "They differ in a word.", "Join them.")
CODE = Rule("LV114", Level.HINT, "Shared code.", "A copy looks alike.", "Look at it.")

FINDINGS: tuple[Finding, ...] = (
    CODE.at(Location("catalog/papers/a.yml", 2, 3), "code[0]", '"x/y" belongs to b.'),
    TITLES.at(Location("catalog/papers/a.yml", 4, 8), "title", "100% alike: one, two."),
    replace(TITLES.at(Location("catalog/papers/b.yml", 4, 8), "title", "Alike."), waived="Two papers."),
    ARXIV.at(Location("catalog/papers/c.yml"), "", "No id."),
)
"""A hint, a warning, a waived warning and an error."""


def test_text() -> None:
    """The text report has a line for each finding and one that counts them."""
    assert report.write(FINDINGS, 3, "text") == (
        'catalog/papers/a.yml:2:3: LV114 code[0]: "x/y" belongs to b. A copy looks alike. Look at it. [hint]\n'
        "catalog/papers/a.yml:4:8: LV121 title: 100% alike: one, two. They differ in a word. Join them. [warning]\n"
        "catalog/papers/b.yml:4:8: LV121 title: Alike. They differ in a word. Join them. [waived: Two papers.]\n"
        "catalog/papers/c.yml:1:1: LV110 No id. Each paper has its own. Correct the wrong one.\n"
        "3 records checked: 1 error, 1 warning, 1 hint, 1 waived\n"
    )


@pytest.mark.parametrize(
    ("findings", "checked", "expected"),
    [
        ((), 0, "0 records checked: no findings"),
        ((), 1, "1 record checked: no findings"),
        (FINDINGS[3:] * 2, 2, "2 records checked: 2 errors"),
        (FINDINGS[1:2] * 3, 2, "2 records checked: 3 warnings"),
        (FINDINGS[:1] * 2 + FINDINGS[2:3] * 2, 12, "12 records checked: 2 hints, 2 waived"),
    ],
)
def test_summary(findings: tuple[Finding, ...], checked: int, expected: str) -> None:
    """The summary counts records and findings, in singular and plural."""
    assert report.summary(findings, checked) == expected
    assert report.write((), checked, "text") == report.summary((), checked) + "\n"


def test_json() -> None:
    """The JSON report says all that a finding knows, under fixed names."""
    assert json.loads(report.write(FINDINGS[2:], 3, "json")) == {
        "schema_version": 1,
        "lvkb": __version__,
        "checked": 3,
        "counts": {"error": 1, "warning": 0, "hint": 0, "waived": 1},
        "findings": [
            {
                "code": "LV121",
                "level": "warning",
                "path": "catalog/papers/b.yml",
                "line": 4,
                "column": 8,
                "field": "title",
                "what": "Alike.",
                "why": "They differ in a word.",
                "fix": "Join them.",
                "waived": "Two papers.",
            },
            {
                "code": "LV110",
                "level": "error",
                "path": "catalog/papers/c.yml",
                "line": 1,
                "column": 1,
                "field": "",
                "what": "No id.",
                "why": "Each paper has its own.",
                "fix": "Correct the wrong one.",
                "waived": "",
            },
        ],
    }


def test_json_without_findings() -> None:
    """A clean report is written out in full, on lines of two spaces."""
    assert report.write((), 7, "json") == (
        "{\n"
        '  "schema_version": 1,\n'
        f'  "lvkb": "{__version__}",\n'
        '  "checked": 7,\n'
        '  "counts": {\n'
        '    "error": 0,\n'
        '    "warning": 0,\n'
        '    "hint": 0,\n'
        '    "waived": 0\n'
        "  },\n"
        '  "findings": []\n'
        "}\n"
    )


def test_github() -> None:
    """Annotations come errors first, waived findings not at all, with their signs escaped."""
    assert report.write(FINDINGS, 3, "github") == (
        "::error file=catalog/papers/c.yml,line=1,col=1,title=LV110::"
        "No id. Each paper has its own. Correct the wrong one.\n"
        "::warning file=catalog/papers/a.yml,line=4,col=8,title=LV121::"
        "title: 100%25 alike: one, two. They differ in a word. Join them.\n"
        "::notice file=catalog/papers/a.yml,line=2,col=3,title=LV114::"
        'code[0]: "x/y" belongs to b. A copy looks alike. Look at it.\n'
        "3 records checked: 1 error, 1 warning, 1 hint, 1 waived\n"
    )


def test_github_escapes() -> None:
    """Percent signs, line breaks, commas and colons cannot end an annotation or begin another.

    Source: https://docs.github.com/actions/reference/workflow-commands-for-github-actions
    """
    finding = replace(ARXIV.at(Location("a,b:c%.yml"), "", ""), what="1%\r\n::error::x, y.", fix="z")
    assert report.write([finding], 1, "github").splitlines()[0] == (
        "::error file=a%2Cb%3Ac%25.yml,line=1,col=1,title=LV110::1%25%0D%0A::error::x, y. Each paper has its own. z"
    )


@given(st.text(), st.text())
def test_a_github_annotation_is_one_line(path: str, what: str) -> None:
    """Whatever a file is called or holds, it makes one annotation of it."""
    finding = replace(ARXIV.at(Location("f"), "", ""), what=what, location=Location(path))
    assert len(report.write([finding], 1, "github").split("\n")) == 3


def sarif(findings: tuple[Finding, ...]) -> dict[str, Any]:
    """Gives the SARIF report as data."""
    data: dict[str, Any] = json.loads(report.write(findings, 3, "sarif"))
    return data


def test_sarif_result() -> None:
    """A result names its rule, level, text and place; a waived one is suppressed with its reason."""
    (run,) = sarif(FINDINGS)["runs"]
    assert run["results"][2] == {
        "ruleId": "LV121",
        "ruleIndex": 2,
        "level": "warning",
        "message": {"text": "title: Alike. They differ in a word. Join them."},
        "locations": [
            {
                "physicalLocation": {
                    "artifactLocation": {"uri": "catalog/papers/b.yml"},
                    "region": {"startLine": 4, "startColumn": 8},
                }
            }
        ],
        "suppressions": [{"kind": "external", "justification": "Two papers."}],
    }
    assert [result["level"] for result in run["results"]] == ["note", "warning", "warning", "error"]


def test_sarif_rules() -> None:
    """The rules of the findings stand once each, in order, and every result points at its own."""
    log = sarif(FINDINGS)
    assert (log["version"], log["$schema"]) == ("2.1.0", "https://json.schemastore.org/sarif-2.1.0.json")
    (run,) = log["runs"]
    driver = run["tool"]["driver"]
    assert (driver["name"], driver["version"]) == ("lvkb", __version__)
    assert [rule["id"] for rule in driver["rules"]] == ["LV110", "LV114", "LV121"]
    assert driver["rules"][0] == {
        "id": "LV110",
        "shortDescription": {"text": "One id, one paper."},
        "fullDescription": {"text": "Each paper has its own."},
        "help": {"text": "Correct the wrong one."},
        "defaultConfiguration": {"level": "error"},
    }
    for result in run["results"]:
        assert driver["rules"][result["ruleIndex"]]["id"] == result["ruleId"]


def test_sarif_needs_of_the_standard() -> None:
    """A log has its required properties also without findings; columns are counted in code points.

    Source: https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html
    """
    (run,) = sarif(())["runs"]
    assert run["results"] == []
    assert run["tool"]["driver"]["rules"] == []
    assert run["columnKind"] == "unicodeCodePoints"
    assert run["properties"] == {"checked": 3}


def test_sarif_addresses() -> None:
    """A file name becomes a valid relative address."""
    finding = ARXIV.at(Location("catalog/papers/a b#\u00e9%.yml"), "", "x")
    result = sarif((finding,))["runs"][0]["results"][0]
    uri = result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]
    assert uri == "catalog/papers/a%20b%23%C3%A9%25.yml"


@pytest.mark.parametrize("form", ["text", "json", "github", "sarif"])
def test_every_form_ends_with_a_line_break(form: Format) -> None:
    """Reports end with one line break and keep letters of all scripts as they are."""
    text = report.write([ARXIV.at(Location("f.yml"), "", "\u6a19\u984c")], 1, form)
    assert text.endswith("\n")
    assert not text.endswith("\n\n")
    assert "\u6a19\u984c" in text
