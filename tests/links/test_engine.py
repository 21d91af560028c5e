"""Runs over many targets, with checkers that answer what the test says."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path

import pytest

from lvkb.findings import Location
from lvkb.links import plan as plan_module
from lvkb.links.checkers.checker import Checker
from lvkb.links.context import Batch, Context
from lvkb.links.engine import Run, look_up
from lvkb.links.http.client import Client
from lvkb.links.limits import Limits
from lvkb.links.link_status import LinkStatus, Outcome, Reason, http_outcome
from lvkb.links.lookup_cache import DAY_S, LookupCache
from lvkb.links.plan import plan
from lvkb.links.rate_limit import RateLimit
from lvkb.links.targets import Target, Use
from lvkb.registers import ARXIV, GITHUB, WEB, Register

OK = Outcome(LinkStatus.OK, Reason.ANSWERED, "200")
GONE = http_outcome(LinkStatus.DEAD, 404, "It answers 404.")
NO_HOST = Outcome(LinkStatus.DEAD, Reason.NO_SUCH_HOST, "There is no host a.example.")
REFUSED = http_outcome(LinkStatus.UNKNOWN, 403, "It answers 403.")

Answers = Mapping[str, Outcome]


class FakeServices:
    """Checkers that answer from a table, and note what they were asked."""

    def __init__(self) -> None:
        self.answers: dict[str, Outcome] = {}
        self.asked: list[str] = []

    def check(self, targets: Sequence[Target], context: Context) -> Iterator[Batch]:
        """Answers one target at a time; says nothing of those that the table does not hold."""
        for target in targets:
            self.asked.append(target.key)
            if target.key in self.answers:
                yield [(target, self.answers[target.key])]


@pytest.fixture
def services(monkeypatch: pytest.MonkeyPatch) -> FakeServices:
    """Stands for all services."""
    made = FakeServices()
    checkers = {
        register: Checker(register, made.check, lambda targets, limits: len(targets), lambda limits: 2.0)
        for register in (ARXIV, GITHUB, WEB)
    }
    monkeypatch.setattr(plan_module, "CHECKERS", checkers)
    return made


@pytest.fixture
def context(tmp_path: Path) -> Context:
    """Means that no checker here uses."""
    return Context(Client(), RateLimit(tmp_path))


@pytest.fixture
def lookup_cache(tmp_path: Path) -> LookupCache:
    """A cache of its own."""
    return LookupCache(tmp_path / "links.sqlite")


def target(register: Register, name: str, *uses: Use) -> Target:
    """Gives a target with one plain use, or the uses given."""
    return Target(register, name, uses=uses or (Use(Location("list.md"), f"https://{name}"),))


Ask = Callable[..., Run]


@pytest.fixture
def ask(context: Context, lookup_cache: LookupCache) -> Ask:
    """Plans and looks up."""

    def both(*targets: Target, refresh: bool = False, exclude: Sequence[str] = ()) -> Run:
        return look_up(plan(targets, Limits(), lookup_cache, refresh=refresh, exclude=exclude), context, lookup_cache)

    return both


def statuses(run: Run) -> dict[str, str]:
    """Gives status and reason by target."""
    return {item.target.key: f"{item.outcome.status} {item.outcome.cause}" for item in run.links}


def test_plan_tells_before_the_start(services: FakeServices, lookup_cache: LookupCache) -> None:
    """The line before the start names links, targets, what is known, calls by service and time."""
    lookup_cache.note({"web:c": OK})
    two = target(WEB, "a", *(Use(Location("list.md", line), "https://a") for line in (1, 2)))
    planned = plan([two, target(ARXIV, "b"), target(WEB, "c")], Limits(), lookup_cache)
    assert planned.summary == "4 links to 3 targets: 1 known from earlier runs, 1 web call, 1 arXiv call; about 2 s"
    assert plan([target(WEB, "c")], Limits(), lookup_cache).summary == (
        "1 link to 1 target: 1 known from earlier runs, nothing to ask"
    )
    many = plan([target(WEB, str(number)) for number in range(90)], Limits(), lookup_cache)
    assert many.summary == "90 links to 90 targets: 90 web calls; about 3 min"
    assert services.asked == []


def test_each_target_is_asked_once_ever(services: FakeServices, ask: Ask) -> None:
    """A second run asks nothing that is known, and says the same; a refresh asks again."""
    services.answers = {"web:a": OK, "github:b/b": GONE}
    targets = (target(WEB, "a"), target(GITHUB, "B/b"))
    first, second = ask(*targets), ask(*targets)
    assert statuses(first) == statuses(second) == {"web:a": "ok answered", "github:b/b": "dead 404"}
    assert (first.asked, first.remembered) == ({WEB: 1, GITHUB: 1}, 0)
    assert (second.asked, second.remembered) == ({}, 2)
    assert sorted(services.asked) == ["github:b/b", "web:a"]
    ask(*targets, refresh=True)
    assert len(services.asked) == 4


def test_expired_answers_are_asked_again(services: FakeServices, context: Context, tmp_path: Path) -> None:
    """What has expired is asked again, and a dead link is confirmed by the second look."""
    services.answers = {"web:a": GONE}
    now = [1_700_000_000.0]
    lookup_cache = LookupCache(tmp_path / "links.sqlite", lambda: now[0])
    confirmed = []
    for _ in range(2):
        run = look_up(plan([target(WEB, "a")], Limits(), lookup_cache), context, lookup_cache)
        confirmed.append(run.links[0].seen.confirmed_dead)
        now[0] += 1.3 * DAY_S
    assert confirmed == [False, True]


def test_what_a_checker_leaves_out_is_unknown(services: FakeServices, ask: Ask) -> None:
    """A target that its service says nothing of is not lost."""
    services.answers = {"web:a": OK}
    assert statuses(ask(target(WEB, "a"), target(WEB, "b"))) == {
        "web:a": "ok answered",
        "web:b": "unknown no-answer",
    }


def test_excluded_links_are_skipped(services: FakeServices, ask: Ask) -> None:
    """An excluded link is not asked, not even when it is unknown, and is shown as skipped."""
    services.answers = {"web:a": OK}
    run = ask(target(WEB, "a"), target(WEB, "private.b"), exclude=["private"])
    assert statuses(run) == {"web:a": "ok answered", "web:private.b": "skipped excluded"}
    assert services.asked == ["web:a"]
    assert run.remembered == 0


def test_skipped_links_do_not_make_a_run_good(services: FakeServices, ask: Ask, lookup_cache: LookupCache) -> None:
    """A run whose only question was not answered verified nothing, however many links are skipped."""
    services.answers = {"web:a": REFUSED}
    targets = [target(WEB, name) for name in ("a", "private.b", "private.c")]
    assert ask(*targets, exclude=["private"]).verified_nothing
    planned = plan(targets, Limits(), lookup_cache, exclude=["private"])
    assert planned.summary == "3 links to 3 targets: 2 skipped, 1 known from earlier runs, nothing to ask"


def test_missing_hosts_without_a_network(services: FakeServices, ask: Ask) -> None:
    """When no host answers at all, a missing host is no dead link; when another answers, it is."""
    services.answers = {"web:a": NO_HOST, "web:b": REFUSED}
    targets = (target(WEB, "a"), target(WEB, "b"))
    offline = ask(*targets)
    assert statuses(offline) == {"web:a": "unknown servfail", "web:b": "unknown 403"}
    assert offline.verified_nothing
    services.answers["web:b"] = OK
    online = ask(*targets, refresh=True)
    assert statuses(online) == {"web:a": "dead nxdomain", "web:b": "ok answered"}
    assert not online.verified_nothing


def test_a_failure_after_an_answer(services: FakeServices, ask: Ask) -> None:
    """A link that cannot be asked today is unknown today, whatever it was before."""
    services.answers = {"web:a": OK}
    ask(target(WEB, "a"))
    services.answers = {"web:a": REFUSED}
    assert statuses(ask(target(WEB, "a"), refresh=True)) == {"web:a": "unknown 403"}


def paper(title: str, version: str = "v2", authors: str = "") -> Outcome:
    """Gives what arXiv says of a paper."""
    return Outcome(LinkStatus.OK, Reason.ANSWERED, "", "", {"title": title, "version": version, "authors": authors})


TITLE = "Mobile Transformers with Local Windows"
OTHER = "Graph Networks for Protein Folding Prediction"


def versioned(*versions: str) -> Target:
    """A paper that places name in these versions."""
    page = "https://arxiv.org/abs/2101.00001"
    uses = (Use(Location("list.md", 1), page + version, title=TITLE, version=version) for version in versions)
    return target(ARXIV, "2101.00001", *uses)


def said(run: Run) -> list[str]:
    """Gives status, reason and evidence of each place."""
    return [f"{item.outcome.status} {item.outcome.reason} {item.outcome.evidence}".strip() for item in run.links]


NO_V9 = "dead no-such-version There is no v9: the paper has 3 versions, the newest is v3."


def test_a_version_beyond_the_newest_is_dead(services: FakeServices, ask: Ask) -> None:
    """A version that never was is dead at its own place, while the paper and its other versions are fine."""
    services.answers = {"arxiv:2101.00001": paper(TITLE, "v3")}
    assert said(ask(versioned("v3", "v9", "", "v1"))) == ["ok answered", NO_V9, "ok answered", "ok answered"]


def test_a_missing_version_is_confirmed_a_day_later(services: FakeServices, context: Context, tmp_path: Path) -> None:
    """It is dead for good when it is missed again a day later, as any dead link is."""
    services.answers = {"arxiv:2101.00001": paper(TITLE, "v3")}
    now = [1_700_000_000.0]
    lookup_cache = LookupCache(tmp_path / "links.sqlite", lambda: now[0])
    confirmed = []
    for _ in range(2):
        run = look_up(plan([versioned("v9")], Limits(), lookup_cache), context, lookup_cache)
        confirmed.append((said(run), run.links[0].seen.confirmed_dead))
        now[0] += 1.1 * DAY_S
    assert confirmed == [([NO_V9], False), ([NO_V9], True)]


def test_a_version_that_came_out_since_is_found(services: FakeServices, ask: Ask) -> None:
    """What an earlier run told of the newest version is not held against a newer one: the paper is asked again."""
    services.answers = {"arxiv:2101.00001": paper(TITLE, "v3")}
    ask(versioned("v3"))
    services.answers = {"arxiv:2101.00001": paper(TITLE, "v4")}
    run = ask(versioned("v4"))
    assert (said(run), run.remembered) == (["ok answered"], 0)
    assert services.asked == ["arxiv:2101.00001"] * 2


def test_a_version_is_not_missed_unheard(services: FakeServices, ask: Ask) -> None:
    """While arXiv does not answer, a version is unknown; of another paper's id, that is what is said."""
    services.answers = {"arxiv:2101.00001": paper(TITLE, "v3")}
    ask(versioned("v3"))
    services.answers = {"arxiv:2101.00001": REFUSED}
    assert [line.split()[0] for line in said(ask(versioned("v9")))] == ["unknown"]
    services.answers = {f"arxiv:2101.00001{version}": paper(OTHER, "v3") for version in ("", "v1")}
    assert [line.split()[:2] for line in said(ask(versioned("v9"), refresh=True))] == [["mismatch", "other-paper"]]


@pytest.mark.parametrize(
    ("first", "wanted"),
    [
        (paper(TITLE, "v1"), "warn title-drift"),
        (paper(OTHER, "v1"), "mismatch other-paper"),
    ],
)
def test_first_version_is_asked_before_a_paper_is_accused(
    services: FakeServices, ask: Ask, first: Outcome, wanted: str
) -> None:
    """A title that does not fit is compared with version 1; the answer is remembered like any other."""
    services.answers = {"arxiv:2101.00001": paper(OTHER), "arxiv:2101.00001v1": first}
    use = Use(Location("list.md"), "https://arxiv.org/abs/2101.00001", title=TITLE)
    for _ in range(2):
        assert statuses(ask(target(ARXIV, "2101.00001", use))) == {"arxiv:2101.00001": wanted}
    assert services.asked == ["arxiv:2101.00001", "arxiv:2101.00001v1"]


def test_one_id_is_judged_for_each_place(services: FakeServices, ask: Ask) -> None:
    """The same id can be right in one place and wrong in another."""
    services.answers = {"arxiv:2101.00001": paper(TITLE, "v1")}
    uses = [
        Use(Location("list.md", line), "https://arxiv.org/abs/2101.00001", title=title)
        for line, title in ((1, TITLE), (2, OTHER), (3, ""))
    ]
    run = ask(target(ARXIV, "2101.00001", *uses))
    assert [str(item.outcome.status) for item in run.links] == ["ok", "mismatch", "ok"]
    assert run.counts == {LinkStatus.OK: 2, LinkStatus.MISMATCH: 1}


def test_fault_of_a_checker_is_not_hidden(
    context: Context, lookup_cache: LookupCache, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A fault in lvkb itself ends the run with its own traceback, and what was known by then is kept."""

    def broken(targets: Sequence[Target], context: Context) -> Iterator[Batch]:
        yield [(targets[0], OK)]
        raise RuntimeError("a fault")

    checker = Checker(WEB, broken, lambda targets, limits: 1, lambda limits: 1.0)
    monkeypatch.setattr(plan_module, "CHECKERS", {WEB: checker})
    with pytest.raises(RuntimeError, match="a fault"):
        look_up(plan([target(WEB, "a"), target(WEB, "b")], Limits(), lookup_cache), context, lookup_cache)
    assert list(lookup_cache.fresh(["web:a", "web:b"])) == ["web:a"]
