"""Files with slips and attacks put into them at random, but the same ones on every machine."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Sequence

NASTY = [
    *(
        ": ",
        ":",
        "-",
        "- ",
        "#",
        " #",
        ",",
        "{",
        "}",
        "[",
        "]",
        '"',
        "'",
        "|",
        ">",
        "&a ",
        "*a",
        "!!str ",
        "!",
        "%",
        "@",
    ),
    *("? ", "<<: ", "---\n", "...\n", "\t", "\n", "\n\n", "\r", "\r\n", " ", "  ", "\\", "\\u200b", "\\x00", "`", "**"),
    *(
        "~",
        "null",
        "no",
        "yes",
        "0x1f",
        "1e5",
        "1_000",
        ".inf",
        "2026-11-20",
        "1:30",
        "NaN",
        "-1",
        "0",
        "007",
        "9" * 30,
    ),
    *("\0", "\x1b", "\x85", "\u00ad", "\u200b", "\u202e", "\u2028", "\ufeff", "\ufffd", "\u00a0", "\uff11", "é", "標"),
    *(
        "](https://",
        "![",
        "<!--",
        "-->",
        "<a href=",
        "&amp;",
        "&#0;",
        "@article{",
        "https://",
        "](",
        "```\n",
        "| ",
        "</",
    ),
]
"""Pieces that mean something to one reader or another."""

_Change = Callable[[random.Random, str, str], str]


def _span(rng: random.Random, text: str, most: int = 40) -> tuple[int, int]:
    start = rng.randrange(len(text) + 1)
    return start, min(start + rng.randrange(most), len(text))


def _inserted(rng: random.Random, text: str, _: str) -> str:
    start, _end = _span(rng, text)
    return text[:start] + rng.choice(NASTY) * rng.choice((1, 1, 1, 2, 50)) + text[start:]


def _deleted(rng: random.Random, text: str, _: str) -> str:
    start, end = _span(rng, text)
    return text[:start] + text[end:]


def _doubled(rng: random.Random, text: str, _: str) -> str:
    start, end = _span(rng, text, 200)
    return text[:end] + text[start:end] + text[end:]


def _replaced(rng: random.Random, text: str, _: str) -> str:
    start, end = _span(rng, text, 4)
    return text[:start] + rng.choice(NASTY) + text[end:]


def _retyped(rng: random.Random, text: str, _: str) -> str:
    """Changes one letter or digit for another."""
    places = [place for place, char in enumerate(text) if char.isalnum()]
    if not places:
        return text
    place = rng.choice(places)
    return text[:place] + rng.choice("0123456789abcxyzABC-_.") + text[place + 1 :]


def _lines(rng: random.Random, text: str, _: str) -> str:
    """Drops, doubles, moves, joins or indents a line."""
    lines = text.split("\n")
    at, other = rng.randrange(len(lines)), rng.randrange(len(lines))
    match rng.randrange(5):
        case 0:
            del lines[at]
        case 1:
            lines.insert(other, lines[at])
        case 2:
            lines[at], lines[other] = lines[other], lines[at]
        case 3:
            lines[at : at + 2] = [" ".join(lines[at : at + 2])]
        case _:
            lines[at] = " " * rng.randrange(6) + lines[at].lstrip(" ")
    return "\n".join(lines)


def _cut(rng: random.Random, text: str, _: str) -> str:
    return text[: rng.randrange(len(text) + 1)]


def _spliced(rng: random.Random, text: str, other: str) -> str:
    """Puts a piece of another file in."""
    start, _end = _span(rng, text)
    first, last = _span(rng, other, 300)
    return text[:start] + other[first:last] + text[start:]


def _line_ends(rng: random.Random, text: str, _: str) -> str:
    return text.replace("\n", rng.choice(("\r\n", "\r", "\n\n", "\u2028")))


_CHANGES: Sequence[_Change] = (
    *(_inserted, _inserted, _deleted, _doubled, _replaced, _replaced, _retyped, _lines, _lines, _cut, _spliced),
    _line_ends,
)


def garbled(seeds: Sequence[bytes], count: int, seed: int) -> Iterator[bytes]:
    """Gives files with one to three changes each, now and then with a byte that is no text.

    Args:
        seeds: The files that are changed.
        count: How many are made.
        seed: Which ones are made.
    """
    rng = random.Random(seed)  # noqa: S311 - no secret hangs on it
    for number in range(count):
        text = seeds[number % len(seeds)].decode()
        for _ in range(rng.choice((1, 1, 2, 3))):
            text = rng.choice(_CHANGES)(rng, text, rng.choice(seeds).decode())
        content = text.encode("utf-8", "surrogatepass")
        if rng.randrange(50) == 0:
            place = rng.randrange(len(content) + 1)
            content = content[:place] + bytes([rng.randrange(256)]) + content[place:]
        yield content
