"""Options and steps that all commands share which ask the services that links lead to."""

from __future__ import annotations

import os
import re
from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from lvkb.cli.common import progress
from lvkb.errors import NetworkFailed, WrongUse

if TYPE_CHECKING:
    from lvkb.links.context import Context
    from lvkb.links.engine import Run
    from lvkb.links.targets import Target


class ReportFormat(StrEnum):
    """Formats of reports that may tell of links."""

    TEXT = "text"
    JSON = "json"
    GITHUB = "github"
    SARIF = "sarif"
    MARKDOWN = "markdown"


AllowHost = Annotated[
    list[str] | None,
    typer.Option("--allow-host", metavar="HOST:PORT", help="Ask this host though it is not public; repeatable."),
]
Refresh = Annotated[bool, typer.Option("--refresh", help="Ask everything again, also what is known still.")]
HostGap = Annotated[
    float | None,
    typer.Option("--host-gap", min=0, max=60, help="Seconds between two requests to one host; arXiv has its own."),
]

_HOST_PORT = re.compile(r"(?:[A-Za-z0-9._-]+|\[[0-9A-Fa-f:.]+\]):[0-9]{1,5}")


@contextmanager
def link_context(allow_host: Iterable[str] | None, host_gap: float | None = None) -> Iterator[Context]:
    """Gives the means of the checkers: client, addresses from the environment, and limits.

    Args:
        allow_host: `host:port` of servers that may be asked though they are not public.
        host_gap: Seconds between two requests to one host; the default limits without it.
    """
    from dataclasses import replace

    from lvkb.links.context import Context
    from lvkb.links.endpoints import Endpoints
    from lvkb.links.http.client import Client
    from lvkb.links.limits import Limits
    from lvkb.links.rate_limit import RateLimit

    allowed = list(allow_host or ())
    for item in allowed:
        if not _HOST_PORT.fullmatch(item):
            raise WrongUse(f'--allow-host "{item}" is no host with its port, as in 127.0.0.1:8000.')
    endpoints = Endpoints.from_environment(os.environ)
    limits = Limits() if host_gap is None else replace(Limits(), host_gap_s=host_gap)
    client = Client(limits, allowed=allowed)
    try:
        yield Context(client, RateLimit(), endpoints, limits)
    finally:
        client.close()


def look_up_all(targets: Iterable[Target], context: Context, *, refresh: bool, exclude: Collection[str] = ()) -> Run:
    """Says what will be asked, asks, and shows how far it is."""
    from lvkb.links.engine import look_up
    from lvkb.links.lookup_cache import LookupCache
    from lvkb.links.plan import plan

    lookup_cache = LookupCache()
    planned = plan(targets, context.limits, lookup_cache, refresh=refresh, exclude=exclude)
    typer.echo(planned.summary, err=True)
    with progress(lines=False) as say:
        return look_up(planned, context, lookup_cache, say)


def demand_answers(run: Run) -> None:
    """Lets a run end that found nothing out.

    Raises:
        NetworkFailed: More than half of the links could not be verified.
    """
    if run.verified_nothing:
        raise NetworkFailed("more than half of the links could not be verified; look at the network.")
