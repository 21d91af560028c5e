"""`lvkb models list`: the variants that timm has, without torch."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Annotated, Any

import typer

from lvkb.cli.common import Format, RootOrSnapshot, TextOrJson, open_catalog
from lvkb.cli.model_options import models
from lvkb.errors import WrongUse
from lvkb.near_words import did_you_mean, near_words
from lvkb.subject.agreement import Verdict
from lvkb.wording import amount

if TYPE_CHECKING:
    from lvkb.views.counted_models import ModelRow


@models.command("list")
def list_models(
    paper: Annotated[str | None, typer.Option("--paper", metavar="ID", help="Models of one paper.")] = None,
    category: Annotated[str | None, typer.Option("--category", metavar="NODE", help="Below a node.")] = None,
    max_params: Annotated[float | None, typer.Option("--max-params", min=0, help="Most parameters, in M.")] = None,
    max_macs: Annotated[float | None, typer.Option("--max-macs", min=0, help="Most multiply-adds, in G.")] = None,
    size: Annotated[int | None, typer.Option("--size", min=1, help="Image size in pixels.")] = None,
    licence: Annotated[str | None, typer.Option("--license", help="Licence of the weights, or how it begins.")] = None,
    verdict: Annotated[Verdict | None, typer.Option("--verdict", help="How reported figures stand to counted.")] = None,
    form: Format = TextOrJson.TEXT,
    root: RootOrSnapshot = None,
) -> None:
    """List the variants that timm has, with reported and counted figures.

    Figures are those of the model as built; "fused" marks those fused for inference, where the verdict rests on it.
    """
    from lvkb.results import Results
    from lvkb.views.counted_models import CountedModels

    catalog = open_catalog(root)
    _demand_known("paper", paper, catalog.papers)
    _demand_known("node", category, catalog.nodes)
    found = [
        row
        for row in CountedModels(Results(catalog)).by_name()
        if paper in (None, row.paper.id)
        and (category is None or row.paper.stands_in(category))
        and _at_most(row.params_shown, 10**6, max_params)
        and _at_most(row.macs_shown, 10**9, max_macs)
        and size in (None, row.size)
        and (licence is None or _license(row).casefold().startswith(licence.casefold()))
        and verdict in (None, row.verdict)
    ]
    if form is TextOrJson.JSON:
        typer.echo("[\n" + ",\n".join(json.dumps(_data(row), ensure_ascii=False) for row in found) + "\n]")
        return
    for line in _table(found):
        typer.echo(line)
    typer.echo(amount(len(found), "variant"))


def _demand_known(what: str, value: str | None, names: Iterable[str]) -> None:
    """Refuses a value that is none of the known names.

    Raises:
        WrongUse: It is none; the text says what may have been meant.
    """
    known = sorted(names)
    if value is None or value in known:
        return
    few = f"There are: {', '.join(known)}." if len(known) < 12 else ""
    hint = did_you_mean(near_words(value, known)) or few
    raise WrongUse(f'there is no {what} "{value}". {hint}'.rstrip())


def _at_most(count: int | None, unit: int, most: float | None) -> bool:
    return most is None or (count is not None and count <= most * unit)


def _license(row: ModelRow) -> str:
    return row.own.license if row.own else ""


def _data(row: ModelRow) -> dict[str, Any]:
    """Gives a row as data: figures as numbers, what is not known as null."""
    from lvkb.results.explanations import explain

    return {
        "model": row.model,
        "paper": row.paper.id,
        "variant": row.variant.name,
        "input_size": row.size,
        "params": float(row.params.reported) if row.params else None,
        "params_counted": _in(10**6, row.params_counted),
        "params_fused": _in(10**6, row.params_fused),
        "gmacs": float(row.compute.reported) if row.compute else None,
        "gmacs_counted": _in(10**9, row.macs_counted),
        "gmacs_fused": _in(10**9, row.macs_fused),
        "verdict": str(row.verdict),
        "notes": [explain(item) for item in row.explained],
        "license": _license(row) or None,
    }


def _in(unit: int, count: int | None) -> float | None:
    return None if count is None else round(count / unit, 3 if count < unit else 2)


def _table(rows: list[ModelRow]) -> Iterator[str]:
    """Gives the rows under a heading, in columns as wide as they must be."""
    from lvkb.findings import visible  # names are strangers' texts

    head = ("model", "variant", "px", "params M", "counted", "GMACs", "counted", "verdict", "licence")
    cells = [tuple(map(visible, _cells(row))) for row in rows]
    widths = [max(map(len, column)) for column in zip(head, *cells, strict=True)]
    for line in (head, *cells):
        padded = (
            cell.rjust(width) if 2 <= place <= 6 else cell.ljust(width)
            for place, (cell, width) in enumerate(zip(line, widths, strict=True))
        )
        yield "  ".join(padded).rstrip()


def _cells(row: ModelRow) -> tuple[str, ...]:
    from lvkb.render.figure_texts import number, told_count
    from lvkb.results.explanations import in_unit

    params, compute = row.params, row.compute
    return (
        row.model,
        row.variant.name,
        number(row.size),
        number(params.reported) if params else "",
        told_count(params) if params and params.built else in_unit("params", row.params_counted),
        number(compute.reported) if compute else "",
        told_count(compute) if compute and compute.built else in_unit("compute", row.macs_counted),
        str(row.verdict),
        _license(row),
    )
