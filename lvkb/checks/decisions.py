"""LV13x: every paper of a saved listing has a record that is its own, or a reason why it has none."""

from __future__ import annotations

from collections.abc import Iterator

from rapidfuzz import fuzz

from lvkb.catalog import Catalog
from lvkb.findings import Finding, Level, Rule
from lvkb.layout import DECISIONS, PAPERS
from lvkb.records import Decision
from lvkb.registers import title_key

UNDECIDED = Rule(
    "LV130",
    Level.ERROR,
    "A decision names a record or a reason, not both.",
    "Otherwise nobody can tell whether the paper was taken in or left out.",
    "Give `record:` for a paper that has one, else `reason:`.",
)
NO_RECORD = Rule(
    "LV131",
    Level.ERROR,
    "A decision's record is in the catalogue.",
    "The listing would count as covered by a paper that is not there.",
    "Correct the id, or give a reason instead.",
)
OTHER_PAPER = Rule(
    "LV132",
    Level.ERROR,
    "A decision's record is the paper that the listing names.",
    "A wrong id hides that the paper is still missing.",
    "Correct the id; where the listing prints another title of the same paper, add it to the record's `aliases`.",
)
DECIDED_TWICE = Rule(
    "LV133",
    Level.ERROR,
    "A paper of a listing is decided once.",
    "Two decisions count it twice, and may contradict each other.",
    "Delete one of the two.",
)

RULES = (UNDECIDED, NO_RECORD, OTHER_PAPER, DECIDED_TWICE)

SAME_TITLE = 85.0
"""Score of two title keys, 0 to 100, from which on they can be one paper's titles in two places."""


def check_decisions(catalog: Catalog) -> Iterator[Finding]:
    """Gives findings on decisions that decide nothing, or decide about another paper."""
    seen: set[tuple[str, str]] = set()
    for index, decision in enumerate(catalog.decisions):
        key = (decision.listing, title_key(decision.title))
        if key in seen:
            yield _find(catalog, DECIDED_TWICE, index, "title", f'"{decision.title}" is decided already.')
        seen.add(key)
        if (decision.record is None) == (decision.reason is None):
            has = "both" if decision.record else "neither"
            yield _find(catalog, UNDECIDED, index, "", f'"{decision.title}" has {has}.')
        elif decision.record is not None:
            yield from _check_record(catalog, index, decision, decision.record)


def _check_record(catalog: Catalog, index: int, decision: Decision, record: str) -> Iterator[Finding]:
    paper = catalog.papers.get(record)
    if paper is None:
        unread = any(finding.location.path == f"{PAPERS}/{record}.yml" for finding in catalog.findings)
        if not unread:
            yield _find(catalog, NO_RECORD, index, "record", f'There is no record "{record}".')
        return
    titles = (paper.title, *paper.aliases)
    wanted = title_key(decision.title)
    if not any(fuzz.ratio(wanted, title_key(title)) >= SAME_TITLE for title in titles):
        yield _find(catalog, OTHER_PAPER, index, "record", f'{record} is "{paper.title}", not "{decision.title}".')


def _find(catalog: Catalog, rule: Rule, index: int, field: str, what: str) -> Finding:
    keys = ("decisions", index, field) if field else ("decisions", index)
    return rule.at(catalog.place(DECISIONS, *keys), f"decisions[{index}]{f'.{field}' if field else ''}", what)


CHECKS = (check_decisions,)
