"""`lvkb models show`: all that is known of a model, without torch."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated

import typer

from lvkb.cli.common import RootOrSnapshot, open_catalog
from lvkb.cli.model_options import models

if TYPE_CHECKING:
    from lvkb.catalog import Catalog
    from lvkb.measured import ModelCount
    from lvkb.models.linked_models import LinkedModel
    from lvkb.results.verdicts import Judgement, Quantity


@models.command()
def show(
    name: Annotated[str, typer.Argument(metavar="NAME", help="timm name, paper id, variant, or paper-id/variant.")],
    size: Annotated[int | None, typer.Option("--size", min=1, help="Image size of the snippet, in pixels.")] = None,
    root: RootOrSnapshot = None,
) -> None:
    """Show all that is known of a model, or of all models of a paper, and the Python that runs it."""
    from lvkb.models.linked_models import models_named

    catalog = open_catalog(root)
    links = models_named(catalog, [name])
    typer.echo("\n".join("\n".join(_sheet(catalog, link, size)) for link in links.values()), nl=False)


def _sheet(catalog: Catalog, link: LinkedModel, size: int | None) -> Iterator[str]:
    """Gives all that is known of one model, a blank line at the end."""
    from lvkb.findings import visible
    from lvkb.permalinks import paper_url
    from lvkb.results.judge import Judge
    from lvkb.views.snippets import is_fusable, snippet

    yield visible(link.model)
    for identity in link.papers:
        paper = catalog.papers[identity]
        yield _line("paper", f"{paper.name} ({identity}), {paper_url(paper)}")
    yield _line("variant", ", ".join(link.names))
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

    yield _line("weights", (count.license or "no licence models_named") if count.weights else "none in timm")
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
    """Gives a verdict with the count that it rests on: `counted 5.07 M fused: agrees`."""
    from lvkb.render.figure_texts import told_count
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
