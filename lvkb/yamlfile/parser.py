"""Text to plain data with the place of every value, in the strict subset of YAML that records are written in."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NoReturn

import yaml

from lvkb.findings import Correction, Does, Finding, Location, Rule
from lvkb.yamlfile.decoding import check_escaped, decode, hidden_marks
from lvkb.yamlfile.document import Data, Document, KeyPath, field_name, shortened
from lvkb.yamlfile.syntax import depth_limit, syntax_finding
from lvkb.yamlfile.syntax_rules import BAD_SYNTAX, EMPTY_VALUE, EQUAL_KEYS, MAX_DEPTH, MAX_NODES, TOO_DEEP, YAML_FEATURE

TYPED = re.compile(
    r"[-+]?(?:0x[0-9a-f_]+|0b[01_]+|0o?[0-7_]+|[0-9][0-9_]*(?:\.[0-9_]*)?(?:e[-+]?[0-9]+)?|\.[0-9][0-9_]*(?:e[-+]?[0-9]+)?"
    r"|[0-9][0-9_]*(?::[0-5]?[0-9])+(?:\.[0-9_]*)?|\.inf)|\.nan"
    r"|[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}(?:(?:t|[ \t]+)[0-9]{1,2}:[0-9]{2}:[0-9]{2}[-+0-9.:z \t]*)?"
    r"|true|false|yes|no|on|off|=",
    re.IGNORECASE,
)
"""What YAML 1.1 and 1.2 readers between them read as something else than text.

Source: https://yaml.org/type/ and https://yaml.org/spec/1.2.2/#103-core-schema
"""
_NULLS = frozenset({"", "~", "null", "Null", "NULL"})
_STAND_INS = frozenset({"-", "--", "\u2013", "\u2014", "?", "n/a", "N/A"})
_EMPTY_CURE = "Write the record, or delete the file."
_QUOTE_CURE = "Write the value out where it is needed; a text that starts with * or & goes in double quotes."


def parse(content: bytes, path: str) -> Document:
    """Reads one YAML file of the strict subset.

    Args:
        content: The file's bytes.
        path: The file's name for findings.

    Returns:
        The document. Whatever is wrong is in its findings; nothing is raised for bad input.
    """
    text, findings = decode(content, path)
    if text is None:
        return Document(path, findings=findings)
    document, error = _built(path, text, findings)
    if error and (limit := depth_limit(error)) is not None:
        # libyaml gave up before it told where the first level too many starts; the text up to there tells it
        document, _ = _built(path, text[:limit], findings)
    elif error:
        document.findings.append(syntax_finding(error, path, text))
    return document


def _built(path: str, text: str, findings: list[Finding]) -> tuple[Document, yaml.YAMLError | None]:
    """Gives what could be built of a text, and the error that ended it; without data when it was refused."""
    document = Document(path, findings=list(findings))
    try:
        _Builder(document, text).build()
    except yaml.YAMLError as error:
        document.data = None
        return document, error
    except _Refused:
        document.data = None
    return document, None


class _Refused(Exception):
    """The document breaks a limit; its finding is recorded already."""


class _Builder:
    """Builds data and places from the event stream, so that nothing is expanded before it is judged."""

    def __init__(self, document: Document, text: str) -> None:
        self.document = document
        self.hidden = hidden_marks(text)
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
            self._refuse(BAD_SYNTAX, Location(self.document.path) if empty else self._location(root), what, cure)
        self.document.data = self._value(root, ())
        for event in self.events:
            if isinstance(event, yaml.DocumentStartEvent):
                cure = "Delete the ---, or put each record into a file of its own."
                self._refuse(YAML_FEATURE, self._location(event), "A second document starts here.", cure)

    def _value(self, event: yaml.Event, keys: KeyPath) -> Data:
        self._judge(event, keys)
        if isinstance(event, yaml.ScalarEvent):
            return self._scalar(event, keys)
        self.document.places[keys] = self._location(event)
        if isinstance(event, yaml.SequenceStartEvent):
            return self._sequence(keys)
        return self._mapping(keys)

    def _scalar(self, event: yaml.ScalarEvent, keys: KeyPath) -> Data:
        self.document.places[keys] = self._location(event)
        self._check_escapes(event, keys)
        if (event.value in _NULLS and not event.style) or event.value in _STAND_INS:
            what = f'"{event.value}" stands for nothing.' if event.value else "The value is empty."
            self._report(EMPTY_VALUE, event, keys, what, (Correction(keys, does=Does.DELETE),))
            return None
        if not event.style and TYPED.fullmatch(event.value):
            self.document.bare.append(keys)
        value: str = event.value
        return value

    def _check_escapes(self, event: yaml.ScalarEvent, keys: KeyPath) -> None:
        if event.style == '"':
            found = check_escaped(event.value, self.hidden, self._location(event), field_name(keys))
            self.document.findings += found

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
                self._report(EQUAL_KEYS, event, here, f'"{shortened(key)}" stands in line {first.line} already.')
                bare = len(self.document.bare)
                self._value(value_event, (*keys, f"{key} (again)"))
                del self.document.bare[bare:]  # the value is in no record
            else:
                self.document.keys[here] = self._location(event)
                items[key] = self._value(value_event, here)
        return items

    def _key(self, event: yaml.Event, keys: KeyPath) -> str:
        self._judge(event, keys)
        if not isinstance(event, yaml.ScalarEvent):
            what = "A list or mapping stands where a key is expected."
            raise self._refusal(BAD_SYNTAX, self._location(event), what, "Write one word before the colon.")
        self._check_escapes(event, keys)
        if event.value == "<<" and not event.style:
            self._refuse(YAML_FEATURE, self._location(event), "A merge key << stands here.")
        return str(event.value)

    def _judge(self, event: yaml.Event, keys: KeyPath) -> None:
        """Refuses what no record may hold. Nearly all values are plain, so that this is asked first."""
        self.nodes += 1
        is_plain = getattr(event, "anchor", None) is None and getattr(event, "tag", None) is None
        if not is_plain or self.nodes > MAX_NODES or len(keys) >= MAX_DEPTH:
            self._refuse_unfit(event, keys)

    def _refuse_unfit(self, event: yaml.Event, keys: KeyPath) -> None:
        if self.nodes > MAX_NODES:
            self._refuse(TOO_DEEP, self._location(event), f"The file holds more than {MAX_NODES:,} values.")
        if len(keys) >= MAX_DEPTH and isinstance(event, yaml.CollectionStartEvent):
            self._refuse(TOO_DEEP, self._location(event), f"The file nests deeper than {MAX_DEPTH} levels.")
        if isinstance(event, yaml.AliasEvent):
            self._refuse(
                YAML_FEATURE,
                self._location(event),
                f"The alias *{shortened(str(event.anchor))} stands here.",
                _QUOTE_CURE,
            )
        if (anchor := getattr(event, "anchor", None)) is not None:
            self._refuse(
                YAML_FEATURE, self._location(event), f"The anchor &{shortened(anchor)} stands here.", _QUOTE_CURE
            )
        if (tag := getattr(event, "tag", None)) is not None:
            shown = shortened(str(tag).replace("tag:yaml.org,2002:", "!!"))
            cure = "Delete the tag; a text that starts with ! goes in double quotes."
            self._refuse(YAML_FEATURE, self._location(event), f"The tag {shown} stands here.", cure)

    def _location(self, event: yaml.Event) -> Location:
        mark = event.start_mark
        return Location(self.document.path, mark.line + 1, mark.column + 1) if mark else Location(self.document.path)

    def _report(
        self, rule: Rule, event: yaml.Event, keys: KeyPath, what: str, corrections: tuple[Correction, ...] = ()
    ) -> None:
        found = rule.at(self._location(event), field_name(keys), what, corrections=corrections)
        self.document.findings.append(found)

    def _refuse(self, rule: Rule, location: Location, what: str, fix: str = "") -> NoReturn:
        raise self._refusal(rule, location, what, fix)

    def _refusal(self, rule: Rule, location: Location, what: str, fix: str = "") -> _Refused:
        self.document.findings.append(rule.at(location, "", what, fix))
        return _Refused()
