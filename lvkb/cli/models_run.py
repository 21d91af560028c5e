"""`lvkb models run`: images classified by a model, with weights that are here, given or fetched."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from lvkb.cli.common import Format, RootOrSnapshot, TextOrJson, complain, progress
from lvkb.cli.model_options import Checkpoint, Name, OnDevice, load_torch, models, timm_name
from lvkb.errors import ExitCode
from lvkb.models.choices import Device

if TYPE_CHECKING:
    from lvkb.models.classification import Classifier


@models.command()
def run(
    name: Name,
    images: Annotated[list[Path], typer.Argument(metavar="IMAGE", help="Image files.")],
    root: RootOrSnapshot = None,
    checkpoint: Checkpoint = None,
    download: Annotated[bool, typer.Option("--download", help="Fetch weights that are not here.")] = False,
    device: OnDevice = Device.CPU,
    top: Annotated[int, typer.Option("--top", min=1, max=100, help="Classes to show of each image.")] = 5,
    form: Format = TextOrJson.TEXT,
) -> None:
    """Classify images. Weights come from this machine, a file, or with --download from the hub."""
    from lvkb.models.classification import classifier
    from lvkb.models.environment import demand_device
    from lvkb.models.weight_loading import load_model

    if not download:
        os.environ["HF_HUB_OFFLINE"] = "1"  # read when the hub's client is imported: nothing here asks a network
    with progress(lines=False) as say:
        model_name, file = _weights(timm_name(name, root), checkpoint, download=download, say=say)
        say("Loading the model")
        demand_device(device)
        ready = classifier(load_model(model_name, file), device)
    facts = _facts(ready, file, checkpoint)
    if form is TextOrJson.TEXT:
        for key, value in facts.items():
            typer.echo(f"{'licence' if key == 'license' else key}: {value}")
    results = [_classified(ready, image, top, form) for image in images]
    if form is TextOrJson.JSON:
        typer.echo(json.dumps({**facts, "size": ready.size, "images": results}, ensure_ascii=False, indent=1))
    if any("error" in result for result in results):
        raise typer.Exit(ExitCode.FINDINGS)


def _weights(name: str, checkpoint: Path | None, *, download: bool, say: Callable[[str], None]) -> tuple[str, Path]:
    """Gives the full name of a model and the file of its weights, or says how to have them.

    That there are none is told before torch is imported, wherever timm's source alone tells it.
    """
    from lvkb.models import weight_files, weight_loading, weight_origins

    if checkpoint is not None:
        file = weight_loading.checkpoint(checkpoint)
        load_torch()
        return name, file
    origin = weight_origins.origin_in_source(name)
    if origin is None:
        say("Loading torch")
        load_torch()
        origin = weight_origins.origin_in_timm(name)
    found = weight_files.cached(origin)
    if found is None and not download:
        raise weight_origins.NoWeights(weight_files.remedies(origin))
    say("Loading torch")
    load_torch()
    if found is None:
        typer.echo(f"fetching {origin.hub or origin.url}; {_licence(origin.model)}", err=True)
        found = weight_files.download(origin)
    return origin.model, found


def _licence(name: str) -> str:
    from lvkb.models.construction import config

    return f"licence of the weights: {config(name).license or 'timm names none'}"


def _facts(ready: Classifier, file: Path, checkpoint: Path | None) -> dict[str, str]:
    """Says whose weights these are; weights are not licensed as timm's code is."""
    cfg = ready.model.pretrained_cfg
    name = ".".join(part for part in (cfg["architecture"], cfg.get("tag")) if part)
    if checkpoint is not None:
        return {"model": name, "weights": str(checkpoint), "license": "as whoever made the file says"}
    return {"model": name, "weights": file.name, "license": cfg.get("license") or "timm names none"}


def _classified(ready: Classifier, image: Path, top: int, form: TextOrJson) -> dict[str, Any]:
    """Classifies an image and shows what came of it; a file that cannot be read does not stop the others."""
    from dataclasses import asdict

    from lvkb.models.classification import NotClassified

    try:
        guesses = ready.guesses(image, top)
    except NotClassified as error:
        complain(error)
        return {"image": str(image), "error": str(error)}
    if form is TextOrJson.TEXT:
        typer.echo(str(image))
        for guess in guesses:
            typer.echo(f"  {100 * guess.probability:5.1f} %  {guess.label} ({guess.index})")
    return {"image": str(image), "guesses": [asdict(guess) for guess in guesses]}
