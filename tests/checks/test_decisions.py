"""What became of the papers of saved listings."""

from __future__ import annotations

import pytest

from lvkb import checks
from lvkb.catalog import load
from tests.conftest import MakeRoot
from tests.samples import record, told


def decided(make_root: MakeRoot, *entries: str, **titles: str) -> list[str]:
    """Gives what is said of decisions, with a record for each title."""
    files = {f"papers/{name}.yml": record(name, title=f'"{title}"') for name, title in titles.items()}
    rows = "".join(f"  - {{listing: {entry}}}\n" for entry in entries)
    return told(make_root({**files, "decisions.yml": f"decisions:\n{rows}"}))


def test_sound_decisions(make_root: MakeRoot) -> None:
    """A paper has a record or a reason; two listings may name one paper, and one listing two papers."""
    entries = (
        "l, title: Rounder Tokens, record: a",
        "k, title: Rounder Tokens, record: a",
        "l, title: Other, reason: Text only.",
    )
    assert decided(make_root, *entries, a="Rounder Tokens") == []


@pytest.mark.parametrize(
    ("entry", "line"),
    [
        ("l, title: X", 'LV130 decisions[0]: "X" has neither.'),
        ("l, title: Rounder Tokens, record: a, reason: r", 'LV130 decisions[0]: "Rounder Tokens" has both.'),
        ("l, title: X, record: b", 'LV131 decisions[0].record: There is no record "b".'),
        ("l, title: X, record: a", 'LV132 decisions[0].record: a is "Rounder Tokens", not "X".'),
    ],
)
def test_unsound_decisions(entry: str, line: str, make_root: MakeRoot) -> None:
    """A decision that decides nothing, twice, or about another paper is told so."""
    assert decided(make_root, entry, a="Rounder Tokens") == [line]


def test_decided_twice(make_root: MakeRoot) -> None:
    """Each further decision of a listing on a title is told, whatever its capitals and marks."""
    rows = [f"l, title: {title}, record: a" for title in ("Rounder Tokens", "rounder tokens!", "Rounder-Tokens")]
    assert decided(make_root, *rows, a="Rounder Tokens") == [
        'LV133 decisions[1].title: "rounder tokens!" is decided already.',
        'LV133 decisions[2].title: "Rounder-Tokens" is decided already.',
    ]


@pytest.mark.parametrize(
    ("title", "fits"),
    [
        ("Tokens of mossy rock", True),
        ("tokens of mossy rxxx", True),
        ("tokens of mossy xxxx", False),
        ("other words entirely", False),
    ],
)
def test_titles_of_one_paper(title: str, fits: bool, make_root: MakeRoot) -> None:
    """Titles that share 85 per cent of their letters are of one paper: 17 of 20 are enough, 16 are not."""
    assert (decided(make_root, f"l, title: {title}, record: a", a="Tokens of mossy rock") == []) is fits


def test_a_title_just_below_the_bound(make_root: MakeRoot) -> None:
    """16 of 19 letters are 84 per cent, and too few."""
    found = decided(make_root, "l, title: tokens of mossy xxx, record: a", a="Tokens of mossy roc")
    assert [line[:5] for line in found] == ["LV132"]


def test_a_title_among_the_aliases(make_root: MakeRoot) -> None:
    """A listing may print a name that the record keeps as an alias."""
    files = {
        "papers/a.yml": record("a", title='"Rounder Tokens"', aliases="[Quite Other Words]"),
        "decisions.yml": "decisions:\n  - {listing: l, title: Quite Other Words, record: a}\n",
    }
    assert told(make_root(files)) == []


def test_a_record_that_cannot_be_read(make_root: MakeRoot) -> None:
    """A record that has findings of its own is not called missing besides."""
    files = {
        "papers/a.yml": record("a", title=""),
        "decisions.yml": "decisions:\n  - {listing: l, title: X, record: a}\n  - {listing: l, title: Y, record: b}\n",
    }
    assert told(make_root(files)) == [
        'LV131 decisions[1].record: There is no record "b".',
        "LV014 title: The value is empty.",
    ]


def test_places_of_decisions(make_root: MakeRoot) -> None:
    """A finding stands at the field it is about, or at the whole decision."""
    text = "decisions:\n  - listing: l\n    title: X\n  - listing: l\n    title: X\n    record: b\n"
    found = checks.run(load(make_root({"decisions.yml": text})))
    assert [(item.code, item.location.line, item.location.column) for item in found] == [
        ("LV130", 2, 5),
        ("LV133", 5, 12),
        ("LV131", 6, 13),
    ]
