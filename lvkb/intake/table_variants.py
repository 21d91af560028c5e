"""The models of a table to the variants of a record: those that are there, new ones, and those that are asked for."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from lvkb.catalog import Catalog
from lvkb.intake.table_questions import SKIP, Question, answered
from lvkb.intake.table_result import TableReading
from lvkb.near_words import near_words
from lvkb.records import Paper
from lvkb.wording import first_of

_LIKENESS = 0.85
_SHOWN = 8
_SIZES = {
    "nano": "n", "pico": "p", "micro": "mi", "tiny": "t", "ti": "t", "small": "s", "medium": "m", "base": "b",
    "large": "l", "huge": "h", "giant": "g", "xlarge": "xl", "xsmall": "xs", "xxsmall": "xxs",
}  # fmt: skip
_SIZE = re.compile(rf"(?<![a-z])(?:{'|'.join(sorted(_SIZES, key=len, reverse=True))})(?![a-z])", re.IGNORECASE)


def name_key(name: str) -> str:
    """Gives what names have in common that differ in spaces, hyphens and capitals alone."""
    return "".join(char for char in name.casefold() if char.isalnum() or char in "+.")


class Matched(NamedTuple):
    """What the names of a table are in a record.

    Attributes:
        names: Variant of the record by name in the table; empty for one that is left out.
        questions: What has to be asked.
    """

    names: dict[str, str]
    questions: list[Question]


def match_variants(readings: Iterable[TableReading], paper: Paper, answers: Mapping[str, str]) -> Matched:
    """Finds the variants that the readings of a table are about.

    A name that a variant has, but for spaces, hyphens, capitals and another name of the paper, is that variant. One
    that bears the paper's name is a new variant, unless it is nearly that of another. All others are asked for.
    """
    known = _spellings(paper)
    chosen = {answer for key, answer in answers.items() if key.startswith("variant:")}
    names: dict[str, str] = {}
    questions: list[Question] = []
    others: dict[str, list[int]] = {}
    for index, reading in enumerate(readings):
        printed = reading.values["variant"]
        if printed in names:
            if printed in others:
                others[printed].append(index)
            continue
        names[printed] = known.get(name_key(printed), printed)
        if names[printed] != printed or name_key(printed) in known or printed in chosen:
            continue
        if near := _near(printed, known):
            questions.append(_about_near(printed, near, reading, index))
        elif not _bears_name(printed, paper):
            others[printed] = [index]
    if others:
        answer = answers.get("others", "")
        if not answer:
            questions.append(_about_others(others, paper))
        names |= dict.fromkeys(others, "") if answer == SKIP else {}
    return Matched(names, questions)


def _spellings(paper: Paper) -> dict[str, str]:
    """Gives the variants of a record by the keys of their names, under each name that the paper goes by."""
    known: dict[str, str] = {}
    family = name_key(paper.name)
    for variant in paper.variants:
        key = name_key(variant.name)
        known.setdefault(key, variant.name)
        if key.startswith(family):
            for alias in paper.aliases:
                known.setdefault(name_key(alias) + key.removeprefix(family), variant.name)
    return known


def _near(printed: str, known: Mapping[str, str]) -> str:
    """Gives the variant that a name was probably meant to be: the size spelt otherwise, or a slip beside it."""
    size = _with_short_size(printed)
    for name in known.values():
        if _with_short_size(name) == size:
            return name
    alike = near_words(name_key(printed), list(known), 3, _LIKENESS)
    return next((known[key] for key in alike if _tail(known[key]) == _tail(printed)), "")


def _with_short_size(name: str) -> str:
    return _SIZE.sub(lambda match: _SIZES[match[0].casefold()], name).casefold().replace("_", "-").replace(" ", "-")


def _tail(name: str) -> tuple[str, ...]:
    """Gives what tells the sizes of one family apart: the figures of a name, and its last piece."""
    short = _with_short_size(name)
    return (*re.findall(r"\d+(?:\.\d+)?", short), re.split(r"[-/]", short)[-1])


def _bears_name(printed: str, paper: Paper) -> bool:
    keys = [name_key(name.partition(" (")[0]) for name in (paper.name, *paper.aliases)]
    return any(key and key in name_key(printed) for key in keys)


def _about_near(printed: str, near: str, reading: TableReading, index: int) -> Question:
    key = f"variant:{reading.printed}"
    text = f'Is "{printed}" the variant "{near}" of the record?'
    flag = f"--answer {answered(key, near)}, or {answered(key, printed)} for a new variant"
    return Question(key, text, reading.line, reading.column, (index,), near, flag)


def _about_others(others: Mapping[str, list[int]], paper: Paper) -> Question:
    shown = first_of((f'"{name}"' for name in others), _SHOWN)
    text = f"{shown}: no variant of {paper.id} is called so. Leave these rows out, or make new variants of them?"
    readings = tuple(index for places in others.values() for index in places)
    return Question("others", text, 0, 0, readings, SKIP, f"--answer others={SKIP}, or --answer others=new")


def base_reference(name: str, catalog: Catalog) -> str:
    """Gives a model as records refer to it: `deit/DeiT-S` where exactly one record has it, its name otherwise."""
    if "/" in name and name.partition("/")[0] in catalog.papers:
        return name
    key = name_key(name)
    found = [
        f"{paper.id}/{variant.name}"
        for paper in catalog.papers.values()
        for variant in paper.variants
        if name_key(variant.name) == key
    ]
    return found[0] if len(found) == 1 else name
