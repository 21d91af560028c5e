"""What was plainly meant by other words: a number with its unit behind it, a known word in other letters, a key."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

from lvkb.subject.table_words import KINDS

_UNITS = {
    "top1": r"%|per ?cent|percent",
    "top5": r"%|per ?cent|percent",
    "params_m": r"M|million",
    "compute_g": r"G|GFLOPs?|GMACs?",
    "ms": r"ms",
    "images_per_s": r"images?/s|img/s|im/s|fps",
    "resolution": r"px|pixels",
    "train_resolution": r"px|pixels",
    "epochs": r"epochs",
}
"""What may stand behind the number of a key and says nothing new."""

_SQUARE = re.compile(r"([1-9][0-9]{0,8}) ?[x\u00d7*^] ?([1-9][0-9]{0,8})", re.ASCII)


def meant_number(key: str, text: str) -> str:
    """Gives the number that a text plainly means: 78.3 for `78.3 %`, 224 for `224x224`; empty where it means more.

    Args:
        key: Key of the value.
        text: What stands there.
    """
    number = r"[0-9]+" if key in ("resolution", "train_resolution", "epochs") else r"[0-9]+(?:\.[0-9]+)?"
    if key in _UNITS and (match := re.fullmatch(rf"({number}) ?(?:{_UNITS[key]})", text, re.ASCII | re.IGNORECASE)):
        return match[1]
    square = _SQUARE.fullmatch(text) if key in ("resolution", "train_resolution") else None
    return square[1] if square and square[1] == square[2] else ""


_KEYS = {"compute": "compute_g", "params": "params_m", "accuracy": "top1"}
"""Keys of readings that have another name than what the heading of a column tells."""


def meant_key(word: str, known: Collection[str]) -> str:
    """Gives the key that holds what a word heads in tables: `top1` for `acc1`, `resolution` for `img_size`.

    Args:
        word: A word that is no key.
        known: The keys where it stands.

    Returns:
        The key; empty where the word heads nothing that is known there.
    """
    heading = word.replace("_", " ")
    kind = next((kind for kind, words in KINDS.items() if words.search(heading)), "")
    key = _KEYS.get(kind, kind)
    return key if key in known else ""


def meant_word(text: str, known: Sequence[str]) -> str:
    """Gives the known word that a text is but for capitals, spaces and marks; empty where none or several are."""
    meant = [word for word in known if _letters(word) == _letters(text)]
    return meant[0] if len(meant) == 1 and _letters(text) else ""


def _letters(text: str) -> str:
    return re.sub(r"[\s_+-]", "", text).casefold()
