"""What every checker is given: the client, the addresses, the manners, and a clock that tests can replace."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeAlias

from lvkb.links.link_status import Outcome
from lvkb.links.services import Manners, Services
from lvkb.links.targets import Target

if TYPE_CHECKING:
    from lvkb.links.http.client import Client
    from lvkb.links.rate_limit import Pace

Batch: TypeAlias = list[tuple[Target, Outcome]]
"""Outcomes that became known together."""


@dataclass(frozen=True)
class Asking:
    """The means of a checker.

    Attributes:
        client: HTTP client, which sees to safety.
        pace: Keeps the gap between requests to a host.
        services: Where the services are.
        manners: How they are asked.
        sleep: Waits for a number of seconds.
        environment: Where tokens and contact are looked for.
    """

    client: Client
    pace: Pace
    services: Services = field(default_factory=Services)
    manners: Manners = field(default_factory=Manners)
    sleep: Callable[[float], None] = time.sleep
    environment: Mapping[str, str] = field(default_factory=lambda: os.environ)
