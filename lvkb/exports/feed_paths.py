"""Which Atom feeds the site has, for pages that name them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from lvkb.catalog import Catalog

NEW_PAPERS = "feed.xml"
NUMBERS = "feeds/numbers.xml"


class FeedLink(NamedTuple):
    """A feed as pages name it.

    Attributes:
        path: Where it is on the site.
        title: What it is of.
        family: Path of the family whose papers it has; empty for a feed of the whole catalogue.
        name: What that family is called.
    """

    path: str
    title: str
    family: str = ""
    name: str = ""


def feed_links(catalog: Catalog) -> Iterator[FeedLink]:
    """Gives the feeds of a catalogue: of all new papers, of numbers, and of each family in the order of the tree."""
    yield FeedLink(NEW_PAPERS, "New papers")
    yield FeedLink(NUMBERS, "Corrected numbers")
    for node in catalog.nodes.values():
        if not node.parent:
            yield FeedLink(f"feeds/families/{node.path}.xml", f"New papers: {node.title}", node.path, node.title)
