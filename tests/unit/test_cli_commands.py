"""The commands as a whole: what their help says, the words that their options take, and how they end."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import typer
from typer.core import TyperGroup
from typer.main import get_command
from typer.testing import CliRunner

import lvkb
from lvkb.cli import app
from lvkb.cli.common import Commands
from lvkb.cli.export import DataFormat, DataTable
from lvkb.errors import BrokenRecords, LvkbError, NetworkFailed, WrongUse
from lvkb.exports import FORMATS
from lvkb.frames import FRAMES
from tests.cli_text import flat, no_choice, refusal

HELP = {
    "add": "Write a record with what arXiv, Crossref, OpenReview or CVF tell, ask for the rest, or mark it with GAP.",
    "build": "Build README.md, the record schema and the searchable site in build/site.",
    "check": "Check every record, offline unless --links is given.",
    "diff": "Tell what changed since REF: papers, numbers, setups, verdicts, fronts, pages; what vanishes first.",
    "discover": "Ask arXiv for new papers with the searches of catalog/queries.yml, and rank those that are not held.",
    "export": "Write all data: readings as csv, results, timings, json, bibtex, parquet.",
    "fix": "Mend every finding that needs no judgement; show the difference, or write it with --write.",
    "fmt": "Write records in their canonical form: keys in order, a reading a line, all comments kept.",
    "freeze": "Pack a release of the data: all formats, records, site, checksums, citation, licences; the same bytes",
    "from-issue": "Turn an answered issue form into a change of its record; show the difference, or write it with",
    "import": "Write a draft record for each paper of a list, and ask about all the list leaves open.",
    "init": "Make another survey: own name and taxonomy, two examples, workflows and Makefile; checked and built at",
    "links": "Check the links of files: one line a link with status, address and reason, and the counts.",
    "mcp": "Answer assistants by the Model Context Protocol, on standard input and output. See docs/mcp.md.",
    "models bench": "Time models on this machine: latency, throughput, memory. Random weights, nothing is downloaded.",
    "models export": "Write a model for another runtime, checked against torch's own output.",
    "models import-aihub": "Take over the times of the models that catalog/device-models.yml names.",
    "models import-timm": "Take over timm's own accuracies and throughputs of all linked models.",
    "models list": "List the variants that timm has, with reported and counted figures.",
    "models run": "Classify images. Weights come from this machine, a file, or with --download from the hub.",
    "models show": "Show all that is known of a model, or of all models of a paper, and the Python that runs it.",
    "models verify": "Build linked models without weights or network, count parameters and MACs, hold them against",
    "pick": "Rank the models within a budget: ties as bands, the cheapest of the best, what the next step up",
    "release-notes": "Tell what a release of the data changes, and whether its version is high enough:",
    "schema": "Print the JSON Schema of a record.",
    "serve": "Show the site on this machine, and keep it up to date with every record, template and page.",
    "show": "Show one paper or one model: links, idea, results with where each was read, licences, and Python.",
    "stats": "Count what the catalogue holds and lacks: by family, year, kind of source, and listing.",
    "table": "Write a table of models as for related work: units, footnotes where protocols differ, citations.",
}
"""The commands, each with how its help begins."""

FULL_DISK = Path("/dev/full")
TOY = Path(__file__).parent.parent / "toy"

REPORTS = ("text", "json", "github", "sarif", "markdown")
VERDICTS = (
    *("not in timm", "no published figure", "not counted", "agrees"),
    *("fused form only", "other input size", "factor two", "mismatch"),
)
CHOICES = [
    ("check", "--format", REPORTS),
    ("diff main", "--format", ("text", "markdown", "json")),
    ("discover", "--format", ("text", "json", "markdown")),
    ("fix", "--format", ("text", "diff", "json")),
    ("links a.md", "--format", REPORTS),
    ("models bench a", "--device", ("cpu", "cuda", "mps")),
    ("models bench a", "--format", ("text", "json")),
    ("models bench a", "--precision", ("fp32", "fp16", "bf16", "amp")),
    ("models export a --out a", "--format", ("onnx", "torchscript")),
    ("models list", "--format", ("text", "json")),
    ("models list", "--verdict", VERDICTS),
    ("models run a a.png", "--device", ("cpu", "cuda", "mps")),
    ("models run a a.png", "--format", ("text", "json")),
    ("models verify", "--format", ("text", "json")),
    ("pick", "--format", ("text", "json", "markdown")),
    ("release-notes main", "--format", ("text", "json", "markdown")),
    ("show a", "--format", ("text", "json", "markdown")),
    ("table a", "--format", ("latex", "markdown", "csv", "html")),
]
"""Options that take one of a few words, with all of these."""


def names(group: TyperGroup, before: str = "") -> Iterator[str]:
    """Gives the names of all commands below a group."""
    for name, command in group.commands.items():
        if isinstance(command, TyperGroup):
            yield from names(command, f"{before}{name} ")
        else:
            yield before + name


def found(words: list[str]) -> Any:
    """Gives the command that stands first in some words, and takes its name from them."""
    command: Any = get_command(app)
    while isinstance(command, TyperGroup):
        command = command.commands[words.pop(0)]
    return command


def parsed(*arguments: str) -> list[str]:
    """Gives the values that a command is called with, as texts, without calling it."""
    rest = list(arguments)
    return [str(value) for value in found(rest).make_context("lvkb", rest).params.values()]


def test_every_command_has_its_help_here() -> None:
    """A command that is added brings its help into this file."""
    group = get_command(app)
    assert isinstance(group, TyperGroup)
    assert sorted(names(group)) == sorted(HELP)


def test_every_command_stands_below_a_heading() -> None:
    """The help of all begins with what most people come for, and no command is without a heading."""
    text = CliRunner().invoke(app, ["--help"]).stdout
    headings = [line.split("─ ")[1].split(" ─")[0] for line in text.splitlines() if "─ " in line]
    assert headings == ["Options", "Write records", "Check and review", "Use the numbers", "Build and publish"]


@pytest.mark.parametrize("command", HELP)
def test_help(command: str) -> None:
    """The help of a command says what it does, and all its options say what they are for."""
    result = CliRunner().invoke(app, [*command.split(), "--help"])
    assert result.exit_code == 0
    assert HELP[command] in flat(result.stdout)
    assert [option.name for option in found(command.split()).params if not option.help] == []


@pytest.mark.parametrize(("command", "option", "words"), CHOICES)
def test_words_that_an_option_takes(command: str, option: str, words: tuple[str, ...]) -> None:
    """Each word is taken; another one ends the command with 2, and all words there are."""
    assert [word for word in words if word not in parsed(*command.split(), option, word)] == []
    assert refusal(CliRunner().invoke(app, [*command.split(), option, "nope"])) == no_choice(option, "nope", *words)


def test_the_formats_of_export_are_those_there_are() -> None:
    """Each format that the command takes has its writer, and no writer is out of its reach; likewise the tables."""
    assert tuple(DataFormat) == (*FORMATS, "parquet", "eee", "hub-eval-results")
    assert tuple(DataTable) == tuple(FRAMES)


@pytest.fixture
def failing() -> typer.Typer:
    """An application whose commands fail in every way."""
    failures = typer.Typer(cls=Commands, pretty_exceptions_enable=False)
    below = typer.Typer()
    failures.add_typer(below, name="below")

    def command(group: typer.Typer, name: str, error: BaseException) -> None:
        def fail() -> None:
            raise error

        group.command(name)(fail)

    command(failures, "wrong", WrongUse("a slip.\nMend it."))
    command(failures, "broken", BrokenRecords("a slip."))
    command(failures, "silent", NetworkFailed("a slip."))
    command(failures, "bug", KeyError("a slip."))
    command(failures, "locked", PermissionError(13, "Permission denied", "/a/\x1bb"))
    command(failures, "lost", FileNotFoundError(2, "No such file or directory", "/a/b"))
    command(failures, "interrupted", KeyboardInterrupt())
    command(below, "wrong", WrongUse("a \x1b[31mslip."))
    return failures


@pytest.mark.parametrize(
    ("command", "code", "said"),
    [
        ("wrong", 2, "lvkb: a slip.\nMend it.\n"),
        ("broken", 1, "lvkb: a slip.\n"),
        ("silent", 3, "lvkb: a slip.\n"),
        ("below wrong", 2, "lvkb: a \\x1b[31mslip.\n"),
        ("locked", 2, "lvkb: /a/\\x1bb cannot be used: Permission denied.\n"),
    ],
)
def test_what_is_no_bug_ends_with_a_message(failing: typer.Typer, command: str, code: int, said: str) -> None:
    """An error that a person can mend is told without a traceback, in characters that show, with its exit code."""
    result = CliRunner().invoke(failing, command.split())
    assert (result.exit_code, result.stdout, result.stderr) == (code, "", said)
    assert isinstance(result.exception, SystemExit)


def test_a_bug_shows_its_traceback(failing: typer.Typer) -> None:
    """Any other error comes out as it is; so does a file that lvkb should have looked for."""
    assert isinstance(CliRunner().invoke(failing, ["bug"]).exception, KeyError)
    assert isinstance(CliRunner().invoke(failing, ["lost"]).exception, FileNotFoundError)


def test_the_root_of_all_errors_is_public() -> None:
    """Whoever uses lvkb as a library can catch its errors by one name."""
    assert issubclass(lvkb.RootNotFound, LvkbError)
    assert lvkb.LvkbError is LvkbError


@pytest.mark.skipif(not FULL_DISK.exists(), reason="only Linux has a device that is always full")
@pytest.mark.parametrize("arguments", ["schema", "--help", f"stats --root {TOY}"])
def test_full_disk_ends_with_a_message(arguments: str) -> None:
    """An output that the disk has no room for is told in one line, for commands and for their help."""
    with FULL_DISK.open("wb") as full:
        command = [sys.executable, "-m", "lvkb", *arguments.split()]
        ended = subprocess.run(command, stdout=full, stderr=subprocess.PIPE, text=True, check=False)
    assert (ended.returncode, ended.stderr) == (2, "lvkb: the output cannot be written: No space left on device.\n")


@pytest.mark.parametrize("arguments", ["export json --out", "export eee --out", "check --root", "build --releases"])
def test_a_name_that_no_file_system_bears(arguments: str) -> None:
    """It is told in one line, wherever it stands; so is a file that this user may not touch."""
    command = [
        sys.executable,
        "-m",
        "lvkb",
        *arguments.split(),
        "x" * 300,
        *(() if "--root" in arguments else ("--root", str(TOY))),
    ]
    ended = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (ended.returncode, ended.stdout) == (2, "")
    assert re.fullmatch(r"lvkb: .*x{50,100}.*: File name too long\..*\n", ended.stderr)


def test_interrupts_are_told_by_the_exit_code(failing: typer.Typer) -> None:
    """Who interrupts a command gets no traceback."""
    result = CliRunner().invoke(failing, ["interrupted"])
    assert result.exit_code in {1, 130}  # as the version of typer has it
    assert isinstance(result.exception, SystemExit)


def test_the_command_line_starts_with_little() -> None:
    """No command takes what is slow to import along before it is called, be it one of the library or of others."""
    slow = ("jinja2", "numpy", "pydantic", "requests", "rich", "timm", "torch", "yaml")
    light = ("lvkb.models.choices", "lvkb.subject.agreement")
    code = "import sys, lvkb.cli; print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    names = done.stdout.split()
    assert [name for name in names if name in slow] == []
    rooms = ("lvkb.models.", "lvkb.results", "lvkb.subject.")
    assert [name for name in names if name.startswith(rooms)] == sorted(light)
