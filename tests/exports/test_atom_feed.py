"""The Atom feed of new papers."""

from __future__ import annotations

from typing import Any

import feedparser  # type: ignore[import-untyped]
import pytest

from lvkb.catalog import Catalog
from lvkb.exports.atom_feed import NEWEST, atom_feed
from lvkb.records import Paper
from tests.invented import catalog, paper, taxonomy

HOME = "https://kb.example/vit/"

TEXT = """\
<?xml version='1.0' encoding='UTF-8'?>
<feed xmlns="http://www.w3.org/2005/Atom">
  <id>urn:uuid:e6d74dbb-9444-5e19-bd14-bde412a261dc</id>
  <title>A &amp; B: new papers</title>
  <updated>2026-01-03T00:00:00+00:00</updated>
  <author>
    <name>A &amp; B</name>
  </author>
  <link href="https://kb.example/vit/" rel="alternate" type="text/html"/>
  <link href="https://kb.example/vit/feed.xml" rel="self" type="application/atom+xml"/>
  <generator>lvkb</generator>
  <rights>CC-BY-4.0</rights>
  <entry>
    <id>urn:uuid:e18cbdd6-ca17-56a5-bcfe-2b5a52d6b06f</id>
    <title>B: &lt;b&gt; &amp; more</title>
    <updated>2026-01-03T00:00:00+00:00</updated>
    <author>
      <name>Ada Flint</name>
    </author>
    <author>
      <name>Ben &amp; Co</name>
    </author>
    <link href="https://kb.example/vit/papers/b/"/>
    <summary>Two lines, one idea.</summary>
    <category term="components" label="COMPONENTS"/>
    <published>2026-01-03T00:00:00+00:00</published>
  </entry>
</feed>
"""


def parsed(given: Catalog, address: str = HOME) -> Any:
    """Gives a feed as a reader's program reads it, without a complaint."""
    feed = feedparser.parse(atom_feed(given, "KB", address))
    assert (feed.bozo, feed.version) == (False, "atom10"), feed.get("bozo_exception")
    return feed


def titles(*papers: Paper) -> list[str]:
    """Gives the titles of the entries, in order."""
    return [entry.title for entry in parsed(catalog(*papers)).entries]


def test_text() -> None:
    """A feed tells its id, address and day, and of each paper id, title, authors, idea, family and page."""
    told = paper(
        "b",
        title="<b> & more",
        authors=["Ada Flint", "Ben & Co"],
        annotation={"idea": "Two lines,\none idea.\n", "cheaper": "c", "limits": "l"},
        categories=["components/embedding", "components/norm"],
        added="2026-01-03",
    )
    tree = taxonomy("components/embedding", "components/norm")
    assert atom_feed(catalog(told, taxonomy=tree), "A & B", HOME) == TEXT


def test_newest_first() -> None:
    """Papers stand by the day they came in, the newest first; those of one day by their ids."""
    days = {"a": "2026-01-02", "c": "2026-01-03", "b": "2026-01-03", "d": "2025-12-31"}
    assert titles(*(paper(name, added=day) for name, day in days.items())) == [
        f"{name}: The title of {name.casefold()}" for name in "BCAD"
    ]


def test_name_is_not_said_twice() -> None:
    """A title that begins with the name of the paper stands alone."""
    assert titles(paper("a", title="A: The First")) == ["A: The First"]


def test_no_more_than_the_newest() -> None:
    """Of many papers the newest fifty are in the feed."""
    papers = [paper(f"p{number}", added=f"20{number:02}-01-01") for number in range(10, 62)]
    entries = parsed(catalog(*papers)).entries
    assert NEWEST == 50
    assert [entry.published[:4] for entry in entries] == [f"20{number}" for number in range(61, 11, -1)]


def test_ids_outlast_a_move() -> None:
    """Feed and entries have the ids that they had at another address; those of different papers differ."""
    given = catalog(paper("a"), paper("b"))
    here, there = parsed(given), parsed(given, "https://elsewhere.example/")
    ids = [here.feed.id, *(entry.id for entry in here.entries)]
    assert len(set(ids)) == 3
    assert ids == [there.feed.id, *(entry.id for entry in there.entries)]


def test_links_without_an_address() -> None:
    """A site that does not know its address has links relative to the feed."""
    feed = parsed(catalog(paper("a")), "")
    assert [link.href for link in feed.feed.links] == ["./", "feed.xml"]
    assert [[link.rel for link in entry.links] for entry in feed.entries] == [["alternate"]]
    assert feed.entries[0].link == "papers/a/"


def test_empty_catalogue() -> None:
    """A feed without papers is a feed, of the first day that computers count."""
    feed = parsed(catalog())
    assert (feed.entries, feed.feed.updated) == ([], "1970-01-01T00:00:00+00:00")


@pytest.mark.parametrize("text", ["]]>", "<![CDATA[x]]>", "<script>alert(1)</script>", "&amp; &#38;", "'\"", "名 無し"])
def test_hostile_texts_are_texts(text: str) -> None:
    """Markup in a record is shown as it is written."""
    hostile = {"title": text, "authors": [text], "annotation": {"idea": text, "cheaper": "c", "limits": "l"}}
    (entry,) = parsed(catalog(paper("a", **hostile))).entries
    plain = {entry.title_detail.type, entry.summary_detail.type}
    assert (plain, entry.title, entry.authors[0].name) == ({"text/plain"}, f"A: {text}", text)
    assert entry.summary == text
