"""Counting every model that the catalogue links to, in worker processes, with a store of what was counted before.

The process that asks never imports torch: the workers do, and only when something has to be counted.
"""

from __future__ import annotations

import json
import multiprocessing
import signal
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager, suppress
from functools import cache
from pathlib import Path
from typing import Any, Self

from lvkb import measured
from lvkb.cache import Store, digest
from lvkb.measured import Counts, Missing, ModelCount
from lvkb.models import construction, count_worker, counting
from lvkb.models.count_worker import CountOutcome, CountTask, TimmListing, count_model, list_architectures, start_worker
from lvkb.models.linked_models import LinkedModel
from lvkb.models.preflight import Unavailable, installed_versions
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
        self.jobs = jobs or 1
        self.versions = {"counter": counting.COUNTER, **installed_versions()}
        self._store = Store("models") if stored else None
        self._pool: ProcessPoolExecutor | None = None

    def __enter__(self) -> Self:
        """Starts nothing yet: a run that finds everything stored needs no process."""
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        """Ends the processes; what has not begun is given up, and after an error what has begun too."""
        if kind and self._pool:
            for process in multiprocessing.active_children():
                process.terminate()
        self._drop_pool()

    def listing(self) -> TimmListing:
        """Gives the architectures of the installed timm.

        Raises:
            Unavailable: torch or timm cannot be used.
        """
        key = self._key("architectures")
        with suppress(ValueError, TypeError):
            return TimmListing(tuple(json.loads(self._stored([key]).get(key, ""))))
        try:
            found: TimmListing = self._submit(list_architectures).result()
        except BrokenProcessPool:
            raise Unavailable("The process that imports torch was ended, perhaps for lack of memory.") from None
        self._keep(key, json.dumps(found.architectures))
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
        keys = {task: self._key(*_words(task)) for task in tasks}
        stored = self._stored(keys.values())
        todo: list[CountTask] = []
        for task, key in keys.items():
            outcome = _read(task, stored.get(key))
            if outcome is None:
                todo.append(task)
            else:
                yield outcome
        for task, outcome in self._counted(todo):
            if not outcome.error:
                self._keep(keys[task], _written(outcome))
            yield outcome

    def _counted(self, tasks: Sequence[CountTask]) -> Iterator[tuple[CountTask, CountOutcome]]:
        """Counts in all processes at once; when one of them dies, the rest one by one, to tell which model it was."""
        running: dict[Future[CountOutcome], CountTask] = {}
        left = dict.fromkeys(tasks)
        if tasks:
            running = {self._submit(count_model, task): task for task in tasks}
        try:
            for future in as_completed(running):
                outcome = future.result()
                del left[running[future]]
                yield running[future], outcome
        except BrokenProcessPool:
            self._drop_pool()
            for task in list(left):
                yield task, self._counted_alone(task)

    def _counted_alone(self, task: CountTask) -> CountOutcome:
        try:
            outcome: CountOutcome = self._submit(count_model, task).result()
        except BrokenProcessPool:
            self._drop_pool()
            return CountOutcome(task.model, error="the process that counted it was ended, perhaps for lack of memory")
        return outcome

    def _submit(self, function: Callable[..., Any], *arguments: Any) -> Future[Any]:
        with _interrupts_held():
            return self._workers().submit(function, *arguments)

    def _workers(self) -> ProcessPoolExecutor:
        if self._pool is None:
            spawn = multiprocessing.get_context("spawn")  # a forked process would inherit threads and locks
            self._pool = ProcessPoolExecutor(self.jobs, spawn, start_worker)
        return self._pool

    def _drop_pool(self) -> None:
        if self._pool is not None:
            self._pool.shutdown(cancel_futures=True)
            self._pool = None

    def _key(self, *words: str) -> str:
        return digest(_code(), json.dumps(self.versions, sort_keys=True).encode(), *(word.encode() for word in words))

    def _stored(self, keys: Iterable[str]) -> dict[str, str]:
        return self._store.get(keys) if self._store else {}

    def _keep(self, key: str, value: str) -> None:
        if self._store:
            self._store.put({key: value})


@contextmanager
def _interrupts_held() -> Iterator[None]:
    """Holds interrupts back for a moment: a process that starts in it inherits that they are not its own to handle."""
    if sys.platform == "win32":
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


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


def merged(
    old: Counts | None, outcomes: Iterable[CountOutcome], listing: TimmListing, versions: Mapping[str, str]
) -> Counts:
    """Gives the file of counts with new outcomes in it.

    Args:
        old: Entries to keep where there is no new one; None when every linked model was asked for.
        outcomes: What became of the models that were asked for. One that failed leaves an old entry as it is.
        listing: The architectures of timm.
        versions: What counted.
    """
    models = {count.model: count for count in old.models} if old else {}
    missing = {item.model: item for item in old.missing} if old else {}
    for outcome in outcomes:
        if outcome.counted or outcome.missing:
            models.pop(outcome.model, None)
            missing.pop(outcome.model, None)
        if outcome.counted:
            models[outcome.model] = outcome.counted
        if outcome.missing:
            missing[outcome.missing.model] = outcome.missing
    return Counts(
        versions=dict(sorted(versions.items())),
        architectures=listing.architectures,
        models=tuple(models[name] for name in sorted(models)),
        missing=tuple(missing[name] for name in sorted(missing)),
    )


@cache
def _code() -> bytes:
    """Gives the key of the code that counts."""
    files = (construction.__file__, counting.__file__, count_worker.__file__, measured.__file__)
    return digest(*(Path(file).read_bytes() for file in files)).encode()


def _words(task: CountTask) -> tuple[str, ...]:
    return ("model", task.model, *map(str, task.sizes))


def _written(outcome: CountOutcome) -> str:
    found = outcome.counted or outcome.missing
    data = found.model_dump(mode="json") if found else None
    return json.dumps({"missing": outcome.counted is None, "data": data, "seconds": outcome.seconds})


def _read(task: CountTask, text: str | None) -> CountOutcome | None:
    """Gives a stored outcome; None when there is none that can be used."""
    if text is None:
        return None
    try:
        entry = json.loads(text)
        data = json.dumps(entry["data"])
        if entry["missing"]:
            return CountOutcome(task.model, missing=Missing.model_validate_json(data))
        return CountOutcome(task.model, ModelCount.model_validate_json(data), seconds=float(entry["seconds"]))
    except (ValueError, KeyError, TypeError):
        return None
