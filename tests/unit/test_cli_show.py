"""`lvkb show`: a paper or a model as text, Markdown and JSON, and drawn for a terminal."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from lvkb.catalog import load
from lvkb.cli import app
from lvkb.cli.show import drawn_table
from lvkb.render.sheet_report import sheet_text
from lvkb.results import Results
from lvkb.views.model_lookup import Found, ModelNames
from lvkb.views.paper_sheet import Sheet, paper_sheet
from tests.invented import PLAIN, paper, reading, results, variant

NONE = "\N{EN DASH}"
RULE = "\N{BOX DRAWINGS LIGHT HORIZONTAL}"
TOY = Path(__file__).parent.parent / "toy"


def run(name: str, *arguments: str) -> Result:
    """Runs `lvkb show` on the toy catalogue."""
    return CliRunner().invoke(app, ["show", name, *arguments, "--root", str(TOY)])


def toy_sheet(name: str) -> Sheet:
    """Gives what is known of a paper of the toy catalogue."""
    catalog = load(TOY)
    return paper_sheet(Results(catalog), ModelNames(catalog).look_up(name))


SHOWN = Path(__file__).parent.parent / "shown"
"""What is shown, as whole files."""

TEXT = (SHOWN / "toy-plain.txt").read_text(encoding="utf-8")


def test_paper() -> None:
    """A paper tells who, what and where, each result with the place it was read in, and the Python."""
    result = run("TP-Net")
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout == TEXT


def test_hostile_record_in_markdown() -> None:
    """What a record says is no markup."""
    result = run("toy-hostile", "--format", "markdown")
    assert (result.exit_code, result.stdout) == (0, (SHOWN / "toy-hostile.md").read_text(encoding="utf-8"))


@pytest.mark.parametrize(
    "name", ["toy-plain", "2203.00001", "https://openreview.net/forum?id=toyForum01", "https://github.com/toy/plain"]
)
def test_names(name: str) -> None:
    """A paper is found by id, register, address and repository."""
    assert run(name).stdout == TEXT


def test_model_as_json() -> None:
    """A model has its own results alone; numbers are texts with the digits of their sources."""
    found = json.loads(run("ToyPlain-B", "--format", "json").stdout)
    rows = [(item["top1"], item["setup"], item["comparable"], item["status"]) for item in found["results"]]
    assert (found["paper"], found["model"], found["snippet"]) == ("toy-plain", "ToyPlain-B", None)
    assert rows == [
        ("82.0", "imagenet-1k / no distillation / 224", False, ["disputed"]),
        ("84.5", "imagenet-21k / no distillation / 384", True, []),
        ("81", "pre-training unknown / distillation unknown / 224", False, ["plot"]),
    ]
    url = "https://arxiv.org/abs/2203.00001v2"
    assert found["results"][0]["read"] == {"source": "paper", "at": "Table 2, row 2", "url": url}


def test_paper_without_results() -> None:
    """A paper without results says why."""
    assert run("ToyNone").stdout.splitlines()[-1] == "  no results  Language only."


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("toy-plane", 'there is no paper or model "toy-plane". Did you mean "ToyPlain", "ToyPlain-S", "ToyPlain-B"?'),
        ("\x1b[31m", 'there is no paper or model "\\x1b[31m".'),
        ("", 'there is no paper or model "".'),
    ],
    ids=["misspelt", "control", "empty"],
)
def test_unknown(name: str, message: str) -> None:
    """A name that nothing has is refused with what may have been meant."""
    result = run(name)
    assert (result.exit_code, result.stdout, result.stderr) == (2, "", f"lvkb: {message}\n")


def test_drawn_for_a_terminal() -> None:
    """On a terminal each result has its numbers in one line and its evidence below, markup in names shown as it is."""
    lines = drawn_table(toy_sheet("toy-hostile"), 100)
    assert lines == [
        " Model    Top-1 %  Params M  GMACs  Setup",
        f" {98 * RULE}",
        f" T|H `S`     70.1         3      {NONE}  pre-training unknown / distillation unknown / 224",
        "    read in paper, Table | 1, row *2*",
    ]


def test_drawn_for_a_usual_terminal() -> None:
    """In 80 columns words stay whole: a setup and a place go on in the next line."""
    assert drawn_table(toy_sheet("toy-plain"), 80) == (SHOWN / "toy-plain-80.txt").read_text("utf-8").splitlines()


def test_a_narrow_terminal_gets_plain_lines() -> None:
    """Where a setup has no room for its longest word, nothing is drawn: the plain lines lose nothing."""
    widths = {width: drawn_table(toy_sheet("toy-plain"), width) is None for width in (40, 51, 52)}
    assert widths == {40: True, 51: True, 52: False}


def test_control_characters_are_spelt_out() -> None:
    """A name cannot command the terminal."""
    one = paper("a", variant("A\x1b[31m", reading(top1=80, **PLAIN)), name="A\x1b]0;x\x07")
    sheet = paper_sheet(results(one), Found(one))
    for text in (sheet_text(sheet), "\n".join(drawn_table(sheet, 200) or ())):
        assert text.replace("\n", "").isprintable()
        assert "A\\x1b[31m" in text
