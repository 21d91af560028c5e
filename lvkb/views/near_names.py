"""Names of variants beside names of architectures: which ones timm may hold without anybody having linked them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import accumulate

_PARTS = re.compile(r"[a-z]+|\d+|\+")
_SIZES = {
    "a": "atto",
    "f": "femto",
    "p": "pico",
    "n": "nano",
    "t": "tiny",
    "ti": "tiny",
    "s": "small",
    "m": "medium",
    "b": "base",
    "l": "large",
    "xl": "xlarge",
    "h": "huge",
    "+": "plus",
    "patch": "",
}
_FILLING = frozenset({"", "tf", "rw"})


def parts(name: str) -> tuple[str, ...]:
    """Gives what a name says: letters and digits apart, sizes in one spelling, so that `Swin-B` is `swin_base`."""
    found = (_SIZES.get(part, part) for part in _PARTS.findall(name.lower().replace(".", "")))
    return tuple(part for part in found if part not in _FILLING)


class Architectures:
    """The architectures of timm that no variant is linked to."""

    def __init__(self, known: Iterable[str], linked: Iterable[str]) -> None:
        """Takes all architectures, and those that variants are linked to: their derivatives are not free either."""
        taken = {"".join(parts(name)) for name in linked}
        self._free: dict[str, list[str]] = {}
        for name in known:
            beginnings = tuple(accumulate(parts(name)))
            if taken.isdisjoint(beginnings):
                for beginning in beginnings:
                    self._free.setdefault(beginning, []).append(name)

    def near(self, name: str) -> tuple[str, ...]:
        """Gives the free architectures whose names begin with a variant's name, in the order of timm.

        Only whole words count, but not where they are parted: `GC ViT` is `gcvit`.
        """
        return tuple(self._free.get("".join(parts(name)), ()))
