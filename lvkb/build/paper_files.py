"""What a paper has in the site beside its page: the same as Markdown for programs, and the card of links to it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from lvkb.build.site_identity import identity_of
from lvkb.records import Paper
from lvkb.render.card_texts import Card, cards
from lvkb.render.program_texts import paper_texts, shared_texts
from lvkb.render.renderer import Renderer

File = tuple[str, str | bytes]
"""Path inside the site, and content."""

_CARD_OF_SITE = "cards/site.png"


class PaperFiles:
    """Makes such files of a catalogue.

    There are no cards where the site has no address: nobody finds them without one.
    """

    def __init__(self, renderer: Renderer) -> None:
        self._renderer = renderer
        identity = identity_of(renderer.catalog.about)
        self._site_name = identity.name
        self._cards = cards(renderer.results, identity.name, identity.short_name) if identity.address else None

    def shared(self) -> Iterator[File]:
        """Gives the files of that kind that are of no single paper."""
        yield from shared_texts(self._renderer)
        if self._cards:
            yield from self._drawn({_CARD_OF_SITE: self._cards.of_site})

    def of(self, papers: Iterable[Paper]) -> Iterator[File]:
        """Gives the files of some papers, one at a time."""
        wanted = tuple(papers)
        yield from paper_texts(self._renderer, wanted)
        if self._cards:
            yield from self._drawn({f"cards/{paper.id}.png": self._cards.of_papers[paper.id] for paper in wanted})

    def _drawn(self, wanted: Mapping[str, Card]) -> Iterator[File]:
        from lvkb.build.cards import card_files  # noqa: PLC0415 - of the extra `site`: README.md is built without

        assert self._cards
        return card_files(self._cards.chart, self._site_name, wanted)
