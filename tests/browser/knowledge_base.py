"""A small knowledge base for the browser: the toy catalogue, a paper with many readings, and one that means harm."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import NamedTuple

REPOSITORY = Path(__file__).parents[2]
SHARED = (
    "templates",
    "site",
    "mkdocs.yml",
    "docs/record-format.md",
    "docs/data-format.md",
    "docs/licences.md",
    "docs/glossary.md",
)

HOSTILE_NAME = "<script>alert(1)</script> | `Toy` {{ 7 * 7 }}"
HOSTILE_TITLE = '</title><svg onload="alert(2)"> | `a` *b* {% raw %} & "quotes"'
HOSTILE_WORD = "quokka"
SHARED_WORD = "marmot"
"""Another name of the paper with many readings, and a word of the annotation of the one that means harm."""
MANY = 240

_SOURCES = """\
id: toy-sources
name: Sources
title: "Sources: An Invented Network Called Like a Heading"
authors: [Ida One, Jo Two, Kim Three, Lu Four, Max Five]
published: {year: 2023, venue: CVPR 2023}
categories: [components/position-encoding]
arxiv: "2301.00009"
annotation: {idea: "A name that is a heading too. It has a second sentence.", cheaper: Nothing., limits: All invented.}
sources: {paper: {arxiv: "2301.00009v1", read: "2026-01-01"}}
added: "2026-01-06"
variants:
  - name: Models
    readings:
      - {source: paper, at: "Table 1, row 1", top1: 84.357421875, params_m: 5.5786, compute_g: 0.9, compute_unit: macs,
         resolution: 224, pretrain: imagenet-21k, distilled: none, epochs: 300}
"""


class Row(NamedTuple):
    """A reading of the paper with many readings; a figure that is not told is None."""

    variant: str
    top1: Decimal
    params_m: Decimal | None


def many_rows() -> tuple[Row, ...]:
    """Gives the readings of the paper with many of them; texts and numbers sort differently, each tenth has no size."""
    return tuple(
        Row(
            f"ToyMany-{number:03}",
            Decimal(5000 + 37 * number % 2999) / 100,
            Decimal(3 * number) / 10 if number % 10 else None,
        )
        for number in range(1, MANY + 1)
    )


def make_knowledge_base(root: Path) -> None:
    """Writes the knowledge base into an empty folder, with templates and site of this repository."""
    shutil.copytree(REPOSITORY / "tests/toy/catalog", root / "catalog")
    for name in SHARED:
        source, target = REPOSITORY / name, root / name
        target.parent.mkdir(parents=True, exist_ok=True)
        if source.is_dir():
            shutil.copytree(source, target)
        else:
            shutil.copy(source, target)
    papers = root / "catalog/papers"
    (papers / "toy-many.yml").write_text("".join(_many()), encoding="utf-8")
    (papers / "toy-harm.yml").write_text(_harm(), encoding="utf-8")
    (papers / "toy-sources.yml").write_text(_SOURCES, encoding="utf-8")


def _many() -> Iterator[str]:
    yield f"""\
id: toy-many
name: ToyMany
aliases: [{SHARED_WORD.capitalize()}]
title: "ToyMany: An Invented Family with Many Members"
authors: [Mia Many]
published: {{year: 2022, venue: ICCV 2022}}
categories: [components/position-encoding]
arxiv: "2201.00009"
code: [{{github: toy/many, official: true}}]
annotation: {{idea: Many members., cheaper: Nothing., limits: All invented.}}
sources: {{paper: {{arxiv: "2201.00009v1", read: "2026-01-01"}}}}
added: "2026-01-05"
variants:
"""
    for number, row in enumerate(many_rows(), start=1):
        params = f", params_m: {row.params_m}" if row.params_m else ""
        reading = f'{{source: paper, at: "Table 1, row {number}", top1: {row.top1}{params}}}'
        yield f"  - {{name: {row.variant}, readings: [{reading}]}}\n"


def _harm() -> str:
    return f"""\
id: toy-harm
name: '{HOSTILE_NAME}'
title: '{HOSTILE_TITLE}'
authors: ['<b>Mallory</b>']
published: {{year: 2019}}
categories: [components/position-encoding]
arxiv: "1901.00009"
annotation:
  idea: 'A {HOSTILE_WORD} <script>alert(3)</script> in a model like {SHARED_WORD}.'
  cheaper: Less.
  limits: '<img src=x onerror=alert(4)>'
sources: {{paper: {{arxiv: "1901.00009v1", read: "2026-01-01"}}}}
added: "2026-01-05"
variants:
  - name: '<script>alert(5)</script>'
    readings: [{{source: paper, at: '</script><script>alert(6)</script>', top1: 1.5}}]
"""
