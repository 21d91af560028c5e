"""The notes on a release of the data, as text for people, Markdown for its page on the forge, and JSON for programs."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from lvkb import __version__
from lvkb.changes import Changes, ReleaseNotes
from lvkb.findings import visible
from lvkb.records import Release
from lvkb.render.change_json import change_data, document_text
from lvkb.render.change_rows import (
    Row,
    board_rows,
    field_row,
    number_row,
    paper_row,
    reading_row,
    setup_row,
    shown_row,
    unreadable_rows,
)
from lvkb.render.report_parts import Part, fitting, markdown_row, text_row
from lvkb.wording import amount

SCHEMA_VERSION = 1

MOST_CHARACTERS = 100_000
"""The page of a release on GitHub holds 125,000."""

_COMMAND = "lvkb release-notes"


class Chapter(NamedTuple):
    """Changes of one kind.

    Attributes:
        title: What they are.
        rows: The changes.
    """

    title: str
    rows: tuple[Row, ...]


def chapters(changes: Changes) -> tuple[Chapter, ...]:
    """Gives what readers of a release look for: first what they may have to change, then what is new."""
    names = [item for item in changes.fields if item.kind == "variants" and item.field == "name" and item.old]
    found = (
        ("Papers removed", map(paper_row, changes.removed)),
        ("Papers under another id", (Row(two, f"was {one}") for one, two in changes.renamed)),
        ("Variants removed or renamed", map(field_row, names)),
        ("Readings removed", map(reading_row, changes.vanished_alone)),
        ("Numbers removed", map(number_row, changes.lost)),
        ("Files that could not be compared", unreadable_rows(changes)),
        ("Numbers changed", map(number_row, changes.numbers)),
        ("Figures shown from elsewhere now", map(shown_row, changes.shown)),
        ("Results in another setup", map(setup_row, changes.setups)),
        ("New papers", map(paper_row, changes.added)),
        ("New readings of papers that were there", map(reading_row, changes.readings)),
        ("Fronts, bands and picks", board_rows(changes)),
    )
    told = (Chapter(title, tuple(rows)) for title, rows in found)
    return tuple(item for item in told if item.rows)


def release_text(notes: ReleaseNotes) -> str:
    """Gives the notes for a terminal."""
    lines = [_title(notes), *_judged(notes)]
    for chapter in chapters(notes.changes):
        lines += [
            "",
            f"{chapter.title} ({len(chapter.rows)})",
            *(line for row in chapter.rows for line in text_row(row)),
        ]
    return "".join(f"{visible(line)}\n" for line in lines)


def release_markdown(notes: ReleaseNotes) -> str:
    """Gives the notes as Markdown, at most `MOST_CHARACTERS` long; what records say stands as code."""
    head = f"## {_title(notes)}\n\n" + "".join(f"{line}\n" for line in _judged(notes))
    parts = [
        Part(f"\n### {chapter.title} ({len(chapter.rows)})\n\n", tuple(map(markdown_row, chapter.rows)))
        for chapter in chapters(notes.changes)
    ]
    return fitting(head, parts, "", MOST_CHARACTERS, _COMMAND)


def release_json(notes: ReleaseNotes, since: str) -> str:
    """Gives the notes as one JSON document; `changes` is what `lvkb diff --format json` gives.

    Args:
        notes: The notes.
        since: The state before, as it was asked for.
    """
    document = {
        "schema_version": SCHEMA_VERSION,
        "lvkb": __version__,
        "release": _release(notes.after),
        "follows": _release(notes.before),
        "demands": notes.bump.word,
        "least_version": notes.least or None,
        "fault": notes.fault or None,
        "reasons": [{"demands": item.bump.word, "what": item.whats, "number": item.number} for item in notes.reasons],
        "changes": change_data(notes.changes, None, since),
    }
    return document_text(document)


def _release(release: Release | None) -> dict[str, Any] | None:
    return release.model_dump() if release else None


def _title(notes: ReleaseNotes) -> str:
    what = f"Data {_named(notes.after)}" if notes.after else "Unreleased data"
    return f"{what}, after {_named(notes.before)}" if notes.before else f"{what}, with no release before"


def _named(release: Release) -> str:
    return f"{release.version} of {release.date}"


def _judged(notes: ReleaseNotes) -> Iterator[str]:
    """Gives what the release is, and why, in a sentence or two."""
    changes = notes.changes
    if notes.reasons:
        why = ", ".join(amount(item.number, item.what, item.whats) for item in notes.reasons)
        yield f"A {notes.bump.word} release: {why}."
    else:
        yield "Nothing changed in the data."
    yield f"{amount(changes.after, 'paper')}, {changes.before} before."
