"""Gaps between requests, within a process and across processes."""

from __future__ import annotations

import subprocess
import sys
from itertools import pairwise
from pathlib import Path

import pytest

from lvkb.links.rate_limit import RateLimit


class Clock:
    """A clock that moves only when one sleeps."""

    def __init__(self) -> None:
        self.now = 1_000.0
        self.slept: list[float] = []

    def sleep(self, seconds: float) -> None:
        """Moves the clock."""
        self.slept.append(seconds)
        self.now += seconds


def rate_limit(folder: Path, clock: Clock) -> RateLimit:
    """Gives a rate limit on that clock."""
    return RateLimit(folder, lambda: clock.now, clock.sleep)


def test_gap_from_start_to_start(tmp_path: Path) -> None:
    """The time that a request takes counts as part of the gap."""
    clock = Clock()
    mine = rate_limit(tmp_path, clock)
    for taken in (1.0, 5.0, 0.0):
        with mine.slot("a.example", 3):
            clock.now += taken
    assert clock.slept == [2.0]
    assert mine is not None


def test_hosts_do_not_wait_for_each_other(tmp_path: Path) -> None:
    """The gap of one host says nothing about another."""
    clock = Clock()
    mine = rate_limit(tmp_path, clock)
    for host in ("a.example", "b.example"):
        with mine.slot(host, 3):
            pass
    assert clock.slept == []


def test_other_runs_count(tmp_path: Path) -> None:
    """A run waits for the gap after the last request of the run before it."""
    clock = Clock()
    for _ in range(2):
        with rate_limit(tmp_path, clock).slot("a.example", 3):
            pass
    assert clock.slept == [3.0]


def test_time_stamp_from_the_future(tmp_path: Path) -> None:
    """A clock that was set back stops no run: the wait is never longer than the gap."""
    clock = Clock()
    with rate_limit(tmp_path, clock).slot("a.example", 3):
        pass
    clock.now -= 100_000
    with rate_limit(tmp_path, clock).slot("a.example", 3):
        pass
    assert clock.slept == [3.0]


def test_failed_request_counts_too(tmp_path: Path) -> None:
    """A request that fails is a request."""
    clock = Clock()
    mine = rate_limit(tmp_path, clock)
    with pytest.raises(ValueError, match="no"), mine.slot("a.example", 3):
        raise ValueError("no")
    with mine.slot("a.example", 3):
        pass
    assert clock.slept == [3.0]


def test_folder_that_cannot_be_written(tmp_path: Path) -> None:
    """Without a place on disk the gap is kept within the process."""
    (tmp_path / "file").write_text("in the way", encoding="utf-8")
    clock = Clock()
    mine = rate_limit(tmp_path / "file", clock)
    for _ in range(2):
        with mine.slot("a.example", 3):
            pass
    assert clock.slept == [3.0]


ASKER = """
import sys, time
from pathlib import Path
from lvkb.links.rate_limit import RateLimit
told = []
def clock():
    told.append(time.time())
    return told[-1]
rate_limit = RateLimit(Path(sys.argv[1]), clock)
for _ in range(5):
    with rate_limit.slot("a.example", 0.05):
        print(f"{told[-1]:.6f}", flush=True)
"""
"""Prints when each request starts by its own clock: a process may be held up between that moment and the next."""


def test_two_processes_share_the_gap(tmp_path: Path) -> None:
    """The requests of two processes together keep the gap."""
    askers = [
        subprocess.Popen([sys.executable, "-c", ASKER, tmp_path], stdout=subprocess.PIPE, text=True) for _ in range(2)
    ]
    starts = sorted(float(line) for asker in askers for line in asker.communicate(timeout=300)[0].split())
    assert len(starts) == 10
    assert min(after - before for before, after in pairwise(starts)) >= 0.049


FULL_DISK = """
import resource, sys
from pathlib import Path
from lvkb.links.rate_limit import RateLimit
slept = []
rate_limit = RateLimit(Path(sys.argv[1]), lambda: 1000.0, slept.append)
for _ in range(2):
    with rate_limit.slot("a.example", 3):
        resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
print(slept)
"""


def test_disk_that_is_full(tmp_path: Path) -> None:
    """A start that cannot be noted fails nothing, and the gap is kept within the process."""
    ended = subprocess.run(
        [sys.executable, "-c", FULL_DISK, tmp_path], capture_output=True, text=True, timeout=300, check=False
    )
    assert (ended.stdout, ended.stderr) == ("[3.0]\n", "")
