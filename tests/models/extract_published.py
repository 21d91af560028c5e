"""Takes over what timm publishes of the models that records link to: parameters and GMACs, by image size.

    python tests/models/extract_published.py FOLDER-OF-TIMM COMMIT > tests/models/timm-published.csv

GMACs are those of PyTorch 2.4. The files of 2.1 lack the products of fused attention; those of 2.9 are of deployed
forms, and are taken for architectures that came later. Parameters are taken from the evaluations, which are all of a
thousand classes: a benchmark may have been of another head.
"""

from __future__ import annotations

import csv
import sys
from collections.abc import Iterator
from pathlib import Path

from lvkb.catalog import load
from lvkb.models.linked_models import linked_models
from lvkb.results.judge import architecture

PARAMS = "results-imagenet.csv"
GMACS = ("benchmark-infer-amp-nchw-pt240-cu124-rtx4090.csv", "benchmark-infer-amp-nchw-pt291-cu130-5090.csv")

Row = tuple[str, int, str, str, str]


def main(folder: Path, commit: str) -> None:
    """Writes the extract to standard output."""
    names = set(linked_models(load()))
    writer = csv.writer(sys.stdout, lineterminator="\n")
    writer.writerow([f"# huggingface/pytorch-image-models (Apache-2.0), folder results, commit {commit}"])
    writer.writerow(["model", "size", "params_m", "gmacs", "file"])
    writer.writerows(sorted((*parameters(folder, names), *gmacs(folder, names))))


def parameters(folder: Path, names: set[str]) -> Iterator[Row]:
    """Gives the parameters of each linked model at each image size that timm evaluated it at."""
    for row in rows(folder / PARAMS):
        if row["model"] in names:
            yield row["model"], int(row["img_size"]), row["param_count"], "", PARAMS


def gmacs(folder: Path, names: set[str]) -> Iterator[Row]:
    """Gives the GMACs of each linked architecture at each image size that timm timed it at."""
    wanted = {architecture(name) for name in names}
    found: dict[str, list[Row]] = {}
    for file in GMACS:
        known = set(found)
        for row in rows(folder / file):
            if row["model"] in wanted - known and row["infer_gmacs"]:
                entry = (row["model"], int(row["infer_img_size"]), "", row["infer_gmacs"], file)
                found.setdefault(row["model"], []).append(entry)
    for entries in found.values():
        yield from entries


def rows(file: Path) -> list[dict[str, str]]:
    """Reads one of timm's files."""
    with file.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2])
