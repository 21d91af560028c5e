"""Badges as SVG: two fields of text, no script, nothing from another host, the same bytes for the same facts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from html import escape

from lvkb.records import About, Paper
from lvkb.render.figure_texts import number
from lvkb.render.repository import site_address
from lvkb.views.badges import Badge

FOLDER = "badges"
"""Where they lie in the site."""

_HEIGHT, _PAD, _LETTER = 20, 7, 6.4
"""Height of a badge, room beside its texts, and mean width of a letter, in pixels; `textLength` makes texts fit."""

_NAME, _FACT = "#3b4652", "#0d6270"
"""White letters have a contrast of 9.6 and 6.9 on them."""

_MOST = 60
"""A longer name is cut."""


def badge_path(paper: str) -> str:
    """Gives the path of a paper's badge in the site."""
    return f"{FOLDER}/{paper}.svg"


def badge_text(badge: Badge) -> str:
    """Gives what a badge says: `figures confirmed, on the front at ≤ 6 M`."""
    facts = (
        "figures confirmed" if badge.is_confirmed else "",
        f"on the front at ≤ {number(badge.front_m)} M" if badge.front_m is not None else "",
    )
    counted = f"{badge.results} {'result' if badge.results == 1 else 'results'}"
    return ", ".join(filter(None, facts)) or counted


def badge_svg(name: str, badge: Badge) -> str:
    """Gives a badge as SVG.

    Args:
        name: The short name of the knowledge base.
        badge: Its facts.
    """
    short = name if len(name) <= _MOST else f"{name[: _MOST - 1]}…"
    texts = (short, badge_text(badge))
    left, right = (round(len(text) * _LETTER) for text in texts)
    first = left + 2 * _PAD
    whole = first + right + 2 * _PAD
    label = escape(": ".join(texts))
    fit = 'lengthAdjust="spacingAndGlyphs"'
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{whole}" height="{_HEIGHT}" viewBox="0 0 {whole} {_HEIGHT}" '
        f'role="img" aria-label="{label}"><title>{label}</title>'
        f'<rect width="{whole}" height="{_HEIGHT}" rx="3" fill="{_FACT}"/>'
        f'<path d="M3 0H{first}V{_HEIGHT}H3A3 3 0 0 1 0 17V3A3 3 0 0 1 3 0Z" fill="{_NAME}"/>'
        f'<g fill="#fff" font-family="Verdana,DejaVu Sans,sans-serif" font-size="11" aria-hidden="true">'
        f'<text x="{_PAD}" y="14" textLength="{left}" {fit}>{escape(texts[0])}</text>'
        f'<text x="{first + _PAD}" y="14" textLength="{right}" {fit}>{escape(texts[1])}</text>'
        "</g></svg>\n"
    )


def badge_markdown(name: str, paper: Paper, address: str) -> str:
    """Gives what puts a badge into a README: the picture, which leads to the paper's page.

    Its text says what the picture is, not what it says: that changes with every build, and the README stays.

    Args:
        name: The short name of the knowledge base.
        paper: The paper.
        address: Where the site is published, with a slash at the end; empty when nobody says.
    """
    where = address or "https://ADDRESS-OF-THIS-SITE/"
    text = "".join(f"\\{char}" if char in "\\[]`*_<>&" else char for char in f"{paper.name} in {name}")
    return f"[![{text}]({where}{badge_path(paper.id)})]({where}papers/{paper.id}/)"


class PaperBadges:
    """The badges of a catalogue's papers, as its site has them.

    Args:
        about: What the knowledge base says of itself.
        badges: Facts by paper.
    """

    def __init__(self, about: About, badges: Mapping[str, Badge]) -> None:
        self._about = about
        self._badges = badges

    def files(self) -> Iterator[tuple[str, str]]:
        """Gives the badges as SVG with their paths inside the site."""
        return ((badge_path(paper), badge_svg(self._about.short, badge)) for paper, badge in self._badges.items())

    def told(self, paper: Paper) -> dict[str, str]:
        """Gives what a paper's page says of its badge; nothing where it has none."""
        badge = self._badges.get(paper.id)
        if badge is None:
            return {}
        name = self._about.short
        snippet = badge_markdown(name, paper, site_address(self._about))
        return {"path": badge_path(paper.id), "text": f"{name}: {badge_text(badge)}", "markdown": snippet}
