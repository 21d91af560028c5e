"""Protocols of a record, and the readings that name them."""

from __future__ import annotations

import pytest

from tests.conftest import MakeRoot
from tests.samples import record, told

MAIN = "{source: paper, at: Section 4, basis: stated, "


def lines(make_root: MakeRoot, protocols: str, *readings: str) -> list[str]:
    """Gives what is said of a record with protocols, and a variant of readings."""
    rows = ", ".join(f'{{source: paper, at: "row {n}", top1: 78, {values}}}' for n, values in enumerate(readings))
    text = record("a", protocols=protocols, variants=f"[{{name: S, readings: [{rows}]}}]")
    return told(make_root({"papers/a.yml": text}))


def test_a_sound_protocol(make_root: MakeRoot) -> None:
    """A protocol that says something and is named is no finding, whatever other fields the rows print."""
    found = lines(make_root, f"{{main: {MAIN}epochs: 300}}}}", "protocol: main, resolution: 224", "protocol: main")
    assert found == []


@pytest.mark.parametrize(
    ("protocols", "reading", "line"),
    [
        (
            f"{{main: {MAIN}epochs: 300}}}}",
            "resolution: 224",
            'LV317 protocols.main: No reading uses the protocol "main".',
        ),
        (
            f"{{main: {MAIN.removesuffix(', ')}}}}}",
            "protocol: main",
            'LV317 protocols.main: The protocol "main" says nothing.',
        ),
        (
            f"{{main: {MAIN.removesuffix(', ')}}}}}",
            "resolution: 224",
            'LV317 protocols.main: The protocol "main" says nothing.',
        ),
        (
            "{}",
            "protocol: main",
            'LV316 S: protocol: "main" is not among the protocols of the record: it has none.',
        ),
        (
            f"{{main: {MAIN}epochs: 300}}}}",
            "protocol: main, epochs: 300",
            'LV318 S: epochs: 300 stands in the protocol "main" too.',
        ),
        (
            f"{{main: {MAIN}epochs: 300}}}}",
            "protocol: main, epochs: 600",
            'LV318 S: epochs: 600 contradicts the 300 of the protocol "main".',
        ),
        (
            f"{{main: {MAIN}distilled: hard, teacher: [A, B]}}}}",
            "protocol: main, teacher: [B, C]",
            'LV318 S: teacher: B, C contradicts the A, B of the protocol "main".',
        ),
    ],
)
def test_unsound_protocols(protocols: str, reading: str, line: str, make_root: MakeRoot) -> None:
    """A protocol that says nothing, that nobody names or that is not there, or that says again what a row prints."""
    assert lines(make_root, protocols, reading) == [line]


def test_readings_behind_one_without_a_protocol_are_looked_at(make_root: MakeRoot) -> None:
    """A reading that names no protocol does not end the search."""
    found = lines(make_root, f"{{main: {MAIN}epochs: 300}}}}", "epochs: 600", "protocol: main", "protocol: gone")
    assert [line[:5] for line in found] == ["LV316"]


def test_protocols_that_are_there_are_named(make_root: MakeRoot) -> None:
    """A slip in the name of a protocol is told with those that there are."""
    protocols = f"{{main: {MAIN}epochs: 300}}, long: {MAIN}epochs: 600}}}}"
    assert lines(make_root, protocols, "protocol: man", "protocol: main", "protocol: long") == [
        'LV316 S: protocol: "man" is not among the protocols of the record: main, long.'
    ]


def test_the_source_of_a_protocol(make_root: MakeRoot) -> None:
    """A protocol stands in a source of the record, which is used by it."""
    protocols = "{main: {source: gone, at: Section 4, basis: stated, epochs: 300}}"
    assert lines(make_root, protocols, "protocol: main") == [
        'LV303 protocols.main.source: "gone" is not among the sources of the record: paper.'
    ]


def test_a_source_of_protocols_alone_is_used(make_root: MakeRoot) -> None:
    """A source that only a protocol names is not called unused."""
    sources = (
        '{paper: {url: "https://a.example", read: "2026-11-20"}, code: {url: "https://b.example", read: "2026-11-20"}}'
    )
    protocols = "{main: {source: code, at: train.py, basis: code, epochs: 300}}"
    variants = "[{name: S, readings: [{source: paper, at: T, top1: 78, protocol: main}]}]"
    text = record("a", sources=sources, protocols=protocols, variants=variants)
    assert told(make_root({"papers/a.yml": text})) == []
