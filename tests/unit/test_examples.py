"""The good and bad example records, and what every rule owes its readers."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from lvkb import check_cache, checks, report
from lvkb.findings import Rule
from tests.conftest import MakeRoot
from tests.samples import EXAMPLES, bad_examples, example_files

BAD = bad_examples(of_links=False)
"""Examples that are bad offline; those of links are run by tests/links/test_link_examples.py."""

BUILT_BY_TESTS = {
    "LV001": "test_catalog.py::test_dangling_link",
    "LV002": "test_catalog.py::test_huge_file_is_not_read",
    "LV008": "test_catalog.py::test_link_out_of_the_catalogue",
}
"""Rules whose example cannot be stored: links, and a file of 50 MB."""

DOUBLED = re.compile(r'[^.][.?!,;:][.?!,;:](?!\.)|  | [,;:]|""')
"""Doubled or stray punctuation; an ellipsis is none."""


def text_report(root: Path) -> str:
    """Gives what `lvkb check --hints` prints."""
    result = check_cache.check(root)
    return report.write(result.findings, result.checked, "text")


def test_good_records_have_no_finding(make_root: MakeRoot) -> None:
    """The good examples give not even a hint."""
    root = make_root(example_files(EXAMPLES / "good"))
    assert text_report(root) == "4 records checked: no findings\n"


@pytest.mark.parametrize("folder", BAD, ids=lambda folder: folder.name)
def test_bad_record_gives_this_report(folder: Path, make_root: MakeRoot) -> None:
    """Each bad example gives its report, byte by byte, and breaks the rule it is named after."""
    text = text_report(make_root(example_files(folder)))
    assert text == (folder / "expected.txt").read_text(encoding="utf-8")
    assert f": {folder.name[:5]} " in text


@pytest.mark.parametrize("rule", checks.RULES, ids=lambda rule: rule.code)
def test_rule_has_an_example(rule: Rule) -> None:
    """A bad example shows each rule, unless a test builds one that cannot be stored."""
    stored = any(folder.name.startswith(f"{rule.code}-") for folder in BAD)
    assert stored != (rule.code in BUILT_BY_TESTS)


@pytest.mark.parametrize("name", BUILT_BY_TESTS.values(), ids=BUILT_BY_TESTS)
def test_built_example_is_there(name: str) -> None:
    """The tests named for rules without stored example exist."""
    file, _, function = name.partition("::")
    assert f"def {function}(" in (Path(__file__).parent / file).read_text(encoding="utf-8")


@pytest.mark.parametrize("rule", checks.RULES, ids=lambda rule: rule.code)
def test_rule_explains_itself(rule: Rule) -> None:
    """Title, reason and cure of a rule are sentences."""
    for text in (rule.title, rule.why, rule.fix):
        assert re.fullmatch(r"\S.{10,}[^\s,;:?!.]\.", text), text
        assert not DOUBLED.search(text), text


def test_codes_are_unique_and_in_order() -> None:
    """No two rules share a code, and the rules stand in order of their families and numbers."""
    codes = [rule.code for rule in checks.RULES]
    assert codes == sorted(set(codes))
    assert all(re.fullmatch(r"LV[0-9]\d\d", code) for code in codes)


@pytest.mark.parametrize("folder", [*BAD, *bad_examples(of_links=True)], ids=lambda folder: folder.name)
def test_messages_read_well(folder: Path) -> None:
    """No message doubles its punctuation or has an empty value."""
    for line in (folder / "expected.txt").read_text(encoding="utf-8").splitlines():
        assert not DOUBLED.search(line), line
