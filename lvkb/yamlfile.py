"""YAML text to plain data with the place of every value; the strict subset that records are written in.

Scalars stay text, so that `2110.02170` keeps its zero and `no` stays a word; the records module gives them types.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple, NoReturn, TypeAlias

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

_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufeff\ufffe\uffff]")
# soft hyphen, direction marks, zero-width space, line separators, word joiner and its like, tag characters; the
# zero-width joiners stay, some scripts need them
_HIDDEN = re.compile(
    "[\u00ad\u061c\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufff9-\ufffb\U000e0000-\U000e007f]"
)
_LINE_BREAK = re.compile("\r\n|\r|\n")
_NULLS = frozenset({"", "~", "null", "Null", "NULL"})
_STAND_INS = frozenset({"-", "--", "\u2013", "\u2014", "?", "n/a", "N/A"})
_LONGEST_NAME = 60


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
            document.findings.append(_syntax_finding(error, path, text))
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
        document.findings.append(NOT_TEXT.at(where, "", f"There is {_control_name(control[0])}."))
        return None
    for mark in _HIDDEN.finditer(text):
        where = _offset_location(document.path, text[: mark.start()])
        document.findings.append(HIDDEN_MARK.at(where, "", f"There is an invisible U+{ord(mark[0]):04X}."))
    return text


def _control_name(char: str) -> str:
    return "a byte order mark" if char == "\ufeff" else f"a control character U+{ord(char):04X}"


def _offset_location(path: str, before: str) -> Location:
    *breaks, last = _LINE_BREAK.split(before)
    return Location(path, len(breaks) + 1, len(last) + 1)


def _syntax_finding(error: yaml.YAMLError, path: str, text: str) -> Finding:
    """Gives libyaml's complaint, with a cure for the slips that people make."""
    mark = getattr(error, "problem_mark", None)
    where = Location(path, mark.line + 1, mark.column + 1) if mark else Location(path)
    problem = getattr(error, "problem", None) or str(error).splitlines()[0]
    context = getattr(error, "context", None)
    opened = getattr(error, "context_mark", None)
    said = f"{problem} {context}" if context else problem
    if mark and opened and opened.line != mark.line:
        said += f" that starts in line {opened.line + 1}"
    return BAD_SYNTAX.at(where, "", f"The YAML does not parse: {said}.", _syntax_cure(said, mark, text))


def _syntax_cure(said: str, mark: yaml.Mark | None, text: str) -> str:
    if "scanning a quoted scalar" in said and "end of stream" in said:
        return "Close the quote that is opened there."
    if "mapping values are not allowed" in said:
        return "Put a text that holds a colon and a space in double quotes, or mend the indent."
    if mark and "cannot start any token" in said:
        is_tab = text[mark.index : mark.index + 1] == "\t"
        return (
            "Indent with spaces, not with tabs."
            if is_tab
            else "Put a text that starts with this sign in double quotes."
        )
    if "scanning an alias" in said or "scanning an anchor" in said:
        return "Put a text that starts with * or & in double quotes."
    return ""


_EMPTY_CURE = "Write the record, or delete the file."
_QUOTE_CURE = "Write the value out where it is needed; a text that starts with * or & goes in double quotes."


class _Refused(Exception):
    """The document breaks a limit; its finding is recorded already."""


class _Builder:
    """Builds data and places from the event stream, so that nothing is expanded before it is judged."""

    def __init__(self, document: Document, text: str) -> None:
        self.document = document
        self.text = text
        self.events: Iterator[yaml.Event] = yaml.parse(text, Loader=yaml.CSafeLoader)
        self.nodes = 0

    def build(self) -> None:
        """Reads the one document of the file."""
        for event in self.events:
            if isinstance(event, yaml.DocumentStartEvent):
                break
        else:
            self._refuse(BAD_SYNTAX, Location(self.document.path), "The file is empty.", _EMPTY_CURE)
        root = next(self.events)
        if isinstance(root, yaml.ScalarEvent):
            empty = root.value in _NULLS
            what = "The file is empty." if empty else "The file holds a single value, not keys and values."
            cure = _EMPTY_CURE if empty else "Write each value behind its key: `key: value`."
            self._refuse(BAD_SYNTAX, self._location(root), what, cure)
        self.document.data = self._value(root, ())
        for event in self.events:
            if isinstance(event, yaml.DocumentStartEvent):
                cure = "Delete the ---, or put each record into a file of its own."
                self._refuse(YAML_FEATURE, self._location(event), "A second document starts here.", cure)

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
        self._check_escapes(event, keys)
        if plain and event.value in _NULLS or event.value in _STAND_INS:
            what = f'"{event.value}" stands for nothing.' if event.value else "The value is empty."
            self._report(EMPTY_VALUE, event, keys, what)
            return None
        value: str = event.value
        return value

    def _check_escapes(self, event: yaml.ScalarEvent, keys: KeyPath) -> None:
        """Reports what a double-quoted text smuggles in as an escape; the same characters as such are found before."""
        if event.style != '"':
            return
        if control := _CONTROL.search(event.value):
            self._report(
                NOT_TEXT, event, keys, f"An escape stands for {_control_name(control[0])}.", "Delete the escape."
            )
        hidden = _HIDDEN.search(event.value)
        if hidden and hidden[0] not in self.text:
            self._report(HIDDEN_MARK, event, keys, f"An escape stands for an invisible U+{ord(hidden[0]):04X}.")

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
            self._refuse(YAML_FEATURE, self._location(event), f"The alias *{event.anchor} stands here.", _QUOTE_CURE)
        if (anchor := getattr(event, "anchor", None)) is not None:
            self._refuse(YAML_FEATURE, self._location(event), f"The anchor &{anchor} stands here.", _QUOTE_CURE)
        if (tag := getattr(event, "tag", None)) is not None:
            shown = str(tag).replace("tag:yaml.org,2002:", "!!")
            cure = "Delete the tag; a text that starts with ! goes in double quotes."
            self._refuse(YAML_FEATURE, self._location(event), f"The tag {shown} stands here.", cure)

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
        if isinstance(key, int):
            name += f"[{key}]"
        else:
            name += f"{'.' if name else ''}{shortened(key)}"
    return name


def shortened(text: str, most: int = _LONGEST_NAME) -> str:
    """Gives a text as it is shown in messages: whole, or its beginning when it has more than `most` characters."""
    return text if len(text) <= most else f"{text[: most - 3]}..."
