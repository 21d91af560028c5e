"""What a change means, in words: sections of rows, whose values are still to be escaped for their place."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from lvkb.changes.comparison import Changes
from lvkb.changes.record_changes import KINDS
from lvkb.render.change_rows import (
    NAMES_A_ROW,
    Row,
    batches,
    board_rows,
    field_row,
    node_row,
    number_row,
    page_rows,
    paper_row,
    reading_row,
    setup_row,
    shown_row,
    unreadable_rows,
    verdict_row,
)
from lvkb.render.page_changes import PageChanges
from lvkb.wording import amount


class Section(NamedTuple):
    """Changes of one kind.

    Attributes:
        title: What they are.
        brief: What the first line of the report says of them; empty to say nothing there.
        rows: The changes.
        is_loud: Whether something is gone or cannot be told.
    """

    title: str
    brief: str
    rows: tuple[Row, ...]
    is_loud: bool = False


def sections(changes: Changes, pages: PageChanges | None) -> tuple[Section, ...]:
    """Gives the sections of a report that hold anything, what is gone first."""
    found = (
        Section(
            "Files that cannot be read",
            amount(len(changes.unreadable), "file that cannot be read", "files that cannot be read"),
            tuple(unreadable_rows(changes)),
            is_loud=any(item.is_new for item in changes.unreadable),
        ),
        _removed(changes),
        _gone("Readings that vanish", "reading", tuple(map(reading_row, changes.vanished_alone))),
        _gone("Numbers that vanish from readings", "number", tuple(map(number_row, changes.lost))),
        _counted(
            "Papers under another id", "paper", "renamed", tuple(Row(two, f"was {one}") for one, two in changes.renamed)
        ),
        _counted("Papers added", "paper", "added", tuple(map(paper_row, changes.added))),
        _counted("Numbers changed", "number", "changed", tuple(map(number_row, changes.numbers))),
        _counted("Readings added", "reading", "added", tuple(map(reading_row, changes.readings))),
        _counted(
            "Figures that pages show from elsewhere now",
            "shown figure",
            "changed",
            tuple(map(shown_row, changes.shown)),
        ),
        _counted("Setups changed", "setup", "changed", tuple(map(setup_row, changes.setups))),
        _counted("Verdicts changed", "verdict", "changed", tuple(map(verdict_row, changes.verdicts))),
        Section(
            "Fronts, bands and picks",
            f"{amount(len(changes.moves), 'move')} on fronts, bands and picks",
            tuple(board_rows(changes)),
        ),
        *_fields(changes),
        _counted("Taxonomy", "node", "of the taxonomy changed", tuple(map(node_row, changes.nodes))),
        _counted(
            "Other files of the catalogue",
            "other file",
            "changed",
            tuple(Row(path, "changed") for path in changes.files),
        ),
        Section(
            "Records rewritten without saying anything else",
            f"{amount(len(changes.rewritten), 'record')} rewritten in form alone",
            tuple(Row("same content", ", ".join(part)) for part in batches(changes.rewritten, NAMES_A_ROW)),
        ),
        *_pages(pages),
    )
    return tuple(item for item in found if item.rows)


def summary(found: tuple[Section, ...]) -> str:
    """Gives the change in one sentence."""
    counts = ", ".join(item.brief for item in found if item.brief)
    return counts or "README.md alone differs"


def readme_line(changes: Changes, pages: PageChanges | None) -> str:
    """Gives the size of README.md before and after; empty without one."""
    before, after = changes.readme
    if before is None and after is None:
        return ""
    line = f"README.md: {_size(before)} before, {_size(after)} now"
    if pages and pages.readme_after != (after or 0):
        line += f"; the records give {_size(pages.readme_after)}, `lvkb build` writes it"
    return f"{line}."


def _size(size: int | None) -> str:
    return "none" if size is None else f"{size:,} bytes"


def _gone(title: str, noun: str, rows: tuple[Row, ...]) -> Section:
    return Section(title, f"{amount(len(rows), noun)} gone", rows, is_loud=True)


def _removed(changes: Changes) -> Section:
    rows = tuple(map(paper_row, changes.removed))
    readings = amount(sum(item.readings for item in changes.removed), "reading")
    return Section("Papers removed", f"{amount(len(rows), 'paper')} gone with {readings}", rows, is_loud=True)


def _counted(title: str, noun: str, verb: str, rows: tuple[Row, ...]) -> Section:
    return Section(title, f"{amount(len(rows), noun)} {verb}", rows)


def _fields(changes: Changes) -> Iterator[Section]:
    titles = {
        "identity": "Identity",
        "relations": "Relations",
        "annotation": "Annotations",
        "sources": "Sources",
        "protocols": "Protocols",
        "variants": "Variants",
        "conditions": "Conditions of readings",
    }
    for kind in KINDS:
        rows = tuple(field_row(item) for item in changes.fields if item.kind == kind)
        yield _counted(titles[kind], f"field of {titles[kind].lower()}", "changed", rows)._replace(
            brief=f"{titles[kind].lower()}: {amount(len(rows), 'field')}"
        )


def _pages(pages: PageChanges | None) -> Iterator[Section]:
    if pages is None:
        return
    yield _gone("Pages that go: links to them lead nowhere", "page", tuple(page_rows("gone", pages.removed)))
    rows = (*page_rows("new", pages.added), *page_rows("changed", pages.changed))
    brief = f"{amount(len(pages.added) + len(pages.changed), 'page')} new or changed"
    yield Section("Pages of the site", brief, rows)
