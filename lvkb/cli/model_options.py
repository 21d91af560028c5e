"""What the models commands share: their group, options of several, and the steps to one model."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from lvkb.cli.common import app, open_catalog
from lvkb.errors import WrongUse
from lvkb.models.choices import Device

models = typer.Typer(help="Models of the catalogue that timm can run: count them, time them, run them.")
app.add_typer(models, name="models", no_args_is_help=True)

Name = Annotated[str, typer.Argument(metavar="NAME", help="A timm name, or a paper or variant of the knowledge base.")]
OnDevice = Annotated[Device, typer.Option("--device", help="Where the model computes.")]
Checkpoint = Annotated[
    Path | None, typer.Option("--checkpoint", metavar="FILE", help="Weights: safetensors, or saved by torch.")
]
Size = Annotated[int | None, typer.Option("--size", min=16, max=4096, help="Side of the images in pixels.")]
Fused = Annotated[bool, typer.Option("--fused/--no-fused", help="Merge what can be merged for deployment.")]


def timm_name(text: str, root: Path | None) -> str:
    """Gives the timm name that a text means: one of timm's own, or what the catalogue links to a model.

    Raises:
        UnknownName: It means none, or several.
        RootNotFound: There is no knowledge base where one was said to be.
    """
    from lvkb.models.model_names import model_name

    return model_name(text, lambda: open_catalog(root))


def load_torch() -> None:
    """Imports torch and timm, and tells what had to be done for it.

    Raises:
        Unavailable: They cannot be used.
    """
    from lvkb.models.preflight import libraries

    if note := libraries().note:
        typer.echo(f"note: {note}", err=True)


def demand_folder(out: Path) -> None:
    """Refuses a file whose folder is not there, before any work is done for it.

    Raises:
        WrongUse: There is no such folder.
    """
    if not out.absolute().parent.is_dir():
        raise WrongUse(f"there is no folder for {out}.")
