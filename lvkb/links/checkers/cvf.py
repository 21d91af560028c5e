"""Papers on the CVF open access site, which has no API: one small request for each page, slowly.

Reasons given here: `answered` (ok), `permanent-redirect` (moved), `to-root` (warn), the status `404` or `410` and
`redirect-loop` (dead), `bad-answer`, and those of the desk (unknown).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from lvkb.links.answers import plain
from lvkb.links.checkers.service import Desk
from lvkb.links.context import Asking, Batch
from lvkb.links.http.client import Answer
from lvkb.links.link_status import Outcome, Verdict
from lvkb.links.services import Manners, Services
from lvkb.links.targets import Target
from lvkb.registers import Ref, parse_url

_SITE = Services().cvf
_REDIRECTS = 3
_FOR_GOOD = frozenset({301, 308})


def check(targets: Sequence[Target], asking: Asking) -> Iterator[Batch]:
    """Looks pages up."""
    base = asking.services.cvf
    desk = Desk(asking, base, asking.manners.host_gap_s)
    for target in targets:
        address = base + Ref("cvf", target.id).url.removeprefix(_SITE)
        answer = desk.ask_page(address, follow=_REDIRECTS)
        yield [(target, answer if isinstance(answer, Outcome) else _judged(target.id, answer, desk, base))]


def calls(targets: Sequence[Target], manners: Manners) -> int:  # noqa: ARG001 - all checkers are asked alike
    """Gives the number of requests of a clean run."""
    return len(targets)


def _judged(paper: str, answer: Answer, desk: Desk, base: str) -> Outcome:
    if answer.status in {404, 410}:
        return Outcome(Verdict.DEAD, str(answer.status), f"{desk.name} has no page {plain(paper, 200)}.")
    if not 200 <= answer.status <= 299:
        return desk.refusal(answer)
    shown = plain(answer.url, 200)
    if not answer.hops:
        return Outcome(Verdict.OK, "answered", f"{desk.name} answered {answer.status}.")
    if re.fullmatch(r"[a-z]+://[^/?#]+/?", answer.url):
        return Outcome(Verdict.WARN, "to-root", f"{paper} leads to the front page {shown}.")
    present = parse_url(answer.url.replace(base, _SITE, 1))
    is_same = present == Ref("cvf", paper)
    if not is_same and all(hop.status in _FOR_GOOD for hop in answer.hops):
        return Outcome(Verdict.MOVED, "permanent-redirect", f"{paper} is at {shown} now.", plain(answer.url))
    return Outcome(Verdict.OK, "answered", f"{desk.name} answered {answer.status} at {shown}.")
