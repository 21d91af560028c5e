"""Every linked model, counted here and held against what timm publishes and against torch's own counter."""

from __future__ import annotations

import csv
import importlib
import resource
import time
from decimal import Decimal
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from lvkb.catalog import load
from lvkb.models.construction import build, config
from lvkb.models.count_worker import CountOutcome
from lvkb.models.linked_models import LinkedModel, linked_models
from lvkb.models.preflight import Unavailable, libraries
from lvkb.models.verification import Verifier
from lvkb.results.judge import architecture

pytestmark = pytest.mark.bench

ROOT = Path(__file__).parents[2]
PUBLISHED = ROOT / "tests/models/timm-published.csv"
SHARE, ROUNDING = Decimal("0.01"), Decimal("0.005")
MOST_APART = Decimal("0.02")
"""Share of published GMACs that may differ by more than that; each of them is explained."""

EXPLAINED = dict.fromkeys(
    ("sequencer2d_s", "sequencer2d_m", "sequencer2d_l"), "fvcore, which timm uses, has no formula for LSTMs"
)
"""Architectures whose published GMACs are not the cost of the model, with the reason."""

STEPWISE = "sequencer2d"
"""torch's counter runs the LSTMs of these step by step, for minutes."""


class Published(NamedTuple):
    """A row of the extract: parameters in millions or GMACs, as printed."""

    model: str
    size: int
    params_m: str
    gmacs: str
    file: str


class Result(NamedTuple):
    """The outcomes, and what they took."""

    outcomes: dict[str, CountOutcome]
    cpu_s: float
    wall_s: float
    largest_mb: float


def published() -> list[Published]:
    """Reads the extract of timm's results files."""
    with PUBLISHED.open(encoding="utf-8", newline="") as stream:
        stream.readline()  # where it is from
        return [
            Published(row["model"], int(row["size"]), row["params_m"], row["gmacs"], row["file"])
            for row in csv.DictReader(stream)
        ]


@pytest.fixture(scope="module")
def counted() -> Result:
    """All linked models, counted anew in one process at each size that timm publishes something for."""
    try:
        libraries()
    except Unavailable as error:
        pytest.skip(str(error))
    sizes: dict[str, set[int]] = {}
    for row in published():
        sizes.setdefault(architecture(row.model), set()).add(row.size)
    links = {
        name: LinkedModel(name, (), tuple(sorted(sizes.get(architecture(name), ()))))
        for name in linked_models(load(ROOT))
    }
    began, used = time.perf_counter(), _children_s()
    with Verifier(1, stored=False) as verifier:
        outcomes = verifier.verify(links, lambda *_: None)
    wall_s = time.perf_counter() - began
    largest = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    return Result({outcome.model: outcome for outcome in outcomes}, _children_s() - used, wall_s, largest)


def _children_s() -> float:
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime


def test_all_linked_models_are_counted(counted: Result) -> None:
    """At least 150 linked models are counted without an error, 150 of them in at most 120 CPU seconds and 600 MB."""
    failed = [outcome for outcome in counted.outcomes.values() if outcome.counted is None]
    number = len(counted.outcomes)
    print(f"\n{number} models, {len(failed)} failed, {counted.cpu_s:.0f} CPU s, {counted.wall_s:.0f} s")
    print(
        f"{counted.cpu_s / number * 150:.0f} CPU s for 150 models; {counted.largest_mb:.0f} MB where they were counted"
    )
    assert not failed
    assert number >= 150
    assert counted.cpu_s / number * 150 <= 120
    assert counted.largest_mb < 600


def test_parameters_are_those_that_timm_publishes(counted: Result) -> None:
    """Parameters equal the published ones to the last printed digit, wherever timm publishes them."""
    apart: list[str] = []
    rows = [row for row in published() if row.params_m and row.model in counted.outcomes]
    for row in rows:
        count = counted.outcomes[row.model].counted
        told = Decimal(row.params_m.replace(",", ""))
        if count is None or round(Decimal(count.params) / 10**6, 2) != told:
            apart.append(f"{row.model} at {row.size}: published {told}, counted {count and count.params}")
    print(f"\nparameters: {len(rows) - len(apart)} of {len(rows)} equal", *apart, sep="\n")
    assert not apart


def test_macs_with_norms_are_those_that_timm_publishes(counted: Result) -> None:
    """MACs with norms are within 1 % or 0.005 G of 98 % of the published GMACs; the others are explained."""
    first = {architecture(name): outcome for name, outcome in reversed(counted.outcomes.items())}
    rows = [row for row in published() if row.gmacs and row.model in first]
    shares: list[Decimal] = []
    apart: list[Published] = []
    lines: list[str] = []
    for row in rows:
        count = first[row.model].counted
        cost = count.at_size(row.size) if count else None
        told = Decimal(row.gmacs.replace(",", ""))
        here = Decimal(cost.macs + cost.norms) / 10**9 if cost else Decimal(0)
        shares.append(abs(here - told) / told)
        if abs(here - told) > max(SHARE * told, ROUNDING):
            apart.append(row)
            off = f"published {told}, counted {here:.3f} ({here / told - 1:+.1%})"
            lines.append(f"{row.model} at {row.size}: {off}: {EXPLAINED.get(row.model, 'not explained')}")
    shares.sort()
    print(f"\nGMACs with norms: {len(rows) - len(apart)} of {len(rows)} within 1 % or 0.005 G", end=", ")
    print(
        f"median {shares[len(shares) // 2]:.2%}, 95th percentile {shares[len(shares) * 95 // 100]:.2%}",
        *lines,
        sep="\n",
    )
    assert {row.model for row in apart} <= EXPLAINED.keys()
    assert len(apart) <= MOST_APART * len(rows)


def test_macs_are_those_of_torch(counted: Result) -> None:
    """MACs are half the FLOPs of torch's own counter, exactly, for one model of each architecture."""
    names = {architecture(name): name for name in reversed(counted.outcomes) if not name.startswith(STEPWISE)}
    apart = []
    for name in sorted(names.values()):
        count = counted.outcomes[name].counted
        flops = torch_flops(name)
        if count is None or 2 * count.sizes[0].macs != flops:
            apart.append(f"{name}: torch {flops}, here {count and 2 * count.sizes[0].macs}")
    print(f"\nMACs: {len(names) - len(apart)} of {len(names)} architectures equal torch's counter", *apart, sep="\n")
    assert not apart


def torch_flops(name: str) -> int:
    """Counts the FLOPs of a model with torch's own counter."""
    torch = libraries().torch
    torch.set_num_threads(1)
    counter_class: Any = importlib.import_module("torch.utils.flop_counter").FlopCounterMode
    size, model = config(name).size, build(name)
    with torch.no_grad(), counter_class(display=False) as counter:
        model(torch.empty(1, 3, size, size, device="meta"))
    return int(counter.get_total_flops())
