"""What records say beside numbers, before and after: identity, relations, words, sources, protocols, conditions."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Literal, NamedTuple

from pydantic import BaseModel

from lvkb.catalog import Catalog
from lvkb.changes.reading_pairs import Pair, renamed_variants
from lvkb.changes.told_places import document_text
from lvkb.findings import Location
from lvkb.records import Paper, Reading, Record
from lvkb.registers import PAPER_REGISTERS
from lvkb.subject.metrics import METRICS

Kind = Literal["identity", "relations", "annotation", "sources", "protocols", "variants", "conditions"]
KINDS: tuple[Kind, ...] = ("identity", "relations", "annotation", "sources", "protocols", "variants", "conditions")

_IDENTITY = (
    *("name", "aliases", "title", "authors", "published", "scope", "categories"),
    *(register.field for register in PAPER_REGISTERS),
    *("code", "no_results", "confirmed", "added"),
)
_NUMBERS = frozenset(metric.path[-1] for metric in METRICS)
_NO_CONDITION = frozenset({"source", "at", "protocol", "teacher"})


class FieldChange(NamedTuple):
    """A field that says something else.

    Attributes:
        kind: What it belongs to.
        paper: Id of the paper.
        variant: Name of the variant, for what readings and variants say; else empty.
        field: Name of the field, as records have it.
        old: What it said; empty when it was not there.
        new: What it says; empty when it is not there any more.
        location: Where the record says so; of what is gone, the nearest place that is left.
    """

    kind: Kind
    paper: str
    variant: str
    field: str
    old: str
    new: str
    location: Location


def field_changes(catalog: Catalog, old: Paper, new: Paper, pairs: Iterable[Pair]) -> Iterator[FieldChange]:
    """Gives what a record says otherwise than before, numbers and setups apart.

    Args:
        catalog: The present catalogue, for places.
        old: The record before.
        new: The record now.
        pairs: Its readings.
    """
    pairs = tuple(pairs)
    groups: tuple[tuple[Kind, Mapping[str, str], Mapping[str, str]], ...] = (
        ("identity", _values(old, _IDENTITY), _values(new, _IDENTITY)),
        ("relations", _flat(old.relations), _flat(new.relations)),
        ("annotation", _flat(old.annotation), _flat(new.annotation)),
        ("sources", _sources(old), _sources(new)),
        ("protocols", _protocols(old), _protocols(new)),
    )
    for kind, before, after in groups:
        for field, one, two in _differing(before, after):
            yield FieldChange(kind, new.id, "", field, one, two, catalog.at(new.id, *_keys(kind, field)))
    yield from _variant_changes(catalog, old, new, pairs)
    yield from _condition_changes(catalog, pairs)


def _variant_changes(catalog: Catalog, old: Paper, new: Paper, pairs: tuple[Pair, ...]) -> Iterator[FieldChange]:
    names = renamed_variants((item.old for item in pairs if item.old), (item.new for item in pairs if item.new))
    before = {names.get(variant.name, variant.name): variant for variant in old.variants}
    after = {variant.name: (place, variant) for place, variant in enumerate(new.variants)}
    for name, variant in before.items():
        if name not in after:
            yield FieldChange("variants", new.id, name, "name", name, "", catalog.at(new.id, "variants"))
        elif variant.name != name:
            where = catalog.at(new.id, "variants", after[name][0], "name")
            yield FieldChange("variants", new.id, name, "name", variant.name, name, where)
    for name, (place, variant) in after.items():
        where = catalog.at(new.id, "variants", place)
        if name not in before:
            yield FieldChange("variants", new.id, name, "name", "", name, where)
            continue
        fields = ("timm", "weights_license")
        for field, one, two in _differing(_values(before[name], fields), _values(variant, fields)):
            yield FieldChange("variants", new.id, name, field, one, two, where)


def _condition_changes(catalog: Catalog, pairs: Iterable[Pair]) -> Iterator[FieldChange]:
    for one, two in pairs:
        if one and two:
            where = catalog.at(two.paper.id, *two.keys)
            for field, before, after in _differing(_conditions(one.reading), _conditions(two.reading)):
                yield FieldChange("conditions", two.paper.id, two.variant.name, field, before, after, where)
            is_moved = _spot(one.paper, one.recorded) != _spot(two.paper, two.recorded)
            if is_moved:
                spots = _spot(one.paper, one.recorded), _spot(two.paper, two.recorded)
                yield FieldChange("conditions", two.paper.id, two.variant.name, "at", *spots, where)


def _spot(paper: Paper, reading: Reading) -> str:
    source = paper.sources.get(reading.source)
    return ", ".join(filter(None, (document_text(source) if source else reading.source, reading.at)))


def _conditions(reading: Reading) -> dict[str, str]:
    told = _flat(reading)
    kept = {name: text for name, text in told.items() if name.rpartition(".")[2] not in _NUMBERS | _NO_CONDITION}
    return {**kept, **({"teacher": ", ".join(reading.teacher)} if reading.teacher else {})}


def _sources(paper: Paper) -> dict[str, str]:
    return {key: _line(source) for key, source in paper.sources.items()}


def _protocols(paper: Paper) -> dict[str, str]:
    return {key: _line(entry) for key, entry in paper.protocols.items()}


def _keys(kind: Kind, field: str) -> tuple[str, ...]:
    return (field,) if kind == "identity" else (kind, field)


def _values(record: Record, fields: Iterable[str]) -> dict[str, str]:
    return {name: text for name in fields if (text := _text(getattr(record, name)))}


def _flat(record: Record, before: str = "") -> dict[str, str]:
    """Gives what a record tells by field, fields of fields behind a dot; defaults that are not written out too."""
    told: dict[str, str] = {}
    for name, info in type(record).model_fields.items():
        value, key = getattr(record, name), f"{before}{info.alias or name}"
        if isinstance(value, Record):
            told |= _flat(value, f"{key}.")
        elif text := _text(value):
            told[key] = text
    return told


def _text(value: object) -> str:
    match value:
        case None:
            return ""
        case bool():
            return "true" if value else "false"
        case BaseModel():
            return _line(value)
        case tuple():
            return "; ".join(map(_text, value))
        case _:
            return " ".join(str(value).split())


def _line(record: BaseModel) -> str:
    told = ((name, _text(getattr(record, name))) for name in type(record).model_fields)
    return ", ".join(f"{name}: {text}" for name, text in told if text)


def _differing(old: Mapping[str, str], new: Mapping[str, str]) -> Iterator[tuple[str, str, str]]:
    for name in dict.fromkeys((*old, *new)):
        if old.get(name) != new.get(name):
            yield name, old.get(name, ""), new.get(name, "")
