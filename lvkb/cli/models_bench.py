"""`lvkb models bench`: how fast models are on this machine."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from lvkb.cli.common import Format, NotWritten, RootOrSnapshot, TextOrJson, progress
from lvkb.cli.model_options import Fused, OnDevice, Size, demand_folder, load_torch, models, timm_name
from lvkb.errors import ExitCode, WrongUse
from lvkb.models.choices import Device, Precision

if TYPE_CHECKING:
    from lvkb.models.bench_result import BenchResult
    from lvkb.models.environment import Environment


@models.command()
def bench(
    names: Annotated[list[str], typer.Argument(metavar="NAME", help="Models, timed in turn.")],
    root: RootOrSnapshot = None,
    device: OnDevice = Device.CPU,
    batch: Annotated[str, typer.Option("--batch", help="Images of a batch; several sizes with commas.")] = "1",
    precision: Annotated[Precision, typer.Option("--precision", help="Numbers to compute with.")] = Precision.FP32,
    threads: Annotated[int | None, typer.Option("--threads", min=1, max=1024, help="CPU threads.")] = None,
    channels_last: Annotated[bool, typer.Option("--channels-last", help="Channels innermost in memory.")] = False,
    compiled: Annotated[bool, typer.Option("--compile", help="Apply torch.compile.")] = False,
    runs: Annotated[int, typer.Option("--runs", max=100_000, help="Timed runs of each; 30 at least.")] = 30,
    warm_up: Annotated[int, typer.Option("--warm-up", min=1, max=10_000, help="Runs before those.")] = 5,
    size: Size = None,
    fused: Fused = True,
    form: Format = TextOrJson.TEXT,
    out: Annotated[Path | None, typer.Option("--out", metavar="FILE", help="Write the JSON to this file.")] = None,
) -> None:
    """Time models on this machine: latency, throughput, memory. Random weights, nothing is downloaded."""
    from lvkb.models.bench_plan import BenchPlan
    from lvkb.models.benchmark import benchmark
    from lvkb.models.environment import environment

    if out is not None:
        demand_folder(out)
    settings = (precision, threads, channels_last, compiled, runs, warm_up, size, fused)
    with progress(lines=False) as say:
        wanted = tuple(timm_name(name, root) for name in names)
        plan = BenchPlan(wanted, device, _batches(batch), *settings)
        say("Loading torch")
        load_torch()
        where = environment(device)
        result = benchmark(plan, say)
    _show(result, where, form, out)
    if result.failures:
        raise typer.Exit(ExitCode.FINDINGS)


def _batches(text: str) -> tuple[int, ...]:
    parts = [part.strip() for part in text.split(",")]
    if not all(part.isascii() and part.isdecimal() and len(part) < 6 and int(part) for part in parts):
        raise WrongUse(f'--batch "{text}" is no list of whole numbers above 0, as in 1,8.')
    return tuple(int(part) for part in parts)


def _show(result: BenchResult, where: Environment, form: TextOrJson, out: Path | None) -> None:
    from dataclasses import replace
    from datetime import date

    from lvkb.models.bench_json import document
    from lvkb.models.bench_report import report

    # the threads that timed, not those that this process has otherwise
    where = replace(where, threads=result.plan.threads or where.threads)
    day = date.today()  # noqa: DTZ011 - the day as the reader's calendar has it
    text = json.dumps(document(result, where, day), ensure_ascii=False, indent=1) + "\n"
    if out is not None:
        try:
            out.write_text(text, encoding="utf-8", newline="\n")
        except OSError as error:
            raise NotWritten(f"{out} cannot be written: {error.strerror}.") from None
    typer.echo(text.rstrip("\n") if form is TextOrJson.JSON else "\n".join(report(result, where, day)))
