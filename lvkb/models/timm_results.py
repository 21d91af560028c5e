"""timm's own evaluations, read from the results files of its repository. Nothing here needs timm or torch.

`results/results-imagenet.csv` has the accuracies, one line for each model and image size.
`results/benchmark-infer-*.csv` have throughputs; the file name says on what. Their GMACs are never read: those of
PyTorch 2.1 lack the products inside fused attention, and those from 2.9 on are counted after re-parameterisation. Nor
are their parameters, which may include a head of 21,841 classes.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from pathlib import Path

from lvkb.measured import ACCURACIES, TimmResult, TimmResults, TimmSpeed
from lvkb.models.checkouts import RESULTS
from lvkb.models.timm_benchmarks import newest
from lvkb.models.timm_tables import MODEL_NAME, Cells, Key, field, number, percentage, table, whole

_WORD = re.compile(r"[a-z][a-z0-9-]{0,20}", re.ASCII)
_ACCURACY = ("model", "img_size", "top1", "top5", "param_count", "crop_pct", "interpolation")
_SPEED = ("model", "infer_img_size", "infer_samples_per_sec", "infer_batch_size")


def read_results(results: Path, commit: str, names: Collection[str]) -> TimmResults:
    """Reads what timm publishes of the models given.

    Args:
        results: Folder with the results files.
        commit: Commit they belong to.
        names: timm names with tag.

    Raises:
        ResultsUnreadable: A file cannot be read, or a line is not as it should be.
    """
    rows = {key: row for key, row in table(results / RESULTS, _ACCURACY, _accuracy).items() if key[0] in names}
    benchmarks = newest(path.name for path in results.glob("benchmark-infer-*.csv"))
    speeds = {item.key: table(results / item.name, _SPEED, _speed) for item in benchmarks}
    files = {ACCURACIES: f"results/{RESULTS}", **{item.key: f"results/{item.name}" for item in benchmarks}}
    return TimmResults(commit=commit, files=files, results=tuple(_with_speeds(rows, speeds)))


def _with_speeds(
    rows: Mapping[Key, TimmResult], speeds: Mapping[str, Mapping[Key, TimmSpeed | None]]
) -> Iterator[TimmResult]:
    """Gives the rows in order, each with the throughputs of its architecture at its size."""
    for (model, size), row in sorted(rows.items()):
        place = model.partition(".")[0], size
        found = {key: speed for key, by_place in speeds.items() if (speed := by_place.get(place))}
        yield row.model_copy(update={"speeds": found})


def _accuracy(row: Cells, line: int) -> TimmResult:
    return TimmResult(
        model=field(row, "model", MODEL_NAME, "a name of a model"),
        size=whole(row, "img_size"),
        top1=percentage(row, "top1"),
        top5=percentage(row, "top5"),
        params_m=number(row, "param_count"),
        crop_pct=number(row, "crop_pct"),
        interpolation=field(row, "interpolation", _WORD, "a word"),
        row=line,
        speeds={},
    )


def _speed(row: Cells, line: int) -> TimmSpeed | None:
    if not row["infer_samples_per_sec"]:  # the model failed on this device
        return None
    return TimmSpeed(images_per_s=number(row, "infer_samples_per_sec"), batch=whole(row, "infer_batch_size"), row=line)
