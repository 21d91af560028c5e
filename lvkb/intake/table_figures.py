"""A cell of a table to the figure in it: digits as printed, its unit, and the marks beside it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import NamedTuple

_MINUS = "\u2212\u2013\u2014\\-"
UNKNOWN = re.compile(rf"[{_MINUS}/.?✗×x_]*|n\.?/?a\.?|none|tbd|unknown|\(\s*-\s*\)|oom", re.IGNORECASE)
"""What stands for a figure that is not known."""

MARK_SIGNS = "†‡*⋆★☆§¶♯#△▲⚗✝✻∗⁎♣♠♡♢⋄◊•°♮✦✱⁑⭐🔥✨🚀🏆"
_EDGE_SIGNS = "".join(sign for sign in MARK_SIGNS if sign not in "#°")
"""Those that mark a footnote where they stand before or behind a text; the others do so when they are raised."""

_RAISED = "¹³⁴⁵⁶⁷⁸⁹ᵃᵇᶜ"
"""Raised signs that mark a footnote where they end a text; a raised 2 squares a size, or belongs to a name."""

_SCRIPT = re.compile(r"[\^_]\{([^{}]*)\}")
_POWER = re.compile(r"(?:[\u00d7x*·]\s*)?10\s*\^?\{?(\d{1,2})\}?")
_EXPONENT = re.compile(r"(?<=\d)[eE]\+?(\d{1,2})(?!\d)")
_RAISED_POWER = re.compile("(?<=[\u00d7x*\u00b7 ])10([\u2070\u00b9\u00b2\u00b3\u2074-\u2079]{1,2})")
_CHANGE = re.compile(
    rf"\s*[(\[]\s*(?:[+{_MINUS}±↑↓~≈×\u00d7]|[\d.,]+\s*[%×x\u00d7↑↓]|[xX]\s*\d)[^()\[\]]*[)\]]"
    r"|\s*[(\[]\s*0+(?:[.,]0+)?\s*%?\s*[)\]]"
    rf"|\s*(?:±|\+/-)\s*[\d.,]+|\s*[↑↓▲▼](?:\s*[\d.,]+\s*[%×x]?)?\s*$"
)
_COMMA = re.compile(r"[\d ]+,(?:\d{1,2}|\d{4,})(?!\d)")
_POINT = re.compile(r"[\d, ]+\.(?:\d{1,2}|\d{4,})(?!\d)")
_SPREAD = re.compile(r"(?<=\d)\(\d{1,2}\)\s*$")
"""The last digits that a figure is uncertain by, as in `78.3(2)`."""

_CITED = re.compile(r"\s*\[\d{1,3}(?:\s*,\s*\d{1,3})*\]")
_NUMBER = (
    r"(?P<number>\d{1,3}(?:(?P<gap>[ '\u2019\u2009\u202f\u00a0])\d{3})+(?:[.,]\d+)?(?!\d)|"
    r"\d{1,3}(?:,\d{3}){2,}(?!\d)|\d+(?:[.,]\d+)*|\.\d+)"
)
_CELL = re.compile(
    rf"(?P<about>[~≈∼]|ca\.?|about|approx\.?)?\s*{_NUMBER}\s*(?P<unit>[^\d\s+(][^\d()+]*?)?\s*"
    rf"(?:(?P<change>\+\s*[\d.,]+)\s*%?)?\s*",
    re.IGNORECASE,
)
_UNIT = re.compile(r"(?P<scale>millions?|billions?|mio|mil|mrd|bn|k|m|g|b|t)?\.?\s*(?P<what>[a-z#].*)?", re.IGNORECASE)
_SCALES = {
    "k": 3,
    "m": 6,
    "mio": 6,
    "mil": 6,
    "million": 6,
    "millions": 6,
    "g": 9,
    "b": 9,
    "bn": 9,
    "mrd": 9,
    "billion": 9,
    "billions": 9,
    "t": 12,
}
SPEED_UNITS = {
    "ms": "ms", "msec": "ms", "s": "s", "sec": "s", "us": "us", "µs": "us", "img/s": "img/s", "imgs/s": "img/s",
    "im/s": "img/s",
    "fps": "img/s", "images/s": "img/s", "ims/s": "img/s", "image/s": "img/s", "img/sec": "img/s",
    "images/sec": "img/s",
}  # fmt: skip
"""Units of speeds by the ways in which cells print them."""

_SCALED_WORDS = re.compile(r"(?:flops?|macs?|madds?|params?|parameters?|ops|mult-?adds?)?", re.IGNORECASE)


class Figure(NamedTuple):
    """A figure of a cell.

    Attributes:
        number: Its digits, with a point before the fraction and nothing between thousands.
        scale: Power of ten that its unit stands for; None where the cell has none.
        unit: The unit without that power, in lower case: `%`, `ms`, `flops`; empty where the cell has none.
        change: A difference printed behind it without brackets, such as `+0.5`.
        is_about: Whether it is marked as roughly so.
        is_grouped: Whether a comma in it was taken for one between thousands.
    """

    number: str
    scale: int | None = None
    unit: str = ""
    change: str = ""
    is_about: bool = False
    is_grouped: bool = False


def marks_of(text: str) -> tuple[str, ...]:
    """Gives the footnote marks of a cell: raised ones, and signs that stand before or behind its text."""
    found: list[str] = []
    for match in _SCRIPT.finditer(text):
        inside = match[1].strip()
        if match[0][0] == "^" and inside and not re.fullmatch(rf"2|\d+K?|[+{_MINUS}±↑↓].*|T|C|o|th|\D{{3,}}.*", inside):
            found += [sign for sign in inside if sign in MARK_SIGNS] or [inside]
        elif match[0][0] == "^" and inside == "1" and not text.endswith("10^{1}"):
            found.append(inside)
    bare = _RAISED_POWER.sub("", _SCRIPT.sub("", text)).strip()
    found += [unicodedata.normalize("NFKC", sign) for sign in bare[len(bare.rstrip(_RAISED)) :]]
    bare = bare.rstrip(_RAISED)
    ends = (*_edge(bare), *_edge(reversed(bare)))
    return tuple(dict.fromkeys((*found, *ends)))


def _edge(text: Iterable[str]) -> Iterator[str]:
    for sign in text:
        if sign not in _EDGE_SIGNS:
            return
        yield sign


def without_marks(text: str) -> str:
    """Gives a text without footnote marks, and without raised and lowered parts."""
    bare = _SCRIPT.sub("", text).strip().rstrip(_RAISED)
    return _CITED.sub("", bare.strip(_EDGE_SIGNS).strip()).strip()


def is_unknown(text: str) -> bool:
    """Tells whether a cell says that the figure is not known, or says nothing."""
    return bool(UNKNOWN.fullmatch(without_marks(text)))


def parse_figure(text: str, *, has_decimal_comma: bool = False) -> Figure | None:
    """Reads a cell; None when there is no figure in it, or more than one.

    Differences in brackets or beside the figure, such as `(-35%)`, `↑0.5` or `± 0.1`, are dropped.

    Args:
        text: The cell.
        has_decimal_comma: Whether this table writes 6,2 for 6.2.
    """
    power: int | None = None
    text = _EXPONENT.sub("\u00d710^\\1", text)
    text = _RAISED_POWER.sub(lambda match: f"10^{unicodedata.normalize('NFKC', match[1])}", text)
    if "10" in text and (match := _POWER.search(text[1:])) and re.search(r"[\u00d7x*·]\s*10", text):
        power, text = int(match[1]), text[: match.start() + 1] + text[match.end() + 1 :]
    bare = _CITED.sub("", _CHANGE.sub("", without_marks(text)))
    bare = _SPREAD.sub("", bare)
    bare = re.sub(r"\\[A-Za-z]+\s*", "", bare).strip().rstrip("↑↓").strip()
    bare = re.sub(rf"\s+[{_MINUS}][\d.]+%?$", "", without_marks(bare))
    match = _CELL.fullmatch(bare)
    if match is None:
        return None
    number = _digits(match["number"], has_decimal_comma=has_decimal_comma)
    unit = _UNIT.fullmatch((match["unit"] or "").strip())
    if number is None:
        return None
    scale, what = _unit(match["unit"] or "", unit)
    change = (match["change"] or "").replace(" ", "")
    grouped = "," in match["number"] and not has_decimal_comma
    return Figure(number, power if power is not None else scale, what, change, bool(match["about"]), grouped)


def _unit(written: str, match: re.Match[str] | None) -> tuple[int | None, str]:
    written = written.strip()
    if match and match["scale"] and _SCALED_WORDS.fullmatch((match["what"] or "").strip()):
        return _SCALES[match["scale"].lower()], (match["what"] or "").strip().lower()
    return None, written.lower()


def _digits(text: str, *, has_decimal_comma: bool) -> str | None:
    """Gives the digits of a number as records write them, None where commas and points make no sense."""
    bare = re.sub(r"[ '\u2019\u2009\u202f\u00a0]", "", text)
    if has_decimal_comma:
        if re.fullmatch(r"\d{1,3}(?:\.\d{3})+(?:,\d+)?", bare):
            bare = bare.replace(".", "")
        bare = bare.replace(",", ".")
    elif re.fullmatch(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?", bare):
        bare = bare.replace(",", "")
    bare = f"0{bare}" if bare.startswith(".") else bare
    if not re.fullmatch(r"\d{1,12}(?:\.\d{1,15})?", bare):
        return None
    return bare.lstrip("0") if bare.lstrip("0")[:1].isdigit() else f"0{bare.lstrip('0')}"


def scaled(number: str, power: int) -> str:
    """Gives a number times a power of ten, with all its digits: `0.261` for `261` and -3."""
    return f"{Decimal(number).scaleb(power):f}" if power else number


def has_decimal_commas(texts: Iterable[str]) -> bool:
    """Tells whether a table writes 6,2 for 6.2: commas stand before other than three digits, and no points do."""
    held = list(texts)
    return any(_COMMA.match(without_marks(text)) for text in held) and not has_decimal_points(held)


def has_decimal_points(texts: Iterable[str]) -> bool:
    """Tells whether a table writes 6.2, so that a comma in it stands between thousands."""
    return any(_POINT.match(without_marks(text)) for text in texts)
