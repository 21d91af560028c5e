"""`lvkb models import-aihub`: times on devices, as Qualcomm AI Hub Models publishes them."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from lvkb.cli.common import Root, find, replace_file
from lvkb.cli.model_options import models
from lvkb.errors import WrongUse


@models.command("import-aihub")
def import_aihub(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="Checkout of qualcomm/ai-hub-models.")],
    root: Root = None,
    commit: Annotated[
        str | None, typer.Option("--commit", help="Commit of the files, 40 digits; read from .git where there is one.")
    ] = None,
    write: Annotated[
        bool, typer.Option("--write", help="Write catalog/measured/device-timings.json; without it nothing is written.")
    ] = False,
) -> None:
    """Take over the times of the models that catalog/device-models.yml names. Accuracies are not taken."""
    from lvkb.catalog import load
    from lvkb.layout import DEVICE_MODELS, TIMINGS
    from lvkb.measured import Timings, measured_text
    from lvkb.models.aihub_results import LICENSE, read_model, read_version
    from lvkb.models.checkouts import checked_out, chosen_commit

    where = find(root)
    wanted = load(where).device_models
    if not wanted:
        raise WrongUse(f"{DEVICE_MODELS} names no model.")
    found = Timings(
        commit=chosen_commit(commit, checked_out(folder)),
        version=read_version(folder),
        license=LICENSE,
        models=tuple(read_model(folder, name) for name in sorted({item.model for item in wanted})),
    )
    runs = sum(len(model.timings) for model in found.models)
    devices = {run.device for model in found.models for run in model.timings}
    typer.echo(f"{len(found.models)} models, {runs} times on {len(devices)} devices")
    if not write:
        typer.echo(f"nothing was written; --write writes {TIMINGS}")
        return
    replaced = replace_file(where, TIMINGS, measured_text(found))
    typer.echo(f"wrote {TIMINGS}" if replaced else f"{TIMINGS} is up to date")
