"""Numbers before and after: those of readings, and those that pages show of results."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from typing import NamedTuple

from lvkb.catalog import Catalog
from lvkb.changes.reading_pairs import Pair, told
from lvkb.changes.told_places import Place, place_of
from lvkb.results import Figure, JudgedReading, Result, Results
from lvkb.subject.metrics import COMPUTE, METRICS, PARAMS, TOP1, TOP5, Metric


class ToldReading(NamedTuple):
    """A reading that came in or is gone.

    Attributes:
        paper: Id of its paper.
        variant: Name of its variant.
        figures: What it tells, as printed, by field.
        place: Where it stands.
    """

    paper: str
    variant: str
    figures: tuple[tuple[str, str], ...]
    place: Place


class NumberChange(NamedTuple):
    """A number of a reading that is another one now.

    Attributes:
        paper: Id of the paper.
        variant: Name of the variant.
        metric: What it is.
        old: The number before, with the digits of its source; None where the reading told none.
        new: The number now; None where the reading tells none any more.
        before: Where it stood.
        after: Where it stands.
    """

    paper: str
    variant: str
    metric: Metric
    old: Decimal | None
    new: Decimal | None
    before: Place
    after: Place


class ShownFigure(NamedTuple):
    """A number of a result as pages show it.

    Attributes:
        value: The number.
        origin: Who says it: a kind of reading, or `counted`.
        place: Where it was read; None for a count.
    """

    value: Decimal
    origin: str
    place: Place | None


class ShownChange(NamedTuple):
    """A number that pages show and that is another one now, though no reading of it changed.

    Another reading goes before it, or a count stands in.

    Attributes:
        paper: Id of the paper.
        variant: Name of the variant.
        setup: Setup of the result.
        metric: What it is; multiply-adds for compute.
        old: What was shown; None for nothing.
        new: What is shown; None for nothing.
    """

    paper: str
    variant: str
    setup: str
    metric: Metric
    old: ShownFigure | None
    new: ShownFigure | None


def told_reading(catalog: Catalog, item: JudgedReading) -> ToldReading:
    """Gives a reading with its figures and its place."""
    return ToldReading(item.paper.id, item.variant.name, tuple(told(item.reading)), place_of(catalog, item))


def number_changes(old: Catalog, new: Catalog, pairs: Iterable[Pair]) -> Iterator[NumberChange]:
    """Gives the numbers that differ in readings that were there before. So do other digits: 78.3, 78.30."""
    for one, two in pairs:
        if one is None or two is None:
            continue
        for metric in METRICS:
            before, after = metric.of(one.reading), metric.of(two.reading)
            if str(before) != str(after):
                places = place_of(old, one), place_of(new, two)
                yield NumberChange(two.paper.id, two.variant.name, metric, before, after, *places)


_SHOWN: Mapping[Metric, Callable[[Result], Figure | None]] = {
    TOP1: lambda result: result.top1,
    TOP5: lambda result: result.top5,
    PARAMS: lambda result: result.params_m,
    COMPUTE: lambda result: result.gmacs,
}


def shown_changes(
    old: Results, new: Results, pairs: Sequence[Pair], known: Iterable[NumberChange]
) -> Iterator[ShownChange]:
    """Gives the numbers shown of results that differ, those apart that a changed reading accounts for.

    Args:
        old: The past side.
        new: The present one.
        pairs: Readings of one paper.
        known: Changes of numbers that are told already.
    """
    told_already = {(item.variant, item.metric, str(item.old), str(item.new)) for item in known}
    for one, two in _result_pairs(old, new, pairs):
        for metric, figure_of in _SHOWN.items():
            before, after = _shown(old, figure_of(one)), _shown(new, figure_of(two))
            texts = tuple(str(item.value) if item else "None" for item in (before, after))
            if texts[0] != texts[1] and (two.variant.name, metric, *texts) not in told_already:
                yield ShownChange(two.paper.id, two.variant.name, str(two.setup), metric, before, after)


def _result_pairs(old: Results, new: Results, pairs: Iterable[Pair]) -> Iterator[tuple[Result, Result]]:
    """Gives results before and after that share a reading from which their accuracy is taken."""
    before, after = _results_by_reading(old, (item.old for item in pairs)), {}
    after = _results_by_reading(new, (item.new for item in pairs))
    seen: set[tuple[int, int]] = set()
    for one, two in ((before.get(id(item.old)), after.get(id(item.new))) for item in pairs if item.old and item.new):
        if one and two and (id(one), id(two)) not in seen:
            seen.add((id(one), id(two)))
            yield one, two


def _results_by_reading(results: Results, items: Iterable[JudgedReading | None]) -> dict[int, Result]:
    papers = dict.fromkeys(item.paper.id for item in items if item)
    return {id(item): result for paper in papers for result in results.merged[paper] for item in result.readings}


def _shown(results: Results, figure: Figure | None) -> ShownFigure | None:
    if figure is None:
        return None
    place = place_of(results.catalog, figure.told[0]) if figure.told else None
    return ShownFigure(figure.value, figure.origin, place)
