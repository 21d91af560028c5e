"""How much work a piece of code does, counted in steps, so that a bound on it holds on any machine.

A step is a call of a function, of Python or of C, or a character that one of our own patterns looks at. What libraries
do in C without a call is not seen: tests/bench holds their time.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType, ModuleType
from typing import Any


class Steps:
    """A count of steps."""

    def __init__(self) -> None:
        self.count = 0

    def add(self, more: int) -> None:
        """Counts steps."""
        self.count += more

    def _called(self, _: FrameType, event: str, __: object) -> None:
        if event in ("call", "c_call"):
            self.count += 1

    @contextmanager
    def counting(self) -> Iterator[None]:
        """Counts what is done in the block."""
        before = sys.getprofile()
        sys.setprofile(self._called)
        try:
            yield
        finally:
            sys.setprofile(before)


class CountedPattern:
    """A pattern that counts the characters it looks at, at least."""

    def __init__(self, pattern: re.Pattern[str], steps: Steps) -> None:
        self._pattern = pattern
        self._steps = steps

    def __getattr__(self, name: str) -> Any:
        return getattr(self._pattern, name)

    def _once(self, find: Callable[..., re.Match[str] | None], text: str, *span: int) -> re.Match[str] | None:
        found = find(text, *span)
        start, end = (*span, len(text))[:2] if span else (0, len(text))
        self._steps.add((found.end() if found else min(end, len(text))) - start)
        return found

    def match(self, text: str, *span: int) -> re.Match[str] | None:
        """As the pattern's own; a match that fails is counted by its first character."""
        found = self._pattern.match(text, *span)
        self._steps.add(found.end() - found.start() if found else 1)
        return found

    def search(self, text: str, *span: int) -> re.Match[str] | None:
        """As the pattern's own."""
        return self._once(self._pattern.search, text, *span)

    def fullmatch(self, text: str, *span: int) -> re.Match[str] | None:
        """As the pattern's own."""
        return self._once(self._pattern.fullmatch, text, *span)

    def finditer(self, text: str, *span: int) -> Iterator[re.Match[str]]:
        """As the pattern's own."""
        self._steps.add(len(text) if not span else (*span, len(text))[1] - span[0])
        return self._pattern.finditer(text, *span)

    def findall(self, text: str, *span: int) -> list[Any]:
        """As the pattern's own."""
        self._steps.add(len(text))
        return self._pattern.findall(text, *span)

    def sub(self, new: Any, text: str, *, count: int = 0) -> str:
        """As the pattern's own."""
        self._steps.add(len(text))
        return self._pattern.sub(new, text, count=count)

    def split(self, text: str, *, maxsplit: int = 0) -> list[Any]:
        """As the pattern's own."""
        self._steps.add(len(text))
        return self._pattern.split(text, maxsplit=maxsplit)


def own_patterns() -> Iterator[tuple[ModuleType, str, re.Pattern[str]]]:
    """Gives the patterns of all modules of lvkb that are loaded."""
    for name, module in list(sys.modules.items()):
        if name.startswith("lvkb."):
            for key, value in list(vars(module).items()):
                if isinstance(value, re.Pattern) and isinstance(value.pattern, str):
                    yield module, key, value
