"""Accuracies as the Hugging Face Hub reads them in the repository of a model: `.eval_results/*.yaml`.

Source: https://github.com/huggingface/hub-docs, `docs/hub/eval-results.md` and `eval_results.yaml`.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from lvkb.errors import WrongUse
from lvkb.exports.cells import cell
from lvkb.exports.claims import Claim, Exported, LeftOut, claims, doubtful
from lvkb.near_words import did_you_mean, near_words
from lvkb.results import Results
from lvkb.results.protocol import protocol_of
from lvkb.subject.setups import SUPERVISED

NO_PLACE = ("top5", "params_m", "compute_g", "throughput", "latency")

_BENCHMARK = re.compile(r"([a-z0-9-]+)=([\w.-]+/[\w.-]+):([\w./-]+)", re.ASCII)
_REPOSITORY = re.compile(r"\w[\w.-]{0,95}", re.ASCII)
"""Name of a repository; a record may say anything, and what it says becomes a path here."""


class Benchmark(NamedTuple):
    """A data set of the Hub that collects results.

    Attributes:
        id: Its repository, as in `cais/hle`.
        task: The task, as its `eval.yaml` names it.
    """

    id: str
    task: str


def benchmark(text: str) -> tuple[str, Benchmark]:
    """Reads which benchmark of the Hub a data set is: `imagenet-1k=OWNER/NAME:TASK`.

    Raises:
        WrongUse: It is something else.
    """
    found = _BENCHMARK.fullmatch(text)
    if found is None:
        raise WrongUse(
            f'"{text}" names no benchmark. Write DATASET=OWNER/NAME:TASK, as in imagenet-1k=OWNER/NAME:TASK.'
        )
    return found[1], Benchmark(found[2], found[3])


def benchmarks_by_dataset(texts: Iterable[str]) -> dict[str, Benchmark]:
    """Gives benchmarks by their data sets.

    Raises:
        WrongUse: A text is something else, or two are of one data set.
    """
    found: dict[str, Benchmark] = {}
    for dataset, target in map(benchmark, texts):
        if found.setdefault(dataset, target) != target:
            two = " and ".join(f"{item.id}:{item.task}" for item in (found[dataset], target))
            raise WrongUse(f"{dataset} has two benchmarks: {two}. Name one.")
    return found


def hub_results(results: Results, address: str, benchmarks: Mapping[str, Benchmark]) -> Exported:
    """Gives every accuracy of weights that timm has on the Hub, and the list of what has no place there.

    Args:
        results: Results of the catalogue.
        address: Address of the site, with a slash at the end; empty where nobody says.
        benchmarks: Benchmarks of the Hub by data set. A result without one cannot be told.

    Raises:
        WrongUse: A benchmark is named for a data set that no reading is on.
    """
    _demand_known(benchmarks, results)
    own = results.catalog.about.short
    files: dict[str, list[str]] = {}
    left_out = []
    for claim in claims(results, address):
        if why := doubtful(claim) or _without_place(claim, benchmarks):
            left_out.append(LeftOut(claim, why))
        else:
            path = f"timm/{claim.reading.timm}/.eval_results/{claim.reading.dataset}.yaml"
            files.setdefault(path, []).append(_entry(claim, benchmarks[claim.reading.dataset], own))
    texts = {path: "".join(entries) for path, entries in sorted(files.items())}
    return Exported(texts, sum(map(len, files.values())), left_out, NO_PLACE)


def _demand_known(benchmarks: Iterable[str], results: Results) -> None:
    known = {claim.reading.dataset for claim in claims(results, "")}
    for dataset in benchmarks:
        if dataset not in known:
            meant = did_you_mean(near_words(dataset, sorted(known)), quoted=True)
            raise WrongUse(f'no reading is on a data set "{dataset}". {meant}'.strip())


def _without_place(claim: Claim, benchmarks: Mapping[str, Benchmark]) -> str:
    reading = claim.reading
    if not _REPOSITORY.fullmatch(reading.timm or ""):
        return "of weights that have no name on the Hub"
    if reading.base or reading.setting:
        return "of a method applied to the weights"
    if reading.evaluation != SUPERVISED:
        return f"evaluated another way: {reading.evaluation}"
    return "" if reading.dataset in benchmarks else f"on a data set without a benchmark: {reading.dataset}"


def _entry(claim: Claim, target: Benchmark, own: str) -> str:
    return "\n".join(_lines(claim, target, own)) + "\n"


def _lines(claim: Claim, target: Benchmark, own: str) -> Iterator[str]:
    assert claim.reading.top1 is not None
    yield "- dataset:"
    yield f"    id: {_text(target.id)}"
    yield f"    task_id: {_text(target.task)}"
    yield f"  value: {cell(claim.reading.top1)}"
    if claim.url:
        yield "  source:"
        yield f"    url: {_text(claim.url)}"
        yield f"    name: {_text(f'{claim.document}, {claim.reading.at}')}"
    yield f"  notes: {_text('; '.join(_notes(claim, own)))}"


def _notes(claim: Claim, own: str) -> Iterator[str]:
    """Gives what the accuracy depends on, who reports it, and where its reading stands."""
    reading = claim.reading
    yield "top-1 accuracy in per cent"
    yield str(protocol_of(reading).setup)
    yield from (f"{reading.resolution} px",) if reading.resolution else ()
    yield from (f"{reading.epochs} epochs",) if reading.epochs else ()
    yield from (f"distilled from {', '.join(reading.teacher)}",) if reading.teacher else ()
    yield f"reported by {claim.reporter(own)}"
    yield from (reading.exactness,) if reading.exactness != "exact" else ()
    yield from (f"confirmed by an author: {claim.confirmed.by}",) if claim.confirmed else ()
    yield from (reading.note,) if reading.note else ()
    yield f"{own}: {claim.page or claim.record}"


def _text(text: str) -> str:
    """Writes a text as YAML: strings of JSON are strings of YAML too."""
    return json.dumps(text, ensure_ascii=False)
