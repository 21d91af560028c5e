"""The issue forms of a knowledge base: what they ask, and one that was answered."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from lvkb.errors import LvkbError


class IssueRefused(LvkbError):
    """An issue cannot be turned into a change; the text says what was not understood."""


class Question(NamedTuple):
    """One question of a form.

    Attributes:
        id: Its id in the form.
        label: What stands above the answer in the issue.
        is_required: Whether the form demands an answer.
        is_long: Whether the answer may have several lines; such answers are for people and change nothing.
    """

    id: str
    label: str
    is_required: bool = True
    is_long: bool = False


class Form(NamedTuple):
    """A form with its questions in their order.

    Attributes:
        file: Its file in `.github/ISSUE_TEMPLATE`.
        name: What people call it.
    """

    file: str
    name: str
    questions: tuple[Question, ...]


class Answered(NamedTuple):
    """An issue: its form, and the answers by the questions' ids; an answer that was not given is empty."""

    form: Form
    answers: Mapping[str, str]


_WHERE = Question("where", "Record and model")
_SOURCE = Question("source", "Source and place")

WRONG_NUMBER = Form(
    "wrong-number.yml",
    "Wrong number",
    (
        _WHERE,
        Question("said", "What the record says"),
        Question("right", "What the source says"),
        _SOURCE,
        Question("more", "Anything else", is_required=False, is_long=True),
    ),
)
MISSING_NUMBER = Form("missing-number.yml", "Missing number", (_WHERE, Question("what", "What is missing"), _SOURCE))
MISSING_PAPER = Form(
    "missing-paper.yml",
    "Missing paper",
    (
        Question("paper", "Paper"),
        Question("code", "Code", is_required=False),
        Question("results", "Where its ImageNet-1K numbers stand", is_required=False, is_long=True),
        Question("category", "Category", is_required=False),
        Question("looked", "Before you send", is_long=True),
    ),
)
CONFIRM = Form(
    "confirm-numbers.yml",
    "Confirm my paper's numbers",
    (
        Question("where", "Record"),
        Question("source", "Which figures"),
        Question("author", "Who you are"),
        Question("compared", "Before you send", is_long=True),
    ),
)
FORMS = (WRONG_NUMBER, MISSING_NUMBER, MISSING_PAPER, CONFIRM)
