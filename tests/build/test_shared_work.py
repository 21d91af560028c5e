"""Work shared with a copy of this process: each item once, faults told here, and no copy left over."""

from __future__ import annotations

import multiprocessing
import os
import signal
from collections.abc import Sequence
from pathlib import Path

import pytest

from lvkb.build import BuildError, shared_work
from lvkb.build.shared_work import shared
from lvkb.errors import WrongUse

MANY = range(100)
linux_only = pytest.mark.skipif(not shared_work._COPIES, reason="processes are not copied here")


def test_each_item_is_done_once(tmp_path: Path) -> None:
    """What is given here and what the copy does are all items together, and the copy has ended behind the block."""

    def work(numbers: Sequence[int]) -> None:
        for number in numbers:
            with (tmp_path / str(number)).open("x") as stream:
                stream.write(str(os.getpid()))

    with shared(MANY, work) as rest:
        work(rest)
    done = {int(file.name): file.read_text() for file in tmp_path.iterdir()}
    assert sorted(done) == list(MANY)
    assert {number for number, process in done.items() if process == str(os.getpid())} == set(rest)
    assert len(rest) == (34 if shared_work._COPIES else 100)
    assert not multiprocessing.active_children()


@pytest.mark.parametrize("copies", [True, False])
def test_few_items_or_no_copies(monkeypatch: pytest.MonkeyPatch, *, copies: bool) -> None:
    """Few items, or a system that copies no processes: all is done here."""
    monkeypatch.setattr(shared_work, "_COPIES", copies)
    items = range(5) if copies else MANY

    def work(_: Sequence[int]) -> None:
        raise AssertionError("nobody else works")

    with shared(items, work) as rest:
        assert list(rest) == list(items)


@linux_only
def test_faults_of_the_copy() -> None:
    """An error of ours keeps its words; any other is a bug and keeps its traceback."""

    def refuse(_: Sequence[int]) -> None:
        raise WrongUse("line 3 is wrong")

    with pytest.raises(BuildError, match=r"^line 3 is wrong$"), shared(MANY, refuse):
        pass

    def fail(_: Sequence[int]) -> None:
        raise ZeroDivisionError("by zero")

    with pytest.raises(RuntimeError, match=r"(?s)Traceback.*in fail.*ZeroDivisionError: by zero"), shared(MANY, fail):
        pass


@linux_only
def test_a_copy_that_is_killed() -> None:
    """A copy that the system stops is no half a build."""

    def die(_: Sequence[int]) -> None:
        os.kill(os.getpid(), signal.SIGKILL)

    with pytest.raises(BuildError, match="memory"), shared(MANY, die):
        pass


@linux_only
def test_a_fault_here_ends_the_copy(tmp_path: Path) -> None:
    """What goes wrong here is told at once; the copy does not go on behind it."""

    def work(_: Sequence[int]) -> None:
        signal.pause()
        (tmp_path / "late").touch()

    with pytest.raises(WrongUse), shared(MANY, work):
        raise WrongUse("here")
    assert not multiprocessing.active_children()
    assert not (tmp_path / "late").exists()
