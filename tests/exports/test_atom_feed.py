"""The Atom feeds: new papers, those of a family, corrected numbers."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

import feedparser  # type: ignore[import-untyped]
import pytest

from lvkb.catalog import Catalog
from lvkb.changes.corrections import Corrected, Correction
from lvkb.exports.atom_feed import NEWEST, atom_feeds
from lvkb.records import Paper
from tests.feed_rules import complaints
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
    <id>urn:uuid:9728e877-1242-592a-8405-3493f42b8635</id>
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


def text_of(
    given: Catalog,
    path: str = "feed.xml",
    *,
    name: str = "KB",
    address: str = HOME,
    corrections: Sequence[Correction] | None = None,
) -> str:
    """Gives the text of a feed, of which the validator's rules do not complain where the site has an address."""
    text = dict(atom_feeds(given, name, address, corrections))[path]
    assert not address or complaints(text, f"{address}{path}") == []
    return text


def parsed(given: Catalog, path: str = "feed.xml", **values: Any) -> Any:
    """Gives a feed as a reader's program reads it, without a complaint."""
    feed = feedparser.parse(text_of(given, path, **values))
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
    assert text_of(catalog(told, taxonomy=tree), name="A & B") == TEXT


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
    here, there = parsed(given), parsed(given, address="https://elsewhere.example/")
    ids = [here.feed.id, *(entry.id for entry in here.entries)]
    assert len(set(ids)) == 3
    assert ids == [there.feed.id, *(entry.id for entry in there.entries)]


def test_links_without_an_address() -> None:
    """A site that does not know its address has links relative to the feed."""
    feed = parsed(catalog(paper("a")), address="")
    assert [link.href for link in feed.feed.links] == ["./", "feed.xml"]
    assert [[link.rel for link in entry.links] for entry in feed.entries] == [["alternate"]]
    assert feed.entries[0].link == "papers/a/"


def test_no_two_knowledge_bases_share_an_id() -> None:
    """The same papers in another knowledge base have other ids, and so have its feeds; its own feeds share entries."""
    given = catalog(paper("a"), taxonomy=taxonomy("components/embedding"))
    one, two, family = parsed(given), parsed(given, name="Other"), parsed(given, "feeds/families/components.xml")
    assert len({one.feed.id, two.feed.id, family.feed.id, one.entries[0].id, two.entries[0].id}) == 5
    assert family.entries[0].id == one.entries[0].id


def test_families() -> None:
    """Each family of the tree has a feed, of the papers that have a category there, an empty one for none."""
    tree = taxonomy("components/embedding", "dynamic/tokens", "search/nas")
    papers = (
        paper("a", categories=["components/embedding", "dynamic/tokens"]),
        paper("b", categories=["components/embedding"], added="2026-01-05"),
    )
    given = catalog(*papers, taxonomy=tree)
    found = {path: parsed(given, path) for path, _ in atom_feeds(given, "KB", HOME, ())}
    told = {path: (feed.feed.title, [entry.title[0] for entry in feed.entries]) for path, feed in found.items()}
    assert told == {
        "feed.xml": ("KB: new papers", ["B", "A"]),
        "feeds/numbers.xml": ("KB: corrected numbers", []),
        "feeds/families/components.xml": ("KB: new papers: COMPONENTS", ["B", "A"]),
        "feeds/families/dynamic.xml": ("KB: new papers: DYNAMIC", ["A"]),
        "feeds/families/search.xml": ("KB: new papers: SEARCH", []),
    }
    assert found["feeds/families/dynamic.xml"].feed.updated == "2026-01-02T00:00:00+00:00"
    without = parsed(given, "feeds/families/dynamic.xml", address="")
    assert [link.href for link in (*without.feed.links, *without.entries[0].links)] == [
        "../../",
        "dynamic.xml",
        "../../papers/a/",
    ]


NUMBERS = """\
<?xml version='1.0' encoding='UTF-8'?>
<feed xmlns="http://www.w3.org/2005/Atom">
  <id>urn:uuid:FEED</id>
  <title>KB: corrected numbers</title>
  <updated>2026-03-04T05:06:07+00:00</updated>
  <author>
    <name>KB</name>
  </author>
  <link href="https://kb.example/vit/" rel="alternate" type="text/html"/>
  <link href="https://kb.example/vit/feeds/numbers.xml" rel="self" type="application/atom+xml"/>
  <generator>lvkb</generator>
  <rights>CC-BY-4.0</rights>
  <entry>
    <id>urn:uuid:ENTRY</id>
    <title>A: 2 numbers corrected</title>
    <updated>2026-03-04T05:06:07+00:00</updated>
    <link href="https://kb.example/vit/papers/a/"/>
    <summary>A-S, Top-1 %: 78.40, before 78.3 (arXiv 1, Table 1 &amp; 2); A-S, Params M: 5, before 6 (Table 3)</summary>
    <category term="components" label="COMPONENTS"/>
    <published>2026-03-04T05:06:07+00:00</published>
  </entry>
</feed>
"""


def test_numbers() -> None:
    """A correction has the moment of its commit, each number with the one before, its document and place."""
    numbers = (
        Corrected("A-S", "Top-1 %", "78.3", "78.40", "arXiv 1", "Table 1 & 2"),
        Corrected("A-S", "Params M", "6", "5", "", "Table 3"),
    )
    moment = datetime(2026, 3, 4, 5, 6, 7, tzinfo=UTC)
    told = [Correction("c0ffee", moment, "a", numbers), Correction("c0ffee", moment, "gone", numbers)]
    given = catalog(paper("a"), taxonomy=taxonomy("components/embedding"))
    text = text_of(given, "feeds/numbers.xml", corrections=told)
    feed, entry = re.findall(r"urn:uuid:([0-9a-f-]+)", text)
    assert text == NUMBERS.replace("FEED", feed).replace("ENTRY", entry)
    other = [told[0]._replace(commit="decade")]
    assert entry not in text_of(given, "feeds/numbers.xml", corrections=other)


def test_numbers_without_a_history() -> None:
    """Where nobody knows what stood in the records before, the feed is there and says so."""
    feed = parsed(catalog(paper("a")), "feeds/numbers.xml")
    said = "The history of the records was not at hand when this was built."
    assert (feed.entries, feed.feed.subtitle) == ([], said)


def test_many_numbers() -> None:
    """Of many numbers twenty are told, and how many more there are."""
    numbers = tuple(Corrected(f"A-{nr}", "Top-1 %", "1", "2", "", "t") for nr in range(23))
    told = [Correction("c0ffee", datetime(2026, 3, 4, tzinfo=UTC), "a", numbers)]
    (entry,) = parsed(catalog(paper("a")), "feeds/numbers.xml", corrections=told).entries
    assert entry.title == "A: 23 numbers corrected"
    assert entry.summary.endswith("A-19, Top-1 %: 2, before 1 (t) and 3 more")


@pytest.mark.parametrize(
    ("wrong", "complaint"),
    [
        ((HOME, "/"), "feed: relative /"),
        (("T00:00:00+00:00</published>", "</published>"), "entry 0: InvalidRFC3339Date 2026-01-02"),
        (("urn:uuid:", "uuid:"), "feed: InvalidFullLink uuid:"),
        (('rel="self"', 'rel="related"'), "feed: MissingSelf"),
        (("<title>KB: new papers</title>", ""), "feed: 0 title"),
        (("<name>Ada Flint</name>", "<name> </name>"), "entry 0: an author without a name"),
    ],
)
def test_rules_find_what_is_wrong(wrong: tuple[str, str], complaint: str) -> None:
    """The rules that our feeds are held against complain of each fault."""
    text = text_of(catalog(paper("a")))
    assert wrong[0] in text
    assert any(found.startswith(complaint) for found in complaints(text.replace(*wrong), f"{HOME}feed.xml"))


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
