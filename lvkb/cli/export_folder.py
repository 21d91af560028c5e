"""`lvkb export` of formats that are many files: a new folder, there as a whole or not at all."""

from __future__ import annotations

import shutil
from collections.abc import Mapping, Sequence
from pathlib import Path
from tempfile import mkdtemp
from typing import TYPE_CHECKING

from lvkb.cli.common import NotWritten
from lvkb.errors import WrongUse

if TYPE_CHECKING:
    from lvkb.exports.hub_results import Benchmark
    from lvkb.results import Results

HUB = "hub-eval-results"


def demand_sense(form: str, out: Path | None, benchmarks: Sequence[str]) -> Mapping[str, Benchmark]:
    """Refuses what cannot be meant, and gives the benchmarks of the Hub by data set.

    Raises:
        WrongUse: No folder, one that holds something, or no benchmark, or two, where one is needed.
    """
    if out is None:
        raise WrongUse(f"{form} is many files. Name a new folder with --out.")
    if out.is_symlink() or (out.exists() and not (out.is_dir() and not any(out.iterdir()))):
        raise WrongUse(f"{out} is there already. Name a new folder with --out.")
    if form != HUB:
        return {}
    from lvkb.exports.hub_results import benchmarks_by_dataset

    if not benchmarks:
        raise WrongUse(
            "the Hub takes results alone on data sets that it knows as benchmarks, and none of ImageNet was one when "
            "this was written. Name one: --benchmark imagenet-1k=OWNER/NAME:TASK, with the task as in its eval.yaml."
        )
    return benchmarks_by_dataset(benchmarks)


def write_folder(form: str, results: Results, out: Path, benchmarks: Mapping[str, Benchmark]) -> str:
    """Writes a folder, and gives what is to be said of it.

    Args:
        form: The format.
        results: Results of the catalogue.
        out: The folder, which is new or empty.
        benchmarks: Benchmarks of the Hub by data set.

    Raises:
        NotWritten: The disk refuses; nothing is left.
    """
    from lvkb.exports.every_eval_ever import every_eval_ever
    from lvkb.exports.hub_results import hub_results
    from lvkb.render.repository import site_address

    address = site_address(results.catalog.about)
    exported = hub_results(results, address, benchmarks) if form == HUB else every_eval_ever(results, address)
    try:
        _place(exported.all_files(), out)
    except OSError as error:
        raise NotWritten(f"Cannot write {out}: {error.strerror}. Nothing was left.") from error
    return f"{out}: {exported.summary()}."


def _place(files: Mapping[str, str], out: Path) -> None:
    """Writes all files beside the folder, and gives that its name in one step."""
    out.parent.mkdir(parents=True, exist_ok=True)
    beside = Path(mkdtemp(prefix=f".{out.name}.", dir=out.parent))
    try:
        for path, text in files.items():
            file = beside / path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(text.encode())
        beside.chmod(0o755)
        beside.replace(out)
    finally:
        shutil.rmtree(beside, ignore_errors=True)
