"""`lvkb models verify`: every linked model built and counted, and held against what the records report."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from lvkb.cli import verify_report
from lvkb.cli.common import Format, Root, TextOrJson, complain, find, replace_file
from lvkb.cli.model_options import models
from lvkb.errors import BrokenRecords, ExitCode, WrongUse

if TYPE_CHECKING:
    from lvkb.catalog import Catalog
    from lvkb.measured import Counts
    from lvkb.models.count_worker import CountOutcome
    from lvkb.models.verification import Progress

_STEP = 50
"""Where no terminal shows a bar, a line is printed each time that many models are done."""


@models.command()
def verify(
    names: Annotated[
        list[str] | None,
        typer.Argument(metavar="NAME", help="timm names, paper ids or variants; all linked models without."),
    ] = None,
    write: Annotated[
        bool, typer.Option("--write", help="Write catalog/measured/counts.json; without it nothing is written.")
    ] = False,
    form: Format = TextOrJson.TEXT,
    jobs: Annotated[
        int | None, typer.Option("--jobs", min=1, max=64, help="Processes, of about 400 MB each; one unless told.")
    ] = None,
    stored: Annotated[bool, typer.Option("--cache/--no-cache", help="Take over what was counted before.")] = True,
    root: Root = None,
) -> None:
    """Build linked models without weights or network, count parameters and MACs, hold them against the records.

    Exit code 0: all counted, 1: timm does not know a name or a model failed, 2: wrong use or nothing to count.
    What records and counts disagree on is shown as a verdict and is no failure.
    """
    from lvkb.catalog import load
    from lvkb.models.count_files import merged
    from lvkb.models.linked_models import models_named
    from lvkb.models.verification import Verifier, verdict

    where = find(root)
    catalog = load(where)
    links = models_named(catalog, names or [])
    if not links:
        raise WrongUse("no record links to a timm model.")
    _demand_whole(catalog, write=write)
    with Verifier(jobs, stored=stored) as verifier, _bar(len(links)) as progress:
        old = _kept(catalog, verifier.versions, write=write) if names else None
        listing = verifier.listing()
        if listing.note:
            typer.echo(f"note: {listing.note}", err=True)
        outcomes = verifier.verify(links, progress)
    verdicts = [verdict(outcome, links[outcome.model]) for outcome in outcomes]
    failures = {outcome.model: why for outcome in outcomes if (why := verify_report.failure(outcome))}
    is_json = form is TextOrJson.JSON
    if is_json:
        typer.echo(verify_report.as_json(outcomes, verdicts))
        for name, why in failures.items():
            complain(f"{name}: {why}")
    else:
        typer.echo("\n".join(verify_report.as_lines(outcomes, verdicts)))
    _store(where, catalog.counts, merged(old, outcomes, listing, verifier.versions), write=write, err=is_json)
    if failures:
        raise typer.Exit(ExitCode.FINDINGS)


def _demand_whole(catalog: Catalog, *, write: bool) -> None:
    """Refuses to write when records are broken: what they link to would drop out of the file."""
    from lvkb.layout import PAPERS

    broken = sorted({item.location.path for item in catalog.findings if item.location.path.startswith(PAPERS)})
    if broken and write:
        raise BrokenRecords(f"nothing was counted: {', '.join(broken)} cannot be read. `lvkb check` says why.")


def _kept(catalog: Catalog, versions: Mapping[str, str], *, write: bool) -> Counts | None:
    """Gives the file whose other entries stay when only some models are counted."""
    from lvkb.layout import COUNTS

    if catalog.counts is None:
        if write and os.path.lexists(catalog.root / COUNTS):
            raise WrongUse(f"{COUNTS} cannot be read, so its other models would be lost. Run it without names.")
        return None
    if write and dict(catalog.counts.versions) != dict(versions):
        was, now = (
            ", ".join(f"{key} {value}" for key, value in sorted(v.items())) for v in (catalog.counts.versions, versions)
        )
        raise WrongUse(f"the stored counts are of {was}; here is {now}. Count all models anew: run it without names.")
    return catalog.counts


@contextmanager
def _bar(total: int) -> Iterator[Progress]:
    """Gives a function that shows how many models are done: a bar on a terminal, plain lines elsewhere."""
    if not sys.stderr.isatty():
        yield _say_step
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeElapsedColumn
    from rich.progress import Progress as Bar

    from lvkb.findings import visible

    columns = (
        TextColumn("Counting"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        TextColumn("{task.description}", markup=False),
    )
    with Bar(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("", total=total)
        yield lambda outcome, done, _: bar.update(task, completed=done, description=visible(outcome.model))


def _say_step(_: CountOutcome, done: int, total: int) -> None:
    if done % _STEP == 0 or done == total:
        typer.echo(f"Counted {done} of {total} models ...", err=True)


def _store(root: Path, old: Counts | None, new: Counts, *, write: bool, err: bool) -> None:
    """Writes the file of counts, or says what that would change."""
    from lvkb.layout import COUNTS
    from lvkb.measured import measured_text
    from lvkb.models.count_files import change

    changed = change(old, new)
    if not write:
        told = f"{COUNTS} would change: {changed}; --write writes it" if changed else f"{COUNTS} is up to date"
        typer.echo(told, err=err)
        return
    replaced = replace_file(root, COUNTS, measured_text(new))
    typer.echo(f"wrote {COUNTS}: {changed or 'same counts'}" if replaced else f"{COUNTS} is up to date", err=err)
