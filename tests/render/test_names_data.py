"""The name index as data: everything said once, in the fewest characters that say it."""

from __future__ import annotations

import json

import pytest

from lvkb.render.names_data import names_json, shortened
from lvkb.views.names import SITE_PAGES, names
from tests.invented import catalog, paper, reading, taxonomy, variant


def test_the_whole_index() -> None:
    """Each paper and page has one place in every list; what follows from its name is left out."""
    full = paper(
        "tinyvit",
        variant("TinyViT-5M", reading(), timm="tiny_vit_5m.in1k"),
        variant("Other", reading()),
        name="TinyViT",
        aliases=["Tiny-é"],
        title="TinyViT: Fast Distillation",
        authors=["Kan Wu", "Jinnian Zhang"],
        published={"year": 2022, "venue": "ECCV 2022"},
        arxiv="2207.10666",
        doi="10.1007/x",
        openreview="f0Rum",
        code=[
            {"github": "microsoft/TinyViT", "official": True},
            {"github": "microsoft/Cream", "official": True},
            {"url": "https://example.org/code", "official": False},
        ],
    )
    bare = paper("bare-id", name="Bare", published={"year": 2023})
    text = names_json(names(catalog(full, bare, taxonomy=taxonomy("components/embedding"))))
    assert text.endswith("}\n")
    assert ", " not in text.replace("title of", "")
    assert "é" in text
    data = json.loads(text)
    assert data.pop("pages") == {
        "address": ["taxonomy/components/", "taxonomy/components/embedding/", *(page.address for page in SITE_PAGES)],
        "title": ["COMPONENTS", "EMBEDDING", *(page.title for page in SITE_PAGES)],
        "words": [[], [], *(list(page.words) for page in SITE_PAGES)],
    }
    assert data == {
        "version": 1,
        "families": [["components", "COMPONENTS"]],
        "papers": {
            "id": ["", "bare-id"],
            "name": ["TinyViT", "Bare"],
            "aliases": [["Tiny-é"], []],
            "title": [": Fast Distillation", "=The title of bare-id"],
            "authors": [["Kan Wu", "Jinnian Zhang"], ["Ada Flint"]],
            "year": [2022, 2023],
            "venue": ["ECCV 2022", ""],
            "families": [[0], [0]],
            "official": [1, 0],
            "arxiv": ["2207.10666", ""],
            "doi": ["10.1007/x", ""],
            "openreview": ["f0Rum", ""],
            "github": [["microsoft/", "microsoft/Cream"], []],
            "variants": [["-5M", "=Other"], []],
            "timm": [["tiny_vit_5m.in1k", ""], []],
        },
    }


@pytest.mark.parametrize(
    ("text", "short"),
    [("ViT-B/16", "-B/16"), ("ViT", ""), ("DeiT", "=DeiT"), ("ViT=2", "=ViT=2"), ("=x", "==x"), ("", "=")],
)
def test_shortened(text: str, short: str) -> None:
    """Only what follows the name is written; a text that this would make unclear stays whole behind a mark."""
    assert shortened(text, "ViT") == short
