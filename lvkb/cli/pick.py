"""`lvkb pick`: the models that keep a budget, ranked as on the site."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from lvkb.cli.common import RootOrSnapshot, TextJsonOrMarkdown, app, catalog_of
from lvkb.errors import ExitCode, WrongUse
from lvkb.findings import visible

if TYPE_CHECKING:
    from lvkb.views.question_words import Asked

_RANGE = "RANGE"

Limit = str | None


@app.command()
def pick(
    params: Annotated[Limit, typer.Option("--params", metavar=_RANGE, help="Parameters in M, at most; or 2-6.")] = None,
    gmacs: Annotated[Limit, typer.Option("--gmacs", metavar=_RANGE, help="Multiply-adds in G, at most.")] = None,
    top1: Annotated[Limit, typer.Option("--top1", metavar=_RANGE, help="Top-1 in per cent, at least.")] = None,
    year: Annotated[Limit, typer.Option("--year", metavar=_RANGE, help="Year of the paper, at least.")] = None,
    device: Annotated[str | None, typer.Option("--device", help="Device that speeds are of.")] = None,
    ms: Annotated[Limit, typer.Option("--ms", metavar=_RANGE, help="Milliseconds on the device, at most.")] = None,
    ips: Annotated[Limit, typer.Option("--ips", metavar=_RANGE, help="Images/s on the device, at least.")] = None,
    resolution: Annotated[str, typer.Option("--resolution", help="192, 224, 256, 384, 512, unknown or any.")] = "224",
    pretrain: Annotated[str, typer.Option("--pretrain", help="none, data of the pre-training, or any.")] = "none",
    distilled: Annotated[str, typer.Option("--distilled", help="no, yes, unknown or any.")] = "no",
    evaluation: Annotated[
        str, typer.Option("--evaluation", help="supervised, linear-probe, knn, zero-shot or any.")
    ] = "supervised",
    topic: Annotated[str | None, typer.Option("--topic", metavar="NODE", help="Node of the taxonomy.")] = None,
    timm: Annotated[bool, typer.Option("--timm", help="Only weights that timm has.")] = False,
    commercial: Annotated[bool, typer.Option("--commercial", help="Only weights for commercial use.")] = False,
    adjacent: Annotated[bool, typer.Option("--adjacent", help="Also papers beside the field.")] = False,
    unknown: Annotated[bool, typer.Option("--unknown", help="Also models whose values nobody tells.")] = False,
    rows: Annotated[int, typer.Option("--rows", min=1, max=100_000, help="Most rows; JSON has all.")] = 20,
    form: Annotated[
        TextJsonOrMarkdown, typer.Option("--format", help="For people, for programs, or for a page.")
    ] = TextJsonOrMarkdown.TEXT,
    root: RootOrSnapshot = None,
) -> None:
    """Rank the models within a budget: ties as bands, the cheapest of the best, what the next step up costs.

    The rules are those of the site's picker. Exit code 0: answered, 1: no model keeps the limits, 2: wrong use.
    """
    from lvkb.views.question_words import Asked, AskedSetup

    limits = {"params": params, "gmacs": gmacs, "top1": top1, "year": year, "ms": ms, "ips": ips}
    asked = Asked(
        ranges={name: text for name, text in limits.items() if text is not None},
        setup=AskedSetup(pretrain, distilled, resolution, evaluation),
        device=_named("device", device),
        topic=_named("topic", topic).strip("/"),
        timm=timm,
        commercial=commercial,
        adjacent=adjacent,
        unknown=unknown,
    )
    text, is_empty = _answered(asked, form, rows, root)
    typer.echo(text, nl=False)
    if is_empty:
        raise typer.Exit(ExitCode.FINDINGS)


def _named(option: str, name: str | None) -> str:
    """Gives the name that an option has; nothing for one that was left out.

    Raises:
        WrongUse: It has an empty one, as a variable of a shell that is not set gives.
    """
    if name is not None and not name.strip("/ "):
        raise WrongUse(f'--{option} "{visible(name)}" names nothing. Name one, or leave the option out.')
    return name or ""


def _answered(asked: Asked, form: TextJsonOrMarkdown, rows: int, root: RootOrSnapshot) -> tuple[str, bool]:
    """Gives the answer as text, and whether it is empty."""
    from lvkb.render.pick_json import pick_json
    from lvkb.render.pick_report import pick_markdown, pick_text
    from lvkb.results import Results
    from lvkb.views.question_words import question_of
    from lvkb.views.widening import answered
    from lvkb.views.workspace import workspace

    space = workspace(Results(catalog_of(root)))
    answer, wider = answered(space, question_of(asked, space))
    if form is TextJsonOrMarkdown.JSON:
        return pick_json(answer, wider), answer.best is None
    write = pick_text if form is TextJsonOrMarkdown.TEXT else pick_markdown
    return write(answer, wider, rows), answer.best is None
