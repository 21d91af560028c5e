"""What a checker is: one register's way to look targets up."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from lvkb.links.context import Batch, Context
from lvkb.links.limits import Limits
from lvkb.links.targets import Target
from lvkb.registers import Register


class Checker(NamedTuple):
    """One register's way to look targets up.

    Attributes:
        register: The register.
        check: Looks targets up and gives outcomes as they become known.
        calls: Number of requests that a clean run makes for these targets.
        gap_s: Seconds from one of these requests to the next.
    """

    register: Register
    check: Callable[[Sequence[Target], Context], Iterator[Batch]]
    calls: Callable[[Sequence[Target], Limits], int]
    gap_s: Callable[[Limits], float]
