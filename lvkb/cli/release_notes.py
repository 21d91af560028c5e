"""`lvkb release-notes`: what a release of the data changes, and which version it must have."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from lvkb.cli.common import Root, TextJsonOrMarkdown, app, complain, find, progress
from lvkb.errors import ExitCode

if TYPE_CHECKING:
    from lvkb.changes import ReleaseNotes


@app.command("release-notes")
def release_notes(
    since: Annotated[str, typer.Argument(metavar="FROM", help="Tag or commit of the release before.")],
    to: Annotated[
        str, typer.Argument(metavar="[TO]", help="Tag or commit of the release; the folder as it is without it.")
    ] = "",
    root: Root = None,
    form: Annotated[
        TextJsonOrMarkdown, typer.Option("--format", help="For people, for the page of a release, or for programs.")
    ] = TextJsonOrMarkdown.TEXT,
) -> None:
    """Tell what a release of the data changes, and whether its version is high enough: docs/releasing.md has the rule.

    Exit code 0: told, 1: version or date in catalog/release.yml are wrong for these changes, 2: wrong use.
    """
    from lvkb.changes import load_sides
    from lvkb.changes import release_notes as notes_on
    from lvkb.findings import visible
    from lvkb.history import HistoryUnreadable
    from lvkb.yamlfile.document import shortened

    where = find(root)
    with progress(lines=False) as say:
        say("Comparing")
        try:
            notes = notes_on(load_sides(where, since, to=to))
        except HistoryUnreadable as error:
            asked = visible(" ".join(filter(None, (since, to))))
            raise HistoryUnreadable(f"release-notes {shortened(asked)}: {error}") from None
    typer.echo(_write(form, notes, since), nl=False)
    if notes.fault:
        complain(notes.fault)
        raise typer.Exit(ExitCode.FINDINGS)


def _write(form: TextJsonOrMarkdown, notes: ReleaseNotes, since: str) -> str:
    from lvkb.render.release_report import release_json, release_markdown, release_text

    match form:
        case TextJsonOrMarkdown.JSON:
            return release_json(notes, since)
        case TextJsonOrMarkdown.MARKDOWN:
            return release_markdown(notes)
        case _:
            return release_text(notes)
