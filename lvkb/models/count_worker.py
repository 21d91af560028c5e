"""Counting one model, in a process of its own. Only this side of the work imports torch."""

from __future__ import annotations

import os
import signal
import time
import warnings
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, NamedTuple

from lvkb.measured import Missing, ModelCount, SizeCount
from lvkb.models import construction, counting
from lvkb.models.construction import UnknownModel, first_line
from lvkb.models.preflight import libraries


class CountTask(NamedTuple):
    """One model to count: at its own size, the size that timm tests it at, and these sizes in pixels."""

    model: str
    sizes: tuple[int, ...] = ()


class CountOutcome(NamedTuple):
    """What became of one model.

    Attributes:
        model: timm name as the records write it.
        counted: What was counted; None when nothing could be.
        missing: Why timm does not know the name; None when it does.
        error: Why a model that timm knows could not be counted, in one line; else empty.
        seconds: CPU seconds that counting took, when it was done.
    """

    model: str
    counted: ModelCount | None = None
    missing: Missing | None = None
    error: str = ""
    seconds: float = 0.0


class TimmListing(NamedTuple):
    """The architectures of the installed timm, and a note on what had to be done to import it just now, or empty."""

    architectures: tuple[str, ...]
    note: str = ""


def list_architectures() -> TimmListing:
    """Gives the architectures of the installed timm; runs in a worker."""
    return TimmListing(construction.architectures(), libraries().note)


def count_model(task: CountTask) -> CountOutcome:
    """Counts one model; runs in a worker.

    Raises:
        Unavailable: torch or timm cannot be used, so that no other model would fare better.
    """
    libraries()
    began = time.process_time()
    try:
        counted = _count(task)
    except UnknownModel as error:
        return CountOutcome(task.model, missing=error.missing)
    except Exception as error:  # noqa: BLE001  (a model runs its own code; whatever it raises concerns it alone)
        return CountOutcome(task.model, error=first_line(error))
    return CountOutcome(task.model, counted, seconds=round(time.process_time() - began, 3))


def _count(task: CountTask) -> ModelCount:
    config = construction.config(task.model)
    model = construction.build(task.model)
    forms = _forms(model)
    own = _cost(forms, config.size)
    others = [size for size in dict.fromkeys((config.test_size, *task.sizes)) if size != config.size]
    return ModelCount(
        model=task.model,
        params=construction.parameters(forms[0]),
        params_fused=construction.parameters(forms[-1]),
        sizes=(own, *_costs(task.model, forms, others, rebuild=config.resizes)),
        license=config.license,
        papers=config.papers,
        mean=config.mean,
        std=config.std,
        crop_pct=config.crop_pct,
        interpolation=config.interpolation,
        weights=config.weights,
    )


def _forms(model: Any) -> tuple[Any, ...]:
    """Gives a model as built, and its fused form where it has one."""
    return (model, construction.fused(model)) if construction.is_fusable(model) else (model,)


def _cost(forms: Sequence[Any], size: int) -> SizeCount:
    built = counting.count(forms[0], size)
    fused = counting.count(forms[-1], size) if len(forms) > 1 else built
    return SizeCount(size=size, macs=built.macs, macs_fused=fused.macs, norms=built.norms)


def _costs(name: str, forms: Sequence[Any], sizes: Iterable[int], *, rebuild: bool) -> Iterator[SizeCount]:
    """Gives costs at sizes that are not the model's own, leaving out those that it cannot take."""
    for size in sizes:
        try:
            cost = _cost(_forms(construction.build(name, size)) if rebuild else forms, size)
        except Exception:  # noqa: BLE001  (models refuse a size with errors of every kind)
            cost = None
        if cost is not None:
            yield cost


def start_worker() -> None:
    """Makes a worker quiet and offline: interrupts are the asking process's to handle, and nothing is fetched."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    os.environ |= {"HF_HUB_OFFLINE": "1", "OMP_NUM_THREADS": "1"}
    warnings.simplefilter("ignore")
