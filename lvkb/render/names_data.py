"""The names that readers search by, as compact data for the search: docs/data-format.md describes its form.

Most of it is one file. Authors, titles and identities are in files of their own, of which a query needs few or none.
"""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby
from operator import attrgetter
from typing import Any, NamedTuple

from lvkb.accents import without_accents
from lvkb.records import Paper, Variant
from lvkb.registers import CVF, OPENREVIEW, PAPER_REGISTERS
from lvkb.results.evaluations import weights
from lvkb.views.names import Names
from lvkb.views.search.named_papers import COMMON

INDEX = "data/names.json"

_VERSION = 4
_PART = "data/names/{}.json"
_KEY_LETTERS = 2
_OTHER_KEY = "other"
_TITLES_A_FILE = 16
_LOOKED_UP = tuple(register for register in PAPER_REGISTERS if register not in (CVF, OPENREVIEW))
"""Registers whose ids do not look like words. Those of OpenReview do, so that each query may be one, and those of CVF
are made of a title."""
_WHOLE = "="
_MARKS = ".,:;!?()[]\"'"


class _Authorship(NamedTuple):
    """An author of a paper, in the order in which they are written."""

    author: str
    paper: int
    place: int


class _TitleWords(NamedTuple):
    """Words of a title, one of which tells something, in the order in which they are written."""

    words: str
    paper: int
    place: int


def names_files(names: Names) -> Iterator[tuple[str, str]]:
    """Gives the files of the name index with their paths in the site."""
    papers = [item.paper for item in names.papers]
    authors, titles = _authors(papers), _titles(papers)
    keys = sorted({*authors, *titles})
    yield INDEX, _json(_index(names, papers, keys))
    yield _PART.format("identities"), _json(_identities(papers))
    for key in keys:
        yield _PART.format(key), _json({"authors": _columns(authors[key]), "titles": _places(titles[key])})
    for first in range(0, len(papers), _TITLES_A_FILE):
        texts = [shortened(paper.title, paper.name) for paper in papers[first : first + _TITLES_A_FILE]]
        yield _PART.format(f"titles-{first // _TITLES_A_FILE}"), _json({"first": first, "whole": texts})


def _index(names: Names, papers: list[Paper], keys: list[str]) -> dict[str, Any]:
    """Gives the names: lists of equal length, one place in each for a paper or page."""
    families = list(names.families)
    return {
        "version": _VERSION,
        "families": list(names.families.items()),
        "papers": {
            "id": ["" if paper.id == _usual_id(paper) else paper.id for paper in papers],
            "name": [paper.name for paper in papers],
            "aliases": [paper.aliases for paper in papers],
            "year": [paper.published.year for paper in papers],
            "venue": [paper.published.venue or "" for paper in papers],
            "families": [[families.index(family) for family in item.families] for item in names.papers],
            "official": [int(item.official) for item in names.papers],
            "openreview": [paper.openreview or "" for paper in papers],
            "variants": [[shortened(variant.name, paper.name) for variant in paper.variants] for paper in papers],
            "timm": [_timm(paper) for paper in papers],
        },
        "pages": {
            "address": [page.address for page in names.pages],
            "title": [page.title for page in names.pages],
            "words": [page.words for page in names.pages],
        },
        "letters": keys,
        "titles": _TITLES_A_FILE,
    }


def _identities(papers: list[Paper]) -> dict[str, Any]:
    """Gives what only whoever types an id or an address looks for."""
    return {
        **{register.field: [getattr(paper, register.field) or "" for paper in papers] for register in _LOOKED_UP},
        "github": [[_repository(name, paper) for name in _repositories(paper)] for paper in papers],
    }


def _authors(papers: Iterable[Paper]) -> Mapping[str, set[_Authorship]]:
    """Gives the authors of all papers by the first letters of each of their names."""
    found = defaultdict(set)
    for order, paper in enumerate(papers):
        for place, author in enumerate(paper.authors):
            for key in letter_keys(author):
                found[key].add(_Authorship(author, order, place))
    return found


def _titles(papers: Iterable[Paper]) -> Mapping[str, set[_TitleWords]]:
    """Gives the words of all titles by the first letters of those that tell something."""
    found = defaultdict(set)
    for order, paper in enumerate(papers):
        for place, words in enumerate(told_words(paper.title)):
            for key in letter_keys(" ".join(word for word in words.split() if word not in COMMON)):
                found[key].add(_TitleWords(words, order, place))
    return found


def told_words(title: str) -> list[str]:
    """Gives the words of a title in small letters, each with those around it that no file is kept for.

    So whoever knows all words of a query knows too whether they follow each other.
    """
    told: list[str] = []
    first = ""
    for word in (word.strip(_MARKS) for word in title.lower().split()):
        if word not in COMMON and letter_keys(word):
            told.append(f"{first}{word}")
            first = ""
        elif told:
            told[-1] += f" {word}"
        else:
            first += f"{word} "
    return told


def letter_keys(text: str) -> set[str]:
    """Gives the files that a name stands in: the first letters of each word, without accents; initials are none."""
    words = [word for word in re.findall(r"[^\W_]+", without_accents(text).lower()) if len(word) >= _KEY_LETTERS]
    return {word[:_KEY_LETTERS] if re.match(r"[a-z]{2}", word) else _OTHER_KEY for word in words}


def _columns(rows: Iterable[_Authorship]) -> dict[str, list[Any]]:
    ordered = sorted(rows)
    return {field: [getattr(row, field) for row in ordered] for field in _Authorship._fields}


def _places(rows: Iterable[_TitleWords]) -> dict[str, list[Any]]:
    """Gives words of titles, each once, with lists of the papers and of the places that they stand in."""
    grouped = [(words, list(found)) for words, found in groupby(sorted(rows), attrgetter("words"))]
    return {
        "words": [words for words, _ in grouped],
        "papers": [[row.paper for row in found] for _, found in grouped],
        "places": [[row.place for row in found] for _, found in grouped],
    }


def _json(data: Mapping[str, Any]) -> str:
    return json.dumps(data, ensure_ascii=False, separators=(",", ":")) + "\n"


def shortened(text: str, name: str) -> str:
    """Gives what follows a name that a text begins with; any other text with `=` in front."""
    rest = text.removeprefix(name)
    return rest if rest != text and not rest.startswith(_WHOLE) else f"{_WHOLE}{text}"


def _usual_id(paper: Paper) -> str:
    return paper.name.lower().replace(" ", "-")


def _timm(paper: Paper) -> list[str]:
    """Gives the timm names of each variant; nothing for a paper whose models timm does not have."""
    linked = [" ".join(_architectures(variant)) for variant in paper.variants]
    return linked if any(linked) else []


def _architectures(variant: Variant) -> Iterable[str]:
    """Gives one timm name of a variant for each architecture: one for 224 pixels, one for 384."""
    by_architecture: dict[str, str] = {}
    for name in weights(variant):
        by_architecture.setdefault(name.partition(".")[0], name)
    return by_architecture.values()


def _repositories(paper: Paper) -> list[str]:
    return [code.github for code in paper.code if code.github]


def _repository(name: str, paper: Paper) -> str:
    """Gives owner and name of a repository; the owner alone where the repository bears the paper's name."""
    owner, _, repository = name.partition("/")
    return f"{owner}/" if repository == paper.name else name
