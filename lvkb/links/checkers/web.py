"""Plain web pages: one worker for each host, hosts side by side, and a time limit for each link.

Pages are always asked with GET, and only the start of the body is read: HEAD is refused or answered otherwise by many
servers, and the body is needed to tell an error page from a page, and to look for fragments.

Reasons given here are those of `client` and `pages`, and `rate-limit` and `no-answer` (unknown) for what was not asked
because its host wants no more requests, or failed several times in a row.
"""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from queue import Empty, SimpleQueue
from threading import Event, Thread
from typing import TypeAlias
from urllib.parse import urlsplit

from lvkb.links.answers import facts, plain
from lvkb.links.checkers import page_status
from lvkb.links.checkers.checker import Checker
from lvkb.links.checkers.htmlpage import page_of
from lvkb.links.checkers.neighbour import is_worth_asking, neighbour_of
from lvkb.links.checkers.service import pause_asked
from lvkb.links.context import Batch, Context
from lvkb.links.http.client import Answer, FetchError
from lvkb.links.limits import Limits
from lvkb.links.link_status import LinkStatus, Outcome, Reason, http_outcome
from lvkb.links.targets import Target
from lvkb.registers import WEB

_WORKERS = 64
_REDIRECTS = 5
_BODY_BYTES = 65_536
_FRAGMENT_BYTES = 1_000_000
_FLUSH_S = 0.5
_BATCH = 50
_PATIENCE = 3
_TOO_MANY = 429
_HOPELESS: frozenset[int | Reason] = frozenset({Reason.TIMEOUT, Reason.REFUSED, _TOO_MANY})

Page: TypeAlias = tuple[str, list[Target]]
"""One address with its targets, which differ in their fragments."""
_Hosts: TypeAlias = SimpleQueue[list[Page]]
_Told: TypeAlias = SimpleQueue[Batch | BaseException]


def calls(targets: Sequence[Target], _limits: Limits) -> int:
    """Gives the number of requests that a clean run makes at most.

    That is one for each address, whatever its fragments, and one for a page that nobody made on each host.
    """
    addresses = {target.id for target in targets}
    return len(addresses) + len({_host(url) for url in addresses if neighbour_of(url)})


def check(targets: Sequence[Target], context: Context) -> Iterator[Batch]:
    """Looks pages up and gives outcomes as they become known, in any order.

    Args:
        targets: Pages that no register knows.
        context: Client and limits; `limits.host_gap_s` is kept from start to start within a host.
    """
    hosts: _Hosts = SimpleQueue()
    for found in _by_host(targets):
        hosts.put(found)
    told: _Told = SimpleQueue()
    over = Event()
    # no executor: the program waits for its threads when it ends, even after Ctrl-C
    count = min(_WORKERS, hosts.qsize())
    workers = [Thread(target=_work, args=(hosts, told, context, over), daemon=True) for _ in range(count)]
    try:
        for worker in workers:
            worker.start()
        yield from _gathered(told, len(targets))
    finally:
        over.set()
        for worker in workers:
            worker.join()


def _work(hosts: _Hosts, told: _Told, context: Context, over: Event) -> None:
    """Visits hosts until none is left; a fault of our own ends the run, instead of letting it wait for ever."""
    try:
        while not over.is_set():
            _Host(context, over).visit(hosts.get_nowait(), told)
    except Empty:
        return
    except BaseException as error:  # noqa: BLE001 - handed to the thread that waits, which raises it
        told.put(error)


def _by_host(targets: Sequence[Target]) -> list[list[Page]]:
    """Gives the pages of each host, the longest list first, since it ends last."""
    hosts: dict[str, dict[str, list[Target]]] = {}
    for target in targets:
        hosts.setdefault(_host(target.id), {}).setdefault(target.id, []).append(target)
    return sorted((list(found.items()) for found in hosts.values()), key=len, reverse=True)


def _host(url: str) -> str:
    try:
        return (urlsplit(url).hostname or "").lower()
    except ValueError:
        return ""


def _gathered(told: _Told, count: int) -> Iterator[Batch]:
    """Gives what the workers tell, in batches, until all is told."""
    while count:
        batch = _next(told, min(count, _BATCH))
        count -= len(batch)
        yield batch


def _next(told: _Told, most: int) -> Batch:
    batch = _taken(told.get())
    until = time.monotonic() + _FLUSH_S
    while len(batch) < most and (left := until - time.monotonic()) > 0:
        try:
            batch += _taken(told.get(timeout=left))
        except Empty:
            break
    return batch


def _taken(item: Batch | BaseException) -> Batch:
    if isinstance(item, BaseException):
        raise item
    return list(item)


class _Host:
    """The worker of one host: asks its pages one after another."""

    def __init__(self, context: Context, over: Event) -> None:
        self._context = context
        self._over = over
        self._last_start = float("-inf")
        self._failures = 0
        self._closed: tuple[float, Outcome] | None = None
        self._neighbour: Answer | None = None
        self._has_neighbour = False

    def visit(self, found: list[Page], told: _Told) -> None:
        """Asks each page, and tells the outcome for each of its targets."""
        for url, targets in found:
            if self._over.is_set():
                return
            told.put(self._outcomes(url, targets))

    def _outcomes(self, url: str, targets: list[Target]) -> Batch:
        if self._closed and time.monotonic() < self._closed[0]:
            return [(target, self._closed[1]) for target in targets]
        got = self._tried(url, any(target.fragment for target in targets))
        self._count(url, got)
        if isinstance(got, Outcome):
            return [(target, got) for target in targets]
        beside = self._beside(url, got)
        return [(target, page_status.judge(url, target.fragment, got, beside)) for target in targets]

    def _beside(self, url: str, got: Answer) -> Answer | None:
        """Gives what the host says to a made-up address; it is asked once, beside the first page that calls for it."""
        if not is_worth_asking(url, got, page_of(got)):
            return None
        if not self._has_neighbour:
            self._has_neighbour = True
            self._keep_gap()
            told = self._once(neighbour_of(url), False, self._context.limits.link_s)
            self._neighbour = told if isinstance(told, Answer) else None
        return self._neighbour

    def _tried(self, url: str, fragment: bool) -> Answer | Outcome:
        """Asks a page, again where that may help, all within the time of one link."""
        limits = self._context.limits
        self._keep_gap()
        until = time.monotonic() + limits.link_s
        got = self._once(url, fragment, limits.link_s)
        for number in range(limits.retries):
            if not _may_pass(got):
                break
            asked = pause_asked(got.headers) if isinstance(got, Answer) else None
            pause = max(asked if asked is not None else 0.5 * 2**number, self._gap_left())
            if time.monotonic() + pause >= until:
                return self._put_off(got, asked)
            self._context.sleep(pause)
            got = self._once(url, fragment, until - time.monotonic())
        return got

    def _once(self, url: str, fragment: bool, seconds: float) -> Answer | Outcome:
        self._last_start = time.monotonic()
        try:
            return self._context.client.fetch(
                url,
                max_bytes=_FRAGMENT_BYTES if fragment else _BODY_BYTES,
                seconds=max(seconds, 0.01),
                follow=_REDIRECTS,
            )
        except FetchError as failure:
            return failure.outcome

    def _put_off(self, got: Answer | Outcome, asked: float | None) -> Answer | Outcome:
        """Gives a link up that its host would answer only later, and leaves the host alone until then."""
        if not isinstance(got, Answer) or asked is None:
            return got
        said = f"{plain(got.url, 300)} answered {got.status} and asks to come again in {asked:.0f} s."
        later = Outcome(LinkStatus.UNKNOWN, Reason.RATE_LIMIT, f"Not asked, since {said}")
        self._closed = time.monotonic() + asked, later
        return http_outcome(LinkStatus.UNKNOWN, got.status, said, facts=facts(status=str(got.status)))

    def _count(self, url: str, got: Answer | Outcome) -> None:
        """Closes the host for this run when it failed several times in a row."""
        cause = got.cause if isinstance(got, Outcome) else got.status
        self._failures = self._failures + 1 if cause in _HOPELESS else 0
        if self._failures >= _PATIENCE and not self._closed:
            why = f"Not asked, since {_host(url)} failed {_PATIENCE} times in a row, last with {cause}."
            self._closed = float("inf"), Outcome(LinkStatus.UNKNOWN, _because(cause), why)

    def _keep_gap(self) -> None:
        if (wait := self._gap_left()) > 0:
            self._context.sleep(wait)

    def _gap_left(self) -> float:
        return self._last_start + self._context.limits.host_gap_s - time.monotonic()


def _because(cause: int | Reason) -> Reason:
    return Reason.RATE_LIMIT if cause == _TOO_MANY else Reason.NO_ANSWER


def _may_pass(got: Answer | Outcome) -> bool:
    """Tells whether a second try may be answered otherwise."""
    if isinstance(got, Outcome):
        return got.reason is Reason.RESET
    return got.status == _TOO_MANY or 500 <= got.status <= 599


CHECKER = Checker(WEB, check, calls, lambda limits: limits.host_gap_s / 4)  # hosts are asked side by side
