"""What a change means, as text for people and as Markdown for a pull request.

Values of records are the words of strangers: in text, signs that would not show are spelt out; in Markdown they stand
as code, so that they are no markup, mention, reference or command.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from lvkb.changes.comparison import Changes
from lvkb.code_spans import code
from lvkb.findings import visible
from lvkb.render.change_rows import Row
from lvkb.render.change_sections import Section, readme_line, sections, summary
from lvkb.render.page_changes import PageChanges
from lvkb.render.reference_texts import HEAD, Table, tables
from lvkb.wording import amount

MOST_CHARACTERS = 60_000
"""A comment on GitHub holds 65,536."""

_MOST_ROWS = 60
"""Rows of one section in Markdown."""

_MOST_OF_A_VALUE = 240
_MOST_OF_A_NAME = 120
_ROOM_FOR_MORE = 100
"""Characters that a line on what is left out takes at most."""


def nothing_changed(ref: str) -> str:
    """Gives the one line on two states that say the same."""
    return visible(f"Nothing changed since {ref}.") + "\n"


def change_text(changes: Changes, pages: PageChanges | None, ref: str) -> str:
    """Gives a report for a terminal."""
    if changes.is_empty:
        return nothing_changed(ref)
    found = sections(changes, pages)
    lines = [f"{summary(found)}.", _compared(changes, ref)]
    for section in found:
        title = section.title.upper() if section.is_loud else section.title
        lines += ["", f"{title} ({len(section.rows)})", *(line for row in section.rows for line in _text_row(row))]
    for table in tables(changes):
        lines += ["", f"New and changed results beside others: {table.setup} ({table.note})", *_text_table(table)]
    lines += ["", *filter(None, (readme_line(changes, pages), _unrendered(changes, pages)))]
    return "".join(f"{visible(line)}\n" for line in lines)


def change_markdown(changes: Changes, pages: PageChanges | None, ref: str) -> str:
    """Gives a report for one comment on GitHub, at most `MOST_CHARACTERS` long."""
    if changes.is_empty:
        return f"Nothing changed since {code(ref)}.\n"
    found = sections(changes, pages)
    warning = (
        "> [!WARNING]\n> Something vanishes or cannot be read: look at the first sections.\n\n"
        if changes.is_loud
        else ""
    )
    counts = f"{changes.before} records before, {changes.after} now"
    compared = f"Since {code(ref, _MOST_OF_A_NAME)} ({changes.commit[:12]}): {counts}."
    head = f"## What this change means\n\n{warning}**{summary(found)}.** {compared}\n"
    parts = [*(_section_part(item) for item in found if item.is_loud), *map(_table_part, tables(changes))]
    parts += [_section_part(item) for item in found if not item.is_loud]
    tail = "\n".join(filter(None, (readme_line(changes, pages), _unrendered(changes, pages))))
    return _fitting(head, parts, f"\n{tail}\n")


def _compared(changes: Changes, ref: str) -> str:
    return f"Since {ref} ({changes.commit[:12]}): {changes.before} records before, {changes.after} now."


def _unrendered(changes: Changes, pages: PageChanges | None) -> str:
    if pages:
        return ""
    is_broken = any(item.is_new for item in changes.unreadable)
    cause = "mend the files that cannot be read first." if is_broken else "--pages does that."
    return f"Pages of the site were not compared; {cause}"


def _text_row(row: Row) -> Iterator[str]:
    yield f"  {row.subject}: {row.what}"
    for word, value in row.details:
        yield f"    {word} {value}"


def _text_table(table: Table) -> Iterator[str]:
    rows = (HEAD, *table.rows)
    widths = [max(len(row[column]) for row in rows) for column in range(len(HEAD))]
    for row in rows:
        yield f"  {'  '.join(cell.ljust(width) for cell, width in zip(row, widths, strict=True))}".rstrip()


class _Part(NamedTuple):
    """A part of a Markdown report, whose rows may be cut while head and foot stay."""

    head: str
    rows: tuple[str, ...]
    foot: str = ""

    def within(self, room: int) -> str:
        """Gives as much of it as has room; empty when not even one row has."""
        room -= len(self.head) + len(self.foot) + _ROOM_FOR_MORE
        shown: list[str] = []
        for row in self.rows[:_MOST_ROWS]:
            room -= len(row)
            if room < 0:
                break
            shown.append(row)
        cut = len(self.rows) - len(shown)
        more = f"\n- and {cut} more; `lvkb diff` shows them all\n" if cut else ""
        return "".join((self.head, *shown, more, self.foot)) if shown else ""


def _section_part(section: Section) -> _Part:
    """Gives a section; what is not loud folds."""
    rows = tuple(map(_markdown_row, section.rows))
    if section.is_loud:
        return _Part(f"\n### {section.title} ({len(section.rows)})\n\n", rows)
    head = f"\n<details><summary>{section.title} ({len(section.rows)})</summary>\n\n"
    return _Part(head, rows, "\n</details>\n")


def _markdown_row(row: Row) -> str:
    details = "".join(f"<br>{_word(word)} {code(value, _MOST_OF_A_VALUE)}" for word, value in row.details)
    return f"- {code(row.subject, _MOST_OF_A_NAME)} {code(row.what)}{details}\n"


def _word(word: str) -> str:
    return code(word) if word.startswith("LV") else word


def _table_part(table: Table) -> _Part:
    note = f"{table.note}; models of one band tie within the noise of the test images."
    head = f"\n### Beside others in {code(table.setup)}\n\n{note}\n\n"
    columns = f"| {' | '.join(HEAD)} |\n|{' --- |' * len(HEAD)}\n"
    rows = (f"| {_role(row[0])} | {code(row[1], _MOST_OF_A_NAME)} | {' | '.join(row[2:])} |\n" for row in table.rows)
    return _Part(head + columns, tuple(rows))


def _role(role: str) -> str:
    return f"**{role}**" if role in ("new", "changed") else role


def _fitting(head: str, parts: Iterable[_Part], tail: str) -> str:
    """Gives as much of the parts as a comment holds, the first ones first; no fold stays open."""
    left, texts, cut = MOST_CHARACTERS - len(head) - len(tail) - _ROOM_FOR_MORE, [head], 0
    for part in parts:
        text = part.within(left)
        left -= len(text)
        texts.append(text)
        cut += not text
    more = f"\n{amount(cut, 'section')} left out for length; `lvkb diff` shows all.\n" if cut else ""
    return "".join((*texts, more, tail))
