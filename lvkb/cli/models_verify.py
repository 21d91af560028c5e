"""`lvkb models verify`: every linked model built and counted. The other models commands stand in modules beside it."""

from __future__ import annotations

import json
import os
import sys
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NamedTuple

import typer

from lvkb.cli.common import Format, Root, TextOrJson, complain, find, replace_file
from lvkb.cli.model_options import models
from lvkb.errors import BrokenRecords, ExitCode, WrongUse

if TYPE_CHECKING:
    from lvkb.catalog import Catalog
    from lvkb.measured import Counts, Missing, ModelCount
    from lvkb.models.count_worker import CountOutcome
    from lvkb.models.verification import Progress

_STEP = 50
"""Where no terminal shows a bar, a line is printed each time that many models are done."""


class Row(NamedTuple):
    """One model as it is shown: parameters, multiply-adds at the model's own image size, and the verdict on records."""

    model: str
    input_size: int | None = None
    params: int | None = None
    params_fused: int | None = None
    macs: int | None = None
    macs_fused: int | None = None
    macs_with_norms: int | None = None
    seconds: float = 0.0
    verdict: str = ""


@models.command()
def verify(
    names: Annotated[
        list[str] | None,
        typer.Argument(metavar="[NAME]...", help="timm names, paper ids or variants; all linked models without."),
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
    from lvkb.models.linked_models import models_named
    from lvkb.models.verification import Verifier, merged, verdict

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
    rows = [_row(outcome, verdict(outcome, links[outcome.model])) for outcome in outcomes]
    failures = {outcome.model: reason for outcome in outcomes if (reason := _reason(outcome))}
    if form is TextOrJson.JSON:
        typer.echo(_json(rows))
        for name, reason in failures.items():
            complain(f"{name}: {reason}")
    else:
        typer.echo("\n".join(_lines(rows, failures)))
    _store(
        where,
        catalog.counts,
        merged(old, outcomes, listing, verifier.versions),
        write=write,
        err=form is TextOrJson.JSON,
    )
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


def _reason(outcome: CountOutcome) -> str:
    """Says why a model was not counted; empty when it was."""
    if outcome.missing is None:
        return outcome.error
    near = f" (near: {', '.join(outcome.missing.near)})" if outcome.missing.near else ""
    return outcome.missing.reason + near


def _row(outcome: CountOutcome, verdict: str) -> Row:
    if outcome.counted is None:
        return Row(outcome.model, verdict=str(verdict))
    count, cost = outcome.counted, outcome.counted.sizes[0]
    figures = (cost.size, count.params, count.params_fused, cost.macs, cost.macs_fused, cost.macs + cost.norms)
    return Row(outcome.model, *figures, outcome.seconds, str(verdict))


def _json(rows: Sequence[Row]) -> str:
    return "[\n" + ",\n".join(json.dumps(row._asdict(), ensure_ascii=False) for row in rows) + "\n]"


def _lines(rows: Sequence[Row], failures: Mapping[str, str]) -> Iterator[str]:
    """Gives a line for each model, and how many there are of each verdict."""
    from lvkb.findings import visible  # names are strangers' texts

    width = max(len(row.model) for row in rows)
    for row in rows:
        told = f"{row.verdict}: {failures[row.model]}" if row.model in failures else _figures(row)
        yield visible(f"{row.model:{width}}  {told}")
    tally = Counter(row.verdict for row in rows)
    yield f"{len(rows)} models: " + ", ".join(f"{number} {verdict}" for verdict, number in tally.most_common())


def _figures(row: Row) -> str:
    params, macs = _pair(row.params, row.params_fused, 10**6), _pair(row.macs, row.macs_fused, 10**9)
    return f"{row.input_size} px  {params} M  {macs} GMACs  {row.verdict}"


def _pair(built: int | None, fused: int | None, unit: int) -> str:
    """Gives a figure, and the one of the deployed form where that shows as another."""
    first, second = (f"{(figure or 0) / unit:.3f}" for figure in (built, fused))
    return first if first == second else f"{first} (deployed {second})"


def _store(root: Path, old: Counts | None, new: Counts, *, write: bool, err: bool) -> None:
    """Writes the file of counts, or says what that would change."""
    from lvkb.layout import COUNTS
    from lvkb.measured import measured_text

    change = _change(old, new)
    if not write:
        told = f"{COUNTS} would change: {change}; --write writes it" if change else f"{COUNTS} is up to date"
        typer.echo(told, err=err)
        return
    replaced = replace_file(root, COUNTS, measured_text(new))
    typer.echo(f"wrote {COUNTS}: {change or 'same counts'}" if replaced else f"{COUNTS} is up to date", err=err)


def _change(old: Counts | None, new: Counts) -> str:
    """Says in few words how two files of counts differ; empty when they do not."""
    before, after = _entries(old) if old else {}, _entries(new)
    parts = {
        "new": sum(name not in before for name in after),
        "changed": sum(name in before and before[name] != item for name, item in after.items()),
        "gone": sum(name not in after for name in before),
    }
    told = [f"{number} {word}" for word, number in parts.items() if number]
    if old and old.versions != new.versions:
        told.append("other versions")
    if old and old.architectures != new.architectures:
        told.append("other architectures")
    return ", ".join(told)


def _entries(counts: Counts) -> dict[str, ModelCount | Missing]:
    return {item.model: item for item in counts.models} | {item.model: item for item in counts.missing}
