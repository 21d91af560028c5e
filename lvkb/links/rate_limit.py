"""The gap between two requests to one host, kept by all processes of a user together."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path

from lvkb.cache import UNUSABLE, CacheFile, Entries, cache_folder
from lvkb.registers import slug

_LONGEST_WAIT_S = 3600.0
_START = "start"


class RateLimit:
    """Lets requests to a host start one after another, with a gap from start to start.

    The time of the last start stands in a small file per host. Its lock is held until the request is done, so that two
    processes never ask at the same time; a process that is killed lets go of it. A folder that cannot be written costs
    only that: the gap is kept within the process.
    """

    def __init__(
        self,
        folder: Path | None = None,
        clock: Callable[[], float] = time.time,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self._folder = folder or cache_folder()
        self._clock = clock
        self._sleep = sleep
        self._last: dict[str, float] = {}

    @contextmanager
    def slot(self, host: str, gap_s: float) -> Iterator[None]:
        """Waits until a request to `host` may start, and keeps all others waiting until the block ends.

        Args:
            host: Name of the service; one request to it is under way at a time.
            gap_s: Seconds from start to start.
        """
        with self._locked(host) as entries:
            last = max(self._last.get(host, 0.0), _last_start(entries))
            wait = min(last + gap_s - self._clock(), gap_s)  # a time stamp from the future must not stop the run
            if wait > 0:
                self._sleep(wait)
            self._last[host] = self._clock()
            try:
                yield
            finally:
                _note_start(entries, self._last[host])

    @contextmanager
    def _locked(self, host: str) -> Iterator[Entries | None]:
        file = CacheFile(self._folder / f"rate-limit-{slug(host)}.sqlite", wait_s=_LONGEST_WAIT_S)
        with ExitStack() as stack:
            entries = None
            with suppress(*UNUSABLE):
                entries = stack.enter_context(file.entries())
            yield entries


def _last_start(entries: Entries | None) -> float:
    """Gives when the last request started, in seconds since 1970; 0 when the file does not tell."""
    with suppress(*UNUSABLE, ValueError):
        return float(entries.get([_START]).get(_START, 0.0)) if entries else 0.0
    return 0.0


def _note_start(entries: Entries | None, moment: float) -> None:
    """Notes when a request started; on a disk that is full the process alone knows."""
    if entries is not None:
        with suppress(*UNUSABLE):
            entries.put_at_once({_START: repr(moment)})
