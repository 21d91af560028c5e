"""Text is text: no HTML, no scripts, and links that lead somewhere."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lvkb.checks.plain_text import is_web_address
from tests.conftest import MakeRoot
from tests.samples import TAXONOMY, record, told


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script>",
        "<SCRIPT src=x>",
        "</script",
        "<script",
        "<b>bold</b>",
        "<br/>",
        "<img src=x onerror=alert(1)>",
        "<img src=x onerror=alert(1) ",
        "<svg/onload=alert(1)",
        "<a href='x'>y</a>",
        "<x onclick = 1",
        "<my-element>",
        "<!-- note -->",
        "<!DOCTYPE html>",
        "<?php",
        "&lt;script&gt;",
        "&#x3c;",
        "&#60;",
        "&nbsp;",
        "<style>",
        "<iframe src=//x.example ",
    ],
)
def test_html(text: str, make_root: MakeRoot) -> None:
    """Tags, closed or not, comments and entities are findings."""
    root = make_root({"papers/a.yml": record("a", title="'" + text.replace("'", "''").strip() + "'")})
    (line,) = told(root)
    assert line.startswith('LV020 title: The text holds "')


@pytest.mark.parametrize("text", ["[x](javascript:alert(1))", "JavaScript: alert(1)", "vbscript:x", "data:text/html,x"])
def test_scripts(text: str, make_root: MakeRoot) -> None:
    """Addresses that run code are findings in any text."""
    (line,) = told(make_root({"papers/a.yml": record("a", title=f"'{text}'")}))
    assert line.startswith('LV021 title: The text holds "')


@pytest.mark.parametrize(
    "text",
    [
        "a < b and c > d",
        "costs <5% of x, >2 times",
        "Q<=K & V->O <3",
        "AT&T and R&D; more",
        "trained on public data: ImageNet/JFT",
        "written in JavaScript",
        "{{ x }} | `y` [z] {% raw %}",
        "x <- y",
    ],
)
def test_plain_text(text: str, make_root: MakeRoot) -> None:
    """Signs of mathematics and prose are no HTML."""
    assert told(make_root({"papers/a.yml": record("a", title=f'"{text}"')})) == []


def test_every_text_is_looked_at(make_root: MakeRoot) -> None:
    """Texts anywhere in a record are looked at, and told at their own place."""
    bad = "a<b>"
    text = record(
        "a",
        authors=f"[A, {bad}]",
        annotation=f"{{idea: i, cheaper: c, limits: {bad}}}",
        relations=f"{{builds-on: [{bad}]}}",
        variants=f"[{{name: {bad}, readings: [{{source: paper, at: {bad}, top1: 78, note: {bad}}}]}}]",
    )
    assert [line.partition(":")[0] for line in told(make_root({"papers/a.yml": text}))] == [
        "LV020 authors[1]",
        "LV020 annotation.limits",
        "LV020 variants[0].name",
        "LV020 variants[0].readings[0].at",
        "LV020 variants[0].readings[0].note",
        "LV020 relations.builds-on[0]",
    ]


def test_texts_of_the_taxonomy(make_root: MakeRoot) -> None:
    """The taxonomy's texts stand on pages too."""
    text = TAXONOMY.replace("How pixels become tokens.", "How <b>pixels</b> become tokens.")
    root = make_root({"papers/a.yml": record("a"), "taxonomy.yml": text})
    assert told(root) == ['LV020 families[0].categories[0].definition: The text holds "<b>".']


@pytest.mark.parametrize(
    ("via", "codes"),
    [
        ("full-text copy", []),
        ("copy: of the library", []),
        ("https://a.example/b?c=d#e", []),
        ("ftp://a.example", ["LV021"]),
        ("https://user:word@a.example", ["LV021"]),
        ("javascript:alert(1)", ["LV021"]),
        ("<b>", ["LV020"]),
    ],
)
def test_via(via: str, codes: list[str], make_root: MakeRoot) -> None:
    """Where a copy was read is said by an address or in words."""
    source = f'{{paper: {{url: "https://a.example", read: "2026-11-20", via: "{via}"}}}}'
    assert [line[:5] for line in told(make_root({"papers/a.yml": record("a", sources=source)}))] == codes


def test_addresses_of_sources(make_root: MakeRoot) -> None:
    """The address of a source is an address, whatever it holds, and no text."""
    source = '{paper: {url: "ftp://a.example/<b>", read: "2026-11-20"}}'
    root = make_root({"papers/a.yml": record("a", sources=source)})
    assert told(root) == ['LV021 sources.paper.url: "ftp://a.example/<b>" is no web address.']


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("https://a.example", True),
        ("http://a.example:8080/b?c=d&e=f#g", True),
        ("https://a.example/\u6a19\u984c_(x)", True),
        ("HTTPS://A.EXAMPLE", True),
        ("a.example", False),
        ("//a.example", False),
        ("https://", False),
        ("https:///b", False),
        ("ftp://a.example", False),
        ("file:///etc/passwd", False),
        ("javascript:alert(1)", False),
        ("https://a.example/b c", False),
        ("https://a.example/\"onclick='x", False),
        ("https://a.example/<b>", False),
        ("https://a.example\\@b.example", False),
        ("https://user@a.example", False),
        ("https://[::1", False),
    ],
)
def test_web_addresses(text: str, expected: bool) -> None:
    """A web address is complete, of http or https, and holds nothing that could end a link."""
    assert is_web_address(text) is expected


@given(st.text(max_size=40) | st.text(max_size=30).map(lambda text: f"https://{text}"))
def test_no_text_raises(text: str) -> None:
    """Any text is either an address or none, and an address holds no quotes, brackets or space."""
    if is_web_address(text):
        assert not set(text) & set(" \t\n\"'<>`\\")
