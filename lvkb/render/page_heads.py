"""Front matter of pages: titles, descriptions, and what the theme is to do with them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from lvkb.catalog import Catalog, Node
from lvkb.permalinks import paper_links
from lvkb.records import Paper, Release
from lvkb.render.markdown import to_yaml

HEADS: Mapping[str, Mapping[str, Any]] = {
    "home": {"contents": False},
    "papers": {
        "title": "Papers",
        "description": "All papers of the knowledge base, by name.",
        "search": False,
        "contents": False,
    },
    "taxonomy": {
        "title": "Topics",
        "contents": False,
    },
    "models": {
        "title": "Models",
        "description": "Small vision backbones to rank, chart and compare by accuracy, cost, speed and setup.",
        "search": False,
        "workspace": True,
        "contents": False,
    },
    "compare": {"title": "Compare", "description": "Models are compared on the page of models.", "search": False},
    "coverage": {
        "title": "Coverage",
        "description": "What the catalogue lacks, where its sources disagree, and what was left out of listings.",
        "search": False,
    },
    "audit": {
        "title": "Audit of counted figures",
        "description": "Reported parameters and compute beside those counted on the code that timm runs.",
        "search": False,
    },
    "about": {
        "title": "About",
        "description": "How numbers come in and compare, what is missing, how to take part, and the words used here.",
        "contents": False,
    },
    "glossary": {
        "title": "Glossary",
        "description": "What each word means here.",
        "contents": False,
        "layout": "words",
    },
    "api": {"title": "API", "description": "The data for programs: JSON files, schemas, and a description in OpenAPI."},
    "views": {
        "title": "Views and their files",
        "description": "Charts of accuracy against each cost, as pages to embed, pictures, tables and data.",
        "search": False,
        "contents": False,
    },
    "data": {"title": "Data", "description": "The knowledge base as CSV, JSON and BibTeX, under CC-BY-4.0."},
}
"""Heads of the pages that are there once, by the name of their template, as far as all knowledge bases share them."""


def front_matter(values: Mapping[str, Any]) -> str:
    """Gives the head of a page as the theme reads it."""
    lines = "".join(f"{key}: {to_yaml(value)}\n" for key, value in values.items())
    return f"---\n{lines}---\n\n"


def single_head(name: str, catalog: Catalog) -> dict[str, Any]:
    """Gives the head of a page that is there once; its day is that of the newest record, since any may change it.

    Args:
        name: The name of its template.
        catalog: The catalogue.
    """
    about, updated = catalog.about, catalog.updated
    own = {
        "home": {"title": about.name, "description": about.description},
        "taxonomy": {"description": f"Families, categories and branches of {about.field}, as a tree with papers."},
    }
    return {**own.get(name, {}), **HEADS[name], **({"updated": updated.isoformat()} if updated else {})}


def release_head(release: Release) -> dict[str, Any]:
    """Gives the head of the page of a release that the site keeps."""
    return {
        "title": f"Data {release.version}",
        "description": f"The data as they were released on {release.date}, at addresses that never change.",
        "search": False,
        "contents": False,
    }


def gone_head(name: str) -> dict[str, Any]:
    """Gives the head of the page of a paper that is there no more, or under another id."""
    return {"title": name, "description": "What became of this paper.", "search": False, "contents": False}


Step = tuple[str, str]
"""One step of the way to a page: the title of a page above it, and its address in the site."""


def trail(nodes: Iterable[Node]) -> list[Step]:
    """Gives the way down to a page, from the tree of topics over some of its nodes."""
    return [("Topics", "taxonomy/"), *((node.title, f"taxonomy/{node.path}/") for node in nodes)]


def paper_head(paper: Paper, above: Iterable[Node]) -> dict[str, Any]:
    """Gives the head of a paper's page, with what it tells machines about the paper.

    Args:
        paper: The paper.
        above: The nodes of the taxonomy from its first family down.
    """
    told = {
        "title": paper.title,
        "authors": list(paper.authors),
        "year": paper.published.year,
        "venue": paper.published.venue,
        "arxiv": paper.arxiv,
        "doi": paper.doi,
        "pages": list(paper_links(paper).values()),
    }
    return {
        "title": paper.name,
        "description": paper.title,
        "contents": False,
        "search": "marked",
        "updated": last_change(paper).isoformat(),
        "card": f"cards/{paper.id}.png",
        "trail": trail(above),
        "paper": {key: value for key, value in told.items() if value},
    }


def node_head(node: Node, above: Iterable[Node], papers: Iterable[Paper]) -> dict[str, Any]:
    """Gives the head of the page of a topic.

    Args:
        node: The topic.
        above: The nodes of the taxonomy from its family down to its parent.
        papers: All papers below it.
    """
    newest = max(map(last_change, papers), default=None)
    updated = {"updated": newest.isoformat()} if newest else {}
    head = {"title": node.title, "description": node.definition, "contents": False, "search": "marked"}
    return {**head, **updated, "trail": trail(above)}


def last_change(paper: Paper) -> date:
    """Gives the day a record came in, or on which a source of it was last read: what it says is as of that day."""
    return max((paper.added, *(source.read for source in paper.sources.values() if source.read)))
