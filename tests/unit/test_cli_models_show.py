"""`lvkb models list` and `show`, which need no torch."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from lvkb.cli import app
from tests.conftest import MakeRoot
from tests.counted import MODEL, counts_file, model_count
from tests.samples import record

BIG = "gravelnet_b.scree_in1k"


@pytest.fixture
def root(make_root: MakeRoot) -> Path:
    """Two papers, each with a linked variant; the second is larger, fuses, and has another licence."""
    small = '{source: paper, at: "T", resolution: 224, top1: 78, params_m: 5.6, compute_g: 1.3, compute_unit: macs}'
    large = '{source: paper, at: "T", resolution: 224, top1: 81, params_m: 20.0}'
    other = '{source: paper, at: "T", top1: 70}'
    papers = {
        "papers/pebblevit.yml": record(
            "pebblevit", variants=f"[{{name: Pebble-S, timm: {MODEL}, readings: [{small}]}}]"
        ),
        "papers/gravelnet.yml": record(
            "gravelnet",
            categories="[dynamic/depth-adaptation]",
            variants=f"[{{name: Gravel-B, timm: {BIG}, readings: [{large}]}}, {{name: Gravel-L, readings: [{other}]}}]",
        ),
        "papers/sand.yml": record("sand"),
    }
    big = model_count(BIG, 24_000_000, 20_000_000, sizes=((224, 4_500_000_000, 4_000_000_000),), license="cc-by-nc-4.0")
    return make_root(papers | counts_file(big, model_count()))


def run(root: Path, *arguments: str) -> Result:
    """Runs `lvkb models` with the knowledge base as its root."""
    return CliRunner().invoke(app, ["models", *arguments, "--root", str(root)])


LIST = """\
model                   variant    px  params M      counted  GMACs  counted  verdict          licence
gravelnet_b.scree_in1k  Gravel-B  224      20.0  20.00 fused            4.50  fused form only  cc-by-nc-4.0
pebblevit_s.flint_in1k  Pebble-S  224       5.6         5.58    1.3     1.10  mismatch         apache-2.0
2 variants
"""


def test_list(root: Path) -> None:
    """Each linked variant is a line, with reported figures beside counted ones; a count of the fused form is marked."""
    result = run(root, "list")
    assert (result.exit_code, result.stdout) == (0, LIST)


@pytest.mark.parametrize(
    ("arguments", "models"),
    [
        (("--paper", "pebblevit"), [MODEL]),
        (("--category", "dynamic"), [BIG]),
        (("--category", "components/position-encoding"), [MODEL]),
        (("--max-params", "5.58"), [MODEL]),
        (("--max-params", "5.5"), []),
        (("--max-params", "20"), [BIG, MODEL]),
        (("--max-params", "19.9"), [MODEL]),
        (("--max-macs", "4.5"), [BIG, MODEL]),
        (("--max-macs", "1.2"), [MODEL]),
        (("--size", "224"), [BIG, MODEL]),
        (("--size", "256"), []),
        (("--license", "CC-BY"), [BIG]),
        (("--verdict", "mismatch"), [MODEL]),
        (("--verdict", "mismatch", "--license", "cc"), []),
    ],
)
def test_filters(root: Path, arguments: tuple[str, ...], models: list[str]) -> None:
    """Filters narrow the list, together if several are given; an empty list is no error."""
    result = run(root, "list", "--format", "json", *arguments)
    assert result.exit_code == 0
    assert [item["model"] for item in json.loads(result.stdout)] == models


def test_list_as_json(root: Path) -> None:
    """JSON has figures as numbers, and null for what is not known."""
    (data,) = json.loads(run(root, "list", "--paper", "pebblevit", "--format", "json").stdout)
    assert data == {
        "model": MODEL,
        "paper": "pebblevit",
        "variant": "Pebble-S",
        "input_size": 224,
        "params": 5.6,
        "params_counted": 5.58,
        "params_fused": None,
        "gmacs": 1.3,
        "gmacs_counted": 1.1,
        "gmacs_fused": None,
        "verdict": "mismatch",
        "notes": ["counted compute 15.2 % below the reported"],
        "license": "apache-2.0",
    }


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("list", "--paper", "pebblevitt"), 'there is no paper "pebblevitt". Did you mean pebblevit?'),
        (("list", "--category", "dynamics"), 'there is no node "dynamics". Did you mean dynamic?'),
        (("show", "pebblevit_s.flint"), f"Did you mean {MODEL}"),
        (("show", "sand"), 'No variant of the paper "sand" is linked to a model of timm.'),
    ],
)
def test_unknown_names(root: Path, arguments: tuple[str, ...], message: str) -> None:
    """What is not known ends the command with code 2, and the nearest names."""
    result = run(root, *arguments)
    assert (result.exit_code, result.stdout) == (2, "")
    assert message in result.stderr


SHEET = """\
gravelnet_b.scree_in1k
  paper       Ngravelnet (gravelnet), https://arxiv.org/abs/{arxiv}
  variant     Gravel-B
  weights     cc-by-nc-4.0
  images      224 pixels, crop 0.9, bicubic, mean 0.5 0.5 0.5, deviation 0.25 0.25 0.25
  parameters  24.00 M, fused 20.00 M
  MACs        4.50 G, fused 4.00 G at 224 pixels
  reported    20.0 M parameters (paper, T)
              counted 20.00 M fused: fused form only: parameters fused for inference

# 224 x 224 pixels, bicubic, mean 0.5 0.5 0.5, deviation 0.25 0.25 0.25
# Licence of the weights: cc-by-nc-4.0.
import timm
"""


@pytest.mark.parametrize("name", [BIG, "gravelnet_b", "gravelnet", "Gravel-B", "gravelnet/Gravel-B"])
def test_show(root: Path, name: str) -> None:
    """A model is found by timm name, paper and variant; all that is known is shown, and the snippet."""
    result = run(root, "show", name)
    arxiv = result.stdout.partition("/abs/")[2].partition("\n")[0]
    assert result.exit_code == 0
    assert result.stdout.startswith(SHEET.format(arxiv=arxiv))
    assert "model = reparameterize_model(model)\n" in result.stdout


def test_show_at_another_size(root: Path) -> None:
    """The snippet is for the image size that is asked for."""
    assert '"input_size": (3, 288, 288)' in run(root, "show", MODEL, "--size", "288").stdout


def test_invisible_characters_are_spelt_out(make_root: MakeRoot) -> None:
    """The file of counts cannot send a terminal commands, or break a line."""
    reading = '{source: paper, at: "T", top1: 78, params_m: 5.6}'
    variants = f"[{{name: S, timm: {MODEL}, readings: [{reading}]}}]"
    counted = counts_file(model_count(license="\x1b[31mfree\n", interpolation="\u202ebicubic"))
    root = make_root({"papers/a.yml": record("a", variants=variants), **counted})
    listed, shown = run(root, "list").stdout, run(root, "show", MODEL).stdout

    assert listed.endswith("  agrees   \\x1b[31mfree\\n\n1 variant\n")
    assert "  weights     \\x1b[31mfree\\n\n  images      224 pixels, crop 0.9, \\u202ebicubic, mean" in shown


def test_show_without_counts(make_root: MakeRoot) -> None:
    """A linked model that was not counted is shown as far as it is known."""
    reading = '{source: paper, at: "T", top1: 78, params_m: 5.6}'
    root = make_root({"papers/a.yml": record("a", variants=f"[{{name: S, timm: {MODEL}, readings: [{reading}]}}]")})
    result = run(root, "show", MODEL)
    assert result.exit_code == 0
    assert result.stdout.splitlines()[2:] == [
        "  variant     S",
        "  counted     not yet; lvkb models verify --write does it",
        "  reported    5.6 M parameters (paper, T)",
        "              parameters not counted",
    ]


def test_neither_imports_torch(root: Path) -> None:
    """The commands work where torch and timm cannot be imported."""
    code = (
        "import sys; sys.modules.update(torch=None, timm=None, torchvision=None)\n"
        "from typer.testing import CliRunner; from lvkb.cli import app\n"
        f"for words in (['list'], ['show', '{MODEL}']):\n"
        f"    result = CliRunner().invoke(app, ['models', *words, '--root', {str(root)!r}])\n"
        "    assert result.exit_code == 0, result.output\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
