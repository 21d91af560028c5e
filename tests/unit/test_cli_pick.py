"""`lvkb pick`: whole answers as text, Markdown and JSON, empty ones, and what is refused."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from lvkb.cli import app
from tests.conftest import MakeRoot
from tests.counted import MODEL, PEBBLE_SNIPPET, counts_file, model_count
from tests.samples import record

TOY = Path(__file__).parent.parent / "toy"
PLAIN = "resolution: 224, pretrain: none, distilled: none"


def row(top1: str, more: str = "", protocol: str = PLAIN) -> str:
    """Gives a reading in the first setup."""
    return f'{{source: paper, at: "Table 1", top1: {top1}, {protocol}{", " if more else ""}{more}}}'


def cost(params: str, gmacs: str) -> str:
    """Gives what a reading tells of cost."""
    return f"params_m: {params}, compute_g: {gmacs}, compute_unit: macs"


@pytest.fixture
def root(make_root: MakeRoot) -> Path:
    """Three papers: two models that tie, one of them in timm, one of unknown cost, one dominated, and one larger."""
    timed = f"{cost('5.5', '0.8')}, latency: {{ms: 1.5, device: Samsung Galaxy S24}}, weights_license: CC-BY-NC-4.0"
    vague = row("77.0", "params_m: 3")
    papers = {
        "papers/flint.yml": record(
            "flint",
            variants=f"[{{name: Flint-S, readings: [{row('78.3', cost('5.6', '0.9'))}]}}, "
            f"{{name: Flint-L, readings: [{row('81.0', cost('12', '2'))}]}}]",
        ),
        "papers/scree.yml": record(
            "scree",
            variants=f"[{{name: Scree-S, timm: {MODEL}, readings: [{row('78.1', timed)}]}}, "
            f"{{name: Scree-T, readings: [{row('72.5', cost('5.9', '0.95'))}]}}]",
        ),
        "papers/gravel.yml": record("gravel", variants=f"[{{name: Gravel-S, readings: [{vague}]}}]"),
    }
    return make_root(papers | counts_file(model_count()))


def run(root: Path, *arguments: str) -> Result:
    """Runs `lvkb pick` with the knowledge base as its root."""
    return CliRunner().invoke(app, ["pick", *arguments, "--root", str(root)])


DASH = "\N{EN DASH}"

ANSWER = (
    f"""\
Asked for: no pre-training, no distillation, 224 px, supervised; at most 6 M parameters; at most 1 GMACs.
3 models. 1 more would pass but for a value that nobody tells: --unknown shows them.

Most accurate within the limits
  Flint-S (Nflint, 2021): 78.3 % top-1, 5.6 M parameters, 0.9 GMACs
  1 model ties with it. It dominates 1 of the other 2: that one is neither more accurate, nor smaller, nor cheaper.

Cheapest within the tie
  Scree-S (Nscree, 2021): 78.1 % top-1, 5.5 M parameters, 0.8 GMACs
  Against Flint-S: \N{MINUS SIGN}0.20 points, \N{MINUS SIGN}0.1 GMACs, \N{MINUS SIGN}0.1 M parameters. \
It dominates 1 of the others.

The next step up
  Flint-L (Nflint, 2021): 81.0 % top-1, 12 M parameters, 2 GMACs
  The cheapest that is better by more than noise: +2.70 points, +1.1 GMACs, +6.4 M parameters.

  Model    Paper   Year  Top-1 %  Params M  GMACs  timm                    Weights
Best: 78.3 to 78.1 %, 2 models; differences up to 0.51 points are within the noise of 50,000 test images
  Flint-S  Nflint  2021     78.3       5.6    0.9  {DASH}                       {DASH}
  Scree-S  Nscree  2021     78.1       5.5    0.8  pebblevit_s.flint_in1k  CC-BY-NC-4.0
Band 2: 72.5 %, 1 model
  Scree-T  Nscree  2021     72.5       5.9   0.95  {DASH}                       {DASH}

Python for Scree-S (Nscree, 2021):

"""
    + PEBBLE_SNIPPET
)


def test_answer(root: Path) -> None:
    """The best, the cheapest that ties, the next step, the bands, and the Python of the first that timm has."""
    result = run(root, "--params", "6", "--gmacs", "1")
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout == ANSWER


MARKDOWN = (
    """\
Asked for: no pre-training, no distillation, 224 px, supervised; at most 6 M parameters; at most 2 ms; \
speed on Galaxy S24.

1 model. 3 more would pass but for a value that nobody tells: --unknown shows them.

- **Most accurate within the limits, and the cheapest of its tie**: Scree-S (Nscree, 2021), 78.1 % top-1, \
5.5 M parameters, 0.8 GMACs, 1.5 ms. Nothing ties with it.
- **The next step up**: Flint-L (Nflint, 2021), 81.0 % top-1, 12 M parameters, 2 GMACs. \
The cheapest that is better by more than noise: +2.90 points, +1.2 GMACs, +6.5 M parameters.

Best: 78.1 %, 1 model

| Model | Paper | Year | Top-1 % | Params M | GMACs | On Galaxy S24 | timm | Weights |
|---|---|---:|---:|---:|---:|---|---|---|
| Scree-S | Nscree | 2021 | 78.1 | 5.5 | 0.8 | 1.5 ms | pebblevit_s.flint_in1k | CC-BY-NC-4.0 |

Python for Scree-S (Nscree, 2021):

```python
"""
    + PEBBLE_SNIPPET
    + "```\n"
)


def test_speed_on_a_device_in_markdown(root: Path) -> None:
    """A device is found without its maker and without capitals; its speed is a limit and a column."""
    arguments = ("--params", "6", "--device", "galaxy s24", "--ms", "2", "--format", "markdown")
    result = run(root, *arguments)
    assert (result.exit_code, result.stdout) == (0, MARKDOWN)


def test_json(root: Path) -> None:
    """Programs get every row with the digits of its source, and the steps as numbers."""
    result = run(root, "--params", "6", "--gmacs", "1", "--format", "json", "--rows", "1")
    found: dict[str, Any] = json.loads(result.stdout)
    best = {
        "model": "flint/Flint-S",
        "paper": "flint",
        "variant": "Flint-S",
        "year": 2021,
        "top1": "78.3",
        "params_m": "5.6",
        "params_from": "reported",
        "gmacs": "0.9",
        "gmacs_from": "reported",
        "setup": "imagenet-1k / no distillation / 224",
        "ms": None,
        "images_per_s": None,
        "timm": None,
        "weights_license": None,
        "weights_of_another_setup": False,
    }
    assert found.pop("best") == best | {"dominates": 1, "snippet": None}
    assert found.pop("cheapest")["snippet"] == PEBBLE_SNIPPET
    step = found.pop("step")
    assert (step["model"], step["more"]) == ("flint/Flint-L", {"top1": "2.7", "params_m": "6.4", "gmacs": "1.1"})
    bands = found.pop("bands")
    assert bands[0][0] == best
    assert [[item["variant"] for item in band] for band in bands] == [["Flint-S", "Scree-S"], ["Scree-T"]]
    question = found.pop("question")
    assert question == {
        "pretrain": "none",
        "distilled": "no",
        "resolution": "224",
        "evaluation": "supervised",
        "limits": {"gmacs": "1", "params": "6"},
        "device": None,
        "topic": None,
        "timm": False,
        "commercial": False,
        "adjacent": False,
        "unknown": False,
    }
    assert (found["models"], found["hidden"], found["widen"]) == (3, 1, [])


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        (("--unknown", "--gmacs", "1"), ["Flint-S", "Scree-S", "Gravel-S", "Scree-T"]),
        (("--timm",), ["Scree-S"]),
        (("--top1", "78.2"), ["Flint-L", "Flint-S"]),
        (("--top1", "78-79"), ["Flint-S", "Scree-S"]),
        (("--device", "Galaxy S24", "--ms", "1.5"), ["Scree-S"]),
        (("--topic", "components/position-encoding", "--params", "-5.7"), ["Flint-S", "Scree-S", "Gravel-S"]),
        (("--resolution", "any", "--pretrain", "any", "--year", "2021", "--gmacs", ".94-"), ["Flint-L", "Scree-T"]),
    ],
)
def test_limits(root: Path, arguments: tuple[str, ...], expected: list[str]) -> None:
    """Each option keeps the models that it says."""
    found = json.loads(run(root, *arguments, "--format", "json").stdout)
    assert [item["variant"] for band in found["bands"] for item in band] == expected


def test_nothing_is_dominated(root: Path) -> None:
    """Where the best dominates nothing that is said; a cost that nobody tells is unknown."""
    lines = run(root, "--params", "5.5", "--unknown").stdout.splitlines()
    assert lines[4:6] == [
        "  Scree-S (Nscree, 2021): 78.1 % top-1, 5.5 M parameters, 0.8 GMACs",
        "  Nothing ties with it. It dominates none of the other 1.",
    ]
    lines = run(root, "--params", "3").stdout.splitlines()
    assert lines[4] == "  Gravel-S (Ngravel, 2021): 77.0 % top-1, 3 M parameters, unknown GMACs"


@pytest.mark.parametrize(
    ("arguments", "steps"),
    [
        (
            ("--params", "5", "--gmacs", "1"),
            """\
  --params 5.5: 1 model, first Scree-S, 78.1 % top-1
  --unknown: 1 model, first Gravel-S, 77.0 % top-1
""",
        ),
        (
            ("--params", "2", "--gmacs", "0.5"),
            "  --gmacs 0.8 --params 5.5: 1 model, first Scree-S, 78.1 % top-1\n",
        ),
        (
            ("--timm", "--commercial"),
            "  without --commercial: 1 model, first Scree-S, 78.1 % top-1\n",
        ),
        (("--top1", "85"), "  --top1 81.0: 1 model, first Flint-L, 81.0 % top-1\n"),
        (("--year", "2031"), "  --year 2021: 5 models, first Flint-L, 81.0 % top-1\n"),
        (("--resolution", "384"), "  --resolution any: 5 models, first Flint-L, 81.0 % top-1\n"),
    ],
    ids=["one", "together", "weights", "accuracy", "year", "setup"],
)
def test_empty_answer(root: Path, arguments: tuple[str, ...], steps: str) -> None:
    """An answer without models says which single step lets some in, how many, and which comes first."""
    result = run(root, *arguments)
    assert result.exit_code == 1
    assert result.stdout.partition("\n")[2] == f"No model keeps these limits. What lets models in:\n{steps}"


def test_nothing_helps(make_root: MakeRoot) -> None:
    """Where no model is in reach at all, that is said."""
    root = make_root({"papers/flint.yml": record("flint", variants="[]", no_results="None.")})
    result = run(root, "--params", "2", "--format", "markdown")
    assert result.exit_code == 1
    assert result.stdout == (
        "Asked for: no pre-training, no distillation, 224 px, supervised; at most 2 M parameters.\n\n"
        "No model keeps these limits. No single step is known that lets a model in.\n"
    )


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("--params", "six"), '--params "six" is no range: write 6, 2-6, 2- or -6.'),
        (("--params", "6-2"), "--params 6-2: the first number must not be above the second."),
        (("--gmacs", "-"), '--gmacs "-" is no range: write 6, 2-6, 2- or -6.'),
        (("--gmacs", "1\x1b[31m"), '--gmacs "1\\x1b[31m" is no range: write 6, 2-6, 2- or -6.'),
        (("--ms", "3"), "a limit on speed needs --device, since speeds compare on one device alone."),
        (
            ("--device", "Galaxy S25"),
            'nobody tells a speed on the device "Galaxy S25". Did you mean "Galaxy S24"?',
        ),
        (("--device", ""), '--device "" names nothing. Name one, or leave the option out.'),
        (("--topic", " / "), '--topic " / " names nothing. Name one, or leave the option out.'),
        (("--device", "abacus"), 'nobody tells a speed on the device "abacus".'),
        (("--distilled", "maybe"), '--distilled "maybe" is not known. Write no, yes, unknown or any.'),
        (("--resolution", "225"), '--resolution "225" is not known. Did you mean "256", "224"?'),
        (
            ("--topic", "dynamics"),
            '--topic "dynamics" is not known. Did you mean "dynamic"?',
        ),
        (("--pretrain", "IMAGENET"), '--pretrain "IMAGENET" is not known. Write none or any.'),
    ],
)
def test_refused(root: Path, arguments: tuple[str, ...], message: str) -> None:
    """What is not understood is refused with what may have been meant."""
    result = run(root, *arguments)
    assert (result.exit_code, result.stdout, result.stderr) == (2, "", f"lvkb: {message}\n")


def test_toy() -> None:
    """The toy catalogue has one model in the first setup, of which its own sources tell two accuracies."""
    result = run(TOY)
    assert result.exit_code == 0
    assert result.stdout.partition("\nPython for ToyPlain-S (ToyPlain, 2022):\n")[0] == (
        """\
Asked for: no pre-training, no distillation, 224 px, supervised.
1 model.

Most accurate within the limits, and the cheapest of its tie
  ToyPlain-S (ToyPlain, 2022): 78.2≠ % top-1, 5.6 M parameters, 0.9 GMACs
  Nothing ties with it.

The next step up
  No model that passes the other filters is more accurate by more than noise, whatever it costs.

  Model       Paper     Year  Top-1 %  Params M  GMACs  timm                 Weights
Best: 78.2 %, 1 model
  ToyPlain-S  ToyPlain  2022    78.2≠       5.6    0.9  toyplain_small.in1k  CC-BY-NC-4.0
≠ the authors' own sources disagree
"""
    )


def test_records_with_errors(make_root: MakeRoot) -> None:
    """A record with an error is left out, and that is said."""
    sound = record("flint", variants=f"[{{name: Flint-S, readings: [{row('70')}]}}]")
    result = run(make_root({"papers/flint.yml": sound, "papers/bad.yml": "id: ["}), "--format", "json")
    assert (result.exit_code, json.loads(result.stdout)["models"]) == (0, 1)
    assert result.stderr == "lvkb: 1 file with errors left out; lvkb check tells what is wrong.\n"


def test_hostile_names(make_root: MakeRoot) -> None:
    """Names of records cannot make markup."""
    name = "T|H `S` [x](y)"
    root = make_root(
        {"papers/flint.yml": record("flint", variants=f'[{{name: "{name}", readings: [{row("70")}]}}]')},
    )
    found = run(root, "--format", "markdown").stdout
    assert "| T&#124;H &#96;S&#96; &#91;x&#93;(y) | Nflint | 2021 | 70 |" in found
    assert name in run(root).stdout
