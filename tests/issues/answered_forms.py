"""Bodies of issues as GitHub writes them, and a record that they are about."""

from __future__ import annotations

RECORD = """\
# Invented for a test.
id: pebblevit
name: PebbleViT
title: "PebbleViT: Rounder Tokens for Small Devices"
authors: [Ada Flint]
published: {year: 2023}
categories: [components/embedding/local-patch-embedding]
arxiv: "2303.99001"
annotation:
  idea: Convolutions grind the patches.
  cheaper: Rounded tokens need no second look.
  limits: The paper does not exist.
sources:
  paper: {arxiv: "2303.99001v2", read: "2026-11-20"}
  zoo: {url: "https://zoo.example/pebbles", read: "2026-11-20"}
variants:
  - name: PebbleViT-S
    readings: # both were looked up twice
      - {source: paper, at: "Table 2, row 1", resolution: 224, top1: 78.30, top5: 94.1, params_m: 5.6}
      - {source: zoo, at: "Models, row 1", resolution: 224, top1: 78.2, params_m: 5.6}
      - {source: zoo, at: "Speed", throughput: {images_per_s: 1157, device: V100, batch: 64}}
  - name: PebbleViT-B, wide
    readings:
      - {source: paper, at: "Table 2, row 2", resolution: 384, top1: 82.1, params_m: 24, pretrain: imagenet-21k}
added: "2026-11-20"
"""
OTHER = RECORD.replace("pebblevit", "gravelnet").replace("PebbleViT", "GravelNet").replace("2303.99001", "2303.99002")

COMPARED = "- [x] I am an author of this paper and have compared the figures of the record with our own."


def body(**answers: str) -> str:
    """Gives the body of an issue: an answer below each label, whose words are joined by underscores."""
    return "".join(f"### {label.replace('_', ' ')}\n\n{text}\n\n" for label, text in answers.items())


def wrong(**values: str) -> str:
    """Gives an answered form "Wrong number"."""
    usual = {
        "where": "catalog/papers/pebblevit.yml, PebbleViT-S",
        "said": "top1: 78.30",
        "right": "top1: 78.4",
        "source": "paper: Table 2, row 1",
        "more": "_No response_",
    }
    told = usual | values
    return body(
        Record_and_model=told["where"],
        What_the_record_says=told["said"],
        What_the_source_says=told["right"],
        Source_and_place=told["source"],
        Anything_else=told["more"],
    )


def missing(**values: str) -> str:
    """Gives an answered form "Missing number"."""
    usual = {
        "where": "catalog/papers/pebblevit.yml, PebbleViT-S",
        "what": "compute_g: 1.1, compute_unit: macs",
        "source": "paper: Table 2, row 1",
    }
    told = usual | values
    return body(Record_and_model=told["where"], What_is_missing=told["what"], Source_and_place=told["source"])


def confirm(**values: str) -> str:
    """Gives an answered form "Confirm my paper's numbers"."""
    usual = {
        "where": "https://kb.example/papers/pebblevit/",
        "source": "all",
        "author": "Ada Flint",
        "compared": COMPARED,
    }
    told = usual | values
    return body(
        Record=told["where"], Which_figures=told["source"], Who_you_are=told["author"], Before_you_send=told["compared"]
    )


def new_paper(paper: str) -> str:
    """Gives an answered form "Missing paper"."""
    return body(
        Paper=paper,
        Code="_No response_",
        **{"Where_its_ImageNet-1K_numbers_stand": "_No response_"},
        Category="_No response_",
        Before_you_send="- [x] I looked for the title and the short name in README.md.",
    )
