"""Named views in words: their titles, and where their files lie."""

from __future__ import annotations

from typing import NamedTuple

from lvkb.render.chart_query import chart_query
from lvkb.views.frozen_releases import VIEWS
from lvkb.views.named_views import NamedView

_COSTS = {"gmacs": "GMACs", "params": "parameters", "ms": "milliseconds", "ips": "images per second"}


class ShownView(NamedTuple):
    """A view in words.

    Attributes:
        view: The view.
        title: What it shows: `Accuracy against GMACs`, with the device of speeds.
        query: The address of the same setup and axis on the page of models, as its query.
    """

    view: NamedView
    title: str
    query: str

    @property
    def path(self) -> str:
        """Its address below the site, or a release, without an ending."""
        return f"{VIEWS}/{self.view.path}"

    @property
    def name(self) -> str:
        """The name of its files, without an ending."""
        return self.view.path.rpartition("/")[2]

    @property
    def archive(self) -> str:
        """The name of the folder in its archive."""
        return self.view.path.replace("/", "-")


def shown_view(view: NamedView) -> ShownView:
    """Gives a view in words."""
    device = f" on {view.device}" if view.device else ""
    return ShownView(
        view, f"Accuracy against {_COSTS[view.cost]}{device}", chart_query(view.setup, view.cost, view.device)
    )
