"""Which timm models the records link to, and what they say of each."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from lvkb.catalog import Catalog
from lvkb.errors import LvkbError
from lvkb.near_words import did_you_mean, near_words
from lvkb.records import Reading, Variant
from lvkb.results.evaluations import weights
from lvkb.results.judge import Judge, architecture
from lvkb.results.verdicts import Judgement
from lvkb.subject.datasets import DEFAULT_DATASET

SMALLEST, LARGEST = 32, 1024
"""Image sizes in pixels that are counted when a reading states them."""

_MOST_SIZES = 8


class UnknownName(LvkbError):
    """A name that was asked for stands for no model, or for too many; the text says what to write instead."""


class LinkedVariant(NamedTuple):
    """A variant that links to a model.

    Attributes:
        paper: Id of its paper.
        variant: The variant.
        readings: Those of its readings that are about this model.
    """

    paper: str
    variant: Variant
    readings: tuple[Reading, ...]


class LinkedModel(NamedTuple):
    """What the records say of one model.

    Attributes:
        model: timm name as the records write it.
        variants: The variants that link to it.
        sizes: Image sizes that their readings state, sorted.
    """

    model: str
    variants: tuple[LinkedVariant, ...]
    sizes: tuple[int, ...]

    @property
    def papers(self) -> tuple[str, ...]:
        """Ids of the papers that link to it, sorted."""
        return tuple(sorted({item.paper for item in self.variants}))

    @property
    def names(self) -> tuple[str, ...]:
        """Names of the variants that link to it, each once."""
        return tuple(dict.fromkeys(item.variant.name for item in self.variants))

    def judged(self, judge: Judge) -> Iterator[Judgement]:
        """Gives a judgement on each figure that the readings report."""
        for item in self.variants:
            for reading in item.readings:
                yield from judge.reading(item.variant, reading)


def linked_models(catalog: Catalog) -> dict[str, LinkedModel]:
    """Gives every model that a variant or a reading links to, sorted by name."""
    found: dict[str, list[LinkedVariant]] = {}
    for paper in catalog.papers.values():
        for variant in paper.variants:
            for name in weights(variant):
                found.setdefault(name, []).append(LinkedVariant(paper.id, variant, _readings(variant, name)))
    return {name: LinkedModel(name, tuple(found[name]), _sizes(found[name])) for name in sorted(found)}


def _readings(variant: Variant, name: str) -> tuple[Reading, ...]:
    """Gives the readings about a model: those that name it, and all that name none where the variant does."""
    return tuple(item for item in variant.readings if (item.timm or variant.timm) == name)


def _sizes(variants: Iterable[LinkedVariant]) -> tuple[int, ...]:
    sizes = {size for item in variants for reading in item.readings if (size := _size(reading))}
    return tuple(sorted(sizes)[:_MOST_SIZES])


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
    found += [model for model, link in links.items() if any(_is_called(item, name) for item in link.variants)]
    if found:
        return found
    if name in catalog.papers:
        raise UnknownName(f'No variant of the paper "{name}" is linked to a model of timm.')
    known = {*links, *(paper for link in links.values() for paper in link.papers)}
    hint = did_you_mean(near_words(name, sorted(known)))
    raise UnknownName(f'"{name}" is no linked model of timm, no paper with one, and no variant. {hint}'.rstrip())


def _is_called(item: LinkedVariant, name: str) -> bool:
    """Tells whether a name means a variant: by its own name, or by that below the id of its paper."""
    paper, _, rest = name.partition("/")
    own = item.variant.name.casefold()
    return name.casefold() == own or (paper == item.paper and rest.casefold() == own)
