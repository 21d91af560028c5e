"""The bad examples of links: records, what the services say of them, and the whole report."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from lvkb import check_cache, report
from lvkb.catalog import load
from lvkb.checks.waivers import cover
from lvkb.findings import Rule
from lvkb.links.file_links import read_text
from lvkb.links.link_findings import link_findings
from lvkb.links.link_rules import RULES
from lvkb.links.link_status import LinkStatus, Outcome, Reason
from lvkb.links.record_links import catalog_targets
from tests import samples
from tests.conftest import MakeRoot
from tests.links.canned import NOW, ran
from tests.samples import ANSWERS, BIBLIOGRAPHY, bad_examples, example_files

EXAMPLES = bad_examples(of_links=True)
BIBLIOGRAPHIES = [file.parent for file in (samples.EXAMPLES / "bad").glob(f"*/{BIBLIOGRAPHY}")]


def answers_of(folder: Path) -> tuple[dict[str, Outcome], Sequence[float]]:
    """Gives what the services say in an example, by target, and the days before now on which they are asked."""
    told = json.loads((folder / ANSWERS).read_text(encoding="utf-8"))
    return {key: outcome_of(**answer) for key, answer in told["answers"].items()}, told["days_ago"]


def outcome_of(status: str, **values: Any) -> Outcome:
    """Gives an outcome as an example writes it."""
    reason = values.pop("reason")
    code = int(reason) if reason.isdigit() else 0
    return Outcome(LinkStatus(status), Reason.HTTP_STATUS if code else Reason(reason), code=code, **values)


def text_report(root: Path, folder: Path) -> str:
    """Gives the report of `lvkb check --links --hints` when the services say what the example tells."""
    catalog, checked = load(root), check_cache.check(root)
    result = ran(catalog, *answers_of(folder))
    found = (*checked.findings, *cover(catalog, link_findings(catalog, result, NOW)))
    return report.write(sorted(found, key=lambda finding: finding.sort_key), checked.checked, "text")


@pytest.mark.parametrize("folder", EXAMPLES, ids=lambda folder: folder.name)
def test_bad_link_gives_this_report(folder: Path, make_root: MakeRoot) -> None:
    """Each example gives its report, byte by byte, with findings of the rule it is named after alone."""
    text = text_report(make_root(example_files(folder)), folder)
    assert text == (folder / "expected.txt").read_text(encoding="utf-8")
    *findings, _ = text.splitlines()
    assert findings
    assert all(f": {folder.name[:5]} " in line for line in findings)


@pytest.mark.parametrize("folder", EXAMPLES, ids=lambda folder: folder.name)
def test_links_alone_are_at_fault(folder: Path, make_root: MakeRoot) -> None:
    """Offline an example is clean, and each answer is about a link that its record has."""
    root = make_root(example_files(folder))
    assert check_cache.check(root).findings == ()
    assert set(answers_of(folder)[0]) <= {target.key for target in catalog_targets(load(root))}


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_rule_has_an_example(rule: Rule) -> None:
    """A bad example shows each rule of links."""
    assert any(folder.name.startswith(f"{rule.code}-") for folder in (*EXAMPLES, *BIBLIOGRAPHIES))


@pytest.mark.parametrize("folder", BIBLIOGRAPHIES, ids=lambda folder: folder.name)
def test_bad_bibliography_gives_this_report(folder: Path) -> None:
    """Each list of references gives its findings, byte by byte, and all its links."""
    text = (folder / BIBLIOGRAPHY).read_text(encoding="utf-8")
    found = read_text(text, BIBLIOGRAPHY)
    told = "".join(f"{finding} [{finding.level}]\n" for finding in found.findings)
    assert told == (folder / "expected.txt").read_text(encoding="utf-8")
    assert len(found.uses) == text.count("eprint") + text.count("url")
