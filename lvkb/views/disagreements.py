"""Where sources disagree: readings of one variant under one protocol with different numbers."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from itertools import combinations, groupby
from typing import NamedTuple

from lvkb.catalog import Catalog
from lvkb.records import Paper, Reading, Variant


class Disagreement(NamedTuple):
    """Several values of one quantity.

    Attributes:
        paper: Id of the paper.
        variant: Name of the variant.
        field: `top1`, `params_m` or `compute_g`.
        values: The values with source and place, in the order of the record.
    """

    paper: str
    variant: str
    field: str
    values: tuple[tuple[Decimal, str, str], ...]


FIELDS = ("top1", "params_m", "compute_g")


def disagreements(catalog: Catalog) -> Iterator[Disagreement]:
    """Gives every quantity that the authors' own sources report differently for the same protocol.

    Values that one number rounds to are no disagreement: 4.53 and 4.5 agree, 4.53 and 4.6 do not. Neither are several
    rows of one source.
    """
    for paper in catalog.papers.values():
        for variant in paper.variants:
            if len({reading.source for reading in variant.readings}) < 2:
                continue
            for field in FIELDS:
                yield from _of_field(paper, variant, field)


def _of_field(paper: Paper, variant: Variant, field: str) -> Iterator[Disagreement]:
    told = [reading for reading in variant.readings if getattr(reading, field) is not None and _counts(reading)]
    for _, group in groupby(sorted(told, key=_protocol), key=_protocol):
        sure = _one_value_sources(list(group), field)
        values = [getattr(reading, field) for reading in sure]
        if any(not agree(one, two) for one, two in combinations(values, 2)):
            places = tuple((getattr(reading, field), reading.source, reading.at) for reading in sure)
            yield Disagreement(paper.id, variant.name, field, places)


def _one_value_sources(readings: list[Reading], field: str) -> list[Reading]:
    """Gives the first reading of each source that tells one value for the protocol.

    A source with several values has recipes that the protocol's fields do not tell apart: no contradiction.
    """
    by_source: dict[str, list[Reading]] = {}
    for reading in readings:
        by_source.setdefault(reading.source, []).append(reading)
    return [rows[0] for rows in by_source.values() if len({getattr(row, field) for row in rows}) == 1]


def _counts(reading: Reading) -> bool:
    return reading.kind == "reported" and reading.exactness == "exact"


def _protocol(reading: Reading) -> str:
    """Gives all that a number depends on, as one text to sort and group by.

    The timm tag is left out: a source that names no weights may well mean those that another one names.
    """
    setting = reading.setting.model_dump_json() if reading.setting else ""
    parts = (
        reading.dataset,
        reading.resolution,
        reading.train_resolution,
        reading.pretrain,
        reading.distilled,
        reading.teacher,
        reading.epochs,
        reading.form,
        reading.base,
        setting,
        reading.compute_unit,
    )
    return repr(parts)


def agree(one: Decimal, two: Decimal) -> bool:
    """Tells whether two printed numbers can be one: they differ by at most half a unit of the fewer digits."""
    digits = min(_places(one), _places(two))
    return abs(one - two) <= Decimal(1).scaleb(-digits) / 2


def _places(number: Decimal) -> int:
    exponent = number.as_tuple().exponent
    return -exponent if isinstance(exponent, int) and exponent < 0 else 0
