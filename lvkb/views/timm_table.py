"""The table of timm's own evaluations on a paper's page."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from lvkb.measured import TimmResult, TimmResults
from lvkb.permalinks import source_url
from lvkb.records import Throughput
from lvkb.results.evaluations import Evaluation, evaluation_source


class TimmLine(NamedTuple):
    """One of timm's own evaluations.

    Attributes:
        variant: Name of the variant that links to the weights.
        at: Place in timm's file.
        result: What stands there, as printed.
        url: Address of the line of timm's file.
        speeds: Images per second in the order of `TimmTable.devices`; empty where timm has none.
    """

    variant: str
    at: str
    result: TimmResult
    url: str
    speeds: tuple[str, ...]


class TimmTable(NamedTuple):
    """What timm itself publishes of a paper's models.

    Attributes:
        url: Address of its results files at the commit that was read.
        commit: That commit.
        devices: Device, and precision with runtime, of each column of throughputs.
        rows: One for each weights and image size.
    """

    url: str
    commit: str
    devices: tuple[tuple[str, str], ...]
    rows: tuple[TimmLine, ...]


def timm_table(results: TimmResults | None, found: Sequence[Evaluation]) -> TimmTable | None:
    """Gives timm's own evaluations of a paper's models as a table, or None when there are none.

    Args:
        results: timm's results as they were taken over.
        found: Those of the paper's models.
    """
    if not found or results is None:
        return None
    devices = {key: (speed.device, _conditions(speed)) for item in found for key, speed in item.throughputs.items()}
    lines = (
        TimmLine(item.variant.name, item.reading.at, item.result, item.url, _speeds(item, devices)) for item in found
    )
    url = source_url(evaluation_source(results)).rpartition("/")[0].replace("/blob/", "/tree/")
    return TimmTable(url, results.commit, tuple(devices.values()), tuple(lines))


def _conditions(speed: Throughput) -> str:
    """Gives what throughputs of one device have in common; their batches differ."""
    return ", ".join(filter(None, (speed.precision, speed.runtime)))


def _speeds(item: Evaluation, devices: Iterable[str]) -> tuple[str, ...]:
    return tuple(item.result.speeds[key].images_per_s if key in item.result.speeds else "" for key in devices)
