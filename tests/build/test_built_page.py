"""A built page read as a browser reads it: which addresses, which anchors, which of them loaded unasked."""

from __future__ import annotations

from html import escape
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lvkb.build.built_page import read_page
from lvkb.build.minify import shrink


def urls(page: str) -> list[tuple[str, bool]]:
    """Gives the addresses of a page, each with whether the browser loads it by itself."""
    return [(address.url, address.loads) for address in read_page(page).addresses]


ADDRESSES: dict[str, tuple[str, list[tuple[str, bool]]]] = {
    "link": ('<a href="a/">', [("a/", False)]),
    "single quotes": ("<a href='a/'>", [("a/", False)]),
    "no quotes": ("<a href=a/>", [("a/", False)]),
    "no quotes, quote inside": ("<a href=it's>x</a><a href=b>", [("it's", False), ("b", False)]),
    "space around =": ('<a href = "a">', [("a", False)]),
    "capitals": ('<A HREF="a">', [("a", False)]),
    "line breaks": ('<a\n  class="x"\n  href="a"\n>', [("a", False)]),
    "other attributes": ('<a class="x" href="a" title="y">', [("a", False)]),
    "no space between": ('<a class="x"href="a">', [("a", False)]),
    "entities": ('<a href="?a=1&amp;b=%C3%A9">', [("?a=1&b=%C3%A9", False)]),
    "space in front": ('<a href=" a ">', [("a", False)]),
    "empty": ("<a href>", [("", False)]),
    "< and > in an attribute": ('<a title="a < b > c" href="a">', [("a", False)]),
    "tag in an attribute": ("<a title='<a href=no>' href=a>", [("a", False)]),
    "= in an attribute": ('<a title="x href=no" href=a>', [("a", False)]),
    "digits in a name": ('<line x1="a href=no" x2=2 /><a href=a>', [("a", False)]),
    "image": ('<img src="a.png">', [("a.png", True)]),
    "closed image": ('<img src="a.png"/>', [("a.png", True)]),
    "script": ('<script src="a.js"></script>', [("a.js", True)]),
    "frame": ('<iframe src="a">', [("a", True)]),
    "poster": ('<video poster="a.png">', [("a.png", True)]),
    "track": ('<track src="a.vtt">', [("a.vtt", True)]),
    "sound": ('<audio src="a.ogg">', [("a.ogg", True)]),
    "plug-in": ('<embed src="a.svg">', [("a.svg", True)]),
    "image of a button": ('<input type="image" src="a.png">', [("a.png", True)]),
    "image in a drawing": ('<image href="a.png"/>', [("a.png", True)]),
    "object": ('<object data="a.svg">', [("a.svg", True)]),
    "data of others": ('<div data="a.svg">', []),
    "use": ('<use href="a.svg#b"/>', [("a.svg#b", True)]),
    "use, old": ('<use xlink:href="a.svg#b"/>', [("a.svg#b", True)]),
    "table": ('<div data-src="../data/table.json">', [("../data/table.json", True)]),
    "form": ('<form action="a"><button formaction="b">', [("a", False), ("b", False)]),
    "set": ('<img srcset="a.png 1x, b.png 2x" src=c.png>', [("a.png", True), ("b.png", True), ("c.png", True)]),
    "set without sizes": ('<source srcset="a,b.png, c.png">', [("a,b.png", True), ("c.png", True)]),
    "set of one": ('<img srcset=" a.png ">', [("a.png", True)]),
    "preloaded set": ('<link rel=preload imagesrcset="a 1x, b 2x">', [("a", True), ("b", True)]),
    "style": ('<link rel="stylesheet" href="a.css">', [("a.css", True)]),
    "icon": ('<link href=a.svg rel="shortcut icon">', [("a.svg", True)]),
    "alternate": (
        '<link rel="alternate" href="https://x.example/icon" title="icon">',
        [("https://x.example/icon", False)],
    ),
    "canonical": ('<link rel="canonical" href="https://x.example/">', []),
    "relation of a link in the text": ('<a rel="icon canonical" href="a">', [("a", False)]),
    "other element with a relation": ('<a rel="canonical" href="a">', [("a", False)]),
    "style of that name": ('<link rel="stylesheet" href="canonical.css">', [("canonical.css", True)]),
    "base": ('<base href="/x/">', []),
    "comment": ("<!-- <a href=no> --><a href=a>", [("a", False)]),
    "text of a script": ("<script>x = '<a href=no>'</script><a href=a>", [("a", False)]),
    "text of a style": ("<style>/* <a href=no> */</style><a href=a>", [("a", False)]),
    "text of a title": ("<title><a href=no></title><a href=a>", [("a", False)]),
    "text of a field": ("<textarea><a href=no></textarea><a href=a>", [("a", False)]),
    "words like tags": ("a < b and <1 href=no>, <scripted href=a>", [("a", False)]),
    "open comment": ("<a href=a><!-- <a href=no>", [("a", False)]),
    "open script": ("<script src=a> <a href=no>", [("a", True)]),
    "closing tag": ("</a href=no>", []),
}


@pytest.mark.parametrize(("page", "expected"), ADDRESSES.values(), ids=ADDRESSES)
def test_addresses(page: str, expected: list[tuple[str, bool]]) -> None:
    """Every address of a page is found, however it is written, and nothing that is only text."""
    assert urls(page) == expected


ANCHORS = {
    "id": ('<h2 id="a">', {"a"}),
    "no quotes": ("<h2 id=a>", {"a"}),
    "old name": ('<a name="a">', {"a"}),
    "name of others": ('<meta name="description"><input name="q">', set()),
    "entities": ('<h2 id="a&amp;b">', {"a&b"}),
    "letters of all scripts": ("<h2 id=標題>", {"標題"}),
    "behind < and >": ('<h2 title="a<b>c" id="a">', {"a"}),
    "two": ('<p id=a><b class=x id="b">', {"a", "b"}),
    "in a comment": ("<!-- <p id=a> -->", set()),
}


@pytest.mark.parametrize(("page", "expected"), ANCHORS.values(), ids=ANCHORS)
def test_anchors(page: str, expected: set[str]) -> None:
    """Anchors are ids, names of links, and the start of the page, which needs none."""
    assert read_page(page).anchors == expected | {"", "top"}


def test_repeated_ids() -> None:
    """An id that stands before is told each time, with its place; case makes another id, a name does not count."""
    page = '<p id="a"><p id="A"><a name="a"><p id=b>\n<p id="a"><p class=x id=a>'
    assert read_page(page).repeated == (("a", page.index('id="a"', 5)), ("a", page.index("id=a>")))


def test_offset_is_that_of_the_attribute() -> None:
    """An address is placed at its attribute, in characters."""
    page = '<p>é標</p>\n<a class="x" href="a"><script async src=b></script>'
    assert [address.offset for address in read_page(page).addresses] == [page.index("href"), page.index("src")]


class Parser(HTMLParser):
    """What the standard library reads: links with their text as attribute, and ids."""

    def __init__(self) -> None:
        super().__init__()
        self.links: list[str] = []
        self.ids: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.links += [(value or "").strip() for key, value in attrs if key == "href"]
        self.ids |= {value or "" for key, value in attrs if key == "id"}


TEXT = st.text(st.characters(exclude_categories=("Cc", "Cs", "Zl", "Zp")) | st.sampled_from("<>&\"'=/ "), max_size=8)


@given(st.lists(st.tuples(TEXT, TEXT, TEXT), min_size=1, max_size=4))
def test_any_text_in_attributes(links: list[tuple[str, str, str]]) -> None:
    """Whatever attributes and texts hold, links and ids are those a parser finds, minified or not."""
    body = "".join(
        f'<p><a title="{escape(title)}" id="{escape(name)}" href="{escape(url)}">{escape(title)}</a>'
        for title, name, url in links
    )
    for page in (body, shrink(body)):
        parser = Parser()
        parser.feed(page)
        found = read_page(page)
        assert [address.url for address in found.addresses] == parser.links
        assert found.anchors == parser.ids | {"", "top"}


NASTY = ("<a ", "<a x=", '<a x="', "<a x='", "<a/x=y", "<a/x", "<a b c ", "<!--", "<!", "<script>", "<script>x</", "<")


@pytest.mark.parametrize("nasty", NASTY)
def test_unclosed_tags_are_read_in_one_go(nasty: str) -> None:
    """A page of tags that never end takes time in line with its length: it is read at all, at 200,000 characters."""
    assert read_page(nasty * (200_000 // len(nasty))).addresses == ()
