"""Papers on the CVF open access site, which has no API: one small request for each page, slowly.

Reasons given here: `answered` (ok), `permanent-redirect` (moved), `to-root` (warn), the status `404` or `410` and
`redirect-loop` (dead), `bad-answer`, and those of the service (unknown).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from lvkb.links.answers import plain
from lvkb.links.checkers.checker import Checker
from lvkb.links.checkers.service import Service
from lvkb.links.context import Batch, Context
from lvkb.links.endpoints import Endpoints
from lvkb.links.http.client import Answer
from lvkb.links.limits import Limits
from lvkb.links.link_status import LinkStatus, Outcome, Reason, http_outcome
from lvkb.links.targets import Target
from lvkb.registers import CVF, Ref, parse_url

_SITE = Endpoints().cvf
_REDIRECTS = 3
_FOR_GOOD = frozenset({301, 308})


def check(targets: Sequence[Target], context: Context) -> Iterator[Batch]:
    """Looks pages up."""
    base = context.endpoints.cvf
    service = Service(context, base, context.limits.host_gap_s)
    for target in targets:
        address = base + Ref(CVF, target.id).url.removeprefix(_SITE)
        answer = service.ask_page(address, follow=_REDIRECTS)
        yield [(target, answer if isinstance(answer, Outcome) else _judged(target.id, answer, service, base))]


def calls(targets: Sequence[Target], limits: Limits) -> int:  # noqa: ARG001 - all checkers are asked alike
    """Gives the number of requests of a clean run."""
    return len(targets)


def _judged(paper: str, answer: Answer, service: Service, base: str) -> Outcome:
    if answer.status in {404, 410}:
        return http_outcome(LinkStatus.DEAD, answer.status, f"{service.name} has no page {plain(paper, 200)}.")
    if not 200 <= answer.status <= 299:
        return service.refusal(answer)
    shown = plain(answer.url, 200)
    if not answer.hops:
        return Outcome(LinkStatus.OK, Reason.ANSWERED, f"{service.name} answered {answer.status}.")
    if re.fullmatch(r"[a-z]+://[^/?#]+/?", answer.url):
        return Outcome(LinkStatus.WARN, Reason.TO_ROOT, f"{paper} leads to the front page {shown}.")
    present = parse_url(answer.url.replace(base, _SITE, 1))
    is_same = present == Ref(CVF, paper)
    if not is_same and all(hop.status in _FOR_GOOD for hop in answer.hops):
        return Outcome(LinkStatus.MOVED, Reason.PERMANENT_REDIRECT, f"{paper} is at {shown} now.", plain(answer.url))
    return Outcome(LinkStatus.OK, Reason.ANSWERED, f"{service.name} answered {answer.status} at {shown}.")


CHECKER = Checker(CVF, check, calls, lambda limits: limits.host_gap_s)
