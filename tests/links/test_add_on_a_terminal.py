"""`lvkb add` as a person meets it: a terminal of its own, keys typed one after the other, the record at the end."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pexpect
import pytest
from pytest_httpserver import HTTPServer
from werkzeug import Request, Response

from tests.conftest import MakeRoot
from tests.links.test_add_papers import feed, paper
from tests.samples import record

SECONDS_A_KEY = 0.2
MOST_SECONDS = 120
PATIENCE_S = 120
"""How long anything may take to show on a busy machine."""

IDEA = "A depthwise convolution before each attention block gives tokens their positions."
CHEAPER = "It replaces tables of positions, so one model serves every image size without resampling."
LIMITS = "Attention stays quadratic in the tokens, and the convolutions add some latency on phones."

TABLE = """\
Model\tParams (M)\tFLOPs (G)\tTop-1 (%)
X-ViT-S\t5.6\t1.1\t78.3
X-ViT-B\t22.1\t4.2\t82.0
"""

RECORD = """\
# yaml-language-server: $schema=../schema/paper.schema.json
id: x-vit
name: X-ViT
title: "X-ViT: A Title"
authors: [Ada Flint, "Zoë O'Neil"]
published: {year: 2026}
categories: [components/position-encoding]
arxiv: "2611.00009"
code:
  - {github: flint/x-vit, official: true}
annotation:
  idea: >-
    A depthwise convolution before each attention block gives tokens their positions.
  cheaper: >-
    It replaces tables of positions, so one model serves every image size without resampling.
  limits: >-
    Attention stays quadratic in the tokens, and the convolutions add some latency on phones.
sources:
  paper: {arxiv: "2611.00009v3"}
variants:
  - name: X-ViT-S
    readings:
      - {source: paper, at: "Table 2, row 1 (X-ViT-S)", resolution: 224, top1: 78.3, params_m: 5.6, compute_g: 1.1, compute_unit: flops, pretrain: none, distilled: none}
  - name: X-ViT-B
    readings:
      - {source: paper, at: "Table 2, row 2 (X-ViT-B)", resolution: 224, top1: 82.0, params_m: 22.1, compute_g: 4.2, compute_unit: flops, pretrain: none, distilled: none}
"""  # noqa: E501 - a reading stands in one line


class Person:
    """Types into terminals, and counts the keys and the questions."""

    def __init__(self, root: Path, environment: dict[str, str], allow: tuple[str, ...]) -> None:
        self.keys = self.questions = 0
        self.root = root
        self._environment = environment
        self._allow = allow
        self._terminal: pexpect.spawn | None = None

    def types_command(self, *words: str, asks_services: bool = False) -> None:
        """Types a command of lvkb, and Enter."""
        self.keys += len("lvkb ") + len(" ".join(f'"{word}"' if " " in word else word for word in words)) + 1
        command = ["-m", "lvkb", *words, *(self._allow if asks_services else ())]
        self._terminal = pexpect.spawn(
            sys.executable, command, cwd=self.root, env=self._environment, encoding="utf-8", timeout=PATIENCE_S
        )
        self._terminal.setwinsize(60, 160)

    def sees(self, text: str) -> None:
        """Waits until something shows."""
        assert self._terminal is not None
        self._terminal.expect_exact(text)

    def answers(self, question: str, text: str) -> None:
        """Waits for a question, and types the answer and Enter."""
        assert self._terminal is not None
        self._terminal.expect_exact(question)
        self._terminal.expect_exact(": ")
        self.questions += 1
        self.keys += len(text) + 1
        self._terminal.sendline(text)

    def pastes(self, text: str) -> None:
        """Pastes a text with two keys, and ends the input with Ctrl-D."""
        assert self._terminal is not None
        self.keys += 4
        for line in text.splitlines():
            self._terminal.sendline(line.replace("\t", "  "))  # a terminal would complete words at a tab
        self._terminal.sendeof()

    def interrupts(self) -> None:
        """Presses Ctrl-C, and again while nothing ends: before an answer is waited for none is noticed."""
        assert self._terminal is not None
        for _ in range(4):
            self._terminal.sendintr()
            if self._terminal.expect([pexpect.EOF, pexpect.TIMEOUT], timeout=5) == 0:
                return

    def waits(self) -> tuple[int, str]:
        """Waits for the end, and gives the exit code and all that showed since the last question."""
        assert self._terminal is not None
        if not self._terminal.flag_eof:
            self._terminal.expect(pexpect.EOF)
        shown = str(self._terminal.before)
        self._terminal.close()
        return int(self._terminal.exitstatus or 0), shown


@pytest.fixture
def person(httpserver: HTTPServer, make_root: MakeRoot) -> Person:
    """Someone before a knowledge base with one record."""

    def arxiv(_: Request) -> Response:
        told = {"comment": "Code: https://github.com/flint/x-vit", "abstract": "Convolutions encode positions."}
        return Response(feed(paper("2611.00009", "X-ViT: A Title", **told)))

    httpserver.expect_request("/api").respond_with_handler(arxiv)
    note = '{idea: "Convolutions encode positions", cheaper: "No table", limits: "Few"}'
    root = make_root({"papers/held.yml": record("held", annotation=note)})
    package = str(Path(__file__).parents[2])
    environment = {**os.environ, "PYTHONPATH": package, "LVKB_ARXIV_API": httpserver.url_for("/api"), "TERM": "xterm"}
    return Person(root, environment, ("--allow-host", f"{httpserver.host}:{httpserver.port}"))


def test_a_checked_record_with_two_readings_in_two_minutes(person: Person) -> None:
    """From an id to a record without findings: at a fifth of a second a key it takes less than two minutes."""
    person.types_command("add", "2611.00009", asks_services=True)
    person.answers("Category", "1")
    person.answers("flint/x-vit (named in the comment)", "y")
    person.answers("Idea", IDEA)
    person.answers("Cheaper", CHEAPER)
    person.answers("Limits", LIMITS)
    assert person.waits()[0] == 0
    person.types_command("add", "--table", "-", "--to", "x-vit", "--source", "paper", "--at", "Table 2")
    person.sees("press Ctrl-D")
    person.pastes(TABLE)
    person.answers("resolution", "224")
    person.answers("pretrain", "none")
    person.answers("distilled", "none")
    person.answers("Add 2 readings", "y")
    assert person.waits()[0] == 0
    person.types_command("check", "--strict")
    code, shown = person.waits()
    assert (code, shown.rpartition("\x1b[2K")[2]) == (0, "2 records checked: no findings\r\n")
    text = (person.root / "catalog/papers/x-vit.yml").read_text()
    assert text.partition("added:")[0] == RECORD
    print(f"{person.questions} questions, {person.keys} keys, {person.keys * SECONDS_A_KEY:.0f} s of typing")
    assert person.keys * SECONDS_A_KEY < MOST_SECONDS


@pytest.mark.parametrize("question", ["Category", "flint/x-vit", "Idea", "Limits"])
def test_ctrl_c_in_a_question_writes_nothing(person: Person, question: str) -> None:
    """Whatever was answered before, the folder is as it was."""
    person.types_command("add", "2611.00009", asks_services=True)
    for asked in ("Category", "flint/x-vit", "Idea", "Cheaper", "Limits"):
        if asked == question:
            break
        person.answers(asked, "1" if asked == "Category" else "y" if "/" in asked else "x")
    person.sees(question)
    person.interrupts()
    assert_stopped(person)
    assert [file.name for file in (person.root / "catalog/papers").iterdir()] == ["held.yml"]


@pytest.mark.parametrize("question", ["resolution", "distilled", "Add 2 readings"])
def test_ctrl_c_in_a_question_about_a_table_writes_nothing(person: Person, question: str) -> None:
    """It ends as the questions about a paper do, and the record is as it was."""
    old = (person.root / "catalog/papers/held.yml").read_bytes()
    person.types_command("add", "--table", "-", "--to", "held", "--source", "paper", "--at", "Table 2")
    person.sees("press Ctrl-D")
    person.pastes(TABLE)
    for asked, answer in (("resolution", "224"), ("pretrain", "none"), ("distilled", "none"), ("others", "new")):
        if asked == question:
            break
        person.answers(asked, answer)
    person.sees(question)
    person.interrupts()
    assert_stopped(person)
    assert (person.root / "catalog/papers/held.yml").read_bytes() == old


def test_a_category_that_is_none(person: Person) -> None:
    """The prompt tells what is near, and the branches of what has branches."""
    person.types_command("add", "2611.00009", asks_services=True)
    person.answers("Category", "components/position-encodings")
    person.sees(r"is no leaf of catalog/taxonomy.yml. Did you mean components/position-encoding")
    person.answers("Category", "components")
    person.sees(r"has branches; take one of components/")
    person.interrupts()
    assert_stopped(person)


def assert_stopped(person: Person) -> None:
    """Sees to it that a command ended for Ctrl-C with a word, and as wrong use does."""
    code, shown = person.waits()
    assert (code, "lvkb: stopped while asking; nothing was written." in shown) == (2, True)
