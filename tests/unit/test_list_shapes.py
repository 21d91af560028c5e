"""Titles, names, ids and code of lists in all the ways that lists are written."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from lvkb.intake import Entry, ParsedList, read_list
from lvkb.registers import CVF, PAPER_REGISTERS, parse_url
from tests.made_up_lists import ARXIV, LISTS, Paper

FILES = Path(__file__).parents[1] / "lists"
WANTED: dict[str, list[dict[str, Any]]] = json.loads((FILES / "wanted.json").read_text(encoding="utf-8"))
LEAD = "## Local Patch Embedding\n"


def read(text: str) -> ParsedList:
    """Reads a list under a heading; its first line is line 2."""
    return read_list(LEAD + text, "list.md")


def told(entry: Entry) -> Paper:
    """Gives what a list says of a paper."""
    refs = [link.ref for link in entry.links if link.ref]
    papers = dict.fromkeys(ref.id for ref in refs if ref.register.is_paper)
    code = dict.fromkeys(ref.id for ref in refs if not ref.register.is_paper)
    return Paper(entry.title, tuple(papers), tuple(code), entry.name)


def titles(text: str) -> list[str]:
    """Gives the titles of the entries in a text."""
    return [entry.title for entry in read(text).entries]


def asked(text: str) -> list[str]:
    """Gives why items of a text were not taken, empty for those that lack title or link."""
    return [entry.doubt for entry in read(text).passed_over]


@pytest.mark.parametrize("name", LISTS)
def test_made_up_lists(name: str) -> None:
    """Each list gives its papers and nothing else, with title, short name, ids and code as it says."""
    text, papers = LISTS[name]
    assert tuple(told(entry) for entry in read(text).entries) == papers


@pytest.mark.parametrize("file", sorted(FILES.glob("*.md")), ids=lambda file: file.stem)
def test_files_of_lists(file: Path) -> None:
    """Each file of a shape gives the records that are written down for it, in order."""
    found = [_as_wanted(entry) for entry in read_list(file.read_text(encoding="utf-8"), file.name).entries]
    assert found == [_canonical(record, one) for record, one in zip(WANTED[file.stem], found, strict=True)]


def _as_wanted(entry: Entry) -> dict[str, Any]:
    refs = [link.ref for link in entry.links if link.ref]
    record: dict[str, Any] = {"title": entry.title, **({"name": entry.name} if entry.name else {})}
    for register in PAPER_REGISTERS:
        if ids := [ref.id for ref in refs if ref.register is register]:
            record[register.key] = ids[0]
    return record | {"code": list(dict.fromkeys(ref.id for ref in refs if not ref.register.is_paper))}


def _canonical(record: dict[str, Any], found: dict[str, Any]) -> dict[str, Any]:
    """Gives a wanted record with the CVF id of the page it names; of older pages without one, the id that was found."""
    page = parse_url(str(record.pop("cvf_page", "")))
    if page:
        return record | {CVF.key: page.id}
    return record | ({CVF.key: found[CVF.key]} if not {"arxiv", "openreview", "cvf"} & set(record) else {})


@pytest.mark.parametrize(
    "label",
    ["Code (in construction)", "PyTorch (lab)", "Website", "Project", "\u4ee3\u7801", "C\u00f3digo", "\ucf54\ub4dc"],
)
@pytest.mark.parametrize("before", ["", "**TileFormer** ", "TileFormer: "])
def test_labels_are_no_titles(label: str, before: str) -> None:
    """An item whose only texts are a name and labels has no title, whatever language the labels are in."""
    text = f"- {before}[{label}](https://github.com/lab/tile) [[pdf]({ARXIV}/2301.00001)]"
    assert titles(text) == []
    assert [entry.has_paper for entry in read(text).passed_over] == [True]


def test_text_that_many_links_share_is_a_label() -> None:
    """A text on links to several repositories or papers is a label in that list, even where it reads as a title."""
    label = "[Ohjelmakoodi t\u00e4\u00e4ll\u00e4](https://github.com/lab/tile{0})"
    item = f"- Tiles{{0}} Make Cheap Encoders {label} [pdf]({{1}}/2301.0000{{0}})\n"
    assert titles("".join(item.format(number, ARXIV) for number in (1, 2))) == [
        "Tiles1 Make Cheap Encoders",
        "Tiles2 Make Cheap Encoders",
    ]


def test_paragraph_behind_a_bullet_is_its_own() -> None:
    """Text behind a blank line belongs to a bullet only from the column of the bullet's own text on."""
    text = f"- **Tiles Make Cheap Encoders** [pdf]({ARXIV}/2301.00001)\n\n {{}}[code](https://github.com/lab/tile)\n"
    assert [told(entry).code for entry in read(text.format("")).entries] == [()]
    assert [told(entry).code for entry in read(text.format(" ")).entries] == [("lab/tile",)]


@pytest.mark.parametrize(
    ("text", "doubt"),
    [
        (
            f"- [Tiles Make Cheap Encoders]({ARXIV}/2301.00001), [Lines between Distant Tokens]({ARXIV}/2301.00002)",
            'This item names two papers, "Tiles Make Cheap Encoders" and "Lines between Distant Tokens".',
        ),
        (
            "".join(
                f"- Tiles{number} Make Cheap Encoders [pdf]({ARXIV}/2301.0000{number})\n" for number in (1, 2, 3, 4)
            )
            + f"- Line Former. What it Draws between Tokens [pdf]({ARXIV}/2301.00005)\n",
            '"Line Former" is followed by "What it Draws between Tokens", which may be a part of the title.',
        ),
        (
            "".join(
                f"- **Tiles{number} Make Cheap Encoders** [pdf]({ARXIV}/2301.000{number})\n" for number in range(10, 22)
            )
            + f"- A talk on tokens that we liked [pdf]({ARXIV}/2301.00005)\n",
            '"A talk on tokens that we liked" could be its title, but titles stand elsewhere in this list.',
        ),
        (
            f"- by Ann Example [pdf]({ARXIV}/2301.00001)",
            '"by Ann Example" reads like a part of a sentence, so it may be no title.',
        ),
    ],
    ids=["two papers", "two sentences", "elsewhere", "part of a sentence"],
)
def test_doubtful_titles_are_asked_about(text: str, doubt: str) -> None:
    """What may be a wrong title or two papers in one is not taken, and the question says why."""
    assert asked(text) == [doubt]


@pytest.mark.parametrize(
    "text",
    [
        f"- [2024.04.15] We release the first version of our survey [[arXiv]({ARXIV}/2301.00001)]",
        f"## News\n- Tiles Make Cheap Encoders is out [[arXiv]({ARXIV}/2301.00001)]",
        f"Our survey: **Tiles Make Cheap Encoders** [PDF]({ARXIV}/2301.00001)",
        f"- We propose a new [token merging layer]({ARXIV}/2301.00001) for small encoders",
        f"| model | top-1 | paper |\n|---|---|---|\n| DeiT-S | 79.8 | [DeiT]({ARXIV}/2301.00001) |",
        f"<pre><code>\n- **Tiles Make Cheap Encoders** [PDF]({ARXIV}/2301.00001)\n</code></pre>",
    ],
    ids=["we", "news", "prose", "sentence", "results", "preformatted"],
)
def test_news_and_prose_hold_no_titles(text: str) -> None:
    """Sentences to readers, news and examples are no entries."""
    assert titles(text) == []


def test_written_ids_have_a_place() -> None:
    """An id in the text of an item is a link of it, where it stands."""
    links = read("- **Tiles Make Cheap Encoders**, arXiv:2301.00001, doi:10.1109/ABC.1.\n").entries[0].links
    assert [(link.ref.id if link.ref else "", link.at.line, link.at.column) for link in links] == [
        ("2301.00001", 2, 34),
        ("10.1109/abc.1", 2, 52),
    ]


def test_titles_have_a_place() -> None:
    """Titles are placed where their text begins, behind tags and within cells."""
    text = (
        f"- (CVPR 2023) [X] Tiles Make Cheap Encoders [pdf]({ARXIV}/2301.00001)\n\n"
        f"| a | [Lines between Distant Tokens]({ARXIV}/2301.00002) |\n"
    )
    assert [(entry.at.line, entry.at.column) for entry in read(text).entries] == [(2, 19), (4, 8)]
