"""What a table does not say: questions, each with the answer that settles it, as a flag or typed in."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import NamedTuple

UNKNOWN = "unknown"
"""The answer that nobody says it: the field is left out."""


SKIP = "skip"
"""The answer that leaves columns or rows out."""


class Question(NamedTuple):
    """Something that a table does not say.

    Attributes:
        key: What an answer is kept under.
        text: The question.
        line: Line that it is about, 0 for the whole table.
        column: Column of that place.
        readings: The readings that it is about, by their place among all, from 0.
        proposed: What the readings hold until it is answered; empty where they hold nothing.
        flag: How it is answered on the command line.
    """

    key: str
    text: str
    line: int = 0
    column: int = 0
    readings: tuple[int, ...] = ()
    proposed: str = ""
    flag: str = ""


def answered(key: str, value: str) -> str:
    """Writes an answer as it stands on a command line, behind `--answer`: in quotes that no text of a table ends."""
    text = f"{key}={value}"
    return "'" + text.replace("'", "'\"'\"'") + "'"


_ALLOWED: Mapping[str, tuple[re.Pattern[str], str]] = {
    "resolution": (re.compile(r"[1-9]\d{1,3}"), "pixels, such as 224"),
    "train_resolution": (re.compile(r"[1-9]\d{1,3}"), "pixels, such as 224"),
    "epochs": (re.compile(r"[1-9]\d{0,4}"), "a whole number"),
    "batch": (re.compile(r"[1-9]\d{0,4}"), "a whole number"),
    "compute_unit": (re.compile("macs|flops|unstated"), "macs, flops or unstated"),
    "distilled": (
        re.compile(r"none|hard|soft|feature|soft\+feature|hard\+feature|unstated"),
        "none, hard, soft, feature, soft+feature, hard+feature or unstated",
    ),
    "bits": (
        re.compile(r"W\d{1,2}A\d{1,2}|\d{1,2}"),
        "bits such as W4A8 or 4, or 32 for a model that is not quantised",
    ),
    "params_unit": (re.compile(r"[KMG1]"), "K, M, G, or 1 for plain numbers"),
    "compute_scale": (re.compile(r"[KMG1]"), "K, M, G, or 1 for plain numbers"),
    "accuracy": (re.compile("top1|top5|none"), "top1, top5 or none"),
    "error": (re.compile("yes|no"), "yes or no"),
    "fraction": (re.compile("yes|no"), "yes or no"),
    "speed_unit": (re.compile("img/s|ms|none"), "img/s, ms or none"),
    "time_unit": (re.compile("ms|s|us|none"), "ms, s, us or none"),
    "change": (re.compile("yes|no"), "yes or no"),
}
_FIELDS = ("pretrain", "distilled", "teacher", "epochs", "resolution", "train_resolution", "form", "evaluation", "note")


def objection(key: str, answer: str) -> str:
    """Tells why an answer will not do; empty where it does."""
    if answer == UNKNOWN and key not in ("error", "fraction", "accuracy"):
        return ""
    if answer == SKIP and key.startswith(("label:", "variant:")):
        return ""
    if key.startswith(("mark:", "label:")):
        field, _, value = answer.partition("=" if "=" in answer and ":" not in answer.partition("=")[0] else ":")
        if not answer or (field in _FIELDS and value and not objection(field, value)):
            return ""
        return f"A mark changes one of {', '.join(_FIELDS)}, as in distilled:hard, or nothing."
    pattern, words = _ALLOWED.get(key.partition(":")[0], (None, ""))
    if pattern is not None and not pattern.fullmatch(answer):
        return f"The answer is {words}."
    if any(not char.isprintable() for char in answer) or len(answer) > 200:
        return "The answer is one line of at most 200 characters."
    return ""


def mark_change(answer: str) -> tuple[str, str]:
    """Gives the field and the value that a mark stands for; both empty where it changes nothing."""
    if not answer or answer == UNKNOWN:
        return "", ""
    field, _, value = answer.partition("=" if "=" in answer and ":" not in answer.partition("=")[0] else ":")
    return field, value
