"""The Python that runs the models of rows: those of the audit, and those of the workspace."""

from __future__ import annotations

from lvkb.measured import ModelCount
from lvkb.views.counted_models import ModelRow
from lvkb.views.snippets import is_fusable, snippet
from lvkb.views.workspace import Workspace


def row_snippet(row: ModelRow) -> str:
    """Gives the Python that runs a model at the own size of its weights; empty when nothing was counted on them."""
    return model_snippet(row.own) if row.own else ""


def model_snippet(count: ModelCount) -> str:
    """Gives the Python that runs a model at the own size of its weights, fused for inference where that is faster."""
    return snippet(count, deploy=is_fusable(count))


def row_snippets(rows: Workspace) -> dict[str, dict[str, str]]:
    """Gives the Python that runs each paper's models, by its id: by variant, and by timm name for further weights."""
    found: dict[str, dict[str, str]] = {row.paper.id: {} for row in rows.papers}
    ids = [rows.papers[model.paper].paper.id for model in rows.models]
    for identity, model in zip(ids, rows.models, strict=True):
        if model.own:
            found[identity][model.variant.name] = model_snippet(model.own)
    for row in rows.results:
        if row.own:
            found[ids[row.model]].setdefault(row.timm, model_snippet(row.own))
    return found
