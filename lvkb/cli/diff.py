"""`lvkb diff`: what a change means, between a state that git knows and the folder as it is."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from lvkb.cli.common import Root, app, complain, find, progress
from lvkb.errors import ExitCode

if TYPE_CHECKING:
    from lvkb.changes import Changes, Sides
    from lvkb.render.page_changes import PageChanges

_FEW_RECORDS = 1_000
"""Up to so many, pages are compared unasked: that takes seconds."""


class DiffFormat(StrEnum):
    """For people, for a pull request, or for programs."""

    TEXT = "text"
    MARKDOWN = "markdown"
    JSON = "json"


@app.command()
def diff(
    ref: Annotated[str, typer.Argument(metavar="REF", help="Branch, tag or commit to compare with.")],
    root: Root = None,
    form: Annotated[
        DiffFormat, typer.Option("--format", help="For people, for a comment on GitHub, or for programs.")
    ] = DiffFormat.TEXT,
    merge_base: Annotated[
        bool, typer.Option("--merge-base", help="Compare with the commit at which this branch left REF.")
    ] = False,
    pages: Annotated[
        bool | None,
        typer.Option("--pages/--no-pages", help="Compare the pages of the site too; unasked up to 1,000 records."),
    ] = None,
) -> None:
    """Tell what changed since REF: papers, numbers, setups, verdicts, fronts, pages; what vanishes first.

    Exit code 0: compared, 1: something vanishes or cannot be read, 2: wrong use.
    """
    from lvkb.changes import compare, load_sides
    from lvkb.findings import visible
    from lvkb.history import HistoryUnreadable, has_moved_on
    from lvkb.yamlfile.document import shortened

    where = find(root)
    with progress(lines=False) as say:
        say("Comparing")
        try:
            sides = load_sides(where, ref, merge_base=merge_base)
        except HistoryUnreadable as error:
            raise HistoryUnreadable(f"diff {shortened(visible(ref))}: {error}") from None
        changes = compare(sides)
        rendered = None
        if _wants_pages(sides, pages) and not changes.is_empty:
            from lvkb.render.page_changes import page_changes

            say("Rendering pages")
            rendered = page_changes(sides)
    if not merge_base and has_moved_on(where, sides.state.commit):
        complain(f"{ref} has moved on since this branch left it; --merge-base leaves out what changed there.")
    typer.echo(_write(form, changes, rendered, ref), nl=False)
    if changes.is_loud:
        raise typer.Exit(ExitCode.FINDINGS)


def _wants_pages(sides: Sides, asked: bool | None) -> bool:
    """Tells whether pages are to be compared: never while a record cannot be read, since it would have no page."""
    if any(item.is_new for item in sides.unreadable):
        return False
    return max(sides.before, sides.after) <= _FEW_RECORDS if asked is None else asked


def _write(form: DiffFormat, changes: Changes, pages: PageChanges | None, ref: str) -> str:
    from lvkb.render.change_json import change_json
    from lvkb.render.change_report import change_markdown, change_text

    writers = {DiffFormat.TEXT: change_text, DiffFormat.MARKDOWN: change_markdown, DiffFormat.JSON: change_json}
    return writers[form](changes, pages, ref)
