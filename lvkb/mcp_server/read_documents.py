"""What clients may read as documents: the method, the glossary, and each paper as Markdown."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import NamedTuple

from lvkb.errors import WrongUse
from lvkb.findings import visible
from lvkb.layout import share
from lvkb.mcp_server.knowledge import Knowledge
from lvkb.render.sheet_report import sheet_markdown
from lvkb.views.model_lookup import Found
from lvkb.views.paper_sheet import paper_sheet

PAPER = "lvkb://paper/"
MARKDOWN = "text/markdown"

_HEAD = re.compile(r"\A---\n.*?\n---\n+", re.DOTALL)


class UnknownDocument(WrongUse):
    """There is no document of that address."""


class Text(NamedTuple):
    """A document that is there once.

    Attributes:
        title: Its title.
        description: What it tells.
        file: Its path in lvkb.
    """

    title: str
    description: str
    file: str


TEXTS: Mapping[str, Text] = {
    "lvkb://method": Text(
        "Method", "How numbers were read, what the marks mean, and when accuracies compare.", "site/pages/method.md"
    ),
    "lvkb://glossary": Text("Glossary", "What each word means: reading, result, setup, band, ...", "docs/glossary.md"),
}
"""The documents by their addresses."""


def read(data: Knowledge, address: str) -> str:
    """Gives a document as Markdown.

    Raises:
        UnknownDocument: There is none of that address.
    """
    if address in TEXTS:
        text = share(data.catalog.root, TEXTS[address].file).read_text(encoding="utf-8")
        return _HEAD.sub("", text)
    paper = data.catalog.papers.get(address.removeprefix(PAPER)) if address.startswith(PAPER) else None
    if paper is None:
        raise UnknownDocument(f'there is no "{visible(address[:200])}"; `search` gives the ids of papers.')
    return sheet_markdown(paper_sheet(data.results, Found(paper)))


def ids_from(data: Knowledge, beginning: str) -> list[str]:
    """Gives the ids of papers that begin so."""
    return [identity for identity in data.catalog.papers if identity.startswith(beginning)]
