"""Text on cards: the two fonts, which letters they have, and what fits into a line."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from PIL import ImageFont

FONTS = Path(__file__).parent / "fonts"
REGULAR, SEMIBOLD = "SourceSansPro-Regular.ttf", "SourceSansPro-Semibold.ttf"

_ELLIPSIS = "\u2026"
_NO_CHARACTER = "\U0010ffff"


@cache
def font(name: str, size: int) -> ImageFont.FreeTypeFont:
    """Gives a font in a size in pixels; glyphs stand side by side, whatever libraries for layout are installed."""
    return ImageFont.truetype(str(FONTS / name), size, layout_engine=ImageFont.Layout.BASIC)


def drawable(text: str) -> str:
    """Gives a text without what the fonts have no letters for; a letter with a mark may lose the mark."""
    return " ".join("".join(map(_letter, unicodedata.normalize("NFC", text))).split())


@cache
def _letter(letter: str) -> str:
    if letter.isspace() or _has(letter):
        return letter
    return "".join(filter(_has, unicodedata.normalize("NFKD", letter)))


def _has(letter: str) -> bool:
    """Tells whether the fonts have a letter: what they have not is drawn as one and the same box."""
    regular = font(REGULAR, 20)
    return letter.isprintable() and bytes(regular.getmask(letter)) != bytes(regular.getmask(_NO_CHARACTER))


def largest(text: str, name: str, sizes: tuple[int, ...], width: float) -> int:
    """Gives the first of some falling sizes in which a text fits, or the last."""
    return next((size for size in sizes if font(name, size).getlength(text) <= width), sizes[-1])


def lines(text: str, letters: ImageFont.FreeTypeFont, width: float, most: int) -> Iterator[str]:
    """Breaks a text between words; what there is no line left for is cut off in the last one."""
    words = text.split()
    for _ in range(most - 1):
        count = _fitting_words(words, letters, width)
        if count == len(words):
            break
        yield fitting(" ".join(words[:count]), letters, width)
        words = words[count:]
    if words:
        yield fitting(" ".join(words), letters, width)


def _fitting_words(words: list[str], letters: ImageFont.FreeTypeFont, width: float) -> int:
    """Gives how many words fit into a line, at least one."""
    counts = range(len(words), 1, -1)
    return next((count for count in counts if letters.getlength(" ".join(words[:count])) <= width), min(1, len(words)))


def fitting(text: str, letters: ImageFont.FreeTypeFont, width: float) -> str:
    """Gives a text, or as much of its beginning as fits with an ellipsis behind it."""
    if letters.getlength(text) <= width:
        return text
    starts = (text[:length].rstrip() + _ELLIPSIS for length in range(len(text) - 1, -1, -1))
    return next((start for start in starts if letters.getlength(start) <= width), "")
