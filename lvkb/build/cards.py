"""The cards that links to pages are shown with elsewhere (`og:image`): PNG pictures, drawn without network.

One takes some milliseconds, so those of earlier builds are remembered under all that they are made of. Equal cards are
equal bytes under one version of Pillow: the fonts lie beside this module, and text is laid out glyph by glyph.
"""

from __future__ import annotations

import base64
import unicodedata
import zlib
from collections.abc import Iterator
from functools import cache, cached_property
from io import BytesIO
from math import ceil
from pathlib import Path

import PIL
from PIL import Image, ImageDraw, ImageFont

from lvkb.cache import Store, code_digest, digest
from lvkb.render.card_texts import Card, Cards
from lvkb.views.card_chart import CardChart, Point

SIZE = (1200, 630)
_MARGIN = 72
_RIGHT = SIZE[0] - _MARGIN
_CHART = (748, 96, _RIGHT, 404)
"""Left, top, right and bottom of the chart."""

_FONTS = Path(__file__).parent / "fonts"
_REGULAR, _SEMIBOLD = "SourceSansPro-Regular.ttf", "SourceSansPro-Semibold.ttf"

_PAPER_COLOUR, _LINE_COLOUR, _DOT_COLOUR = "#FFFFFF", "#9AA5B1", "#C9D1D9"
_INK_COLOUR, _MUTED_COLOUR = "#18222D", "#56616D"
_COLOURS = {
    "components": "#1F4E9E",
    "dynamic": "#B85C00",
    "distillation": "#00795A",
    "adjacent": "#6A1B4D",
}
_OTHER = "#33566B"
_STEPS = 2
"""Shades from the ground to each colour of text, which smooth its edges; 16 colours in all are four bits a pixel."""
_INK, _MUTED, _ACCENT = (tuple(range(first, first + _STEPS)) for first in (1, 1 + _STEPS, 1 + 2 * _STEPS))
_LINE, _DOT = 1 + 3 * _STEPS, 2 + 3 * _STEPS
"""Where the palette has the shades of each colour, the palest first; the ground is 0."""

_SEEN = [255 if level >= 32 else 0 for level in range(256)]
"""What is fainter than this is left out."""

_NAME_SIZES = (92, 80, 68, 56, 46)
_TITLE_LINES = 3
_GRID = 4  # pixels that the dots of the chart stand on; a free place each would be another kilobyte in every card
_ELLIPSIS = "\u2026"


_MOST_REMEMBERED = 6_000  # some 70 MB


def card_files(cards: Cards, site_name: str) -> dict[str, bytes]:
    """Gives the card of each paper, and the one of all other pages, by path inside the site.

    Args:
        cards: The cards of a catalogue.
        site_name: What stands at the head of every card.
    """
    wanted = {f"cards/{name}.png": card for name, card in cards.of_papers.items()}
    wanted["cards/site.png"] = cards.of_site
    common = _digest_of_common(cards.chart, site_name)
    keys = {path: digest(common, repr(card).encode()) for path, card in wanted.items()}
    store = Store("cards", most=_MOST_REMEMBERED)
    known = store.get(keys.values())
    painter = CardPainter(cards.chart, site_name)
    made = {path: painter.paint(card) for path, card in wanted.items() if keys[path] not in known}
    if made:
        store.put({keys[path]: base64.b64encode(png).decode() for path, png in made.items()})
    return {path: made[path] if path in made else base64.b64decode(known[keys[path]]) for path in wanted}


def _digest_of_common(chart: CardChart, site_name: str) -> bytes:
    """Gives the key of what all cards are made of: chart, name, fonts, code and Pillow."""
    fonts = [(_FONTS / name).read_bytes() for name in (_REGULAR, _SEMIBOLD)]
    drawn = repr((chart.dots, chart.front)).encode()
    return digest(code_digest(), PIL.__version__.encode(), *fonts, site_name.encode(), drawn).encode()


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
        width = (_CHART[0] - 48 if card.points else _RIGHT) - _MARGIN
        size = _largest(card.name, _NAME_SIZES, width)
        sheet.write((_MARGIN, 92), card.name, _font(_SEMIBOLD, size), _INK, width)
        y = 102 + 1.2 * size
        for line in _lines(_drawable(card.title), _font(_REGULAR, 34), width, _TITLE_LINES):
            sheet.write((_MARGIN, y), line, _font(_REGULAR, 34), _INK, width)
            y += 44
        sheet.write((_MARGIN, y + 10), card.venue, _font(_REGULAR, 30), _MUTED, width)
        _write_figures(sheet, card)
        for point in card.points if card.family else ():
            sheet.dot(_in_chart(point))
        sheet.picture.putpalette(_palette(_COLOURS.get(card.family, _OTHER)))
        return _png(sheet.picture)

    @cached_property
    def _ground(self) -> Image.Image:
        sheet = _Sheet(Image.new("P", SIZE, 0))
        sheet.write((_MARGIN, 52), self._site_name, _font(_REGULAR, 28), _MUTED)
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
        font = _font(_REGULAR, 24)
        for text, x in (("0.1", left), ("1", (left + right) // 2), ("10 GMACs", right)):
            half = font.getlength(text) / 2
            sheet.write((min(x - half, _RIGHT - 2 * half), bottom + 8), text, font, _MUTED)
        sheet.write((left, top - 40), "top-1", font, _MUTED)
        return sheet.picture


def _write_figures(sheet: _Sheet, card: Card) -> None:
    """Writes the numbers of a card side by side at its foot, the first one in the colour of its family."""
    small, large, x = _font(_REGULAR, 28), _font(_SEMIBOLD, 72), float(_MARGIN)
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
        font: ImageFont.FreeTypeFont,
        shades: tuple[int, ...],
        width: float = _RIGHT - _MARGIN,
    ) -> float:
        """Writes one line from its left and top on, as much of it as there is room for, and gives where it ends."""
        shown = _fitting(_drawable(text), font, width)
        if not shown:
            return place[0]
        length = font.getlength(shown)
        letters = Image.new("L", (ceil(length) + 4, ceil(1.35 * font.size)), 0)
        ImageDraw.Draw(letters).text((0, 0), shown, fill=255, font=font)
        self.picture.paste(letters.point(_levels(shades)), (round(place[0]), round(place[1])))
        return place[0] + length

    def dot(self, place: tuple[float, float]) -> None:
        """Draws a round dot in the colour of the family."""
        dot = _dot()
        middle = dot.width // 2
        corner = (round(place[0]) - middle, round(place[1]) - middle)
        self.picture.paste(dot.point(_levels(_ACCENT)), corner, dot.point(_SEEN))


@cache
def _levels(shades: tuple[int, ...]) -> list[int]:
    return [shades[level * _STEPS // 256] if seen else 0 for level, seen in enumerate(_SEEN)]


def _in_chart(point: Point) -> tuple[float, float]:
    left, top, right, bottom = _CHART
    return left + point[0] * (right - left), bottom - point[1] * (bottom - top)


@cache
def _font(name: str, size: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(str(_FONTS / name), size, layout_engine=ImageFont.Layout.BASIC)


@cache
def _dot() -> Image.Image:
    """Gives a dot of 18 pixels with smooth edges."""
    large = Image.new("L", (72, 72), 0)
    ImageDraw.Draw(large).ellipse((0, 0, 71, 71), fill=255)
    return large.resize((18, 18), Image.Resampling.BOX)


def _largest(text: str, sizes: tuple[int, ...], width: float) -> int:
    """Gives the largest size in which a text fits, or the smallest."""
    shown = _drawable(text)
    return next((size for size in sizes if _font(_SEMIBOLD, size).getlength(shown) <= width), sizes[-1])


def _drawable(text: str) -> str:
    """Gives a text without what the fonts have no letters for; a letter with a mark may lose the mark."""
    return " ".join("".join(map(_letter, unicodedata.normalize("NFC", text))).split())


@cache
def _letter(letter: str) -> str:
    if letter.isspace() or _has(letter):
        return letter
    return "".join(filter(_has, unicodedata.normalize("NFKD", letter)))


def _has(letter: str) -> bool:
    """Tells whether the fonts have a letter: what they have not is drawn as one and the same box."""
    font = _font(_REGULAR, 20)
    return bytes(font.getmask(letter)) != bytes(font.getmask("\U0010ffff")) and letter.isprintable()


def _lines(text: str, font: ImageFont.FreeTypeFont, width: float, most: int) -> Iterator[str]:
    """Breaks a text into lines between words; the last line that there is room for is cut if there is more."""
    rest = text.split()
    for number in range(1, most + 1):
        count = len(rest)
        while count > 1 and font.getlength(" ".join(rest[:count])) > width:
            count -= 1
        if number == most:
            count = len(rest)
        if not rest:
            return
        yield _fitting(" ".join(rest[:count]), font, width)
        rest = rest[count:]


def _fitting(text: str, font: ImageFont.FreeTypeFont, width: float) -> str:
    """Gives a text, or as much of its beginning as fits with an ellipsis behind it."""
    if font.getlength(text) <= width:
        return text
    length = len(text)
    while length and font.getlength(text[:length].rstrip() + _ELLIPSIS) > width:
        length -= 1
    return text[:length].rstrip() + _ELLIPSIS


def _palette(accent: str) -> list[int]:
    """Gives the colours of a card: the ground, shades of three colours of text, those of the chart."""
    shades = (
        _mixed(colour, step / _STEPS)
        for colour in (_INK_COLOUR, _MUTED_COLOUR, accent)
        for step in range(1, _STEPS + 1)
    )
    flat = (_mixed(colour, 1) for colour in (_LINE_COLOUR, _DOT_COLOUR))
    return [part for colour in (_mixed(_PAPER_COLOUR, 1), *shades, *flat) for part in colour]


def _mixed(colour: str, share: float) -> tuple[int, ...]:
    """Gives a colour laid on the ground so thickly."""
    pairs = ((int(colour[at : at + 2], 16), int(_PAPER_COLOUR[at : at + 2], 16)) for at in (1, 3, 5))
    return tuple(round(share * above + (1 - share) * below) for above, below in pairs)


def _png(picture: Image.Image) -> bytes:
    stream = BytesIO()
    picture.save(stream, "PNG", bits=4, compress_type=zlib.Z_RLE)  # flat areas: half the time, and no larger
    return stream.getvalue()
