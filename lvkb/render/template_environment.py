"""How templates are read, and how they write values."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from functools import cache
from typing import Any

import jinja2

from lvkb.render import chart_texts, figure_texts, markdown, result_cells
from lvkb.render.shown_figures import shown_speed
from lvkb.render.snippet_rows import model_snippet, row_snippet
from lvkb.results.explanations import explain, in_unit
from lvkb.subject.agreement import MEANINGS
from lvkb.subject.light import BUDGETS_M, LIGHT_GMACS, LIGHT_PARAMS_M, LIGHT_RESOLUTION
from lvkb.subject.typeset import typeset
from lvkb.views.marks import reading_marks
from lvkb.views.paper_sources import source_name
from lvkb.wording import amount

FILTERS: Mapping[str, Callable[..., Any]] = {
    "amount": amount,
    "md": markdown.markdown_text,
    "yaml": markdown.to_yaml,
    "json": json.dumps,
    "prose": markdown.markdown_prose,
    "linked": markdown.linked_prose,
    "link": markdown.markdown_link,
    "fenced": markdown.fenced,
    "sentence": markdown.sentence,
    "anchor": markdown.anchor,
    "number": figure_texts.number,
    "grouped": figure_texts.grouped,
    "figure": figure_texts.figure_text,
    "compute": figure_texts.compute_text,
    "summary": figure_texts.summary,
    "confirmed": figure_texts.confirmed,
    "reported": figure_texts.reported,
    "counted": figure_texts.counted,
    "protocol": figure_texts.protocol_text,
    "applied": lambda protocol: figure_texts.applied_text(protocol.base, protocol.setting),
    "explain": explain,
    "point_title": figure_texts.point_title,
    "params": lambda count: in_unit("params", count),
    "gmacs": lambda count: in_unit("compute", count),
    "snippet": row_snippet,
    "model_snippet": model_snippet,
    "point": chart_texts.point_text,
    "cost_name": chart_texts.cost_name,
    "setup_words": chart_texts.setup_words,
    "dots": chart_texts.dots,
    "marks": reading_marks,
    "shown": typeset,
    "inline": markdown.inline_html,
    "first_sentence": markdown.first_sentence,
    "accuracy": result_cells.accuracy_html,
    "cost": result_cells.cost_html,
    "speed": shown_speed,
    "printed": result_cells.printed,
    "parts": result_cells.parts_html,
    "basis": figure_texts.basis_text,
    "source_name": source_name,
}
"""How templates write values: a template never writes one of itself."""

GLOBALS: Mapping[str, Any] = {
    "verdicts": MEANINGS,
    "light_params": figure_texts.number(LIGHT_PARAMS_M),
    "light_gmacs": figure_texts.number(LIGHT_GMACS),
    "budgets": tuple(map(figure_texts.number, BUDGETS_M)),
    "light_resolution": figure_texts.number(LIGHT_RESOLUTION),
}
"""Facts that templates tell, from where the code has them."""


@cache
def environment(templates: str) -> jinja2.Environment:
    """Gives the template environment: undefined names are errors, and templates cannot reach outside their folder.

    It is made once for each folder, so that `lvkb serve` reads only those templates again that have changed.
    """
    env = jinja2.Environment(
        loader=jinja2.FileSystemLoader(templates),
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        autoescape=False,  # Markdown: each value is escaped by the filter of its place
    )
    env.filters.update(FILTERS)
    env.globals.update(GLOBALS)
    return env
