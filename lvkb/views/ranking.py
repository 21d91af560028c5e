"""The rules by which models are chosen: limits, ties, bands, the cheapest, what is dominated, the next step, the front.

Everything that ranks follows them: pages made at build time, the workspace in the browser (`ranking.js` says the same),
and the command line. They are functions of entries alone; the page on methods tells them to readers.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from decimal import Decimal
from typing import NamedTuple

from lvkb.results import Result
from lvkb.subject.datasets import DEFAULT_DATASET
from lvkb.subject.setups import SUPERVISED, Setup

TEST_IMAGES = 50_000
"""Images of ImageNet-1K's validation set, on which accuracies are measured."""

_Z = Decimal("1.96")
"""Standard deviations that 95 % of a normal distribution lie within."""

UNKNOWN = Decimal("Infinity")
"""Stands for a cost that nobody tells, where costs are put in order: it goes last."""


class Conditions(NamedTuple):
    """The setup that accuracies are asked for in; None lets any pass.

    Attributes:
        data: Data of the pre-training; the data set itself for models trained on nothing else.
        distilled: `no` or `yes`.
        resolution: Class of the input size.
        evaluation: How the classes are read off the features.
    """

    data: str | None = DEFAULT_DATASET
    distilled: str | None = "no"
    resolution: str | None = "224"
    evaluation: str | None = SUPERVISED

    def hold(self, setup: Setup) -> bool:
        """Tells whether a setup is one of those asked for."""
        told = (setup.data, setup.distilled, setup.resolution, setup.evaluation)
        return all(wanted in (None, found) for wanted, found in zip(self, told, strict=True))


FIRST = Conditions()
"""The setup that readers meet first, the commonest one."""


class Entry(NamedTuple):
    """A result as rankings see it.

    Attributes:
        model: The model, as addresses name it: `paper-id/Variant`.
        top1: Top-1 accuracy in per cent.
        gmacs: Multiply-adds for one image in 10^9; None where nobody tells them.
        params: Parameters in millions, likewise.
        year: Year of the paper.
        ms: Least time on the device that was asked for, in milliseconds, likewise.
        ips: Most images per second on it, likewise.
        commercial: Whether its weights allow commercial use; None where nobody names their licence.
    """

    model: str
    top1: Decimal
    gmacs: Decimal | None = None
    params: Decimal | None = None
    year: int = 0
    ms: Decimal | None = None
    ips: Decimal | None = None
    commercial: bool | None = None


class Range(NamedTuple):
    """What a value may be, bounds included; None leaves a side open."""

    least: Decimal | None = None
    most: Decimal | None = None

    def holds(self, value: Decimal | int | None) -> bool | None:
        """Tells whether a value lies inside; None when it is not known and a bound asks for it."""
        if self == (None, None):
            return True
        if value is None:
            return None
        return (self.least is None or value >= self.least) and (self.most is None or value <= self.most)


ANY = Range()


class Limits(NamedTuple):
    """The ranges that entries must lie in, and whether their weights must allow commercial use."""

    top1: Range = ANY
    gmacs: Range = ANY
    params: Range = ANY
    year: Range = ANY
    ms: Range = ANY
    ips: Range = ANY
    commercial: bool = False

    def hold(self, entry: Entry) -> bool | None:
        """Tells whether an entry keeps every limit; None when only a value that is not known says otherwise."""
        found = [limit.holds(getattr(entry, name)) for name, limit in self.ranges.items()]
        if self.commercial:
            found.append(entry.commercial)
        return False if False in found else None if None in found else True

    @property
    def ranges(self) -> dict[str, Range]:
        """The ranges that limit anything, by the value that they limit."""
        return {name: limit for name, limit in self._asdict().items() if isinstance(limit, Range) and limit != ANY}

    def changed(self, ranges: Mapping[str, Range]) -> Limits:
        """Gives the same limits with other ranges, by the value that they limit."""
        return Limits(**{**self._asdict(), **ranges})

    @property
    def without_cost(self) -> Limits:
        """The same limits, but any cost."""
        return self._replace(gmacs=ANY, params=ANY, ms=ANY, ips=ANY)


NO_LIMITS = Limits()


class Step(NamedTuple):
    """The cheapest model that is better beyond the tie: what it gains and costs more; None for what is not known."""

    entry: Entry
    top1: Decimal
    gmacs: Decimal | None
    params: Decimal | None


class Ranking(NamedTuple):
    """What a choice comes to.

    Attributes:
        bands: The models within the limits, the best first, parted where accuracies differ beyond the tie.
        hidden: Models left out for no other reason than a value that is not known.
        cheapest: The cheapest model of the first band; None when no model is left.
        step: The next step up from the best; None when there is none.
    """

    bands: tuple[tuple[Entry, ...], ...]
    hidden: int
    cheapest: Entry | None
    step: Step | None

    @property
    def rows(self) -> tuple[Entry, ...]:
        """All models, the best first."""
        return tuple(entry for band in self.bands for entry in band)


def candidates(results: Iterable[Result], conditions: Conditions = FIRST, on: str | None = None) -> dict[Entry, Result]:
    """Gives the results that may be ranked, by their entries: sound accuracies under the conditions.

    Args:
        results: Results of the catalogue.
        conditions: The setup asked for.
        on: The model that methods are applied to; None for models of their own.
    """
    found: dict[Entry, Result] = {}
    for result in results:
        if is_candidate(result, conditions, on):
            found.setdefault(entry_of(result), result)
    return found


def is_candidate(result: Result, conditions: Conditions = FIRST, on: str | None = None) -> bool:
    """Tells whether a result may be ranked: its accuracy is sound, and of the setup that is asked for."""
    return result.is_comparable and result.protocol.base == on and conditions.hold(result.setup)


def entry_of(result: Result) -> Entry:
    """Gives a result with an accuracy as an entry."""
    assert result.top1
    return Entry(
        model=f"{result.paper.id}/{result.variant.name}",
        top1=result.top1.value,
        gmacs=result.gmacs.value if result.gmacs else None,
        params=result.params_m.value if result.params_m else None,
        year=result.paper.published.year,
    )


def ranking(entries: Iterable[Entry], limits: Limits = NO_LIMITS, *, unknown: bool = False) -> Ranking:
    """Ranks models.

    Args:
        entries: The candidates.
        limits: What they must keep.
        unknown: Let pass what is not known.
    """
    entries = tuple(entries)
    rows, hidden = within(entries, limits, unknown=unknown)
    parted = bands(rows)
    others, _ = within(entries, limits.without_cost, unknown=unknown)
    return Ranking(
        bands=parted,
        hidden=hidden,
        cheapest=min(parted[0], key=_by_cost) if parted else None,
        step=next_step(rows[0], others) if rows else None,
    )


def within(entries: Iterable[Entry], limits: Limits, *, unknown: bool = False) -> tuple[tuple[Entry, ...], int]:
    """Gives the best entry of each model that keeps the limits, the best model first.

    Limits come before the choice of one entry a model: a model may keep them at one image size and not at another.

    Returns:
        The entries, and the number of models that are left out for a value that is not known alone.
    """
    judged = [(entry, limits.hold(entry)) for entry in entries]
    kept = _one_a_model(entry for entry, holds in judged if holds or (unknown and holds is None))
    shown = {entry.model for entry in kept}
    vague = {entry.model for entry, holds in judged if holds is None}
    return kept, len(vague - shown)


def ties(one: Decimal, two: Decimal) -> bool:
    """Tells whether two accuracies in per cent differ by no more than the sample of test images may.

    |a - b| <= 1.96 sqrt(a(1 - a)/n + b(1 - b)/n), for shares a and b of n images: two independent samples, for want of
    the paired answers that would allow a closer bound. Squared and in per cent, so that no root is rounded.
    """
    return TEST_IMAGES * (one - two) ** 2 <= _Z**2 * (one * (100 - one) + two * (100 - two))


def noise(one: Decimal, two: Decimal) -> Decimal:
    """Gives the greatest difference of two accuracies in per cent, in points, at which they tie."""
    return _Z * ((one * (100 - one) + two * (100 - two)) / TEST_IMAGES).sqrt()


def bands(rows: Sequence[Entry]) -> tuple[tuple[Entry, ...], ...]:
    """Parts entries, the best first, into bands: each starts with the first that does not tie with the first before."""
    found: list[list[Entry]] = []
    for entry in rows:
        if found and ties(found[-1][0].top1, entry.top1):
            found[-1].append(entry)
        else:
            found.append([entry])
    return tuple(map(tuple, found))


def dominated(entry: Entry, entries: Iterable[Entry]) -> tuple[Entry, ...]:
    """Gives the entries that an entry dominates: none of accuracy and costs is better, and one of them is worse.

    Both costs must be known on both sides.
    """
    return tuple(other for other in entries if _dominates(entry, other))


def next_step(best: Entry, entries: Iterable[Entry]) -> Step | None:
    """Gives the cheapest entry whose accuracy is above the best one's beyond the tie, None when there is none.

    Args:
        best: The best entry within all limits.
        entries: Entries within the same limits, those of cost excepted.
    """
    better = (item for item in entries if item.top1 > best.top1 and not ties(item.top1, best.top1))
    step = min(better, key=_by_cost, default=None)
    if step is None:
        return None
    gmacs, params = _more(step.gmacs, best.gmacs), _more(step.params, best.params)
    return Step(step, step.top1 - best.top1, gmacs, params)


Cost = Callable[[Entry], Decimal | None]


def front(entries: Iterable[Entry], cost: Cost) -> tuple[Entry, ...]:
    """Gives the entries of which no other one is both cheaper and more accurate, by rising cost.

    Entries of equal cost and accuracy are on it together; those of unknown cost are not.

    Args:
        entries: The entries.
        cost: What they cost.
    """
    known = [(value, entry) for entry in entries if (value := cost(entry)) is not None]
    found: list[tuple[Decimal, Entry]] = []
    for value, entry in sorted(known, key=lambda item: (item[0], -item[1].top1, item[1].model)):
        if not found or entry.top1 > found[-1][1].top1 or (value, entry.top1) == (found[-1][0], found[-1][1].top1):
            found.append((value, entry))
    return tuple(entry for _, entry in found)


def _one_a_model(entries: Iterable[Entry]) -> tuple[Entry, ...]:
    best: dict[str, Entry] = {}
    for entry in sorted(entries, key=_by_accuracy):
        best.setdefault(entry.model, entry)
    return tuple(best.values())


def _by_accuracy(entry: Entry) -> tuple[Decimal, Decimal, Decimal, str]:
    """Orders entries: highest accuracy first, then least compute, then fewest parameters; what is unknown goes last."""
    return -entry.top1, _or_last(entry.gmacs), _or_last(entry.params), entry.model


def _by_cost(entry: Entry) -> tuple[Decimal, Decimal, Decimal, str]:
    """Orders entries: least compute first, then fewest parameters, then highest accuracy."""
    return _or_last(entry.gmacs), _or_last(entry.params), -entry.top1, entry.model


def _or_last(cost: Decimal | None) -> Decimal:
    return UNKNOWN if cost is None else cost


def _dominates(one: Entry, two: Entry) -> bool:
    if one.gmacs is None or one.params is None or two.gmacs is None or two.params is None:
        return False
    first, second = (one.top1, -one.gmacs, -one.params), (two.top1, -two.gmacs, -two.params)
    return first != second and all(a >= b for a, b in zip(first, second, strict=True))


def _more(one: Decimal | None, two: Decimal | None) -> Decimal | None:
    return None if one is None or two is None else one - two
