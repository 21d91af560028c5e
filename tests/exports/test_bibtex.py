"""BibTeX: entries, LaTeX text, venues, and reading back without loss."""

from __future__ import annotations

import logging
from collections.abc import Iterable
from typing import Any

import pytest
from bibtexparser.entrypoint import parse_string
from bibtexparser.library import Library
from bibtexparser.middlewares import LatexDecodingMiddleware, SeparateCoAuthors, SplitNameParts
from bibtexparser.model import Entry, Field
from hypothesis import example, given
from hypothesis import strategies as st

from lvkb.exports import bibtex_entry, bibtex_text
from lvkb.exports.latex import latex
from lvkb.records import Paper
from lvkb.subject.venues import Venue, parse_venue
from tests.invented import results


def paper(**fields: Any) -> Paper:
    """Gives a paper with these fields."""
    return Paper.model_validate(
        {
            "id": "a-vit",
            "name": "A",
            "title": "A Title",
            "authors": ["Ada Bell"],
            "published": {"year": "2021"},
            "categories": ["x/y"],
            "annotation": {"idea": "i", "cheaper": "c", "limits": "l"},
            "added": "2026-01-02",
            **fields,
        }
    )


def decoded(texts: Iterable[str]) -> list[str]:
    """Gives LaTeX texts as a reader sees them."""
    entry = Entry("misc", "key", [Field(str(index), text) for index, text in enumerate(texts)])
    library = LatexDecodingMiddleware().transform(Library([entry]))
    assert library.failed_blocks == []
    return [field.value for field in library.entries[0].fields]


def read(text: str) -> list[Entry]:
    """Gives the entries of a BibTeX text, with their authors apart; nothing in it may fail to parse."""
    library = parse_string(text, append_middleware=[SeparateCoAuthors()])
    assert library.failed_blocks == []
    return library.entries


def test_conference() -> None:
    """A paper of a conference is an @inproceedings with the year of the conference."""
    record = paper(
        title="Résumé & Co: 100% of H_0",
        authors=["Hervé Jégou", "Laurens van der Maaten", "李 明"],
        published={"year": "2021", "venue": "ICLR 2022"},
        arxiv="2110.02178",
        doi="10.1000/a_b",
    )
    assert bibtex_entry(record) == (
        "@inproceedings{a-vit,\n"
        "  title = {{R{\\'{e}}sum{\\'{e}} {\\&} Co: 100{\\%} of H{\\_}0}},\n"
        "  author = {Herv{\\'{e}} J{\\'{e}}gou and Laurens van der Maaten and 李 明},\n"
        "  booktitle = {International Conference on Learning Representations},\n"
        "  year = {2022},\n"
        "  doi = {10.1000/a_b},\n"
        "  eprint = {2110.02178},\n"
        "  archiveprefix = {arXiv},\n"
        "  url = {https://arxiv.org/abs/2110.02178},\n"
        "}\n"
    )


def test_journal() -> None:
    """A paper of a journal is an @article."""
    record = paper(published={"year": "2021", "venue": "TPAMI 2024"}, doi="10.1/x")
    assert bibtex_entry(record) == (
        "@article{a-vit,\n"
        "  title = {{A Title}},\n"
        "  author = {Ada Bell},\n"
        "  journal = {IEEE Transactions on Pattern Analysis and Machine Intelligence},\n"
        "  year = {2024},\n"
        "  doi = {10.1/x},\n"
        "  url = {https://doi.org/10.1/x},\n"
        "}\n"
    )


def test_preprint() -> None:
    """A preprint is a @misc with its arXiv id and the year of its first version."""
    assert bibtex_entry(paper(arxiv="2110.02178")) == (
        "@misc{a-vit,\n"
        "  title = {{A Title}},\n"
        "  author = {Ada Bell},\n"
        "  year = {2021},\n"
        "  eprint = {2110.02178},\n"
        "  archiveprefix = {arXiv},\n"
        "  url = {https://arxiv.org/abs/2110.02178},\n"
        "}\n"
    )


def test_all_papers() -> None:
    """The whole catalogue is the entries of its papers with an empty line between them."""
    papers = [paper(), paper(id="b-vit", title="B")]
    assert "".join(bibtex_text(results(*papers))) == "\n".join(map(bibtex_entry, papers))
    assert "".join(bibtex_text(results())) == ""


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("plain Text 1.0", "plain Text 1.0"),
        ("& % $ # _", r"{\&} {\%} {\$} {\#} {\_}"),
        ("a^2 ~ b", r"a{\string^}2 {\textasciitilde} b"),
        ("\\alpha", r"{\textbackslash}alpha"),
        ("{x", r"{\ensuremath{\lbrace}}x"),
        ("x}", r"x{\ensuremath{\rbrace}}"),
        ("a<b>|c", r"a{\ensuremath{<}}b{\ensuremath{>}}{\ensuremath{|}}c"),
        ("a--b---c", "a-{}-b-{}-{}-c"),
        ("``q''", "`{}`q'{}'"),
        ("?`!`", "?{}`!{}`"),
        ("Åse Ørsted Erdős Şen Łoś", r"{\r{A}}se {\O}rsted Erd{\H{o}}s {\c{S}}en {\L}o{\'{s}}"),
        ("Đỗ Нина 李 “Σ” … e\u0301", "Đỗ Нина 李 “Σ” … e\u0301"),
    ],
)
def test_latex(text: str, written: str) -> None:
    """Special characters and accented letters become macros, ligatures are broken, other scripts stay."""
    assert latex(text) == written
    assert decoded([written]) == [text]


def test_every_letter_reads_back() -> None:
    """No letter of the Latin, Greek and Cyrillic blocks comes back as another one."""
    letters = [chr(code) for code in range(0x20, 0x2100) if chr(code).isprintable()]
    assert decoded(map(latex, letters)) == letters


TRICKY = st.text(st.sampled_from("&%$#_~^\\{}\"'`-,<>|?!@=éŰßłи李 aB1."), min_size=1, max_size=40)
LINES = (TRICKY | st.text(st.characters(exclude_categories=["Cc", "Cs"]), min_size=1, max_size=40)).filter(
    lambda text: text == text.strip()
)


@given(title=LINES, authors=st.lists(LINES, min_size=1, max_size=4), venue=LINES)
@example(title="{", authors=["}", "{", "<", "&"], venue="\\")
@example(title="a \\", authors=["B, Jr.", "The A and B Team", "others"], venue="%")
@example(title='@article{x, "', authors=["A", "A"], venue="$x$")
def test_reads_back(title: str, authors: list[str], venue: str) -> None:
    """Any title, any names and any venue come back from BibTeX as they were."""
    (entry,) = read(bibtex_entry(paper(title=title, authors=authors, published={"year": "2021", "venue": venue})))
    expected = parse_venue(venue) or Venue(venue, venue, "2021", "proceedings")
    assert decoded([entry["title"]]) == [title]
    assert decoded(entry["author"]) == authors
    assert decoded([entry["journal" if expected.kind == "journal" else "booktitle"]]) == [expected.name]
    assert (entry.key, entry["year"]) == ("a-vit", expected.year)


def test_address_cannot_break_the_entry() -> None:
    """Addresses stay as they are, but for braces and backslashes, which would end the field."""
    (entry,) = read(bibtex_entry(paper(doi="10.1000/a{b\\c}}_%23&d", arxiv="2110.02178")))
    assert entry["doi"] == "10.1000/a%7Bb%5Cc%7D%7D_%23&d"


@pytest.mark.parametrize(
    ("name", "first", "von", "last"),
    [
        ("Ada Bell", ["Ada"], [], ["Bell"]),
        ("Laurens van der Maaten", ["Laurens"], ["van", "der"], ["Maaten"]),
        ("Plato", [], [], ["Plato"]),
        ("Jose M. Alvarez", ["Jose", "M."], [], ["Alvarez"]),
        ("Qualcomm AI Research, Inc.", [], [], ["{Qualcomm AI Research, Inc.}"]),
    ],
)
def test_name_parts(name: str, first: list[str], von: list[str], last: list[str]) -> None:
    """BibTeX finds first name, particle and last name; a name with a comma stays whole."""
    text = bibtex_entry(paper(authors=[name, "Ed Fox"]))
    library = parse_string(text, append_middleware=[SeparateCoAuthors(), SplitNameParts()])
    parts = library.entries[0]["author"][0]
    assert (parts.first, parts.von, parts.last) == (first, von, last)


def test_nothing_is_logged(caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch) -> None:
    """A catalogue of any size is written without a warning of the library."""
    monkeypatch.setattr("bibtexparser.entrypoint.LARGE_LIBRARY_WARNING_THRESHOLD", 1)
    with caplog.at_level(logging.WARNING):
        bibtex_entry(paper())
    assert caplog.records == []
