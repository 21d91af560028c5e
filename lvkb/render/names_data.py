"""The names that readers search by, as compact data for the search: docs/data-format.md describes its form."""

from __future__ import annotations

import json
from typing import Any

from lvkb.records import Paper
from lvkb.registers import CVF, PAPER_REGISTERS
from lvkb.views.names import Names

_VERSION = 1
_BY_ID = tuple(register for register in PAPER_REGISTERS if register is not CVF)
"""Registers whose ids readers search by; those of CVF are made of a title that stands in the index already."""

_WHOLE = "="


def names_json(names: Names) -> str:
    """Gives the name index as compact JSON: lists of equal length, one place in each for a paper or page."""
    papers = [item.paper for item in names.papers]
    families = list(names.families)
    data: dict[str, Any] = {
        "version": _VERSION,
        "families": list(names.families.items()),
        "papers": {
            "id": ["" if paper.id == _usual_id(paper) else paper.id for paper in papers],
            "name": [paper.name for paper in papers],
            "aliases": [paper.aliases for paper in papers],
            "title": [shortened(paper.title, paper.name) for paper in papers],
            "authors": [paper.authors for paper in papers],
            "year": [paper.published.year for paper in papers],
            "venue": [paper.published.venue or "" for paper in papers],
            "families": [[families.index(family) for family in item.families] for item in names.papers],
            "official": [int(item.official) for item in names.papers],
            **{register.field: [getattr(paper, register.field) or "" for paper in papers] for register in _BY_ID},
            "github": [[_repository(name, paper) for name in _repositories(paper)] for paper in papers],
            "variants": [[shortened(variant.name, paper.name) for variant in paper.variants] for paper in papers],
            "timm": [_timm(paper) for paper in papers],
        },
        "pages": {
            "address": [page.address for page in names.pages],
            "title": [page.title for page in names.pages],
            "words": [page.words for page in names.pages],
        },
    }
    return json.dumps(data, ensure_ascii=False, separators=(",", ":")) + "\n"


def shortened(text: str, name: str) -> str:
    """Gives what follows a name that a text begins with; any other text with `=` in front."""
    rest = text.removeprefix(name)
    return rest if rest != text and not rest.startswith(_WHOLE) else f"{_WHOLE}{text}"


def _usual_id(paper: Paper) -> str:
    return paper.name.lower().replace(" ", "-")


def _timm(paper: Paper) -> list[str]:
    """Gives the timm name of each variant; nothing for a paper whose models timm does not have."""
    linked = [variant.timm or "" for variant in paper.variants]
    return linked if any(linked) else []


def _repositories(paper: Paper) -> list[str]:
    return [code.github for code in paper.code if code.github]


def _repository(name: str, paper: Paper) -> str:
    """Gives owner and name of a repository; the owner alone where the repository bears the paper's name."""
    owner, _, repository = name.partition("/")
    return f"{owner}/" if repository == paper.name else name
