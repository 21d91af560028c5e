"""How well wrong ids are told from right ones, over the papers of the catalogue; and what hostile titles cost."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from lvkb.catalog import load
from lvkb.links.checkers.arxiv_feed import read_feed
from lvkb.links.link_status import LinkStatus
from lvkb.links.title_similarity import is_telling, similarity
from tests.bench.conftest import REPOSITORY
from tests.links.fake_arxiv import fake_paper, feed
from tests.links.wrong_ids import (
    VARIATIONS,
    Listed,
    Register,
    renamed_pairs,
    right_pairs,
    wrong_pairs,
)

pytestmark = pytest.mark.bench
ROUNDS = 25
PIECES = (
    "(",
    "\\",
    "\\'",
    "$",
    "[code",
    "<a =",
    "<a ====",
    "<!--",
    "arXiv:",
    " CVPR 2022 (",
    "{",
    "- , ",
    "a",
    "&amp;",
    "not ",
)


@pytest.fixture(scope="module", params=["with authors", "without authors"])
def papers(request: pytest.FixtureRequest) -> list[Listed]:
    """The catalogue's papers that have an arXiv id; lists name no authors."""
    known = [paper for paper in load(REPOSITORY).papers.values() if paper.arxiv]
    with_authors = request.param == "with authors"
    return [Listed(str(paper.arxiv), paper.title, tuple(paper.authors) if with_authors else ()) for paper in known]


def test_ids_of_other_papers_are_caught(papers: list[Listed], tmp_path: Path) -> None:
    """At least 95 % of wrong ids are called so; without authors, of those beside more than a short name."""
    register, pairs = Register(papers, tmp_path), list(wrong_pairs(papers, ROUNDS))
    figures = register.study(iter(pairs), LinkStatus.MISMATCH)
    print(f"\n{figures.line(f'wrong ids {_with(papers)}')}")
    if not papers[0].authors:
        figures = register.study((pair for pair in pairs if is_telling(pair.title)), LinkStatus.MISMATCH)
        print(figures.line("  of these beside three content words or more"))
    for pair in figures.shown[:5]:
        print(f"    missed: {pair.title} [{pair.kind}] with the id of {_title(papers, pair.id)}")
    assert figures.rate >= 0.95


def test_titles_as_people_write_them_raise_no_alarm(papers: list[Listed], tmp_path: Path) -> None:
    """At most 5 % of right ids are called wrong, whatever hand wrote the title."""
    figures = Register(papers, tmp_path).study(right_pairs(papers), LinkStatus.OK)
    print(f"\n{figures.line(f'right ids {_with(papers)}, {len(VARIATIONS)} ways of writing')}")
    for kind in VARIATIONS:
        noticed = sum(pair.kind == kind for pair in figures.shown)
        if noticed:
            print(f"    {kind}: {noticed} not ok")
    assert figures.rate <= 0.05


def test_renamed_papers_raise_no_alarm(papers: list[Listed], tmp_path: Path) -> None:
    """At most 5 % of papers listed by the title of their first version are called wrong."""
    figures = Register(papers, tmp_path, renamed=True).study(renamed_pairs(papers), LinkStatus.WARN)
    print(f"\n{figures.line(f'renamed papers {_with(papers)}')}")
    assert figures.rate <= 0.05


def test_hostile_titles_cost_no_time() -> None:
    """None of the patterns goes round in circles, on titles as long as an answer may be."""
    start = time.process_time()
    for piece in PIECES:
        similarity(piece * 100_000, "b" + piece * 100_000)
    seconds = time.process_time() - start
    print(f"\n{len(PIECES)} pairs of hostile titles: {seconds:.2f} s")
    assert seconds < 2.0


def test_hostile_texts_of_a_feed_cost_no_time() -> None:
    """Megabytes of half tags and signs in titles and comments are read as quickly as others."""
    titles = [PIECES[number % len(PIECES)] * 4000 for number in range(150)]
    papers = [
        fake_paper(f"2201.{number:05}", title, comment="not has " * 3000) for number, title in enumerate(titles, 1)
    ]
    body = feed(paper.entry(1) for paper in papers)
    start = time.process_time()
    assert len(read_feed(body).entries) == 150
    seconds = time.process_time() - start
    print(f"\n{len(body) / 1e6:.1f} MB of hostile texts: {seconds:.2f} s")
    assert seconds < 5.0


def _with(papers: list[Listed]) -> str:
    return "with authors" if papers[0].authors else "without authors"


def _title(papers: list[Listed], arxiv: str) -> str:
    return next(paper.title for paper in papers if paper.id == arxiv)
