"""The models of a paper, each with the result that stands for it: what a reader of the page sees first."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from lvkb.records import Latency, Paper, Throughput
from lvkb.results import Result
from lvkb.subject.devices import UNSTATED
from lvkb.views.evidence import Evidence, evidence
from lvkb.views.representative import representative
from lvkb.views.result_columns import speeds


class Recipe(NamedTuple):
    """A result of a paper.

    Attributes:
        nr: Its place among all results of the paper, from 0.
        result: The result.
        evidence: The readings that stand behind it.
    """

    nr: int
    result: Result
    evidence: tuple[Evidence, ...]


class PaperModel(NamedTuple):
    """A variant of a paper.

    Attributes:
        name: Its name.
        recipes: Its results, in the order of the record.
        best: The one that stands for it; None without any accuracy.
        speed: A speed of it, that of the best result before others, on a known device before an unstated one.
    """

    name: str
    recipes: tuple[Recipe, ...]
    best: Result | None
    speed: Throughput | Latency | None


def paper_models(paper: Paper, results: Iterable[Result]) -> tuple[PaperModel, ...]:
    """Gives the models of a paper that have a result, in the order of the record.

    Args:
        paper: The paper.
        results: Its results.
    """
    found: dict[str, list[Recipe]] = {}
    for nr, result in enumerate(results):
        found.setdefault(result.variant.name, []).append(Recipe(nr, result, evidence(result)))
    return tuple(_model(paper, name, tuple(own)) for name, own in found.items())


def _model(paper: Paper, name: str, recipes: tuple[Recipe, ...]) -> PaperModel:
    results = [recipe.result for recipe in recipes]
    told = (result for result in results if result.top1)
    best = representative(paper, results) or next(told, None)
    ordered = sorted(results, key=lambda result: result is not best)
    known = sorted(_speeds(ordered), key=lambda speed: speed.device == UNSTATED)
    return PaperModel(name, recipes, best, next(iter(known), None))


def _speeds(results: Iterable[Result]) -> Iterator[Throughput | Latency]:
    return (speed for result in results for speed in speeds(result))
