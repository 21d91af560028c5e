"""Models as files for other runtimes, each held against what torch itself computes before it gets its name."""

from __future__ import annotations

import contextlib
import importlib
import importlib.util
import io
import os
import tempfile
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from lvkb.errors import LvkbError
from lvkb.models.choices import ModelFormat
from lvkb.models.construction import first_line
from lvkb.models.preflight import libraries

TOLERANCE = 1e-4
"""Largest difference from torch's own output that is accepted, as a share of its largest value."""

_TRACED, _COMPARED = 0, 1  # seeds: another image is compared than traced, so that a path fixed by its values shows


class NotExported(LvkbError):
    """There is no file; the message says why."""


@dataclass(frozen=True)
class Exported:
    """A file that was written.

    Attributes:
        bytes: Its size.
        difference: Largest difference from torch's output, as a share of its largest value; None if not compared.
        checked: What the file was held against, in words.
    """

    bytes: int
    difference: float | None
    checked: str


def missing_packages(form: ModelFormat) -> tuple[str, ...]:
    """Gives the packages that a format needs and that are not installed."""
    wanted = ("onnx", "onnxscript") if form == ModelFormat.ONNX else ()
    return tuple(name for name in wanted if importlib.util.find_spec(name) is None)


def export(
    model: Any, form: ModelFormat, file: Path, *, size: int, batch: int = 1, opset: int | None = None
) -> Exported:
    """Writes a model for inputs of one shape; the file appears only after its output was held against torch's.

    Args:
        model: The model, on the CPU and in evaluation mode.
        form: ModelFormatat of the file.
        file: Where to write; a file that is there is replaced.
        size: Side of the images in pixels.
        batch: Images of a batch.
        opset: Version of the ONNX operators; the exporter's own choice without it.

    Raises:
        NotExported: torch cannot export the model, or the file computes something else.
    """
    torch = libraries().torch
    image = _images(batch, size, _COMPARED)
    try:
        with torch.inference_mode():
            wanted = model(image)
    except (RuntimeError, AssertionError, ValueError, TypeError) as error:
        raise NotExported(f"the model cannot take images of {size} x {size} pixels: {first_line(error)}") from error
    try:
        with _beside(file) as draft:
            _write(model, form, draft, _images(batch, size, _TRACED), opset)
            difference, checked = _compare(form, draft, image, wanted)
            if difference is not None and not difference <= TOLERANCE:
                raise NotExported(
                    f"the {form} file computes something else than the model: its scores differ by {difference:.2g} "
                    f"of the largest one, and {TOLERANCE:g} is accepted."
                )
            draft.replace(file)
    except OSError as error:
        raise NotExported(f"{file} cannot be written: {first_line(error)}") from error
    return Exported(file.stat().st_size, difference, checked)


def _images(batch: int, size: int, seed: int) -> Any:
    torch = libraries().torch
    return torch.randn(batch, 3, size, size, generator=torch.Generator().manual_seed(seed))


@contextmanager
def _beside(file: Path) -> Iterator[Path]:
    """Gives a file to write in the folder of another one, and takes it away if it is still there at the end."""
    handle, name = tempfile.mkstemp(prefix=f".{file.name}.", suffix=".part", dir=file.parent)
    os.close(handle)
    draft = Path(name)
    try:
        draft.chmod(0o666 & ~_umask())
        yield draft
    finally:
        draft.unlink(missing_ok=True)


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


@contextmanager
def _quiet() -> Iterator[None]:
    """Keeps the exporters' progress and advice on models that are not the user's off the terminal."""
    with warnings.catch_warnings(), contextlib.redirect_stdout(io.StringIO()):
        warnings.simplefilter("ignore")
        yield


def _write(model: Any, form: ModelFormat, file: Path, image: Any, opset: int | None) -> None:
    try:
        with _quiet():
            (_trace if form == ModelFormat.TORCHSCRIPT else partial(_onnx, opset=opset))(model, file, image)
    except OSError:
        raise
    # the exporters raise whatever the step raises that meets what it cannot translate
    except Exception as error:
        raise NotExported(f"torch cannot export this model as {form}: {first_line(error)}") from error


def _trace(model: Any, file: Path, image: Any) -> None:
    torch = libraries().torch
    with torch.no_grad():
        torch.jit.trace(model, image).save(str(file))


def _onnx(model: Any, file: Path, image: Any, *, opset: int | None) -> None:
    options: dict[str, Any] = {"opset_version": opset} if opset else {}
    names = {"input_names": ["image"], "output_names": ["scores"]}
    where = {"dynamo": True, "external_data": False, "verbose": False}
    libraries().torch.onnx.export(model, (image,), str(file), **names, **where, **options)


def _compare(form: ModelFormat, file: Path, image: Any, wanted: Any) -> tuple[float | None, str]:
    """Runs the file, and gives the largest difference from the model's scores and what was done."""
    try:
        with _quiet():
            given, checked = (_run_trace if form == ModelFormat.TORCHSCRIPT else _run_onnx)(file, image)
    except Exception as error:  # as above: what a runtime raises is its own affair
        raise NotExported(f"the {form} file cannot be run: {first_line(error)}") from error
    if given is None:
        return None, checked
    if given.shape != wanted.shape:
        return float("inf"), checked
    largest = float(wanted.abs().max())
    difference = float((given - wanted).abs().max())
    if largest == difference == 0:
        return None, f"{checked}, but the scores are all zero: these weights tell nothing"
    return difference / max(largest, 1e-12), checked


def _run_trace(file: Path, image: Any) -> tuple[Any, str]:
    torch = libraries().torch
    with torch.no_grad():
        return torch.jit.load(str(file))(image), "torch.jit"


def _run_onnx(file: Path, image: Any) -> tuple[Any, str]:
    onnx = importlib.import_module("onnx")
    onnx.checker.check_model(str(file))
    if importlib.util.find_spec("onnxruntime") is None:
        return None, f"onnx.checker {onnx.__version__} alone: to compare values, install onnxruntime"
    runtime = importlib.import_module("onnxruntime")
    session = runtime.InferenceSession(str(file), providers=["CPUExecutionProvider"])
    (scores,) = session.run(None, {session.get_inputs()[0].name: image.numpy()})
    return libraries().torch.from_numpy(scores), f"onnxruntime {runtime.__version__}"
