"""Values as people write them into a form: `top1: 78.3, params_m: 5.6`, or a number alone."""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal
from typing import NamedTuple

from lvkb.issues.answered import IssueRefused
from lvkb.near_words import did_you_mean, near_words

_NUMBER = r"(?:0|[1-9][0-9]{0,11})(?:\.[0-9]{1,15})?"
_WHOLE = r"[1-9][0-9]{0,8}"
_WORDS = r"[^\s,{}\[\]<>\"'\\#&*!|@`%:](?:[^,{}\[\]<>\"'\\#&*!|@`%:]{0,98}[^\s,{}\[\]<>\"'\\#&*!|@`%:])?"


class Kind(NamedTuple):
    """What the value of a key looks like.

    Attributes:
        path: Where a reading holds it.
        value: Pattern of the value.
        unit: Unit that may stand behind it.
    """

    path: tuple[str, ...]
    value: str = _NUMBER
    unit: str = ""

    @property
    def is_number(self) -> bool:
        """Whether it is a number, and no words."""
        return self.value != _WORDS


KINDS: Mapping[str, Kind] = {
    "top1": Kind(("top1",), unit="%"),
    "top5": Kind(("top5",), unit="%"),
    "params_m": Kind(("params_m",), unit="M"),
    "compute_g": Kind(("compute_g",), unit="G"),
    "throughput": Kind(("throughput", "images_per_s"), unit="images/s"),
    "latency": Kind(("latency", "ms"), unit="ms"),
    "resolution": Kind(("resolution",), _WHOLE),
    "train_resolution": Kind(("train_resolution",), _WHOLE),
    "epochs": Kind(("epochs",), _WHOLE),
    **{key: Kind((key,), _WORDS) for key in ("pretrain", "distilled", "form", "evaluation", "dataset", "compute_unit")},
}
"""The keys of readings that a form can change; all others take a person."""

_KEY = re.compile(r"(?:\A|,)\s*([A-Za-z0-9_-]+):(?=\s)")
SPEEDS = ("throughput", "latency")


class Told(NamedTuple):
    """A value as it was written.

    Attributes:
        value: The number or the words.
        rest: What follows a speed: device and conditions.
    """

    value: str
    rest: str = ""

    def equals(self, present: object) -> bool:
        """Tells whether it is the value of a record; `78.30` is `78.3`."""
        if isinstance(present, Decimal | int):
            return re.fullmatch(_NUMBER, self.value) is not None and Decimal(self.value) == present
        return self.value == present


def told_values(text: str, alone: str = "") -> dict[str, Told]:
    """Gives values by their keys, in their order.

    Args:
        text: The answer of a form.
        alone: The key that a value without one is meant for; empty where none is.

    Raises:
        IssueRefused: A key is not known or stands twice, or its value is none that the key can have.
    """
    found = list(_KEY.finditer(text))
    if not found and alone:
        return {alone: _told(alone, text)}
    if not found or text[: found[0].start()].strip():
        raise IssueRefused(f'"{text}" has no key in front, as in "top1: 78.3, params_m: 5.6".')
    ends = [*(match.start() for match in found[1:]), len(text)]
    values: dict[str, Told] = {}
    for match, end in zip(found, ends, strict=True):
        key = match[1]
        if key not in KINDS:
            near = did_you_mean(near_words(key, KINDS, most=1), quoted=True)
            known = f"Known: {', '.join(KINDS)}."
            raise IssueRefused(f'"{key}" is no key that a form can change. {near or known}')
        if key in values:
            raise IssueRefused(f'"{key}" stands twice in "{text}".')
        values[key] = _told(key, text[match.end() : end])
    return values


def _told(key: str, text: str) -> Told:
    kind, text = KINDS[key], text.strip()
    unit = rf"(?:\s?{re.escape(kind.unit)})?" if kind.unit else ""
    rest = r"(?:\s(.*))?" if key in SPEEDS else "()"
    match = re.fullmatch(rf"({kind.value}){unit}{rest}", text)
    if match is None:
        wanted = f"a number{f' in {kind.unit}' if kind.unit else ''}" if kind.is_number else "one of its words"
        raise IssueRefused(f'"{text}" is no value of {key}: it takes {wanted}.')
    return Told(match[1], (match[2] or "").strip())
