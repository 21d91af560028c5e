"""What a change means, as text for people and as Markdown for a pull request.

Values of records are the words of strangers: in text, signs that would not show are spelt out; in Markdown they stand
as code, so that they are no markup, mention, reference or command.
"""

from __future__ import annotations

from collections.abc import Iterator

from lvkb.changes.comparison import Changes
from lvkb.code_spans import code
from lvkb.findings import visible
from lvkb.render.change_sections import Section, readme_line, sections, summary
from lvkb.render.page_changes import PageChanges
from lvkb.render.reference_texts import HEAD, Table, tables
from lvkb.render.report_parts import MOST_OF_A_NAME, Part, fitting, markdown_row, text_row

MOST_CHARACTERS = 60_000
"""A comment on GitHub holds 65,536."""


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
        lines += ["", f"{title} ({len(section.rows)})", *(line for row in section.rows for line in text_row(row))]
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
    compared = f"Since {code(ref, MOST_OF_A_NAME)} ({changes.commit[:12]}): {counts}."
    head = f"## What this change means\n\n{warning}**{summary(found)}.** {compared}\n"
    parts = [*(_section_part(item) for item in found if item.is_loud), *map(_table_part, tables(changes))]
    parts += [_section_part(item) for item in found if not item.is_loud]
    tail = "\n".join(filter(None, (readme_line(changes, pages), _unrendered(changes, pages))))
    return fitting(head, parts, f"\n{tail}\n", MOST_CHARACTERS, "lvkb diff")


def _compared(changes: Changes, ref: str) -> str:
    return f"Since {ref} ({changes.commit[:12]}): {changes.before} records before, {changes.after} now."


def _unrendered(changes: Changes, pages: PageChanges | None) -> str:
    if pages:
        return ""
    is_broken = any(item.is_new for item in changes.unreadable)
    cause = "mend the files that cannot be read first." if is_broken else "--pages does that."
    return f"Pages of the site were not compared; {cause}"


def _text_table(table: Table) -> Iterator[str]:
    rows = (HEAD, *table.rows)
    widths = [max(len(row[column]) for row in rows) for column in range(len(HEAD))]
    for row in rows:
        yield f"  {'  '.join(cell.ljust(width) for cell, width in zip(row, widths, strict=True))}".rstrip()


def _section_part(section: Section) -> Part:
    """Gives a section; what is not loud folds."""
    rows = tuple(map(markdown_row, section.rows))
    if section.is_loud:
        return Part(f"\n### {section.title} ({len(section.rows)})\n\n", rows)
    head = f"\n<details><summary>{section.title} ({len(section.rows)})</summary>\n\n"
    return Part(head, rows, "\n</details>\n")


def _table_part(table: Table) -> Part:
    note = f"{table.note}; models of one band tie within the noise of the test images."
    head = f"\n### Beside others in {code(table.setup)}\n\n{note}\n\n"
    columns = f"| {' | '.join(HEAD)} |\n|{' --- |' * len(HEAD)}\n"
    rows = (f"| {_role(row[0])} | {code(row[1], MOST_OF_A_NAME)} | {' | '.join(row[2:])} |\n" for row in table.rows)
    return Part(head + columns, tuple(rows))


def _role(role: str) -> str:
    return f"**{role}**" if role in ("new", "changed") else role
