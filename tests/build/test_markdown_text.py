"""Text of strangers in Markdown: shown as it is, wherever it stands, by GitHub's reading and by Python-Markdown's."""

from __future__ import annotations

import html
import re
from collections.abc import Callable

import markdown
import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from lvkb.render.markdown import anchor, fenced, linked_prose, markdown_link, markdown_prose, markdown_text, sentence

_MARKS = "#*_`~-+=:!|[](){}<>&\\$^\"'.1 )\t"
TEXTS = st.text(
    st.sampled_from(_MARKS) | st.characters(exclude_categories=("Cc", "Cf", "Cs", "Cn", "Co", "Zl", "Zp")), max_size=24
).filter(lambda text: bool(text.strip()))
"""What a record can hold, rich in the signs that mean something in Markdown."""

EMPHASIS = frozenset({"paragraph", "inline", "text", "em", "strong", "code_inline"})


def github(source: str) -> str:
    """Gives HTML as GitHub reads Markdown: CommonMark, tables and strikethrough, with HTML let through."""
    return str(MarkdownIt("commonmark").enable(["table", "strikethrough"]).render(source))


def mkdocs(source: str) -> str:
    """Gives HTML as the site's MkDocs reads Markdown."""
    extensions = ["admonition", "tables", "toc", "pymdownx.superfences", "pymdownx.highlight"]
    return markdown.markdown(source, extensions=extensions)


READERS = pytest.mark.parametrize("read", [github, mkdocs], ids=["GitHub", "MkDocs"])


def shown(page: str, tag: str) -> list[str]:
    """Gives the text of each element of a kind, as a browser shows it; markup inside stays visible as markup."""
    return [
        " ".join(html.unescape(inner).split()) for inner in re.findall(f"<{tag}[^>]*>(.*?)</{tag}>", page, re.DOTALL)
    ]


WRITTEN = {
    "plain text, 78.3 % (top-1)": "plain text, 78.3 % (top-1)",
    "a | b": "a &#124; b",
    "a & b < c > d": "a &#38; b &#60; c &#62; d",
    "`code` *bold* ~~no~~ $a$ x^2": "&#96;code&#96; &#42;bold&#42; &#126;&#126;no&#126;&#126; &#36;a&#36; x&#94;2",
    "[link](x) {{ 7 }} \\": "&#91;link&#93;(x) &#123;&#123; 7 &#125;&#125; &#92;",
    "_under_ but snake_case": "&#95;under&#95; but snake_case",
    "# heading 1 #2 #": "&#35; heading 1 &#35;2 &#35;",
    "+ item": "&#43; item",
    "- item": "&#45; item",
    "= rule": "&#61; rule",
    ": definition": "&#58; definition",
    "!!! note": "&#33;!! note",
    "1. item": "&#49;. item",
    "23) item": "&#50;3) item",
    "1": "1",
    "1.5 M": "1.5 M",
    "a - b + c = d : e ! f 1. g": "a - b + c = d : e ! f 1. g",
    "  two\n lines\t": "two lines",
    "\n# heading": "&#35; heading",
}


@pytest.mark.parametrize(("text", "written"), WRITTEN.items(), ids=map(repr, WRITTEN))
def test_markdown_text(text: str, written: str) -> None:
    """Special signs become entities, those of lists and headings only at the start; white space is one space."""
    assert markdown_text(text) == written


PROSE = {
    "*three* `stride` _x_ **b**": "*three* `stride` _x_ **b**",
    "a | b & c < d > e": "a &#124; b &#38; c &#60; d &#62; e",
    "[text](y) {: onclick } \\": "&#91;text&#93;(y) &#123;: onclick &#125; &#92;",
    "$a$ ~~b~~ ^c": "&#36;a&#36; &#126;&#126;b&#126;&#126; &#94;c",
    "# not a heading": "&#35; not a heading",
    "1) not a list": "&#49;) not a list",
    "- not a list": "&#45; not a list",
    "* not a list": "&#42; not a list",
    "***": "&#42;**",
    "* * *": "&#42; * *",
    "___": "&#95;__",
    "```not a block": "&#96;``not a block",
    "*a* b": "*a* b",
    "`a` b": "`a` b",
}


@pytest.mark.parametrize(("text", "written"), PROSE.items(), ids=map(repr, PROSE))
def test_markdown_prose(text: str, written: str) -> None:
    """Prose keeps emphasis and code; what would be a list, a heading, a rule or a block is shown as it is."""
    assert markdown_prose(text) == written


@READERS
@given(TEXTS)
@example("1. Nothing")
@example("C#")
@example("a #")
@example("===")
@example("a  |  b")
def test_text_is_shown_as_it_is(read: Callable[[str], str], text: str) -> None:
    """Any text shows unchanged, and as nothing but text, as a paragraph, a heading and an item of a list."""
    plain = " ".join(text.split())
    written = markdown_text(text)
    assert shown(read(f"{written}\n"), "p") == [plain]
    assert shown(read(f"## {written}\n"), "h2") == [plain]
    assert shown(read(f"- {written}\n"), "li") == [plain]
    assert shown(read(f"[{written}](x)\n"), "a") == [plain]


@READERS
@given(st.lists(TEXTS, min_size=2, max_size=4))
def test_a_table_keeps_its_columns(read: Callable[[str], str], texts: list[str]) -> None:
    """Whatever the cells hold, a row has one cell for each."""
    row = "".join(f"| {markdown_text(text)} " for text in texts) + "|\n"
    source = "| h " * len(texts) + "|\n" + "|---" * len(texts) + "|\n" + row
    assert shown(read(source), "td") == [" ".join(text.split()) for text in texts]


@given(TEXTS)
@example("* a")
@example("***")
@example("___")
@example("```")
@example("~~~")
@example("    four spaces")
@example("[a]: b")
def test_prose_keeps_emphasis_alone(text: str) -> None:
    """Whatever an annotation holds, it is one paragraph with emphasis and code at most."""
    tokens = MarkdownIt("commonmark").enable(["table", "strikethrough"]).parse(markdown_prose(text))
    flat = [*tokens, *(child for token in tokens for child in token.children or ())]
    kinds = {token.type.removesuffix("_open").removesuffix("_close") for token in flat}
    assert kinds <= EMPHASIS
    assert [token.type for token in tokens] == ["paragraph_open", "inline", "paragraph_close"]


@given(TEXTS | st.text(st.sampled_from("[]()! <a>:/`*#\nhtps."), max_size=40))
@example("see [the *survey*](https://a.example/x), ![not](https://a.example/y.png) or [this](javascript:1)")
@example("![a](https://a.example/x)")
@example("!\n[a](https://a.example/x)")
@example("[![a](https://a.example/x)](https://a.example/x)")
def test_linked_prose_lets_links_pass(text: str) -> None:
    """Beside emphasis and code there are links to https addresses, and neither pictures nor HTML."""
    for page in (github(linked_prose(text)), mkdocs(linked_prose(text))):
        assert set(re.findall(r"<(\w+)", page)) <= {"p", "em", "strong", "code", "a"}
        assert all(address.startswith("https://") for address in re.findall(r'href="([^"]*)', page))


def test_links_of_linked_prose() -> None:
    """A link stays a link, with its text; what is none is shown as it is."""
    written = linked_prose("The tree follows [a | b](https://a.example/1?x=2); [c](http://x) is <no> link!")
    assert written == (
        "The tree follows [a &#124; b](https://a.example/1?x=2); &#91;c&#93;(http://x) is &#60;no&#62; link&#33;"
    )


@given(TEXTS)
@example("* a")
@example("***")
@example("```")
def test_prose_is_one_paragraph_of_the_site(text: str) -> None:
    """MkDocs too makes one paragraph of an annotation, with no element but emphasis and code."""
    page = mkdocs(markdown_prose(text))
    assert page.startswith("<p>")
    assert set(re.findall(r"<(\w+)", page)) <= {"p", "em", "strong", "code"}


@given(TEXTS)
def test_no_escape_leaves_a_template(text: str) -> None:
    """What was escaped opens neither a tag nor a template, and stands on one line."""
    for written in (markdown_text(text), markdown_prose(text)):
        assert not set(written) & set("<>{}|\n")


@pytest.mark.parametrize(
    ("heading", "expected"),
    [
        ("Efficient ViT Components", "efficient-vit-components"),
        ("Quantisation and Pruning", "quantisation-and-pruning"),
        ("Self-Attention: Local Self-Attention", "self-attention-local-self-attention"),
        ("Medical, Remote Sensing and Other Uses", "medical-remote-sensing-and-other-uses"),
        ("A  &  B", "a----b"),
        ("snake_case (v2.0)", "snake_case-v20"),
        ("Ähnlich wie São", "ähnlich-wie-são"),
        ("標題 1", "標題-1"),
        ("e\u0301tude", "e\u0301tude"),
        ("m² ½ Ⅷ ‿ ٣ 🙂", "m---‿-٣-"),
        ("\U0001d400 ʰ का a⃝", "\U0001d400-ʰ-का-a⃝"),
    ],
)
def test_anchor(heading: str, expected: str) -> None:
    r"""Anchors are those that GitHub makes of headings: it keeps `\p{Word}`, hyphens and spaces.

    Source: https://github.com/gjtorikian/html-pipeline/blob/v2.14.3/lib/html/pipeline/toc_filter.rb
    """
    assert anchor(heading) == expected


@pytest.mark.parametrize(
    ("text", "ended"),
    [("A title", "A title."), ("A title.", "A title."), ("Why?", "Why?"), ("Go!", "Go!"), ("78.3 %", "78.3 %.")],
)
def test_sentence(text: str, ended: str) -> None:
    """A text ends with one mark: its own, or a full stop."""
    assert sentence(text) == ended


@READERS
@given(TEXTS, TEXTS)
@example("a|b", "x) [y](javascript:alert(1)")
def test_link_stays_one(read: Callable[[str], str], text: str, path: str) -> None:
    """A link of any text to any address of the web is one link with this text, in a cell of a table too."""
    link = markdown_link(text, f"https://kb.example/{path}")
    page = read(f"| a | b |\n|---|---|\n| {link} | c |\n")
    assert shown(page, "a") == [" ".join(text.split())]
    assert shown(page, "td")[1:] == ["c"]
    assert re.findall(r' href="https://kb\.example/[^"<> ]*"', page)


@pytest.mark.parametrize("url", ["javascript:alert(1)", "data:text/html,x", "", "JavaScript:x"])
def test_link_that_leads_nowhere(url: str) -> None:
    """An address that is none of the web is no link: its text stands alone."""
    assert markdown_link("a|b", url) == "a&#124;b"


@given(st.text(st.sampled_from("`a\n"), max_size=12).map(str.strip))
def test_fence_holds_any_text(text: str) -> None:
    """A block of code holds its text as it is, fences in it included."""
    (token,) = MarkdownIt("commonmark").parse(fenced(text, "bibtex"))
    assert (token.type, token.info, token.content) == ("fence", "bibtex", f"{text}\n")
