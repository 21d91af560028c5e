"""`lvkb add --table`: a pasted table of results to readings of a record."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from lvkb.cli.common import NotWritten, TextOrJson, asking, find, is_terminal, read_stdin
from lvkb.cli.table_text import as_json, question_lines, readings_table
from lvkb.errors import ExitCode, LvkbError, WrongUse
from lvkb.findings import visible

if TYPE_CHECKING:
    from lvkb.catalog import Catalog
    from lvkb.documents.table_formats import TableFormat
    from lvkb.intake.table_additions import Additions
    from lvkb.intake.table_result import TableResult
    from lvkb.records import Paper


class RecordBroken(LvkbError):
    """The record would not be valid; the text says why."""

    exit_code = ExitCode.FINDINGS


@dataclass(frozen=True)
class TableTask:
    """What a user asks.

    Attributes:
        table: File with the table, `-` for the standard input.
        written_as: Format, None where the text is to tell.
        to: Record that the readings go into.
        source: Key of its source.
        at: Place of the table in the source, such as `Table 2`.
        rows: Rows to take, None for all.
        number: Which table of the file is meant, 0 for all.
        answers: What the table does not say.
    """

    table: str
    written_as: str | None
    to: str | None
    source: str | None
    at: str | None
    rows: str | None
    number: int = 0
    answers: Mapping[str, str] = field(default_factory=dict)


def add_table(task: TableTask, root: Path | None, *, dry_run: bool, output: TextOrJson) -> None:
    """Reads a table, asks what it does not say, and adds its readings to a record.

    Raises:
        LvkbError: The table cannot be read, or holds no readings; or the record cannot take them.
    """
    text, path = read_input(task.table)
    is_asking = is_terminal() and not dry_run and output is TextOrJson.TEXT
    if not dry_run:
        task = _with_place(task, is_asking=is_asking)
    catalog, paper = _record(task, root)
    read = _reader(text, path, task, catalog, paper)
    if is_asking:
        from lvkb.cli.table_prompts import answer_all

        with asking():
            task = replace(task, answers=answer_all(read, task.answers, path))
    result, plan = read(task.answers)
    if output is TextOrJson.JSON:
        typer.echo(as_json(result, path))
    else:
        readings_table(result)
    if dry_run:
        _say_all(
            (*question_lines(result, path), *(plan.conflicts if plan else ())) if output is TextOrJson.TEXT else ()
        )
    elif result.tables > 1:
        raise WrongUse(f"{visible(path)} has {result.tables} tables of results; --number says which one is meant.")
    elif plan is not None and catalog is not None:
        _write(result, plan, catalog, path, is_asking=is_asking)


def _reader(
    text: str, path: str, task: TableTask, catalog: Catalog | None, paper: Paper | None
) -> Callable[[Mapping[str, str]], tuple[TableResult, Additions | None]]:
    """Gives a function from answers to what the table says, and to what it adds to the record."""
    from lvkb.intake.pasted_tables import read_pasted
    from lvkb.intake.table_additions import plan_additions

    written_as, rows = format_named(task.written_as), rows_named(task.rows)

    def read(answers: Mapping[str, str]) -> tuple[TableResult, Additions | None]:
        result = read_pasted(text, path, answers, written_as, task.number).of_rows(rows)
        result.place(task.source, task.at)
        if not result.readings:
            why = "; ".join(result.passed_over) or "no row that was asked for has a name and a figure"
            raise WrongUse(visible(f"{path} gives no readings: {why}."))
        if paper is None or catalog is None or not (task.source and task.at):
            return result, None
        plan = plan_additions(result.readings, paper, catalog, answers)
        result.questions += (question for question in plan.questions if question.key not in answers)
        return result, plan

    return read


def _with_place(task: TableTask, *, is_asking: bool) -> TableTask:
    """Sees to it that record, source and place are known."""
    lacking = [name for name in ("to", "source", "at") if not getattr(task, name)]
    if lacking and not is_asking:
        flags = " and ".join(f"--{name}" for name in lacking)
        raise WrongUse(f"{flags} must say where the readings go; --dry-run shows them without.")
    words = {"to": "Record (paper id)", "source": "Key of its source", "at": 'Where the table is, such as "Table 2"'}
    with asking():
        return replace(task, **{name: typer.prompt(words[name]).strip() for name in lacking})


def _record(task: TableTask, root: Path | None) -> tuple[Catalog | None, Paper | None]:
    """Gives the catalogue and the record that the readings go into; neither where none is named."""
    if not task.to:
        return None, None
    from lvkb.catalog import load
    from lvkb.layout import PAPERS, paper_files
    from lvkb.near_words import did_you_mean, near_words

    catalog = load(find(root))
    paper = catalog.papers.get(task.to)
    if paper is None and (path := f"{PAPERS}/{task.to}.yml") in paper_files(catalog.root):
        raise WrongUse(f"{path} has gaps or errors, which must be mended first; `lvkb check` names them.")
    if paper is None:
        hint = did_you_mean(near_words(task.to, catalog.papers)) or "`lvkb check` names records that cannot be read."
        raise WrongUse(f'There is no record "{visible(task.to)}". {hint}')
    if task.source and task.source not in paper.sources:
        known = ", ".join(paper.sources) or "none"
        raise WrongUse(
            f'{paper.id} has no source "{visible(task.source)}"; it has {known}. Add it under `sources:` first.'
        )
    if any(not char.isprintable() for char in task.at or "") or len(task.at or "") > 200:
        raise WrongUse("--at is one line of at most 200 characters.")
    return catalog, paper


def _write(result: TableResult, plan: Additions, catalog: Catalog, path: str, *, is_asking: bool) -> None:
    """Adds the readings to the record, unless something is open or contradicts it."""
    from lvkb.layout import PAPERS
    from lvkb.wording import amount

    _say_all(plan.held)
    stops = [*question_lines(result, path), *plan.conflicts]
    if stops:
        for line in stops:
            typer.echo(visible(line), err=True)
        typer.echo("Nothing was written.", err=True)
        raise typer.Exit(ExitCode.FINDINGS)
    record = f"{PAPERS}/{plan.paper.id}.yml"
    if not plan.count:
        typer.echo(f"{record} holds all of these readings; nothing was written.")
        return
    with asking():
        is_wanted = not is_asking or typer.confirm(f"Add {amount(plan.count, 'reading')} to {record}?")
    if not is_wanted:
        typer.echo("Nothing was written.")
        raise typer.Exit(ExitCode.FINDINGS)
    _change(plan, catalog.root, record)
    typer.echo(f"{record}: {amount(plan.count, 'reading')} added. `lvkb check` looks at the record as a whole.")


def _change(plan: Additions, root: Path, record: str) -> None:
    from lvkb.editing import change_record
    from lvkb.records import Paper
    from lvkb.validation import read_record
    from lvkb.yamlfile import parse

    def edit(content: bytes) -> bytes:
        new = plan.written_into(content)
        document = parse(new, record)
        if read_record(document, Paper) is None:
            raise RecordBroken("\n".join(("The readings do not fit the record:", *map(str, document.findings))))
        return new

    try:
        change_record(root, record, edit)
    except OSError as error:
        raise NotWritten(f"{record} cannot be written: {error.strerror}.") from None


def _say_all(lines: tuple[str, ...] | list[str]) -> None:
    for line in lines:
        typer.echo(visible(line))


def read_input(table: str) -> tuple[str, str]:
    """Gives the text of a table and its name in messages; `-` is the standard input."""
    from lvkb.intake.pasted_tables import MAX_TABLE_BYTES, read_table_file, table_text

    if table != "-":
        return read_table_file(Path(table)), table
    return table_text(read_stdin("the table", MAX_TABLE_BYTES), "<stdin>"), "<stdin>"


def format_named(name: str | None) -> TableFormat | None:
    """Gives the format that an option names.

    Raises:
        WrongUse: There is no such format.
    """
    from lvkb.documents.table_formats import TableFormat

    if name is None:
        return None
    if name not in list(TableFormat):
        raise WrongUse(f'"{visible(name)}" is no format of tables; there are {", ".join(TableFormat)}.')
    return TableFormat(name)


def rows_named(text: str | None) -> frozenset[int] | None:
    """Gives the numbers of rows that an option such as `1,3-5` names; None for all.

    Raises:
        WrongUse: It is no list of numbers.
    """
    if text is None:
        return None
    found: set[int] = set()
    for piece in text.split(","):
        first, dash, last = piece.strip().partition("-")
        if not (first.isdecimal() and (not dash or last.isdecimal()) and len(piece) < 12):
            raise WrongUse(f'--rows "{visible(text)}" is no list of rows, such as 1,3-5.')
        found.update(range(int(first), min(int(last or first), 100_000) + 1))
    return frozenset(found)
