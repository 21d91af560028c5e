"""A catalogue for exports: one paper with everything, and one with nothing but what is required."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from lvkb.catalog import Catalog
from lvkb.records import Paper, Taxonomy

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


def exported(*papers: dict[str, Any], **values: Any) -> Catalog:
    """Gives a catalogue of papers as records give them; of the full and the plain one unless others are named."""
    found = [Paper.model_validate(paper) for paper in papers or (FULL, PLAIN)]
    return Catalog(Path(), {paper.id: paper for paper in found}, Taxonomy.model_validate(TREE), **values)
