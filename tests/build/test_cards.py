"""The cards of links: text that fits, pictures that are the same wherever they are drawn, and what is remembered."""

from __future__ import annotations

import hashlib
import subprocess
import sys
from io import BytesIO
from pathlib import Path

import PIL
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from lvkb.build.card_letters import FONTS, REGULAR, SEMIBOLD, drawable, fitting, font, largest, lines
from lvkb.build.card_painter import SIZE, CardPainter
from lvkb.build.cards import card_files
from lvkb.render.card_texts import Card, CardFigure, Cards
from lvkb.views.card_chart import CardChart
from tests.build.toy import REPOSITORY

CHART = CardChart(((0.2, 0.2), (0.5, 0.6)), ((0.2, 0.0), (0.2, 0.2), (0.5, 0.2), (0.5, 0.6), (1.0, 0.6)), {})
CARD = Card(
    name="MobileThing",
    title="MobileThing: An Invented Network That Is Drawn Here",
    venue="ICLR 2099",
    colour="1",
    result="MobileThing-S at 224 px",
    figures=(CardFigure("78.3 %", "top-1"), CardFigure("5.6 M", "parameters")),
    points=((0.5, 0.6),),
)
LETTERS = font(REGULAR, 34)
MOST_BYTES = 16_000


def drawn(card: Card) -> Image.Image:
    """Gives a card as a picture."""
    return Image.open(BytesIO(CardPainter(CHART, "A Knowledge Base").paint(card)))


def colours(picture: Image.Image, box: tuple[int, int, int, int]) -> set[object]:
    """Gives the colours in a part of a picture."""
    part = picture.convert("RGB").crop(box)
    return {colour for _, colour in part.getcolors(SIZE[0] * SIZE[1]) or ()}


def test_fonts_are_unchanged() -> None:
    """Each font has the hash that is written down for it, and none is without one."""
    lines_of_hashes = (FONTS / "SHA256SUMS").read_text(encoding="utf-8").splitlines()
    expected = {name: digest for digest, name in (line.split(maxsplit=1) for line in lines_of_hashes)}
    present = {
        file.name: hashlib.sha256(file.read_bytes()).hexdigest()
        for file in FONTS.iterdir()
        if file.name not in ("SHA256SUMS", "README.md")
    }
    assert present == expected


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("\u03b1-\u03b2, é, Łukasz, 10\xd7, ≤ 5", "\u03b1-\u03b2, é, Łukasz, 10\xd7, ≤ 5"),
        ("SReT_⋇T", "SReT_T"),
        ("名 無し Net", "Net"),
        ("\U0001d401old", "Bold"),
        ("a\u200bb\tc\n d", "ab c d"),
        ("e\u0301", "é"),
        ("<b>&amp;</b> {{ x }}", "<b>&amp;</b> {{ x }}"),
        ("", ""),
    ],
    ids=["accents", "sign", "han", "forms", "spaces", "combined", "markup", "nothing"],
)
def test_letters(text: str, shown: str) -> None:
    """What the fonts have is drawn, a form of a letter as the letter, and all else left out."""
    assert drawable(text) == shown


def test_text_that_fits_stays() -> None:
    """A text is cut only where it is wider than its place, and then with an ellipsis that fits too."""
    text = "An Invented Network"
    width = LETTERS.getlength(text)
    assert fitting(text, LETTERS, width) == text
    cut = fitting(text, LETTERS, width - 1)
    assert cut == "An Invented Netw\u2026"
    assert LETTERS.getlength(cut) <= width - 1
    assert fitting("An Invented", LETTERS, LETTERS.getlength("An \u2026")) == "An\u2026"
    assert fitting(text, LETTERS, 1) == ""


def test_name_takes_the_largest_size_that_fits() -> None:
    """Of several sizes the first that fits is taken, and the last if none does."""
    sizes = (92, 68, 46)
    widths = [font(SEMIBOLD, size).getlength("MobileViT") for size in sizes]
    assert [largest("MobileViT", SEMIBOLD, sizes, width) for width in widths] == [92, 68, 46]
    assert largest("MobileViT", SEMIBOLD, sizes, 1) == 46


def test_title_is_broken_between_words() -> None:
    """A title goes over as many lines as there are, and what does not fit the last is cut; a long word is cut too."""
    width = LETTERS.getlength("one two three")
    assert list(lines("one two three", LETTERS, width, 3)) == ["one two three"]
    assert list(lines("one two three four", LETTERS, width, 3)) == ["one two three", "four"]
    assert list(lines("one two three " * 4, LETTERS, width, 3)) == [
        "one two three",
        "one two three",
        "one two thr\u2026",
    ]
    assert list(lines("M" * 99, LETTERS, width, 2)) == ["MMMMMM\u2026"]
    assert list(lines("", LETTERS, width, 2)) == []


@given(st.text(max_size=200), st.integers(1, 400), st.integers(1, 4))
def test_lines_never_leave_their_place(text: str, width: int, most: int) -> None:
    """No line of any text is wider than its place, and there are never more than wanted."""
    found = list(lines(drawable(text), LETTERS, width, most))
    assert len(found) <= most
    assert all(LETTERS.getlength(line) <= width for line in found)


def test_picture() -> None:
    """A card is a PNG of 1200 x 630 in few colours and bytes, that of its family among them."""
    painted = CardPainter(CHART, "A Knowledge Base").paint(CARD)
    picture = Image.open(BytesIO(painted))
    assert (picture.format, picture.mode, picture.size) == ("PNG", "P", (1200, 630))
    assert len(colours(picture, (0, 0, *SIZE))) <= 16
    assert len(painted) <= MOST_BYTES
    assert picture.convert("RGB").getpixel((5, 300)) == (0x1F, 0x4E, 0x9E)


@pytest.mark.parametrize(
    ("number", "colour"),
    [
        ("2", (0xB8, 0x5C, 0x00)),
        ("3", (0x00, 0x79, 0x5A)),
        ("4", (0x6A, 0x1B, 0x4D)),
        ("other", (0x33, 0x56, 0x6B)),
    ],
)
def test_colour_of_a_family(number: str, colour: tuple[int, int, int]) -> None:
    """Each of the first families has its colour, and all others share one."""
    assert drawn(CARD._replace(colour=number)).convert("RGB").getpixel((5, 300)) == colour


def test_chart_stands_where_there_are_points() -> None:
    """A card with points has the chart with them lit; one without has its title there."""
    place = (748, 96, 1128, 440)
    with_points, without = drawn(CARD), drawn(CARD._replace(points=(), title="MM " * 60))
    assert {(0x1F, 0x4E, 0x9E), (0x9A, 0xA5, 0xB1), (0xC9, 0xD1, 0xD9)} <= colours(with_points, place)
    assert (0x9A, 0xA5, 0xB1) not in colours(without, (0, 0, *SIZE))
    assert (0x18, 0x22, 0x2D) in colours(without, place)


@pytest.mark.parametrize("text", ["", "W" * 300, "W " * 300, "名" * 50, "</svg><script>", "\u202eabc"])
def test_any_text_stays_on_the_card(text: str) -> None:
    """Whatever a record says, nothing is drawn at the edges, and nothing fails."""
    picture = drawn(CARD._replace(name=text, title=text, venue=text, result=text))
    right, bottom = (1132, 0, *SIZE), (30, 600, *SIZE)
    assert colours(picture, right) == colours(picture, bottom) == {(255, 255, 255)}


def test_same_bytes_in_another_process() -> None:
    """A card drawn elsewhere, under another seed and language, has the same bytes."""
    code = (
        "import hashlib; from tests.build.test_cards import *\n"
        "print(hashlib.sha256(CardPainter(CHART, 'A Knowledge Base').paint(CARD)).hexdigest())"
    )
    env = {"PYTHONPATH": str(REPOSITORY), "PYTHONHASHSEED": "7", "LC_ALL": "C", "TZ": "Asia/Tokyo"}
    done = subprocess.run([sys.executable, "-c", code], env=env, capture_output=True, text=True, check=True)
    here = hashlib.sha256(CardPainter(CHART, "A Knowledge Base").paint(CARD)).hexdigest()
    assert done.stdout.strip() == here


def files_of(made: Cards, site_name: str) -> dict[str, bytes]:
    """Gives all cards by path."""
    wanted = {f"cards/{name}.png": card for name, card in made.of_papers.items()}
    return dict(card_files(made.chart, site_name, {**wanted, "cards/site.png": made.of_site}))


class Drawings:
    """Counts the cards that are drawn."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.names: list[str] = []
        paint = CardPainter.paint

        def counted(painter: CardPainter, card: Card) -> bytes:
            self.names.append(card.name)
            return paint(painter, card)

        monkeypatch.setattr(CardPainter, "paint", counted)

    def take(self) -> list[str]:
        """Gives the cards drawn since the last call."""
        taken, self.names = self.names, []
        return taken


def test_cards_are_remembered(monkeypatch: pytest.MonkeyPatch, own_cache: Path) -> None:
    """A card is drawn once for all it is made of; what it tells, the chart and the name of the site make it anew."""
    drawings = Drawings(monkeypatch)
    site = CARD._replace(name="The Site", colour="")
    both = Cards(CHART, site, {"a": CARD})
    files = files_of(both, "KB")
    assert list(files) == ["cards/a.png", "cards/site.png"]
    assert drawings.take() == ["MobileThing", "The Site"]
    assert (files_of(both, "KB"), drawings.take()) == (files, [])
    changed = files_of(both._replace(of_papers={"a": CARD._replace(venue="CVPR 2099")}), "KB")
    assert (drawings.take(), changed["cards/a.png"] == files["cards/a.png"]) == (["MobileThing"], False)
    files_of(both._replace(chart=CHART._replace(dots=())), "KB")
    files_of(both, "Another")
    monkeypatch.setattr(PIL, "__version__", "99")
    files_of(both, "KB")
    assert drawings.take() == ["MobileThing", "The Site"] * 3
    (own_cache / "cards.sqlite").unlink()
    assert files_of(both, "KB") == files
