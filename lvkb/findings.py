"""What the checks say: rules, places in files, and findings."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple


class Level(StrEnum):
    """How much a finding weighs: errors fail a run, warnings only a strict one, hints never."""

    ERROR = "error"
    WARNING = "warning"
    HINT = "hint"


class Location(NamedTuple):
    """A place in a file.

    Attributes:
        path: File, relative to the root of the knowledge base, with forward slashes.
        line: Line, from 1.
        column: Column in characters, from 1.
    """

    path: str
    line: int = 1
    column: int = 1

    def __str__(self) -> str:
        return f"{self.path}:{self.line}:{self.column}"


class Does(StrEnum):
    """What a correction does at its place."""

    SET = "set"
    WRAP = "wrap"
    RENAME = "rename"
    DELETE = "delete"
    STRIP = "strip"


class Correction(NamedTuple):
    """A change of a record that mends a finding, and needs no judgement.

    Attributes:
        keys: Where it is made, as in `("variants", 0, "readings", 2, "top1")`; empty for the whole text.
        new: The value to write or, when the key is renamed, the new key.
        does: What is done: the value set, put into a list, its key renamed or deleted, invisible marks stripped.
    """

    keys: tuple[str | int, ...]
    new: str = ""
    does: Does = Does.SET


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule that the catalogue keeps, under a code that never changes its meaning.

    Attributes:
        code: `LV` and three digits; the first digit is the family (0 reading, 1 identity, 2 numbers,
            3 sources and protocol, 4 taxonomy, 5 links, 6 models, 9 generated files).
        level: Weight of a breach.
        title: The rule in one sentence.
        why: Why it matters, in one sentence.
        fix: How a breach is mended, in one sentence.
    """

    code: str
    level: Level
    title: str
    why: str
    fix: str

    def at(
        self, location: Location, field: str, what: str, fix: str = "", corrections: tuple[Correction, ...] = ()
    ) -> Finding:
        """Gives the finding that this rule is broken at a place; characters that would not show are spelt out.

        Args:
            location: Where the value at fault stands.
            field: Name of the field, empty for a whole file.
            what: What is wrong, with the value.
            fix: A cure for this very case, instead of the rule's general one.
            corrections: The cure as changes that a program makes, where it needs no judgement.
        """
        place = location._replace(path=visible(location.path))
        return Finding(self, place, visible(field), visible(what), visible(fix or self.fix), corrections=corrections)


def visible(text: str) -> str:
    r"""Gives a text on one line with every invisible character spelt out, as in `\n` or `\u202e`.

    Values of strangers stand in messages: a line break in one could pass for a line of the report or for a command
    to the machine that runs the check.
    """
    if text.isprintable():
        return text
    return "".join(char if char.isprintable() else char.encode("unicode_escape").decode() for char in text)


@dataclass(frozen=True, slots=True)
class Finding:
    """One breach of one rule at one place.

    Attributes:
        rule: The rule that is broken.
        location: Where the value at fault stands.
        field: Name of the field, with the variant where there is one; empty for a whole file.
        what: What is wrong, with the value.
        fix: How to mend it.
        waived: Reason of the waiver that covers it, empty when none does.
        corrections: The changes that mend it, where it needs no judgement; made together or not at all.
    """

    rule: Rule
    location: Location
    field: str
    what: str
    fix: str
    waived: str = ""
    corrections: tuple[Correction, ...] = ()

    @property
    def code(self) -> str:
        """Code of the rule."""
        return self.rule.code

    @property
    def level(self) -> Level:
        """Level of the rule."""
        return self.rule.level

    @property
    def sort_key(self) -> tuple[str, int, int, str, str]:
        """Order of reports: file, line, column, code, text."""
        return (*self.location, self.code, self.what)

    @property
    def message(self) -> str:
        """What is wrong, why it matters and how to mend it, without the place."""
        return f"{self.what} {self.rule.why} {self.fix}"

    def __str__(self) -> str:
        field = f" {self.field}:" if self.field else ""
        return f"{self.location}: {self.code}{field} {self.message}"
