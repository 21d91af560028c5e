"""What every checker is given: the client, the addresses, the limits, and a clock that tests can replace."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeAlias

from lvkb.links.endpoints import Endpoints
from lvkb.links.limits import Limits
from lvkb.links.link_status import Outcome
from lvkb.links.targets import Target

if TYPE_CHECKING:
    from lvkb.links.http.client import Client
    from lvkb.links.rate_limit import RateLimit

Batch: TypeAlias = list[tuple[Target, Outcome]]
"""Outcomes that became known together."""


@dataclass(frozen=True)
class Context:
    """The means of a checker.

    Attributes:
        client: HTTP client, which sees to safety.
        rate_limit: Keeps the gap between requests to a host.
        endpoints: Where the services are.
        limits: How they are asked.
        sleep: Waits for a number of seconds.
        environment: Where tokens and contact are looked for.
    """

    client: Client
    rate_limit: RateLimit
    endpoints: Endpoints = field(default_factory=Endpoints)
    limits: Limits = field(default_factory=Limits)
    sleep: Callable[[float], None] = time.sleep
    environment: Mapping[str, str] = field(default_factory=lambda: os.environ)
