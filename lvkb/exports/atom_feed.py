"""Atom feeds (RFC 4287) for readers who follow the catalogue: new papers, those of a family, corrected numbers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, date, datetime, time
from typing import TYPE_CHECKING
from uuid import NAMESPACE_URL, uuid5

from lvkb.catalog import Catalog
from lvkb.changes.corrections import Corrected, Correction
from lvkb.exports.feed_paths import NEW_PAPERS, NUMBERS, feed_links
from lvkb.records import Paper
from lvkb.wording import first_of

if TYPE_CHECKING:
    from feedgen.entry import FeedEntry

NEWEST = 50
"""Most entries of a feed."""

_MOST_NUMBERS = 20
_FIRST_MOMENT = datetime(1970, 1, 1, tzinfo=UTC)
_OURS = uuid5(NAMESPACE_URL, "lvkb")


def atom_feeds(
    catalog: Catalog, name: str, address: str, corrections: Sequence[Correction] | None
) -> Iterator[tuple[str, str]]:
    """Gives every feed with its path on the site, the newest entries of each first.

    Ids are made from the name of the knowledge base and from those of records and commits. So a site may move and
    readers meet no entry twice, and no two knowledge bases share one.

    Args:
        catalog: The catalogue.
        name: What the knowledge base is called.
        address: Where it is published, with a slash at the end; empty for links relative to the feed.
        corrections: What was corrected; None where nobody knows, since the history of the records is not there.
    """
    for path, title, family, _ in feed_links(catalog):
        feed = _Feed(name, address, path, title)
        yield path, _numbers(feed, catalog, corrections) if path == NUMBERS else _papers(feed, catalog, family)


def newest(papers: Iterable[Paper]) -> list[Paper]:
    """Gives the papers of a feed: those added last, in the order of their ids where a day has several."""
    return sorted(papers, key=lambda paper: (-paper.added.toordinal(), paper.id))[:NEWEST]


class _Feed:
    """A feed that is being written; feedgen escapes every text."""

    def __init__(self, name: str, address: str, path: str, title: str) -> None:
        from feedgen.feed import FeedGenerator  # noqa: PLC0415 - of the extra `site`: the other files are made without

        self.base = uuid5(_OURS, name)
        self.home = address or "../" * path.count("/") or "./"
        self._feed = FeedGenerator()
        self._feed.id((self.base if path == NEW_PAPERS else uuid5(self.base, path)).urn)
        self._feed.title(f"{name}: {title[:1].lower()}{title[1:]}")
        self._feed.author(name=name)
        self._feed.generator("lvkb")
        self._feed.rights("CC-BY-4.0")
        self._feed.link(href=self.home, rel="alternate", type="text/html")
        own = f"{address}{path}" if address else path.rpartition("/")[2]
        self._feed.link(href=own, rel="self", type="application/atom+xml")

    def entry(self, identity: str, title: str, paper: Paper) -> FeedEntry:
        """Gives a new entry about a paper, whose page is its only link.

        feedgen 1.0 leaves out what a link of an entry is for, and two would both be alternates.
        """
        entry = self._feed.add_entry(order="append")
        entry.id(uuid5(self.base, identity).urn)
        entry.title(title)
        entry.link(href=f"{self.home.removeprefix('./')}papers/{paper.id}/", rel="alternate")
        return entry

    def text(self, updated: datetime | None, subtitle: str = "") -> str:
        """Gives the feed as text.

        Args:
            updated: When it changed last; None for never.
            subtitle: What else is to be said of it.
        """
        if subtitle:
            self._feed.subtitle(subtitle)
        self._feed.updated(updated or _FIRST_MOMENT)
        text: bytes = self._feed.atom_str(pretty=True)
        return text.decode()


def _papers(feed: _Feed, catalog: Catalog, family: str) -> str:
    papers = [paper for paper in catalog.papers.values() if not family or family in _families(catalog, paper)]
    shown = newest(papers)
    for paper in shown:
        title = paper.title if paper.title.startswith(paper.name) else f"{paper.name}: {paper.title}"
        _fill_paper(feed.entry(f"papers/{paper.id}", title, paper), catalog, paper)
    return feed.text(_moment(shown[0].added) if shown else None)


def _fill_paper(entry: FeedEntry, catalog: Catalog, paper: Paper) -> None:
    entry.published(_moment(paper.added))
    entry.updated(_moment(paper.added))
    entry.author([{"name": author} for author in paper.authors])
    entry.summary(" ".join(paper.annotation.idea.split()))
    _categorise(entry, catalog, paper)


def _numbers(feed: _Feed, catalog: Catalog, corrections: Sequence[Correction] | None) -> str:
    shown = [item for item in corrections or () if item.paper in catalog.papers][:NEWEST]
    for item in shown:
        paper = catalog.papers[item.paper]
        title = f"{paper.name}: {_count(item)} corrected"
        _fill_correction(feed.entry(f"numbers/{item.commit}/{item.paper}", title, paper), catalog, paper, item)
    unknown = "" if corrections is not None else "The history of the records was not at hand when this was built."
    return feed.text(max((item.moment for item in shown), default=None), unknown)


def _fill_correction(entry: FeedEntry, catalog: Catalog, paper: Paper, item: Correction) -> None:
    entry.published(item.moment)
    entry.updated(item.moment)
    entry.summary(first_of(map(_told, item.numbers), _MOST_NUMBERS, "; "))
    _categorise(entry, catalog, paper)


def _count(item: Correction) -> str:
    return "a number" if len(item.numbers) == 1 else f"{len(item.numbers)} numbers"


def _told(number: Corrected) -> str:
    place = ", ".join(filter(None, (number.document, number.at)))
    return f"{number.variant}, {number.metric}: {number.new}, before {number.old} ({place})"


def _families(catalog: Catalog, paper: Paper) -> dict[str, str]:
    """Gives the titles of a paper's families by their path, primary first."""
    return {way[0].path: way[0].title for way in map(catalog.way_to, paper.categories) if way}


def _categorise(entry: FeedEntry, catalog: Catalog, paper: Paper) -> None:
    for path, title in _families(catalog, paper).items():
        entry.category(term=path, label=title)


def _moment(day: date) -> datetime:
    return datetime.combine(day, time(), UTC)
