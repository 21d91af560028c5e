"""`lvkb import`: draft records of a list of papers."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from lvkb.cli.common import NotWritten, Root, app, find
from lvkb.errors import WrongUse
from lvkb.findings import visible

if TYPE_CHECKING:
    from lvkb.intake import ImportPlan

Added = Annotated[datetime | None, typer.Option("--added", formats=["%Y-%m-%d"], help="Day to write into the records.")]
NEEDED = "list items with a title in bold or as a link, and a link to the paper"
"""What a list needs in short; CONTRIBUTING tells what else is read."""

DryRun = Annotated[bool, typer.Option("--dry-run", help="Show what would be written, and write nothing.")]


@app.command("import")
def import_list(
    file: Annotated[
        Path, typer.Argument(metavar="FILE", help="List of papers in Markdown or BibTeX.", show_default=False)
    ],
    root: Root = None,
    added: Added = None,
    dry_run: DryRun = False,
) -> None:
    """Write a draft record for each paper of a list, and ask about all the list leaves open. Overwrites nothing."""
    from lvkb import intake
    from lvkb.catalog import load

    catalog = load(find(root))
    if catalog.taxonomy is None:
        raise WrongUse("catalog/taxonomy.yml cannot be used; lvkb check says why.")
    parsed = intake.read_list(intake.read_file(file), str(file))
    plan = intake.plan(parsed, catalog, added.date() if added else None)
    if warning := plan.warning():
        typer.echo(f"{visible(str(file))}: {warning}")
    for line in (*map(intake.question_line, plan.questions), *plan.already):
        typer.echo(line)
    if not plan.entries:
        raise WrongUse(f"{file} has no entries: {NEEDED}.")
    written = write_drafts(plan, catalog.root, dry_run=dry_run)
    typer.echo(plan.summary(written) + (" (dry run: nothing was)" if dry_run else ""))


def write_drafts(plan: ImportPlan, root: Path, *, dry_run: bool) -> int:
    """Writes draft records and says so line by line; gives how many there are, or would be in a dry run.

    Raises:
        NotWritten: The disk refuses; the text says how many were written before.
    """
    from lvkb import intake

    written = 0
    try:
        for path in (draft.path for draft in plan.drafts) if dry_run else intake.write(plan.drafts, root):
            typer.echo(f"{path} {'would be ' if dry_run else ''}written")
            written += 1
    except OSError as error:
        raise NotWritten(f"catalog/papers cannot be written: {error.strerror}. Written before: {written}.") from None
    return written
