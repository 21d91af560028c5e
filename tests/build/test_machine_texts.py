"""What programs read as text: llms.txt, and papers as Markdown."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urljoin, urlsplit

import pytest
from markdown_it import MarkdownIt
from markdown_it.token import Token

from lvkb.catalog import Catalog
from lvkb.render.program_texts import paper_texts, shared_texts
from lvkb.subject.typeset import typeset
from tests.build.conftest import ADDRESS, Built
from tests.build.toy import GOLDEN_TEXTS, renderer
from tests.golden_files import GoldenFiles

READER = MarkdownIt("commonmark").enable(["table", "strikethrough"])
HOSTILE = "papers/toy-hostile/index.md"


@pytest.fixture
def texts(toy: Catalog) -> dict[str, str]:
    """The texts of the toy catalogue, which has no address, by their paths in the site."""
    made = renderer(toy)
    return {**dict(shared_texts(made)), **dict(paper_texts(made, toy.papers.values()))}


@pytest.mark.parametrize("path", GOLDEN_TEXTS)
def test_text_is_golden(texts: dict[str, str], golden: GoldenFiles, path: str) -> None:
    """Each kind of text of the toy catalogue is the golden one."""
    golden.compare(f"texts/{path}", texts[path])


def test_every_paper_has_its_text(texts: dict[str, str], toy: Catalog) -> None:
    """Each paper has a text of its own, and the list of papers leads to all of them."""
    own = {f"{name}/index.md" for name in toy.papers}
    assert {path.removeprefix("papers/") for path in texts} == {"llms.txt", "index.md", *own}
    assert set(links(READER.parse(texts["papers/index.md"]))) == own


def inside(tokens: list[Token]) -> Iterator[Token]:
    """Gives every token, those inside others too."""
    for token in tokens:
        yield token
        yield from inside(token.children or [])


def links(tokens: list[Token]) -> Iterator[str]:
    """Gives the address of every link."""
    return (str(token.attrs["href"]) for token in inside(tokens) if token.type == "link_open")


def shown(token: Token) -> str:
    """Gives the text of a piece as readers see it."""
    return "".join(part.content for part in token.children or [])


def test_hostile_text_is_shown_as_it_is(texts: dict[str, str], toy: Catalog) -> None:
    """What a record says is text: no HTML, no picture, no heading, row or link of its own."""
    tokens = READER.parse(texts[HOSTILE])
    assert [token.type for token in inside(tokens) if token.type in ("html_block", "html_inline", "image")] == []
    record = toy.papers["toy-hostile"]
    headings = [shown(tokens[nr + 1]) for nr, token in enumerate(tokens) if token.type == "heading_open"]
    assert headings == [typeset(f"{record.name}: {record.title}"), "Idea", "Results", "Related", "Sources", "Cite"]
    cells = [shown(tokens[nr + 1]) for nr, token in enumerate(tokens) if token.type == "td_open"]
    (variant,) = record.variants
    reading = variant.readings[0]
    assert len(cells) == 8
    assert (cells[0], cells[-1]) == (variant.name, f"paper, {reading.at}, {reading.note}")
    assert {urlsplit(url).netloc for url in links(tokens)} == {"arxiv.org", ""}


def test_links_lead_to_files(built: Built) -> None:
    """Each link of a text leads to a file of the site, or elsewhere in the web."""
    paths = [file for file in built.site.rglob("*.md") if "assets" not in file.parts] + [built.site / "llms.txt"]
    assert len(paths) == 7
    for file in paths:
        here = ADDRESS + file.relative_to(built.site).as_posix()
        targets = {urljoin(here, url) for url in links(READER.parse(file.read_text(encoding="utf-8")))}
        own = {url.removeprefix(ADDRESS) for url in targets if url.startswith(ADDRESS)}
        assert own
        assert [path for path in sorted(own) if not _is_there(built.site, path)] == []
        assert {urlsplit(url).scheme for url in targets} <= {"http", "https"}


def _is_there(site: Path, path: str) -> bool:
    return (site / path / "index.html" if path.endswith("/") or not path else site / path).is_file()


def test_addresses_of_llms_txt_are_whole(built: Built) -> None:
    """A site with an address names it in llms.txt, which is read away from it."""
    text = (built.site / "llms.txt").read_text(encoding="utf-8")
    assert text.startswith("# Toy Knowledge Base\n\n> ")  # https://llmstxt.org: a title, then a summary as a quote
    assert {url.startswith(ADDRESS) for url in links(READER.parse(text))} == {True}


def test_pages_name_their_text(built: Built, toy: Catalog) -> None:
    """The page of each paper names its text as another form of itself; no other page does."""
    named = {}
    for page in built.site.rglob("*.html"):
        tags = re.findall(r"<link [^>]*text/markdown[^>]*>", page.read_text(encoding="utf-8"))
        if tags:
            named[page.parent.relative_to(built.site).as_posix()] = tags
    assert set(named) == {f"papers/{name}" for name in toy.papers}
    assert all("index.md" in tag and "alternate" in tag for (tag,) in named.values())
