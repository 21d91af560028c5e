from __future__ import annotations

import threading
import time
from collections.abc import Iterable, Iterator
from typing import Any

import pytest

from lvkb.links.checkers import web
from lvkb.links.context import Context
from lvkb.links.http.client import Answer, Client, FetchError
from lvkb.links.limits import Limits
from lvkb.links.link_status import LinkStatus, Outcome, Reason
from lvkb.links.rate_limit import RateLimit
from lvkb.links.targets import Target
from lvkb.registers import WEB
from tests.links import fault_lab
from tests.links.fault_lab import FAULTS, Lab, look_up

PATIENT = Limits(connect_s=30, read_s=30, link_s=60, host_gap_s=0)
"""Limits that no answer of the lab comes near, however busy the machine is."""

HASTY = Limits(connect_s=3, read_s=3, link_s=3, host_gap_s=0)
"""Limits for what never ends: each link takes this long, all of them together as well."""

ENDLESS = frozenset({"silent", "header-drip", "body-drip"})
"""The faults that only the time of a link ends."""


class Checked:
    """A run over all faults that end by themselves, and one over those that do not."""

    def __init__(self, lab: Lab) -> None:
        self.waits: list[float] = []
        self.outcomes = self._outcomes(lab, FAULTS.keys() - ENDLESS, PATIENT)
        start = time.monotonic()
        self.outcomes |= self._outcomes(lab, ENDLESS, HASTY)
        self.endless_s = time.monotonic() - start
        self.requests = {name: len(lab.received[name]) for name in FAULTS}
        self.canary = lab.canary

    def _outcomes(self, lab: Lab, names: Iterable[str], limits: Limits) -> dict[str, Outcome]:
        client = Client(limits, allowed=lab.allowed, resolve=look_up)
        context = Context(client, RateLimit(), limits=limits, sleep=self.waits.append)
        targets = {Target(WEB, lab.url(name), fragment=FAULTS[name].fragment): name for name in sorted(names)}
        found = {targets[target]: outcome for batch in web.check([*targets], context) for target, outcome in batch}
        client.close()
        return found


@pytest.fixture(scope="module")
def checked() -> Iterator[Checked]:
    """All faults, checked once."""
    with fault_lab.running(drip_s=0.05, refusal_s=0) as lab:
        yield Checked(lab)


@pytest.mark.parametrize("name", list(FAULTS))
def test_each_fault_has_its_verdict(checked: Checked, name: str) -> None:
    """Every fault of the lab is told for what it is."""
    assert checked.outcomes[name].status.value in FAULTS[name].wanted, checked.outcomes[name]


def test_faults_cost_few_requests(checked: Checked) -> None:
    """One request a link, three where a second try may help, and never one to the canary."""
    tried = {name: count for name, count in checked.requests.items() if count > 1}
    assert tried == {
        "redirect-chain": 4,
        "redirect-loop": 2,
        "redirect-endless": 6,
        "redirect-cookie": 2,
        "to-root": 2,
        "status-503": 3,
        "429-seconds": 2,
        "429-date": 2,
        "500-once": 2,
        "reset": 3,
        "reset-once": 2,
        "empty": 3,
    }
    assert checked.canary == 0


def test_slow_links_end_in_time(checked: Checked) -> None:
    """Links that would go on for minutes end with their time, which is three seconds here."""
    assert checked.endless_s < 30


def test_waits_are_those_that_servers_ask_for(checked: Checked) -> None:
    """Both forms of Retry-After are kept to; without one the wait grows."""
    dated = [wait for wait in checked.waits if wait not in {0.5, 1.0, 2.0}]
    assert (len(dated), all(0 <= wait <= 2 for wait in dated)) in {(1, True), (0, True)}
    assert [checked.waits.count(wait) for wait in (0.5, 1.0)] == [5, 3]
    assert checked.waits.count(2.0) in {1, 2}


def test_a_wait_that_is_too_long_is_told(checked: Checked) -> None:
    """An hour does not fit into the time of a link: the wait stands in the evidence."""
    outcome = checked.outcomes["429-hour"]
    assert outcome.cause == 429
    assert outcome.evidence.endswith("/429-hour answered 429 and asks to come again in 3600 s.")
    assert outcome.facts == {"status": "429"}


class FakeClient:
    """Answers from a table, and keeps what it was asked."""

    def __init__(self, answers: dict[str, Any]) -> None:
        self.answers = answers
        self.asked: list[str] = []
        self.options: list[dict[str, Any]] = []

    def fetch(self, url: str, **options: Any) -> Answer:
        self.asked.append(url)
        self.options.append(options)
        answer = self.answers.get(url, 200)
        answer = answer.pop(0) if isinstance(answer, list) else answer
        if isinstance(answer, Exception):
            raise answer
        if callable(answer):
            answer = answer()
        return answer if isinstance(answer, Answer) else Answer(answer, url, {}, b"", True)


def context(client: FakeClient, limits: Limits = PATIENT, sleep: Any = lambda seconds: None) -> Context:
    """Gives the means of a check with a made-up client."""
    return Context(client, RateLimit(), limits=limits, sleep=sleep)  # type: ignore[arg-type]


def check(client: FakeClient, *urls: str, **options: Any) -> dict[str, Outcome]:
    """Gives the outcome of each address."""
    targets = [Target(WEB, url) for url in urls]
    found = [item for batch in web.check(targets, context(client, **options)) for item in batch]
    assert {target.id for target, _ in found} == set(urls)
    return {target.id: outcome for target, outcome in found}


def timeout() -> FetchError:
    """Gives the failure of a server that does not answer."""
    return FetchError(Outcome(LinkStatus.UNKNOWN, Reason.TIMEOUT, "a.example did not answer in time."))


def test_a_host_that_wants_to_be_left_alone_is() -> None:
    """After a long Retry-After the rest of the host is not asked, and says why."""
    busy = Answer(429, "https://a.example/1", {"retry-after": "60"}, b"", True)
    client = FakeClient({"https://a.example/1": busy})
    found = check(client, "https://a.example/1", "https://a.example/2", "https://b.example/1")
    said = "https://a.example/1 answered 429 and asks to come again in 60 s."
    assert sorted(client.asked) == ["https://a.example/1", "https://b.example/1"]
    assert found["https://a.example/2"] == Outcome(LinkStatus.UNKNOWN, Reason.RATE_LIMIT, f"Not asked, since {said}")
    assert found["https://b.example/1"].status is LinkStatus.OK


@pytest.mark.parametrize(
    ("failure", "reason", "requests"),
    [(timeout(), Reason.NO_ANSWER, 3), (Answer(429, "", {}, b"", True), Reason.RATE_LIMIT, 9)],
)
def test_a_host_that_fails_three_times_is_given_up(failure: object, reason: Reason, requests: int) -> None:
    """Links of a host that is down do not take their full time each."""
    urls = [f"https://a.example/{number}" for number in range(5)]
    client = FakeClient(dict.fromkeys(urls, failure))
    found = check(client, *urls)
    last = "429" if reason is Reason.RATE_LIMIT else "timeout"
    why = f"Not asked, since a.example failed 3 times in a row, last with {last}."
    assert [found[url] for url in urls[3:]] == [Outcome(LinkStatus.UNKNOWN, reason, why)] * 2
    assert len(client.asked) == requests


def test_a_good_answer_makes_a_host_good_again() -> None:
    """Only failures in a row count."""
    urls = [f"https://a.example/{number}" for number in range(6)]
    client = FakeClient({url: timeout() for url in (*urls[:2], *urls[3:5])})
    found = check(client, *urls)
    assert [found[url].reason for url in urls] == ["timeout", "timeout", "answered", "timeout", "timeout", "answered"]


def test_requests_to_a_host_keep_their_gap() -> None:
    """Links of one host start `host_gap_s` apart; hosts do not wait for one another."""
    waits: list[float] = []
    urls = [f"https://a.example/{number}" for number in range(3)]
    check(FakeClient({}), *urls, "https://b.example/", limits=Limits(host_gap_s=9.0), sleep=waits.append)
    assert [round(wait) for wait in waits] == [9, 9]


def test_second_tries_keep_the_gap_too() -> None:
    """A retry does not come sooner than the next link would."""
    waits: list[float] = []
    limits = Limits(host_gap_s=9.0)
    check(FakeClient({"https://a.example/": [500, 200]}), "https://a.example/", limits=limits, sleep=waits.append)
    assert [round(wait) for wait in waits] == [9]


def test_one_page_is_asked_once_for_all_its_fragments() -> None:
    """Links that differ in their fragments cost one request, which reads more of the page, and get a status each."""
    url = "https://a.example/"
    html = b'<title>x</title><h1 id="one">One</h1>'
    client = FakeClient({url: Answer(200, url, {"content-type": "text/html"}, html, True)})
    targets = [Target(WEB, url), Target(WEB, url, fragment="one"), Target(WEB, url, fragment="two")]
    found = {
        target.fragment: outcome.reason for batch in web.check(targets, context(client)) for target, outcome in batch
    }
    assert found == {"": "answered", "one": "answered", "two": "fragment"}
    assert (web.calls(targets, PATIENT), client.asked) == (1, [url])
    assert client.options == [{"max_bytes": 1_000_000, "seconds": 60, "follow": 5}]


def test_a_plain_link_reads_little() -> None:
    """Without a fragment 64 kB are enough."""
    client = FakeClient({})
    check(client, "https://a.example/")
    assert client.options == [{"max_bytes": 65_536, "seconds": 60, "follow": 5}]


def test_outcomes_come_as_soon_as_they_are_known() -> None:
    """A slow host does not keep back what others answered."""
    over = threading.Event()
    client = FakeClient({"https://slow.example/": lambda: 200 if over.wait(60) else 500})
    targets = [Target(WEB, f"https://{name}.example/") for name in ("slow", "a", "b")]
    batches = web.check(targets, context(client))
    first: list[str] = []
    while len(first) < 2:
        first += [target.id for target, _ in next(batches)]
    over.set()
    assert sorted(first) == ["https://a.example/", "https://b.example/"]
    assert [target.id for batch in batches for target, _ in batch] == ["https://slow.example/"]


def test_whoever_stops_listening_stops_the_run() -> None:
    """No further request is made after the first batch when nobody wants the rest."""
    urls = [f"https://a.example/{number}" for number in range(1000)]
    client = FakeClient({})
    batches = web.check([Target(WEB, url) for url in urls], context(client, Limits(host_gap_s=0.05), time.sleep))
    next(batches)
    batches.close()  # type: ignore[attr-defined]
    asked = len(client.asked)
    time.sleep(0.05)
    assert asked == len(client.asked) < 200


def test_a_fault_of_our_own_is_not_hidden() -> None:
    """An error in a worker ends the run with that error."""
    with pytest.raises(ZeroDivisionError):
        check(FakeClient({"https://a.example/": ZeroDivisionError()}), "https://a.example/")


def test_slow_hosts_do_not_hold_the_program_up() -> None:
    """The program ends at once when its main thread does, as after Ctrl-C, whatever the workers wait for."""
    over = threading.Event()
    client = FakeClient({"https://slow.example/": lambda: 200 if over.wait(60) else 500})
    batches = web.check([Target(WEB, f"https://{name}.example/") for name in ("slow", "a")], context(client))
    before = set(threading.enumerate())
    next(batches)
    started = set(threading.enumerate()) - before
    assert started
    assert all(thread.daemon for thread in started)
    over.set()
    assert len(list(batches)) == 1


def test_more_hosts_than_workers() -> None:
    """Hundreds of hosts share the workers."""
    urls = [f"https://host{number}.example/" for number in range(300)]
    assert {outcome.status for outcome in check(FakeClient({}), *urls).values()} == {LinkStatus.OK}


def test_nothing_to_ask_is_fine() -> None:
    """No targets, no batches."""
    assert list(web.check([], context(FakeClient({})))) == []


def test_addresses_that_are_none_are_told(checked: Checked) -> None:
    """What is no web address gets its status without a request, and passwords are never repeated."""
    client = Client(PATIENT, resolve=look_up)
    urls = ["ftp://a.example/x", "https://me:hunter2@a.example/", "https://[::1", "https://127.1/", "mailto:a@b.c"]
    told = [item for batch in web.check([Target(WEB, url) for url in urls], context(client)) for item in batch]  # type: ignore[arg-type]
    client.close()
    assert {target.id: (outcome.status.value, str(outcome.cause)) for target, outcome in told} == {
        "ftp://a.example/x": ("blocked", "scheme"),
        "https://me:hunter2@a.example/": ("blocked", "credentials"),
        "https://[::1": ("unknown", "protocol"),
        "https://127.1/": ("blocked", "private-address"),
        "mailto:a@b.c": ("blocked", "scheme"),
    }
    assert "hunter2" not in str([outcome for _, outcome in told])
