"""The cards that links to pages are shown with elsewhere (`og:image`).

A paper has its own, and all other pages share one. A card takes some milliseconds, so those of earlier builds are
remembered under all that they are made of.
"""

from __future__ import annotations

import base64
from collections.abc import Iterator, Mapping

import PIL

from lvkb.build.card_letters import FONTS, REGULAR, SEMIBOLD
from lvkb.build.card_painter import CardPainter
from lvkb.cache import Store, code_digest, digest
from lvkb.render.card_texts import Card
from lvkb.views.card_chart import CardChart

_MOST_REMEMBERED = 6_000  # some 90 MB
_AT_ONCE = 200  # some 3 MB


def card_files(chart: CardChart, site_name: str, wanted: Mapping[str, Card]) -> Iterator[tuple[str, bytes]]:
    """Gives cards as PNG with their paths.

    Args:
        chart: The chart on all of them.
        site_name: What stands at the head of every card.
        wanted: The cards by path.
    """
    shared = _shared(chart, site_name)
    painter = CardPainter(chart, site_name)
    store = Store("cards", most=_MOST_REMEMBERED)
    paths = list(wanted)
    for start in range(0, len(paths), _AT_ONCE):
        batch = {path: wanted[path] for path in paths[start : start + _AT_ONCE]}
        yield from _remembered(batch, shared, painter, store).items()


def _remembered(wanted: Mapping[str, Card], shared: bytes, painter: CardPainter, store: Store) -> dict[str, bytes]:
    """Gives some cards by path, those of earlier builds from the store, and puts the others there."""
    keys = {path: digest(shared, repr(card).encode()) for path, card in wanted.items()}
    known = store.get(keys.values())
    made = {path: painter.paint(card) for path, card in wanted.items() if keys[path] not in known}
    if made:
        store.put({keys[path]: base64.b64encode(png).decode() for path, png in made.items()})
    return {path: made[path] if path in made else base64.b64decode(known[keys[path]]) for path in wanted}


def _shared(chart: CardChart, site_name: str) -> bytes:
    """Gives the key of what all cards are made of: chart, name, fonts, code and Pillow."""
    fonts = [(FONTS / name).read_bytes() for name in (REGULAR, SEMIBOLD)]
    drawn = repr((chart.dots, chart.front)).encode()
    return digest(code_digest(), PIL.__version__.encode(), *fonts, site_name.encode(), drawn).encode()
