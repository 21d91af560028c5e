"""Drawing of cards: 1200 x 630 pixels in fewer than 16 colours, on white.

Equal cards are equal bytes under one version of Pillow.
"""

from __future__ import annotations

import zlib
from functools import cache, cached_property
from io import BytesIO
from math import ceil

from PIL import Image, ImageDraw, ImageFont

from lvkb.build.card_letters import REGULAR, SEMIBOLD, drawable, fitting, font, largest, lines
from lvkb.render.card_texts import Card
from lvkb.views.card_chart import CardChart, Point

SIZE = (1200, 630)
_MARGIN = 72
_RIGHT = SIZE[0] - _MARGIN
_CHART = (748, 96, _RIGHT, 404)
"""Left, top, right and bottom of the chart."""

_GRID = 4
"""Pixels that the dots of the chart stand on: free places would be another kilobyte in every card."""

_NAME_SIZES = (92, 80, 68, 56, 46)
_TITLE_LINES = 3

_GROUND, _FRONT, _MODELS = "#FFFFFF", "#9AA5B1", "#C9D1D9"
_DARK, _PALE = "#18222D", "#56616D"
_FAMILIES = {"1": "#1F4E9E", "2": "#B85C00", "3": "#00795A", "4": "#6A1B4D"}
_OTHER = "#33566B"

_STEPS = 2
"""Shades from the ground to each colour of text, which smooth its edges."""

_INK, _MUTED, _ACCENT = (tuple(range(first, first + _STEPS)) for first in (1, 1 + _STEPS, 1 + 2 * _STEPS))
_LINE, _DOT = 1 + 3 * _STEPS, 2 + 3 * _STEPS
"""Where the palette has the shades of each colour, the palest first; the ground is 0."""

_SEEN = [255 if level >= 32 else 0 for level in range(256)]
"""What is fainter than this is left out."""


class CardPainter:
    """Draws the cards of one catalogue; what all of them show is drawn once.

    Args:
        chart: The chart, of which each card lights its own points.
        site_name: What stands at the head of every card.
    """

    def __init__(self, chart: CardChart, site_name: str) -> None:
        self._chart = chart
        self._site_name = site_name

    def paint(self, card: Card) -> bytes:
        """Gives a card as PNG."""
        sheet = _Sheet(self._ground_with_chart if card.points else self._ground)
        sheet.draw.rectangle((0, 0, 23, SIZE[1]), fill=_ACCENT[-1])
        _write_head(sheet, card, (_CHART[0] - 48 if card.points else _RIGHT) - _MARGIN)
        _write_figures(sheet, card)
        for point in card.points if card.colour else ():
            sheet.dot(_in_chart(point))
        sheet.picture.putpalette(_palette(_FAMILIES.get(card.colour, _OTHER)))
        return _png(sheet.picture)

    @cached_property
    def _ground(self) -> Image.Image:
        sheet = _Sheet(Image.new("P", SIZE, 0))
        sheet.write((_MARGIN, 52), self._site_name, font(REGULAR, 28), _MUTED)
        return sheet.picture

    @cached_property
    def _ground_with_chart(self) -> Image.Image:
        """The chart with its front, all models as dots, and what its axes are."""
        sheet = _Sheet(self._ground)
        left, top, right, bottom = _CHART
        for point in self._chart.dots:
            x, y = (round(at / _GRID) * _GRID for at in _in_chart(point))
            sheet.draw.rectangle((x - 2, y - 2, x + 1, y + 1), fill=_DOT)
        sheet.draw.line([_in_chart(point) for point in self._chart.front], fill=_LINE, width=3)
        sheet.draw.line([(left, top), (left, bottom), (right, bottom)], fill=_LINE, width=2)
        small = font(REGULAR, 24)
        for text, x in (("0.1", left), ("1", (left + right) // 2), ("10 GMACs", right)):
            half = small.getlength(text) / 2
            sheet.write((min(x - half, _RIGHT - 2 * half), bottom + 8), text, small, _MUTED)
        sheet.write((left, top - 40), "top-1", small, _MUTED)
        return sheet.picture


def _write_head(sheet: _Sheet, card: Card, width: int) -> None:
    """Writes name, title and venue one below the other."""
    size = largest(drawable(card.name), SEMIBOLD, _NAME_SIZES, width)
    sheet.write((_MARGIN, 92), card.name, font(SEMIBOLD, size), _INK, width)
    y = 102 + 1.2 * size
    for line in lines(drawable(card.title), font(REGULAR, 34), width, _TITLE_LINES):
        sheet.write((_MARGIN, y), line, font(REGULAR, 34), _INK, width)
        y += 44
    sheet.write((_MARGIN, y + 10), card.venue, font(REGULAR, 30), _MUTED, width)


def _write_figures(sheet: _Sheet, card: Card) -> None:
    """Writes the numbers side by side at the foot, the first one in the colour of the family, and whose they are."""
    small, large, x = font(REGULAR, 28), font(SEMIBOLD, 72), float(_MARGIN)
    sheet.write((_MARGIN, 418), card.result, small, _MUTED)
    for number, figure in enumerate(card.figures):
        value = sheet.write((x, 458), figure.value, large, _INK if number else _ACCENT)
        x = max(value, sheet.write((x, 546), figure.label, small, _MUTED)) + 56


class _Sheet:
    """A picture of few colours that is written and drawn on."""

    def __init__(self, ground: Image.Image) -> None:
        self.picture = ground.copy()
        self.draw = ImageDraw.Draw(self.picture)

    def write(
        self,
        place: tuple[float, float],
        text: str,
        letters: ImageFont.FreeTypeFont,
        shades: tuple[int, ...],
        width: float = _RIGHT - _MARGIN,
    ) -> float:
        """Writes one line from its left and top on, as much of it as there is room for, and gives where it ends."""
        shown = fitting(drawable(text), letters, width)
        if not shown:
            return place[0]
        length = letters.getlength(shown)
        drawn = Image.new("L", (ceil(length) + 4, ceil(1.35 * letters.size)), 0)
        ImageDraw.Draw(drawn).text((0, 0), shown, fill=255, font=letters)
        self.picture.paste(drawn.point(_levels(shades)), (round(place[0]), round(place[1])))
        return place[0] + length

    def dot(self, place: tuple[float, float]) -> None:
        """Draws a round dot in the colour of the family."""
        dot = _dot()
        middle = dot.width // 2
        corner = (round(place[0]) - middle, round(place[1]) - middle)
        self.picture.paste(dot.point(_levels(_ACCENT)), corner, dot.point(_SEEN))


@cache
def _levels(shades: tuple[int, ...]) -> list[int]:
    """Gives for each opacity the colour of the palette."""
    return [shades[level * _STEPS // 256] if seen else 0 for level, seen in enumerate(_SEEN)]


@cache
def _dot() -> Image.Image:
    """Gives a dot of 18 pixels with smooth edges."""
    large = Image.new("L", (72, 72), 0)
    ImageDraw.Draw(large).ellipse((0, 0, 71, 71), fill=255)
    return large.resize((18, 18), Image.Resampling.BOX)


def _in_chart(point: Point) -> tuple[float, float]:
    left, top, right, bottom = _CHART
    return left + point[0] * (right - left), bottom - point[1] * (bottom - top)


def _palette(accent: str) -> list[int]:
    """Gives the colours of a card: the ground, shades of three colours of text, those of the chart."""
    shares = [step / _STEPS for step in range(1, _STEPS + 1)]
    shades = [_mixed(colour, share) for colour in (_DARK, _PALE, accent) for share in shares]
    colours = (_mixed(_GROUND, 1), *shades, _mixed(_FRONT, 1), _mixed(_MODELS, 1))
    return [part for colour in colours for part in colour]


def _mixed(colour: str, share: float) -> tuple[int, ...]:
    """Gives a colour laid on the ground so thickly."""
    pairs = ((int(colour[at : at + 2], 16), int(_GROUND[at : at + 2], 16)) for at in (1, 3, 5))
    return tuple(round(share * above + (1 - share) * below) for above, below in pairs)


def _png(picture: Image.Image) -> bytes:
    stream = BytesIO()
    picture.save(stream, "PNG", bits=4, compress_type=zlib.Z_RLE)  # flat areas: half the time, and no larger
    return stream.getvalue()
