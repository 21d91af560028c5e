"""Where a paper probably belongs: the categories of the annotated papers that its words are nearest to."""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from lvkb.records import Paper

_WORD = re.compile(r"[a-z][a-z0-9]+")
_NEAREST = 12
"""Papers that have a say."""
_MOST = 3
"""Categories that are proposed."""
_TITLE_WEIGHT = 3
"""A word of the title tells more than one of the annotation."""
_LONGEST = 20_000


class Guess(NamedTuple):
    """A category that a paper may belong to.

    Attributes:
        category: The leaf of the taxonomy.
        score: Likeness of its nearest papers, added up; for comparison alone.
        like: Names of up to two of them, the nearest first.
    """

    category: str
    score: float
    like: tuple[str, ...]

    def __str__(self) -> str:
        return f"{self.category} (as {' and '.join(self.like)})"


def guess_categories(title: str, abstract: str, papers: Iterable[Paper]) -> tuple[Guess, ...]:
    """Gives the likeliest categories of a paper, the best first; a proposal, never an answer.

    Each word weighs the more the fewer papers have it (TF-IDF), and papers are compared by the cosine of their
    words. The nearest papers vote for their primary categories, each by its likeness.

    Args:
        title: Title of the paper.
        abstract: Its abstract, empty when unknown.
        papers: The annotated papers.
    """
    held = list(papers)
    bags = [_bag(paper.title, f"{paper.annotation.idea} {paper.annotation.cheaper}") for paper in held]
    seen = Counter(word for bag in bags for word in bag)
    rarity = {word: math.log((1 + len(held)) / count) for word, count in seen.items()}
    wanted = _vector(_bag(title, abstract), rarity)
    likeness = [(_cosine(wanted, _vector(bag, rarity)), paper) for bag, paper in zip(bags, held, strict=True)]
    nearest = sorted(likeness, key=lambda item: (-item[0], item[1].id))[:_NEAREST]
    votes: dict[str, list[tuple[float, str]]] = defaultdict(list)
    for score, paper in nearest:
        if score > 0:
            votes[paper.categories[0]].append((score, paper.name))
    guesses = (
        Guess(category, sum(score for score, _ in group), tuple(name for _, name in group[:2]))
        for category, group in votes.items()
    )
    return tuple(sorted(guesses, key=lambda guess: (-guess.score, guess.category))[:_MOST])


def _bag(title: str, text: str) -> Counter[str]:
    bag = Counter(_words(text))
    for word in _words(title):
        bag[word] += _TITLE_WEIGHT
    return bag


def _words(text: str) -> list[str]:
    """Gives the words of a text, plurals as singulars."""
    found = _WORD.findall(text[:_LONGEST].lower())
    return [word[:-1] if len(word) > 3 and word.endswith("s") and not word.endswith("ss") else word for word in found]


def _vector(bag: Mapping[str, int], rarity: Mapping[str, float]) -> dict[str, float]:
    weights = {word: (1 + math.log(count)) * rarity.get(word, 0.0) for word, count in bag.items()}
    length = math.sqrt(sum(weight * weight for weight in weights.values())) or 1.0
    return {word: weight / length for word, weight in weights.items()}


def _cosine(one: Mapping[str, float], two: Mapping[str, float]) -> float:
    short, long = sorted((one, two), key=len)
    return sum(weight * long.get(word, 0.0) for word, weight in short.items())
