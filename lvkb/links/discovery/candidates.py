"""New papers as text, as JSON, and as a list that `lvkb import` reads. Abstracts are in none of them."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Literal

from lvkb import __version__
from lvkb.catalog import Node
from lvkb.findings import visible
from lvkb.links.discovery.new_papers import Candidate, Discovery
from lvkb.registers import ARXIV, Ref
from lvkb.wording import amount, first_of

Form = Literal["text", "json", "markdown"]
FORMS: tuple[Form, ...] = ("text", "json", "markdown")

_MOST_NAMED = 5
_MARKUP = re.compile(r"[\\`*_\[\]<>|~&]")


def write(discovery: Discovery, limit: int, form: Form, nodes: Mapping[str, Node]) -> str:
    """Writes the likeliest papers.

    Args:
        discovery: What was found.
        limit: How many papers are shown.
        form: Output format.
        nodes: The taxonomy by path.
    """
    shown = discovery.candidates[:limit]
    if form == "json":
        return _json(discovery, shown)
    if form == "markdown":
        return "".join(f"{line}\n" for line in _markdown(shown, nodes))
    return "".join(f"{line}\n" for line in (*map(_line, shown), summary(discovery, len(shown))))


def summary(discovery: Discovery, shown: int) -> str:
    """Gives the closing line: how many papers are new, of how many, which are withdrawn, and what to do with them."""
    new, found = len(discovery.candidates), discovery.found
    searches = f"{discovery.asked} of {discovery.queries} searches answered"
    cut = f", {shown} shown" if shown < new else ""
    gone = f", {len(ids)} withdrawn and left out ({first_of(ids, _MOST_NAMED)})" if (ids := discovery.withdrawn) else ""
    ready = "; ready for `lvkb add ID`" if new else ""
    return f"{amount(found, 'paper')} found, {new} new to the catalogue{cut}{gone}; {searches}{ready}"


def _line(candidate: Candidate) -> str:
    why = ", ".join(map(str, candidate.reasons)) or "found by one search"
    text = f"{candidate.arxiv}  {candidate.title}  [{', '.join(candidate.nodes)}] score {candidate.score}: {why}"
    return visible(text)


def _json(discovery: Discovery, shown: Sequence[Candidate]) -> str:
    document = {
        "schema_version": 1,
        "lvkb": __version__,
        "found": discovery.found,
        "new": len(discovery.candidates),
        "withdrawn": list(discovery.withdrawn),
        "searches": discovery.queries,
        "answered": discovery.asked,
        "papers": [
            {
                "arxiv": item.arxiv,
                "url": Ref(ARXIV, item.arxiv).url,
                "title": item.title,
                "authors": list(item.authors),
                "published": item.published,
                "categories": list(item.nodes),
                "score": item.score,
                "reasons": [{"points": reason.points, "text": reason.text} for reason in item.reasons],
            }
            for item in shown
        ],
    }
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"


def _markdown(shown: Sequence[Candidate], nodes: Mapping[str, Node]) -> Iterator[str]:
    """Gives a list under the headings of the taxonomy, each paper under every node whose searches found it."""
    yield "# New papers"
    open_path: list[str] = []
    for path, node in nodes.items():
        papers = [item for item in shown if path in item.nodes]
        if not papers:
            continue
        steps = path.split("/")
        for depth in range(len(steps)):
            if open_path[: depth + 1] != steps[: depth + 1]:
                yield f"\n{'#' * (depth + 2)} {nodes['/'.join(steps[: depth + 1])].title}"
        open_path = steps
        yield f"\n<!-- {node.path} -->"
        yield from (f"- **{_plain(item.title)}** [[arXiv]({Ref(ARXIV, item.arxiv).url})]" for item in papers)


def _plain(text: str) -> str:
    """Writes a text so that a list shows it as it is, and an import reads it back."""
    return _MARKUP.sub(lambda sign: f"&#{ord(sign[0])};", visible(text))
