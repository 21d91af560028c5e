"""What a paper's own page shows."""

from __future__ import annotations

from typing import Any

import pytest

from lvkb.records import Paper
from lvkb.views.paper_sources import SourceLine, source_name
from lvkb.views.papers import Identity, PaperPage, PaperPages, Relation
from lvkb.views.sections import paper_lines
from tests.evaluated import PAPER, TIMM
from tests.invented import paper, reading, results, taxonomy, variant


def page(*papers: Paper, **values: Any) -> PaperPage:
    """Gives the page of the first of some papers."""
    found = results(*papers, **values)
    return PaperPages(found, paper_lines(found)).page(papers[0])


def test_what_the_record_says() -> None:
    """A page has authors, aliases and annotation as the record has them, and the line of the paper."""
    found = page(paper("a", authors=["Ada Flint", "Bo Slate"], aliases=["AVT"]))
    assert (found.authors, found.aliases, found.annotation.idea) == (("Ada Flint", "Bo Slate"), ("AVT",), "i")
    assert (found.line.id, found.timm, found.trails, found.families) == ("a", None, ((),), ())


def test_identities() -> None:
    """Each identity is a link, in the order arXiv, DOI, OpenReview, CVF; the CVF page has words instead of its id."""
    given = {"cvf": "ICCV2023/X_paper", "openreview": "abcdefgh", "doi": "10.1000/x", "arxiv": "2101.00001"}
    assert page(paper("a", **given)).identities == (
        Identity("arXiv", "2101.00001", "https://arxiv.org/abs/2101.00001"),
        Identity("DOI", "10.1000/x", "https://doi.org/10.1000/x"),
        Identity("OpenReview", "abcdefgh", "https://openreview.net/forum?id=abcdefgh"),
        Identity("CVF", "Open Access page", "https://openaccess.thecvf.com/content/ICCV2023/html/X_paper.html"),
    )
    assert page(paper("a")).identities == ()


@pytest.mark.parametrize(
    ("source", "name", "text", "url"),
    [
        (
            {"github": "a/b", "path": "zoo.md", "commit": "84d992f"},
            "zoo.md",
            "a/b, zoo.md at 84d992f",
            "https://github.com/a/b/blob/84d992f/zoo.md",
        ),
        ({"github": "a/b"}, "a/b", "a/b", "https://github.com/a/b/tree/HEAD"),
        ({"arxiv": "2101.00001v2"}, "arXiv 2101.00001v2", "arXiv 2101.00001v2", "https://arxiv.org/abs/2101.00001v2"),
        (
            {"openreview": "abcdefgh"},
            "OpenReview abcdefgh",
            "OpenReview abcdefgh",
            "https://openreview.net/forum?id=abcdefgh",
        ),
        ({"doi": "10.1000/x"}, "doi 10.1000/x", "doi 10.1000/x", "https://doi.org/10.1000/x"),
        (
            {"cvf": "ICCV2023/X_paper"},
            "CVF Open Access",
            "CVF Open Access",
            "https://openaccess.thecvf.com/content/ICCV2023/html/X_paper.html",
        ),
        ({"url": "https://www.a.example/b"}, "a.example", "https://www.a.example/b", "https://www.a.example/b"),
        ({}, "", "", ""),
    ],
)
def test_sources(source: dict[str, str], name: str, text: str, url: str) -> None:
    """A source is told by what names its document, with its address."""
    assert page(paper("a", sources={"s": source})).sources == (SourceLine("s", name, text, url, "", "", None),)


def test_names_of_sources() -> None:
    """The paper is called so in every register and version, a file by its name; names that are shared have numbers."""
    files = {
        name: {"github": "a/b", "path": path, "commit": "84d992f"}
        for name, path in (("zoo", "x/README.md"), ("old", "README.md"), ("log", "logs/s.txt"))
    }
    own = {"paper": {"arxiv": "2101.00001v2"}, "first": {"arxiv": "2101.00001v1"}, "other": {"arxiv": "2101.00002v1"}}
    found = page(paper("a", arxiv="2101.00001", sources=files | own))
    assert [line.name for line in found.sources] == [
        "README.md (1)",
        "README.md (2)",
        "s.txt",
        "paper (4)",
        "paper (5)",
        "arXiv 2101.00002v1",
    ]
    assert [source_name(key, paper("a", arxiv="2101.00001", sources=files)) for key in ("old", "log", "gone")] == [
        "README.md (2)",
        "s.txt",
        "gone",
    ]


def test_when_and_how_a_source_was_read() -> None:
    """Day and copy of a reading stand beside the source; sources stand in the order of the record."""
    found = page(
        paper("a", sources={"z": {"url": "u", "read": "2026-01-02", "via": "a copy"}, "b": {"doi": "d"}})
    ).sources
    assert [(line.key, line.read, line.via) for line in found] == [("z", "2026-01-02", "a copy"), ("b", "", "")]


def test_relations_in_both_directions() -> None:
    """A page tells what its paper builds on and supersedes, then which build on it and supersede it; each once."""
    one = paper("a", relations={"builds-on": ["b", "b/B-S", "Other Work"], "supersedes": ["c"]})
    two = paper("b", relations={"supersedes": ["a"]}, name="Bee")
    three = paper("c", relations={"builds-on": ["a/A-S", "b"]})
    assert page(one, two, three).relations == (
        Relation("Builds on", "b", "Bee"),
        Relation("Builds on", "", "Other Work"),
        Relation("Supersedes", "c", "C"),
        Relation("Superseded by", "b", "Bee"),
        Relation("Built on by", "c", "C"),
    )
    assert page(three, one, two).relations == (
        Relation("Builds on", "a", "A"),
        Relation("Builds on", "b", "Bee"),
        Relation("Superseded by", "a", "A"),
    )
    assert page(paper("d"), one).relations == ()


def test_neighbours_are_the_nearest_in_time() -> None:
    """The three papers of the same leaves that are nearest in time stand below, of equals by name, each once."""
    years = {"b": 2019, "c": 2022, "d": 2021, "e": 2020, "f": 2021, "g": 2021}
    others = [paper(key, published={"year": year}, categories=["x", "y"]) for key, year in years.items()]
    others.append(paper("z", published={"year": 2021}, categories=["other"]))
    given = paper("a", published={"year": 2021}, categories=["x", "y"])
    assert [line.id for line in page(given, *others).neighbours] == ["d", "f", "g"]
    assert [line.id for line in page(given, *others[:2], others[3]).neighbours] == ["c", "e", "b"]
    assert page(given, others[-1]).neighbours == ()


def test_neighbours_of_one_year_stand_by_name() -> None:
    """Papers as near in time as each other stand by name, whatever their capitals; earlier and later are as near."""
    others = [
        paper(key, name=name, published={"year": year}) for key, name, year in (("x", "b", 2022), ("y", "C", 2020))
    ]
    others.append(paper("z", name="A", published={"year": 2020}))
    assert [line.id for line in page(paper("a", published={"year": 2021}), *others).neighbours] == ["z", "x", "y"]


def test_trails_lead_from_the_family_down() -> None:
    """Each category has the nodes above it; families are named once, in the order of the categories."""
    found = page(
        paper("a", categories=["two/c/b", "one/c", "two/c", "gone/c"]), taxonomy=taxonomy("one/c/b", "two/c/b")
    )
    assert [[node.path for node in trail] for trail in found.trails] == [
        ["two", "two/c", "two/c/b"],
        ["one", "one/c"],
        ["two", "two/c"],
        [],
    ]
    assert found.families == ("TWO", "ONE")


def test_models_have_their_results() -> None:
    """Results stand under their model, in the order of the record."""
    rows = [variant("A-S", reading(top1=1), reading(top1=2)), variant("A-B", reading(top1=3))]
    found = page(paper("a", *rows)).models
    assert [(item.name, [str(one.result.main.reading.top1) for one in item.recipes]) for item in found] == [
        ("A-S", ["1", "2"]),
        ("A-B", ["3"]),
    ]


def test_evaluations_of_timm() -> None:
    """A page has the table of timm's own evaluations of its models."""
    table = page(PAPER, timm=TIMM).timm
    assert table is not None
    assert len(table.rows) == 3
