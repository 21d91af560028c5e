"""Where the services are, and how politely each is asked. Every address can be set by an environment variable."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from urllib.parse import urlsplit

from lvkb.errors import LvkbError


class WrongAddress(LvkbError):
    """A variable holds no address of a service; the text names it."""


@dataclass(frozen=True, slots=True)
class Services:
    """Base addresses of the services, without a slash at the end.

    Each can be set by `LVKB_` and its name in capitals, as in `LVKB_ARXIV_API`.
    """

    arxiv_api: str = "https://export.arxiv.org/api/query"
    arxiv_oai: str = "https://oaipmh.arxiv.org/oai"
    datacite: str = "https://api.datacite.org"
    github_api: str = "https://api.github.com/graphql"
    github: str = "https://github.com"
    doi: str = "https://doi.org"
    crossref: str = "https://api.crossref.org"
    openreview: str = "https://api2.openreview.net"
    openreview_v1: str = "https://api.openreview.net"
    cvf: str = "https://openaccess.thecvf.com"

    @classmethod
    def from_environment(cls, environment: Mapping[str, str] = os.environ) -> Services:
        """Gives the services, those named in the environment at the addresses given there; an empty one sets nothing.

        Raises:
            WrongAddress: One of them is no http or https address.
        """
        variables = {item.name: f"LVKB_{item.name.upper()}" for item in fields(cls)}
        given = {name: text.rstrip("/") for name, key in variables.items() if (text := environment.get(key, ""))}
        for name, text in given.items():
            if not _is_address(text):
                raise WrongAddress(f"{variables[name]} is no http or https address.")
        return replace(cls(), **given)


def _is_address(text: str) -> bool:
    try:
        parts = urlsplit(text)
        return parts.scheme in ("http", "https") and bool(parts.hostname)
    except ValueError:  # a bracket that is never closed
        return False


@dataclass(frozen=True, slots=True)
class Manners:
    """How the services are asked; the defaults are what they ask of their clients.

    Attributes:
        arxiv_gap_s: Seconds between the starts of two arXiv requests, on this machine as a whole.
        arxiv_batch: arXiv ids a request.
        arxiv_waits_s: Seconds to wait after each refusal (429, 503, dropped connection) before asking again.
        github_gap_s: Seconds between two requests to github.com without a token.
        github_batch: Repositories a GraphQL request.
        host_gap_s: Seconds between the starts of two requests to any other host.
        connect_s: Longest wait for a connection.
        read_s: Longest silence of a server.
        link_s: Longest time for one link, waits and retries included.
        retries: How often a link is asked again after a reset, a 5xx or a 429.
    """

    arxiv_gap_s: float = 3.0
    arxiv_batch: int = 200
    arxiv_waits_s: tuple[float, ...] = (30.0, 60.0, 120.0)
    github_gap_s: float = 1.0
    github_batch: int = 100
    host_gap_s: float = 0.2
    connect_s: float = 5.0
    read_s: float = 10.0
    link_s: float = 20.0
    retries: int = 2
