"""What machines read of the built site: heads of all page kinds, schema.org data, the map of the site, the feed."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from urllib.parse import urljoin, urlsplit
from xml.etree import ElementTree as ET

import feedparser  # type: ignore[import-untyped]
import pytest
from PIL import Image

from lvkb.build import build_site
from lvkb.build.built_page import read_page
from lvkb.catalog import Catalog, load
from lvkb.exports import FILES
from lvkb.exports.feed_paths import feed_links
from lvkb.results import Results
from lvkb.subject.metrics import METRICS
from tests.build.conftest import ADDRESS, Built
from tests.feed_rules import complaints

PLAIN, HOSTILE, TOPIC = "papers/toy-plain/", "papers/toy-hostile/", "taxonomy/components/embedding/"
KINDS = ("", "papers/", PLAIN, HOSTILE, "papers/toy-none/", "taxonomy/", TOPIC, "models/", "data/", "method/")
DATA_SET_PAGES = ("", "data/", "models/")


class Head(HTMLParser):
    """The head of a page: its meta tags, links and schema.org data."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.meta: dict[str, str] = {}
        self.links: list[dict[str, str]] = []
        self.scripts: list[str] = []
        self._in_data = False
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Notes what a tag tells."""
        told = {key: value or "" for key, value in attrs}
        if tag == "meta" and "content" in told:
            name = told.get("property") or told.get("name") or ""
            assert name not in self.meta or name == "citation_author", name
            self.meta[name] = told["content"]
        if tag == "link":
            self.links.append(told)
        self._in_data = tag == "script" and told.get("type") == "application/ld+json"
        if self._in_data:
            self.scripts.append("")

    def handle_data(self, data: str) -> None:
        """Notes the text of a script with data."""
        if self._in_data:
            self.scripts[-1] += data

    def link(self, relation: str) -> dict[str, str]:
        """Gives the only link of a relation."""
        (found,) = [link for link in self.links if link.get("rel") == relation]
        return found

    @property
    def data(self) -> dict[str, Any]:
        """The schema.org data by type; a page without any has no script of it."""
        found: dict[str, Any] = {}
        for script in self.scripts:
            graph = json.loads(script)
            assert graph.keys() == {"@context", "@graph"}
            assert graph["@context"] == "https://schema.org"
            found |= {item["@type"]: item for item in graph["@graph"]}
        return found


def head(site: Path, path: str) -> Head:
    """Gives the head of a page."""
    return Head((site / path / "index.html").read_text(encoding="utf-8"))


def pages(site: Path) -> Iterator[str]:
    """Gives the address of every page inside the site; the one for frames of other pages is not to be found."""
    folders = (file.parent.relative_to(site).as_posix() for file in site.rglob("index.html"))
    yield from sorted("" if path == "." else f"{path}/" for path in folders if path != "embed")


@pytest.mark.parametrize("path", KINDS)
def test_tags_of_links(built: Built, path: str) -> None:
    """Each kind of page has one canonical address, title, description, type, picture and card, and names the feed."""
    found = head(built.site, path)
    assert found.link("canonical")["href"] == found.meta["og:url"] == ADDRESS + path
    assert found.meta["og:title"]
    assert found.meta["og:description"] == found.meta["description"]
    assert found.meta["og:type"] == ("article" if path.startswith("papers/toy") else "website")
    assert found.meta["twitter:card"] == "summary_large_image"
    feeds = {"New papers": "feed.xml", "Corrected numbers": "feeds/numbers.xml"}
    if path.startswith("taxonomy/components/"):
        feeds["New papers: Efficient ViT Components"] = "feeds/families/components.xml"
    links = [link for link in found.links if link.get("rel") == "alternate feed"]
    assert {link["type"] for link in links} == {"application/atom+xml"}
    assert {link["title"]: urljoin(ADDRESS + path, link["href"]).removeprefix(ADDRESS) for link in links} == feeds


def test_every_page_has_a_card(built: Built, toy: Catalog) -> None:
    """The picture of each page is a file of the site of the size that is told: a paper's own, or that of the site."""
    named = {path: head(built.site, path).meta["og:image"].removeprefix(ADDRESS) for path in pages(built.site)}
    own = {f"papers/{name}/": f"cards/{name}.png" for name in toy.papers}
    assert named == dict.fromkeys(named, "cards/site.png") | own
    assert {file.name for file in (built.site / "cards").iterdir()} == {Path(path).name for path in named.values()}
    for card in named.values():
        with Image.open(built.site / card) as picture:
            told = head(built.site, PLAIN).meta
            assert picture.format == "PNG"
            assert picture.size == (int(told["og:image:width"]), int(told["og:image:height"])) == (1200, 630)


def test_paper_as_data(built: Built) -> None:
    """A paper's page tells itself, the article it is about, and the way down to it."""
    assert head(built.site, PLAIN).data == {
        "WebPage": {
            "@type": "WebPage",
            "name": "ToyPlain",
            "description": "ToyPlain: An Invented Network for Tests",
            "url": f"{ADDRESS}papers/toy-plain/",
            "inLanguage": "en",
            "dateModified": "2026-01-02",
            "license": "https://creativecommons.org/licenses/by/4.0/",
            "isPartOf": {"@type": "WebSite", "name": "Toy Knowledge Base", "url": ADDRESS},
            "mainEntity": {
                "@type": "ScholarlyArticle",
                "name": "ToyPlain: An Invented Network for Tests",
                "headline": "ToyPlain: An Invented Network for Tests",
                "author": [{"@type": "Person", "name": "Ada Example"}, {"@type": "Person", "name": "Ben Muster"}],
                "datePublished": "2022",
                "isPartOf": {"@type": "CreativeWork", "name": "ICLR 2023"},
                "sameAs": ["https://arxiv.org/abs/2203.00001", "https://openreview.net/forum?id=toyForum01"],
            },
        },
        "BreadcrumbList": {
            "@type": "BreadcrumbList",
            "itemListElement": [
                {"@type": "ListItem", "position": 1, "name": "Topics", "item": f"{ADDRESS}taxonomy/"},
                {
                    "@type": "ListItem",
                    "position": 2,
                    "name": "Efficient ViT Components",
                    "item": f"{ADDRESS}taxonomy/components/",
                },
                {
                    "@type": "ListItem",
                    "position": 3,
                    "name": "Embedding Structure Design",
                    "item": f"{ADDRESS}taxonomy/components/embedding/",
                },
                {
                    "@type": "ListItem",
                    "position": 4,
                    "name": "Local Patch Embedding",
                    "item": f"{ADDRESS}taxonomy/components/embedding/local-patch-embedding/",
                },
                {"@type": "ListItem", "position": 5, "name": "ToyPlain"},
            ],
        },
    }


def test_hostile_paper_as_data(built: Built, toy: Catalog) -> None:
    """Names and titles that look like markup come out of the data as they stand in the record, and end no script."""
    paper = toy.papers["toy-hostile"]
    page = head(built.site, HOSTILE)
    article = page.data["WebPage"]["mainEntity"]
    assert (article["name"], page.data["WebPage"]["name"]) == (paper.title, paper.name)
    assert [author["name"] for author in article["author"]] == list(paper.authors)
    assert page.data["BreadcrumbList"]["itemListElement"][-1]["name"] == paper.name
    assert (page.meta["og:title"], page.meta["og:image:alt"]) == (paper.name, paper.title)


@pytest.mark.parametrize("path", DATA_SET_PAGES)
def test_data_set_as_data(built: Built, path: str) -> None:
    """Home, data and models tell the data set: what is in it, whose it is, how old, and where its files are."""
    found = head(built.site, path).data["Dataset"]
    files = found.pop("distribution")
    assert found.pop("variableMeasured") == [metric.meaning for metric in METRICS]
    assert len(found.pop("description")) >= 50
    assert len(found.pop("measurementTechnique")) >= 50
    assert found == {
        "@type": "Dataset",
        "name": "Toy Knowledge Base",
        "alternateName": "toys",
        "url": ADDRESS,
        "license": "https://creativecommons.org/licenses/by/4.0/",
        "isAccessibleForFree": True,
        "inLanguage": "en",
        "creator": {"@type": "Organization", "name": "Toy Knowledge Base", "url": ADDRESS},
        "dateModified": "2026-01-04",
    }
    types = {".csv": "text/csv", ".json": "application/json", ".bib": "application/x-bibtex"}
    assert [(file["@type"], file["contentUrl"], file["encodingFormat"]) for file in files] == [
        ("DataDownload", ADDRESS + name, types[Path(name).suffix]) for name in FILES
    ]
    assert all((built.site / name).is_file() for name in FILES)


def test_release_of_the_data_set(toy_root: Path) -> None:
    """Data that were released tell version and day of the release, to search engines as in croissant.json."""
    (toy_root / "catalog/release.yml").write_text('version: "1.2.0"\ndate: "2026-11-30"\n')
    site = build_site(Results(load(toy_root)), lambda _: None, search=False)
    wanted = {"version": "1.2.0", "datePublished": "2026-11-30"}
    for told in (
        head(site, "data/").data["Dataset"],
        json.loads((site / "croissant.json").read_text(encoding="utf-8")),
    ):
        assert {key: told[key] for key in wanted} == wanted


def test_data_of_all_pages(built: Built, toy: Catalog) -> None:
    """Every page says the data of its kind and no other, and each way down leads over pages of the site."""
    for path in pages(built.site):
        data = head(built.site, path).data
        is_paper, is_topic = path[7:-1] in toy.papers, path[9:-1] in toy.nodes
        wanted = {"WebPage"} if is_paper else set()
        wanted |= {"BreadcrumbList"} if is_paper or is_topic else set()
        wanted |= {"Dataset"} if path in DATA_SET_PAGES else set()
        assert data.keys() == wanted, path
        for step in data.get("BreadcrumbList", {"itemListElement": []})["itemListElement"][:-1]:
            assert (built.site / step["item"].removeprefix(ADDRESS) / "index.html").is_file()


def test_map_of_the_site(built: Built) -> None:
    """sitemap.xml has every page once, with the day of what it says where it says one; the packed one is the same."""
    text = (built.site / "sitemap.xml").read_bytes()
    space = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
    tree = ET.fromstring(text)  # noqa: S314 - made by the test itself
    told = {url.findtext(f"{space}loc"): url.findtext(f"{space}lastmod") for url in tree}
    assert tree.tag == f"{space}urlset"
    assert list(told) == [ADDRESS + path for path in pages(built.site)]
    days = {
        f"{ADDRESS}{path}": told[f"{ADDRESS}{path}"] for path in ("", PLAIN, TOPIC, "taxonomy/distillation/", "method/")
    }
    assert list(days.values()) == ["2026-01-04", "2026-01-02", "2026-01-02", None, None]
    assert gzip.decompress((built.site / "sitemap.xml.gz").read_bytes()) == text


def test_robots(built: Built) -> None:
    """Robots may read everything, and find the map of the site."""
    text = (built.site / "robots.txt").read_text(encoding="utf-8")
    assert text == f"User-agent: *\nAllow: /\n\nSitemap: {ADDRESS}sitemap.xml"


def test_feed_leads_to_pages(built: Built, toy: Catalog) -> None:
    """Each feed of the site is valid, and each entry of that of new papers leads to the page of its paper."""
    for path, *_ in feed_links(toy):
        assert complaints((built.site / path).read_text(encoding="utf-8"), f"{ADDRESS}{path}") == []
    family = (built.site / "taxonomy/components/index.html").read_text(encoding="utf-8")
    assert "../../feeds/families/components.xml>Feed of new papers</a>" in family
    feed = feedparser.parse((built.site / "feed.xml").read_bytes())
    assert not feed.bozo
    assert {entry.link for entry in feed.entries} == {f"{ADDRESS}papers/{name}/" for name in toy.papers}
    assert feed.feed.links[1].href == f"{ADDRESS}feed.xml"


def test_site_without_an_address(toy_root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where nobody says the address, there is no map, card or canonical link, and data and feed lead relatively."""
    monkeypatch.delenv("LVKB_SITE_URL", raising=False)
    site = build_site(Results(load(toy_root)), lambda _: None, search=False)
    assert not list(site.glob("sitemap*")) + list(site.glob("cards"))
    assert (site / "robots.txt").read_text(encoding="utf-8") == "User-agent: *\nAllow: /"
    found = head(site, PLAIN)
    assert not [name for name in found.meta if name in ("og:url", "og:image")]
    assert (found.meta["og:title"], found.meta["twitter:card"]) == ("ToyPlain", "summary")
    assert [link["rel"] for link in found.links if link["rel"] == "canonical"] == []
    steps = found.data["BreadcrumbList"]["itemListElement"]
    assert steps[0]["item"] == "../../taxonomy/"
    assert head(site, "data/").data["Dataset"]["distribution"][0]["contentUrl"] == "../data/readings.csv"
    assert head(site, "").data["Dataset"]["url"] == "./"


def test_nothing_is_loaded_from_elsewhere(built: Built) -> None:
    """No page loads anything from another host, its own whole address included."""
    for path in pages(built.site):
        for address in read_page((built.site / path / "index.html").read_text(encoding="utf-8")).addresses:
            assert not (address.loads and urlsplit(address.url).netloc), address
