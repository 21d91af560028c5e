"""Times on devices as rows, and as CSV: one for each run."""

from __future__ import annotations

from collections.abc import Iterator

from lvkb.exports.cells import Row, csv_lines
from lvkb.exports.columns import TIMINGS
from lvkb.results import Results


def timings_csv(results: Results) -> Iterator[str]:
    """Gives every run as a line of CSV under a header line, by paper id, variant, and as in the file."""
    return csv_lines(tuple(TIMINGS), timing_rows(results))


def timing_rows(results: Results) -> Iterator[Row]:
    """Gives the values of every run, in the order of the columns of timings.csv."""
    stored = results.catalog.timings
    version = stored.version if stored else ""
    for paper in results.catalog.papers.values():
        for item in results.timed[paper.id]:
            for run in item.model.timings:
                yield [
                    *(paper.id, paper.name, item.variant.name, item.model.model, item.model.checkpoint),
                    *(item.model.size, run.device, run.runtime, run.precision, run.ms, *run.memory_mb),
                    *(run.npu, run.gpu, run.cpu, version, run.job, item.url),
                ]
