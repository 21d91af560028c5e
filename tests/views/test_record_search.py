"""The search of records: the order of what fits, words and their endings, topics and devices."""

from __future__ import annotations

import pytest

from lvkb.views.search.record_search import RecordSearch, Searched, fitting_devices, stems
from tests.invented import catalog, paper, reading, taxonomy, variant

PAPERS = (
    paper(
        "flint",
        variant("Flint-S", reading(top1=78), timm="flint_s.stone_in1k"),
        variant("Flint-T", reading(top1=70)),
        title="Chipping Windows for Vision",
        arxiv="2101.00042",
        categories=["dynamic/pruning"],
        annotation={"idea": "Windows are chipped. Tokens are pruned early.", "cheaper": "c", "limits": "l"},
    ),
    paper(
        "flint-2",
        variant("Flint-S2", reading(top1=79)),
        title="Flint Again",
        authors=["Grace Pebble"],
        annotation={"idea": "Quantised from the start.", "cheaper": "c", "limits": "l"},
    ),
    paper(
        "gravel",
        title="Pruning of Tokens",
        authors=["Grace Stone", "Al Pebble"],
        aliases=["Skimmed Flint"],
        annotation={"idea": "i", "cheaper": "c", "limits": "l"},
        no_results="A survey.",
    ),
)


def found(text: str) -> Searched:
    """Gives what a search finds in three papers."""
    held = catalog(*PAPERS, taxonomy=taxonomy("components/embedding", "dynamic/pruning"))
    return RecordSearch(held).find(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("flint", [("flint", "name"), ("flint-2", "beginning"), ("gravel", "part")]),
        ("Flint S", [("flint/Flint-S", "name"), ("flint-2/Flint-S2", "beginning")]),
        ("flint_s.stone_in1k", [("flint/Flint-S", "name")]),
        ("https://arxiv.org/abs/2101.00042v3", [("flint", "id")]),
        ("skimmed", [("gravel", "beginning")]),
        ("prune tokens", [("gravel", "text"), ("flint", "text")]),
        ("Grace Pebble", [("flint-2", "author"), ("gravel", "author")]),
        ("/dynamic/pruning", [("flint", "topic")]),
        ("quantization", [("flint-2", "text")]),
        ("windows unheardof", [("flint", "text")]),
        ("unheardof words windows", []),
        ("", []),
        ("!?", []),
    ],
)
def test_order(text: str, expected: list[tuple[str, str]]) -> None:
    """Whole names go before beginnings, these before parts, and then the texts that hold most of the words."""
    assert [(str(hit.found), hit.by) for hit in found(text).hits] == expected


def test_sentence() -> None:
    """Of a text, the sentence that holds most of the words is given."""
    assert [hit.text for hit in found("tokens pruned early").hits] == ["i c l", "Tokens are pruned early."]


def test_misspelt() -> None:
    """Where nothing fits, what was probably meant is given: a near name, or an author whose name is misspelt."""
    assert [(str(hit.found), *hit[1:]) for hit in found("grvel").hits] == [("gravel", "near", "GRAVEL")]
    assert [(str(hit.found), *hit[1:]) for hit in found("Pebblo").hits] == [
        ("flint-2", "near", "Grace Pebble"),
        ("gravel", "near", "Al Pebble"),
    ]


def test_shared_code() -> None:
    """Of papers that share a repository, the one of its name goes first, then the oldest."""
    code = [{"github": "stone/gravel", "official": True}]
    papers = (
        paper("flint", code=code, published={"year": 2022}),
        paper("chert", code=code, published={"year": 2020}),
        paper("gravel", name="Gravel", code=code, published={"year": 2023}),
    )
    search = RecordSearch(catalog(*papers, taxonomy=taxonomy("components/embedding")))
    for text in ("stone/gravel", "https://github.com/Stone/Gravel.git", "git@github.com:stone/gravel.git"):
        assert [(hit.found.paper.id, hit.by) for hit in search.find(text).hits] == [
            ("gravel", "id"),
            ("chert", "id"),
            ("flint", "id"),
        ]


def test_topics() -> None:
    """Nodes of the taxonomy are found by their words, with the papers that stand in them."""
    assert [(hit.node.path, hit.papers) for hit in found("pruning").topics] == [("dynamic/pruning", 1)]


def test_endings() -> None:
    """Usual endings, accents and capitals do not matter, nor does the spelling of -isation; short words stay whole."""
    assert list(stems("Pruned pruning PRUNES quantised quantization Rénée vits is")) == [
        *("prun", "prun", "prun", "quantiz", "quantiz", "rene", "vits", "is"),
    ]


def test_devices() -> None:
    """Devices are found by a part of their name, and in a sentence that names them; not by two letters."""
    known = ["Galaxy S24", "iPhone 12", "V100"]
    assert fitting_devices(known, "s24") == ("Galaxy S24",)
    assert fitting_devices(known, "how fast on an iphone 12 or a v100") == ("iPhone 12", "V100")
    assert fitting_devices(known, "s2") == ()
