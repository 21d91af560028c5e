"""The catalogue as CSV: one line for each reading, what the source does not say is empty.

RFC 4180 quoting with line feeds as line ends, UTF-8 without byte order mark. Numbers keep the digits of the source.

Cells hold exactly what the record says. A text that begins with `=`, `+`, `-` or `@` is not defused for spreadsheets:
the file is data for programs, every record is reviewed before it is published, and an apostrophe in front would be
part of the value for every reader but a spreadsheet.

`source_kind` is the kind of document (`arxiv`, `github`, ...). The kind of reading stands in `kind`, and in `status`,
which is empty for what the authors report themselves, exactly and undisputed. timm's own evaluations follow the
readings of each paper.
"""

from __future__ import annotations

import csv
from decimal import Decimal
from io import StringIO

from lvkb.catalog import Catalog
from lvkb.exports.counted import counted_cells
from lvkb.permalinks import source_kind, source_url
from lvkb.records import Paper, Reading, Setting, Source, Variant
from lvkb.results.compute import gmacs
from lvkb.results.evaluations import evaluations
from lvkb.results.setups import lane
from lvkb.results.verdicts import Judge

COUNTED = ("counted_params_m", "counted_gmacs", "verdict")
"""The columns on what was counted on timm's models; empty for timm's own evaluations."""

COLUMNS = (
    "paper",
    "name",
    "arxiv",
    "category",
    "year",
    "venue",
    "variant",
    "dataset",
    "resolution",
    "top1",
    "top5",
    "params_m",
    "compute_g",
    "compute_unit",
    "gmacs",
    "pretrain",
    "distilled",
    "teacher",
    "epochs",
    "form",
    "base",
    "setting",
    "throughput",
    "throughput_device",
    "latency_ms",
    "latency_device",
    "lane",
    "timm",
    "source_kind",
    "source_url",
    "source_at",
    "status",
    "kind",
    *COUNTED,
)
"""The columns in their order; docs/data-format.md says what each holds."""

_Cell = str | int | Decimal | None


def csv_text(catalog: Catalog) -> str:
    """Gives every reading as a line of CSV under a header line, by paper id and in the order of the record."""
    out = StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(COLUMNS)
    judge = Judge(catalog.counts)
    for paper in catalog.papers.values():
        for variant, position in ((one, two) for one in paper.variants for two in range(len(one.readings))):
            reading = variant.readings[position]
            source = paper.sources.get(reading.source, Source())
            line = _line(paper, variant, reading, source_kind(source), source_url(source))
            writer.writerow([*line, *map(_text, counted_cells(judge, variant, position).values())])
        for item in evaluations(catalog, paper):
            writer.writerow([*_line(paper, item.variant, item.reading, "github", item.url), *[""] * len(COUNTED)])
    return out.getvalue()


def _line(paper: Paper, variant: Variant, reading: Reading, document: str, url: str) -> list[str]:
    derived = {
        "gmacs": gmacs(reading),
        "lane": str(lane(reading)),
        "source_kind": document,
        "source_url": url,
        "status": status(reading),
        "kind": reading.kind,
    }
    cells = {**_paper_cells(paper), **_reading_cells(variant, reading), **derived}
    return [_text(cells[column]) for column in COLUMNS if column not in COUNTED]


def _paper_cells(paper: Paper) -> dict[str, _Cell]:
    return {
        "paper": paper.id,
        "name": paper.name,
        "arxiv": paper.arxiv,
        "category": paper.categories[0],
        "year": paper.published.year,
        "venue": paper.published.venue,
    }


_TAKEN_OVER = (
    "dataset",
    "resolution",
    "top1",
    "top5",
    "params_m",
    "compute_g",
    "compute_unit",
    "pretrain",
    "distilled",
    "epochs",
    "form",
    "base",
)


def _reading_cells(variant: Variant, reading: Reading) -> dict[str, _Cell]:
    throughput, latency = reading.throughput, reading.latency
    return {
        **{column: getattr(reading, column) for column in _TAKEN_OVER},
        "variant": variant.name,
        "teacher": "; ".join(reading.teacher),
        "setting": setting_text(reading.setting),
        "throughput": throughput.images_per_s if throughput else None,
        "throughput_device": throughput.device if throughput else None,
        "latency_ms": latency.ms if latency else None,
        "latency_device": latency.device if latency else None,
        "timm": reading.timm or variant.timm,
        "source_at": reading.at,
    }


def _text(cell: _Cell) -> str:
    return "" if cell is None else f"{cell:f}" if isinstance(cell, Decimal) else str(cell)


def setting_text(setting: Setting | None) -> str:
    """Gives a setting as `keep_ratio=0.7;training=none`, in the order of the record format; empty for none."""
    known = setting.model_dump(exclude_none=True) if setting else {}
    return ";".join(f"{key}={_text(value)}" for key, value in known.items())


def status(reading: Reading) -> str:
    """Gives what keeps a number from being the authors' own, exact and undisputed one.

    Returns:
        The words that apply, joined by a space, in this order: the kind (`quoted`, `measured`, `timm`), the exactness
        (`rounded`, `plot`), `disputed`. Empty for a plain reading.
    """
    kind = "" if reading.kind == "reported" else reading.kind
    exactness = "" if reading.exactness == "exact" else reading.exactness
    return " ".join(filter(None, (kind, exactness, reading.status)))
