"""The tool `table`: models as a table of related work, with the BibTeX of its rows, by the rules of `lvkb table`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Annotated, Literal

from pydantic import Field, StrictBool, StrictFloat, StrictInt

from lvkb.errors import WrongUse
from lvkb.exports.bibtex import bibtex_of
from lvkb.mcp_server.asked_base import Answer, Arguments, Limit, Name
from lvkb.mcp_server.knowledge import Knowledge
from lvkb.mcp_server.plain_words import limit_text
from lvkb.render.related_columns import COLUMNS, chosen_columns, footnotes
from lvkb.render.related_tables import FORMS
from lvkb.views.picker import Choice
from lvkb.views.question_words import asked_of
from lvkb.views.related_rows import LEFT_OUT, asked_rows, related_rows


class TableArguments(Arguments):
    """Models, or a question for them."""

    models: Annotated[
        tuple[Name, ...], Field(max_length=50, description="Models or papers by name; a paper is all its models.")
    ] = ()
    where: Annotated[
        Mapping[Name, StrictBool | StrictInt | StrictFloat | Name],
        Field(
            default_factory=dict, description='In place of names, the arguments of `pick`: {"params": 6, "timm": true}.'
        ),
    ]
    format: Annotated[Literal["latex", "markdown", "csv", "html"], Field(description="How it is written.")] = "latex"
    columns: Annotated[
        tuple[Name, ...], Field(max_length=20, description=f"Columns, the usual ones by default: {', '.join(COLUMNS)}.")
    ] = ()
    bibtex: Annotated[bool, Field(description="Whether the BibTeX of the rows is given too.")] = True
    limit: Limit = 20


class TableAnswer(Answer):
    """A table; units stand in its head."""

    format: str
    rows: int
    left_out: Annotated[tuple[str, ...], Field(description="Models without a row, with the reason")] = ()
    protocol: Annotated[str, Field(description="What most rows share")]
    other_protocols: Annotated[dict[str, str], Field(description="By model, where it differs from that")]
    not_shown: Annotated[int, Field(description="Rows beyond `limit`")] = 0
    table: str
    bibtex: Annotated[str | None, Field(description="Keys are the ids that the LaTeX cites")] = None


def write_table(data: Knowledge, given: TableArguments) -> TableAnswer:
    """Writes a table.

    Raises:
        WrongUse: A name, word or column is unknown, or nothing is left to write.
    """
    if bool(given.models) == bool(given.where):
        raise WrongUse("give either models or where.")
    columns = chosen_columns(",".join(given.columns))
    rows, left_out = _named(data, given.models) if given.models else (_asked(data, given), ())
    shown = rows[: given.limit]
    told = footnotes(shown)
    notes = dict(told.notes)
    return TableAnswer(
        format=given.format,
        rows=len(shown),
        left_out=left_out,
        protocol=", ".join(told.usual),
        other_protocols={
            row.entry.model: notes[letter] for row, letter in zip(shown, told.letters, strict=True) if letter
        },
        not_shown=len(rows) - len(shown),
        table=FORMS[given.format](shown, columns),
        bibtex=bibtex_of(row.paper for row in shown) if given.bibtex else None,
    )


def _named(data: Knowledge, names: Sequence[str]) -> tuple[Sequence[Choice], tuple[str, ...]]:
    found = related_rows(data.space, map(data.names.look_up, names))
    if not found.rows:
        raise WrongUse(f"nothing is left to write: {LEFT_OUT}.")
    return found.rows, tuple(f"{item}: {LEFT_OUT}" for item in found.left_out)


def _asked(data: Knowledge, given: TableArguments) -> Sequence[Choice]:
    return asked_rows(data.space, asked_of(f"{key}={_word(key, value)}" for key, value in given.where.items()))


def _word(key: str, value: bool | float | str) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return limit_text(key, value)
