"""Texts too long to be held in memory, whose size and hash another file tells."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator
from hashlib import sha256
from typing import NamedTuple


class Facts(NamedTuple):
    """What is said of a file elsewhere.

    Attributes:
        size: Its size in bytes, as UTF-8.
        sha256: Hash of its content, in hexadecimal.
    """

    size: int
    sha256: str


class HashedText:
    """A text that is taken piece by piece, once, and measured on its way.

    Args:
        pieces: The pieces, in their order.
    """

    def __init__(self, pieces: Iterable[str]) -> None:
        self._size = 0
        self._hash = sha256()
        self._left = self._measured(pieces)

    def __iter__(self) -> Iterator[str]:
        return self._left

    def _measured(self, pieces: Iterable[str]) -> Iterator[str]:
        for piece in pieces:
            data = piece.encode()
            self._size += len(data)
            self._hash.update(data)
            yield piece

    def facts(self) -> Facts:
        """Gives size and hash of the whole text; pieces that nobody has taken are gone then."""
        deque(self._left, maxlen=0)
        return Facts(self._size, self._hash.hexdigest())
