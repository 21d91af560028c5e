"""timm's own evaluations, read from the results files of its repository. Nothing here needs timm or torch.

`results/results-imagenet.csv` has the accuracies, one line for each model and image size.
`results/benchmark-infer-*.csv` have throughputs; the file name says on what. Their GMACs are never read: those of
PyTorch 2.1 lack the products inside fused attention, and those from 2.9 on are counted after re-parameterisation. Nor
are their parameters, which may include a head of 21,841 classes.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from io import StringIO
from pathlib import Path
from typing import NamedTuple, TypeVar

from lvkb.catalog import Catalog
from lvkb.errors import LvkbError
from lvkb.measured import TimmResult, TimmResults, TimmSpeed

REPOSITORY = "huggingface/pytorch-image-models"
IMAGENET = "imagenet"
"""Key of the file with the accuracies."""

MAX_BYTES = 20_000_000
"""Larger files are not read."""

_RESULTS = "results-imagenet.csv"
_NAME = re.compile(
    r"benchmark-infer-(?P<precision>[a-z0-9_]+)-(?P<layout>nchw|nhwc)-pt(?P<torch>\d{2,4})-(?:cu\d+-|cpu-)"
    r"(?P<device>[a-z0-9_]+)(?P<compiled>-dynamo)?\.csv",
    re.ASCII,
)
_MODEL = re.compile(r"[a-z0-9][a-z0-9_]*(?:\.[a-z0-9_]+)?", re.ASCII)
_NUMBER = re.compile(r"(?:0|[1-9]\d{0,8})(?:\.\d{1,9})?", re.ASCII)
_GROUPED = re.compile(r"[1-9]\d{0,2}(?:,\d{3}){1,3}(?:\.\d{1,9})?", re.ASCII)
_WHOLE = re.compile(r"(\d{1,6})(?:\.0)?", re.ASCII)
_WORD = re.compile(r"[a-z][a-z0-9-]{0,20}", re.ASCII)
_COMMIT = re.compile(r"[0-9a-f]{40}", re.ASCII)
_NOT_TIMM = f"either this is no file of {REPOSITORY}, or its form has changed."


class ResultsUnreadable(LvkbError):
    """The files are not timm's, or their form has changed; the text says which line of which file, and why."""


class Benchmark(NamedTuple):
    """A benchmark file, as its name tells.

    Attributes:
        key: Precision and device: `amp-rtx4090`.
        device: Device, written in one way: `rtx4090` for both `4090` and `rtx4090`.
        precision: `amp`, `fp32`, ...
        layout: Order of the dimensions in memory: `nchw` or `nhwc`.
        torch: Version of PyTorch: (2, 9, 1).
        compiled: Whether torch.compile was used.
        name: Name of the file.
    """

    key: str
    device: str
    precision: str
    layout: str
    torch: tuple[int, ...]
    compiled: bool
    name: str

    @property
    def rank(self) -> tuple[tuple[int, ...], bool, bool, bool, str]:
        """Orders the files of one device: the newest PyTorch, then AMP or fp32, not compiled, NHWC."""
        usual = self.precision in ("amp", "fp32")
        return self.torch, usual, not self.compiled, self.layout == "nhwc", self.name


def benchmark(name: str) -> Benchmark | None:
    """Reads the name of a benchmark file; None for files of another kind."""
    found = _NAME.fullmatch(name)
    if not found:
        return None
    device = found["device"].replace("_", "-")
    device = f"rtx{device}" if device.isdigit() else device
    torch = tuple(int(digit) for digit in found["torch"])
    key = f"{found['precision']}-{device}"
    return Benchmark(key, device, found["precision"], found["layout"], torch, bool(found["compiled"]), name)


def linked_names(catalog: Catalog) -> frozenset[str]:
    """Gives every timm name that records link to: architectures of variants and weights of readings."""
    papers = catalog.papers.values()
    variants = {variant.timm for paper in papers for variant in paper.variants}
    readings = {reading.timm for paper in papers for _, reading in paper.readings()}
    return frozenset(name for name in variants | readings if name)


def find_results(folder: Path) -> Path:
    """Gives the folder with the results files: the one given, or the `results` of a checkout.

    Raises:
        ResultsUnreadable: There is no results file in either.
    """
    for place in (folder, folder / "results"):
        if (place / _RESULTS).is_file():
            return place
    raise ResultsUnreadable(f"{folder} has no results/{_RESULTS}. Name a checkout of {REPOSITORY}, or its results.")


def checked_out(results: Path) -> str:
    """Gives the commit of the checkout that a results folder belongs to; empty when it is not told.

    The files of `.git` are read as they are; no program is started in a folder that may be anybody's.
    """
    folder = results.parent / ".git"
    try:
        if folder.is_file():  # a further work tree of a repository elsewhere
            folder = (results.parent / folder.read_text(encoding="utf-8").removeprefix("gitdir:").strip()).resolve()
        head = (folder / "HEAD").read_text(encoding="utf-8").strip()
        commit = _ref(folder, head.removeprefix("ref:").strip()) if head.startswith("ref:") else head
    except (OSError, ValueError):
        return ""
    return commit if _COMMIT.fullmatch(commit) else ""


def _ref(folder: Path, ref: str) -> str:
    common = folder / "commondir"
    places = [folder, folder / common.read_text(encoding="utf-8").strip()] if common.is_file() else [folder]
    for place in places:
        if (place / ref).is_file():
            return (place / ref).read_text(encoding="utf-8").strip()
        packed = place / "packed-refs"
        lines = packed.read_text(encoding="utf-8").splitlines() if packed.is_file() else []
        for line in lines:
            if line.endswith(f" {ref}"):
                return line.partition(" ")[0]
    return ""


def read_results(results: Path, commit: str, names: Collection[str]) -> TimmResults:
    """Reads what timm publishes of the models given.

    Of each device the file of the newest PyTorch is taken; of several, AMP (fp32 on processors), not compiled, NHWC.

    Args:
        results: Folder with the results files.
        commit: Commit they belong to.
        names: timm names with tag.

    Raises:
        ResultsUnreadable: A file cannot be read, or a line is not as it should be.
    """
    rows = {key: row for key, row in _table(results / _RESULTS, _ACCURACY, _accuracy).items() if key[0] in names}
    chosen: dict[str, Benchmark] = {}
    for path in sorted(results.glob("benchmark-infer-*.csv")):
        found = benchmark(path.name)
        if found and (found.device not in chosen or chosen[found.device].rank < found.rank):
            chosen[found.device] = found
    benchmarks = sorted(chosen.values())
    speeds = {item.key: _table(results / item.name, _SPEED, _speed) for item in benchmarks}
    files = {IMAGENET: f"results/{_RESULTS}", **{item.key: f"results/{item.name}" for item in benchmarks}}
    return TimmResults(commit=commit, files=files, results=tuple(_with_speeds(rows, speeds)))


_Key = tuple[str, int]
_Row = Mapping[str, str]
T = TypeVar("T")

_ACCURACY = ("model", "img_size", "top1", "top5", "param_count", "crop_pct", "interpolation")
_SPEED = ("model", "infer_img_size", "infer_samples_per_sec", "infer_batch_size")


def _with_speeds(
    rows: Mapping[_Key, TimmResult], speeds: Mapping[str, Mapping[_Key, TimmSpeed | None]]
) -> Iterator[TimmResult]:
    """Gives the rows in order, each with the throughputs of its architecture at its size."""
    for (model, size), row in sorted(rows.items()):
        place = model.partition(".")[0], size
        found = {key: speed for key, table in speeds.items() if (speed := table.get(place))}
        yield row.model_copy(update={"speeds": found})


def _accuracy(row: _Row, line: int) -> TimmResult:
    return TimmResult(
        model=_field(row, "model", _MODEL, "a name of a model"),
        size=_whole(row, "img_size"),
        top1=_percent(row, "top1"),
        top5=_percent(row, "top5"),
        params_m=_number(row, "param_count"),
        crop_pct=_number(row, "crop_pct"),
        interpolation=_field(row, "interpolation", _WORD, "a word"),
        row=line,
    )


def _speed(row: _Row, line: int) -> TimmSpeed | None:
    if not row["infer_samples_per_sec"]:  # the model failed on this device
        return None
    return TimmSpeed(
        images_per_s=_number(row, "infer_samples_per_sec"), batch=_whole(row, "infer_batch_size"), row=line
    )


def _table(path: Path, columns: tuple[str, ...], make: Callable[[_Row, int], T]) -> dict[_Key, T]:
    """Reads one file: what `make` makes of each line, by model and image size."""
    found: dict[_Key, T] = {}
    for line, row in _lines(path, columns):
        try:
            key = _field(row, columns[0], _MODEL, "a name of a model"), _whole(row, columns[1])
            made = make(row, line)
        except ValueError as error:
            raise ResultsUnreadable(f"{path}:{line}: {error}.") from None
        if key in found:
            raise ResultsUnreadable(f"{path}:{line}: {key[0]} at {key[1]} pixels stands there twice.")
        found[key] = made
    return found


def _lines(path: Path, columns: Iterable[str]) -> Iterator[tuple[int, _Row]]:
    """Gives the lines of a file under its header, each with its number."""
    reader = csv.reader(StringIO(_text(path), newline=""), strict=True)
    try:
        header = next(reader, [])
        missing = [column for column in columns if column not in header]
        if missing:
            raise ResultsUnreadable(f"{path}:1: there is no column {', '.join(missing)}; {_NOT_TIMM}")
        for cells in reader:
            if len(cells) != len(header):
                raise ResultsUnreadable(f"{path}:{reader.line_num}: {len(cells)} cells under {len(header)} headings.")
            yield reader.line_num, dict(zip(header, cells, strict=True))
    except csv.Error as error:
        raise ResultsUnreadable(f"{path}:{reader.line_num}: this is no CSV: {error}.") from None


def _text(path: Path) -> str:
    try:
        if path.stat().st_size > MAX_BYTES:
            raise ResultsUnreadable(f"{path} is larger than {MAX_BYTES // 10**6} MB; {_NOT_TIMM}")
        return path.read_text(encoding="utf-8")
    except UnicodeDecodeError:
        raise ResultsUnreadable(f"{path} is not UTF-8; {_NOT_TIMM}") from None
    except OSError as error:
        raise ResultsUnreadable(f"{path} cannot be read: {error.strerror}.") from None


def _field(row: _Row, column: str, pattern: re.Pattern[str], wanted: str) -> str:
    value = row[column]
    if not pattern.fullmatch(value) or len(value) > 300:
        raise ValueError(f"{column} must be {wanted}, not {value[:60]!r}")
    return value


def _number(row: _Row, column: str) -> str:
    value = row[column]
    if _GROUPED.fullmatch(value):
        return value.replace(",", "")
    return _field(row, column, _NUMBER, "a number")


def _percent(row: _Row, column: str) -> str:
    value = _field(row, column, _NUMBER, "a percentage")
    if float(value) > 100:
        raise ValueError(f"{column} must be a percentage, not {value!r}")
    return value


def _whole(row: _Row, column: str) -> int:
    found = _WHOLE.fullmatch(row[column])
    if not found or not int(found[1]):
        raise ValueError(f"{column} must be a whole number above 0, not {row[column][:60]!r}")
    return int(found[1])
