"""The name index as data: everything said once, in the fewest characters that say it."""

from __future__ import annotations

import json

import pytest

from lvkb.render.names_data import INDEX, author_keys, names_files, shortened
from lvkb.views.names import SITE_PAGES, names
from tests.invented import catalog, paper, reading, taxonomy, variant


def test_the_whole_index() -> None:
    """Each paper and page has one place in every list; what follows from its name is left out."""
    full = paper(
        "tinyvit",
        variant(
            "TinyViT-5M",
            reading(timm="tiny_vit_5m.in22k"),
            reading(timm="tiny_vit_5m_384.in1k"),
            timm="tiny_vit_5m.in1k",
        ),
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
    files = dict(names_files(names(catalog(full, bare, taxonomy=taxonomy("components/embedding")))))
    text = files.pop(INDEX)
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
        "version": 3,
        "families": [["components", "COMPONENTS"]],
        "papers": {
            "id": ["", "bare-id"],
            "name": ["TinyViT", "Bare"],
            "aliases": [["Tiny-é"], []],
            "title": [": Fast Distillation", "=The title of bare-id"],
            "year": [2022, 2023],
            "venue": ["ECCV 2022", ""],
            "families": [[0], [0]],
            "official": [1, 0],
            "openreview": ["f0Rum", ""],
            "variants": [["-5M", "=Other"], []],
            "timm": [["tiny_vit_5m.in1k tiny_vit_5m_384.in1k", ""], []],
        },
        "authors": ["ad", "fl", "ji", "ka", "wu", "zh"],
    }
    assert {path: json.loads(text) for path, text in files.items()} == {
        "data/names/identities.json": {
            "arxiv": ["2207.10666", ""],
            "doi": ["10.1007/x", ""],
            "github": [["microsoft/", "microsoft/Cream"], []],
        },
        "data/names/authors-ad.json": {"author": ["Ada Flint"], "paper": [1], "place": [0]},
        "data/names/authors-fl.json": {"author": ["Ada Flint"], "paper": [1], "place": [0]},
        "data/names/authors-ji.json": {"author": ["Jinnian Zhang"], "paper": [0], "place": [1]},
        "data/names/authors-ka.json": {"author": ["Kan Wu"], "paper": [0], "place": [0]},
        "data/names/authors-wu.json": {"author": ["Kan Wu"], "paper": [0], "place": [0]},
        "data/names/authors-zh.json": {"author": ["Jinnian Zhang"], "paper": [0], "place": [1]},
    }


def test_authors_of_several_papers() -> None:
    """A file of authors has them by name, each once a paper, and tells how many stand before."""
    first = paper("first", authors=["Ben Bell", "Ann Bell"], published={"year": 2020})
    second = paper("second", authors=["Ann Bell"], published={"year": 2021})
    files = dict(names_files(names(catalog(first, second, taxonomy=taxonomy("components/embedding")))))
    assert json.loads(files["data/names/authors-be.json"]) == {
        "author": ["Ann Bell", "Ann Bell", "Ben Bell"],
        "paper": [0, 1, 0],
        "place": [1, 0, 0],
    }


@pytest.mark.parametrize(
    ("author", "keys"),
    [
        ("Hervé Jégou", {"he", "je"}),
        ("Stéphane d'Ascoli", {"st", "as"}),
        ("A. Dosovitskiy", {"do"}),
        ("Jie-Neng Chen", {"ji", "ne", "ch"}),
        ("Øl 名無し", {"other"}),
        ("X. Y", set()),
    ],
)
def test_author_keys(author: str, keys: set[str]) -> None:
    """An author is found by the first letters of each name, whatever its accents; other scripts share one file."""
    assert author_keys(author) == keys


@pytest.mark.parametrize(
    ("text", "short"),
    [("ViT-B/16", "-B/16"), ("ViT", ""), ("DeiT", "=DeiT"), ("ViT=2", "=ViT=2"), ("=x", "==x"), ("", "=")],
)
def test_shortened(text: str, short: str) -> None:
    """Only what follows the name is written; a text that this would make unclear stays whole behind a mark."""
    assert shortened(text, "ViT") == short
