"""What is remembered of look-ups, and how one more look-up changes it."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from lvkb.links.link_status import LinkStatus, Outcome, Reason, http_outcome
from lvkb.links.lookup_cache import DAY_S, LookupCache, LookupState, state_after

OK = Outcome(LinkStatus.OK, Reason.ANSWERED, "200", facts={"title": "A title"})
DEAD = http_outcome(LinkStatus.DEAD, 404, "404 Not Found")
TIMEOUT = Outcome(LinkStatus.UNKNOWN, Reason.TIMEOUT, "no answer within 10 s")
MOVED = Outcome(LinkStatus.MOVED, Reason.RENAMED, "renamed", "new/name")
START = 1_700_000_000.0


def after(*steps: tuple[float, Outcome], key: str = "web:x", spread: float = 0.0) -> LookupState:
    """Gives what is known after look-ups at these days."""
    seen: LookupState | None = None
    for day, outcome in steps:
        seen = state_after(seen, key, outcome, START + day * DAY_S, spread)
    assert seen is not None
    return seen


@pytest.mark.parametrize(
    ("outcome", "key", "days"),
    [
        (OK, "web:x", 14),
        (OK, "arxiv:2103.15808", 7),
        (MOVED, "github:a/b", 7),
        (DEAD, "web:x", 1),
        (TIMEOUT, "web:x", 1 / 24),
    ],
)
def test_expiry_by_status(outcome: Outcome, key: str, days: float) -> None:
    """How long an answer counts depends on its status, and spreads by a fifth to both sides; dead only to later."""
    assert after((0, outcome), key=key).expires_at == START + days * DAY_S
    assert after((0, outcome), key=key, spread=1).expires_at == pytest.approx(START + 1.2 * days * DAY_S)
    early = 1.2 if outcome is DEAD else 0.8
    assert after((0, outcome), key=key, spread=-1).expires_at == pytest.approx(START + early * days * DAY_S)


def test_dead_needs_two_looks_a_day_apart() -> None:
    """A dead link is confirmed by a second look a day after the first, not before, and an answer starts anew."""
    assert not after((0, DEAD)).confirmed_dead
    assert not after((0, DEAD), (0.9, DEAD)).confirmed_dead
    assert after((0, DEAD), (1, DEAD)).confirmed_dead
    assert after((0, DEAD), (0.5, TIMEOUT), (1, DEAD)).confirmed_dead
    assert not after((0, DEAD), (0.5, OK), (1.2, DEAD)).confirmed_dead


def test_a_failure_never_replaces_an_answer() -> None:
    """A failed look-up is shown as such, while the facts of the last good answer stay."""
    seen = after((0, OK), (15, TIMEOUT))
    assert seen.outcome == OK
    assert seen.checked_at == START
    assert seen.current.status is LinkStatus.UNKNOWN
    assert seen.current.facts == {"title": "A title"}
    assert after((0, OK), (15, TIMEOUT), (16, OK)).current == OK


def test_a_failure_is_asked_again_ever_later() -> None:
    """Each failed look-up doubles the time to the next, from an hour to fourteen days; the first day is kept."""
    waits = []
    seen: LookupState | None = None
    for _ in range(12):
        seen = state_after(seen, "web:x", TIMEOUT, START, 0)
        waits.append((seen.expires_at - START) / 3600)
    assert waits == [1, 2, 4, 8, 16, 32, 64, 128, 256, 336, 336, 336]
    assert seen is not None
    assert (seen.failing_since, seen.failures) == (START, 12)


def test_round_trip(tmp_path: Path) -> None:
    """What was noted is known to the next run, until it expires."""
    now = [START]
    lookup_cache = LookupCache(tmp_path / "links.sqlite", lambda: now[0], lambda: 0.0)
    noted = lookup_cache.note({"web:a": OK, "web:b": DEAD, "web:c": TIMEOUT})
    again = LookupCache(tmp_path / "links.sqlite", lambda: now[0])
    assert again.fresh(["web:a", "web:b", "web:c", "web:d"]) == noted
    now[0] += 2 * DAY_S
    assert list(again.fresh(["web:a", "web:b", "web:c"])) == ["web:a"]


def test_many_keys(tmp_path: Path) -> None:
    """More keys than fit into one statement are found all the same."""
    lookup_cache = LookupCache(tmp_path / "links.sqlite")
    keys = [f"web:{number}" for number in range(2_100)]
    lookup_cache.note(dict.fromkeys(keys, OK))
    assert set(lookup_cache.fresh(keys)) == set(keys)


@pytest.mark.parametrize("content", [b"", b"no database at all, but long enough to be read as one" * 50])
def test_broken_file_is_made_anew(tmp_path: Path, content: bytes) -> None:
    """A file that is no database is replaced; nothing fails."""
    file = tmp_path / "links.sqlite"
    file.write_bytes(content)
    lookup_cache = LookupCache(file)
    assert lookup_cache.fresh(["web:a"]) == {}
    lookup_cache.note({"web:a": OK})
    lookup_cache.note({"web:a": OK})
    assert lookup_cache.fresh(["web:a"])["web:a"].outcome == OK


def test_blocked_links_are_judged_anew(tmp_path: Path) -> None:
    """What one run may not ask counts for that run alone: the next may allow the host."""
    lookup_cache = LookupCache(tmp_path / "links.sqlite")
    lookup_cache.note({"web:a": Outcome(LinkStatus.BLOCKED, Reason.PRIVATE_ADDRESS), "web:b": OK})
    assert list(lookup_cache.fresh(["web:a", "web:b"])) == ["web:b"]


def test_unsound_entries_are_unknown(tmp_path: Path) -> None:
    """An entry of another shape is taken as not there."""
    file = tmp_path / "links.sqlite"
    lookup_cache = LookupCache(file)
    lookup_cache.note({"web:a": OK, "web:b": OK})
    with sqlite3.connect(file) as connection:
        connection.execute("UPDATE entries SET value = '{\"outcome\": 3}' WHERE key = 'web:a'")
    assert list(lookup_cache.fresh(["web:a", "web:b"])) == ["web:b"]


def test_other_version_is_dropped(tmp_path: Path) -> None:
    """The table of another version of lvkb is not read."""
    file = tmp_path / "links.sqlite"
    LookupCache(file).note({"web:a": OK})
    with sqlite3.connect(file) as connection:
        connection.execute("PRAGMA user_version = 99")
    assert LookupCache(file).fresh(["web:a"]) == {}


def test_folder_that_cannot_be_written(tmp_path: Path) -> None:
    """Without a place on disk the run goes on, and nothing is remembered."""
    (tmp_path / "file").write_text("in the way", encoding="utf-8")
    lookup_cache = LookupCache(tmp_path / "file" / "links.sqlite")
    assert lookup_cache.note({"web:a": OK})["web:a"].outcome == OK
    assert lookup_cache.fresh(["web:a"]) == {}


WRITER = """
import sys
from pathlib import Path
from lvkb.links.lookup_cache import LookupCache
from lvkb.links.link_status import LinkStatus, Outcome, Reason
lookup_cache = LookupCache(Path(sys.argv[1]))
for number in range(int(sys.argv[3])):
    lookup_cache.note({f"{sys.argv[2]}:{number}-{part}": Outcome(LinkStatus.OK, Reason.ANSWERED) for part in range(5)})
    print(number, flush=True)
"""


def test_killed_run_keeps_its_batches(tmp_path: Path) -> None:
    """What was noted before a kill -9 is whole and known."""
    file = tmp_path / "links.sqlite"
    writer = subprocess.Popen([sys.executable, "-c", WRITER, file, "web", "100000"], stdout=subprocess.PIPE, text=True)
    assert writer.stdout is not None
    told = [int(writer.stdout.readline()) for _ in range(20)]
    os.kill(writer.pid, signal.SIGKILL)
    writer.communicate(timeout=300)
    keys = [f"web:{number}-{part}" for number in told for part in range(5)]
    assert set(LookupCache(file).fresh(keys)) == set(keys)


def test_two_processes_lose_nothing(tmp_path: Path) -> None:
    """Two processes that note at the same time both find all of theirs again."""
    file = tmp_path / "links.sqlite"
    command = [sys.executable, "-c", WRITER, str(file)]
    writers = [subprocess.Popen([*command, name, "40"], stdout=subprocess.DEVNULL) for name in ("left", "right")]
    assert [writer.wait(timeout=300) for writer in writers] == [0, 0]
    keys = [f"{name}:{number}-{part}" for name in ("left", "right") for number in range(40) for part in range(5)]
    assert set(LookupCache(file).fresh(keys)) == set(keys)
