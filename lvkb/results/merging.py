"""Readings of one variant to groups that stand for one result each.

Two readings are partners when their protocols fit each other, and they are not two recipes of one source that no field
tells apart: rows with different accuracies, or with different notes. Partners are merged, unless a reading has partners
that are none of each other: nobody can say to which of them it belongs, so it stays alone.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations

from lvkb.results.judged import JudgedReading
from lvkb.results.rounding import agree

Group = tuple[JudgedReading, ...]


def merge(readings: Sequence[JudgedReading]) -> tuple[Group, ...]:
    """Gives the readings of one variant in groups, in the order of the first reading of each."""
    partners = _partners(readings)
    vague = {
        one for one, others in partners.items() if any(two not in partners[three] for two, three in _pairs(others))
    }
    groups: list[Group] = []
    placed: set[int] = set()
    for index, reading in enumerate(readings):
        if index in placed:
            continue
        # what is left are groups in which everybody is a partner of everybody: no reading has partners that differ
        members = [] if index in vague else [two for two in sorted(partners[index]) if two not in vague]
        placed.update((index, *members))
        groups.append((reading, *(readings[member] for member in members)))
    return tuple(groups)


def _partners(readings: Sequence[JudgedReading]) -> dict[int, set[int]]:
    """Gives the partners of each reading, all by their numbers."""
    partners: dict[int, set[int]] = {index: set() for index in range(len(readings))}
    for one, two in combinations(range(len(readings)), 2):
        if _are_partners(readings[one], readings[two]):
            partners[one].add(two)
            partners[two].add(one)
    return partners


def _pairs(members: set[int]) -> combinations[tuple[int, int]]:
    return combinations(sorted(members), 2)


def _are_partners(one: JudgedReading, two: JudgedReading) -> bool:
    return one.protocol.fits(two.protocol) and not _are_recipes(one, two)


def _are_recipes(one: JudgedReading, two: JudgedReading) -> bool:
    """Tells whether one source tells two things apart: by notes, or by accuracies that no rounding makes one."""
    first, second = one.reading, two.reading
    if first.source != second.source:
        return False
    if first.note and second.note and first.note != second.note:
        return True
    return first.top1 is not None and second.top1 is not None and not agree(first.top1, second.top1)
