"""Files with slips and attacks in them: refused in order, or taken for what they say. `make bench` tries many more."""

from __future__ import annotations

import pytest
import yaml

from lvkb.records import Paper
from lvkb.validation import read_record
from lvkb.yamlfile import parse
from tests.garbled_files import garbled
from tests.garbled_kinds import difference, kinds
from tests.samples import record

COUNT = 500
KINDS = kinds()


def test_sound_files_are_taken() -> None:
    """What is changed is sound before: each reader takes it, and takes it for what it says."""
    for name, kind in KINDS.items():
        told = [kind.read(seed) for seed in kind.seeds]
        assert [taken.wrong for taken in told] == [""] * len(told)
        assert any(taken.is_taken for taken in told), name


@pytest.mark.parametrize("name", KINDS)
def test_few_garbled_files(name: str) -> None:
    """No garbled file gives a traceback, and none that is taken means anything but what it says."""
    kind = KINDS[name]
    made = list(garbled(kind.seeds, COUNT * kind.share // 100, seed=1))
    told = [kind.read(content) for content in made]
    assert [(content, taken.wrong) for content, taken in zip(made, told, strict=True) if taken.wrong] == []
    assert sum(taken.is_alone for taken in told) <= len(told) // 50


def test_garbled_files_are_the_same_everywhere() -> None:
    """One seed gives one row of garbled files, another seed another, and nearly all of them are changed."""
    seeds = KINDS["records"].seeds
    first = list(garbled(seeds, 50, seed=1))
    assert first == list(garbled(seeds, 50, seed=1))
    assert first != list(garbled(seeds, 50, seed=2))
    assert sum(content in seeds for content in first) < 5


@pytest.mark.parametrize(
    ("written", "read", "wrong"),
    [
        ("78.3", "78.30", ".variants[0].readings[0].top1: Decimal('78.3') is not '78.30'"),
        ("Ada Flint", "Ada Flynt", ".authors[0]: 'Ada Flint' is not 'Ada Flynt'"),
        ("2026-11-20", "2026-11-21", ".sources.paper.read: datetime.date(2026, 11, 20) is not '2026-11-21'"),
        ("2021", "2022", ".published.year: 2021 is not '2022'"),
    ],
)
def test_another_meaning_is_seen(written: str, read: str, wrong: str) -> None:
    """A record that holds another number, name, day or year than its file is told, with the place."""
    content = record("one")
    paper = read_record(parse(content.encode(), "one.yml"), Paper)
    plain = yaml.load(content.replace(written, read, 1), Loader=yaml.BaseLoader)  # noqa: S506
    assert difference(paper, yaml.load(content, Loader=yaml.BaseLoader)) == ""  # noqa: S506
    assert difference(paper, plain) == wrong
