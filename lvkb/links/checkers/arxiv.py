"""Asks arXiv's query API for papers, a few hundred at once; and others when it does not answer.

Reasons: `answered`, `withdrawn`, `not-in-register`; unknown: the number of a refusal, what the client says of a broken
connection, `no-answer`, `bad-answer`.

Source: https://info.arxiv.org/help/api/user-manual.html
"""

from __future__ import annotations

import math
import random
from collections.abc import Iterator, Sequence
from typing import TypeAlias
from urllib.parse import urlencode

from lvkb.links.checkers.arxiv_fallbacks import ARXIV_HOST, MOST_BYTES, SECONDS, Fallbacks
from lvkb.links.checkers.arxiv_feed import Feed, Unreadable, outcome_of, read_feed
from lvkb.links.checkers.checker import Checker
from lvkb.links.checkers.service import pause_asked
from lvkb.links.context import Batch, Context
from lvkb.links.http.client import Answer, FetchError
from lvkb.links.limits import Limits
from lvkb.links.link_status import LinkStatus, Outcome, Reason, http_outcome
from lvkb.links.targets import Target
from lvkb.registers import ARXIV, parse_arxiv

_LARGEST_BATCH = 400  # beyond, the address grows too long for the server (414)
_ROUNDS = 2
_LONGEST_WAIT_S = 300.0
_WORTH_WAITING: frozenset[int | Reason] = frozenset(
    {429, 500, 502, 503, 504, Reason.RESET, Reason.TIMEOUT, Reason.REFUSED, Reason.PROTOCOL}
)
_GONE = Outcome(LinkStatus.DEAD, Reason.NOT_IN_REGISTER, "arXiv knows no such paper.")
_NO_ID = Outcome(LinkStatus.DEAD, Reason.NOT_IN_REGISTER, "This is no arXiv id; it was not asked for.")

Outcomes: TypeAlias = dict[str, Outcome]


def calls(targets: Sequence[Target], limits: Limits) -> int:
    """Gives the number of requests that a run without refusals makes."""
    return math.ceil(len({target.id for target in targets if parse_arxiv(target.id)}) / _size(limits))


def check(targets: Sequence[Target], context: Context) -> Iterator[Batch]:
    """Looks papers up.

    An id is dead only when a good answer leaves it out: one that can be read, names no error, and holds as many papers
    as it counts. Everything else is asked elsewhere, or stays unknown.

    Args:
        targets: Papers by canonical id; with a version behind it, that version is looked up.
        context: Client, endpoints, limits.
    """
    register = _Register(context)
    strange = [target for target in targets if parse_arxiv(target.id) is None]
    if strange:
        yield [(target, _NO_ID) for target in strange]
    good = [target for target in targets if parse_arxiv(target.id) is not None]
    for start in range(0, len(good), _size(context.limits)):
        part = good[start : start + _size(context.limits)]
        outcomes = register.look_up(list(dict.fromkeys(target.id for target in part)))
        yield [(target, outcomes[target.id]) for target in part]


def _size(limits: Limits) -> int:
    return max(1, min(limits.arxiv_batch, _LARGEST_BATCH))


class _Register:
    """The query API during one run; once it refuses in spite of all waits, later batches are asked once each."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self._waits = context.limits.arxiv_waits_s
        self._fallbacks = Fallbacks(context)

    def look_up(self, ids: Sequence[str]) -> Outcomes:
        """Gives an outcome for every id; what remains open after two requests is asked elsewhere."""
        settled: Outcomes = {}
        why = Outcome(LinkStatus.UNKNOWN, Reason.NO_ANSWER)
        left = list(ids)
        for _ in range(_ROUNDS):
            now, why = self._ask(left)
            settled |= now
            left = [arxiv for arxiv in left if arxiv not in settled]
            if not left or not now:  # the same request again would be answered the same
                break
        return settled | self._fallbacks.look_up(left, why) if left else settled

    def _ask(self, ids: Sequence[str]) -> tuple[Outcomes, Outcome]:
        """Gives what one request settles, and why it does not settle the rest."""
        feed = self._feed(ids)
        if isinstance(feed, Feed) and len(ids) > 1 and not feed.entries and not feed.error:
            feed = self._feed(ids)  # the API is known to send an empty page now and then
        return ({}, feed) if isinstance(feed, Outcome) else _settle(ids, feed)

    def _feed(self, ids: Sequence[str]) -> Feed | Outcome:
        answer = self._patiently(ids)
        return answer if isinstance(answer, Outcome) else _read(answer)

    def _patiently(self, ids: Sequence[str]) -> Answer | Outcome:
        waits = iter(self._waits)
        while True:
            got = self._once(ids)
            refusal = got if isinstance(got, Outcome) else _refusal(got)
            if refusal is None or refusal.cause not in _WORTH_WAITING:
                return refusal or got
            asked = pause_asked(got.headers) if isinstance(got, Answer) else None
            jitter = random.uniform(0.8, 1.2)  # noqa: S311 - no secret hangs on it
            wait = max(next(waits, math.inf) * jitter, asked or 0.0)
            if wait > _LONGEST_WAIT_S:
                self._waits = ()
                return refusal
            self._context.sleep(wait)

    def _once(self, ids: Sequence[str]) -> Answer | Outcome:
        request = {"id_list": ",".join(ids), "start": "0", "max_results": str(len(ids))}
        url = f"{self._context.endpoints.arxiv_api}?{urlencode(request, safe=',/')}"
        try:
            with self._context.rate_limit.slot(ARXIV_HOST, self._context.limits.arxiv_gap_s):
                return self._context.client.fetch(url, max_bytes=MOST_BYTES, seconds=SECONDS)
        except FetchError as failure:
            outcome = failure.outcome
            is_unknown = outcome.status is LinkStatus.UNKNOWN  # that arXiv is not there says nothing of a paper
            return Outcome(LinkStatus.UNKNOWN, outcome.reason if is_unknown else Reason.NO_ANSWER, outcome.evidence)


def _refusal(answer: Answer) -> Outcome | None:
    if answer.status in (200, 400):
        return None
    is_plain = answer.status in (401, 403, 418, 429, 451, 999) or 500 <= answer.status <= 599
    said = f"arXiv's query API answered {answer.status}."
    return http_outcome(LinkStatus.UNKNOWN, answer.status, said) if is_plain else _bad(said)


def _read(answer: Answer) -> Feed | Outcome:
    if not answer.whole:
        return _bad("The answer of arXiv broke off.")
    try:
        feed = read_feed(answer.body)
    except Unreadable as error:
        return _bad(f"This is no answer of arXiv: {error}.")
    return feed if feed.error or answer.status == 200 else _bad("arXiv refused the request (400).")


def _settle(ids: Sequence[str], feed: Feed) -> tuple[Outcomes, Outcome]:
    if feed.error:
        why = _bad(f'arXiv says "{feed.error}".')
        named = [arxiv for arxiv in ids if feed.error.replace("_", " ").endswith(f"for {arxiv}")]
        return dict.fromkeys(named, why), why
    found = _match(ids, feed)
    if feed.total == len(feed.entries) == len(found):
        seen = {entry.ref.id for entry in feed.entries}
        gone = [arxiv for arxiv in ids if arxiv not in found and _bare(arxiv) not in seen]
        found |= dict.fromkeys(gone, _GONE)
    return found, _bad(f"arXiv counts {feed.total} papers and sent {len(feed.entries)}, of which {len(found)} fit.")


def _match(ids: Sequence[str], feed: Feed) -> Outcomes:
    """Gives outcomes by id, whatever the order; the newest version where none is asked for."""
    newest_last = sorted(feed.entries, key=lambda entry: int(entry.ref.version[1:] or 0))
    entries = {entry.ref.id: entry for entry in newest_last}
    entries |= {entry.ref.id + entry.ref.version: entry for entry in newest_last if entry.ref.version}
    return {arxiv: outcome_of(entries[arxiv].facts) for arxiv in ids if arxiv in entries}


def _bare(arxiv: str) -> str:
    ref = parse_arxiv(arxiv)
    return ref.id if ref else arxiv


def _bad(evidence: str) -> Outcome:
    return Outcome(LinkStatus.UNKNOWN, Reason.BAD_ANSWER, evidence)


CHECKER = Checker(ARXIV, check, calls, lambda limits: limits.arxiv_gap_s)
