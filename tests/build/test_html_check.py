"""The check of a built site: whole findings for everything a reader would stumble over, and none without cause."""

from __future__ import annotations

from pathlib import Path

import pytest

from lvkb.build import html_check
from lvkb.build.html_check import check_html
from tests.build.conftest import Built

HOME = '<h1 id="home">Home</h1>'
PAGE = '<h1 id="one">One</h1><h2 id="é-標">Two</h2><h2 id="a b">Three</h2><h2 id="a%20c">Four</h2>'


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """A small sound site: a home page, a page in a folder, an image and a script."""
    folder = tmp_path / "site"
    (folder / "papers/one").mkdir(parents=True)
    (folder / "assets").mkdir()
    (folder / "index.html").write_text(HOME, encoding="utf-8")
    (folder / "papers/one/index.html").write_text(PAGE, encoding="utf-8")
    (folder / "assets/a b.png").write_bytes(b"")
    (folder / "assets/icons.svg").write_bytes(b"")
    return folder


def told(site: Path, page: str, path: str = "papers/index.html") -> list[str]:
    """Gives the findings on a page that is put into the site, without their reasons and cures."""
    (site / path).write_text(page, encoding="utf-8")
    return [f"{finding.location} {finding.code} {finding.what}" for finding in check_html(site)]


SOUND = {
    "page in a folder": '<a href="one/">',
    "page without the slash": '<a href="one">',
    "page by its file": '<a href="one/index.html">',
    "upwards": '<a href="..">',
    "upwards with slash": '<a href="../">',
    "to and fro": '<a href="../papers/one/">',
    "itself": '<a href="">',
    "itself by a dot": '<a href=".">',
    "its start": '<a href="#">',
    "its top": '<a href="#top">',
    "with a query": '<a href="one/?q=1#one">',
    "only a query": '<a href="?q=1">',
    "anchor": '<a href="one/#one">',
    "anchor of its own": '<p id="x"><a href="#x">',
    "anchor in letters": '<a href="one/#é-標">',
    "anchor in percents": '<a href="one/#%C3%A9-%E6%A8%99">',
    "anchor with a space": '<a href="one/#a%20b">',
    "anchor that has percents": '<a href="one/#a%20c">',
    "image": '<img src="../assets/a%20b.png">',
    "image with a space": '<img src="../assets/a b.png">',
    "part of an image": '<use href="../assets/icons.svg#x"/>',
    "web": '<a href="http://x.example/"><a href="HTTPS://x.example/">',
    "mail": '<a href="mailto:a@x.example">',
    "without scheme": '<a href="//x.example/">',
    "data in the page": '<img src="data:image/png;base64,AA=="><link rel="icon" href="data:,">',
    "base": '<base href="/kb/">',
    "canonical": '<link rel="canonical" href="https://x.example/">',
}


@pytest.mark.parametrize("page", SOUND.values(), ids=SOUND)
def test_sound_addresses(site: Path, page: str) -> None:
    """What a browser follows without trouble gives no finding."""
    assert told(site, page) == []


BROKEN = {
    "dead link": ('<a href="two/">', 'LV930 "two/" leads to no file.'),
    "dead file": ('<a href="two.html">', 'LV930 "two.html" leads to no file.'),
    "folder without a page": ('<a href="../assets/">', 'LV930 "../assets/" leads to no file.'),
    "other case": ('<a href="One/">', 'LV930 "One/" leads to no file.'),
    "other case of a file": ('<img src="../assets/A%20b.png">', 'LV930 "../assets/A%20b.png" leads to no file.'),
    "slash behind a file": ('<a href="one/index.html/">', 'LV930 "one/index.html/" leads to no file.'),
    "out of the site": ('<a href="../../site/">', 'LV930 "../../site/" leads to no file.'),
    "from the root": ('<a href="/papers/one/">', 'LV930 "/papers/one/" leads to no file.'),
    "dead image": ('<img src="a.png">', 'LV930 "a.png" leads to no file.'),
    "dead script": ('<script src="a.js"></script>', 'LV930 "a.js" leads to no file.'),
    "dead style": ('<link rel="stylesheet" href="a.css">', 'LV930 "a.css" leads to no file.'),
    "dead table": ('<div data-src="../data/table.json">', 'LV930 "../data/table.json" leads to no file.'),
    "second of a set": ('<img srcset="../assets/a%20b.png 1x, b.png 2x">', 'LV930 "b.png" leads to no file.'),
    "no address at all": ('<a href="http://[x">', 'LV930 "http://[x" leads to no file.'),
    "dead anchor": (
        '<a href="one/#two">',
        'LV931 "one/#two" names an anchor that papers/one/index.html does not have.',
    ),
    "other case of an anchor": (
        '<a href="one/#One">',
        'LV931 "one/#One" names an anchor that papers/one/index.html does not have.',
    ),
    "dead anchor of its own": (
        '<p id="y"><a href="#x">',
        'LV931 "#x" names an anchor that papers/index.html does not have.',
    ),
    "dead anchor behind a query": (
        '<a href="?q=1#x">',
        'LV931 "?q=1#x" names an anchor that papers/index.html does not have.',
    ),
    "anchor that only a description has": (
        '<meta name="x"><a href="#x">',
        'LV931 "#x" names an anchor that papers/index.html does not have.',
    ),
    "dead anchor in percents": (
        '<a href="one/#%C3%A9">',
        'LV931 "one/#%C3%A9" names an anchor that papers/one/index.html does not have.',
    ),
    "foreign image": (
        '<img src="https://x.example/a.png">',
        'LV932 "https://x.example/a.png" is loaded from another host.',
    ),
    "foreign host without scheme": ('<img src="//x.example/a">', 'LV932 "//x.example/a" is loaded from another host.'),
    "foreign style": (
        '<link rel="stylesheet" href="http://x.example/a.css">',
        'LV932 "http://x.example/a.css" is loaded from another host.',
    ),
    "foreign image of a set": (
        '<img srcset="../assets/a%20b.png 1x, https://x.example/b 2x">',
        'LV932 "https://x.example/b" is loaded from another host.',
    ),
    "script as a link": ('<a href="javascript:alert(1)">', 'LV933 "javascript:alert(1)" is no plain link.'),
    "script, hidden": ('<a href=" Java&#10;Script:alert(1)">', 'LV933 "Java\\nScript:alert(1)" is no plain link.'),
    "data as a link": (
        f'<a href="data:text/html,{"x" * 60}">',
        f'LV933 "data:text/html,{"x" * 45}" is no plain link.',
    ),
    "repeated id": ('<a id="a" href=""><p id="a">', 'LV934 The id "a" stands on this page already.'),
}
ATTRIBUTES = ("href", "src", "srcset", "data-src", "id")


@pytest.mark.parametrize(("page", "expected"), BROKEN.values(), ids=BROKEN)
def test_broken_addresses(site: Path, page: str, expected: str) -> None:
    """What a reader would stumble over is one finding, at the line and column of its attribute."""
    column = 7 + max(page.rfind(f" {name}=") for name in ATTRIBUTES)
    assert told(site, f"<!doctype html>\n<p>é {page}") == [f"site/papers/index.html:2:{column} {expected}"]


def test_rule_of_each_finding(site: Path) -> None:
    """A finding carries its rule: it is an error, with a reason and a cure."""
    (site / "index.html").write_text('<a href="two/">', encoding="utf-8")
    (finding,) = check_html(site)
    assert finding.rule is html_check.DEAD_LINK
    assert str(finding) == (
        'site/index.html:1:4: LV930 "two/" leads to no file. Readers would land on a missing page. '
        "Correct the address in the template or page it comes from."
    )


def test_findings_are_in_order(site: Path) -> None:
    """Findings come page by page in order of their paths, and in each in the order of its text."""
    (site / "a.html").write_text('<a href="x"><img src="y">', encoding="utf-8")
    (site / "papers/b.html").write_text('<a href="z">', encoding="utf-8")
    (site / "index.html").write_text('<a href="w">', encoding="utf-8")
    assert [finding.what[1] for finding in check_html(site)] == ["x", "y", "w", "z"]


def test_two_pages_of_a_folder_keep_their_anchors(site: Path) -> None:
    """An address of only a query is that of the page it stands on, also after another page of its folder had it."""
    (site / "a.html").write_text('<p id="a"><a href="?q#a">', encoding="utf-8")
    (site / "b.html").write_text('<p id="b"><a href="?q#b">', encoding="utf-8")
    assert list(check_html(site)) == []


def test_other_files_are_not_read(site: Path) -> None:
    """Only pages are read: a script may hold what looks like a link."""
    (site / "assets/a.js").write_text('x = "<a href=no>"', encoding="utf-8")
    assert list(check_html(site)) == []


def test_line_ends_of_another_system(site: Path) -> None:
    """Places count lines and columns alike with any line ends."""
    assert told(site, '<p>\r\n<a href="two/">') == ['site/papers/index.html:2:4 LV930 "two/" leads to no file.']


def test_built_site_is_sound(built: Built) -> None:
    """The site of the toy catalogue has links, images and anchors enough, and all of them resolve."""
    assert list(check_html(built.site)) == []
