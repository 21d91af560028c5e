"""The footnotes of a table: what the text around it says of each mark."""

from __future__ import annotations

import re

from lvkb.intake.table_figures import MARK_SIGNS
from lvkb.subject.table_words import protocol_of

_LONGEST = 200
_MOST_NOTES = 20_000
_END = re.compile(r"[.;](?=\s|$)")
_LEAD = re.compile(
    r"\s*[}\])]?\s*(?::|=|\bmeans\b|\bdenotes?\b|\bindicates?\b|\brefers to\b|\brepresents?\b|\bstands for\b)?\s*"
)


def footnote(mark: str, notes: str) -> str:
    """Gives what the text around a table says of a mark, empty where it says nothing."""
    if len(mark) == 1 and mark in MARK_SIGNS:
        pattern = re.escape(mark)
    else:
        pattern = rf"(?:\^\{{{re.escape(mark)}\}}|\[\^{re.escape(mark)}\])"
    notes = notes[:_MOST_NOTES]
    for match in re.finditer(rf"(?<![\w)]){pattern}", notes):
        lead = _LEAD.match(notes, match.end())
        start = lead.end() if lead else match.end()
        text = notes[start : start + _LONGEST]
        end = _END.search(text)
        text = text[: end.start()] if end else text
        text = re.split(rf"[{re.escape(MARK_SIGNS)}]|\^\{{", text)[0].strip(" .,;:")
        if len(text) > 2:
            return text
    return ""


def proposal(text: str) -> str:
    """Gives the change that a footnote plainly tells, as an answer to its question; empty where it tells none."""
    said = protocol_of(text)
    return next((f"{key}:{said[key]}" for key in ("distilled", "pretrain", "epochs", "resolution") if key in said), "")
