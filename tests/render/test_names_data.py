"""The name index as data: everything said once, in the fewest characters that say it."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from lvkb.render.names_data import INDEX, letter_keys, names_files, shortened, told_words
from lvkb.views.names import SITE_PAGES, names
from lvkb.views.search.named_papers import COMMON
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
        "version": 4,
        "families": [["components", "COMPONENTS"]],
        "papers": {
            "id": ["", "bare-id"],
            "name": ["TinyViT", "Bare"],
            "aliases": [["Tiny-é"], []],
            "year": [2022, 2023],
            "venue": ["ECCV 2022", ""],
            "families": [[0], [0]],
            "official": [1, 0],
            "openreview": ["f0Rum", ""],
            "variants": [["-5M", "=Other"], []],
            "timm": [["tiny_vit_5m.in1k tiny_vit_5m_384.in1k", ""], []],
        },
        "letters": ["ad", "ba", "di", "fa", "fl", "id", "ji", "ka", "ti", "wu", "zh"],
        "titles": 16,
    }
    ada, kan, jinnian = (
        {"author": [author], "paper": [paper], "place": [place]}
        for author, paper, place in (("Ada Flint", 1, 0), ("Kan Wu", 0, 0), ("Jinnian Zhang", 0, 1))
    )
    nobody: dict[str, list[object]] = {"author": [], "paper": [], "place": []}
    nothing: dict[str, list[object]] = {"words": [], "papers": [], "places": []}

    def told(words: list[str], papers: list[list[int]], places: list[list[int]]) -> dict[str, list[object]]:
        return {"words": [*words], "papers": [*papers], "places": [*places]}

    assert {path: json.loads(text) for path, text in files.items()} == {
        "data/names/identities.json": {
            "arxiv": ["2207.10666", ""],
            "doi": ["10.1007/x", ""],
            "github": [["microsoft/", "microsoft/Cream"], []],
        },
        "data/names/ad.json": {"authors": ada, "titles": nothing},
        "data/names/ba.json": {"authors": nobody, "titles": told(["bare-id"], [[1]], [[1]])},
        "data/names/di.json": {"authors": nobody, "titles": told(["distillation"], [[0]], [[2]])},
        "data/names/fa.json": {"authors": nobody, "titles": told(["fast"], [[0]], [[1]])},
        "data/names/fl.json": {"authors": ada, "titles": nothing},
        "data/names/id.json": {"authors": nobody, "titles": told(["bare-id"], [[1]], [[1]])},
        "data/names/ji.json": {"authors": jinnian, "titles": nothing},
        "data/names/ka.json": {"authors": kan, "titles": nothing},
        "data/names/ti.json": {
            "authors": nobody,
            "titles": told(["the title of", "tinyvit"], [[1], [0]], [[0], [0]]),
        },
        "data/names/wu.json": {"authors": kan, "titles": nothing},
        "data/names/zh.json": {"authors": jinnian, "titles": nothing},
        "data/names/titles-0.json": {"first": 0, "whole": [": Fast Distillation", "=The title of bare-id"]},
    }


def test_authors_of_several_papers() -> None:
    """A file of authors has them by name, each once a paper, and tells how many stand before."""
    first = paper("first", authors=["Ben Bell", "Ann Bell"], published={"year": 2020})
    second = paper("second", authors=["Ann Bell"], published={"year": 2021})
    files = dict(names_files(names(catalog(first, second, taxonomy=taxonomy("components/embedding")))))
    assert json.loads(files["data/names/be.json"])["authors"] == {
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
def test_letter_keys(author: str, keys: set[str]) -> None:
    """An author is found by the first letters of each name, whatever its accents; other scripts share one file."""
    assert letter_keys(author) == keys


@pytest.mark.parametrize(
    ("title", "words"),
    [
        ("An Image is Worth 16x16 Words: At Scale", ["an image is", "worth", "16x16", "words at", "scale"]),
        ("Light-weight “U-Net” & More (of It)", ["light-weight", "“u-net” &", "more of", "it"]),
        ("A", []),
        ("DAT++: a b c", ["dat++ a b c"]),
    ],
)
def test_told_words(title: str, words: list[str]) -> None:
    """Words that tell nothing stand with those before them, at the beginning with those behind."""
    assert told_words(title) == words


def test_common_words_are_those_of_the_script() -> None:
    """What the index takes for words that tell nothing, the script does not ask for."""
    script = (Path(__file__).parents[2] / "site/assets/js/search/query.js").read_text(encoding="utf-8")
    found = re.search(r'const COMMON = new Set\("(.+)"\.split', script)
    assert found is not None
    assert set(found[1].split()) == COMMON


def test_words_of_titles() -> None:
    """A file has words of titles once, with papers and places; whole titles stand in files of 16."""
    papers = [paper(f"p{number:02}", title="Fast and Fast Nets" if number else "Nets Fast") for number in range(18)]
    files = dict(names_files(names(catalog(*papers, taxonomy=taxonomy("components/embedding")))))
    assert json.loads(files["data/names/fa.json"])["titles"] == {
        "words": ["fast", "fast and"],
        "papers": [[*range(18)], [*range(1, 18)]],
        "places": [[1] * 18, [0] * 17],
    }
    assert json.loads(files["data/names/titles-1.json"]) == {"first": 16, "whole": ["=Fast and Fast Nets"] * 2}
    assert "data/names/titles-2.json" not in files


@pytest.mark.parametrize(
    ("text", "short"),
    [("ViT-B/16", "-B/16"), ("ViT", ""), ("DeiT", "=DeiT"), ("ViT=2", "=ViT=2"), ("=x", "==x"), ("", "=")],
)
def test_shortened(text: str, short: str) -> None:
    """Only what follows the name is written; a text that this would make unclear stays whole behind a mark."""
    assert shortened(text, "ViT") == short
