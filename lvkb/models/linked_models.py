"""Which timm models the records link to, and what they say of each."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from lvkb.catalog import Catalog
from lvkb.errors import LvkbError
from lvkb.near_words import did_you_mean, near_words
from lvkb.records import Paper, Reading, Variant
from lvkb.results.judge import Judge, architecture
from lvkb.results.verdicts import Judgement
from lvkb.subject.datasets import DEFAULT_DATASET

SMALLEST, LARGEST = 32, 1024
"""Image sizes in pixels that are counted when a reading states them."""

_MOST_SIZES = 8


class UnknownName(LvkbError):
    """A name that was asked for stands for no model, or for too many; the text says what to write instead."""


class LinkedModel(NamedTuple):
    """What the records say of one model.

    Attributes:
        papers: Ids of the papers that link to it, sorted.
        variants: Their variants, each with the positions of the readings that are about this model.
        sizes: Image sizes that those readings state, sorted.
        model: timm name as the records write it.
    """

    model: str
    papers: tuple[str, ...]
    variants: tuple[tuple[Variant, tuple[int, ...]], ...]
    sizes: tuple[int, ...]

    def judged(self, judge: Judge) -> Iterator[Judgement]:
        """Gives a judgement on each figure that the readings report."""
        for variant, positions in self.variants:
            for position in positions:
                yield from judge.reading(variant, variant.readings[position])


def linked_models(catalog: Catalog) -> dict[str, LinkedModel]:
    """Gives every model that a variant or a reading links to, sorted by name."""
    found: dict[str, list[tuple[Paper, Variant]]] = {}
    for paper in catalog.papers.values():
        for variant in paper.variants:
            for name in dict.fromkeys(filter(None, (variant.timm, *(item.timm for item in variant.readings)))):
                found.setdefault(name, []).append((paper, variant))
    return {name: _linked(name, found[name]) for name in sorted(found)}


def _linked(name: str, places: Sequence[tuple[Paper, Variant]]) -> LinkedModel:
    variants = tuple((variant, _positions(variant, name)) for _, variant in places)
    readings = [variant.readings[position] for variant, positions in variants for position in positions]
    sizes = sorted({size for reading in readings if (size := _size(reading))})
    return LinkedModel(name, tuple(sorted({paper.id for paper, _ in places})), variants, tuple(sizes[:_MOST_SIZES]))


def _positions(variant: Variant, name: str) -> tuple[int, ...]:
    """Gives the readings about a model: those that name it, and all that name none where the variant does."""
    return tuple(number for number, item in enumerate(variant.readings) if (item.timm or variant.timm) == name)


def _size(reading: Reading) -> int | None:
    """Gives the image size of a reading that a count of the plain model can be held against."""
    size = reading.resolution
    is_plain = reading.dataset == DEFAULT_DATASET and reading.base is None and reading.setting is None
    return size if size and is_plain and SMALLEST <= size <= LARGEST else None


def models_named(catalog: Catalog, names: Sequence[str]) -> dict[str, LinkedModel]:
    """Gives the linked models that names stand for; all of them without names.

    Args:
        catalog: The catalogue.
        names: timm names with or without tag, ids of papers, names of variants, or `paper-id/variant name`.

    Raises:
        UnknownName: A name stands for none.
    """
    links = linked_models(catalog)
    if not names:
        return links
    wanted = {model for name in names for model in _models(catalog, links, name)}
    return {model: link for model, link in links.items() if model in wanted}


def _models(catalog: Catalog, links: dict[str, LinkedModel], name: str) -> list[str]:
    found = [model for model in links if name in (model, architecture(model))]
    found += [model for model, link in links.items() if name in link.papers]
    found += [model for model, link in links.items() if any(_is_called(catalog, link, name))]
    if found:
        return found
    if name in catalog.papers:
        raise UnknownName(f'No variant of the paper "{name}" is linked to a model of timm.')
    known = {*links, *(paper for link in links.values() for paper in link.papers)}
    hint = did_you_mean(near_words(name, sorted(known)))
    raise UnknownName(f'"{name}" is no linked model of timm, no paper with one, and no variant. {hint}'.rstrip())


def _is_called(catalog: Catalog, link: LinkedModel, name: str) -> Iterator[bool]:
    """Tells of each variant of a model whether a name means it."""
    paper, slash, rest = name.partition("/")
    held = catalog.papers[paper].variants if slash and paper in catalog.papers else ()
    for variant, _ in link.variants:
        yield variant.name.casefold() == name.casefold()
        yield any(own is variant for own in held) and variant.name.casefold() == rest.casefold()
