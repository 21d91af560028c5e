"""Text as LaTeX inside a BibTeX field.

Accented Latin letters become macros in braces, which even the original BibTeX sorts and abbreviates correctly; letters
of other scripts stay UTF-8, as biber and current LaTeX read them. A general encoder would not do: it leaves ligatures,
so that `--` comes back as a dash, and gives some letters another accent.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from itertools import product
from string import ascii_letters

from lvkb.subject.typeset import COMMANDS

_SPECIAL = {
    "\\": r"{\textbackslash}",
    "{": r"{\ensuremath{\lbrace}}",
    "}": r"{\ensuremath{\rbrace}}",
    "^": r"{\string^}",
    "~": r"{\textasciitilde}",
    "<": r"{\ensuremath{<}}",
    ">": r"{\ensuremath{>}}",
    "|": r"{\ensuremath{|}}",
    **{mark: f"{{\\{mark}}}" for mark in "&%$#_"},
}
"""Every macro stands in braces of its own, so that it ends there and readers take a name apart correctly.

BibTeX counts even escaped braces, so braces are written by name.
"""

_LETTERS = {"ß": "ss", "æ": "ae", "Æ": "AE", "œ": "oe", "Œ": "OE", "ø": "o", "Ø": "O", "ł": "l", "Ł": "L"}
_ACCENTS = {
    "\u0300": "`",
    "\u0301": "'",
    "\u0302": "^",
    "\u0303": "~",
    "\u0304": "=",
    "\u0306": "u",
    "\u0307": ".",
    "\u0308": '"',
    "\u030a": "r",
    "\u030b": "H",
    "\u030c": "v",
    "\u0323": "d",
    "\u0327": "c",
    "\u0328": "k",
}
_LIGATURE = re.compile(r"([-`',])(?=\1)|[?!](?=`)")
_SCRIPT = r"(?:[A-Za-z0-9+-]|\{[A-Za-z0-9+-]{1,20}\})"
_SCRIPTS = rf"(?:\^{_SCRIPT}(?:_{_SCRIPT})?|_{_SCRIPT}(?:\^{_SCRIPT})?)"
_COMMAND = rf"(?:{'|'.join(map(re.escape, COMMANDS))})(?![A-Za-z]) ?"
_MATH = re.compile(rf"(?<![$\\])(\$(?=[^$]){_SCRIPTS}?(?:(?:[A-Za-z0-9+=.,()/-]|{_COMMAND}){_SCRIPTS}?)*\$)(?![$0-9])")
"""A formula as titles have them, between dollars: letters, digits, known commands, and what is raised or lowered.

Whatever else stands between dollars could be any command, or prices, and is escaped.
"""


def latex_title(title: str) -> str:
    """Gives a title as LaTeX: its formulas stay, so that they are printed, and all else is text as `latex` gives it."""
    return "".join(part if index % 2 else latex(part) for index, part in enumerate(_MATH.split(title)))


def latex(text: str) -> str:
    """Gives a line of text as LaTeX that prints it and that reads back as the same text."""
    return _LIGATURE.sub(r"\g<0>{}", text.translate(_TABLE))


def _accented() -> Iterator[tuple[str, str]]:
    """Gives the letters that are one ASCII letter with one accent of LaTeX, with their macros."""
    for letter, (accent, macro) in product(ascii_letters, _ACCENTS.items()):
        composed = unicodedata.normalize("NFC", letter + accent)
        if len(composed) == 1:
            yield composed, f"{{\\{macro}{{{letter}}}}}"


_TABLE = str.maketrans(
    {**_SPECIAL, **{letter: f"{{\\{macro}}}" for letter, macro in _LETTERS.items()}, **dict(_accented())}
)
