"""Times on devices, joined to the variants that were timed; of others' checkpoints, so that nothing is merged."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from lvkb.catalog import Catalog
from lvkb.measured import AIHUB_REPOSITORY, TimedDeviceModel
from lvkb.records import Paper, Variant


class Timed(NamedTuple):
    """A variant that was timed on devices.

    Attributes:
        variant: The variant.
        model: What was measured on it.
        url: Address of the file with the times, at its commit.
    """

    variant: Variant
    model: TimedDeviceModel
    url: str


def timed_variants(catalog: Catalog, paper: Paper) -> Iterator[Timed]:
    """Gives the variants of a paper that were timed on devices, in the order of the record."""
    if catalog.timings is None:
        return
    measured = {model.model: model for model in catalog.timings.models}
    for variant in paper.variants:
        for item in catalog.device_models:
            if item.variant == f"{paper.id}/{variant.name}" and item.model in measured:
                yield Timed(variant, measured[item.model], times_url(catalog.timings.commit, item.model))


def times_url(commit: str, model: str) -> str:
    """Gives the address of the file with the times of a model."""
    return f"https://github.com/{AIHUB_REPOSITORY}/blob/{commit}/qai_hub_models/models/{model}/perf.yaml"
