"""Bytes to text without surprises: UTF-8, no control characters, nothing invisible."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lvkb.findings import Correction, Does, Finding, Location
from lvkb.yamlfile.syntax_rules import HIDDEN_MARK, MAX_BYTES, NOT_TEXT, TOO_LARGE

_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufeff\ufffe\uffff]")
# soft hyphen, direction marks, zero-width space, line separators, word joiner and its like, tag characters; the
# zero-width joiners stay, some scripts need them
_HIDDEN = re.compile(
    "[\u00ad\u061c\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufff9-\ufffb\U000e0000-\U000e007f]"
)
LINE_BREAK = re.compile(r"\r\n|\r|\n")
"""What ends a line in YAML 1.2; https://yaml.org/spec/1.2.2/#54-line-break-characters"""


def too_large(path: str, size: int) -> Finding:
    """Gives the finding for a file over the limit, which callers find out before they read it."""
    return TOO_LARGE.at(Location(path), "", f"The file has {size:,} bytes.")


def decode(content: bytes, path: str) -> tuple[str | None, list[Finding]]:
    """Gives the text of a file, or None when it is none, and what is wrong with its characters."""
    if len(content) > MAX_BYTES:
        return None, [too_large(path, len(content))]
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError as error:
        where = place_after(path, content[: error.start].decode("utf-8"))
        return None, [NOT_TEXT.at(where, "", f"Byte 0x{content[error.start]:02x} is not UTF-8.")]
    if control := _CONTROL.search(text):
        where = place_after(path, text[: control.start()])
        fix = "" if control[0] == "\ufeff" else "Delete the character; a file that is no text does not belong here."
        strip = (Correction((), does=Does.STRIP),) if text.startswith("\ufeff") else ()
        return None, [NOT_TEXT.at(where, "", f"There is {_name(control[0])}.", fix, strip)]
    return text, list(_hidden_marks(text, path))


def _hidden_marks(text: str, path: str) -> Iterator[Finding]:
    """Gives one finding a line: a hostile file could hold a million marks."""
    if _HIDDEN.search(text):
        for number, line in enumerate(LINE_BREAK.split(text), start=1):
            if mark := _HIDDEN.search(line):
                where = Location(path, number, mark.start() + 1)
                what = f"There is {_name(mark[0])}."
                yield HIDDEN_MARK.at(where, "", what, corrections=(Correction((), does=Does.STRIP),))


def stripped(content: bytes) -> bytes:
    """Gives a text without the byte order mark at its beginning, and without invisible marks."""
    return _HIDDEN.sub("", content.decode("utf-8").removeprefix("\ufeff")).encode()


def hidden_marks(text: str) -> frozenset[str]:
    """Gives the invisible marks that stand in a text."""
    return frozenset(_HIDDEN.findall(text))


def check_escaped(value: str, known: frozenset[str], where: Location, field: str) -> Iterator[Finding]:
    """Gives findings on what a double-quoted value smuggles in as an escape.

    Args:
        value: The value, escapes resolved.
        known: Invisible marks that stand in the file as such; `decode` reports them already.
        where: Place of the value.
        field: Name of the field.
    """
    if control := _CONTROL.search(value):
        yield NOT_TEXT.at(where, field, f"An escape stands for {_name(control[0])}.", "Delete the escape.")
    hidden = _HIDDEN.search(value)
    if hidden and hidden[0] not in known:
        yield HIDDEN_MARK.at(where, field, f"An escape stands for {_name(hidden[0])}.", "Delete the escape.")


def _name(char: str) -> str:
    if char == "\ufeff":
        return "a byte order mark"
    kind = "a control character" if _CONTROL.match(char) else "an invisible"
    return f"{kind} U+{ord(char):04X}"


def place_after(path: str, before: str) -> Location:
    """Gives the place behind a beginning of a file."""
    *breaks, last = LINE_BREAK.split(before)
    return Location(path, len(breaks) + 1, len(last) + 1)
