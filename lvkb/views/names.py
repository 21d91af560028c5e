"""The names that readers search by: of papers with all that identifies them, of topics, and of the site's own pages.

`render.names_data` writes them as `data/names.json`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from lvkb.catalog import Catalog
from lvkb.records import Paper, Reading


class PaperNames(NamedTuple):
    """A paper as the search knows it.

    Attributes:
        paper: The record.
        families: Ids of its families, primary first.
        official: Whether it has official code.
    """

    paper: Paper
    families: tuple[str, ...]
    official: bool


class PageNames(NamedTuple):
    """A page that is no paper's.

    Attributes:
        address: Its address below the home page.
        title: Its title.
        words: Other words that lead to it.
    """

    address: str
    title: str
    words: tuple[str, ...] = ()


class Names(NamedTuple):
    """All that is found by name.

    Attributes:
        papers: Papers; those that most others refer to go first, which settles ties.
        pages: Topics in the order of the tree, then the site's own pages.
        families: Titles of the families by id.
    """

    papers: tuple[PaperNames, ...]
    pages: tuple[PageNames, ...]
    families: Mapping[str, str]


SITE_PAGES: tuple[PageNames, ...] = (
    PageNames("models/", "Models", ("all models", "timm", "ranking", "chart", "table", "pick", "compare")),
    PageNames("papers/", "Papers", ("all papers", "list of papers")),
    PageNames("taxonomy/", "Topics", ("taxonomy", "survey", "families", "categories")),
    PageNames("about/", "About", ("lvkb", "cite")),
    PageNames("audit/", "Audit of counted figures", ("verdicts", "counted", "mismatch")),
    PageNames("glossary/", "Glossary", ("words", "terms", "definitions")),
    PageNames("data/", "Data", ("download", "export", "CSV", "JSON", "BibTeX")),
    PageNames(
        "api/", "API", ("JSON", "OpenAPI", "JSON Schema", "curl", "fetch", "developers", "llms.txt", "Croissant")
    ),
    PageNames("data-format/", "The data files", ("columns", "schema", "data format", "results.csv", "catalog.json")),
    PageNames("record-format/", "The record format", ("YAML", "keys", "fields", "record")),
    PageNames(
        "method/",
        "Method",
        (
            *("setup", "lane", "result", "reading", "protocol", "light", "front", "tie", "sampling noise"),
            *("FLOPs", "MACs", "GMACs", "multiply-adds", "compute", "parameters", "counted by us"),
            *("quoted", "disputed"),
        ),
    ),
    PageNames("coverage/", "Coverage", ("gaps", "missing", "disagreements", "left out")),
    PageNames("contribute/", "Contribute", ("add a paper", "report an error", "wrong number", "mistake", "issue")),
    PageNames("licences/", "Licences", ("commercial use", "copyright")),
)
"""Pages that are there once, with what they explain."""


def names(catalog: Catalog) -> Names:
    """Gives all that is found by name."""
    known = Counter(_references(catalog))
    papers = sorted(catalog.papers.values(), key=lambda paper: (-known[paper.id], paper.published.year, paper.id))
    topics = (PageNames(f"taxonomy/{node.path}/", node.title, node.aliases) for node in catalog.nodes.values())
    return Names(
        papers=tuple(_paper(paper) for paper in papers),
        pages=(*topics, *SITE_PAGES),
        families={path: node.title for path, node in catalog.nodes.items() if not node.parent},
    )


def _paper(paper: Paper) -> PaperNames:
    families = dict.fromkeys(category.partition("/")[0] for category in paper.categories)
    return PaperNames(paper, tuple(families), any(code.official for code in paper.code))


def _references(catalog: Catalog) -> Iterator[str]:
    """Gives the ids of the papers that each paper refers to, each once a paper."""
    for paper in catalog.papers.values():
        works = {*paper.relations.builds_on, *paper.relations.supersedes}
        works |= {work for _, reading in paper.readings() for work in _works(reading)}
        yield from {work.partition("/")[0] for work in works} - {paper.id}


def _works(reading: Reading) -> Iterator[str]:
    if reading.base:
        yield reading.base
    yield from reading.teacher
