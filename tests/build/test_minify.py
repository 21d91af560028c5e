"""A shrunk page is the same page to a browser, in fewer bytes."""

from __future__ import annotations

from html.parser import HTMLParser
from pathlib import Path

import pytest

from lvkb.build.minify import shrink, shrink_script, shrink_site
from tests.build.conftest import Built

OPTIONAL = frozenset({"html", "head", "body"})
CODE = frozenset({"script", "style"})
SPACE_COUNTS = frozenset({"pre", "textarea"}) | CODE
INLINE = frozenset(
    {
        "a",
        "abbr",
        "b",
        "br",
        "button",
        "code",
        "em",
        "i",
        "img",
        "input",
        "kbd",
        "label",
        "s",
        "small",
        "span",
        "strong",
    }
)
"""Elements that do not part the words around them."""


class Document(HTMLParser):
    """A page as its elements with their attributes, and its text, in which outside `pre` white space is one space."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str]]] = []
        self.text = ""
        self.kept: list[str] = []
        self._inside: list[str] = []
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {key: _spaced(key, value or "") for key, value in attrs}
        if tag not in OPTIONAL or values:
            self.elements.append((tag, {key: value for key, value in values.items() if value or key != "class"}))
        if tag in SPACE_COUNTS:
            self._inside.append(tag)
            self.kept.append("")
        self._part(tag)

    def handle_endtag(self, tag: str) -> None:
        if self._inside and self._inside[-1] == tag:
            self._inside.pop()
            if tag in CODE:
                self.kept[-1] = self.kept[-1].strip()
        self._part(tag)

    def _part(self, tag: str) -> None:
        if tag not in INLINE:
            self.text += " "

    def handle_data(self, data: str) -> None:
        if self._inside:
            self.kept[-1] += data
        else:
            self.text += data

    @property
    def words(self) -> list[str]:
        """The words outside `pre` and its like."""
        return self.text.split()


def _spaced(key: str, value: str) -> str:
    return " ".join(value.split()) if key in {"class", "d", "style"} else value


def test_site_is_the_same_to_a_browser(built: Built) -> None:
    """Every page of the site keeps elements, attributes and words, and each space where it counts; all are shorter."""
    pages = sorted(built.site.rglob("*.html"))
    assert len(pages) > 30
    for page in pages:
        before = (built.unshrunk / page.relative_to(built.site)).read_text(encoding="utf-8")
        after = page.read_text(encoding="utf-8")
        old, new = Document(before), Document(after)
        assert new.elements == old.elements, page
        assert new.words == old.words, page
        assert new.kept == old.kept, page
        assert len(after) < len(before)


SHRUNK = {
    "spaces between words": ("<p>a   b\n c</p>", "<p>a b c</p>"),
    "a space between elements": ("<p><b>a</b> <i>b</i></p>", "<p><b>a</b> <i>b</i></p>"),
    "code keeps its spaces": ("<pre><code>a\n    b  c\n</code></pre>", "<pre><code>a\n    b  c\n</code></pre>"),
    "a field keeps its spaces": ("<textarea> a\n b </textarea>", "<textarea> a\n b </textarea>"),
    "comments go": ("<p>a<!-- b --></p>", "<p>a</p>"),
    "html and head stay": (
        "<html lang=en><head><title>a</title></head><body><p>b</p></body></html>",
        "<html lang=en><head><title>a</title></head><body><p>b</p></body></html>",
    ),
    "scripts stay as they are": (
        "<script>let  long_name = 1;  // why\nf(long_name)</script>",
        "<script>let  long_name = 1;  // why\nf(long_name)</script>",
    ),
    "styles stay as they are": ("<style>p  {  color: #ff0000 }</style>", "<style>p  {  color: #ff0000 }</style>"),
    "letters of all scripts": ("<p title='標題'>標&nbsp;題 &lt;</p>", "<p title=標題>標\xa0題 &lt;</p>"),
    "cells are closed, so that the search parts them": (
        "<table><tr><td>a</td> <td>b</td></tr></table>",
        "<table><tr><td>a</td><td>b</td></tr></table>",
    ),
    "hidden things for search": (
        '<span hidden data-pagefind-filter="Family:A b"></span>',
        '<span data-pagefind-filter="Family:A b" hidden></span>',
    ),
}


@pytest.mark.parametrize(("page", "shrunk"), SHRUNK.values(), ids=SHRUNK)
def test_shrink(page: str, shrunk: str) -> None:
    """What no reader needs goes; what a browser, a script or the search reads stays."""
    assert shrink(page) == shrunk


def test_script_keeps_its_code() -> None:
    """Comments and indentation of a script go; addresses, texts and patterns that look like comments stay."""
    script = """\
// What it does.
/** @typedef {{a: string}} Thing */

/**
 * Gives a thing.
 * @param {string} a
 */
export function thing(a) {
  // why
  const b = /** @type {string} */ (a); // since
  const c = "https://example.org"; // it's known
  return b.replace(/\\/\\/ /g, " // ") + c + `/* ${a} */`;
}
"""
    assert (
        shrink_script(script)
        == """\
export function thing(a) {
const b =  (a);
const c = "https://example.org"; // it's known
return b.replace(/\\/\\/ /g, " // ") + c + `/* ${a} */`;
}
"""
    )


def test_styles_keep_their_rules(tmp_path: Path) -> None:
    """Comments and white space of our own style sheets go; selectors, sums and texts keep the blanks they need."""
    style = tmp_path / "assets/css/own.css"
    style.parent.mkdir(parents=True)
    style.write_text(
        """\
/* What it is for. */
.a :is(th, td) > b:has(> i) {
  width: calc(100% - (1rem + 2px) * 2);
  content: "a  /* b */";
}
@media screen and (min-width: 30em) { .a { color: red } }
"""
    )
    shrink_site(tmp_path)
    assert style.read_text() == (
        '.a :is(th,td)>b:has(>i){width:calc(100% - (1rem + 2px) * 2);content:"a  /* b */"}'
        "@media screen and (min-width:30em){.a{color:red}}"
    )


def test_unused_styles_of_the_theme_go(tmp_path: Path) -> None:
    """Sheets of the theme keep what pages and scripts name, and variables that our own sheets read."""
    files = {
        "index.html": "<p class=in-page>a</p>",
        "a/index.html": "<p class='in-other'>a</p>",
        "assets/js/a/main.js": 'add("in-script");\n',
        "assets/javascripts/bundle.js": 'add("in-theme");',
        "assets/css/own.css": "p{color:var(--read)}.none{color:red}",
        "assets/stylesheets/main.css": ".in-page,.in-other{a:b}.in-script{a:b}.in-theme{a:b}.none{a:b}"
        ":root{--read:1;--x:2}",
        "assets/stylesheets/palette.css": ".none{a:b}",
    }
    for path, text in files.items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text(text, encoding="utf-8")
    shrink_site(tmp_path)
    assert (tmp_path / "assets/css/own.css").read_text() == files["assets/css/own.css"]
    assert (tmp_path / "assets/stylesheets/palette.css").read_text() == ""
    assert (tmp_path / "assets/stylesheets/main.css").read_text() == (
        ".in-page,.in-other{a:b}.in-script{a:b}.in-theme{a:b}:root{--read:1;}"
    )


def test_unused_files_of_the_theme_go(tmp_path: Path) -> None:
    """Material's own search and the maps for its developers go; every other file stays, pages in all folders shrink."""
    gone = (
        "assets/javascripts/lunr/min/lunr.de.min.js",
        "assets/javascripts/lunr/wordcut.js",
        "assets/javascripts/workers/search.js",
        "assets/javascripts/bundle.js.map",
        "assets/stylesheets/main.css.map",
    )
    kept = ("assets/javascripts/bundle.js", "assets/stylesheets/main.css", "data/table.json", "map/a.map", "404.txt")
    for path in (*gone, *kept, "index.html", "a/b/index.html"):
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text("<p>a   b</p>\n", encoding="utf-8")
    shrink_site(tmp_path)
    files = {file.relative_to(tmp_path).as_posix(): file.read_text() for file in tmp_path.rglob("*") if file.is_file()}
    assert files == dict.fromkeys(kept, "<p>a   b</p>\n") | dict.fromkeys(
        ("index.html", "a/b/index.html"), "<p>a b</p>"
    )


def test_site_without_pages(tmp_path: Path) -> None:
    """A folder without pages is left as it is."""
    (tmp_path / "a.txt").write_text("a")
    shrink_site(tmp_path)
    assert [file.name for file in tmp_path.iterdir()] == ["a.txt"]
