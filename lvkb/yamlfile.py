"""YAML text to plain data with the place of every value; the strict subset that records are written in.

Scalars stay text, so that `2110.02170` keeps its zero and `no` stays a word; the records module gives them types.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple, TypeAlias

import yaml

from lvkb.findings import Finding, Level, Location, Rule

MAX_BYTES = 1_000_000
MAX_DEPTH = 12
MAX_NODES = 20_000

Data: TypeAlias = "str | None | list[Data] | dict[str, Data]"
KeyPath: TypeAlias = tuple[str | int, ...]

TOO_LARGE = Rule(
    "LV002",
    Level.ERROR,
    "A file of the catalogue has at most 1,000,000 bytes.",
    "A record is a few kilobytes; a larger file is a mistake or an attack, and is not read.",
    "Remove what does not belong into the record, or split it into records of one paper each.",
)
NOT_TEXT = Rule(
    "LV003",
    Level.ERROR,
    "A file of the catalogue is UTF-8 text without control characters.",
    "Other encodings and binary content cannot be reviewed in a diff.",
    "Save the file as UTF-8 text without a byte order mark.",
)
BAD_SYNTAX = Rule(
    "LV004",
    Level.ERROR,
    "A file of the catalogue is valid YAML with one mapping.",
    "Nothing in the file can be used until it parses.",
    "Look at the place named and the line above it: often a quote, a colon or the indent is off.",
)
EQUAL_KEYS = Rule(
    "LV005",
    Level.ERROR,
    "A key stands once in a mapping.",
    "YAML readers keep one of the two values silently, so the other would be lost.",
    "Delete one of the two, or join their values.",
)
YAML_FEATURE = Rule(
    "LV006",
    Level.ERROR,
    "Records use no anchors, aliases, tags, merge keys or second documents.",
    "They hide values from review and let a small file grow without bound.",
    "Write the value out where it is needed.",
)
TOO_DEEP = Rule(
    "LV007",
    Level.ERROR,
    f"A file nests at most {MAX_DEPTH} levels and holds at most {MAX_NODES:,} values.",
    "No record needs more; such files are made to exhaust the reader.",
    "Flatten the structure, or split the record.",
)
EMPTY_VALUE = Rule(
    "LV014",
    Level.ERROR,
    "What is unknown is left out.",
    "An empty value could mean unknown, none or forgotten.",
    "Give the value, or delete the key.",
)

HIDDEN_MARK = Rule(
    "LV018",
    Level.ERROR,
    "Text holds no invisible marks that change its direction or length.",
    "They make a line read differently on screen from what it says.",
    "Delete the invisible character, or retype the word.",
)

RULES = (TOO_LARGE, NOT_TEXT, BAD_SYNTAX, EQUAL_KEYS, YAML_FEATURE, TOO_DEEP, EMPTY_VALUE, HIDDEN_MARK)

_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufeff]")
_DIRECTION = re.compile("[\u200b\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_NULLS = frozenset({"", "~", "null", "Null", "NULL"})


class Scalar(NamedTuple):
    """Where a scalar stands and whether it was written in quotes."""

    line: int
    column: int
    plain: bool


@dataclass(slots=True)
class Document:
    """A parsed file.

    Attributes:
        path: File as it is named in findings.
        data: Nested dictionaries and lists of text; None when the file cannot be used at all.
        places: Place of each value by its path of keys; `()` is the whole document.
        keys: Place of each key of a mapping, by the path that ends with it.
        findings: What is wrong with the YAML itself.
    """

    path: str
    data: Data = None
    places: dict[KeyPath, Scalar] = field(default_factory=dict)
    keys: dict[KeyPath, Location] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)

    def at(self, keys: KeyPath = ()) -> Location:
        """Gives the place of a value, or of the nearest enclosing value that is in the file."""
        while keys not in self.places and keys:
            keys = keys[:-1]
        place = self.places.get(keys)
        return Location(self.path, place.line, place.column) if place else Location(self.path)


def parse(content: bytes, path: str) -> Document:
    """Reads one YAML file of the strict subset.

    Args:
        content: The file's bytes.
        path: The file's name for findings.

    Returns:
        The document. Whatever is wrong is in its findings; nothing is raised for bad input.
    """
    document = Document(path)
    if len(content) > MAX_BYTES:
        document.findings.append(too_large(path, len(content)))
        return document
    text = _decode(content, document)
    if text is not None:
        try:
            _Builder(document, text).build()
        except yaml.YAMLError as error:
            document.data = None
            document.findings.append(_syntax_finding(error, path))
        except _Refused:
            document.data = None
    return document


def too_large(path: str, size: int) -> Finding:
    """Gives the finding for a file over the limit, which callers find out before they read it."""
    return TOO_LARGE.at(Location(path), "", f"The file has {size:,} bytes.")


def _decode(content: bytes, document: Document) -> str | None:
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError as error:
        where = _offset_location(document.path, content[: error.start].decode("utf-8"))
        document.findings.append(NOT_TEXT.at(where, "", f"Byte 0x{content[error.start]:02x} is not UTF-8."))
        return None
    if control := _CONTROL.search(text):
        where = _offset_location(document.path, text[: control.start()])
        document.findings.append(NOT_TEXT.at(where, "", f"There is a control character U+{ord(control[0]):04X}."))
        return None
    for mark in _DIRECTION.finditer(text):
        where = _offset_location(document.path, text[: mark.start()])
        document.findings.append(HIDDEN_MARK.at(where, "", f"There is an invisible U+{ord(mark[0]):04X}."))
    return text


def _offset_location(path: str, before: str) -> Location:
    return Location(path, before.count("\n") + 1, len(before) - before.rfind("\n"))


def _syntax_finding(error: yaml.YAMLError, path: str) -> Finding:
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    where = Location(path, mark.line + 1, mark.column + 1) if mark else Location(path)
    problem = getattr(error, "problem", None) or str(error).splitlines()[0]
    context = getattr(error, "context", None)
    said = f"{problem} {context}" if context else problem
    return BAD_SYNTAX.at(where, "", f"The YAML does not parse: {said}.")


class _Refused(Exception):
    """The document breaks a limit; its finding is recorded already."""


class _Builder:
    """Builds data and places from the event stream, so that nothing is expanded before it is judged."""

    def __init__(self, document: Document, text: str) -> None:
        self.document = document
        self.events: Iterator[yaml.Event] = yaml.parse(text, Loader=yaml.CSafeLoader)
        self.nodes = 0

    def build(self) -> None:
        """Reads the one document of the file."""
        for event in self.events:
            if isinstance(event, yaml.DocumentStartEvent):
                break
        else:
            self._refuse(BAD_SYNTAX, Location(self.document.path), "The file is empty.")
        root = next(self.events)
        data = self._value(root, ())
        if not isinstance(data, (dict, list)):
            self._refuse(BAD_SYNTAX, self.document.at(), "The file holds a single value, not keys and values.")
        self.document.data = data
        for event in self.events:
            if isinstance(event, yaml.DocumentStartEvent):
                self._refuse(YAML_FEATURE, self._location(event), "A second document starts here.")

    def _value(self, event: yaml.Event, keys: KeyPath) -> Data:
        self._judge(event, keys)
        if isinstance(event, yaml.ScalarEvent):
            return self._scalar(event, keys)
        self._mark(event, keys)
        if isinstance(event, yaml.SequenceStartEvent):
            return self._sequence(keys)
        return self._mapping(keys)

    def _scalar(self, event: yaml.ScalarEvent, keys: KeyPath) -> Data:
        plain = not event.style
        where = self._location(event)
        self.document.places[keys] = Scalar(where.line, where.column, plain)
        if plain and event.value in _NULLS:
            self._report(EMPTY_VALUE, event, keys, "The value is empty.")
            return None
        value: str = event.value
        return value

    def _sequence(self, keys: KeyPath) -> list[Data]:
        items: list[Data] = []
        while not isinstance(event := next(self.events), yaml.SequenceEndEvent):
            items.append(self._value(event, (*keys, len(items))))
        return items

    def _mapping(self, keys: KeyPath) -> dict[str, Data]:
        items: dict[str, Data] = {}
        while not isinstance(event := next(self.events), yaml.MappingEndEvent):
            key = self._key(event, keys)
            here = (*keys, key)
            value_event = next(self.events)
            if key in items:
                first = self.document.keys[here]
                self._report(EQUAL_KEYS, event, here, f'"{key}" stands in line {first.line} already.')
                self._value(value_event, (*keys, f"{key} (again)"))
            else:
                self.document.keys[here] = self._location(event)
                items[key] = self._value(value_event, here)
        return items

    def _key(self, event: yaml.Event, keys: KeyPath) -> str:
        self._judge(event, keys)
        if not isinstance(event, yaml.ScalarEvent):
            raise self._refusal(BAD_SYNTAX, self._location(event), "A list or mapping stands where a key is expected.")
        if event.value == "<<" and not event.style:
            self._refuse(YAML_FEATURE, self._location(event), "A merge key << stands here.")
        return str(event.value)

    def _judge(self, event: yaml.Event, keys: KeyPath) -> None:
        self.nodes += 1
        if self.nodes > MAX_NODES:
            self._refuse(TOO_DEEP, self._location(event), f"The file holds more than {MAX_NODES:,} values.")
        if len(keys) > MAX_DEPTH:
            self._refuse(TOO_DEEP, self._location(event), f"The file nests deeper than {MAX_DEPTH} levels.")
        if isinstance(event, yaml.AliasEvent):
            self._refuse(YAML_FEATURE, self._location(event), f"The alias *{event.anchor} stands here.")
        if (anchor := getattr(event, "anchor", None)) is not None:
            self._refuse(YAML_FEATURE, self._location(event), f"The anchor &{anchor} stands here.")
        if (tag := getattr(event, "tag", None)) is not None:
            self._refuse(YAML_FEATURE, self._location(event), f"The tag {tag} stands here.")

    def _mark(self, event: yaml.Event, keys: KeyPath) -> None:
        where = self._location(event)
        self.document.places[keys] = Scalar(where.line, where.column, plain=False)

    def _location(self, event: yaml.Event) -> Location:
        mark = event.start_mark
        return Location(self.document.path, mark.line + 1, mark.column + 1) if mark else Location(self.document.path)

    def _report(self, rule: Rule, event: yaml.Event, keys: KeyPath, what: str) -> None:
        self.document.findings.append(rule.at(self._location(event), field_name(keys), what))

    def _refuse(self, rule: Rule, location: Location, what: str) -> None:
        raise self._refusal(rule, location, what)

    def _refusal(self, rule: Rule, location: Location, what: str) -> _Refused:
        self.document.findings.append(rule.at(location, "", what))
        return _Refused()


def field_name(keys: KeyPath) -> str:
    """Writes a path of keys the way people do: `variants[0].readings[2].top1`."""
    name = ""
    for key in keys:
        name += f"[{key}]" if isinstance(key, int) else f".{key}" if name else key
    return name
