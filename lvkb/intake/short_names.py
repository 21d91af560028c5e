"""Short names and record ids that a title suggests."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, MutableMapping
from itertools import count

from lvkb.intake.works import Work
from lvkb.registers import slug, title_key
from lvkb.yamlfile.scalars import is_kept

MAX_ID = 60

_NAME = re.compile(r"([^\s:]{1,40}):\s")
_TAIL = 20
_LONGEST_NAME = 40


def short_name(title: str) -> str:
    """Gives the one word before a title's colon, which nearly always is the model's name; empty when there is none."""
    match = _NAME.match(title)
    return match[1] if match and title_key(match[1]) and is_kept(match[1]) else ""


def given_name(name: str) -> str:
    """Gives the name that a list gives beside a title where it can be one, else nothing."""
    return name if 0 < len(name) <= _LONGEST_NAME and title_key(name) and is_kept(name) else ""


def free_id(work: Work, taken: Collection[str], numbers: MutableMapping[str, int]) -> str:
    """Gives an id for a paper's record: its short name, the words before the colon, more of the title, or a number.

    Args:
        work: The paper.
        taken: Ids that other records have.
        numbers: The next number to try behind a name; it is kept up to date.
    """
    return next(candidate for candidate in _candidates(work, numbers) if candidate and candidate not in taken)


def _candidates(work: Work, numbers: MutableMapping[str, int]) -> Iterator[str]:
    head, colon, _ = work.title.partition(": ")
    yield _cut(slug(given_name(work.name)), MAX_ID)
    yield _cut(slug(head), MAX_ID) if colon else ""
    yield _cut(slug(work.title), MAX_ID)
    base = _cut(slug(work.title), MAX_ID - _TAIL) or "paper"
    for identity in work.identities:
        tail = slug(identity.id)
        yield f"{base}-{tail}" if tail and len(tail) < _TAIL else ""
    for number in count(numbers.get(base, 2)):
        numbers[base] = number + 1
        yield f"{base}-{number}"


def _cut(text: str, size: int) -> str:
    """Shortens a slug to whole words."""
    return text if len(text) <= size else text[: size + 1].rpartition("-")[0] or text[:size]
