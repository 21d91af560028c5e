"""A catalogue for exports: a paper with everything and one with the least; and what a reader makes of the files."""

from __future__ import annotations

import re
from collections.abc import Iterable
from decimal import Decimal
from pathlib import Path
from typing import Any

from lvkb.catalog import Catalog
from lvkb.records import Paper, Taxonomy
from lvkb.results import Results
from lvkb.views.picks import picks

PLAIN: dict[str, Any] = {
    "id": "b-net",
    "name": "B",
    "title": "B",
    "authors": ["Ada Bell"],
    "published": {"year": "2020"},
    "categories": ["parts/tokens"],
    "annotation": {"idea": "i", "cheaper": "c", "limits": "l"},
    "added": "2026-01-02",
}
FULL: dict[str, Any] = {
    **PLAIN,
    "id": "a-vit",
    "name": "A, the ViT",
    "aliases": ["AVT"],
    "title": 'A "Quoted" Title',
    "published": {"year": "2021", "venue": "ICLR 2022"},
    "categories": ["parts/tokens", "parts/order"],
    "arxiv": "2110.02170",
    "code": [{"github": "a/b", "path": "vit", "official": "false"}],
    "relations": {"builds-on": ["b-net"]},
    "sources": {
        "zoo": {"github": "a/b", "path": "zoo.md", "commit": "84d992f", "read": "2026-01-01"},
        "paper": {"arxiv": "2110.02170v2"},
    },
    "variants": [
        {
            "name": "A-S",
            "timm": "a_s.in1k",
            "readings": [
                {
                    "source": "zoo",
                    "at": 'row 3, "S"',
                    "resolution": "256",
                    "top1": "78.30",
                    "params_m": "5.60",
                    "compute_g": "2.00",
                    "compute_unit": "flops",
                    "throughput": {"images_per_s": "1157.0", "device": "V100, 16 GB", "batch": "64"},
                    "pretrain": "none",
                    "distilled": "soft+feature",
                    "teacher": ["b-net/B-L", "RegNetY-16GF"],
                    "epochs": "300",
                },
                {
                    "source": "paper",
                    "at": "Figure 2",
                    "top1": "77",
                    "top5": "94.10",
                    "latency": {"ms": "0.90", "device": "iPhone 12"},
                    "base": "=DeiT-S",
                    "setting": {"keep_ratio": "0.70", "training": "none"},
                    "timm": "a_s.other",
                    "kind": "quoted",
                    "exactness": "plot",
                    "status": "disputed",
                    "reason": "The text says 78.",
                    "note": "The text says 78; the figure 77.",
                },
            ],
        }
    ],
}
TREE: dict[str, Any] = {
    "families": [
        {
            "id": "parts",
            "title": "Parts",
            "definition": "What it is made of.",
            "categories": [
                {"id": "tokens", "title": "Tokens", "definition": "Pixels to tokens."},
                {"id": "order", "title": "Order", "definition": "Where tokens stand."},
            ],
        }
    ]
}


def texts(files: Iterable[tuple[str, Iterable[str]]]) -> dict[str, str]:
    """Gives files whose texts come piece by piece as whole ones, by their path."""
    return {path: "".join(pieces) for path, pieces in files}


def exported(*papers: dict[str, Any], **values: Any) -> Catalog:
    """Gives a catalogue of papers as records give them; of the full and the plain one unless others are named."""
    found = [Paper.model_validate(paper) for paper in papers or (FULL, PLAIN)]
    return Catalog(Path(), {paper.id: paper for paper in found}, Taxonomy.model_validate(TREE), **values)


Row = dict[str, str]


def picked(given: Results) -> list[tuple[Decimal, list[str]]]:
    """Gives paper and variant of each pick of the site, by budget."""
    return [
        (pick.budget_m, [f"{item.paper.id}: {item.variant.name}" for item in pick.best])
        for pick in picks(given.results)
    ]


def picked_by_a_reader(lines: list[Row]) -> list[tuple[Decimal, list[str]]]:
    """Makes the picks from the file alone, as docs/data-format.md says."""
    fair = [
        line
        for line in lines
        if line["scope"] == "core"
        and line["setup"] == "imagenet-1k / no distillation / 224"
        and line["light"] == "true"
        and line["top1"]
        and line["params_m"]
        and not line["base"]
        and line["status"] in ("", "rounded")
    ]
    fair.sort(key=lambda line: f"{line['paper']}/{line['variant']}")
    fair.sort(key=lambda line: (-Decimal(line["top1"]), Decimal(line["gmacs"]), Decimal(line["params_m"])))
    found = []
    for budget in map(Decimal, (3, 6, 12, 30)):
        best: dict[str, str] = {}
        for line in fair:
            if Decimal(line["params_m"]) <= budget:
                best.setdefault(line["paper"], f"{line['paper']}: {line['variant']}")
        found.append((budget, list(best.values())[:3]))
    return found


def rows_of_json(paper: dict[str, Any]) -> list[Row]:
    """Gives what readings.csv says of a paper of catalog.json, as far as JSON tells it: a line for each reading."""
    known = {
        "paper": paper["id"],
        "name": paper["name"],
        "scope": paper.get("scope", "core"),
        "arxiv": paper.get("arxiv", ""),
        "category": paper["categories"][0],
        "year": str(paper["published"]["year"]),
        "venue": paper["published"].get("venue", ""),
        "code_license": next((code["license"] for code in _official_first(paper) if "license" in code), ""),
    }
    return [
        {**known, **_row_of_json(_completed(reading, paper), variant, paper["sources"])}
        for variant in paper.get("variants", [])
        for reading in variant["readings"]
    ]


def _official_first(paper: dict[str, Any]) -> list[dict[str, Any]]:
    return sorted(paper.get("code", []), key=lambda code: not code["official"])


def _completed(reading: dict[str, Any], paper: dict[str, Any]) -> dict[str, Any]:
    """Gives a reading with what its protocol says of it, and the basis of that."""
    protocol = paper.get("protocols", {}).get(reading.get("protocol"), {})
    said = {key: value for key, value in protocol.items() if key not in ("source", "at")}
    return {**said, **reading}


_ALIKE = (
    *("resolution", "top1", "top5", "params_m", "compute_g", "compute_unit", "gmacs", "pretrain", "distilled"),
    *("epochs", "form", "base", "setup", "note"),
)
_MARKS = {"kind": "reported", "exactness": "exact", "status": ""}


def _row_of_json(reading: dict[str, Any], variant: dict[str, Any], sources: dict[str, Any]) -> Row:
    source = sources[reading["source"]]
    throughput, latency = reading.get("throughput", {}), reading.get("latency", {})
    marks = [reading[key] for key, usual in _MARKS.items() if reading.get(key, usual) != usual]
    return {
        **{key: str(reading.get(key, "")) for key in _ALIKE},
        "variant": variant["name"],
        "dataset": reading.get("dataset", "imagenet-1k"),
        "evaluation": reading.get("evaluation", "supervised"),
        "teacher": "; ".join(reading.get("teacher", [])),
        "setting": ";".join(f"{key}={value}" for key, value in reading.get("setting", {}).items()),
        "throughput": str(throughput.get("images_per_s", "")),
        "throughput_device": throughput.get("device", ""),
        "latency_ms": str(latency.get("ms", "")),
        "latency_device": latency.get("device", ""),
        "timm": reading.get("timm", variant.get("timm", "")),
        "source_kind": next(key for key in ("arxiv", "github", "openreview", "cvf", "doi", "url") if key in source),
        "source_url": source["link"],
        "source_at": reading["at"],
        "source_read": source.get("read", ""),
        "status": " ".join(marks),
        "kind": reading.get("kind", "reported"),
        "exactness": reading.get("exactness", "exact"),
        "protocol_basis": reading.get("basis", ""),
    }


def text_of_cell(cell: str) -> str:
    """Gives the text of a cell of CSV, as docs/data-format.md tells readers to get it back."""
    return re.sub(r"^'(?='*[=+\-@\t\r\uff1d\uff0b\uff0d\uff20])", "", cell)
