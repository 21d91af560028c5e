"""Charts of pages and views as addresses of the page of models, by their queries."""

from __future__ import annotations

from urllib.parse import urlencode

from lvkb.render.figure_texts import number
from lvkb.subject.datasets import DEFAULT_DATASET
from lvkb.subject.light import LIGHT_GMACS, LIGHT_PARAMS_M
from lvkb.subject.setups import SUPERVISED, Setup
from lvkb.views.front import FrontChart
from lvkb.views.setup_fronts import CostName, SpeedName

LIGHT_QUERY = {"params": number(LIGHT_PARAMS_M), "gmacs": number(LIGHT_GMACS)}
"""The limits of light models in such addresses."""

_AXES = {"ms": "speed", "ips": "speed"}


def chart_query(setup: Setup, cost: CostName | SpeedName, device: str = "", **limits: str) -> str:
    """Gives the query by which the page of models shows a chart of a setup.

    Args:
        setup: The setup.
        cost: What the chart's axis from left to right tells.
        device: Device that speeds are of.
        **limits: Further filters, by their names in addresses.
    """
    told = {
        **limits,  # in front, since `&para` begins an entity for readers of HTML that are not browsers
        "view": "chart",
        "px": setup.resolution.partition(" ")[0],
        "pretrain": "none" if setup.data == setup.dataset else setup.data,
        "distilled": setup.distilled,
        "eval": setup.evaluation,
        "device": device,
        "x": _AXES.get(cost, cost),
    }
    usual = {"px": "224", "pretrain": "none", "distilled": "no", "eval": SUPERVISED, "device": "", "x": "gmacs"}
    return urlencode({key: value for key, value in told.items() if value != usual.get(key)}, safe="/")


def front_query(chart: FrontChart | None, **limits: str) -> str:
    """Gives the query by which the page of models shows the models of a page's chart; empty where it cannot.

    That page lists methods under the model that they are applied to, and other data sets not at all.

    Args:
        chart: The chart; None where a page has none.
        **limits: Further filters, by their names in addresses.
    """
    if chart is None or chart.setup.dataset != DEFAULT_DATASET:
        return ""
    own = [point.result for point in chart.lit or chart.marked if not point.result.is_method_applied]
    if not own:
        return ""
    scope = {} if all(result.paper.scope == "core" for result in own) else {"scope": "all"}
    return chart_query(chart.setup, chart.cost, **limits, **scope)
