"""What cards say."""

from __future__ import annotations

from typing import Any

import pytest

from lvkb.records import Paper
from lvkb.render.card_texts import Card, CardFigure, Cards, cards
from tests.counted import MODEL, counts, model_count
from tests.invented import PLAIN, paper, reading, results, variant

TOLD: dict[str, Any] = PLAIN | {"top1": "78.3", "params_m": "5.6", "compute_g": "1.1", "compute_unit": "macs"}


def made(*papers: Paper, **values: Any) -> Cards:
    """Gives the cards of some papers."""
    return cards(results(*papers, **values), "A Knowledge Base", "KB")


def card(**values: Any) -> Card:
    """Gives the card of a paper with one reading."""
    told = {key: value for key, value in (TOLD | values).items() if value is not None}
    return made(paper("a", variant("A-S", reading(**told)))).of_papers["a"]


def test_card_of_a_paper() -> None:
    """A card tells name, title, venue, colour of its family, and figures of the result that stands for the paper."""
    told = paper(
        "a",
        variant("A-S", reading(**TOLD)),
        published={"year": 2021, "venue": "ICLR 2022"},
        categories=["dynamic/token-pruning"],
    )
    found = made(told)
    assert found.of_papers["a"] == Card(
        name="A",
        title="The title of a",
        venue="ICLR 2022",
        colour="other",
        result="A-S at 224 px",
        figures=(
            CardFigure("78.3 %", "top-1"),
            CardFigure("5.6 M", "parameters"),
            CardFigure("1.1 G", "multiply-adds"),
        ),
        points=found.chart.of_paper["a"],
    )


@pytest.mark.parametrize(
    ("values", "figures"),
    [
        ({"top1": "84.357421875"}, ["84.36 %", "5.6 M", "1.1 G"]),
        ({"top1": "84.30"}, ["84.30 %", "5.6 M", "1.1 G"]),
        ({"top1": "84"}, ["84 %", "5.6 M", "1.1 G"]),
        ({"params_m": "5.678"}, ["78.3 %", "5.68 M", "1.1 G"]),
        ({"params_m": "28.288"}, ["78.3 %", "28.3 M", "1.1 G"]),
        ({"compute_g": "0.04567"}, ["78.3 %", "5.6 M", "0.0457 G"]),
        ({"params_m": "1234"}, ["78.3 %", "1230 M", "1.1 G"]),
        ({"params_m": None}, ["78.3 %", "1.1 G"]),
        ({"compute_g": None, "compute_unit": None, "params_m": None}, ["78.3 %"]),
    ],
    ids=repr,
)
def test_few_digits(values: dict[str, Any], figures: list[str]) -> None:
    """Accuracy has at most two decimals, cost at most three digits; what is not known is left out."""
    assert [figure.value for figure in card(**values).figures] == figures


def test_counted_figures_say_so() -> None:
    """A figure that nobody reports but lvkb counted is called so."""
    told = PLAIN | {"top1": "78.3"}
    found = made(paper("a", variant("A-S", reading(**told), timm=MODEL)), counts=counts(model_count()))
    labels = [figure.label for figure in found.of_papers["a"].figures]
    assert labels == ["top-1", "parameters, counted", "multiply-adds, counted"]


def test_paper_without_results() -> None:
    """A paper without a comparable result has no figures and no points."""
    found = made(paper("a")).of_papers["a"]
    assert (found.result, found.figures, found.points, found.venue) == ("", (), (), "Preprint 2021")


def test_size_of_the_image_is_told_where_known() -> None:
    """Without an image size the variant stands alone."""
    assert card(resolution=None).result == "A-S"


def test_card_of_the_site() -> None:
    """The card of all other pages tells the names of the site and how much is in it, and shows the line alone."""
    found = made(paper("a", variant("A-S", reading(**TOLD)), variant("A-M", reading(**TOLD))), paper("b"))
    assert found.of_site == Card(
        name="KB",
        title="A Knowledge Base",
        venue="Every number links to the table it was read in",
        colour="",
        result="",
        figures=(CardFigure("2", "papers"), CardFigure("2", "models"), CardFigure("2", "results")),
        points=found.chart.front,
    )
