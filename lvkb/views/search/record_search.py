"""Papers and models by any words: ids and names first, then what the records say; topics and devices beside them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import cached_property
from math import log2
from typing import NamedTuple

from lvkb.accents import without_accents
from lvkb.catalog import Catalog, Node
from lvkb.records import Paper
from lvkb.views.model_lookup import Found, folded, identified
from lvkb.views.names import names
from lvkb.views.search.name_fits import is_same
from lvkb.views.search.name_forms import form
from lvkb.views.search.name_search import NameSearch
from lvkb.views.search.name_ways import Hit

_WORD = re.compile(r"[^\W_]+")
_ENDING = re.compile(r"(?<=\w{4})(?:ations?|ions?|ings?|ers?|ed|es|e|s)$")
_BRITISH = re.compile(r"(?<=\w{3})is$")
_SHORTEST_PART = 3
"""Letters that must be typed before they are looked for inside of names."""

_ENOUGH = 0.5
"""Share of what a query tells, in bits, that a text must hold."""

_MOST_ASIDE = 5
"""Topics, and devices, that are given beside the papers."""


class TopicHit(NamedTuple):
    """A node of the taxonomy that fits, and how many papers stand in it and below."""

    node: Node
    papers: int


class Searched(NamedTuple):
    """What a search finds.

    Attributes:
        hits: Papers and models, the surest first.
        topics: Nodes of the taxonomy.
    """

    hits: tuple[Hit, ...]
    topics: tuple[TopicHit, ...]


class RecordSearch:
    """Searches the records of a catalogue."""

    def __init__(self, catalog: Catalog) -> None:
        """Takes the catalogue."""
        self._catalog = catalog
        self._names = NameSearch(catalog)
        self._papers = tuple(entry.paper for entry in names(catalog).papers)  # what others refer to most goes first

    def find(self, text: str) -> Searched:
        """Gives the papers that fit some words: by ids or names, then by texts with most of them.

        Args:
            text: The words; a name, an id or an address too.
        """
        hits: dict[str, Hit] = {}
        by_name = self._identified(text) or self._names.find(text)
        for hit in (*by_name, *self._in_topic(text), *self._in_texts(text)):
            hits.setdefault(hit.found.paper.id, hit)
        return Searched(tuple(hits.values() or self._names.guess(text)), self._topics(text))

    def _identified(self, text: str) -> list[Hit]:
        """Gives the papers that an id or address names; where several share code, that of its name, then the oldest."""
        typed = text.strip()
        papers = {found.paper.id: found.paper for found in identified(self._catalog, typed)}.values()
        repository = form(typed.rstrip("/").removesuffix(".git").rpartition("/")[2])
        ranked = sorted(papers, key=lambda paper: (not is_same(repository, form(paper.name)), paper.published.year))
        return [Hit(Found(paper), "id", typed) for paper in ranked]

    def _in_topic(self, text: str) -> Iterator[Hit]:
        """Gives the papers of a node whose path is typed, the newest first."""
        path = text.strip().strip("/")
        if path in self._catalog.nodes:
            papers = sorted(self._catalog.below(path), key=lambda paper: -paper.published.year)
            yield from (Hit(Found(paper), "topic", path) for paper in papers)

    def _in_texts(self, text: str) -> list[Hit]:
        """Gives the papers whose records hold most of the words: rare ones tell more, those of the title twice."""
        wanted = dict.fromkeys(stems(text))
        told = {word: self._bits.get(word, 0.0) for word in wanted}
        least = _ENOUGH * sum(self._bits.get(word, self._most_bits) for word in wanted)
        scored = []
        for place, paper in enumerate(self._papers):
            everything, title = self._texts[paper.id]
            if (score := sum(bits for word, bits in told.items() if word in everything)) >= least > 0:
                more = sum(bits for word, bits in told.items() if word in title)
                scored.append((-score - more, place, paper))
        return [
            Hit(Found(paper), "text", _sentence(paper, wanted)) for *_, paper in sorted(scored, key=lambda one: one[:2])
        ]

    @cached_property
    def _texts(self) -> dict[str, tuple[frozenset[str], frozenset[str]]]:
        """The words of each record, and those of its names and title."""
        found = {}
        for paper in self._papers:
            title = frozenset(stems(" ".join((paper.name, *paper.aliases, paper.title))))
            topics = " ".join(node.title for category in paper.categories for node in self._catalog.way_to(category))
            venue = f"{paper.published.year} {paper.published.venue or ''}"
            rest = " ".join((*paper.authors, venue, topics, *_annotation(paper)))
            found[paper.id] = title | frozenset(stems(rest)), title
        return found

    @cached_property
    def _bits(self) -> dict[str, float]:
        """What it tells that a record holds a word: the rarer, the more."""
        counts = Counter(word for everything, _ in self._texts.values() for word in everything)
        return {word: log2(1 + len(self._papers) / count) for word, count in counts.items()}

    @property
    def _most_bits(self) -> float:
        return log2(1 + len(self._papers))

    def _topics(self, text: str) -> tuple[TopicHit, ...]:
        """Gives the nodes of the taxonomy whose title or other names hold more than half of the words."""
        wanted = dict.fromkeys(stems(text))
        scored = []
        for place, node in enumerate(self._catalog.nodes.values()):
            held = set(stems(" ".join((node.title, *node.aliases, node.path.replace("/", " ")))))
            share = sum(word in held for word in wanted) / max(len(wanted), 1)
            if share > _ENOUGH:
                scored.append((-share, place, node))
        best = [node for _, _, node in sorted(scored)[:_MOST_ASIDE]]
        return tuple(TopicHit(node, len(self._catalog.below(node.path))) for node in best)


def stems(text: str) -> Iterator[str]:
    """Gives the words of a text without accents, capitals and usual endings: `prune` and `pruning` are one word.

    So are the American and the British spelling of `quantization`.
    """
    words = _WORD.findall(without_accents(text).casefold())
    return (_BRITISH.sub("iz", _ENDING.sub("", word)) for word in words)


def fitting_devices(devices: Iterable[str], text: str) -> tuple[str, ...]:
    """Gives the devices whose names hold a text, or are held by it; not for very short texts."""
    wanted = folded(text)
    if len(wanted) < _SHORTEST_PART:
        return ()
    known = ((device, folded(device)) for device in devices)
    fits = (device for device, name in known if wanted in name or (len(name) >= _SHORTEST_PART and name in wanted))
    return tuple(fits)[:_MOST_ASIDE]


def _annotation(paper: Paper) -> tuple[str, ...]:
    told = paper.annotation
    return told.idea, told.cheaper, told.limits


def _sentence(paper: Paper, wanted: Iterable[str]) -> str:
    """Gives the sentence of an annotation that holds most of the words, the first of several."""
    words = set(wanted)
    sentences = re.split(r"(?<=[.!?])\s+", " ".join(" ".join(_annotation(paper)).split()))
    return max(sentences, key=lambda sentence: len(words & set(stems(sentence))))
