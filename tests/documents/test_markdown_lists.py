"""Lists of papers in Markdown, read into entries."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lvkb.documents.markdown_lists import plain
from lvkb.findings import Location
from lvkb.intake import ParsedList, read_file, read_list
from lvkb.intake.list_entries import MAX_LIST_BYTES
from lvkb.plain_files import FileRefused
from lvkb.registers import ARXIV, CVF, GITHUB, OPENREVIEW, Ref

SEED = Path(__file__).parents[1] / "toy/lightweight-vit-readme.md"
ARXIV_PAGE = "https://arxiv.org/abs/2103.14899"


def titles(text: str) -> list[str]:
    """Gives the titles of the entries in a text."""
    return [entry.title for entry in read_list(text, "list.md").entries]


def test_seed_has_all_its_entries() -> None:
    """The seed list has 61 entries, each with a title and a link that names the paper, and no item is passed over."""
    parsed = read_list(read_file(SEED), "list.md")
    assert len(parsed.entries) == 61
    assert parsed.passed_over == ()
    assert all(entry.title and entry.has_paper for entry in parsed.entries)


def test_entry_of_the_seed() -> None:
    """An entry under a numbered heading carries its title, its headings, and each link, with line and column."""
    entry = read_list(read_file(SEED), "list.md").entries[0]
    assert entry.title == "CrossViT: Cross-Attention Multi-Scale Vision Transformer for Image Classification"
    assert entry.at == Location("list.md", 26, 9)
    assert [(link.label, link.at.line, link.at.column, link.ref) for link in entry.links] == [
        ("GitHub", 27, 16, Ref(GITHUB, "IBM/CrossViT")),
        ("PDF", 27, 57, Ref(ARXIV, "2103.14899")),
    ]
    assert [(section.level, section.title, section.at.line, section.at.column) for section in entry.sections] == [
        (1, "Lightweight-VIT", 1, 3),
        (2, "Efficient ViT Components", 24, 4),
        (3, "Embedding Structure Design", 25, 8),
    ]


@pytest.mark.parametrize(
    ("line", "ref"),
    [
        (45, Ref(ARXIV, "2403.13298")),
        (54, Ref(OPENREVIEW, "xMWFqb5Uyk")),
        (79, Ref(ARXIV, "2109.04454")),
        (81, Ref(ARXIV, "2107.10224", "v1")),
        (110, Ref(ARXIV, "2106.02034")),
        (136, Ref(GITHUB, "zengwang430521/TCFormer")),
        (141, Ref(CVF, "ICCV_2019/Phuong_Distillation-Based_Training_for_Multi-Exit_Architectures_ICCV_2019_paper")),
    ],
    ids=["text fragment", "openreview pdf", "ar5iv", "pdf with version", "bare #", ".git", "old CVF folder"],
)
def test_links_of_the_seed(line: int, ref: Ref) -> None:
    """Every spelling of a link in the seed is recognised."""
    parsed = read_list(read_file(SEED), "list.md")
    refs = [link.ref for entry in parsed.entries for link in entry.links if link.at.line in (line, line + 1)]
    assert ref in refs


@pytest.mark.parametrize(
    "text",
    [
        f"- **Token Merging** [PDF]({ARXIV_PAGE})",
        f"* **Token Merging**. [[PDF]]({ARXIV_PAGE})",
        f"1. [Token Merging]({ARXIV_PAGE})",
        f"- [**Token Merging**]({ARXIV_PAGE})",
        f"- **[Token Merging]({ARXIV_PAGE})**",
        f"- __Token Merging__ {ARXIV_PAGE}.",
        f"- [ ] **Token Merging** <{ARXIV_PAGE}>",
        f"- **[CVPR 2022]** [Token Merging]({ARXIV_PAGE})",
        f"- [Project Page](https://x.org) **Token Merging** [PDF]({ARXIV_PAGE})",
        f"- **Token Merging** [PDF][1]\n\n[1]: {ARXIV_PAGE}",
        f"- **Token Merging**\n\n  [PDF]({ARXIV_PAGE})",
        f"- **Token Merging**\n  - [PDF]({ARXIV_PAGE})\n  - [Code](https://github.com/a/b)",
        f"| **Token Merging** | [PDF]({ARXIV_PAGE}) |",
        f"> - **Token Merging** [PDF]({ARXIV_PAGE})",
        f'- **Token  `Merging`:** [PDF]({ARXIV_PAGE} "arXiv")',
        f"- **Token\n  Merging** [PDF]({ARXIV_PAGE})",
        f"- **Token Merging** [![PDF](https://img.shields.io/x.svg)]({ARXIV_PAGE})",
        f"\t- **Token Merging**\r\n\t  [PDF]({ARXIV_PAGE})\r\n",
        f"- **Tok\u200ben\u00a0Merging** [PDF]({ARXIV_PAGE})",
    ],
)
def test_forms_of_entries(text: str) -> None:
    """The ways that lists write one entry give the same title and the same paper."""
    entries = read_list(text, "list.md").entries
    assert [entry.title for entry in entries] == ["Token Merging"]
    assert [link.ref for link in entries[0].links if link.is_paper] == [Ref(ARXIV, "2103.14899")]


@pytest.mark.parametrize(
    "text",
    [
        "- [Dynamic Networks](#dynamic-networks)",
        f"<!-- - **Token Merging** [PDF]({ARXIV_PAGE}) -->",
        f"```\n- **Token Merging** [PDF]({ARXIV_PAGE})\n```",
        f"~~~md\n- **Token Merging** [PDF]({ARXIV_PAGE})",
        f"Our survey: **Token Merging** [PDF]({ARXIV_PAGE})",
        f"- Token Merging\n\nA paragraph. [PDF]({ARXIV_PAGE})",
        "",
        "#",
        "-",
        "\0",
    ],
)
def test_what_is_no_entry(text: str) -> None:
    """Tables of contents, hidden text and running text hold no entries, and nothing of them is asked about."""
    assert read_list(text, "list.md") == ParsedList("list.md", (), ())


@pytest.mark.parametrize(
    ("text", "column"),
    [
        (f"- [PDF]({ARXIV_PAGE})", 3),
        ("- **Token Merging** in prose", 5),
        ("- [Token Merging](https://example.org)", 4),
    ],
)
def test_what_is_passed_over(text: str, column: int) -> None:
    """Items that could be a paper but lack title or link are kept apart, with their place."""
    parsed = read_list(text, "list.md")
    assert parsed.entries == ()
    assert [entry.at for entry in parsed.passed_over] == [Location("list.md", 1, column)]


def test_text_between_fences_on_one_line_hides_nothing() -> None:
    """Code in backticks at the start of a line is not taken for a fence that hides the rest of the file."""
    assert titles(f"```x``` is code\n- **Token Merging** [PDF]({ARXIV_PAGE})") == ["Token Merging"]


def test_images_are_no_links() -> None:
    """A badge is not a link, but what it leads to is."""
    badge = "![stars](https://img.shields.io/github/stars/a/b)"
    text = f"- **Token Merging** {badge} [{badge}](https://github.com/a/b) [PDF]({ARXIV_PAGE})"
    links = read_list(text, "list.md").entries[0].links
    assert [link.ref for link in links] == [Ref(GITHUB, "a/b"), Ref(ARXIV, "2103.14899")]


def test_code_elsewhere_is_known_by_its_label() -> None:
    """A link labelled as code is code on any host; the same link without such a label is not."""
    text = f"- **Token Merging** [PDF]({ARXIV_PAGE}) [Official Code](https://gitlab.com/a/b) [Slides](https://gitlab.com/a)"
    links = read_list(text, "list.md").entries[0].links
    assert [link.is_code for link in links] == [False, True, False]


def test_invisible_characters_make_no_id() -> None:
    """An address that spells a control character or a direction mark in per cent form names nothing."""
    text = "- **Token Merging** https://doi.org/10.1109/x%00y https://doi.org/10.1109/x%E2%80%AEy"
    assert [link.ref for link in read_list(text, "list.md").entries[0].links] == [None, None]


def test_headings_close_deeper_ones() -> None:
    """A heading ends all headings of its level and below, and numbers and closing marks are not part of its title."""
    entry = f"- **Token Merging** [PDF]({ARXIV_PAGE})\n"
    text = f"## 1. One ##\n### 1.1 Two\n{entry}1. ### *Three*\n{entry}## [Four](#four)\n{entry}"
    sections = [[section.title for section in one.sections] for one in read_list(text, "list.md").entries]
    assert sections == [["One", "Two"], ["One", "Three"], ["Four"]]


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("A* Search", "A* Search"),
        ("the *k*-means `x` of a_b", "the k-means x of a_b"),
        (r"snake\_case &amp; <b>tags</b>", "snake_case & tags"),
        ("a \u202eb\tc\x1b[31m", "a b c [31m"),
        ("[[x](y)] ![z](w)", "[x]"),
    ],
)
def test_plain_text(text: str, shown: str) -> None:
    """Plain text is what a reader of the rendered page sees, without marks that cannot be seen."""
    assert plain(text) == shown


PIECES = st.sampled_from(
    [
        *("- ", "1. ", "  ", "\t", "\n", "\n\n", "\r\n", "> ", "| ", "## ", "1. ### ", "**", "__", "`", "```\n", "~~~"),
        *("[", "]", "(", ")", "](", "![", "][", "]: ", "<!--", "-->", "<", ">", "\\", "*", "_", "&amp;", "\0", "\x85"),
        *(
            "Token Merging",
            "CvT: x y",
            "PDF",
            "Code",
            ARXIV_PAGE,
            "https://",
            "https://openreview.net/pdf?id=xMWFqb5Uyk",
        ),
        *(
            "https://github.com/a/b.git",
            "https://doi.org/10.1/%00",
            "http://[",
            "https://arxiv.org/abs/",
            "\u202e",
            "é",
        ),
    ]
)
TEXTS = st.one_of(st.text(), st.lists(PIECES, max_size=40).map("".join))


@given(TEXTS)
def test_any_text_is_read(text: str) -> None:
    """Any text at all is read, and every place named lies inside it."""
    parsed = read_list(text, "list.md")
    lines = text.split("\n")
    found = (*parsed.entries, *parsed.passed_over)
    places = [
        *(entry.at for entry in found),
        *(link.at for entry in found for link in entry.links),
        *(section.at for entry in found for section in entry.sections),
    ]
    for place in places:
        assert 1 <= place.line <= len(lines)
        assert 1 <= place.column <= len(lines[place.line - 1]) + 1


@given(TEXTS)
def test_titles_and_addresses_are_printable(text: str) -> None:
    """What is read from a list and shown later holds no control character and no invisible mark."""
    parsed = read_list(text, "list.md")
    for entry in (*parsed.entries, *parsed.passed_over):
        shown = [entry.title, *(section.title for section in entry.sections)]
        shown += [part for link in entry.links for part in (link.url, link.label, link.ref.id if link.ref else "")]
        assert all(part.isprintable() for part in shown)


def test_byte_order_mark_is_no_text(tmp_path: Path) -> None:
    """A byte order mark, as some editors write it, does not shift the first line."""
    file = tmp_path / "list.md"
    file.write_bytes(b"\xef\xbb\xbf## A\n")
    assert read_file(file) == "## A\n"


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"a\xffb", "{file} is not UTF-8 text: byte 2 is 0xff."),
        (b"a\0b", "{file} is not text: it holds a zero byte."),
        (b"x" * (MAX_LIST_BYTES + 1), "{file} has 5,000,001 bytes; at most 5,000,000 are read."),
        (None, "{file} cannot be read: No such file or directory."),
    ],
    ids=["encoding", "binary", "too large", "missing"],
)
def test_unreadable_files(tmp_path: Path, content: bytes | None, said: str) -> None:
    """A file that is no text is refused with its name and the reason."""
    file = tmp_path / "list.md"
    if content is not None:
        file.write_bytes(content)
    with pytest.raises(FileRefused) as refusal:
        read_file(file)
    assert str(refusal.value) == said.format(file=file)


def test_folder_is_refused(tmp_path: Path) -> None:
    """A folder is no list."""
    with pytest.raises(FileRefused, match="is not a plain file"):
        read_file(tmp_path)
