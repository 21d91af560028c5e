"""The tools of the server: whole answers, what they share with the commands, and what is refused."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from lvkb.catalog import load
from lvkb.cli import app
from tests.asked_server import answered, called, refused
from tests.conftest import MakeRoot
from tests.counted import MODEL, PEBBLE_SNIPPET, counts_file, model_count
from tests.samples import record

PLAIN = "resolution: 224, pretrain: none, distilled: none, epochs: 300"
TOY = Path(__file__).parent.parent / "toy"


def row(top1: str, more: str = "", protocol: str = PLAIN, at: str = "Table 1") -> str:
    """Gives a reading."""
    return f'{{source: paper, at: "{at}", top1: {top1}, {protocol}{", " if more else ""}{more}}}'


def cost(params: str, gmacs: str, unit: str = "macs") -> str:
    """Gives what a reading tells of cost."""
    return f"params_m: {params}, compute_g: {gmacs}, compute_unit: {unit}"


@pytest.fixture
def root(make_root: MakeRoot) -> Path:
    """Three papers: models that tie, one of them in timm, a larger one, and one that is distilled."""
    timed = f"{cost('5.5', '0.80', 'flops')}, latency: {{ms: 1.5, device: Galaxy S24}}, weights_license: CC-BY-NC-4.0"
    taught = row("80.5", cost("5.6", "0.9"), "resolution: 224, pretrain: none, distilled: soft, epochs: 1000")
    papers = {
        "papers/flint.yml": record(
            "flint",
            variants=f"[{{name: Flint-S, readings: [{row('78.30', cost('5.6', '0.9'))}]}}, "
            f"{{name: Flint-L, readings: [{row('81.0', cost('12', '2'))}]}}]",
        ),
        "papers/scree.yml": record(
            "scree", variants=f"[{{name: Scree-S, timm: {MODEL}, readings: [{row('78.1', timed, at='Table 7')}]}}]"
        ),
        "papers/gravel.yml": record(
            "gravel",
            variants=f"[{{name: Gravel-S, readings: [{taught}]}}, "
            '{name: Bare, readings: [{source: paper, at: "Table 1", resolution: 224, params_m: 3}]}]',
        ),
    }
    return make_root(papers | counts_file(model_count(sizes=((224, 1_102_000_000),))))


PROTOCOL = "no pre-training, no distillation, 224 px, supervised, 300 epochs"
SETUP = {"setup": "imagenet-1k / no distillation / 224", "protocol": PROTOCOL}


def number(value: str, unit: str, at: str = "Table 1", **more: str) -> dict[str, str]:
    """Gives a number as the tools cite it."""
    return {"value": value, "unit": unit, "by": "reported", "source": "paper", "at": at} | more


def test_show(root: Path) -> None:
    """Every number of a model has its digits, unit, document and place; what nobody tells is left out."""
    found = answered(root, "show", name="Scree-S")
    (shown,) = found["results"]
    page, sources = shown.pop("page"), shown.pop("sources")
    assert shown == {
        "model": "scree/Scree-S",
        "paper": "Nscree",
        "year": 2021,
        "top1": number("78.1", "% top-1", "Table 7"),
        "params": number("5.5", "M parameters", "Table 7"),
        "gmacs": number("0.80", "GMACs", "Table 7", printed="0.80 G FLOPs"),
        **SETUP,
        "comparable": True,
        "speeds": [{"value": "1.5", "unit": "ms", "device": "Galaxy S24", "source": "paper", "at": "Table 7"}],
        "timm": MODEL,
        "weights_license": "CC-BY-NC-4.0",
        "commercial_use": "no",
    }
    assert list(sources) == ["paper"]
    assert sources["paper"]["url"].startswith("https://arxiv.org/abs/")
    assert page.startswith("https://arxiv.org/abs/")
    assert (found["model"], found["total"], found["python"]) == ("scree/Scree-S", 1, PEBBLE_SNIPPET)


def test_counted_number(make_root: MakeRoot) -> None:
    """A count says that it is one, with three digits and no document of the authors."""
    variants = f"[{{name: Scree-S, timm: {MODEL}, readings: [{row('78.1')}]}}]"
    root = make_root({"papers/scree.yml": record("scree", variants=variants)} | counts_file(model_count()))
    (shown,) = answered(root, "show", name="scree")["results"]
    counted = {"value": "1.10", "unit": "GMACs", "by": "counted", "source": "count by lvkb"}
    assert shown["gmacs"] == counted
    assert shown["sources"]["count by lvkb"] == {"document": "counted by lvkb on the model in timm"}


def test_page_on_the_site(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the site has an address, a result has one on it."""
    monkeypatch.setenv("LVKB_SITE_URL", "https://flint.example")
    (shown,) = answered(root, "show", name="Flint-L")["results"]
    assert shown["page"] == "https://flint.example/papers/flint/#result-1"


def test_pick(root: Path) -> None:
    """The answer names the best, the cheapest of its tie and the next step; the step's row is not among the ranked."""
    found = answered(root, "pick", params=6)
    told = [(card["title"], card["model"], "row" in card) for card in found["cards"]]
    assert told == [
        ("Most accurate within the limits", "flint/Flint-S", False),
        ("Cheapest within the tie", "scree/Scree-S", False),
        ("The next step up", "flint/Flint-L", True),
    ]
    assert found["cards"][2]["about"] == (
        "The cheapest that is better by more than noise: +2.70 points, +1.1 GMACs, +6.4 M parameters."
    )
    assert [(item["band"], item["row"]["model"]) for item in found["rows"]] == [
        (1, "flint/Flint-S"),
        (1, "scree/Scree-S"),
    ]
    assert found["asked_for"] == "no pre-training, no distillation, 224 px, supervised; at most 6 M parameters"
    assert (found["python_for"], found["python"]) == ("scree/Scree-S", PEBBLE_SNIPPET)


@pytest.mark.parametrize(
    ("asked", "options"),
    [
        ({"params": 6}, ["--params", "6"]),
        ({"params": "5.55-20", "top1": 80.5}, ["--params", "5.55-20", "--top1", "80.5"]),
        ({"distilled": "any", "gmacs": 1.0}, ["--distilled", "any", "--gmacs", "1.0"]),
        ({"timm": True, "device": "galaxy s24", "ms": 2}, ["--timm", "--device", "galaxy s24", "--ms", "2"]),
        ({"commercial": True, "unknown": True}, ["--commercial", "--unknown"]),
        ({"resolution": 384}, ["--resolution", "384"]),
    ],
)
def test_pick_is_the_command(root: Path, asked: dict[str, Any], options: list[str]) -> None:
    """Tool and command answer a question with the same models in the same bands."""
    found = answered(root, "pick", **asked)
    result = CliRunner().invoke(app, ["pick", *options, "--format", "json", "--root", str(root)])
    bands = json.loads(result.stdout)["bands"]
    expected = [(nr, item["model"], item["top1"]) for nr, band in enumerate(bands, 1) for item in band]
    shown = [(item["band"], item["row"]["model"], item["row"]["top1"]["value"]) for item in found.get("rows", ())]
    assert shown == expected


def test_nothing_to_pick(root: Path) -> None:
    """Where nothing is left, arguments of the tool say what to widen."""
    assert answered(root, "pick", params=5.4) == {
        "asked_for": "no pre-training, no distillation, 224 px, supervised; at most 5.4 M parameters",
        "found": "0 models.",
        "models": 0,
        "nothing": "No model keeps these limits.",
        "widen": [{"change": "`params` 5.5", "lets_in": "1 model, first Scree-S, 78.1 % top-1"}],
    }


@pytest.mark.parametrize("limit", [1, 2, 50])
def test_pages_of_rows(root: Path, limit: int) -> None:
    """Rows that are asked for page by page are all rows, each once, in order."""
    whole = [item["row"]["model"] for item in answered(root, "pick", distilled="any")["rows"]]
    shown: list[str] = []
    offset: int | None = 0
    while offset is not None:
        found = answered(root, "pick", distilled="any", limit=limit, offset=offset)
        assert len(found["rows"]) <= limit
        shown += [item["row"]["model"] for item in found["rows"]]
        offset = found.get("next_offset")
    assert shown == whole
    assert len(whole) == 4


def test_compare_in_one_setup(root: Path) -> None:
    """Models of one setup may be compared: what ties is told, and what dominates."""
    found = answered(root, "compare", models=["Flint-S", "pebblevit_s.flint_in1k"])
    assert found["same_setup"] is True
    assert found["verdict"] == (
        "All are of one setup (imagenet-1k / no distillation / 224): their accuracies may be compared."
    )
    assert found["differences"] == []
    assert found["pairs"] == [
        {
            "more_accurate": "flint/Flint-S",
            "other": "scree/Scree-S",
            "difference": "\N{MINUS SIGN}0.20 points, \N{MINUS SIGN}0.10 GMACs, \N{MINUS SIGN}0.1 M parameters",
            "tie": True,
            "about": "They tie: the difference is within 0.512 points, the noise of the test images.",
        }
    ]


def test_compare_across_setups(root: Path) -> None:
    """Models without a common setup are shown with what differs, and no lead is told."""
    found = answered(root, "compare", models=["Flint-S", "gravel/Gravel-S"])
    assert found["same_setup"] is False
    assert found["verdict"] == (
        "They have no setup in common, since they differ in distillation: "
        "a lead in accuracy may not be of the model alone."
    )
    assert found["differences"] == [
        {"part": "distillation", "values": {"flint/Flint-S": "no distillation", "gravel/Gravel-S": "distilled"}},
        {"part": "epochs", "values": {"flint/Flint-S": "300 epochs", "gravel/Gravel-S": "1000 epochs"}},
    ]
    (pair,) = found["pairs"]
    assert "tie" not in pair
    assert pair["about"] == "Of different setups: no tie or lead can be told."


def test_search(root: Path) -> None:
    """A name goes before what only begins so; each result is a name that the other tools take."""
    found = answered(root, "search", query="flint-s")
    assert (found["results"][0]["name"], found["results"][0]["fits"]) == ("flint/Flint-S", "name")
    assert answered(root, "show", name=found["results"][0]["name"])["model"] == "flint/Flint-S"


def test_search_for_a_device(root: Path) -> None:
    """Devices are found by a part of their name."""
    assert answered(root, "search", query="galaxy") == {"total": 0, "results": [], "devices": ["Galaxy S24"]}


def test_table_is_the_command(root: Path) -> None:
    """The table and its BibTeX are those of the command; clients without structure read both as they are written."""
    (result,) = called(root, ("table", {"where": {"params": 6, "timm": True}, "columns": ["top1", "px"]}))
    bib = root / "rows.bib"
    options = ["--where", "params=6", "--where", "timm=yes", "--columns", "top1,px", "--bib", str(bib)]
    written = CliRunner().invoke(app, ["table", *options, "--root", str(root)])
    assert result.structured_content == {
        "format": "latex",
        "rows": 1,
        "protocol": PROTOCOL,
        "other_protocols": {},
        "table": written.stdout,
        "bibtex": bib.read_text(encoding="utf-8"),
    }
    texts = [block.text for block in result.content if block.type == "text"]
    assert texts == [
        written.stdout,
        bib.read_text(encoding="utf-8"),
        f'{{"format":"latex","rows":1,"protocol":"{PROTOCOL}","other_protocols":{{}}}}',
    ]


def test_table_tells_what_it_leaves_out(root: Path) -> None:
    """A model without an accuracy has no row, and rows beyond the limit are counted."""
    found = answered(root, "table", models=["gravel", "flint"], format="markdown", limit=1, bibtex=False)
    assert found["left_out"] == ["gravel/Bare: no source tells an accuracy of it that may be compared"]
    assert (found["rows"], found["not_shown"]) == (1, 2)


def test_table_tells_other_protocols(root: Path) -> None:
    """Where rows differ in protocol it is told beside the table, whatever its form."""
    found = answered(root, "table", models=["flint", "gravel/Gravel-S"], format="csv")
    assert found["protocol"] == PROTOCOL
    assert found["other_protocols"] == {"gravel/Gravel-S": "distilled, 1000 epochs"}


def test_text_twin(root: Path) -> None:
    """Clients that read no structure get the same data as text."""
    (result,) = called(root, ("pick", {"params": 6}))
    (block,) = result.content
    assert block.type == "text"
    assert json.loads(block.text) == result.structured_content


@pytest.mark.parametrize(
    ("tool", "arguments", "message"),
    [
        ("pick", {"parms": 6}, 'there is no argument "parms". Did you mean "params"?'),
        ("pick", {"params": "six"}, '`params` "six" is no range: write 6, 2-6, 2- or -6.'),
        ("pick", {"PARAMS": 6}, 'there is no argument "PARAMS". Did you mean "params"?'),
        ("pick", {"params": True}, "params: must be a number or text. Parameters in millions, at most; or a"),
        ("pick", {"params": -5}, '`params` -5 is below zero. Ranges are texts: "-6" is at most 6, "2-6" from 2 to 6.'),
        ("table", {"where": {"gmacs": -0.5}}, "`gmacs` -0.5 is below zero."),
        ("table", {"where": {"params": [6]}}, "where: must be true or false or a number or text."),
        ("pick", {"topic": "norm"}, '`topic` "norm" is not known. '),
        ("pick", {"ms": 3}, "a limit on speed needs `device`, since speeds compare on one device alone."),
        (
            "pick",
            {"device": "galaxy s42"},
            'nobody tells a speed on the device "galaxy s42". Did you mean "Galaxy S24"?',
        ),
        ("pick", {"resolution": "225"}, '`resolution` "225" is not known. Did you mean "256", "224"?'),
        ("pick", {"limit": 51}, "limit: input should be less than or equal to 50. Most rows of the answer."),
        ("show", {"name": "Flynt-S"}, 'there is no paper or model "Flynt-S". Did you mean "Flint-S"'),
        ("show", {}, "name: field required."),
        ("compare", {"models": "Flint-S, Scree-S"}, "models: must be a list. Two to eight models: names, "),
        ("compare", {"models": ["Flint-S"]}, "models: list should have at least 2 items"),
        ("compare", {"models": ["flint", "Scree-S"]}, "flint has several models: name one of flint/Flint-S, flint/Fl"),
        (
            "compare",
            {"models": ["Flint-S", "flint-s"]},
            "name different models: these are flint/Flint-S, flint/Flint-S.",
        ),
        ("compare", {"models": ["gravel/Bare", "Flint-S"]}, "gravel/Bare: no source tells an accuracy of it that may"),
        ("table", {}, "give either models or where."),
        ("table", {"models": ["flint"], "columns": ["tpo1"]}, 'there is no column "tpo1". Did you mean "top1"?'),
        ("table", {"where": {"parms": 6}}, '`where` "parms" is not known. Did you mean "params"?'),
        ("table", {"where": {"params": 0.1}}, "no model keeps these limits; `pick` tells what to widen."),
        ("table", {"models": ["gravel/Bare"]}, "nothing is left to write: no source tells an accuracy"),
        ("search", {"query": ""}, "query: string should have at least 1 character."),
        ("search", {"query": "x" * 301}, "query: string should have at most 300 characters."),
    ],
)
def test_refused(root: Path, tool: str, arguments: dict[str, Any], message: str) -> None:
    """What is wrong with a call is said in words, with what was probably meant."""
    assert refused(root, tool, **arguments).startswith(message)


def test_hostile_record() -> None:
    """What a record says reaches the client as it is, as data."""
    found = answered(TOY, "show", name="toy-hostile")
    record_ = load(TOY).papers["toy-hostile"]
    assert (found["paper"]["title"], found["paper"]["authors"]) == (record_.title, list(record_.authors))
    assert found["results"][0]["top1"]["at"] == record_.variants[0].readings[0].at
