"""Verdicts, places and remembered rankings of two states."""

from __future__ import annotations

import sqlite3
from decimal import Decimal
from pathlib import Path

import pytest

from lvkb.cache import cache_folder
from lvkb.changes import compare, load_sides
from lvkb.changes.reading_pairs import pair
from lvkb.changes.standing_changes import VerdictChange, verdict_changes
from lvkb.changes.told_places import document_key, document_text
from lvkb.records import Source
from tests.counted import MODEL, counts, model_count
from tests.git_steps import committed
from tests.invented import paper, reading, results, variant
from tests.samples import with_reading, write_root

RANKED = "resolution: 224, pretrain: none, distilled: none"


def verdicts(old: float, new: float) -> list[VerdictChange]:
    """Gives the verdicts that differ when a figure of a counted model becomes another one."""
    sides = [
        results(
            paper("a", variant("A-S", reading(params_m=figure), timm=MODEL)),
            counts=counts(model_count()),
        )
        for figure in (old, new)
    ]
    pairs = pair(sides[0].by_paper["a"], sides[1].by_paper["a"])
    return list(verdict_changes(sides[0], sides[1], pairs))


def test_another_verdict() -> None:
    """A figure that agreed with the count and no more does is told with its quantity."""
    assert verdicts(5.6, 9.1) == [VerdictChange("a", "A-S", "params", "agrees", "mismatch")]
    assert verdicts(5.6, 5.60) == []


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ({"arxiv": "2110.02178v2"}, "arXiv 2110.02178v2"),
        ({"github": "a/b", "path": "r.md", "commit": "84d992f" * 3}, "a/b r.md at 84d992f84d99"),
        ({"doi": "10.1/x"}, "DOI 10.1/x"),
        ({"url": "https://a.example/t"}, "https://a.example/t"),
    ],
)
def test_documents_in_words(source: dict[str, str], text: str) -> None:
    """A document is named with its version or commit."""
    assert document_text(Source.model_validate(source)) == text


def test_versions_of_one_document() -> None:
    """Versions and commits tell no document apart; files of a repository do."""
    first, second = (Source(arxiv=f"2110.02178v{number}") for number in (1, 2))
    assert document_key(first) == document_key(second) != document_key(Source(arxiv="2110.02179v1"))
    one, two = Source(github="A/b", path="r.md", commit="1234567"), Source(github="a/b", path="r.md")
    assert document_key(one) == document_key(two) != document_key(Source(github="a/b", path="s.md"))


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A repository with three ranked models of one setup."""
    rows = {"one": 76, "two": 77, "three": 75}
    row = '{{source: paper, at: "Table 1", top1: {}, params_m: 5, compute_g: 1, compute_unit: macs, {}}}'
    files = {f"papers/{name}.yml": with_reading(name, row.format(top1, RANKED)) for name, top1 in rows.items()}
    return committed(write_root(tmp_path / "kb", dict(files)))


def moved(root: Path) -> list[tuple[str, str, bool]]:
    """Gives board, model and direction of each move."""
    return [(item.board, item.entry.model, item.entered) for item in compare(load_sides(root, "main")).moves]


SETUP = r"[\"imagenet-1k\", \"imagenet-1k\", \"no\", \"224\", \"supervised\", \"\"]"
MOVES = [
    ("front by GMACs", "one/None-S", True),
    ("front by GMACs", "two/Ntwo-S", False),
    ("front by parameters", "one/None-S", True),
    ("front by parameters", "two/Ntwo-S", False),
    ("first band", "one/None-S", True),
]


def test_models_that_did_not_change_are_remembered(root: Path) -> None:
    """Whether rankings are remembered, read anew, or spoilt in the cache: the moves are the same."""
    file = root / "catalog/papers/one.yml"
    file.write_text(file.read_text(encoding="utf-8").replace("top1: 76", "top1: 77.2"), encoding="utf-8")
    assert moved(root) == MOVES
    assert moved(root) == MOVES
    for spoilt in ("[]", "{", "1", "null", '{"%s": 1}', '{"%s": [[1]]}', '{"%s": [["N", "x", null, null, 1]]}'):
        with sqlite3.connect(cache_folder() / "ranked.sqlite") as connection:
            connection.execute("UPDATE entries SET value = ?", (spoilt.replace("%s", SETUP),))
        assert moved(root) == MOVES
    (cache_folder() / "ranked.sqlite").unlink()
    assert moved(root) == MOVES


def test_no_ranked_change_reads_no_other_record(root: Path) -> None:
    """Where no ranked figure differs, rankings of the others are not even looked up."""
    file = root / "catalog/papers/one.yml"
    file.write_text(file.read_text(encoding="utf-8").replace("An idea.", "Another idea."), encoding="utf-8")
    found = compare(load_sides(root, "main"))
    assert [(item.kind, item.field, item.new) for item in found.fields] == [("annotation", "idea", "Another idea.")]
    assert not (cache_folder() / "ranked.sqlite").exists()


def test_counted_figures_rank_too() -> None:
    """A figure with more digits than anybody prints is a count, and is written short."""
    from lvkb.render.reference_texts import cost_text

    assert [cost_text(value) for value in (Decimal("1.2345678"), Decimal("0.0567891"), Decimal("5.60"), None)] == [
        "1.23",
        "0.057",
        "5.60",
        "?",
    ]
