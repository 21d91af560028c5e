"""What the cards say that links to papers are shown with."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import NamedTuple

from lvkb.records import Paper
from lvkb.render.figure_texts import number
from lvkb.results import Figure, Result, Results
from lvkb.views.card_chart import CardChart, Point, card_chart
from lvkb.views.palette import Palette, palette_of
from lvkb.views.sections import PaperLine, paper_lines

_ACCURACY = Decimal("0.01")


class CardFigure(NamedTuple):
    """A number on a card, and what stands beneath it."""

    value: str
    label: str


class Card(NamedTuple):
    """A card.

    Attributes:
        name: In large letters.
        title: In the middle.
        venue: Beneath the title.
        colour: The colour of its family; empty for the card of the site.
        result: Whose figures they are: `MobileViT-S at 256 px`; empty without figures.
        figures: Numbers at the foot.
        points: Points of the chart that are its own; a card of a paper without any has no chart.
    """

    name: str
    title: str
    venue: str
    colour: str
    result: str
    figures: tuple[CardFigure, ...]
    points: tuple[Point, ...]


class Cards(NamedTuple):
    """All cards of a catalogue: one for each paper by its id, and one for every other page."""

    chart: CardChart
    of_site: Card
    of_papers: Mapping[str, Card]


def cards(results: Results, name: str, short_name: str) -> Cards:
    """Gives the cards of a catalogue.

    Args:
        results: Its results.
        name: What the site is called.
        short_name: The same in a few words.
    """
    chart = card_chart(results.results)
    lines = paper_lines(results)
    palette = palette_of(results.catalog)
    papers = results.catalog.papers
    figures = (
        CardFigure(f"{len(papers):,}", "papers"),
        CardFigure(f"{sum(len(paper.variants) for paper in papers.values()):,}", "models"),
        CardFigure(f"{len(tuple(results.results)):,}", "results"),
    )
    site = Card(short_name, name, "Every number links to the table it was read in", "", "", figures, chart.front)
    return Cards(
        chart, site, {paper.id: _of_paper(paper, lines[paper.id], chart, palette) for paper in papers.values()}
    )


def _of_paper(paper: Paper, line: PaperLine, chart: CardChart, palette: Palette) -> Card:
    best = line.best
    return Card(
        name=paper.name,
        title=paper.title,
        venue=line.venue,
        colour=palette.of_paper(paper),
        result=_whose(best) if best else "",
        figures=_figures(best) if best else (),
        points=chart.of_paper.get(paper.id, ()),
    )


def _whose(result: Result) -> str:
    pixels = result.protocol.resolution
    return f"{result.variant.name} at {pixels} px" if pixels else result.variant.name


def _figures(result: Result) -> tuple[CardFigure, ...]:
    """Gives accuracy, size and compute as far as they are known, with few digits."""
    assert result.top1  # what represents a paper has an accuracy
    accuracy = CardFigure(f"{_rounded(result.top1.value)} %", "top-1")
    costs = ((result.params_m, "M", "parameters"), (result.gmacs, "G", "multiply-adds"))
    return (accuracy, *(_cost(figure, unit, label) for figure, unit, label in costs if figure))


def _cost(figure: Figure, unit: str, label: str) -> CardFigure:
    return CardFigure(f"{Decimal(f'{figure.value:.3g}'):f} {unit}", label if figure.told else f"{label}, counted")


def _rounded(accuracy: Decimal) -> str:
    """Gives an accuracy with two decimals at most."""
    exponent = accuracy.as_tuple().exponent
    return number(accuracy.quantize(_ACCURACY) if isinstance(exponent, int) and exponent < -2 else accuracy)
