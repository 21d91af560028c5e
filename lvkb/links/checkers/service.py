"""One service that is asked time and again: gaps, second tries, and giving up when it does not answer.

Reasons given here, all of them unknown: the status of a refusal (`401`, `403`, `418`, `429`, `451`, `999`, `5xx` as its
number), `rate-limit`, `captcha`, `bad-answer`, `no-answer`, and those of the client (`timeout`, `reset`, ...). A
service that cannot be reached says nothing about its entries, so that `nxdomain` is no status here; the one exception
is `redirect-loop` (dead), which a page makes of its own.
"""

from __future__ import annotations

import time
from collections.abc import Collection, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Any, NamedTuple
from urllib.parse import urlsplit

from lvkb.links.answers import json_of, plain
from lvkb.links.context import Context
from lvkb.links.http.client import Answer, FetchError
from lvkb.links.link_status import LinkStatus, Outcome, Reason, http_outcome

LONGEST_PAUSE_S = 60.0
PASSING: frozenset[int | Reason] = frozenset({429, 500, 502, 503, 504, Reason.RESET})
"""Failures that a second try may cure."""

_REFUSALS = frozenset({401, 403, 418, 429, 451, 999})
_PATIENCE = 3
_HEAD_REFUSED = frozenset({Reason.TIMEOUT, Reason.RESET, Reason.PROTOCOL})


class JsonAnswer(NamedTuple):
    """A JSON object and the status it came with."""

    status: int
    tree: dict[str, Any]


class Service:
    """Asks one service, one request at a time.

    It is closed for good, and says so without asking, when the service throttles after all tries, or fails three
    times in a row.

    Args:
        context: Client, rate limit, limits.
        base: Address of the service.
        gap_s: Seconds from the start of one request to the next.
        passing: Failures after which a request is sent again.
        **options: What each request carries.
    """

    def __init__(
        self, context: Context, base: str, gap_s: float, passing: Collection[int | Reason] = PASSING, **options: Any
    ) -> None:
        self.name = urlsplit(base).netloc.rpartition("@")[2]
        self.closed: Outcome | None = None
        self._context = context
        self._gap_s = gap_s
        self._passing = passing
        self._options = options
        self._failures = 0

    def ask_page(self, url: str, **options: Any) -> Answer | Outcome:
        """Gives the answer of a page, asked without its body where the service allows that."""
        if self.closed:
            return self.closed
        got = self._once(url, {**options, "method": "HEAD"})
        pause = self._pause(got, 0)
        if pause is not None:
            self._context.sleep(pause)
        if pause is not None or _may_differ(got):
            got = self._tried(url, options)
        self._judge(got)
        return got

    def ask_json(self, url: str, *, expected: Collection[int] = (200,), **options: Any) -> JsonAnswer | Outcome:
        """Gives the JSON object of an answer with one of the expected statuses, or the reason why there is none."""
        if self.closed:
            return self.closed
        got = self._tried(url, options)
        tree = json_of(got.body) if isinstance(got, Answer) and got.status in expected and got.whole else None
        if isinstance(got, Answer) and isinstance(tree, dict) and not throttled(got):
            self._failures = 0
            return JsonAnswer(got.status, tree)
        outcome = self.refusal(got) if isinstance(got, Answer) else got
        self._judge(got if isinstance(got, Answer) and throttled(got) else outcome)
        return outcome

    def close(self, outcome: Outcome) -> None:
        """Lets nobody ask again; the outcome holds for all that is still open."""
        self.closed = outcome

    def refusal(self, answer: Answer) -> Outcome:
        """Gives what follows from an answer that says nothing about the thing asked for."""
        said = f"{self.name} answered {answer.status}"
        if throttled(answer):
            return Outcome(LinkStatus.UNKNOWN, Reason.RATE_LIMIT, f"{said}: too many requests{_until(answer.headers)}.")
        if answer.status in _REFUSALS or 500 <= answer.status <= 599:
            return http_outcome(LinkStatus.UNKNOWN, answer.status, f"{said}.")
        if b"captcha" in answer.body[:65_536].lower():
            return Outcome(LinkStatus.UNKNOWN, Reason.CAPTCHA, f"{self.name} asks for a captcha.")
        what = f"{said}." if answer.status != 200 else f"{self.name} gave an answer that makes no sense."
        return Outcome(LinkStatus.UNKNOWN, Reason.BAD_ANSWER, what)

    def _tried(self, url: str, options: Mapping[str, Any]) -> Answer | Outcome:
        got = self._once(url, options)
        for number in range(self._context.limits.retries):
            pause = self._pause(got, number)
            if pause is None:
                break
            self._context.sleep(pause)
            got = self._once(url, options)
        return got

    def _once(self, url: str, options: Mapping[str, Any]) -> Answer | Outcome:
        try:
            with self._context.rate_limit.slot(self.name, self._gap_s):
                given = {"seconds": self._context.limits.link_s, **self._options, **options}
                return self._context.client.fetch(url, **given)
        except FetchError as failure:
            outcome = failure.outcome
        if outcome.status is LinkStatus.UNKNOWN or outcome.reason is Reason.REDIRECT_LOOP:
            return Outcome(outcome.status, outcome.reason, plain(outcome.evidence))
        return Outcome(
            LinkStatus.UNKNOWN, Reason.NO_ANSWER, f"{self.name} cannot be reached: {plain(outcome.evidence)}"
        )

    def _pause(self, got: Answer | Outcome, number: int) -> float | None:
        """Gives the seconds to wait before a request is sent again, None when that is no use."""
        if isinstance(got, Outcome):
            return 2.0**number if got.reason in self._passing else None
        cause = 429 if throttled(got) else got.status
        if cause not in self._passing:
            return None
        asked = pause_asked(got.headers)
        if asked is None:
            return 2.0**number
        return asked if asked <= LONGEST_PAUSE_S else None

    def _judge(self, got: Answer | Outcome) -> None:
        """Counts failures in a row, and closes the service when there are too many."""
        if isinstance(got, Answer) and throttled(got):
            self.close(self.refusal(got))
            return
        outcome = self.refusal(got) if isinstance(got, Answer) and not _speaks(got) else got
        if isinstance(outcome, Answer) or outcome.status is not LinkStatus.UNKNOWN:
            self._failures = 0
            return
        self._failures += 1
        if self._failures >= _PATIENCE:
            said = f"Not asked, since {self.name} failed {_PATIENCE} times in a row; last: {outcome.evidence}"
            self.close(replace(outcome, evidence=said))


def throttled(answer: Answer) -> bool:
    """Tells whether an answer asks for fewer requests."""
    spent = answer.headers.get("x-ratelimit-remaining") == "0" or "retry-after" in answer.headers
    return answer.status == 429 or (answer.status == 403 and spent)


def _speaks(answer: Answer) -> bool:
    return answer.status < 400 or answer.status in {404, 410}


def _may_differ(got: Answer | Outcome) -> bool:
    """Tells whether GET may be answered where HEAD was not."""
    if isinstance(got, Outcome):
        return got.reason in _HEAD_REFUSED
    return not 200 <= got.status <= 399 and not throttled(got)


def pause_asked(headers: Mapping[str, str]) -> float | None:
    """Gives the seconds that `Retry-After` asks for, in either of its forms; None when it asks for nothing."""
    text = headers.get("retry-after", "").strip()
    if text.isascii() and text.isdigit():
        return float(text[:9])
    moment = _moment(text)
    if moment is None:
        return None
    now = _moment(headers.get("date", "")) or datetime.fromtimestamp(time.time(), UTC)
    return max((moment - now).total_seconds(), 0.0)


def _moment(text: str) -> datetime | None:
    try:
        moment = parsedate_to_datetime(text)
    except (ValueError, TypeError, OverflowError, IndexError):
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def _until(headers: Mapping[str, str]) -> str:
    """Tells when to come again, as far as the answer says so."""
    if (pause := pause_asked(headers)) is not None:
        return f", come again in {pause:.0f} s"
    reset = headers.get("x-ratelimit-reset", "").strip()
    if reset.isascii() and reset.isdigit() and len(reset) <= 10:
        return f", come again at {datetime.fromtimestamp(int(reset), UTC):%Y-%m-%d %H:%M} UTC"
    return ""
