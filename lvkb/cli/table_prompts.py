"""The questions of `lvkb add --table` on a terminal."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

import typer

from lvkb.cli.table_text import place_of
from lvkb.findings import visible

if TYPE_CHECKING:
    from lvkb.intake.table_questions import Question
    from lvkb.intake.table_result import TableResult


def answer_all(
    read: Callable[[Mapping[str, str]], tuple[TableResult, Any]], answers: Mapping[str, str], path: str
) -> dict[str, str]:
    """Asks until nothing is open, and gives all answers; an answer may lead to further questions.

    Args:
        read: Gives for some answers what is still open.
        answers: The answers that are known.
        path: Name of the table in messages.
    """
    known = dict(answers)
    while questions := read(known)[0].questions:
        for question in questions:
            known[question.key] = ask(question, path)
    return known


def ask(question: Question, path: str) -> str:
    """Asks one question until the answer will do."""
    from lvkb.intake.table_questions import UNKNOWN, objection

    typer.echo(visible(f"{place_of(question, path)}: {question.text}"))
    needs_word = question.key.startswith(("mark:", "label:", "variant:"))
    default = question.proposed or ("" if needs_word else UNKNOWN)
    while True:
        answer = str(typer.prompt(f"  {visible(question.key)}", default=default)).strip()
        why = objection(question.key, answer)
        if not why:
            return answer
        typer.echo(f"  {why}")
