"""`lvkb add --table`: from a pasted table to readings in a record."""

from __future__ import annotations

import json
import os
import pty
import select
import subprocess
import sys
import time
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from lvkb.catalog import load
from lvkb.cli import app
from tests.conftest import MakeRoot

RECORD = """\
# yaml-language-server: $schema=../schema/paper.schema.json
id: pebblevit
name: PebbleViT
aliases: [PebbleFormer]
title: "PebbleViT: Invented"
authors: [Ann Invented]
published: {year: 2023}
categories: [components/embedding/local-patch-embedding]
arxiv: "2301.00001"
annotation: {idea: Invented., cheaper: Invented., limits: Invented.}
sources:
  paper: {arxiv: "2301.00001v1", read: "2026-01-03"}  # read twice
variants:
  - name: PebbleViT-S
    readings:
      - {source: paper, at: "Table 1, row 2", resolution: 224, top1: 78.3, params_m: 5.6}
added: "2026-01-03"
"""
TABLE = """\
| Model | Params (M) | GMACs | Top-1 (%) |
|---|---|---|---|
| ResNet-9 | 11.0 | 1.80 | 70.1 |
| PebbleViT-S | 5.6 | 0.70 | 78.30 |
| Pebble ViT-B (ours) | 11.2 | 1.40 | 80.0 |
"""
SAID = ("--resolution", "224", "--pretrain", "none", "--distilled", "none")
PLACE = ("--to", "pebblevit", "--source", "paper", "--at", "Table 2")


@pytest.fixture
def root(make_root: MakeRoot) -> Path:
    """A knowledge base with one record."""
    return make_root({"papers/pebblevit.yml": RECORD})


def record(root: Path) -> str:
    """Gives the text of the record."""
    return (root / "catalog/papers/pebblevit.yml").read_text()


def add(root: Path, *options: str, table: str | bytes = TABLE) -> Result:
    """Runs the command on a table that comes through a pipe."""
    return CliRunner().invoke(app, ["add", "--table", "-", "--root", str(root), *options], input=table)


def test_readings_are_added_to_the_record(root: Path) -> None:
    """Variants that are there get readings, new ones stand behind them; nothing else of the record changes."""
    result = add(root, *PLACE, *SAID, "--epochs", "300", "--answer", "others=skip")
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout.endswith("pebblevit.yml: 2 readings added. `lvkb check` looks at the record as a whole.\n")
    new = (
        '      - {source: paper, at: "Table 2, row 2 (PebbleViT-S)", resolution: 224, top1: 78.30, params_m: 5.6, '
        "compute_g: 0.70, compute_unit: macs, pretrain: none, distilled: none, epochs: 300}\n"
        "  - name: Pebble ViT-B\n    readings:\n"
        '      - {source: paper, at: "Table 2, row 3 (Pebble ViT-B (ours))", resolution: 224, top1: 80.0, '
        "params_m: 11.2, compute_g: 1.40, compute_unit: macs, pretrain: none, distilled: none, epochs: 300}\n"
    )
    assert record(root) == RECORD.replace('added: "', f'{new}added: "')
    assert load(root).findings == ()


def test_what_is_there_is_not_added_again(root: Path) -> None:
    """The second run finds every reading at its place and changes nothing."""
    options = (*PLACE, *SAID, "--answer", "others=skip")
    add(root, *options)
    before = record(root)
    result = add(root, *options)
    assert (result.exit_code, record(root)) == (0, before)
    assert result.stdout.splitlines()[-3:] == [
        'catalog/papers/pebblevit.yml:17:9: "Table 2, row 2 (PebbleViT-S)" of PebbleViT-S is there already.',
        'catalog/papers/pebblevit.yml:20:9: "Table 2, row 3 (Pebble ViT-B (ours))" of Pebble ViT-B is there already.',
        "catalog/papers/pebblevit.yml holds all of these readings; nothing was written.",
    ]


def test_other_figures_at_the_same_place_are_a_contradiction(root: Path) -> None:
    """A reading of the same row with another figure stops the whole table, told with file and line."""
    result = add(
        root,
        "--to",
        "pebblevit",
        "--source",
        "paper",
        "--at",
        "Table 1",
        *SAID,
        "--rows",
        "2",
        table=TABLE.replace("78.30", "78.8"),
    )
    assert result.exit_code == 1
    assert result.stderr.splitlines() == [
        (
            'catalog/papers/pebblevit.yml:16:9: the record has "Table 1, row 2" of PebbleViT-S with other figures: '
            "top-1 78.3 there and 78.8 here."
        ),
        "Nothing was written.",
    ]
    assert record(root) == RECORD


def test_without_a_terminal_open_questions_are_listed(root: Path) -> None:
    """Each question has its place and its flag; the exit code is 1, and nothing is written."""
    result = add(root, *PLACE, "--resolution", "224")
    assert result.exit_code == 1
    assert result.stderr.splitlines() == [
        (
            "<stdin>: Which data were the models pre-trained on (none for ImageNet-1K alone)? "
            "Answer with --pretrain none|imagenet-21k|unknown"
        ),
        (
            "<stdin>: Were the models distilled, and how (none, hard, soft, feature, unstated)? "
            "Answer with --distilled none|hard|soft|unstated|unknown"
        ),
        (
            '<stdin>: "ResNet-9": no variant of pebblevit is called so. Leave these rows out, or make new variants of '
            "them? Answer with --answer others=skip, or --answer others=new"
        ),
        "Nothing was written.",
    ]
    assert record(root) == RECORD


@pytest.mark.parametrize(
    ("name", "question"),
    [
        ("PebbleViT-Small", 'Is "PebbleViT-Small" the variant "PebbleViT-S" of the record?'),
        ("PebleViT-S", 'Is "PebleViT-S" the variant "PebbleViT-S" of the record?'),
        ("pebble vit s", ""),
        ("PebbleFormer-S", ""),
        ("PebbleViT-L", ""),
    ],
)
def test_names_of_variants(root: Path, name: str, question: str) -> None:
    """Spaces, capitals and another name of the paper make no other variant; what is nearly called so is asked."""
    table = TABLE.replace("PebbleViT-S", name)
    result = add(root, *PLACE, *SAID, "--rows", "2", table=table)
    assert question in result.stderr
    assert result.exit_code == int(bool(question))
    answered = add(root, *PLACE, *SAID, "--rows", "2", "--answer", f"variant:{name}=PebbleViT-S", table=table)
    assert (answered.exit_code, len(load(root).papers["pebblevit"].variants[0].readings)) == (0, 2)


def test_key_of_an_answer_may_hold_the_sign_itself(root: Path) -> None:
    """The last sign parts the key from the answer: headings and names hold one now and then."""
    table = "Model\tLatency (ms) bs=1\tLatency (ms) bs=4\nPebbleViT-S\t1.1\t2.2\n"
    given = ("--answer", "device:Latency (ms) bs=1=V100", "--answer", "device:Latency (ms) bs=4=unstated")
    assert add(root, *PLACE, *SAID, *given, table=table).exit_code == 0
    latencies = [reading.latency for reading in load(root).papers["pebblevit"].variants[0].readings[1:]]
    assert [(item.device, item.batch) for item in latencies if item] == [("V100", 1), ("unstated", 4)]


def test_settings_refer_to_the_model_that_they_change(root: Path) -> None:
    """A method's base is a variant that is held where one is called so; a keep ratio of one is no setting."""
    table = "Method,Keep ratio,Top-1 (%)\nPebbleViT-S,1.0,78.3\n+ PebblePrune,0.7,78.1\n"
    assert add(root, *PLACE, *SAID, table=table).exit_code == 0
    first, second = (variant.readings[-1] for variant in load(root).papers["pebblevit"].variants)
    assert (first.base, first.setting) == (None, None)
    assert second.base == "pebblevit/PebbleViT-S"
    assert second.setting is not None
    assert str(second.setting.keep_ratio) == "0.7"


def test_speeds_have_their_device(root: Path) -> None:
    """A speed is written with the device as the catalogue spells it, a second speed as a second reading."""
    table = "Model\tTop-1\tTesla V100 (img/s)\tLatency (ms)\nPebbleViT-S\t78.3\t900\t1.10\n"
    options = ("--device", "unstated", "--batch", "1")
    assert add(root, *PLACE, *SAID, *options, table=table).exit_code == 0
    readings = load(root).papers["pebblevit"].variants[0].readings[1:]
    assert [
        (item.throughput and item.throughput.device, item.latency and item.latency.device) for item in readings
    ] == [
        ("V100", None),
        (None, "unstated"),
    ]
    assert readings[1].top1 is None


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (
            ("--to", "peblevit", "--source", "paper", "--at", "x"),
            'There is no record "peblevit". Did you mean pebblevit?',
        ),
        (
            ("--to", "pebblevit", "--source", "zoo", "--at", "x"),
            'pebblevit has no source "zoo"; it has paper. Add it under `sources:` first.',
        ),
        (("--to", "pebblevit"), "--source and --at must say where the readings go; --dry-run shows them without."),
        ((*PLACE, "--rows", "x"), '--rows "x" is no list of rows, such as 1,3-5.'),
        ((*PLACE, "--as", "word"), '"word" is no format of tables; there are latex, markdown, html, csv, tsv, spaced.'),
        ((*PLACE, "--resolution", "big"), '"big" is no answer to resolution. The answer is pixels, such as 224.'),
        ((*PLACE, "--answer", "yes"), '--answer "yes" has the form KEY=VALUE, with a key that a question names.'),
        ((*PLACE, "2301.00001"), "A table goes into one record, which --to names; give no papers beside it."),
        (
            (*PLACE, "--rows", "9"),
            "<stdin> gives no readings: no row that was asked for has a name and a figure.",
        ),
    ],
    ids=["record", "source", "place", "rows", "format", "pixels", "answer", "papers", "no rows"],
)
def test_wrong_use(root: Path, options: tuple[str, ...], message: str) -> None:
    """What makes no sense is said in one line, with exit code 2."""
    result = add(root, *options)
    assert (result.exit_code, result.stderr) == (2, f"lvkb: {message}\n")
    assert record(root) == RECORD


def test_a_record_with_gaps_takes_no_readings_yet(root: Path) -> None:
    """It is there, and no other record is proposed in its place."""
    (root / "catalog/papers/pebblevitt.yml").write_text(RECORD.replace("pebblevit", "pebblevitt") + "doi: GAP\n")
    result = add(root, "--to", "pebblevitt", "--source", "paper", "--at", "x")
    why = "catalog/papers/pebblevitt.yml has gaps or errors, which must be mended first; `lvkb check` names them."
    assert (result.exit_code, result.stderr) == (2, f"lvkb: {why}\n")


def test_readings_and_questions_for_programs(root: Path) -> None:
    """JSON has the values as they are printed, and each question with its readings and what is proposed."""
    table = "Model\tErr@1\nA-S†\t21.70\n"
    result = add(root, "--dry-run", "--format", "json", "--at", "Table 3", *SAID, table=table)
    assert result.exit_code == 0
    assert json.loads(result.stdout) == {
        "readings": [
            {
                "variant": "A-S",
                "at": "Table 3, row 1 (A-S†)",
                "resolution": 224,
                "pretrain": "none",
                "distilled": "none",
                "top1": "78.30",
                "mark": "†",
                "note": "The source prints the top-1 error, 21.70.",
            }
        ],
        "questions": [
            {
                "key": "error",
                "question": 'Shall the top-1 errors of "Err@1" be written as accuracies, 100 less the error?',
                "at": "<stdin>:1:7",
                "readings": [0],
                "proposed": "yes",
                "flag": "--answer error=yes|no",
            },
            {
                "key": "mark:†",
                "question": 'What does the mark "†" on "A-S" change? The text beside the table does not say.',
                "at": "<stdin>:2:1",
                "readings": [0],
                "flag": "--answer 'mark:†=FIELD:VALUE', or 'mark:†=' for nothing",
            },
        ],
        "passed_over": [],
        "places": ["<stdin>:2:1"],
    }
    assert record(root) == RECORD


@pytest.mark.parametrize(
    ("table", "message"),
    [
        (b"Model,Top-1\nA\xff,1\n", "lvkb: <stdin>:2: this is not UTF-8. Save the file as UTF-8 and try again."),
        (b"x" * 2_000_001, "lvkb: <stdin> has more than 2,000,000 bytes. Paste the table alone."),
        (b"", "lvkb: <stdin>: there is no table in it, read as csv."),
        (b"\\begin{tabular}{l} a & {b", "lvkb: <stdin>:1:24: This brace is never closed."),
    ],
    ids=["encoding", "size", "empty", "half"],
)
def test_bad_tables(root: Path, table: bytes, message: str) -> None:
    """What is no table is refused with its place, and nothing is written."""
    result = add(root, *PLACE, *SAID, table=table)
    assert result.exit_code == 2
    assert result.stderr.startswith(message)
    assert record(root) == RECORD


def test_spreadsheets_write_utf16(root: Path) -> None:
    """A file that begins with the mark of UTF-16 is read as such."""
    table = "Model\tTop-1 (%)\nPebbleViT-S\t78.3\n".encode("utf-16")
    result = add(root, "--dry-run", "--format", "json", table=table)
    assert json.loads(result.stdout)["readings"] == [{"variant": "PebbleViT-S", "top1": "78.3"}]


def test_hostile_names_stay_texts(root: Path) -> None:
    """Whatever a cell holds, it becomes a text of the record or is refused, and nothing else changes."""
    table = 'Model\tTop-1 (%)\nPebbleViT-S: "}, {x: y}] # !!python/object\t78.3\n'
    result = add(root, *PLACE, *SAID, "--answer", "others=new", table=table)
    assert result.exit_code == 0
    paper = load(root).papers["pebblevit"]
    assert paper.variants[1].name == 'PebbleViT-S: "}, {x: y}] # !!python/object'
    assert paper.variants[0] == load(root).papers["pebblevit"].variants[0]


def terminal(root: Path, table: Path, answers: list[str], *options: str) -> tuple[int, str]:
    """Runs the command on a terminal, gives one answer to each prompt, and gives exit code and what was shown."""
    parent, child = pty.openpty()
    command = [sys.executable, "-m", "lvkb", "add", "--table", str(table), "--root", str(root), *options]
    environment = {**os.environ, "TERM": "dumb", "COLUMNS": "200"}
    process = subprocess.Popen(command, stdin=child, stdout=child, stderr=child, env=environment, cwd=Path.cwd())
    os.close(child)
    shown, left, end = "", list(answers), time.monotonic() + 300
    seen = 0
    while time.monotonic() < end:
        if select.select([parent], [], [], 0.2)[0]:
            try:
                shown += os.read(parent, 65536).decode()
            except OSError:  # the other side is closed
                break
        elif left and shown[seen:].rstrip(" ").endswith(":"):
            seen = len(shown)
            os.write(parent, f"{left.pop(0)}\n".encode())
    os.close(parent)
    return process.wait(timeout=120), shown


def test_on_a_terminal_questions_are_put_and_all_is_shown(root: Path, tmp_path: Path) -> None:
    """Record, source and place, then what the table does not say; a wrong answer is asked again; then one agreement."""
    table = tmp_path / "table.md"
    table.write_text(TABLE)
    answers = ["pebblevit", "paper", "Table 2", "huge", "224", "none", "none", "skip", "y"]
    code, shown = terminal(root, table, answers)
    assert code == 0, shown
    assert "The answer is pixels, such as 224." in shown
    assert "Top-1 (%): 78.30" in shown
    assert "Add 2 readings to catalog/papers/pebblevit.yml? [y/N]" in shown
    assert len(load(root).papers["pebblevit"].variants) == 2


def test_on_a_terminal_no_means_no(root: Path, tmp_path: Path) -> None:
    """Without agreement nothing is written."""
    table = tmp_path / "table.md"
    table.write_text(TABLE)
    code, shown = terminal(root, table, ["n"], *PLACE, *SAID, "--answer", "others=skip")
    assert code == 1, shown
    assert record(root) == RECORD
