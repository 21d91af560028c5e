"""Papers and models by any words: names first, then what the records say; topics and devices beside them.

The search of the site goes by the same order (decision 0021) with finer rules, over the index that a browser loads.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from functools import cached_property
from math import log2
from typing import NamedTuple

from lvkb.catalog import Catalog, Node
from lvkb.records import Paper
from lvkb.views.model_lookup import Found, ModelNames, every_name, folded
from lvkb.views.names import names

_WORD = re.compile(r"[^\W_]+")
_ENDING = re.compile(r"(?<=\w{4})(?:ations?|ions?|ings?|ers?|ed|es|e|s)$")
_BRITISH = re.compile(r"(?<=\w{3})is$")
_SHORTEST_PART = 3
"""Letters that must be typed before they are looked for inside of names."""

_ENOUGH = 0.5
"""Share of what a query tells, in bits, that a text must hold."""

_MOST_MODELS = 3
"""Models of one paper that are given where they fit and the paper's own names do not."""

_MOST_ASIDE = 5
"""Topics, and devices, that are given beside the papers."""


class Hit(NamedTuple):
    """A paper or a model that fits.

    Attributes:
        found: The paper or model.
        by: `name`, `topic` for a whole node of the taxonomy, `beginning` or `part` of a name, `author`, or `text`.
        text: What fits: the name, node or author, or the sentence that holds most of the words.
    """

    found: Found
    by: str
    text: str


class TopicHit(NamedTuple):
    """A node of the taxonomy that fits, and how many papers stand in it and below."""

    node: Node
    papers: int


class Searched(NamedTuple):
    """What a search finds.

    Attributes:
        hits: Papers and models, the surest first.
        topics: Nodes of the taxonomy.
        near: Names that were probably meant, where there are no hits.
    """

    hits: tuple[Hit, ...]
    topics: tuple[TopicHit, ...]
    near: tuple[str, ...]


class RecordSearch:
    """Searches the records of a catalogue."""

    def __init__(self, catalog: Catalog, known: ModelNames) -> None:
        """Takes the catalogue, and its names."""
        self._catalog = catalog
        self._known = known
        self._papers = tuple(entry.paper for entry in names(catalog).papers)  # what others refer to most goes first

    def find(self, text: str) -> Searched:
        """Gives what fits some words: names that are typed whole, begun or in part, then texts with most of the words.

        Args:
            text: The words; a name, an id or an address too.
        """
        hits: dict[str, Hit] = {}
        for hit in (*self._named(text), *self._in_topic(text), *self._in_names(text), *self._in_texts(text)):
            hits.setdefault(str(hit.found), hit)
        return Searched(tuple(hits.values()), self._topics(text), () if hits else self._known.near(text))

    def _named(self, text: str) -> Iterator[Hit]:
        return (Hit(found, "name", str(found)) for found in self._known.named(text.strip()))

    def _in_topic(self, text: str) -> Iterator[Hit]:
        """Gives the papers of a node whose path is typed, the newest first."""
        path = text.strip().strip("/")
        if path in self._catalog.nodes:
            papers = sorted(self._catalog.below(path), key=lambda paper: -paper.published.year)
            yield from (Hit(Found(paper), "topic", path) for paper in papers)

    def _in_names(self, text: str) -> list[Hit]:
        """Gives names that begin with a text, then those that hold it: of a paper before those of its models."""
        wanted = folded(text)
        if len(wanted) < _SHORTEST_PART:
            return []
        order = {paper.id: place for place, paper in enumerate(self._papers)}
        fitting = [(word, found) for word, found in self._names if wanted in folded(word)]
        papers = {found.paper.id for _, found in fitting if found.variant is None}
        models: Counter[str] = Counter()
        hits: dict[str, Hit] = {}
        for word, found in sorted(fitting, key=lambda one: (not folded(one[0]).startswith(wanted), _rank(one, order))):
            if str(found) in hits or (found.variant and found.paper.id in papers):
                continue
            models[found.paper.id] += 1
            if models[found.paper.id] <= _MOST_MODELS:
                by = "beginning" if folded(word).startswith(wanted) else "part"
                hits[str(found)] = Hit(found, by, word)
        return sorted(hits.values(), key=lambda hit: hit.by != "beginning")

    @cached_property
    def _names(self) -> tuple[tuple[str, Found], ...]:
        return tuple(every_name(self._catalog))

    def _in_texts(self, text: str) -> list[Hit]:
        """Gives the papers whose records hold most of the words: rare ones tell more, those of the title twice.

        Papers of an author whose name holds all of them go first.
        """
        wanted = dict.fromkeys(stems(text))
        told = {word: self._bits.get(word, 0.0) for word in wanted}
        least = _ENOUGH * sum(self._bits.get(word, self._most_bits) for word in wanted)
        scored = []
        for place, paper in enumerate(self._papers):
            everything, title = self._texts[paper.id]
            if (score := sum(bits for word, bits in told.items() if word in everything)) >= least > 0:
                more = sum(bits for word, bits in told.items() if word in title)
                scored.append((-score - more, place, _hit(paper, wanted)))
        return [hit for *_, hit in sorted(scored, key=lambda one: (one[2].by != "author", *one[:2]))]

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
    bare = "".join(sign for sign in unicodedata.normalize("NFKD", text) if not unicodedata.combining(sign))
    return (_BRITISH.sub("iz", _ENDING.sub("", word)) for word in _WORD.findall(bare.casefold()))


def fitting_devices(devices: Iterable[str], text: str) -> tuple[str, ...]:
    """Gives the devices whose names hold a text, or are held by it; not for very short texts."""
    wanted = folded(text)
    if len(wanted) < _SHORTEST_PART:
        return ()
    known = ((device, folded(device)) for device in devices)
    fits = (device for device, name in known if wanted in name or (len(name) >= _SHORTEST_PART and name in wanted))
    return tuple(fits)[:_MOST_ASIDE]


def _rank(one: tuple[str, Found], order: dict[str, int]) -> tuple[bool, int, int]:
    word, found = one
    return found.variant is not None, len(word), order[found.paper.id]


def _annotation(paper: Paper) -> tuple[str, ...]:
    told = paper.annotation
    return told.idea, told.cheaper, told.limits


def _hit(paper: Paper, wanted: Collection[str]) -> Hit:
    """Gives the author that the words name, else the sentence that holds most of them."""
    author = next((name for name in paper.authors if set(wanted) <= set(stems(name))), None)
    return Hit(Found(paper), "author", author) if author else Hit(Found(paper), "text", _sentence(paper, wanted))


def _sentence(paper: Paper, wanted: Iterable[str]) -> str:
    """Gives the sentence of an annotation that holds most of the words, the first of several."""
    words = set(wanted)
    sentences = re.split(r"(?<=[.!?])\s+", " ".join(" ".join(_annotation(paper)).split()))
    return max(sentences, key=lambda sentence: len(words & set(stems(sentence))))
