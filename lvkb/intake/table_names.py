"""The names of the models of a table: what a row calls its model, and what that says of size, base and marks."""

from __future__ import annotations

import re
from collections.abc import Mapping
from types import MappingProxyType
from typing import NamedTuple

from lvkb.intake.table_figures import marks_of, without_marks
from lvkb.subject.table_words import protocol_of, side, without_side

_OWN = re.compile(r"\s*[(\[]\s*(?:ours?|our|this work|proposed)\s*[)\]]", re.IGNORECASE)
_OWN_AND_MORE = re.compile(r"(?<=[(\[])\s*(?:ours?|this work|proposed)\s*[,;]\s*(?=[^()\[\]]+[)\]])", re.IGNORECASE)
_VENUE = re.compile(r"\s*[(\[]\s*(?:[A-Za-z][A-Za-z ]{1,12}[ ']?\s*'?(?:19|20)?\d{2}|(?:19|20)\d{2})\s*[)\]]\s*$")
_CITED = re.compile(
    r"\s*\[\d{1,3}(?:\s*[,\u2013-]\s*\d{1,3})*\]|\s*\(\s*(?:[A-Z][\w-]+ et al\.?,? ?(?:19|20)\d\d[a-z]?)\s*\)"
)
_ACCURACY = re.compile(r"\s*[(\[]\s*\d{2}\.\d{1,3}\s*%?\s*[)\]]\s*$")
"""The accuracy of a model behind its name, before something was done to it."""

_BULLET = re.compile(r"^\s*[•∘◦○●▪▼▽■□◆◇▶►]\s*")
_EPOCHS = re.compile(r"\s*[/,]?\s*[(\[]?\b\d{2,4}[ -]?(?:epochs?|ep)\b\.?[)\]]?\s*$", re.IGNORECASE)
_ADDED = re.compile(r"(?:\+|w/|with)\s*(?P<what>\S.*)", re.IGNORECASE)
_TOO_LITTLE = re.compile(
    r"(?:ours?|our (?:model|method)|this work|proposed|base(?:line)?|full|default|[a-z]{1,2}|"
    r"tiny|small|large|huge|medium|teacher|student)",
    re.IGNORECASE,
)


NO_FAMILY = "It is no name without its family."

_LEAST_SIDE, _MOST_SIDE = 32, 2048


class Name(NamedTuple):
    """What a row says of its model.

    Attributes:
        printed: The cell.
        variant: The name without marks, citations, and what only says whose it is or how large its images are.
        base: The model that a row such as `+ Delta` adds to; empty for others.
        protocol: What the name says of the protocol.
        marks: Its footnote marks.
        doubt: Why the name is to be asked for; empty where it is plain.
        adds: Whether it adds to the model of a row above.
        key: What answers name it by.
    """

    printed: str
    variant: str
    base: str = ""
    protocol: Mapping[str, str] = MappingProxyType({})
    marks: tuple[str, ...] = ()
    doubt: str = ""
    adds: bool = False
    key: str = ""

    @property
    def printed_plain(self) -> str:
        """The cell without raised marks."""
        return plain_name(self.printed)


def read_name(text: str, last_base: str, *, family: str = "") -> Name:
    """Reads the name of a model.

    Args:
        text: The cell.
        last_base: The last name before it that added to none.
        family: What stands before a name that is a size alone.
    """
    raised = re.search(r"@\s*\d{3}|\u2191\s*\d{3}|\d{3}\^\{2\}", text)
    text = _BULLET.sub("", text)
    marks = tuple(mark for mark in marks_of(text) if not (raised and mark == "↑"))
    bare = _CITED.sub("", _VENUE.sub("", _OWN_AND_MORE.sub("", _OWN.sub("", _plain(text))))).strip()
    bare = _ACCURACY.sub("", bare)
    protocol = {key: value for key, value in protocol_of(bare).items() if key in ("resolution", "distilled", "epochs")}
    if not protocol.get("resolution") and (match := re.search(r"[(]\s*(\d{3})\s*[)]\s*$", bare)):
        protocol["resolution"] = match[1]
    bare_name = without_side(_EPOCHS.sub("", bare))
    marks = tuple(dict.fromkeys((*marks, *(mark for mark in marks_of(bare_name) if mark != "↑"))))
    variant = without_marks(bare_name) or bare
    base = ""
    doubt = ""
    if added := _ADDED.fullmatch(variant):
        if last_base:
            base, variant = last_base, f"{last_base} + {added['what'].strip()}"
        else:
            doubt = "It adds to a model that no row names."
    if _TOO_LITTLE.fullmatch(variant):
        if family:
            variant = (
                family
                if re.fullmatch(r"ours?|our \w+|this work|proposed", variant, re.IGNORECASE)
                else f"{family}-{variant}"
            )
        else:
            doubt = NO_FAMILY
    if "\\" in variant:
        doubt = "It holds a macro that the table does not define."
    return Name(text, variant, base, protocol, marks, doubt, adds=bool(base))


def plain_name(text: str) -> str:
    """Gives a name without its raised marks, in which single blanks part words."""
    return " ".join(_plain(text).split())


def _plain(text: str) -> str:
    """Gives a name without its raised marks, and with a raised 2 kept."""
    kept = re.sub(r"(\d{2,4})\^\{2\}", r"\1²", text)
    return re.sub(r"[\^_]\{([^{}]*)\}", lambda m: "" if m[0][0] == "^" and marks_of(m[0]) else m[1], kept).strip()


def size_of(text: str) -> str:
    """Gives the side in pixels that a cell of a column of sizes tells, empty where it tells none or two."""
    bare = re.sub(r"\^\{?2\}?|²", "", text.replace("\u2009", "")).strip()
    if re.fullmatch(r"\d{2,4}", bare):
        return bare if _LEAST_SIDE <= int(bare) <= _MOST_SIDE else ""
    if re.fullmatch(r"[(\[]?\s*3\s*[\u00d7x*,]\s*\d{2,4}\s*[\u00d7x*,]\s*\d{2,4}\s*[)\]]?", bare):
        bare = re.sub(r"^[(\[]?\s*3\s*[\u00d7x*,]\s*|[)\]]$", "", bare)
    return side(bare.replace(",", "x").replace("px", "").strip() if "px" not in bare else bare)
