"""The command `lvkb export`."""

from __future__ import annotations

from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from lvkb import extras
from lvkb.catalog import load
from lvkb.cli import app, export
from lvkb.exports import FORMATS
from lvkb.exports.every_eval_ever import every_eval_ever
from lvkb.frames import FRAMES
from lvkb.frames.arrow_table import parquet_bytes
from lvkb.results import Results
from tests.cli_text import no_choice, refusal

RECORD = """\
id: a-vit
name: A-ViT
title: Résumé
authors: [Ada Bell]
published: {year: 2021}
categories: [parts/tokens]
arxiv: "2110.02178"
annotation: {idea: i, cheaper: c, limits: l}
sources:
  paper: {arxiv: "2110.02178v1"}
variants:
  - name: A
    readings:
      - {source: paper, at: "Table 1", top1: 78.30}
added: "2026-01-02"
"""
TAXONOMY = """\
families:
  - id: parts
    title: Parts
    definition: What it is made of.
    categories:
      - {id: tokens, title: Tokens, definition: Pixels to tokens.}
"""


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A knowledge base of one paper; the command runs inside it."""
    base = tmp_path / "base"
    (base / "catalog/papers").mkdir(parents=True)
    (base / "catalog/papers/a-vit.yml").write_text(RECORD, encoding="utf-8")
    (base / "catalog/taxonomy.yml").write_text(TAXONOMY, encoding="utf-8")
    monkeypatch.setenv("LVKB_CACHE", str(tmp_path / "cache"))
    monkeypatch.chdir(base)
    return base


def run(*arguments: str | Path) -> Result:
    """Runs `lvkb export` in this process."""
    return CliRunner().invoke(app, ["export", *map(str, arguments)])


def of(root: Path) -> str:
    """Gives the line that says which knowledge base is used."""
    return f"lvkb: data of {root}.\n"


@pytest.mark.parametrize("form", list(FORMATS))
def test_standard_output(root: Path, form: str) -> None:
    """Without --out the text goes to standard output as UTF-8, and nothing else does; whose data it is goes beside."""
    result = run(form)
    assert (result.exit_code, result.stderr) == (0, of(root))
    assert result.stdout_bytes == "".join(FORMATS[form](Results(load(root)))).encode()


def test_out(root: Path) -> None:
    """With --out the file is replaced, nothing is printed and nothing is left beside it."""
    out = root / "out" / "readings.csv"
    out.parent.mkdir()
    out.write_text("old", encoding="utf-8")
    result = run("csv", "--out", out)
    assert (result.exit_code, result.output) == (0, of(root))
    assert out.read_bytes() == "".join(FORMATS["csv"](Results(load(root)))).encode()
    assert list(out.parent.iterdir()) == [out]


def test_out_follows_a_link(root: Path) -> None:
    """A link stays a link; the file it leads to is replaced."""
    (root / "real.bib").write_text("old", encoding="utf-8")
    (root / "link.bib").symlink_to("real.bib")
    assert run("bibtex", "--out", root / "link.bib").exit_code == 0
    assert (root / "link.bib").is_symlink()
    assert (root / "real.bib").read_text(encoding="utf-8") == "".join(FORMATS["bibtex"](Results(load(root))))


def test_out_is_a_folder(root: Path) -> None:
    """What is not a plain file is left alone."""
    result = run("csv", "--out", root / "catalog")
    message = f"lvkb: {root / 'catalog'} is not a plain file. Name another file with --out.\n"
    assert (result.exit_code, result.stderr) == (2, of(root) + message)


def test_out_cannot_be_written(root: Path) -> None:
    """A file below another file is refused in one line, without a traceback."""
    file = root / "catalog/taxonomy.yml"
    result = run("csv", "--out", file / "below/x.csv")
    message = f"lvkb: {file} is no folder. Name one that is there, or a new one.\n"
    assert (result.exit_code, result.stdout, result.stderr) == (2, "", of(root) + message)


def test_a_hyphen_is_the_standard_output(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """`--out -` writes no file of that name."""
    monkeypatch.chdir(root)
    assert run("bibtex", "--out", "-").stdout == run("bibtex").stdout
    assert not (root / "-").exists()


def test_unknown_format(root: Path) -> None:
    """An unknown format is wrong use, and the known ones are named."""
    assert refusal(run("xml")) == no_choice("FORMAT", "xml", *FORMATS, "parquet", "eee", "hub-eval-results")


@pytest.mark.parametrize("table", [None, *FRAMES])
def test_parquet(root: Path, table: str | None) -> None:
    """Parquet goes to standard output or into a file, byte by byte the same: results, or the rows that are named."""
    pytest.importorskip("pyarrow")
    wanted = parquet_bytes(FRAMES[table or "results"](Results(load(root))))
    words = ["parquet", *(["--table", table] if table else [])]
    assert run(*words).stdout_bytes == wanted
    assert run(*words, "--out", root / "data.parquet").exit_code == 0
    assert (root / "data.parquet").read_bytes() == wanted


def test_parquet_without_pyarrow(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without pyarrow the command says what brings it, and nothing is written."""
    monkeypatch.setattr(extras, "_missing", lambda wanted: iter(["pyarrow"] if wanted == "arrow" else []))
    result = run("parquet", "--out", root / "data.parquet", "--root", root)
    cure = 'Run pip install "lvkb[arrow]", or in a clone pip install ".[arrow]".'
    message = f"lvkb: A table of Arrow needs packages that are not installed: pyarrow. {cure}\n"
    assert (result.exit_code, result.stdout, result.stderr) == (2, "", message)
    assert not (root / "data.parquet").exists()


def test_rows_of_other_formats(root: Path) -> None:
    """Other formats have their rows; --table is not for them, and an unknown one is refused with those there are."""
    result = run("csv", "--table", "results")
    message = "lvkb: --table is for parquet; csv has the readings, and results and timings are formats of their own.\n"
    assert (result.exit_code, result.stdout, result.stderr) == (2, "", message)
    refused = no_choice("--table", "papers", "results", "readings", "timings")
    assert refusal(run("parquet", "--table", "papers")) == refused


def test_parquet_is_not_thrown_at_a_terminal(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file of bytes is kept from a terminal."""
    monkeypatch.setattr(export, "is_terminal", lambda: True)
    result = run("parquet")
    message = "lvkb: parquet is nothing to read. Name a file with --out, or send it on.\n"
    assert (result.exit_code, result.stdout, result.stderr) == (2, "", message)


def test_unreadable_record(root: Path) -> None:
    """While a record cannot be read nothing is exported, so that no reader misses it unknowingly."""
    (root / "catalog/papers/b-vit.yml").write_text("id: [\n", encoding="utf-8")
    out = root / "readings.csv"
    result = run("csv", "--out", out)
    assert (result.exit_code, result.stdout, out.exists()) == (1, "", False)
    _, finding, last = result.stderr.splitlines()
    assert finding.startswith("catalog/papers/b-vit.yml:1:6: LV004 ")
    assert last == "lvkb: nothing was exported; mend these errors first."


def test_no_record(root: Path) -> None:
    """An empty catalogue is not exported."""
    (root / "catalog/papers/a-vit.yml").unlink()
    result = run("json")
    message = "lvkb: there is no record to export.\n"
    assert (result.exit_code, result.stdout, result.stderr) == (2, "", of(root) + message)


def test_outside_a_knowledge_base(root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Outside a knowledge base --root names it, and nothing needs to be said of whose data it is."""
    monkeypatch.chdir(tmp_path)
    result = run("csv", "--root", root)
    assert (result.stdout_bytes, result.stderr) == ("".join(FORMATS["csv"](Results(load(root)))).encode(), "")


def test_folder(root: Path) -> None:
    """Formats of many files become a new folder, and what has no place there is counted; the same bytes each time."""
    for out in ("one", "two"):
        result = run("eee", "--out", root / out)
        said = f"lvkb: data of {root}.\n{root / out}: 1 reading in 1 file; none left out.\n"
        assert (result.exit_code, result.stdout, result.stderr) == (0, "", said)
    exported = every_eval_ever(Results(load(root)), "").all_files()
    assert set(exported) == {"left-out.json", "data/Backbones/a-vit/A/498b1132-e841-4809-a01b-c7fa0eba7555.json"}
    for path, text in exported.items():
        assert (root / "one" / path).read_bytes() == (root / "two" / path).read_bytes() == text.encode()
    assert sorted(path.name for path in root.iterdir()) == ["catalog", "one", "two"]


def test_folder_of_the_hub(root: Path) -> None:
    """The Hub's files need to know which benchmark a data set is."""
    without = run("hub-eval-results", "--out", root / "out")
    assert without.exit_code == 2
    assert without.stderr == (
        "lvkb: the Hub takes results alone on data sets that it knows as benchmarks, and none of ImageNet was one when "
        "this was written. Name one: --benchmark imagenet-1k=OWNER/NAME:TASK, with the task as in its eval.yaml.\n"
    )
    result = run("hub-eval-results", "--out", root / "out", "--benchmark", "imagenet-1k=o/imagenet:top1")
    said = "0 readings in 0 files; 1 left out (1 of weights that have no name on the Hub), listed in left-out.json."
    assert (result.exit_code, result.stderr) == (0, f"lvkb: data of {root}.\n{root / 'out'}: {said}\n")
    assert [path.name for path in (root / "out").iterdir()] == ["left-out.json"]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("eee",), "eee is many files. Name a new folder with --out."),
        (("eee", "--out", "catalog"), "catalog is there already. Name a new folder with --out."),
        (("csv", "--benchmark", "a=b/c:d"), "--benchmark is for hub-eval-results."),
    ],
)
def test_folder_that_cannot_be_meant(root: Path, arguments: tuple[str, ...], message: str) -> None:
    """No folder, one that is in use, and an option of another format are refused; nothing is written."""
    result = run(*arguments)
    assert (result.exit_code, result.stdout, result.stderr) == (2, "", f"lvkb: {message}\n")


def test_folder_that_cannot_be_written(root: Path) -> None:
    """A refusal of the disk is told in one line, and nothing is left."""
    result = run("eee", "--out", "catalog/taxonomy.yml/out")
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.endswith("lvkb: Cannot write catalog/taxonomy.yml/out: File exists. Nothing was left.\n")
