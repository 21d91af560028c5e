"""How fast, how often and how long services are asked."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """Gaps, batches, waits and times; the defaults are what the services ask of their clients.

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
