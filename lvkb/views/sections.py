"""The taxonomy with its papers: what the README list, the category pages and the index of papers show."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from lvkb.accents import without_accents
from lvkb.catalog import Catalog, Node
from lvkb.permalinks import code_url, paper_url
from lvkb.records import Code, Paper
from lvkb.results import Result, Results
from lvkb.views.representative import representative


class CodeLink(NamedTuple):
    """Link to code."""

    url: str
    official: bool
    name: str
    license: str


class PaperLine(NamedTuple):
    """A paper in one line.

    Attributes:
        id: Record id.
        name: Short name.
        title: Full title.
        year: Year of the first version.
        venue: Venue, or `arXiv` with the year for a preprint.
        url: The paper itself.
        code: Official code first, then others.
        best: The result that represents it, if there is one.
        no_results: Why there are no ImageNet-1K results, else empty.
    """

    id: str
    name: str
    title: str
    year: int
    venue: str
    url: str
    code: tuple[CodeLink, ...]
    best: Result | None
    no_results: str


class Section(NamedTuple):
    """A node of the taxonomy with what is below it.

    Attributes:
        node: The node.
        heading: Its title, with the group in front where it has one.
        sections: Child nodes in order.
        papers: Papers of a leaf, oldest first; empty for other nodes.
        total: Different papers in and below the node.
    """

    node: Node
    heading: str
    sections: tuple[Section, ...]
    papers: tuple[PaperLine, ...]
    total: int


def paper_line(paper: Paper, best: Result | None) -> PaperLine:
    """Gives a paper as one line.

    Args:
        paper: The paper.
        best: The result that represents it.
    """
    code = sorted(paper.code, key=lambda item: not item.official)
    return PaperLine(
        id=paper.id,
        name=paper.name,
        title=paper.title,
        year=paper.published.year,
        venue=venue_text(paper),
        url=paper_url(paper),
        code=tuple(map(_code_link, code)),
        best=best,
        no_results=paper.no_results or "",
    )


def _code_link(code: Code) -> CodeLink:
    return CodeLink(code_url(code), code.official, code.github or code.url or "", code.license or "")


def venue_text(paper: Paper) -> str:
    """Gives the venue, or `arXiv 2021` for what has none."""
    return paper.published.venue or f"{'arXiv' if paper.arxiv else 'Preprint'} {paper.published.year}"


def paper_lines(results: Results) -> dict[str, PaperLine]:
    """Gives every paper as one line, by its id."""
    papers = results.catalog.papers.values()
    return {paper.id: paper_line(paper, representative(paper, results.merged[paper.id])) for paper in papers}


def tree(catalog: Catalog, lines: Mapping[str, PaperLine]) -> tuple[Section, ...]:
    """Gives the families with everything below them, in the order of the taxonomy.

    Args:
        catalog: The catalogue.
        lines: Its papers as lines, as `paper_lines` gives them.
    """
    members: dict[str, list[Paper]] = defaultdict(list)
    for paper in catalog.papers.values():
        for category in paper.categories:
            members[category].append(paper)

    def section(path: str) -> Section:
        node = catalog.nodes[path]
        papers = sorted(members[path], key=lambda paper: (paper.published.year, paper.arxiv or "9", paper.name))
        sections = tuple(section(child) for child in node.children)
        heading = f"{node.group}: {node.title}" if node.group else node.title
        return Section(node, heading, sections, tuple(lines[paper.id] for paper in papers), len(catalog.below(path)))

    return tuple(section(path) for path, node in catalog.nodes.items() if not node.parent)


def members(section: Section) -> tuple[PaperLine, ...]:
    """Gives the papers in and below a node, each once, the newest first."""
    found = {line.id: line for line in _lines_in(section)}
    return tuple(sorted(found.values(), key=lambda line: (-line.year, line.name.casefold())))


def _lines_in(section: Section) -> Iterator[PaperLine]:
    yield from section.papers
    for child in section.sections:
        yield from _lines_in(child)


def by_name(lines: Mapping[str, PaperLine]) -> tuple[PaperLine, ...]:
    """Gives the lines in the order of their names."""
    return tuple(sorted(lines.values(), key=lambda line: line.name.casefold()))


def by_letter(lines: Mapping[str, PaperLine]) -> dict[str, tuple[PaperLine, ...]]:
    """Gives the lines in the order of their names under the letter that these begin with.

    Letters are `A` to `Z`, without their accents; what begins with anything else stands first, under `#`. A letter that
    no name begins with is left out.
    """
    letters = defaultdict(list)
    for line in by_name(lines):
        letters[_letter(line.name)].append(line)
    return {letter: tuple(letters[letter]) for letter in sorted(letters)}


def _letter(name: str) -> str:
    first = without_accents(name).upper()[:1]
    return first if "A" <= first <= "Z" else "#"
