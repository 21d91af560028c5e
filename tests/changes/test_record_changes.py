"""What records say beside numbers, before and after."""

from __future__ import annotations

from typing import Any

import pytest

from lvkb.changes.reading_pairs import pair
from lvkb.changes.record_changes import _IDENTITY, field_changes
from lvkb.records import Paper
from tests.invented import SOURCES, paper, reading, results, variant


def told(old: Paper, new: Paper) -> list[tuple[str, str, str, str, str]]:
    """Gives kind, variant, field, and both texts of each change."""
    sides = results(old), results(new)
    pairs = pair(sides[0].by_paper[old.id], sides[1].by_paper[new.id])
    found = field_changes(sides[1].catalog, old, new, pairs)
    return [(item.kind, item.variant, item.field, item.old, item.new) for item in found]


@pytest.mark.parametrize(
    ("values", "change"),
    [
        ({"aliases": ["B", "C"]}, ("identity", "aliases", "", "B; C")),
        ({"authors": ["Ada Flint", "Bo Lee"]}, ("identity", "authors", "Ada Flint", "Ada Flint; Bo Lee")),
        ({"published": {"year": 2022}}, ("identity", "published", "year: 2021", "year: 2022")),
        ({"scope": "adjacent"}, ("identity", "scope", "core", "adjacent")),
        (
            {"code": [{"github": "a/b", "official": True}]},
            ("identity", "code", "", "github: a/b, official: true"),
        ),
        (
            {"confirmed": {"by": "https://github.com/a/b/issues/7", "date": "2026-11-25"}},
            ("identity", "confirmed", "", "by: https://github.com/a/b/issues/7, date: 2026-11-25"),
        ),
        ({"relations": {"builds-on": ["vit"]}}, ("relations", "builds-on", "", "vit")),
        (
            {"annotation": {"idea": "i", "cheaper": "c", "limits": "l", "placement": "p"}},
            ("annotation", "placement", "", "p"),
        ),
        ({"sources": {**SOURCES, "site": {"url": "https://a.b"}}}, ("sources", "site", "", "url: https://a.b")),
        (
            {"protocols": {"p": {"source": "paper", "at": "S3", "basis": "code", "epochs": 300}}},
            ("protocols", "p", "", "source: paper, at: S3, basis: code, epochs: 300"),
        ),
    ],
    ids=lambda value: next(iter(value)) if isinstance(value, dict) else "",
)
def test_fields_of_a_paper(values: dict[str, Any], change: tuple[str, str, str, str]) -> None:
    """Each field is told with what it said and says; back again it is told the other way round."""
    plain, other = paper("a"), paper("a", **values)
    kind, field, old, new = change
    assert told(plain, other) == [(kind, "", field, old, new)]
    assert told(other, plain) == [(kind, "", field, new, old)]


def test_every_field_of_a_paper_is_compared() -> None:
    """A field that is added to records is told too, or a reviewer would not see it."""
    groups = {"relations", "annotation", "sources", "protocols", "variants"}
    assert {*_IDENTITY, *groups} == {*Paper.model_fields} - {"id"}


def test_variants_come_go_and_change() -> None:
    """A variant that came, one that went, one under another name, and one that timm has now."""
    rows = [reading(top1=top1) for top1 in (70, 71, 72, 73)]
    old = paper("a", variant("A-T", rows[0]), variant("A S", rows[1]), variant("A-B", rows[2]))
    new = paper("a", variant("A-S", rows[1]), variant("A-B", rows[2], timm="a_b"), variant("A-L", rows[3]))
    assert told(old, new) == [
        ("variants", "A-T", "name", "A-T", ""),
        ("variants", "A-S", "name", "A S", "A-S"),
        ("variants", "A-B", "timm", "", "a_b"),
        ("variants", "A-L", "name", "", "A-L"),
    ]


@pytest.mark.parametrize(
    ("values", "changes"),
    [
        ({"status": "disputed", "reason": "A slip."}, [("status", "", "disputed"), ("reason", "", "A slip.")]),
        ({"exactness": "rounded"}, [("exactness", "exact", "rounded")]),
        ({"teacher": ["deit/DeiT-S", "RegNet"]}, [("teacher", "", "deit/DeiT-S, RegNet")]),
        ({"setting": {"keep_ratio": 0.7}}, [("setting.keep_ratio", "", "0.7")]),
        ({"at": "Table 5"}, [("at", "arXiv 2101.00001v1, Table 1", "arXiv 2101.00001v1, Table 5")]),
        ({"source": "zoo"}, [("at", "arXiv 2101.00001v1, Table 1", "a/b zoo.md at 84d992f, Table 1")]),
    ],
    ids=["dispute", "exactness", "teacher", "setting", "place", "document"],
)
def test_conditions_of_a_reading(values: dict[str, Any], changes: list[tuple[str, str, str]]) -> None:
    """What a reading says beside its number, and where it was read."""
    old = paper("a", variant("A-S", reading(top1=78.3)))
    new = paper("a", variant("A-S", reading(top1=78.3, **values)))
    assert told(old, new) == [("conditions", "A-S", *change) for change in changes]


def test_the_device_of_a_speed() -> None:
    """A speed on another device is a condition; the speed itself is a number and not told here."""
    speeds = [{"ms": ms, "device": device} for ms, device in ((7, "iPhone 12"), (8, "iPhone 13"))]
    old, new = (paper("a", variant("A-S", reading(top1=78.3, latency=speed))) for speed in speeds)
    assert told(old, new) == [("conditions", "A-S", "latency.device", "iPhone 12", "iPhone 13")]


def test_a_protocol_reaches_its_readings() -> None:
    """A protocol that says another thing is told itself, and at the reading that names it."""

    def one(epochs: int) -> Paper:
        entry = {"source": "paper", "at": "S3", "basis": "code", "epochs": epochs}
        return paper("a", variant("A-S", reading(top1=78.3, protocol="p")), protocols={"p": entry})

    texts = [f"source: paper, at: S3, basis: code, epochs: {epochs}" for epochs in (300, 100)]
    assert told(one(300), one(100)) == [
        ("protocols", "", "p", *texts),
        ("conditions", "A-S", "epochs", "300", "100"),
    ]
