"""Counting every model that the catalogue links to, and holding what records report against the counts."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Self

from lvkb.measured import Counts, ModelCount
from lvkb.models import counting
from lvkb.models.count_pool import CountPool
from lvkb.models.count_store import CountStore
from lvkb.models.count_worker import CountOutcome, CountTask, TimmListing
from lvkb.models.linked_models import LinkedModel
from lvkb.models.preflight import installed_versions
from lvkb.results.judge import Judge
from lvkb.subject.agreement import RANKS, Verdict

USUAL_SIZES = (224, 240, 256, 288, 320, 336, 384)
"""Image sizes that are tried where reported compute fits no size that is known."""

UNEXPLAINED = (Verdict.NOT_COUNTED, Verdict.FACTOR_TWO, Verdict.MISMATCH)
"""Verdicts on compute that another image size may explain."""

Progress = Callable[[CountOutcome, int, int], None]
"""Takes an outcome, the number of models done, and the number of models to do as far as is known."""


class Verifier:
    """Counts models; use it as a context, so that its processes end with it."""

    def __init__(self, jobs: int | None = None, *, stored: bool = True) -> None:
        """Takes the number of processes (one by default), and whether earlier results are used.

        Raises:
            Unavailable: torch or timm is not installed.
        """
        self.versions = {"counter": counting.COUNTER, **installed_versions()}
        self._store = CountStore(self.versions, kept=stored)
        self._pool = CountPool(jobs or 1)

    def __enter__(self) -> Self:
        """Starts nothing yet: a run that finds everything stored needs no process."""
        self._pool.__enter__()
        return self

    def __exit__(self, kind: type[BaseException] | None, *rest: object) -> None:
        """Ends the processes; what has not begun is given up, and after an error what has begun too."""
        self._pool.__exit__(kind, *rest)

    def listing(self) -> TimmListing:
        """Gives the architectures of the installed timm.

        Raises:
            Unavailable: torch or timm cannot be used.
        """
        found = self._store.listing()
        if found is None:
            found = self._pool.listing()
            self._store.keep_listing(found)
        return found

    def verify(self, links: Mapping[str, LinkedModel], progress: Progress) -> tuple[CountOutcome, ...]:
        """Counts models, and again at the usual sizes those whose reported compute fits none of the known ones.

        Args:
            links: What records say of each model, by its name.
            progress: Is told of each model when it is done.

        Returns:
            One outcome a model, sorted by name. A model that fails is an outcome too.

        Raises:
            Unavailable: torch or timm cannot be used.
        """
        first = {name: CountTask(name, link.sizes) for name, link in links.items()}
        done: dict[str, CountOutcome] = {}
        unexplained: list[CountTask] = []
        for outcome in self._run(first.values()):
            if outcome.counted and is_unexplained(outcome.counted, links[outcome.model]):
                sizes = {*first[outcome.model].sizes, *USUAL_SIZES}
                unexplained.append(CountTask(outcome.model, tuple(sorted(sizes))))
            else:
                done[outcome.model] = outcome
                progress(outcome, len(done), len(links))
        for outcome in self._run(unexplained):
            done[outcome.model] = outcome
            progress(outcome, len(done), len(links))
        return tuple(done[name] for name in sorted(done))

    def _run(self, tasks: Iterable[CountTask]) -> Iterator[CountOutcome]:
        """Gives outcomes as they come: stored ones first."""
        wanted = tuple(tasks)
        stored = self._store.outcomes(wanted)
        yield from stored.values()
        for task, outcome in self._pool.counted([task for task in wanted if task not in stored]):
            self._store.keep(task, outcome)
            yield outcome


def is_unexplained(count: ModelCount, link: LinkedModel) -> bool:
    """Tells whether compute that records report for a model fits no size that it was counted at."""
    return any(
        item.quantity == "compute" and item.verdict in UNEXPLAINED for item in link.judged(Judge(_counts_of(count)))
    )


def verdict(outcome: CountOutcome, link: LinkedModel) -> Verdict:
    """Gives the worst verdict on the figures that records report for a model."""
    if outcome.missing:
        return Verdict.NOT_IN_TIMM
    if outcome.counted is None:
        return Verdict.NOT_COUNTED
    judged = link.judged(Judge(_counts_of(outcome.counted)))
    return max((item.verdict for item in judged), key=RANKS.__getitem__, default=Verdict.NOTHING)


def _counts_of(count: ModelCount) -> Counts:
    return Counts(versions={}, models=(count,))
