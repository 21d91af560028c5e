"""What charts say: points, legends, axes, and the paths of SVG that are too many for a template."""

from __future__ import annotations

from functools import lru_cache

from lvkb.render.choice_texts import setup_text
from lvkb.render.shown_figures import shown_accuracy, shown_cost
from lvkb.results import Result
from lvkb.subject.datasets import DEFAULT_DATASET
from lvkb.subject.setups import SUPERVISED, Setup
from lvkb.views.front import Dust
from lvkb.views.ranking import Conditions

_COSTS = {"gmacs": "GMACs", "params": "parameters, M", "ms": "ms", "ips": "images/s"}


@lru_cache(20_000)
def point_text(result: Result) -> str:
    """Gives what a point says: `MobileViT-S (MobileViT, 2021): 78.3 %, 5.6 M, 2.00* GMACs`.

    The results on a front stand in the charts of hundreds of papers.
    """
    paper = result.paper
    figures = (
        f"{shown_accuracy(result.top1)} %",
        f"{shown_cost(result.params_m)} M" if result.params_m else "",
        f"{shown_cost(result.gmacs)} GMACs" if result.gmacs else "",
    )
    return f"{result.variant.name} ({paper.name}, {paper.published.year}): {', '.join(filter(None, figures))}"


def setup_words(setup: Setup) -> str:
    """Gives a setup as a sentence says it: `no pre-training, no distillation, 224 px`.

    Another dataset, or timm, stands in front; another evaluation than the supervised one stands behind.
    """
    data = DEFAULT_DATASET if setup.data == setup.dataset else setup.data
    told = setup_text(Conditions(data, setup.distilled, setup.resolution, setup.evaluation))
    words = told.removesuffix(f", {SUPERVISED}")
    dataset = "" if setup.dataset == DEFAULT_DATASET else f"{setup.dataset}: "
    return (f"{setup.by}: " if setup.by else "") + dataset + words


def cost_name(name: str) -> str:
    """Gives the title of an axis of cost or speed."""
    return _COSTS[name]


def dots(dust: Dust) -> str:
    """Gives a path of SVG through the places of dust: dots, or small circles for models that were distilled."""
    if dust.is_distilled:
        return "".join(f"M{x - 2:g} {y:g}a2 2 0 1 0 4 0 2 2 0 1 0-4 0" for x, y in dust.places)
    return "".join(f"M{x:g} {y:g}h0" for x, y in dust.places)
