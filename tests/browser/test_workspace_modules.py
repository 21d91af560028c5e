"""The pure modules of the workspace, run in the browser: state and address, filters, ranking, numbers, exports."""

from __future__ import annotations

import random
from collections.abc import Sequence
from decimal import Decimal
from itertools import product
from typing import Any

import pytest
from playwright.sync_api import Page

from lvkb.render.figure_texts import work_text
from lvkb.subject.setups import Setup
from lvkb.views import ranking
from lvkb.views.ranking import Entry, Limits, Range
from tests.browser.conftest import Visit

MODULES = "assets/js/workspace/"
HOSTILE = '<img src=x onerror=alert(1)> | "A", b'


@pytest.fixture
def page(visit: Visit) -> Page:
    """A page of the site, from which modules can be imported."""
    return visit("404.html")


def run(page: Page, module: str, function: str, given: object = None) -> Any:
    """Gives what a function makes of a module and of something given: `(m, x) => m.noise(...x)`."""
    script = f"async ([path, given]) => ({function})(await import(path), given)"
    base = page.evaluate("new URL('.', location.href).pathname")
    return page.evaluate(script, [f"{base}{MODULES}{module}.js", given])


def file(**changes: Any) -> dict[str, Any]:
    """Gives a small data file: three papers, four models, seven results."""
    results = [
        # model, setup, top1, params, from, gmacs, from, px, base, setting
        (0, 0, "78.4", "5.6", "r", "2.03", "c", "256", "", ""),
        (0, 1, "77.123", "5.6", "r", "1.5", "r", "224", "", ""),
        (1, 1, "77.0", "", "", "0.9", "r", "224", "", ""),
        (2, 1, "79.8", "22.05", "r", "4.6", "r", "224", "", ""),
        (2, 2, "81.2", "22.05", "r", "4.6", "r", "224", "", ""),
        (3, 1, "79.3", "", "", "3.0", "r", "224", "c/C-S", "keep ratio 0.7"),
        (3, 1, "78.0", "", "", "2.1", "r", "224", "c/C-S", "keep ratio 0.5"),
    ]
    names = ("model", "setup", "top1", "params", "params_from", "gmacs", "gmacs_from", "px", "base", "setting")
    columns: dict[str, list[Any]] = {
        name: list(values) for name, values in zip(names, zip(*results, strict=True), strict=True)
    }
    columns["model"] = steps(columns["model"])
    blank: list[Any] = [""] * len(results)
    for name in ("low", "high", "params_low", "params_high", "gmacs_low", "gmacs_high", "epochs", "teacher", "form"):
        columns[name] = blank[:]
    for name in ("note", "marks", "timm", "weights", "weights_use"):
        columns[name] = blank[:]
    columns |= {
        "sound": [1] * 7,
        "snippet": [0] * 7,
        "readings": [1] * 7,
        "nr": steps([0, 1, 0, 0, 1, 0, 1]),
        "other_weights": [0] * 7,
    }
    columns["low"][3], columns["high"][3] = "79.8", "79.9"
    columns["epochs"] = ["300", "300", "300", "300", "1000", "30", "30"]
    columns["teacher"][4] = "regnet/RegNetY-16GF"
    data: dict[str, Any] = {
        "version": 2,
        "updated": "2026-01-01",
        "families": [["components", "Components"], ["dynamic", "Dynamic"]],
        "topics": [["components/attention", "Attention"]],
        "devices": ["V100", "iPhone 12"],
        "setups": [
            ["imagenet-1k", "imagenet-1k", "no", "256", "supervised", "no pre-training, no distillation, 256 px"],
            ["imagenet-1k", "imagenet-1k", "no", "224", "supervised", "no pre-training, no distillation, 224 px"],
            ["imagenet-1k", "imagenet-1k", "yes", "224", "supervised", "no pre-training, distilled, 224 px"],
        ],
        "papers": {
            "id": ["a", "b", "c", "d"],
            "name": ["Alpha", HOSTILE, "Gamma", "Delta"],
            "year": [2021, 2022, 2020, 2023],
            "venue": ["ICLR 2022", "", "ICML 2021", ""],
            "family": [0, 0, 0, 1],
            "topics": [[0], [], [0], []],
            "core": [1, 1, 1, 1],
            "official": [1, 0, 1, 0],
            "code": ["MIT", "", "Apache-2.0", ""],
            "code_use": ["yes", "", "yes", ""],
        },
        "models": {
            "paper": steps([0, 1, 2, 3]),
            "name": ["A-S", HOSTILE, "C-S", "D_50%"],
            "timm": ["a_s.in1k", "", "", ""],
            "snippet": [1, 0, 0, 0],
            "weights": ["CC-BY-NC-4.0", "", "Apache-2.0", ""],
            "weights_use": ["no", "", "yes", ""],
        },
        "results": columns,
        "speeds": {
            "result": steps([1, 2]),
            "device": [0, 0],
            "ms": ["", ""],
            "ips": ["2000", "4000"],
            "how": ["batch 64", ""],
        },
        "timings": {"model": [0], "device": [1], "ms": ["7.3"], "how": ["float, tflite"]},
    }
    return data | changes


def steps(numbers: list[int]) -> list[int]:
    """Gives the steps of rising numbers, as the file has them."""
    return [after - before for before, after in zip([0, *numbers], numbers, strict=False)]


# --- state and address ---

VOCABULARY = """({
    pretrain: new Set(["imagenet-1k", "imagenet-21k", "unknown"]), topics: new Set(["dynamic", "components/attention"]),
    devices: new Set(["V100", "iPhone 12"]), bases: new Set(["deit/DeiT-S"]),
    pins: new Set(["a/A-S", "b/B, large", "deit/DeiT-S"]), columns: new Set(["model", "top1", "gmacs", "year"]),
})"""


def read(page: Page, query: str) -> dict[str, Any]:
    """Reads an address."""
    found: dict[str, Any] = run(page, "state", f"(m, query) => m.readAddress(query, {VOCABULARY})", query)
    return found


def test_bare_address_is_the_first_setup(page: Page) -> None:
    """Without parameters, and with empty fields of a form, the state is the first one, and nothing is complained of."""
    first = run(page, "state", "(m) => m.firstState()")
    assert [first[key] for key in ("view", "px", "pretrain", "distilled", "eval", "scope")] == [
        "ranking", "224", "none", "no", "supervised", "core"
    ]  # fmt: skip
    assert read(page, "") == read(page, "?params=&gmacs=&device=&q=") == {"state": first, "problems": []}


@pytest.mark.parametrize(
    ("query", "key", "expected"),
    [
        ("params=6", "params", [None, 6]),
        ("top1=80", "top1", [80, None]),
        ("year=2023", "year", [2023, None]),
        ("gmacs=.5-2", "gmacs", [0.5, 2]),
        ("params=2-", "params", [2, None]),
        ("top1=-80.5", "top1", [None, 80.5]),
        ("device=V100&ips=1000", "ips", [1000, None]),
        ("device=V100&ms=2.5", "ms", [None, 2.5]),
    ],
)
def test_ranges_of_addresses(page: Page, query: str, key: str, expected: list[float | None]) -> None:
    """One number is the most of a cost and the least of what readers want much of; a hyphen opens an end."""
    found = read(page, query)
    assert (found["state"]["ranges"][key], found["problems"]) == (expected, [])


def test_what_cannot_be_read_is_named(page: Page) -> None:
    """Every bad or unknown parameter is told with what may be written, and none changes the state."""
    found = read(
        page,
        "params=six&gmacs=2-1&px=99&distilled=maybe&timm=yes&pretrain=jft&topic=cats&device=Toaster&on=x/Y&sort=-size"
        "&cols=top1,colour&pins=a/A-S,z/Z&until=soon&pixels=224&ms=4&x=speed&view=map",
    )
    assert found["problems"] == [
        "params=six: write a range: 6, 2-6, 2- or -6",
        "gmacs=2-1: the first number must not be above the second",
        "px=99: write 192, 224, 256, 384, 512, unknown or any",
        "distilled=maybe: write no, yes, unknown or any",
        "timm=yes: write 1, or leave it out",
        "pretrain=jft: no result has this pre-training",
        "topic=cats: there is no such topic",
        "device=Toaster: nobody tells a speed on this device",
        "on=x/Y: no method here is applied to it",
        "sort=-size: no column is called -size",
        "cols=top1,colour: no column is called colour",
        "pins=a/A-S,z/Z: no model is called z/Z",
        "until=soon: write a year",
        "pixels=224: the workspace knows no such parameter",
        "view=map: write ranking, chart or table",
        "ms, ips: a limit on speed needs a device, since speeds compare on one device alone",
        "x=speed: a chart of speed needs a device",
    ]
    first = run(page, "state", "(m) => m.firstState()")
    assert found["state"] == first | {"cols": ["top1"], "pins": ["a/A-S"]}


def test_address_and_state_are_one(page: Page) -> None:
    """Random states come back from their addresses as they were."""
    lottery = random.Random(11)  # noqa: S311 - made-up data, the same in every run
    first = run(page, "state", "(m) => m.firstState()")
    for _ in range(60):
        state = first | {
            "view": lottery.choice(["ranking", "chart", "table"]),
            "ranges": {key: lottery.choice([[None, None], [1, None], [None, 6.5], [2, 6]]) for key in first["ranges"]},
            "px": lottery.choice(["192 or less", "224", "512 or more", "unknown", "any"]),
            "pretrain": lottery.choice(["none", "imagenet-21k", "any"]),
            "distilled": lottery.choice(["no", "yes", "any"]),
            "eval": lottery.choice(["supervised", "knn"]),
            "topic": lottery.choice(["", "components/attention"]),
            "timm": lottery.choice([True, False]),
            "weights": lottery.choice(["", "commercial"]),
            "code": lottery.choice(["", "official", "commercial"]),
            "device": lottery.choice(["V100", "iPhone 12"]),
            "unknown": lottery.choice([True, False]),
            "q": lottery.choice(["", "swin t & co", "a=b+c%"]),
            "on": lottery.choice(["", "deit/DeiT-S"]),
            "scope": lottery.choice(["core", "all"]),
            "sort": lottery.choice([[], ["-top1", "gmacs"]]),
            "cols": lottery.choice([[], ["model", "year"]]),
            "pins": lottery.choice([[], ["b/B, large", "a/A-S"]]),
            "x": lottery.choice(["gmacs", "params", "speed"]),
            "until": lottery.choice([None, 2022]),
        }
        query = run(page, "state", "(m, state) => m.writeAddress(state)", state)
        assert read(page, query) == {"state": state, "problems": []}, query


def test_address_is_short(page: Page) -> None:
    """What is so anyway is left out, and slashes and commas stay readable."""
    state = run(page, "state", "(m) => m.firstState()")
    assert run(page, "state", "(m, state) => m.writeAddress(state)", state) == ""
    state |= {"pins": ["a/A-S", "deit/DeiT-S"], "px": "512 or more"}
    state["ranges"] |= {"params": [None, 6], "top1": [80, None]}
    query = "params=6&top1=80&px=512&pins=a/A-S,deit/DeiT-S"
    assert run(page, "state", "(m, state) => m.writeAddress(state)", state) == query


# --- ranking: the same as lvkb/views/ranking.py ---


def entries(lottery: random.Random, count: int) -> list[Entry]:
    """Gives made-up entries, some of them alike, some with costs that are not known."""
    return [
        Entry(
            f"p/M{number:03}",
            Decimal(lottery.randrange(7600, 7800)) / 100,
            lottery.choice([None, *(Decimal(value) / 10 for value in range(1, 30))]),
            lottery.choice([None, *map(Decimal, range(1, 8))]),
        )
        for number in range(count)
    ]


def given(found: list[Entry]) -> list[dict[str, Any]]:
    """Gives entries as the script takes them; what is not known is a hole."""
    return [
        {
            "model": entry.model,
            "top1": float(entry.top1),
            "gmacs": None if entry.gmacs is None else float(entry.gmacs),
            "params": None if entry.params is None else float(entry.params),
        }
        for entry in found
    ]


RANKED = """(m, given) => {
    const all = given.map((entry) => ({ ...entry, gmacs: entry.gmacs ?? NaN, params: entry.params ?? NaN }));
    all.sort(m.byAccuracy);
    const cheap = all.filter(({ gmacs, params }) => gmacs <= 1.5 && params <= 5);
    const names = (list) => list.map(({ model }) => model);
    return {
        order: names(all), bands: m.bands(all).map(names), cheapest: m.cheapest(m.bands(all)[0]).model,
        dominated: names(m.dominated(cheap[0], all)), step: m.nextStep(cheap[0], all)?.model ?? null,
        front: names(m.front(all, ({ gmacs }) => gmacs)),
    };
}"""


def test_ranking_follows_the_same_rules(page: Page) -> None:
    """Order, bands, cheapest, dominated, next step and front are those of the Python module, on made-up entries."""
    lottery = random.Random(7)  # noqa: S311 - made-up data, the same in every run
    limits = Limits(gmacs=Range(most=Decimal("1.5")), params=Range(most=Decimal(5)))
    for _ in range(20):
        made = entries(lottery, 60)
        told = ranking.ranking(made)
        limited = ranking.ranking(made, limits)
        best = limited.rows[0]
        assert run(page, "ranking", RANKED, given(made)) == {
            "order": [entry.model for entry in told.rows],
            "bands": [[entry.model for entry in band] for band in told.bands],
            "cheapest": told.cheapest and told.cheapest.model,
            "dominated": [entry.model for entry in ranking.dominated(best, told.rows)],
            "step": limited.step and limited.step.entry.model,
            "front": [entry.model for entry in ranking.front(made, lambda entry: entry.gmacs)],
        }


def test_ties_at_their_bound(page: Page) -> None:
    """Two accuracies tie up to the 95 % bound of two samples of 50,000 images."""
    pairs = [("80", "80.49"), ("80", "80.50"), ("78.7", "78.2"), ("99.9", "99.94"), ("70", "70.57"), ("70", "70.56")]
    found = run(page, "ranking", "(m, pairs) => pairs.map(([a, b]) => m.isTie(Number(a), Number(b)))", pairs)
    assert found == [ranking.ties(Decimal(one), Decimal(two)) for one, two in pairs]
    assert found == [True, False, True, False, False, True]


# --- filters ---

SELECT = """async (m, [raw, patch]) => {
    const { Catalogue } = await import("./data.js".replace("./", m.base));
    const { firstState } = await import("./state.js".replace("./", m.base));
    const catalogue = new Catalogue(raw);
    const first = firstState();
    const state = { ...first, ...patch, ranges: { ...first.ranges, ...patch.ranges } };
    const found = m.select(catalogue, state, (model) => catalogue.raw.models.name[model].includes(state.q));
    const nameOf = ({ result }) => raw.models.name[catalogue.raw.results.model[result]];
    const names = (rows) => rows.map((row) => `${nameOf(row)} ${row.top1}`);
    return {
        rows: names(found.rows), unknown: found.unknown, dearer: names(found.dearer), gmacs: found.values("gmacs"),
        baseline: found.baseline && names([found.baseline])[0],
        widen: m.widenings(found, state).map(({ limit, count, range }) => [limit, count, range ?? null]),
        nearest: found.nearest ? [names([found.nearest.row])[0], found.nearest.limits] : null,
    };
}"""


def select(page: Page, data: dict[str, Any] | None = None, **patch: Any) -> dict[str, Any]:
    """Filters the small data file."""
    base = page.evaluate("new URL('.', location.href).pathname") + MODULES
    script = SELECT.replace(
        "(m, [raw, patch]) => {", f'(module, [raw, patch]) => {{ const m = {{ ...module, base: "{base}" }};'
    )
    found: dict[str, Any] = run(page, "filters", script, [data or file(), patch])
    return found


def test_one_result_for_each_model_of_the_setup(page: Page) -> None:
    """Only sound results of the chosen setup count, of each model the best; methods applied to others are left out."""
    assert select(page)["rows"] == ["C-S 79.8", "A-S 77.123", f"{HOSTILE} 77"]
    assert select(page, px="256")["rows"] == ["A-S 78.4"]
    assert select(page, distilled="any", px="any")["rows"] == ["C-S 81.2", "A-S 78.4", f"{HOSTILE} 77"]
    unsound = file()
    unsound["results"]["sound"] = [1, 1, 1, 0, 1, 1, 1]
    assert select(page, unsound)["rows"] == ["A-S 77.123", f"{HOSTILE} 77"]


def test_limits_come_before_the_choice_of_a_result(page: Page) -> None:
    """A model that keeps the limits in a weaker recipe alone is shown with that one."""
    assert select(page, px="any", ranges={"gmacs": [None, 1.6]})["rows"] == ["A-S 77.123", f"{HOSTILE} 77"]


def test_unknown_values_are_counted(page: Page) -> None:
    """A limit hides what is not known and counts it; including it shows it, and still counts it."""
    limited = {"ranges": {"params": [None, 10]}}
    assert select(page, **limited)["rows"] == ["A-S 77.123"]
    assert select(page, **limited)["unknown"] == 1
    assert select(page, unknown=True, **limited)["rows"] == ["A-S 77.123", f"{HOSTILE} 77"]
    assert select(page, unknown=True, **limited)["unknown"] == 1
    assert select(page, weights="commercial")["rows"] == ["C-S 79.8"]
    assert select(page, weights="commercial")["unknown"] == 1


@pytest.mark.parametrize(
    ("patch", "rows"),
    [
        ({"timm": True}, ["A-S 77.123"]),
        ({"q": "C-"}, ["C-S 79.8"]),
        ({"device": "V100", "ranges": {"ips": [3000, None]}}, [f"{HOSTILE} 77"]),
        ({"device": "iPhone 12", "ranges": {"ms": [None, 8]}}, ["A-S 77.123"]),
        ({"topic": "components/attention"}, ["A-S 77.123", "C-S 79.8"]),
        ({"topic": "dynamic"}, []),
        ({"code": "official"}, ["A-S 77.123", "C-S 79.8"]),
    ],
)
def test_each_filter(page: Page, patch: dict[str, Any], rows: list[str]) -> None:
    """Each filter lets through what it says."""
    assert sorted(select(page, **patch)["rows"]) == sorted(rows)


def test_histograms_leave_out_their_own_limit(page: Page) -> None:
    """The values of a range are those that pass all other limits, so that its own limit can be seen."""
    assert select(page, ranges={"gmacs": [None, 1], "top1": [77.1, None]})["gmacs"] == [4.6, 1.5]


def test_methods_applied_to_a_base(page: Page) -> None:
    """Applied to a base, each setting stands by itself, and the base is the baseline in its plain setup."""
    found = select(page, on="c/C-S")
    assert found["rows"] == ["D_50% 79.3", "D_50% 78"]
    assert found["baseline"] == "C-S 79.8"


PINNED = """async (module, [raw, patch, names]) => {
    const m = { ...module, base: BASE };
    const { Catalogue } = await import("./data.js".replace("./", m.base));
    const { firstState } = await import("./state.js".replace("./", m.base));
    const { vocabularyOf } = await import("./vocabulary.js".replace("./", m.base));
    const { select } = await import("./filters.js".replace("./", m.base));
    const catalogue = new Catalogue(raw);
    const pins = names.filter((pin) => vocabularyOf(catalogue).pins.has(pin));
    const state = { ...firstState(), ...patch, pins };
    const rows = () => m.pinnedRows({ catalogue, state, selection: select(catalogue, state, () => true) });
    return [rows(), rows()].map((found) => found.map(({ pin, top1 }) => [pin, top1]));
}"""


def pinned(page: Page, on: str, pins: list[str], **patch: str) -> list[list[Any]]:
    """Gives name and accuracy of the row that each pin stands for, and sees that asking twice changes nothing."""
    base = page.evaluate("new URL('.', location.href).pathname") + MODULES
    script = PINNED.replace("BASE", f'"{base}"')
    once, again = run(page, "side_by_side", script, [file(), {"on": on, **patch}, pins])
    assert once == again
    rows: list[list[Any]] = once
    return rows


@pytest.mark.parametrize("on", ["", "c/C-S"])
def test_each_setting_is_pinned_by_itself(page: Page, on: str) -> None:
    """A pin with a setting stands for that row, in any view; one of an older address for the best row of its model."""
    pins = ["d/D_50%@keep ratio 0.5", "d/D_50%", "d/D_50%@keep ratio 0.7", "c/C-S", "d/D_50%@keep ratio 0.9"]
    assert pinned(page, on, pins) == [[pins[0], 78], [pins[1], 79.3], [pins[2], 79.3], [pins[3], 79.8]]


def test_pinned_baseline_is_the_one_in_sight(page: Page) -> None:
    """The baseline that stands above the methods is what its pin stands for, however accurate its other recipes are."""
    assert pinned(page, "c/C-S", ["c/C-S"], distilled="any") == [["c/C-S", 79.8]]
    assert pinned(page, "", ["c/C-S"], distilled="any") == [["c/C-S", 81.2]]


def test_what_to_widen(page: Page) -> None:
    """Where nothing passes, each limit alone in the way tells the least step, else the nearest model tells all."""
    alone = select(page, ranges={"gmacs": [None, 0.5]})
    assert (alone["rows"], alone["widen"]) == ([], [["gmacs", 1, [None, 0.9]]])
    one_of_two = select(page, ranges={"gmacs": [None, 0.5], "top1": [79, None]})
    assert one_of_two["widen"] == [["gmacs", 1, [None, 4.6]]]
    both = select(page, ranges={"gmacs": [None, 0.5], "top1": [90, None]})
    assert (both["widen"], both["nearest"]) == ([], [f"{HOSTILE} 77", ["gmacs", "top1"]])


# --- numbers ---


def test_numbers_of_tables(page: Page) -> None:
    """Accuracies have at most two decimals, costs at most three digits; otherwise digits stay as printed."""
    assert run(page, "format", "(m, all) => all.map(m.accuracy)", ["84.357421875", "78.30", "81", "79.5"]) == [
        "84.36", "78.30", "81", "79.5"
    ]  # fmt: skip
    costs = ["5.577962", "0.0265", "1234", "14.0", "0.50", "100.5", "2.0034"]
    assert run(page, "format", "(m, all) => all.map(m.cost)", costs) == [
        "5.58", "0.0265", "1230", "14.0", "0.50", "101", "2.00"
    ]  # fmt: skip
    assert run(page, "format", "(m) => [0.004, -1.25, 2].map((x) => m.signed(x))") == ["0", "\u22121.25", "+2.00"]


def test_names_fold(page: Page) -> None:
    """Blanks, hyphens, accents and capitals do not count."""
    assert run(page, "format", "(m, all) => all.map(m.fold)", ["Swin-T", "swin t", "ViT-B/16", "Véro 名"]) == [
        "swint", "swint", "vitb16", "vero名"
    ]  # fmt: skip


def test_names_from_each_word(page: Page) -> None:
    """Words begin behind blanks and hyphens, at capitals and where numbers do; a number with a point is one word."""
    names = ["Swin-T", "EViT", "MobileViT-0.75", "mobilevit_s.cvnets", "arXiv 2202.07800", "Véro", " "]
    assert run(page, "format", "(m, all) => all.map(m.fromEachWord)", names) == [
        "|swint|t", "|evit|vit|t", "|mobilevit075|vit075|t075|075", "|mobilevitscvnets|scvnets|cvnets",
        "|arxiv220207800|xiv220207800|220207800", "|vero", "",
    ]  # fmt: skip


ROWS = ("EViT-S 0.5", "EViT-S 0.7", "DiffRate-ViT")
TEXTS = [
    ("evit", ["EViT-S 0.5", "EViT-S 0.7"]),
    ("EViT 0.7", ["EViT-S 0.7"]),
    ("evit-s 0.5, diff", ["EViT-S 0.5", "DiffRate-ViT"]),
    ("vit", ["EViT-S 0.5", "EViT-S 0.7", "DiffRate-ViT"]),
    ("iffrate", ["DiffRate-ViT"]),
    ("deit 0.7", []),
]


@pytest.mark.parametrize(("query", "found"), TEXTS, ids=[query for query, _ in TEXTS])
def test_text_begins_words(page: Page, query: str, found: list[str]) -> None:
    """A text begins words of names or settings; only where it begins none it may stand inside of one."""
    raw = {
        "papers": {"id": ["a", "b"], "name": ["A", "B"], "venue": ["arXiv", "arXiv"]},
        "models": {"name": ["EViT-S", "DiffRate-ViT"], "timm": ["", ""], "paper": [0, 1]},
        "results": {"model": [0, 0, 1], "setting": ["keep ratio 0.5", "keep ratio 0.7", ""]},
    }
    script = "(m, [raw, query]) => raw.results.model.map(new m.Names(raw, '').test(query))"
    fits = run(page, "names", script, [raw, query])
    assert [name for name, does_fit in zip(ROWS, fits, strict=True) if does_fit] == found


def test_further_names(page: Page) -> None:
    """The name index and its parts tell authors and identities of papers; an id like the name is left out there."""
    index = {
        "papers": {
            "id": ["", "x"], "name": ["Tiny ViT", "X"], "aliases": [["TV"], []], "openreview": ["", "aB3"],
        }
    }  # fmt: skip
    titles = {"words": ["tiny"], "papers": [[0]], "places": [[0]]}
    authors = {"authors": {"author": ["Ada", "Bo", "Bo"], "paper": [0, 0, 1], "place": [0, 1, 0]}, "titles": titles}
    identities = {"arxiv": ["2101.00001", ""], "doi": ["", "10.1/2"], "github": [["a/b", "c/"], []]}
    found = run(page, "names", "(m, given) => [...m.furtherNames(...given)]", [index, [identities, authors]])
    assert found == [
        ["tiny-vit", ["TV", "", "2101.00001", "", "a/b", "c/", "Ada", "Bo"]],
        ["x", ["aB3", "", "10.1/2", "Bo"]],
    ]


# --- exports ---

EXPORT = """async (m, [raw, on, what]) => {
    const base = BASE;
    const { Catalogue } = await import(`${base}data.js`);
    const { shownColumns } = await import(`${base}columns.js`);
    const { rowOf } = await import(`${base}filters.js`);
    const { firstState } = await import(`${base}state.js`);
    const catalogue = new Catalogue(raw);
    const rows = [3, 4, 0, 2].map((result) => rowOf(catalogue, result, ""));
    const context = { catalogue, device: "" };
    const cols = ["model", "top1", "params", "gmacs", "speed", "speedup", "weights"];
    const columns = shownColumns({ ...firstState(), cols });
    if (what === "csv") return m.toCsv(rows, context);
    return (what === "md" ? m.toMarkdown : m.toLatex)(rows, columns, context);
}"""


def exported(page: Page, what: str, notes: Sequence[str] = ()) -> str:
    """Gives four rows of the small file in a format."""
    base = page.evaluate("new URL('.', location.href).pathname") + MODULES
    given = file()
    given["results"]["note"] = list(notes) or given["results"]["note"]
    text: str = run(page, "export", EXPORT.replace("BASE", f'"{base}"'), [given, "", what])
    return text


def test_csv(page: Page) -> None:
    """CSV has every field of the rows shown, with digits as printed, and quotes what would break it."""
    assert exported(page, "csv") == (
        "paper,name,variant,year,top1,top1_low,top1_high,params_m,params_from,gmacs,gmacs_from,setup,resolution,evaluation,"
        "teacher,epochs,form,base,setting,speed,timm,weights_license,status,note\n"
        "c,Gamma,C-S,2020,79.8,79.8,79.9,22.05,reported,4.6,reported,"
        "imagenet-1k / no distillation / 224,224,supervised,"
        ",300,,,,,,Apache-2.0,,\n"
        "c,Gamma,C-S,2020,81.2,,,22.05,reported,4.6,reported,imagenet-1k / distilled / 224,224,supervised,"
        "regnet/RegNetY-16GF,1000,,,,,,Apache-2.0,,\n"
        "a,Alpha,A-S,2021,78.4,,,5.6,reported,2.03,counted,imagenet-1k / no distillation / 256,256,supervised,"
        ',300,,,,"7.3 ms (iPhone 12, float, tflite)",a_s.in1k,CC-BY-NC-4.0,,\n'
        'b,"<img src=x onerror=alert(1)> | ""A"", b","<img src=x onerror=alert(1)> | ""A"", b",'
        "2022,77.0,,,,,0.9,reported,"
        "imagenet-1k / no distillation / 224,224,supervised,,300,,,,4000 images/s (V100),,,,\n"
    )


def test_setups_are_called_as_in_the_data_files(page: Page) -> None:
    """The setup of a row of CSV is the one of results.csv, whatever its parts are."""
    parts = (
        ("imagenet-1k", "imagenet-v2"),
        ("imagenet-1k", "imagenet-21k (mim), imagenet-21k", "unknown"),
        ("no", "yes", "unknown"),
        ("224", "512 or more", "unknown"),
        ("supervised", "linear-probe", "knn", "zero-shot"),
    )
    setups = [Setup(*told) for told in product(*parts)]
    assert run(page, "export", "(m, setups) => setups.map(m.setupKey)", [list(setup) for setup in setups]) == [
        str(setup) for setup in setups
    ]


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("regnet/RegNetY-16GF", "RegNetY-16GF"),
        ("vit/ViT-B/16; DINOv2; t2t-vit/T2T-ViT-19", "ViT-B/16; DINOv2; T2T-ViT-19"),
        ("ViT-B/16 (torchvision)", "ViT-B/16 (torchvision)"),
        ("moving average of the student", "moving average of the student"),
    ],
)
def test_works_without_ids(page: Page, text: str, shown: str) -> None:
    """A teacher or a base is called by its name, on the site as in the texts that are made at build time."""
    assert run(page, "format", "(m, text) => m.workName(text)", text) == shown
    assert "; ".join(map(work_text, text.split("; "))) == shown


def test_csv_has_no_formula(page: Page) -> None:
    """A text that a spreadsheet would compute has an apostrophe in front, as in the data files; numbers have none."""
    notes = ["@A1", "", "-1.5", "=1+1", "'+x,y", "", ""]
    lines = exported(page, "csv", notes).splitlines()[1:]
    assert [line.rpartition(",,")[2] for line in lines] == ["'=1+1", "\"''+x,y\"", "'@A1", "-1.5"]


def test_markdown(page: Page) -> None:
    """Markdown has the columns shown that tell something; names cannot become markup, and marks are explained."""
    assert exported(page, "md") == (
        "| Model | Top-1 % | Params M | GMACs | Speed | Weights |\n"
        "| --- | --: | --: | --: | --: | --- |\n"
        "| C-S | 79.8≠ | 22.05 | 4.6 | \u2013 | Apache-2.0 |\n"
        "| C-S | 81.2 | 22.05 | 4.6 | \u2013 | Apache-2.0 |\n"
        "| A-S | 78.4 | 5.6 | 2.03\\* | 7.3 ms, iPhone 12 | CC-BY-NC-4.0 |\n"
        '| &lt;img src=x onerror=alert(1)&gt; \\| "A", b | 77.0 | \u2013 | 0.9 | 4000 images/s, V100 | \u2013 |\n'
        "\n\\* counted by lvkb on the model in timm\n"
        "\n≠ the authors' own sources disagree\n"
    )


def test_latex(page: Page) -> None:
    """LaTeX is a table of booktabs that cites each paper and tells in footnotes whose protocol is another one."""
    assert exported(page, "tex") == (
        "% \\usepackage{booktabs}\n"
        "\\begin{table}\n"
        "  \\centering\n"
        "  \\begin{tabular}{lrrrrl}\n"
        "    \\toprule\n"
        "    Model & Top-1 \\% & Params M & GMACs & Speed & Weights \\\\\n"
        "    \\midrule\n"
        "    C-S~\\cite{c} & 79.8$\\neq$ & 22.05 & 4.6 & -- & Apache-2.0 \\\\\n"
        "    C-S~\\cite{c}\\textsuperscript{a} & 81.2 & 22.05 & 4.6 & -- & Apache-2.0 \\\\\n"
        "    A-S~\\cite{a}\\textsuperscript{b} & 78.4 & 5.6 & 2.03$^{*}$ & 7.3 ms, iPhone 12 & CC-BY-NC-4.0 \\\\\n"
        '    \\textless{}img src=x onerror=alert(1)\\textgreater{} \\textbar{} "A", b~\\cite{b}'
        " & 77.0 & -- & 0.9 & 4000 images/s, V100 & -- \\\\\n"
        "    \\bottomrule\n"
        "  \\end{tabular}\n"
        "  \\par\\smallskip\\footnotesize ImageNet-1K; unless noted: "
        "no pre-training, no distillation, 224 px, supervised, 300 epochs. "
        "$^{*}$ counted by lvkb on the model in timm. $\\neq$ the authors' own sources disagree.\n"
        "  \\textsuperscript{a}~distilled (teacher RegNetY-16GF), 1000 epochs.\n"
        "  \\textsuperscript{b}~256 px.\n"
        "\\end{table}\n"
    )


def test_bibtex(page: Page) -> None:
    """BibTeX holds the entries of the rows' papers as the file has them, in its order."""
    bib = "@misc{a,\n  title = {{A @ B}},\n}\n\n@article{ab,\n  title = {x},\n}\n\n@misc{c,\n  year = {1},\n}\n"
    assert run(page, "export", "(m, bib) => m.bibtexOf(bib, ['c', 'a'])", bib) == (
        "@misc{a,\n  title = {{A @ B}},\n}\n\n@misc{c,\n  year = {1},\n}\n"
    )


# --- drawing ---


def test_ends_of_a_track(page: Page) -> None:
    """A slider's track leaves out a share of the values to each side, since a few giants would squeeze all others."""
    values = [3000, *range(1, 100)]
    function = "(m, [values, share]) => m.trackEnds(values, share)"
    assert run(page, "scale", function, [values, 0.01]) == [2, 99]
    assert run(page, "scale", function, [values, 0]) == [1, 3000]
    assert run(page, "scale", function, [[7], 0.01]) == [7, 7]


def test_labels_do_not_overlap(page: Page) -> None:
    """Labels of a crowd lie inside the picture and off each other; where there is no room a point goes without."""
    lottery = random.Random(3)  # noqa: S311 - made-up data, the same in every run
    points = [
        {"x": lottery.randrange(20, 380), "y": lottery.randrange(20, 180), "text": "Some-Model-S"} for _ in range(40)
    ]
    script = "(m, points) => m.placeLabels(points, [], { x: 0, y: 0, width: 400, height: 200 }, () => 70, 13)"
    places = [place for place in run(page, "scale", script, points) if place]
    assert 5 < len(places) < 40
    before = {"start": 0, "middle": 35, "end": 70}
    boxes = [(place["x"] - before[place["anchor"]], place["y"] - 10.4) for place in places]
    assert all(0 <= x <= 330 and 0 <= y <= 187 for x, y in boxes)
    assert not [1 for nr, (x, y) in enumerate(boxes) for a, b in boxes[:nr] if abs(x - a) < 70 and abs(y - b) < 13]


def test_labels_keep_off_points_without_one(page: Page) -> None:
    """Labels go round points that have none; as many are placed as are asked for, in the order of their claim."""
    script = """(m, [points, others, most]) =>
        m.placeLabels(points, others, { x: 0, y: 0, width: 400, height: 200 }, () => 40, 10, most)"""
    points = [{"x": 200, "y": 100, "text": "A"}, {"x": 300, "y": 100, "text": "B"}, {"x": 100, "y": 100, "text": "C"}]
    free = {"x": 196, "y": 94, "anchor": "end"}
    assert run(page, "scale", script, [points, [], 2]) == [free, free | {"x": 296}, None]
    moved = run(page, "scale", script, [points[:1], [{"x": 180, "y": 90}, {"x": 180, "y": 100}], 9])
    assert moved == [{"x": 205, "y": 94, "anchor": "start"}]


def test_scales(page: Page) -> None:
    """A place on a scale is the value again, and ticks are round numbers inside it."""
    script = """(m) => {
        const scale = m.logScale(0.05, 6, 10, 210);
        return [scale.place(0.05), scale.place(6), scale.value(scale.place(0.7)), scale.ticks];
    }"""
    low, high, value, ticks = run(page, "scale", script)
    assert (low, high, round(value, 6), ticks) == (10, 210, 0.7, [0.05, 0.1, 0.2, 0.5, 1, 2, 5])
    assert run(page, "scale", "(m) => m.linearScale(64.2, 85.1, 0, 1).ticks") == [65, 70, 75, 80, 85]
    assert run(page, "scale", "(m) => m.histogram([1, 1, 2, 9, 10], (v) => (v - 1) / 9, 3)") == [3, 0, 2]
