"""Marks of Markdown and where they stand, to the character."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lvkb.documents.markdown_marks import Kind, Mark
from lvkb.documents.markdown_parser import NESTING
from lvkb.documents.markdown_reader import read, shown
from lvkb.documents.source_text import Positions, plain_lines

A = "https://a.example"
LINKS = (Kind.LINK, Kind.REFERENCE, Kind.IMAGE)


def told(text: str) -> list[str]:
    """Gives each link, bold and quoted text as `line:column kind address text`."""
    text = plain_lines(text)
    positions = Positions(text)
    marks = [mark for mark in read(text).marks if mark.kind not in (Kind.OPENED, Kind.CLOSED)]
    return [_line(mark, positions) for mark in marks]


def _line(mark: Mark, positions: Positions) -> str:
    line, column = positions.at(mark.start)
    return " ".join(filter(None, (f"{line}:{column}", mark.kind.name.lower(), mark.url, mark.text)))


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (f"[a]({A}) [b]({A})", [f"1:5 link {A} a", f"1:28 link {A} b"]),
        (f"[a]({A}/&#97;) [b]({A}/&#x61;)", [f"1:5 link {A}/a a", f"1:34 link {A}/a b"]),
        (f"`{A}` <{A}> {A}.", [f"1:22 link {A}", f"1:41 link {A}"]),
        (f"[a](<{A}/b c> 'title') x", [f"1:6 link {A}/b c a"]),
        (f"[a](\n{A}\n) b", [f"2:1 link {A} a"]),
        (f"[![b]({A}/i.png)]({A})", [f"1:7 image {A}/i.png", f"1:33 link {A}"]),
        (f"[a][r] [r] [r][]\n\n[r]: {A}", [f"1:1 reference {A} a", f"1:8 reference {A} r", f"1:12 reference {A} r"]),
        (f"> - 1) text\n>   [a]({A})", [f"2:9 link {A} a"]),
        (f"-\t\t{A}\n\n\t[a]({A})", [f"1:4 link {A}", f"3:6 link {A} a"]),
        (f"Title {A}\n{A} more\n===", [f"1:7 link {A}", f"2:1 link {A}"]),
        (f"## [a]({A}) ##", [f"1:8 link {A} a"]),
        (f"| {A} | {A} |\n|-|-|\n| x\\|y [a]({A}/\\|z) | {A} |", [
            f"1:3 link {A}", f"1:23 link {A}", f"3:12 link {A}/|z a", f"3:37 link {A}",
        ]),
        (f"*{A}/x* _{A}/y_z_ ~~{A}/~~", [f"1:2 link {A}/x", f"1:24 link {A}/y_z", f"1:49 link {A}/"]),
        (f"{A}/x\\(y\\)?a&amp;b \\_{A}", [f"1:1 link {A}/x(y)?a&b", f"1:36 link {A}"]),
        (f"<a href='{A}'>x</a> <img src={A}/i.png>", [f"1:10 link {A}", f"1:44 image {A}/i.png"]),
        (f"<p>\n<a href={A}>\n</p>", [f"2:9 link {A}"]),
        (f"```\n{A}\n```\n<!-- {A} -->\n    {A}", [f"5:5 link {A}"]),
        ("a **b [c](x) d** __e__", ["1:11 link x c", "1:5 bold b c d", "1:20 bold e"]),
        ("[**Title** of](x)", ["1:4 bold Title", "1:16 link x Title of"]),
        ("**a *b* `c` <b>d</b>**", ["1:3 bold a b c  d "]),
        ('x "One Title of Words" “Another Title of Words”', [
            "1:3 quoted One Title of Words", "1:24 quoted Another Title of Words",
        ]),
        (f'"One [a]({A}) of Three Words"', [f"1:10 link {A} a"]),
    ],
)  # fmt: skip
def test_marks(text: str, wanted: list[str]) -> None:
    """Each mark is given with its place, its address with escapes resolved, and its text as a reader sees it."""
    assert told(text) == wanted


def test_labels_are_no_part_of_a_title() -> None:
    """A text in bold is also given without the labels in it, but for those that can be titles themselves."""
    marks = read("**A Title [pdf](x) of It [Another Title of Words](y)**").marks
    assert [(mark.text, mark.own) for mark in marks if mark.kind is Kind.BOLD] == [
        ("A Title pdf of It Another Title of Words", "A Title  of It Another Title of Words")
    ]


def test_items_and_rows_hold_their_marks() -> None:
    """Items and rows open before what is in them and close behind it, the outer around the inner."""
    marks = read(f"- a\n  - {A}\n\n| b |\n|-|\n| **c** |\n").marks
    assert [mark.kind.name for mark in marks] == [
        *("OPENED", "OPENED", "LINK", "CLOSED", "CLOSED"),
        *("OPENED", "CLOSED", "OPENED", "BOLD", "CLOSED"),
    ]


@pytest.mark.parametrize("depth", [1, NESTING - 1, NESTING, NESTING + 1, 5 * NESTING])
def test_nothing_is_lost_in_the_deep(depth: int) -> None:
    """However deep it is nested, an address is found at its place."""
    assert told(f"{'> ' * depth}{A}") == [f"1:{2 * depth + 1} link {A}"]


def test_definitions() -> None:
    """Every definition is given with its place, those of a name that is taken too."""
    text = f"[a]: {A}/&#97;\n[b]: <{A}/x>\n[A]:\n{A}/y 'title'\n"
    positions = Positions(text)
    found = [(item.label, positions.at(item.start), item.url) for item in read(text).definitions]
    assert found == [("A", (1, 6), f"{A}/a"), ("B", (2, 7), f"{A}/x"), ("A", (4, 1), f"{A}/y")]


@pytest.mark.parametrize(
    ("text", "seen"),
    [("a\nb  \nc", "a b c"), ("![i](x) `c` [t](y) <https://a.example>", " c t https://a.example"), ("*a*\\*", "a*")],
)
def test_shown(text: str, seen: str) -> None:
    """A reader sees texts, code and labels, no images and no markup."""
    assert shown(text) == seen


PIECES = st.sampled_from(
    [
        *(
            "[a](",
            "](",
            "[",
            "]",
            "(",
            ")",
            "<",
            ">",
            "!",
            "**",
            "*",
            "__",
            "~~",
            "`",
            "\\",
            "|",
            "\n",
            "\n\n",
            "- ",
            "> ",
        ),
        *("1. ", "  ", "\t", "# ", "|-|-|\n", "[r]: ", "[r]", "<a href='", "'>", "<!--", "-->", '"', "&amp;", "\\|"),
        *(A, f"{A}/b_c", f"[t]({A})", f"![i]({A}/i)", f"<{A}>", "words of a title", "\r\n", "\0", "é", "```\n"),
    ]
)


@given(st.lists(PIECES, max_size=30).map("".join))
def test_every_mark_stands_where_it_says(text: str) -> None:
    """In any text, marks lie inside it and in order, and a link starts where its address is written."""
    text = plain_lines(text)
    marks = read(text).marks
    assert [mark.end for mark in marks] == sorted(mark.end for mark in marks)
    for mark in marks:
        assert 0 <= mark.start <= len(text)
        if mark.kind in (Kind.LINK, Kind.IMAGE) and mark.url.startswith(A) and not set(mark.url) & set("|&\\"):
            assert text.startswith(A, mark.start), mark
