"""BibTeX, read into entries of a list and into draft records."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lvkb.catalog import Catalog
from lvkb.documents.bibtex_entries import LONGEST_FIELD
from lvkb.findings import Location
from lvkb.intake import ParsedList, plan, question_line, read_list

ENTRY = r"""% references
@string{cvpr = {CVPR}}
@inproceedings{a1,
  title = {{AlphaViT}: {A}n Image \& a {\"U}ber Token$^2$},
  author = {Sch{\"o}lkopf, Bernhard and Ada Bell and others},
  booktitle = cvpr, year = 2023,
  eprint = {2301.00001v2}, archivePrefix = {arXiv},
  url = {https://github.com/lab/alpha}
}
"""


def read(text: str) -> ParsedList:
    """Reads a file of BibTeX."""
    return read_list(text, "refs.bib")


def test_entry() -> None:
    """An entry gives title and authors without TeX, its year, and its ids and links, each with its place."""
    (entry,) = read(ENTRY).entries
    assert entry.title == "AlphaViT: An Image & a \u00dcber Token$^2$"
    assert entry.authors == ("Bernhard Sch\u00f6lkopf", "Ada Bell", "")
    assert (entry.year, entry.at) == ("2023", Location("refs.bib", 4, 12))
    assert [(link.ref.id if link.ref else "", link.at) for link in entry.links] == [
        ("2301.00001", Location("refs.bib", 7, 13)),
        ("lab/alpha", Location("refs.bib", 8, 10)),
    ]


def test_draft_of_an_entry(tmp_path: Path) -> None:
    """A draft has the authors; `and others` leaves a gap, since a record names all."""
    (tmp_path / "catalog/papers").mkdir(parents=True)
    (draft,) = plan(read(ENTRY), Catalog(tmp_path, {}, None)).drafts
    assert '\nauthors: ["Bernhard Sch\u00f6lkopf", Ada Bell, GAP]\n' in draft.text
    assert '\narxiv: "2301.00001"\n' in draft.text


def test_year_without_an_id(tmp_path: Path) -> None:
    """Where no id carries a year, that of the entry stands, with the doubt."""
    (tmp_path / "catalog/papers").mkdir(parents=True)
    text = "@article{b, title={Beta Tokens}, author={Yoon Kim}, year={2019}, doi={10.1109/ABC.1}}"
    (draft,) = plan(read(text), Catalog(tmp_path, {}, None)).drafts
    assert "\npublished: {year: 2019}  # the conference's; a preprint may be older\n" in draft.text


@pytest.mark.parametrize(
    ("text", "titles"),
    [
        ("@inproceedings{a, title={Without an Id}, year={2020}}", ["Without an Id"]),
        ("@misc{a, title={Some Tool}, url={https://github.com/x/y}}", []),
        ("@misc{a, title={A Preprint}, note={arXiv:2404.00004}}", ["A Preprint"]),
        ("@article{a, title={One Key}}\n@article{a, title={Once More}}", ["One Key", "Once More"]),
        ('@ARTICLE(a, Title = "In Quotes", year = 2020)', ["In Quotes"]),
        ("@article{a, author={Ada Bell}}", []),
    ],
    ids=["no id", "tool", "preprint", "equal keys", "capitals", "no title"],
)
def test_which_entries_are_papers(text: str, titles: list[str]) -> None:
    """Articles are papers with and without an id, others only with one; entries with equal keys are both read."""
    assert [entry.title for entry in read(text).entries] == titles


def test_broken_entry_is_told_and_the_rest_is_read(tmp_path: Path) -> None:
    """An entry that does not parse is a question with its place; the entries around it are read."""
    text = (
        "@article{a, title={First Tokens}, note={arXiv:2404.00004}}\n"
        "@article{broken,\n  title = {No closing brace,\n  year = 2020\n\n"
        "@article{b, title={Last Tokens}, note={arXiv:2404.00005}}\n"
    )
    assert [entry.title for entry in read(text).entries] == ["First Tokens", "Last Tokens"]
    (tmp_path / "catalog/papers").mkdir(parents=True)
    told = [question_line(question) for question in plan(read(text), Catalog(tmp_path, {}, None)).questions]
    assert (
        'refs.bib:2:1: LV059 "@article{broken," does not parse as an entry. '
        "Close its braces and quotes, put a comma behind each field, and import again."
    ) in told


def test_bibtex_is_known_by_its_text() -> None:
    """A file that begins with an entry is BibTeX whatever its name; Markdown with an entry in it is not."""
    text = "\n% c\n@article{a, title={Beta Tokens}}"
    assert [entry.title for entry in read_list(text, "refs.txt").entries] == ["Beta Tokens"]
    assert read_list(f"# List\n{text}", "list.md").entries == ()


@pytest.mark.parametrize(
    "title", ["{" * 900 + "x" + "}" * 900, "a" * (LONGEST_FIELD + 1), r"\\" * 400, "$" * 99], ids=lambda text: text[:3]
)
def test_hostile_titles_are_read(title: str) -> None:
    """Nested, endless and broken TeX gives some title and no error."""
    assert len(read(f"@article{{a, title={{{title}}}, note={{arXiv:2404.00004}}}}").entries) <= 1


@given(
    st.text()
    | st.lists(
        st.sampled_from(
            ["@article{", "a,", "title", "=", "{", "}", '"', "arXiv:2404.00004", "\n", "\\", "%", "@string{"]
        )
    ).map("".join)
)
def test_any_bibtex_is_read(text: str) -> None:
    """Any text at all is read, and every place named lies inside it."""
    parsed = read(text)
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    places = [entry.at for entry in (*parsed.entries, *parsed.passed_over)]
    places += [finding.location for finding in parsed.findings]
    for place in places:
        assert 1 <= place.line <= len(lines)
        assert 1 <= place.column <= len(lines[place.line - 1]) + 1
