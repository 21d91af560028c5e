"""The options of `lvkb add --table`, and the answers that they give to what a table does not say."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Annotated

import typer

from lvkb.errors import WrongUse

_PANEL = "Tables of results"
Table = Annotated[
    str | None,
    typer.Option(
        "--table",
        metavar="FILE|-",
        help="Turn a table of results into readings: LaTeX, Markdown, HTML, CSV, or text of a PDF.",
        rich_help_panel=_PANEL,
    ),
]
WrittenAs = Annotated[
    str | None,
    typer.Option(
        "--as", metavar="latex|markdown|html|csv|tsv|spaced", help="Format of the table.", rich_help_panel=_PANEL
    ),
]
To = Annotated[str | None, typer.Option("--to", metavar="PAPER-ID", help="Record to add to.", rich_help_panel=_PANEL)]
SourceOption = Annotated[
    str | None,
    typer.Option("--source", metavar="KEY", help="Source of the record that the table is in.", rich_help_panel=_PANEL),
]
At = Annotated[str | None, typer.Option("--at", metavar="PLACE", help='Where: "Table 2".', rich_help_panel=_PANEL)]
Rows = Annotated[
    str | None,
    typer.Option("--rows", metavar="1,3-5", help="Rows of models to take; all unless given.", rich_help_panel=_PANEL),
]
Number = Annotated[
    int,
    typer.Option(
        "--number", min=0, help="Which table of the file; all unless given.", show_default=False, rich_help_panel=_PANEL
    ),
]
Given = Annotated[
    list[str] | None,
    typer.Option("--answer", metavar="KEY=VALUE", help="Answer to a question.", rich_help_panel=_PANEL),
]


def _said(flag: str, metavar: str, words: str) -> typer.models.OptionInfo:
    option = typer.Option(flag, metavar=metavar, help=words, rich_help_panel=_PANEL)
    assert isinstance(option, typer.models.OptionInfo)
    return option


Resolution = Annotated[str | None, _said("--resolution", "PIXELS", "Size of the images.")]
ComputeUnit = Annotated[str | None, _said("--compute-unit", "macs|flops|unstated", "What compute is counted in.")]
Pretrain = Annotated[str | None, _said("--pretrain", "none|DATA", "Data of the pre-training.")]
Distilled = Annotated[str | None, _said("--distilled", "none|KIND", "Kind of distillation.")]
Epochs = Annotated[str | None, _said("--epochs", "NUMBER", "Training epochs.")]
Teacher = Annotated[str | None, _said("--teacher", "NAME", "Teacher of distilled models.")]
Device = Annotated[str | None, _said("--device", "NAME|unstated", "Device of the speeds.")]
Precision = Annotated[str | None, _said("--precision", "fp32|fp16|...", "Precision of the speeds.")]
Batch = Annotated[str | None, _said("--batch", "NUMBER", "Images per batch of the speeds.")]


def answers_of(fields: Mapping[str, str | None], given: Iterable[str]) -> dict[str, str]:
    """Gives the answers of options by the key of their question.

    Raises:
        WrongUse: An answer is not one that the question takes.
    """
    from lvkb.findings import visible
    from lvkb.intake.table_questions import objection

    answers = {key: value for key, value in fields.items() if value is not None}
    for text in given:
        key, sign, value = text.rpartition("=")
        if not sign:
            raise WrongUse(f'--answer "{visible(text)}" has the form KEY=VALUE, with a key that a question names.')
        answers[key.strip()] = value.strip()
    for key, value in answers.items():
        if why := objection(key, value):
            raise WrongUse(f'"{visible(value)}" is no answer to {visible(key)}. {why}')
    return answers
