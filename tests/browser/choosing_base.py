"""A knowledge base to choose from: the small one, models within a budget, and eight methods applied to one model."""

from __future__ import annotations

import json
from pathlib import Path
from typing import NamedTuple

from tests.browser.knowledge_base import make_knowledge_base

BASE = "toy-deit/ToyDeiT-S"

_COUNTS = "catalog/measured/counts.json"
_TIMM = "toysmall_a"

_DEIT = """\
id: toy-deit
name: ToyDeiT
aliases: [Data-Efficient Toys]
title: "ToyDeiT: Invented Training of an Invented Transformer"
authors: [Dora Dee]
published: {year: 2021, venue: ICML 2021}
categories: [components/position-encoding]
arxiv: "2101.00021"
annotation: {idea: A base for others., cheaper: Nothing., limits: All invented.}
sources: {paper: {arxiv: "2101.00021v1", read: "2026-01-01"}}
added: "2025-12-01"
variants:
  - name: ToyDeiT-S
    readings:
      - {source: paper, at: "Table 5, row 2", resolution: 224, top1: 79.8, params_m: 22.1,
         compute_g: 4.6, compute_unit: macs,
         pretrain: none, distilled: none, epochs: 300, throughput: {images_per_s: 940, device: V100}}
"""

_SMALL = """\
id: toy-small
name: ToySmall
title: "ToySmall: Invented Networks within a Budget"
authors: [Sam Small]
published: {year: 2024, venue: ECCV 2024}
categories: [components/position-encoding]
arxiv: "2401.00024"
code: [{github: toy/small, official: true, license: MIT}]
annotation: {idea: Small on purpose., cheaper: Parameters., limits: All invented.}
sources: {paper: {arxiv: "2401.00024v1", read: "2026-01-01"}}
added: "2025-12-01"
variants:
  - name: ToySmall-A
    timm: toysmall_a.in1k
    readings:
      - {source: paper, at: "Table 2, row 1", resolution: 224, top1: 77.1, params_m: 5.0,
         compute_g: 0.6, compute_unit: macs,
         pretrain: none, distilled: none, epochs: 300, throughput: {images_per_s: 1500, device: V100}}
  - name: ToySmall-B
    readings:
      - {source: paper, at: "Table 2, row 2", resolution: 224, top1: 79.9, params_m: 7.0, compute_g: 1.1,
         compute_unit: macs, pretrain: none, distilled: none, epochs: 300}
  - name: ToySmall-C
    readings:
      - {source: paper, at: "Table 2, row 3", resolution: 224, top1: 76.0, params_m: 4.0,
         pretrain: none, distilled: none, epochs: 300}
"""


class Method(NamedTuple):
    """A method applied to the base; its name means something to LaTeX."""

    id: str
    name: str
    top1: str
    gmacs: str | None
    year: int
    keep: str = "0.7"
    epochs: int = 300
    distilled: str = "none"


METHODS = (
    Method("toy-cut", "ToyCut", "79.5", "3.0", 2021),
    Method("toy-red", "Toy-RED#2", "79.1", "3.2", 2021),
    Method("toy-evo", "Toy_Evo", "79.4", "3.0", 2022),
    Method("toy-merge", "Toy&Merge", "79.39", "2.7", 2023),
    Method("toy-half", "Toy50%", "78.6", "2.3", 2023, keep="0.5"),
    Method("toy-soft", "ToySoft", "80.2", "3.1", 2022, distilled="soft"),
    Method("toy-fine", "ToyFine", "79.3", "2.6", 2024, epochs=30),
    Method("toy-blank", "ToyBlank", "79.0", None, 2024),
)
"""The methods applied to the base."""


def make_choosing_base(root: Path) -> None:
    """Writes the knowledge base into an empty folder."""
    make_knowledge_base(root)
    papers = {"toy-deit": _DEIT, "toy-small": _SMALL} | {
        method.id: _paper(nr, method) for nr, method in enumerate(METHODS)
    }
    for identity, text in papers.items():
        (root / f"catalog/papers/{identity}.yml").write_text(text, encoding="utf-8")
    _count(root / _COUNTS)


def _paper(nr: int, method: Method) -> str:
    cost = f", compute_g: {method.gmacs}, compute_unit: macs" if method.gmacs else ""
    taught = f"{method.distilled}, teacher: {BASE}" if method.distilled != "none" else "none"
    return f"""\
id: {method.id}
name: '{method.name}'
title: '{method.name}: An Invented Reduction of Tokens'
authors: ['Nora No{nr}']
published: {{year: {method.year}, venue: CVPR {method.year}}}
categories: [dynamic/dynamic-resolution/dynamic-token-pruning]
arxiv: "{method.year % 100}01.0010{nr}"
annotation: {{idea: Fewer tokens., cheaper: Compute., limits: All invented.}}
sources: {{paper: {{arxiv: "{method.year % 100}01.0010{nr}v1", read: "2026-01-01"}}}}
added: "2025-12-02"
variants:
  - name: '{method.name}-S'
    readings:
      - {{source: paper, at: "Table 1, row 1", resolution: 224, top1: {method.top1}{cost}, pretrain: none,
         distilled: {taught}, epochs: {method.epochs}, base: {BASE}, setting: {{keep_ratio: {method.keep}}}}}
"""


def _count(path: Path) -> None:
    """Adds a model that timm has to what was counted."""
    data = json.loads(path.read_text(encoding="utf-8"))
    like = data["models"][0]
    sizes = [size | {"macs": 600_000_000, "macs_fused": 600_000_000} for size in like["sizes"][:1]]
    own = {"model": f"{_TIMM}.in1k", "params": 5_000_000, "params_fused": 5_000_000, "sizes": sizes, "license": "mit"}
    data["models"].append(like | own)
    data["architectures"] = sorted([*data["architectures"], _TIMM])
    path.write_text(json.dumps(data), encoding="utf-8")
