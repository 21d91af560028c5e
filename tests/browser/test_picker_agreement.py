"""The picker of the page and `lvkb pick` give the same answers to the same questions."""

from __future__ import annotations

import json
from random import Random
from typing import Any

import pytest

from lvkb.render.related_columns import chosen_columns
from lvkb.render.related_tables import FORMS
from lvkb.render.workspace_json import workspace_json
from lvkb.results import Results
from lvkb.views.picker import Question, pick
from lvkb.views.question_words import range_of
from lvkb.views.ranking import NO_LIMITS, dominated
from lvkb.views.workspace import Workspace, workspace
from tests.browser.conftest import Visit
from tests.invented import PLAIN, paper, reading, results, variant

BUDGETS = 200
LICENCES = (None, "MIT", "CC-BY-NC-4.0")

ANSWERS = """async ([base, raw, questions]) => {
    const [{ Catalogue }, { firstState }, filters, ranking] = await Promise.all(
        ["data", "state", "filters", "ranking"].map((name) => import(`${base}assets/js/workspace/${name}.js`)));
    const catalogue = new Catalogue(raw);
    return questions.map(({ ranges, ...more }) => {
        const state = { ...firstState(), ...more };
        Object.assign(state.ranges, ranges);
        const { rows, unknown, dearer, only } = filters.select(catalogue, state, () => true);
        const ranked = ranking.bands(rows);
        const models = (found) => found.map(({ model }) => model);
        const least = rows.length ? ranking.cheapest(ranked[0]) : null;
        const step = rows.length ? ranking.nextStep(rows[0], dearer) : null;
        return {
            bands: ranked.map(models), cheapest: least?.model ?? null, step: step?.model ?? null,
            hidden: more.unknown ? 0 : unknown, beaten: rows.length ? ranking.dominated(rows[0], rows).length : 0,
        };
    });
}"""

TABLES = """async ([base, raw, models, cols]) => {
    const [{ Catalogue }, { firstState }, filters, columns, out] = await Promise.all(
        ["data", "state", "filters", "columns", "export"]
            .map((name) => import(`${base}assets/js/workspace/${name}.js`)));
    const catalogue = new Catalogue(raw);
    const { rows } = filters.select(catalogue, { ...firstState(), unknown: true }, () => true);
    const some = models.map((name) => rows.find(({ model }) => model === name));
    const shown = columns.shownColumns({ ...firstState(), cols });
    const context = { catalogue, device: "" };
    return [out.toLatex(some, shown, context), out.toMarkdown(some, shown, context), out.toCsv(some, context)];
}"""


def catalogue(chance: Random) -> Results:
    """Gives invented papers whose figures are few enough that many are equal, and some of which nobody tells."""
    sizes = ("S", "M_50%", "L\u03b1\u2020\u22c7\u4e00")
    return results(*(paper(f"p{nr}", *(_model(chance, f"P{nr}-{size}") for size in sizes)) for nr in range(40)))


def _model(chance: Random, name: str) -> Any:
    readings = (_reading(chance, size) for size in (224, chance.choice((224, 240, 384))))
    return variant(name, *readings, timm=chance.choice((None, f"{name.lower()}.in1k")))


def _reading(chance: Random, size: int) -> Any:
    known = {
        "epochs": chance.choice((100, 300)),
        "params_m": chance.randint(10, 100) / 5,
        "compute_g": chance.randint(1, 40) / 10,
        "latency": {"ms": str(chance.randint(1, 30) / 10), "device": "V100"},
        "weights_license": chance.choice(LICENCES),
    }
    told = {key: value for key, value in known.items() if value is not None and chance.random() < 0.85}
    if "compute_g" in told:
        told["compute_unit"] = "macs"
    protocol: dict[str, Any] = PLAIN | {"resolution": size, "note": f"recipe {chance.random()}"}
    return reading(top1=chance.randint(700, 850) / 10, at=f"Table {chance.random()}", **told, **protocol)


def question(chance: Random) -> tuple[dict[str, Any], Question]:
    """Gives a random question: for the page, and for the command."""
    spans = {"params": (10, 200), "gmacs": (1, 40), "ms": (5, 30)}
    most = {name: chance.randint(*span) / 10 for name, span in spans.items()}
    ranges = {name: value for name, value in most.items() if chance.random() < 0.7}
    flags = {name: chance.random() < 0.3 for name in ("timm", "commercial", "unknown")}
    page = {
        "ranges": {name: [None, value] for name, value in ranges.items()},
        "device": "V100",
        "timm": flags["timm"],
        "weights": "commercial" if flags["commercial"] else "",
        "unknown": flags["unknown"],
    }
    limits = NO_LIMITS.changed({name: range_of(name, f"{value}") for name, value in ranges.items()})
    asked = Question(
        limits=limits._replace(commercial=flags["commercial"]),
        device="V100",
        in_timm=flags["timm"],
        unknown=flags["unknown"],
    )
    return page, asked


def answer(rows: Workspace, asked: Question) -> dict[str, Any]:
    """Gives what the command answers."""
    found = pick(rows, asked)
    ranking = found.ranking
    assert not ranking.rows or found.beaten == len(dominated(ranking.rows[0], ranking.rows))
    return {
        "bands": [[entry.model for entry in band] for band in ranking.bands],
        "cheapest": ranking.cheapest.model if ranking.cheapest else None,
        "step": ranking.step.entry.model if ranking.step else None,
        "hidden": ranking.hidden,
        "beaten": found.beaten,
    }


def test_picker(visit: Visit) -> None:
    """Under 200 random budgets both have the same bands, cheapest, next step, dominated and hidden models."""
    chance = Random(13)  # noqa: S311  nothing is secret here
    rows = workspace(catalogue(chance))
    questions = [question(chance) for _ in range(BUDGETS)]
    page = visit("404.html")
    base = page.evaluate("new URL('.', location.href).pathname")
    given = [base, json.loads(workspace_json(rows)), [on_page for on_page, _ in questions]]
    assert page.evaluate(ANSWERS, given) == [answer(rows, asked) for _, asked in questions]


@pytest.mark.parametrize("columns", ["", "model,top1,year,px,pretrain,distilled,epochs,setting,note,paper,venue"])
def test_tables(visit: Visit, columns: str) -> None:
    """A table of the same rows is the same text, copied from the site or made on the terminal."""
    rows = workspace(catalogue(Random(14)))  # noqa: S311
    answer_ = pick(rows, Question(unknown=True))
    shown = answer_.ranking.rows[:30]
    page = visit("404.html")
    base = page.evaluate("new URL('.', location.href).pathname")
    models = [entry.model for entry in shown]
    theirs = page.evaluate(
        TABLES, [base, json.loads(workspace_json(rows)), models, list(filter(None, columns.split(",")))]
    )
    choices = [answer_.choices[entry] for entry in shown]
    assert [FORMS[name](choices, chosen_columns(columns)) for name in ("latex", "markdown", "csv")] == theirs
