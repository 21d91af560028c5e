"""Times on devices, read from a checkout of Qualcomm AI Hub Models. Its accuracies use 1,000 images: they are not read.

Each model has `info.yaml` (checkpoint, image size, parameters) and `perf.yaml` (the runs). Both are read by the strict
reader of records: no tags, no anchors, limited in size, every scalar as text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from lvkb.errors import LvkbError
from lvkb.findings import visible
from lvkb.measured import AIHUB_REPOSITORY, TimedDeviceModel, Timing
from lvkb.plain_files import read_plain
from lvkb.yamlfile import MAX_BYTES, parse

FOLDER = "qai_hub_models/models"
LICENSE = "BSD-3-Clause"

_NAME = re.compile(r"[a-z0-9_]{1,60}", re.ASCII)
_SIDE = re.compile(r"(?:1x3x)?(\d{1,4})(?:x\d{1,4})?", re.ASCII)
_PARAMS = re.compile(r"(\d{1,6}(?:\.\d{1,6})?)M", re.ASCII)
_MS = re.compile(r"(?:0|[1-9]\d{0,8})(?:\.\d{1,9})?", re.ASCII)
_VERSION = re.compile(r'__version__ = "(\d{1,4}(?:\.\d{1,4}){1,3})"', re.ASCII)


class AihubUnreadable(LvkbError):
    """A file of AI Hub Models is not there, or not as it should be; the text says which and why."""


def read_version(folder: Path) -> str:
    """Gives the version of a checkout of AI Hub Models.

    Raises:
        AihubUnreadable: The folder is no such checkout.
    """
    file = folder / "qai_hub_models/_version.py"
    found = _VERSION.search(file.read_text(encoding="utf-8", errors="replace")) if file.is_file() else None
    if found is None:
        raise AihubUnreadable(f"{visible(str(folder))} is no checkout of {AIHUB_REPOSITORY}: it has no version.")
    return found[1]


def read_model(folder: Path, model: str) -> TimedDeviceModel:
    """Reads what was measured of one model.

    Args:
        folder: A checkout of AI Hub Models.
        model: Id of the model.

    Raises:
        AihubUnreadable: It is not there, or its files are not as they should be.
    """
    if not _NAME.fullmatch(model):
        raise AihubUnreadable(f'"{visible(model)}" is no id of a model.')
    place = folder / FOLDER / model
    about = place / "info.yaml"
    details = _mapping(_read(about), about, "technical_details")
    runs = sorted(_runs(place / "perf.yaml"), key=lambda run: (run.precision, run.device, run.runtime))
    return TimedDeviceModel(
        model=model,
        checkpoint=_text(details, "Model checkpoint", about),
        params_m=_matched(_PARAMS, details, "Number of parameters", about),
        size=int(_matched(_SIDE, details, "Input resolution", about)),
        timings=tuple(runs),
    )


def _read(file: Path) -> Mapping[str, Any]:
    document = parse(read_plain(file, MAX_BYTES), file.name)
    if document.findings:
        first = document.findings[0]
        _, line, column = first.location
        raise AihubUnreadable(f"{visible(str(file))}:{line}:{column} cannot be used: {first.what}")
    if not isinstance(document.data, dict):
        raise AihubUnreadable(f"{visible(str(file))} cannot be used: it holds no keys and values.")
    return document.data


def _runs(file: Path) -> Iterator[Timing]:
    for precision, of_precision in _mapping(_read(file), file, "precisions").items():
        components = _mapping(of_precision, file, "components")
        if len(components) != 1:
            raise AihubUnreadable(f"{visible(str(file))} times {len(components)} parts of the model apart.")
        (component,) = components.values()
        for device, runtimes in _mapping(component, file, "performance_metrics").items():
            for runtime, run in _entries(runtimes, file, device):
                if run.get("job_status") == "Passed":
                    yield _timing(file, str(precision), device, runtime, run)


def _timing(file: Path, precision: str, device: str, runtime: str, run: Mapping[str, Any]) -> Timing:
    memory = _mapping(run, file, "estimated_peak_memory_range_mb")
    layers = _mapping(run, file, "layer_counts")
    return Timing(
        device=device,
        runtime=runtime,
        precision=precision,
        ms=_matched(_MS, run, "inference_time_milliseconds", file),
        memory_mb=(_whole(memory, "min", file), _whole(memory, "max", file)),
        npu=_whole(layers, "npu", file, 0),
        gpu=_whole(layers, "gpu", file, 0),
        cpu=_whole(layers, "cpu", file, 0),
        job=_text(run, "job_id", file),
    )


def _entries(data: object, file: Path, key: str) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """Gives the entries of a mapping whose values are mappings."""
    if not isinstance(data, dict):
        raise AihubUnreadable(f'{visible(str(file))} has no keys and values under "{visible(key)}".')
    for name, value in data.items():
        if not isinstance(value, dict):
            raise AihubUnreadable(f'{visible(str(file))} has no keys and values under "{visible(name)}".')
        yield name, value


def _mapping(data: object, file: Path, key: str) -> Mapping[str, Any]:
    value = data.get(key) if isinstance(data, dict) else None
    if not isinstance(value, dict):
        raise AihubUnreadable(f'{visible(str(file))} has no keys and values under "{key}".')
    return value


def _text(data: Mapping[str, Any], key: str, file: Path) -> str:
    value = data.get(key)
    if not isinstance(value, str) or len(value) > 200:
        raise AihubUnreadable(f'{visible(str(file))} has no text under "{key}".')
    return value


def _matched(pattern: re.Pattern[str], data: Mapping[str, Any], key: str, file: Path) -> str:
    text = _text(data, key, file)
    match = pattern.fullmatch(text)
    if match is None:
        raise AihubUnreadable(f'{visible(str(file))}: "{visible(text)}" is no {key.lower()}.')
    return match[match.lastindex or 0]


def _whole(data: Mapping[str, Any], key: str, file: Path, default: int | None = None) -> int:
    text = data.get(key)
    if text is None and default is not None:
        return default
    if not (isinstance(text, str) and text.isascii() and text.isdigit() and len(text) < 9):
        raise AihubUnreadable(f'{visible(str(file))} has no whole number under "{key}".')
    return int(text)
