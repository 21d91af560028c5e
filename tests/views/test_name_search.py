"""The search of names: which way each paper fits what is typed, and in which order papers are given."""

from __future__ import annotations

import pytest

from lvkb.views.search.name_search import NameSearch
from tests.invented import catalog, paper, reading, taxonomy, variant

PAPERS = (
    paper(
        "flint",
        variant("Flint-Ti", reading(top1=70), timm="flint_tiny.stone_in1k"),
        variant("Flint-S", reading(top1=78)),
        name="Flint (stone)",
        title="Chipping Windows for Vision",
        authors=["Grace Stone", "Al Pebble"],
        published={"year": 2020},
    ),
    paper(
        "flintv2", variant("FlintV2-S", reading(top1=79)), name="FlintV2", title="Flint Again", published={"year": 2022}
    ),
    paper("flint-one", name="FLINT-1", title="First of All", published={"year": 2021}, no_results="A survey."),
    paper(
        "gravel",
        variant("Flint-Ti", reading(top1=71)),
        name="Gravel",
        aliases=["Skimmed Flint"],
        title="Windows of Gravel",
        authors=["Al Pebble", "Grace Quarry"],
        published={"year": 2021, "venue": "ECCV 2022"},
    ),
)

FOUND = [
    (
        "flint",
        [
            ("flint", "name", "Flint"),
            ("flint-one", "beginning", "FLINT-1"),
            ("flintv2", "beginning", "FlintV2"),
            ("gravel/Flint-Ti", "beginning", "Flint-Ti"),
        ],
    ),
    ("flint tiny", [("flint/Flint-Ti", "name", "Flint-Ti"), ("gravel/Flint-Ti", "name", "Flint-Ti")]),
    ("flint_tiny", [("flint/Flint-Ti", "name", "flint_tiny"), ("gravel/Flint-Ti", "name", "Flint-Ti")]),
    ("flint v2 small", [("flintv2/FlintV2-S", "name", "FlintV2-S")]),
    ("skimmed", [("gravel", "beginning", "Skimmed Flint")]),
    ("chipping windows", [("flint", "title", "Chipping Windows for Vision")]),
    ("gravel of windows", [("gravel", "title", "Windows of Gravel")]),
    ("al pebble", [("gravel", "author", "Al Pebble"), ("flint", "author", "Al Pebble")]),
    ("Grace Pebble", [("flint", "author", "Grace Stone, Al Pebble"), ("gravel", "author", "Grace Quarry, Al Pebble")]),
    ("gravel eccv", [("gravel", "name", "Gravel")]),
    ("flint tiny distilled", [("flint/Flint-Ti", "name", "Flint-Ti")]),
    ("flint 2022", [("flintv2", "beginning", "FlintV2"), ("gravel/Flint-Ti", "beginning", "Flint-Ti")]),
    ("quarry windows", [("gravel", "author", "Grace Quarry")]),
    ("grvel", [("gravel", "near", "Gravel")]),
    ("flnt-s", [("flint/Flint-S", "near", "Flint-S")]),
    ("gravel 1999", [("gravel", "name", "Gravel")]),
    ("flintv3", []),
    ("!?", []),
]


def search() -> NameSearch:
    """Gives the search of four papers."""
    return NameSearch(catalog(*PAPERS, taxonomy=taxonomy("components/embedding")))


@pytest.mark.parametrize(("text", "expected"), FOUND)
def test_order(text: str, expected: list[tuple[str, str, str]]) -> None:
    """What fits as it is typed is given by how surely it fits; else what differs in few letters."""
    assert [(str(hit.found), hit.by, hit.text) for hit in search().find(text)] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("gravel for phones", [("gravel", "near", "Gravel")]),
        ("Pebbel", [("flint", "near", "Al Pebble"), ("gravel", "near", "Al Pebble")]),
        ("unheard of", []),
    ],
)
def test_guesses(text: str, expected: list[tuple[str, str, str]]) -> None:
    """A name that more follows on, and words that are misspelt, lead to what may be meant."""
    assert [(str(hit.found), hit.by, hit.text) for hit in search().guess(text)] == expected
