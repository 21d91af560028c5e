"""`lvkb table`: tables of models as for related work, their BibTeX, and names of all kinds."""

from __future__ import annotations

from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from lvkb.cli import app
from lvkb.render.related_tables import latex_cell
from tests.conftest import MakeRoot
from tests.counted import MODEL, counts_file, model_count
from tests.samples import record
from tests.typeset import NEEDS_LATEX, typeset

PLAIN = "resolution: 224, pretrain: none, distilled: none, epochs: 300"
COST = "params_m: 5.60, compute_g: 0.9, compute_unit: macs"
SPEED = "latency: {ms: 1.5, device: iPhone 12, runtime: CoreML}"


def row(top1: str, more: str = COST, protocol: str = PLAIN) -> str:
    """Gives a reading."""
    return f'{{source: paper, at: "Table 1", top1: {top1}, {protocol}{", " if more else ""}{more}}}'


@pytest.fixture
def root(make_root: MakeRoot) -> Path:
    """Three papers: names that mean something to LaTeX, other protocols, a counted model, and one without accuracy."""
    taught = row("80.5", protocol="resolution: 224, pretrain: none, distilled: soft, teacher: Big Net, epochs: 1000")
    large = row("82.0", protocol="resolution: 384, pretrain: imagenet-21k, distilled: none")
    papers = {
        "papers/flint.yml": record(
            "flint",
            aliases="[Flint Stone]",
            arxiv='"2101.00042"',
            code="[{github: stones/flint, official: true}]",
            variants=f"[{{name: 'Flint_S & 50%', readings: [{row('78.30', f'{COST}, {SPEED}')}]}}, "
            f"{{name: Flint-T, readings: [{taught}, {large}]}}]",
        ),
        "papers/scree.yml": record(
            "scree",
            variants=f"[{{name: Scree-S, timm: {MODEL}, readings: [{row('78.1', '')}]}}, "
            f"{{name: Twin, readings: [{row('70')}]}}]",
        ),
        "papers/gravel.yml": record(
            "gravel", variants=f"[{{name: Twin, readings: [{row('71')}]}}, {{name: Bare, readings: [{bare()}]}}]"
        ),
    }
    return make_root(papers | counts_file(model_count()))


def bare() -> str:
    """Gives a reading without an accuracy."""
    return '{source: paper, at: "Table 1", resolution: 224, params_m: 3}'


def run(root: Path, *arguments: str) -> Result:
    """Runs `lvkb table` with the knowledge base as its root."""
    return CliRunner().invoke(app, ["table", *arguments, "--root", str(root)])


LATEX = r"""% \usepackage{booktabs}
\begin{table}
  \centering
  \begin{tabular}{lrrrrll}
    \toprule
    Model & Top-1 \% & Params M & GMACs & Speed & Weights & timm \\
    \midrule
    Scree-S~\cite{scree} & 78.1 & 5.58$^{*}$ & 1.10$^{*}$ & -- & Apache-2.0 & pebblevit\_s.flint\_in1k \\
    Flint\_S \& 50\%~\cite{flint} & 78.30 & 5.60 & 0.9 & 1.5 ms, iPhone 12 & -- & -- \\
    Flint-T~\cite{flint}\textsuperscript{a} & 82.0 & 5.60 & 0.9 & -- & -- & -- \\
    \bottomrule
  \end{tabular}
  \par\smallskip\footnotesize ImageNet-1K; unless noted: USUAL. $^{*}$ counted by lvkb on the model in timm.
  \textsuperscript{a}~pre-trained on imagenet-21k, 384 px, epochs not stated.
\end{table}
""".replace("USUAL", "no pre-training, no distillation, 224 px, supervised, 300 epochs")


def test_latex_and_bibtex(root: Path, tmp_path: Path) -> None:
    """Rows stand as they were named, a paper for its models; the BibTeX has their papers and no others."""
    bib = tmp_path / "references.bib"
    result = run(root, "Scree-S", "2101.00042", "--bib", str(bib))
    assert (result.exit_code, result.stderr, result.stdout) == (0, "", LATEX)
    entries = bib.read_text(encoding="utf-8")
    assert [line for line in entries.splitlines() if line.startswith("@")] == ["@misc{flint,", "@misc{scree,"]


@pytest.mark.parametrize(
    ("text", "latex"),
    [
        ("CRATE-\N{GREEK SMALL LETTER ALPHA}", r"CRATE-$\alpha$"),
        ("\N{GREEK SMALL LETTER LAMDA}", r"$\lambda$"),
        ("S\N{DAGGER} \N{LATIN SMALL LETTER E WITH ACUTE}", "S\N{DAGGER} \N{LATIN SMALL LETTER E WITH ACUTE}"),
        ("S\N{DIVISION TIMES}\N{CJK UNIFIED IDEOGRAPH-4E00}", r"S\texttt{U+22C7}\texttt{U+4E00}"),
        ("a\n\\b^~", r"a \textbackslash{}b\textasciicircum{}\textasciitilde{}"),
    ],
    ids=["alpha", "lambda", "dagger", "others", "special"],
)
def test_signs_in_latex(text: str, latex: str) -> None:
    """Signs that pdfLaTeX cannot set by itself are written by a macro, or named by their code point."""
    assert latex_cell(text) == latex


@NEEDS_LATEX
@pytest.mark.parametrize("name", ["\N{GREEK SMALL LETTER ALPHA}\N{DAGGER}", "\N{DIVISION TIMES}\N{NOT EQUAL TO}"])
def test_latex_sets_signs(make_root: MakeRoot, tmp_path: Path, name: str) -> None:
    """A name with any sign is set."""
    papers = {"papers/flint.yml": record("flint", variants=f"[{{name: 'F{name}', readings: [{row('70')}]}}]")}
    bib = tmp_path / "made.bib"
    typeset(tmp_path, run(make_root(papers), "flint", "--bib", str(bib)).stdout, bib.read_text(encoding="utf-8"))


@NEEDS_LATEX
def test_latex_sets_the_table(root: Path, tmp_path: Path) -> None:
    """LaTeX sets it, and finds every reference."""
    bib = tmp_path / "made.bib"
    table = run(root, "flint", "Scree-S", "--bib", str(bib), "--columns", "top1,gmacs,setup,note").stdout
    typeset(tmp_path, table, bib.read_text(encoding="utf-8"))


MARKDOWN = """\
| Model | Top-1 % | Params M | GMACs | Weights | timm |
| --- | --: | --: | --: | --- | --- |
| Scree-S | 78.1 | 5.58\\* | 1.10\\* | Apache-2.0 | pebblevit\\_s.flint\\_in1k |

\\* counted by lvkb on the model in timm
"""

HTML = """\
<table>
<thead>
<tr><th scope="col">Model</th><th scope="col">Top-1 %</th><th scope="col">Epochs</th></tr>
</thead>
<tbody>
<tr><th scope="row">Flint_S &amp; 50%</th><td>78.30</td><td>300</td></tr>
<tr><th scope="row">Flint-T<sup>a</sup></th><td>82.0</td><td>DASH</td></tr>
</tbody>
</table>
<p>ImageNet-1K; unless noted: no pre-training, no distillation, 224 px, supervised, 300 epochs.</p>
<p><sup>a</sup> pre-trained on imagenet-21k, 384 px, epochs not stated.</p>
""".replace("DASH", "\N{EN DASH}")

CSV = """\
paper,name,variant,year,top1,top1_low,top1_high,params_m,params_from,gmacs,gmacs_from,setup,resolution,evaluation,\
teacher,epochs,form,base,setting,speed,timm,weights_license,status,note
flint,Nflint,Flint_S & 50%,2021,78.30,,,5.60,reported,0.9,reported,imagenet-1k / no distillation / 224,224,supervised,\
,300,,,,"1.5 ms (iPhone 12, CoreML)",,,,
"""


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        ((MODEL, "--format", "markdown"), MARKDOWN),
        (("Flint Stone", "--format", "html", "--columns", "top1,epochs"), HTML),
        (("--where", "params=5-6", "--where", "top1=78.2", "--format", "csv"), CSV),
    ],
    ids=["markdown", "html", "csv"],
)
def test_other_forms(root: Path, arguments: tuple[str, ...], expected: str) -> None:
    """Markdown, HTML and CSV tell the same, with columns that tell something."""
    result = run(root, *arguments)
    assert (result.exit_code, result.stdout) == (0, expected)


@pytest.mark.parametrize(
    "name",
    [
        "scree/Scree-S",
        "scree-s",
        "SCREE S",
        MODEL,
        MODEL.partition(".")[0],
    ],
)
def test_names_of_a_model(root: Path, name: str) -> None:
    """A model is found by its name however written, below its paper, and by its timm name with or without tag."""
    assert run(root, name, "--format", "csv").stdout.count("\nscree,Nscree,Scree-S,") == 1


@pytest.mark.parametrize(
    "name",
    [
        "flint",
        "NFLINT",
        "flint stone",
        "arXiv:2101.00042v2",
        "https://arxiv.org/pdf/2101.00042",
        "https://github.com/stones/flint",
        "stones/flint",
    ],
)
def test_names_of_a_paper(root: Path, name: str) -> None:
    """A paper is found by id, name, alias, register, address and repository."""
    assert run(root, name, "--format", "csv").stdout.count("\nflint,Nflint,") == 2


UNKNOWN = 'there is no paper or model "Scree-M". Did you mean "scree", "Scree-S", "Nscree"?'
SEVERAL = '"twin" may be "gravel/Twin", "scree/Twin". Write one of them.'


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ((), "name models, or ask for them with --where KEY=VALUE."),
        (("flint", "--where", "params=6"), "name models, or ask for them with --where KEY=VALUE, not both."),
        (("flint", "--bib", "-"), "the standard output has the table. Name a file for its BibTeX with --bib."),
        (("twin",), SEVERAL),
        (("Scree-M",), UNKNOWN),
        (("Scree-M", "flint", "twin"), f"{UNKNOWN}\n{SEVERAL}"),
        (("x\x1b[31m" + "y" * 20,), 'there is no paper or model "x\\x1b[31myyyyyyyyyyyyyyyyyyyy".'),
        (("x" * 301,), "a name has at most 300 characters."),
        (("flint", "--columns", "top1,epoch"), 'there is no column "epoch". Did you mean "epochs"?'),
        (("--where", "params"), '--where "params" is no KEY=VALUE, as in params=6.'),
        (("--where", "param=6"), '--where "param" is not known. Did you mean "params"?'),
        (("--where", "timm=perhaps"), '--where timm="perhaps": write yes or no.'),
        (("--where", "top1=99"), "no model keeps these limits; lvkb pick tells what to widen."),
    ],
)
def test_refused(root: Path, arguments: tuple[str, ...], message: str) -> None:
    """What is not understood is refused with what may have been meant, several things with all of them."""
    result = run(root, *arguments)
    assert (result.exit_code, result.stdout, result.stderr) == (2, "", f"lvkb: {message}\n")


def test_models_without_accuracy(root: Path, tmp_path: Path) -> None:
    """A model without an accuracy is told and left out; where nothing is left, nothing is written."""
    left_out = "lvkb: gravel/Bare is left out: no source tells an accuracy of it that may be compared.\n"
    result = run(root, "gravel", "--format", "csv")
    assert (result.exit_code, result.stderr) == (0, left_out)
    bib = tmp_path / "none.bib"
    result = run(root, "Bare", "--bib", str(bib))
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr == f"{left_out}lvkb: nothing is left to write.\n"
    assert not bib.exists()
