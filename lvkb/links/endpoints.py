"""Where the services are. Every address can be set by an environment variable."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from urllib.parse import urlsplit

from lvkb.errors import LvkbError


class WrongEndpoint(LvkbError):
    """A variable holds no address of a service; the text names it."""


@dataclass(frozen=True, slots=True)
class Endpoints:
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
    def from_environment(cls, environment: Mapping[str, str] = os.environ) -> Endpoints:
        """Gives the services, those named in the environment at the addresses given there; an empty one sets nothing.

        Raises:
            WrongAddress: One of them is no http or https address.
        """
        variables = {item.name: f"LVKB_{item.name.upper()}" for item in fields(cls)}
        given = {name: text.rstrip("/") for name, key in variables.items() if (text := environment.get(key, ""))}
        for name, text in given.items():
            if not _is_address(text):
                raise WrongEndpoint(f"{variables[name]} is no http or https address.")
        return replace(cls(), **given)


def _is_address(text: str) -> bool:
    try:
        parts = urlsplit(text)
        return parts.scheme in ("http", "https") and bool(parts.hostname)
    except ValueError:  # a bracket that is never closed
        return False
