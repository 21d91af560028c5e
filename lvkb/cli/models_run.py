"""`lvkb models bench, run, export`: models on this machine."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from lvkb.cli.common import Exit, Root, fail, progress
from lvkb.cli.models_verify import models

if TYPE_CHECKING:
    from lvkb.models.benchmark import Bench
    from lvkb.models.classification import Classifier
    from lvkb.models.environment import Environment

Device = Annotated[str, typer.Option("--device", help="cpu, cuda or mps.")]
Format = Annotated[str, typer.Option("--format", help="text or json.")]
Checkpoint = Annotated[
    Path | None, typer.Option("--checkpoint", metavar="FILE", help="Weights: safetensors, or saved by torch.")
]


@models.command()
def bench(
    names: Annotated[list[str], typer.Argument(metavar="NAME...", help="Models, timed in turn.")],
    root: Root = None,
    device: Device = "cpu",
    batch: Annotated[str, typer.Option("--batch", help="Images of a batch; several sizes with commas.")] = "1",
    precision: Annotated[str, typer.Option("--precision", help="fp32, fp16, bf16 or amp.")] = "fp32",
    threads: Annotated[int | None, typer.Option("--threads", min=1, max=1024, help="CPU threads.")] = None,
    channels_last: Annotated[bool, typer.Option("--channels-last", help="Channels innermost in memory.")] = False,
    compiled: Annotated[bool, typer.Option("--compile", help="Apply torch.compile.")] = False,
    runs: Annotated[int, typer.Option("--runs", max=100_000, help="Timed runs of each; 30 at least.")] = 30,
    warm_up: Annotated[int, typer.Option("--warm-up", min=1, max=10_000, help="Runs before those.")] = 5,
    size: Annotated[int | None, typer.Option("--size", min=16, max=4096, help="Side of the images in pixels.")] = None,
    fused: Annotated[bool, typer.Option("--fused/--no-fused", help="Merge what can be merged for deployment.")] = True,
    form: Format = "text",
    out: Annotated[Path | None, typer.Option("--out", metavar="FILE", help="Write the JSON to this file.")] = None,
) -> None:
    """Time models on this machine: latency, throughput, memory. Random weights, nothing is downloaded."""
    from lvkb.models.benchmark import NotBenched
    from lvkb.models.benchmark import bench as run_bench
    from lvkb.models.environment import environment
    from lvkb.models.timing import DEVICES, PRECISIONS, Plan

    _one_of("--format", form, ("text", "json"))
    _one_of("--device", device, DEVICES)
    _one_of("--precision", precision, PRECISIONS)
    if out is not None and not out.absolute().parent.is_dir():
        raise fail(f"there is no folder for {out}.")
    settings = (precision, threads, channels_last, compiled, runs, warm_up, size, fused)
    with progress(lines=False) as say, _known_errors(NotBenched):
        wanted = tuple(_resolve(name, root) for name in names)
        plan = Plan(wanted, device, _batches(batch), *settings)  # type: ignore[arg-type]
        say("Loading torch")
        _load()
        where = environment(device)
        result = run_bench(plan, say)
    _show_bench(result, where, form, out)
    if result.failures:
        raise typer.Exit(Exit.FINDINGS)


def _show_bench(result: Bench, where: Environment, form: str, out: Path | None) -> None:
    from dataclasses import replace
    from datetime import date

    from lvkb.models import measurement_files

    # the threads that timed, not those that this process has otherwise
    where = replace(where, threads=result.plan.threads or where.threads)
    day = date.today()  # noqa: DTZ011 - the day as the reader's calendar has it
    text = json.dumps(measurement_files.document(result, where, day), ensure_ascii=False, indent=1) + "\n"
    if out is not None:
        try:
            out.write_text(text, encoding="utf-8", newline="\n")
        except OSError as error:
            raise fail(f"{out} cannot be written: {error.strerror}.") from None
    shown = text.rstrip("\n") if form == "json" else "\n".join(measurement_files.report(result, where, day))
    typer.echo(shown)


@models.command()
def run(
    name: Annotated[str, typer.Argument(help="A timm name, or a paper or variant of the knowledge base.")],
    images: Annotated[list[Path], typer.Argument(metavar="IMAGE...", help="Image files.")],
    root: Root = None,
    checkpoint: Checkpoint = None,
    download: Annotated[bool, typer.Option("--download", help="Fetch weights that are not here.")] = False,
    device: Device = "cpu",
    top: Annotated[int, typer.Option("--top", min=1, max=100, help="Classes to show of each image.")] = 5,
    form: Format = "text",
) -> None:
    """Classify images. Weights come from this machine, a file, or with --download from the hub."""
    from lvkb.models.classification import NotClassified, classifier
    from lvkb.models.timing import DEVICES
    from lvkb.models.weight_files import NoWeights
    from lvkb.models.weight_loading import load

    _one_of("--format", form, ("text", "json"))
    _one_of("--device", device, DEVICES)
    if not download:
        os.environ["HF_HUB_OFFLINE"] = "1"  # read when the hub's client is imported: nothing here asks a network
    with progress(lines=False) as say, _known_errors(NoWeights, NotClassified):
        model_name, file = _weights(_resolve(name, root), checkpoint, download=download, say=say)
        say("Loading the model")
        _there(device)
        ready = classifier(load(model_name, file), device)
    facts = _facts(ready, file, checkpoint)
    if form == "text":
        for key, value in facts.items():
            typer.echo(f"{key}: {value}")
    results = [_classified(ready, image, top, form) for image in images]
    if form == "json":
        typer.echo(json.dumps({**facts, "size": ready.size, "images": results}, ensure_ascii=False, indent=1))
    if any("error" in result for result in results):
        raise typer.Exit(Exit.FINDINGS)


def _weights(name: str, checkpoint: Path | None, *, download: bool, say: Callable[[str], None]) -> tuple[str, Path]:
    """Gives the full name of a model and the file of its weights, or says how to have them.

    That there are none is told before torch is imported, wherever timm's source alone tells it.
    """
    from lvkb.models import weight_files, weight_loading

    if checkpoint is not None:
        file = weight_loading.checkpoint(checkpoint)
        _load()
        return name, file
    place = weight_files.glance(name)
    if place is None:
        say("Loading torch")
        _load()
        place = weight_files.place_of(name)
    found = weight_files.cached(place)
    if found is None and not download:
        raise weight_files.NoWeights(weight_files.remedies(place))
    say("Loading torch")
    _load()
    if found is None:
        typer.echo(f"fetching {place.hub or place.url}; {_licence(place.model)}", err=True)
        found = weight_files.download(place)
    return place.model, found


def _licence(name: str) -> str:
    from lvkb.models.construction import config

    return f"licence of the weights: {config(name).license or 'timm names none'}"


def _facts(ready: Classifier, file: Path, checkpoint: Path | None) -> dict[str, str]:
    """Says whose weights these are; weights are not licensed as timm's code is."""
    cfg = ready.model.pretrained_cfg
    name = ".".join(part for part in (cfg["architecture"], cfg.get("tag")) if part)
    if checkpoint is not None:
        return {"model": name, "weights": str(checkpoint), "licence": "as whoever made the file says"}
    return {"model": name, "weights": file.name, "licence": cfg.get("license") or "timm names none"}


def _classified(ready: Classifier, image: Path, top: int, form: str) -> dict[str, Any]:
    """Classifies an image and shows what came of it; a file that cannot be read does not stop the others."""
    from dataclasses import asdict

    from lvkb.models.classification import NotClassified

    try:
        guesses = ready.guesses(image, top)
    except NotClassified as error:
        typer.echo(f"lvkb: {error}", err=True)
        return {"image": str(image), "error": str(error)}
    if form == "text":
        typer.echo(str(image))
        for guess in guesses:
            typer.echo(f"  {100 * guess.probability:5.1f} %  {guess.label} ({guess.index})")
    return {"image": str(image), "guesses": [asdict(guess) for guess in guesses]}


@models.command()
def export(
    name: Annotated[str, typer.Argument(help="A timm name, or a paper or variant of the knowledge base.")],
    form: Annotated[str, typer.Option("--format", help="onnx or torchscript.")],
    out: Annotated[Path, typer.Option("--out", metavar="FILE", help="File to write.")],
    root: Root = None,
    checkpoint: Checkpoint = None,
    size: Annotated[int | None, typer.Option("--size", min=16, max=4096, help="Side of the images in pixels.")] = None,
    batch: Annotated[int, typer.Option("--batch", min=1, max=4096, help="Images of a batch; fixed in the file.")] = 1,
    opset: Annotated[int | None, typer.Option("--opset", min=7, max=99, help="Version of ONNX's operators.")] = None,
    fused: Annotated[bool, typer.Option("--fused/--no-fused", help="Merge what can be merged for deployment.")] = True,
    force: Annotated[bool, typer.Option("--force", help="Replace a file that is there.")] = False,
) -> None:
    """Write a model for another runtime, checked against torch's own output. Random weights without --checkpoint."""
    from lvkb.models import construction, model_export, weight_loading
    from lvkb.models.preflight import installed_versions
    from lvkb.models.weight_files import NoWeights

    _one_of("--format", form, ("onnx", "torchscript"))
    _writable(out, force=force)
    if opset is not None and form != "onnx":
        raise fail("--opset is for onnx only.")
    with progress(lines=False) as say, _known_errors(NoWeights, model_export.NotExported):
        installed_versions()  # what all formats need is told before what one needs
        if missing := model_export.missing_packages(form):  # type: ignore[arg-type]
            raise fail(f"{form} needs packages that are not installed: pip install {' '.join(missing)}")
        wanted = _resolve(name, root)
        file = weight_loading.checkpoint(checkpoint) if checkpoint else None
        say("Loading torch")
        _load()
        side = size or construction.config(wanted).size
        model = weight_loading.load(wanted, file, side) if file else construction.build(wanted, side, device="cpu")
        say("Exporting")
        chosen = construction.fused(model) if fused else model
        written = model_export.export(chosen, form, out, size=side, batch=batch, opset=opset)  # type: ignore[arg-type]
    if file is None:
        typer.echo(
            "lvkb: WARNING: the weights are RANDOM: the file shows speed, not accuracy. See --checkpoint.", err=True
        )
    typer.echo(f"wrote {out}: {wanted}, {form}, input {batch} x 3 x {side} x {side}, {written.bytes:,} bytes")
    close = "" if written.difference is None else f", largest difference {written.difference:.1g} of the largest score"
    typer.echo(f"checked with {written.checked}{close}")


def _writable(out: Path, *, force: bool) -> None:
    if not out.absolute().parent.is_dir():
        raise fail(f"there is no folder for {out}.")
    if out.is_dir() or (out.exists() and not force):
        raise fail(f"{out} is there already." + ("" if out.is_dir() else " Name another file, or add --force."))


def _one_of(option: str, given: str, known: Sequence[str]) -> None:
    if given not in known:
        raise fail(f'{option} "{given}" is not known; take {", ".join(known[:-1])} or {known[-1]}.')


def _batches(text: str) -> tuple[int, ...]:
    parts = [part.strip() for part in text.split(",")]
    if not all(part.isascii() and part.isdecimal() and len(part) < 6 and int(part) for part in parts):
        raise fail(f'--batch "{text}" is no list of whole numbers above 0, as in 1,8.')
    return tuple(int(part) for part in parts)


def _resolve(name: str, root: Path | None) -> str:
    """Gives the timm name that is meant; outside a knowledge base only timm's own names are known."""
    from lvkb.catalog import load
    from lvkb.layout import RootNotFound, find_root
    from lvkb.models.model_names import is_certain, model_name

    if is_certain(name):
        return name
    try:
        return model_name(name, load(find_root(root or Path.cwd())))
    except RootNotFound as error:
        if root is not None:
            raise fail(str(error)) from None
        return model_name(name, None)


def _load() -> None:
    """Imports torch and timm, and tells what had to be done for it."""
    from lvkb.models.preflight import load

    if note := load().note:
        typer.echo(f"note: {note}", err=True)


def _there(device: str) -> None:
    from lvkb.models.environment import devices

    if device not in devices():
        raise fail(f"torch finds no {device} device here; there is: {', '.join(devices())}.")


@contextmanager
def _known_errors(*kinds: type[Exception]) -> Iterator[None]:
    """Ends the command with one line for what can be wrong with names, files, packages and devices."""
    from lvkb.models.construction import UnknownModel, WrongSize
    from lvkb.models.model_names import NotAModel
    from lvkb.models.preflight import Unavailable

    expected: tuple[type[Exception], ...] = (UnknownModel, WrongSize, NotAModel, Unavailable, *kinds)
    try:
        yield
    except expected as error:
        raise fail(str(error)) from None
