"""Readings before and after, in pairs: which one became which, which came in, and which is gone."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from lvkb.changes.told_places import document_key
from lvkb.records import Paper, Reading
from lvkb.registers import PAPER_REGISTERS
from lvkb.results import JudgedReading
from lvkb.subject.metrics import METRICS

Key = Callable[[JudgedReading], Hashable]


class Pair(NamedTuple):
    """A reading before and after; None where it was not there yet, or is gone."""

    old: JudgedReading | None
    new: JudgedReading | None


def pair(old: Sequence[JudgedReading], new: Sequence[JudgedReading]) -> tuple[Pair, ...]:
    """Gives the readings of one paper in pairs, those that are there now in their order, then those that are gone.

    A reading stays the same one as long as its document and its place in there do, in whatever version. One that moved
    to another place, or into another document, is known again by its figures and its protocol together.
    """
    names = renamed_variants(old, new)
    free, partner = list(old), dict[int, JudgedReading]()
    for key in _KEYS:
        waiting: dict[Hashable, list[JudgedReading]] = {}
        for item in free:
            waiting.setdefault((names.get(item.variant.name, item.variant.name), key(item)), []).append(item)
        for item in new:
            same = waiting.get((item.variant.name, key(item)))
            if same and id(item) not in partner:
                partner[id(item)] = same.pop(0)
        taken = {id(item) for item in partner.values()}
        free = [item for item in free if id(item) not in taken]
    return (*(Pair(partner.get(id(item)), item) for item in new), *(Pair(item, None) for item in free))


def renamed_variants(old: Iterable[JudgedReading], new: Iterable[JudgedReading]) -> Mapping[str, str]:
    """Gives the new names of variants that came under another one with the same readings, by the old name."""
    before, after = _by_variant(old), _by_variant(new)
    gone = {name: keys for name, keys in before.items() if name not in after}
    names: dict[str, str] = {}
    for name, keys in after.items():
        former = next((one for one, own in gone.items() if own == keys and one not in names), None)
        if name not in before and former is not None:
            names[former] = name
    return names


def _by_variant(items: Iterable[JudgedReading]) -> dict[str, set[Hashable]]:
    found: dict[str, set[Hashable]] = {}
    for item in items:
        found.setdefault(item.variant.name, set()).add((_spot(item), _figures(item)))
    return found


def _document(item: JudgedReading) -> Hashable:
    return document_key(item.paper.sources.get(item.recorded.source))


def _spot(item: JudgedReading) -> Hashable:
    return _document(item), " ".join(item.recorded.at.split())


def _figures(item: JudgedReading) -> Hashable:
    return tuple(metric.of(item.reading) for metric in METRICS)


def _metrics(item: JudgedReading) -> Hashable:
    speed = item.reading.throughput or item.reading.latency
    return _spot(item), tuple(metric.of(item.reading) is not None for metric in METRICS), speed and speed.device


_KEYS: tuple[Key, ...] = (
    lambda item: (_spot(item), item.protocol, _figures(item), item.reading.note),
    lambda item: (_spot(item), item.protocol, _figures(item)),
    lambda item: (_spot(item), item.protocol, _metrics(item)),
    lambda item: (_spot(item), _figures(item)),
    _metrics,
    _spot,
    lambda item: (_document(item), item.protocol, _figures(item)),
    lambda item: (item.protocol, _figures(item)),
)
"""What two readings must share to be one, the surest first."""


def told(reading: Reading) -> Iterator[tuple[str, str]]:
    """Gives the figures that a reading tells, as printed, by the names that records have for them."""
    return ((metric.field, f"{value:f}") for metric in METRICS if (value := metric.of(reading)) is not None)


def renamed_papers(gone: Iterable[Paper], come: Iterable[Paper]) -> Mapping[str, str]:
    """Gives the new ids of papers that came under another one, by the old id."""
    former = {key: paper.id for paper in gone for key in _identities(paper)}
    found = ((former.get(key), paper.id) for paper in come for key in _identities(paper))
    return {old: new for old, new in found if old is not None}


def _identities(paper: Paper) -> Iterator[Hashable]:
    fields = (register.field for register in PAPER_REGISTERS)
    return ((field, value) for field in fields if (value := getattr(paper, field)))
