"""Work shared with a copy of this process, where the system makes one at once and for little memory.

The copy sees all that has been worked out so far without it being sent or made again, which would cost as much as the
work: catalogues are large. What the copy works out ends with it, so its work is to write files.
"""

from __future__ import annotations

import gc
import multiprocessing
import os
import sys
import traceback
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from multiprocessing.connection import Connection
from typing import TypeVar

from lvkb.build.build_errors import BuildError
from lvkb.errors import LvkbError

Item = TypeVar("Item")

_FEW = 60
"""So many items are done before a copy would have paid."""

_COPIES = sys.platform == "linux"
"""Elsewhere a copied process may not use the system's libraries, or there is none."""


@contextmanager
def shared(items: Sequence[Item], work: Callable[[Sequence[Item]], None]) -> Iterator[Sequence[Item]]:
    """Gives some items to work on here, while a copy of this process works on the others: two of three.

    This process gets the smaller part, because it has more to do than the items. It waits for the copy at the end.

    Args:
        items: All items.
        work: What the copy does.

    Raises:
        BuildError: The work raised an error that a person can mend, or the copy was stopped from outside.
        RuntimeError: It raised another one: a bug, with its traceback.
    """
    if len(items) < _FEW or not _COPIES:
        yield items
        return
    context = multiprocessing.get_context("fork")
    told, tell = context.Pipe(duplex=False)
    copied = [item for place, item in enumerate(items) if place % 3]
    copy = context.Process(target=_copy, args=(work, copied, tell), daemon=True)
    copy.start()
    tell.close()
    try:
        yield items[::3]
        error = _error(told)
    finally:
        copy.terminate()
        copy.join()
        told.close()
    if error is not None:
        raise error


def _copy(work: Callable[[Sequence[Item]], None], items: Sequence[Item], tell: Connection) -> None:
    """Does the work, tells how it ended, and ends at once: what is open belongs to the process it is a copy of."""
    try:
        gc.freeze()  # looking for garbage among what both share would copy all of it
        tell.send(_outcome(work, items))
    finally:
        os._exit(0)


def _outcome(work: Callable[[Sequence[Item]], None], items: Sequence[Item]) -> tuple[bool, str] | None:
    """Gives nothing when all went well, else whether a person can mend it, and what is wrong."""
    try:
        work(items)
    except LvkbError as error:
        return True, str(error)
    except Exception:  # noqa: BLE001 - told where the work was shared
        return False, traceback.format_exc()
    return None


def _error(told: Connection) -> Exception | None:
    try:
        outcome: tuple[bool, str] | None = told.recv()
    except EOFError:
        return BuildError("A process of the build was stopped; perhaps memory ran out. Build again.")
    if outcome is None:
        return None
    return BuildError(outcome[1]) if outcome[0] else RuntimeError(outcome[1])
