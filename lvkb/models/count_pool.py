"""Processes that count models side by side, and go on when one of them dies.

The process that asks never imports torch: these do, and only when something has to be counted.
"""

from __future__ import annotations

import multiprocessing
import signal
import sys
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from typing import Any, Self

from lvkb.models.count_worker import CountOutcome, CountTask, TimmListing, count_model, list_architectures, start_worker
from lvkb.models.preflight import Unavailable


class CountPool:
    """Counts models in processes that start when they are needed; use it as a context, so that they end with it."""

    def __init__(self, jobs: int) -> None:
        """Takes the number of processes."""
        self._jobs = jobs
        self._executor: ProcessPoolExecutor | None = None

    def __enter__(self) -> Self:
        """Starts nothing yet."""
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        """Ends the processes; what has not begun is given up, and after an error what has begun too."""
        if kind and self._executor:
            for process in multiprocessing.active_children():
                process.terminate()
        self._drop()

    def listing(self) -> TimmListing:
        """Gives the architectures of the installed timm.

        Raises:
            Unavailable: torch or timm cannot be used.
        """
        try:
            found: TimmListing = self._submit(list_architectures).result()
        except BrokenProcessPool:
            raise Unavailable("The process that imports torch was ended, perhaps for lack of memory.") from None
        return found

    def counted(self, tasks: Sequence[CountTask]) -> Iterator[tuple[CountTask, CountOutcome]]:
        """Counts in all processes at once; when one of them dies, the rest one by one, to tell which model it was.

        Raises:
            Unavailable: torch or timm cannot be used.
        """
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
            self._drop()
            for task in list(left):
                yield task, self._counted_alone(task)

    def _counted_alone(self, task: CountTask) -> CountOutcome:
        try:
            outcome: CountOutcome = self._submit(count_model, task).result()
        except BrokenProcessPool:
            self._drop()
            return CountOutcome(task.model, error="the process that counted it was ended, perhaps for lack of memory")
        return outcome

    def _submit(self, function: Callable[..., Any], *arguments: Any) -> Future[Any]:
        with _interrupts_held():
            return self._workers().submit(function, *arguments)

    def _workers(self) -> ProcessPoolExecutor:
        if self._executor is None:
            spawn = multiprocessing.get_context("spawn")  # a forked process would inherit threads and locks
            self._executor = ProcessPoolExecutor(self._jobs, spawn, start_worker)
        return self._executor

    def _drop(self) -> None:
        if self._executor is not None:
            self._executor.shutdown(cancel_futures=True)
            self._executor = None


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
