"""`lvkb models list` and `show`: the linked models and all that is known of them, without torch."""

from __future__ import annotations

import difflib
import json
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Annotated, Any

import typer

from lvkb.cli.common import Root, fail, find
from lvkb.cli.models_verify import models

if TYPE_CHECKING:
    from lvkb.catalog import Catalog
    from lvkb.measured import ModelCount
    from lvkb.models.linked_models import Linked
    from lvkb.results.verdicts import Judgement, Quantity
    from lvkb.views.models_page import ModelRow


@models.command("list")
def list_models(
    paper: Annotated[str | None, typer.Option("--paper", metavar="ID", help="Models of one paper.")] = None,
    category: Annotated[str | None, typer.Option("--category", metavar="NODE", help="Below a node.")] = None,
    max_params: Annotated[float | None, typer.Option("--max-params", min=0, help="Most parameters, in M.")] = None,
    max_macs: Annotated[float | None, typer.Option("--max-macs", min=0, help="Most multiply-adds, in G.")] = None,
    size: Annotated[int | None, typer.Option("--size", min=1, help="Image size in pixels.")] = None,
    licence: Annotated[str | None, typer.Option("--license", help="Licence of the weights, or how it begins.")] = None,
    verdict: Annotated[str | None, typer.Option("--verdict", help="match, mismatch, ...")] = None,
    form: Annotated[str, typer.Option("--format", help="text or json.")] = "text",
    root: Root = None,
) -> None:
    """List the variants that timm has, with reported and counted figures.

    Figures are those of the model as built; "fused" marks those of the deployed form, where the verdict rests on it.
    """
    from lvkb.catalog import load
    from lvkb.results import Results
    from lvkb.results.verdicts import Verdict
    from lvkb.views.models_page import ModelsPage

    _known("format", form, ("text", "json"))
    _known("verdict", verdict, [item.value for item in Verdict if item is not Verdict.NOT_IN_TIMM])
    catalog = load(find(root))
    _known("paper", paper, catalog.papers)
    _known("node", category, catalog.nodes)
    found = [
        row
        for row in ModelsPage(Results(catalog)).by_name()
        if paper in (None, row.paper.id)
        and (category is None or _is_below(catalog, row.paper.id, category))
        and _at_most(row.params_shown, 10**6, max_params)
        and _at_most(row.macs_shown, 10**9, max_macs)
        and size in (None, row.size)
        and (licence is None or _license(row).casefold().startswith(licence.casefold()))
        and verdict in (None, row.verdict)
    ]
    if form == "json":
        typer.echo("[\n" + ",\n".join(json.dumps(_data(row), ensure_ascii=False) for row in found) + "\n]")
        return
    for line in _table(found):
        typer.echo(line)
    typer.echo(f"{len(found)} {'variant' if len(found) == 1 else 'variants'}")


@models.command()
def show(
    name: Annotated[str, typer.Argument(help="timm name, paper id, variant, or paper-id/variant.")],
    size: Annotated[int | None, typer.Option("--size", min=1, help="Image size of the snippet, in pixels.")] = None,
    root: Root = None,
) -> None:
    """Show all that is known of a model, or of all models of a paper, and the Python that runs it."""
    from lvkb.catalog import load
    from lvkb.models.linked_models import UnknownName, named

    catalog = load(find(root))
    try:
        links = named(catalog, [name])
    except UnknownName as error:
        raise fail(str(error)) from None
    typer.echo("\n".join("\n".join(_sheet(catalog, link, size)) for link in links.values()), nl=False)


def _known(what: str, value: str | None, names: Iterable[str]) -> None:
    """Ends the command when a value is none of the known names."""
    known = sorted(names)
    if value is None or value in known:
        return
    near = difflib.get_close_matches(value, known, n=3)
    few = f" There are: {', '.join(known)}." if len(known) < 12 else ""
    hint = f" Did you mean {', '.join(near)}?" if near else few
    raise fail(f'there is no {what} "{value}".{hint}')


def _is_below(catalog: Catalog, paper: str, node: str) -> bool:
    return any(f"{path}/".startswith(f"{node}/") for path in catalog.papers[paper].categories)


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
    from lvkb.render.figures import number, told_count
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


def _sheet(catalog: Catalog, link: Linked, size: int | None) -> Iterator[str]:
    """Gives all that is known of one model, a blank line at the end."""
    from lvkb.findings import visible
    from lvkb.permalinks import paper_url
    from lvkb.results.judge import Judge
    from lvkb.views.snippets import is_fusable, snippet

    yield visible(link.model)
    for identity in link.papers:
        paper = catalog.papers[identity]
        yield _line("paper", f"{paper.name} ({identity}), {paper_url(paper)}")
    yield _line("variant", ", ".join(dict.fromkeys(variant.name for variant, _ in link.variants)))
    judge = Judge(catalog.counts)
    count = judge.count(link.model)
    yield from _facts(count) if count else (_line("counted", "not yet; lvkb models verify --write does it"),)
    for item in link.judged(judge):
        yield _line("reported", f"{_figure(item)} ({item.reading.source}, {item.reading.at})")
        yield _line("", _verdict(item))
    yield ""
    if count and count.model == link.model:
        yield snippet(count, size, deploy=is_fusable(count))


def _facts(count: ModelCount) -> Iterator[str]:
    from lvkb.views.snippets import normalisation

    yield _line("weights", (count.license or "no licence named") if count.weights else "none in timm")
    yield _line("images", f"{count.size} pixels, crop {count.crop_pct:g}, {normalisation(count)}")
    yield _line("parameters", _pair("params", count.params, count.params_fused))
    for cost in count.sizes:
        yield _line("MACs", f"{_pair('compute', cost.macs, cost.macs_fused)} at {cost.size} pixels")


def _pair(quantity: Quantity, built: int, fused: int) -> str:
    from lvkb.results.explanations import in_unit

    first, second = in_unit(quantity, built), in_unit(quantity, fused)
    unit = "M" if quantity == "params" else "G"
    return f"{first} {unit}" if first == second else f"{first} {unit}, fused {second} {unit}"


def _verdict(item: Judgement) -> str:
    """Gives a verdict with the count that it rests on: `counted 5.07 M fused: match`."""
    from lvkb.render.figures import told_count
    from lvkb.results.explanations import explain

    words, figure = explain(item), told_count(item, "M" if item.quantity == "params" else "G")
    verdict = "" if str(item.verdict) in words else str(item.verdict)
    return ": ".join(filter(None, (figure and f"counted {figure}", verdict, words)))


def _figure(item: Judgement) -> str:
    unit = "M parameters" if item.quantity == "params" else "G"
    at_size = f" at {item.reading.resolution} pixels" if item.quantity == "compute" and item.reading.resolution else ""
    return f"{item.reported:f} {unit}{at_size}"


def _line(key: str, text: str) -> str:
    from lvkb.findings import visible  # texts are strangers'

    return f"  {key:12}{visible(text)}"
