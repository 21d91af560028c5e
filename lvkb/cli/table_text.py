"""What `lvkb add --table` shows: readings beside the row they come from, questions, and both for programs."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import TYPE_CHECKING

import typer

from lvkb.findings import visible

if TYPE_CHECKING:
    from lvkb.intake.table_questions import Question
    from lvkb.intake.table_result import TableReading, TableResult

_WIDEST = 40


def as_json(result: TableResult, path: str) -> str:
    """Gives readings and questions for programs."""
    data = {
        "readings": [reading.ordered() for reading in result.readings],
        "questions": [
            {
                "key": question.key,
                "question": question.text,
                "at": place_of(question, path),
                "readings": list(question.readings),
                **({"proposed": question.proposed} if question.proposed else {}),
                "flag": question.flag,
            }
            for question in result.questions
        ],
        "passed_over": result.passed_over,
        "places": [f"{path}:{reading.line}:{reading.column}" for reading in result.readings],
    }
    return json.dumps(data, ensure_ascii=False, indent=2)


def place_of(question: Question, path: str) -> str:
    """Gives the place that a question is about."""
    return f"{path}:{question.line}:{question.column}" if question.line else path


def question_lines(result: TableResult, path: str) -> Iterator[str]:
    """Gives each question with its place and the flag that answers it."""
    for question in result.questions:
        yield f"{place_of(question, path)}: {question.text} Answer with {question.flag}"


def readings_table(result: TableResult) -> None:
    """Prints each reading: what stands in the row, and what it was read as."""
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    console = Console()
    if not console.is_terminal:
        typer.echo(_plain(result))
        for words in result.passed_over:
            typer.echo(visible(f"passed over: {words}"))
        return
    table = Table("row", "variant", "as printed", "read as", show_lines=True)
    for reading in result.readings:
        cells = (str(reading.number), reading.values["variant"], _printed(reading), _read(reading))
        table.add_row(*(Text("\n".join(map(visible, cell.split("\n")))) for cell in cells))
    console.print(table)
    for words in result.passed_over:
        typer.echo(visible(f"passed over: {words}"))


def _printed(reading: TableReading) -> str:
    pairs = dict.fromkeys((shown.title, shown.text) for shown in reading.shown)
    return "\n".join(f"{_short(title)}: {_short(text)}" for title, text in pairs)


def _read(reading: TableReading) -> str:
    return "\n".join(f"{key}: {value}" for key, value in reading.ordered().items() if key != "variant")


def _short(text: str) -> str:
    return text if len(text) <= _WIDEST else f"{text[: _WIDEST - 3]}..."


def _plain(result: TableResult) -> str:
    lines = []
    for reading in result.readings:
        values = ", ".join(f"{key}: {value}" for key, value in reading.ordered().items() if key != "variant")
        lines.append(visible(f"row {reading.number}, {reading.values['variant']}: {values}"))
    return "\n".join(lines)
