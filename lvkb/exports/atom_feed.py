"""New papers as an Atom feed, for readers who follow the catalogue."""

from __future__ import annotations

from datetime import UTC, datetime, time
from typing import TYPE_CHECKING
from uuid import NAMESPACE_URL, uuid5

from lvkb.catalog import Catalog
from lvkb.records import Paper

if TYPE_CHECKING:
    from datetime import date

    from feedgen.entry import FeedEntry

NEWEST = 50
"""Most papers in the feed."""

_FIRST_MOMENT = datetime(1970, 1, 1, tzinfo=UTC)
_OURS = uuid5(NAMESPACE_URL, "lvkb")


def atom_feed(catalog: Catalog, name: str, address: str) -> str:
    """Gives the newest papers of a catalogue as Atom (RFC 4287), the newest first.

    Ids are made from those of the records, which never change, so that a site may move and readers meet no paper twice.

    Args:
        catalog: The catalogue.
        name: What the site is called.
        address: Where it is published, with a slash at the end; empty for links relative to the feed.
    """
    from feedgen.feed import FeedGenerator  # noqa: PLC0415 - of the extra `site`: the other files are made without

    feed = FeedGenerator()
    feed.id(uuid5(_OURS, name).urn)
    feed.title(f"{name}: new papers")
    feed.updated(_moment(catalog.updated) if catalog.updated else _FIRST_MOMENT)
    feed.author(name=name)
    feed.generator("lvkb")
    feed.rights("CC-BY-4.0")
    feed.link(href=address or "./", rel="alternate", type="text/html")
    feed.link(href=f"{address}feed.xml", rel="self", type="application/atom+xml")
    for paper in newest(catalog):
        _fill(feed.add_entry(order="append"), catalog, paper, address)
    text: bytes = feed.atom_str(pretty=True)
    return text.decode()


def newest(catalog: Catalog) -> list[Paper]:
    """Gives the papers of the feed: those added last, in the order of their ids where a day has several."""
    return sorted(catalog.papers.values(), key=lambda paper: (-paper.added.toordinal(), paper.id))[:NEWEST]


def _fill(entry: FeedEntry, catalog: Catalog, paper: Paper, address: str) -> None:
    """Writes a paper into its entry; feedgen escapes every text.

    Its page is the only link: feedgen 1.0 leaves out what a link of an entry is for, and two would both be alternates.
    """
    entry.id(uuid5(_OURS, f"papers/{paper.id}").urn)
    entry.title(paper.title if paper.title.startswith(paper.name) else f"{paper.name}: {paper.title}")
    entry.published(_moment(paper.added))
    entry.updated(_moment(paper.added))
    entry.author([{"name": author} for author in paper.authors])
    entry.summary(" ".join(paper.annotation.idea.split()))
    entry.link(href=f"{address}papers/{paper.id}/", rel="alternate")
    for node in {way[0].path: way[0] for way in map(catalog.way_to, paper.categories) if way}.values():
        entry.category(term=node.path, label=node.title)


def _moment(day: date) -> datetime:
    return datetime.combine(day, time(), UTC)
