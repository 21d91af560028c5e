"""`lvkb models export`: a model as a file for another runtime."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from lvkb.cli.common import RootOrSnapshot, progress
from lvkb.cli.model_options import Checkpoint, Fused, Name, Size, demand_folder, load_torch, models, timm_name
from lvkb.errors import WrongUse
from lvkb.models.choices import ModelFormat

if TYPE_CHECKING:
    from lvkb.models.model_export import Exported


@models.command()
def export(
    name: Name,
    form: Annotated[ModelFormat, typer.Option("--format", help="Format of the file.")],
    out: Annotated[Path, typer.Option("--out", metavar="FILE", help="File to write.")],
    root: RootOrSnapshot = None,
    checkpoint: Checkpoint = None,
    size: Size = None,
    batch: Annotated[int, typer.Option("--batch", min=1, max=4096, help="Images of a batch; fixed in the file.")] = 1,
    opset: Annotated[int | None, typer.Option("--opset", min=7, max=99, help="Version of ONNX's operators.")] = None,
    fused: Fused = True,
    force: Annotated[bool, typer.Option("--force", help="Replace a file that is there.")] = False,
) -> None:
    """Write a model for another runtime, checked against torch's own output. Random weights without --checkpoint."""
    from lvkb.models import construction, model_export, weight_loading

    _demand_writable(out, force=force)
    if opset is not None and form is not ModelFormat.ONNX:
        raise WrongUse("--opset is for onnx only.")
    with progress(lines=False) as say:
        _demand_packages(form)
        wanted = timm_name(name, root)
        file = weight_loading.checkpoint(checkpoint) if checkpoint else None
        say("Loading torch")
        load_torch()
        side = size or construction.config(wanted).size
        model = (
            weight_loading.load_model(wanted, file, side) if file else construction.build(wanted, side, device="cpu")
        )
        say("Exporting")
        chosen = construction.fused(model) if fused else model
        written = model_export.export(chosen, form, out, size=side, batch=batch, opset=opset)
    if file is None:
        typer.echo(
            "lvkb: WARNING: the weights are RANDOM: the file shows speed, not accuracy. See --checkpoint.", err=True
        )
    typer.echo(f"wrote {out}: {wanted}, {form}, input {batch} x 3 x {side} x {side}, {written.bytes:,} bytes")
    typer.echo(_checked(written))


def _demand_writable(out: Path, *, force: bool) -> None:
    demand_folder(out)
    if out.is_dir() or (out.exists() and not force):
        raise WrongUse(f"{out} is there already." + ("" if out.is_dir() else " Name another file, or add --force."))


def _demand_packages(form: ModelFormat) -> None:
    """Refuses to begin without the packages that are needed: what all formats need is told before what one needs."""
    from lvkb.models.model_export import missing_packages
    from lvkb.models.preflight import installed_versions

    installed_versions()
    if missing := missing_packages(form):
        raise WrongUse(f"{form} needs packages that are not installed: pip install {' '.join(missing)}")


def _checked(written: Exported) -> str:
    close = "" if written.difference is None else f", largest difference {written.difference:.1g} of the largest score"
    return f"checked with {written.checked}{close}"
