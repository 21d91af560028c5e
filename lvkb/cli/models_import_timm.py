"""`lvkb models import-timm`: what timm publishes of the models that records link to."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from lvkb.cli.common import Root, find, replace_file
from lvkb.cli.model_options import models
from lvkb.errors import WrongUse


@models.command("import-timm")
def import_timm(
    folder: Annotated[
        Path, typer.Argument(metavar="DIR", help="Checkout of the timm repository, or its folder results.")
    ],
    root: Root = None,
    commit: Annotated[
        str | None, typer.Option("--commit", help="Commit of the files, 40 digits; read from .git where there is one.")
    ] = None,
    write: Annotated[
        bool, typer.Option("--write", help="Write catalog/measured/timm-results.json; without it nothing is written.")
    ] = False,
) -> None:
    """Take over timm's own accuracies and throughputs of all linked models. Needs neither timm nor torch."""
    from lvkb.catalog import load
    from lvkb.layout import TIMM_RESULTS
    from lvkb.measured import measured_text
    from lvkb.models.checkouts import checked_out, chosen_commit, find_results
    from lvkb.models.linked_models import linked_models
    from lvkb.models.timm_results import read_results

    where = find(root)
    names = linked_models(load(where)).keys()
    if not names:
        raise WrongUse("no record links to a timm model.")
    results = find_results(folder)
    found = read_results(results, chosen_commit(commit, checked_out(results.parent)), names)
    known = {result.model for result in found.results}
    for name in sorted(names - known):
        typer.echo(f"no evaluation of {name}")
    typer.echo(
        f"{len(known)} of {len(names)} linked models, {len(found.results)} evaluations, "
        f"throughputs on {len(found.files) - 1} devices"
    )
    if not write:
        typer.echo(f"nothing was written; --write writes {TIMM_RESULTS}")
        return
    replaced = replace_file(where, TIMM_RESULTS, measured_text(found))
    typer.echo(f"wrote {TIMM_RESULTS}" if replaced else f"{TIMM_RESULTS} is up to date")
