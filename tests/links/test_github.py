"""GitHub: a hundred repositories a question with a token, page by page without one, and the token goes nowhere else."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from typing import Any
from urllib.parse import unquote

import pytest
from hypothesis import given as over
from hypothesis import strategies as st

from lvkb.links.checkers import github
from lvkb.links.checkers.github_graphql import batches
from lvkb.links.link_status import LinkStatus, Outcome, Reason
from lvkb.links.targets import Target
from lvkb.registers import GITHUB
from tests.links.fake_registers import (
    NO_GAPS,
    Ran,
    Registers,
    Reply,
    answers,
    given,
    is_sound,
    repository,
    run,
    serving,
    target,
)

TOKEN = "ghp_0123456789abcdefTESTtoken"  # noqa: S105 - made up
WITH_TOKEN = {"GITHUB_TOKEN": TOKEN}
SHA = "84d992f0e8bd1d2d1d0d6a1f7a5d6cbd8a5b3c11"
THERE_FACTS = {"name": "a/there", "licence": "MIT", "stars": "7", "pushed": "2024-05-06", "branch": "main"}


@pytest.fixture
def registers() -> Iterator[Registers]:
    """The services, with a few repositories."""
    with serving() as known:
        known.repositories = {
            "a/there": repository("a/there"),
            "a/case": repository("A/Case"),
            "a/old": repository("b/new", isArchived=True),
        }
        known.files["a/there"] = {"HEAD:docs/x y.md", f'{SHA}:é/"q".md', "v1.0:src"}
        known.files["a/old"] = {"HEAD:kept.md"}
        yield known


def asked(registers: Registers, *targets: Target) -> Ran:
    """Asks with a token."""
    return run(github.check, targets, registers, WITH_TOKEN)


def repositories(count: int) -> list[Target]:
    """Gives repositories that are there, by number."""
    return [target(GITHUB, f"owner{number}/name{number}") for number in range(count)]


CASES = [
    (target(GITHUB, "a/there"), ("ok", "answered", "a/there is there."), ""),
    (target(GITHUB, "a/case"), ("ok", "answered", "A/Case is there."), ""),
    (target(GITHUB, "a/old"), ("moved", "renamed", "a/old is b/new now."), "b/new"),
    (target(GITHUB, "a/gone"), ("dead", "404", "GitHub has no public repository a/gone."), ""),
    (
        target(GITHUB, "a/there", "docs/x y.md", "HEAD"),
        ("ok", "answered", "a/there has docs/x y.md at HEAD."),
        "",
    ),
    (target(GITHUB, "a/there", 'é/"q".md', SHA), ("ok", "answered", f'a/there has é/"q".md at {SHA}.'), ""),
    (target(GITHUB, "a/there", "src/", "v1.0"), ("ok", "answered", "a/there has src/ at v1.0."), ""),
    (
        target(GITHUB, "a/there", "docs/y.md", "HEAD"),
        ("dead", "path-gone", "a/there is there, but has no docs/y.md at HEAD."),
        "",
    ),
    (
        target(GITHUB, "a/there", "../../etc/passwd", "HEAD"),
        ("dead", "path-gone", "a/there is there, but has no ../../etc/passwd at HEAD."),
        "",
    ),
    (
        target(GITHUB, "a/there", '") { id } evil: viewer { login } #', "HEAD"),
        ("dead", "path-gone", 'a/there is there, but has no ") { id } evil: viewer { login } # at HEAD.'),
        "",
    ),
    (target(GITHUB, "a/old", "kept.md", "HEAD"), ("moved", "renamed", "a/old is b/new now."), "b/new"),
    (
        target(GITHUB, "a/old", "lost.md", "HEAD"),
        ("dead", "path-gone", "b/new, once a/old, is there, but has no lost.md at HEAD."),
        "",
    ),
    (target(GITHUB, "a/gone", "x", "HEAD"), ("dead", "404", "GitHub has no public repository a/gone."), ""),
]


@pytest.mark.parametrize(("wanted", "said", "url"), CASES)
def test_verdicts_with_a_token(registers: Registers, wanted: Target, said: tuple[str, str, str], url: str) -> None:
    """Each state of a repository and of a path in it has its status."""
    ran = asked(registers, wanted)
    assert (ran.said, ran.only.url) == ([said], url)


def test_all_in_one_question(registers: Registers) -> None:
    """Repositories and paths of all kinds are told apart in one answer, and no text of a record is in the query."""
    ran = asked(registers, *(wanted for wanted, _, _ in CASES))
    assert ran.said == [said for _, said, _ in CASES]
    (request,) = registers.asked
    query = json.loads(request.body)["query"]
    assert not any(text in query for text in ("there", "Case", "old", "docs", "HEAD", "evil", "passwd"))


def test_facts_of_a_repository(registers: Registers) -> None:
    """What GitHub tells beside it is kept as plain text; what it does not tell is left out."""
    registers.repositories["b/full"] = repository("b/full", isArchived=True, isFork=True)
    registers.repositories["b/bare"] = {"nameWithOwner": "b/bare", "licenseInfo": None, "defaultBranchRef": None}
    ran = asked(registers, target(GITHUB, "a/there"), target(GITHUB, "b/full"), target(GITHUB, "b/bare"))
    full = {**THERE_FACTS, "name": "b/full", "archived": "true", "fork": "true"}
    assert [item.facts for item in ran.outcomes.values()] == [THERE_FACTS, full, {"name": "b/bare"}]


def test_two_thousand_repositories_in_twenty_requests(registers: Registers) -> None:
    """A hundred repositories share a request, and the number is known beforehand."""
    wanted = repositories(2_000)
    registers.repositories = {item.id: repository(item.id) for item in wanted}
    wanted.sort(key=lambda item: item.id[::-1])
    ran = asked(registers, *wanted)
    assert {item.status for item in ran.outcomes.values()} == {LinkStatus.OK}
    assert ran.batches == [100] * 20
    assert registers.told == ["POST /github_api"] * 20
    assert github.calls(wanted, NO_GAPS, WITH_TOKEN) == 20
    assert github.calls(wanted, NO_GAPS, {}) == 2_000


@over(
    st.lists(st.tuples(st.sampled_from("abcdeABC"), st.sampled_from(["", "x", "y", "z"])), max_size=60, unique=True),
    st.integers(1, 12),
)
def test_no_question_has_too_many_aliases(pairs: list[tuple[str, str]], size: int) -> None:
    """A repository counts one and each of its paths one more; nothing is lost, and a question is never empty."""
    wanted = [target(GITHUB, f"o/{name}", path, "HEAD" if path else "") for name, path in pairs]
    parts = list(batches(wanted, size))
    assert sorted(item.key for part in parts for item in part) == sorted(item.key for item in wanted)
    for part in parts:
        aliases = len({item.id.casefold() for item in part}) + sum(bool(item.path) for item in part)
        assert part
        assert aliases <= max(size, 2)


ERRORS: list[tuple[dict[str, Any], tuple[str, str, str]]] = [
    (
        {"data": {"r0": None}, "errors": [{"type": "FORBIDDEN", "path": ["r0"]}]},
        ("unknown", "403", "GitHub gave no answer for it: FORBIDDEN."),
    ),
    (
        {"data": {"r0": None}, "errors": [{"type": "NOT_FOUND", "path": ["r0"]}, {"type": "X", "path": ["r0"]}]},
        ("unknown", "bad-answer", "GitHub gave no answer for it: NOT_FOUND, X."),
    ),
    (
        {"data": {"r0": None}, "errors": [{"type": "NOT_FOUND", "path": ["r1"]}]},
        ("unknown", "bad-answer", "GitHub gave no answer for it: no reason."),
    ),
    ({"data": {"r0": None}}, ("unknown", "bad-answer", "GitHub gave no answer for it: no reason.")),
    (
        {"data": None, "errors": [{"message": "no"}]},
        ("unknown", "bad-answer", "GitHub gave no answer for it: an error without a type."),
    ),
    ({"data": {"r0": {"p0": None}}}, ("unknown", "bad-answer", "GitHub's answer does not name the repository.")),
    (
        {"data": {"r0": {"nameWithOwner": "a/b c"}}},
        ("unknown", "bad-answer", "GitHub's answer does not name the repository."),
    ),
    (
        {"data": {"r0": {"nameWithOwner": "a/b", "p0": None}}, "errors": [{"type": "RESOURCE_LIMITS_EXCEEDED"}]},
        ("unknown", "bad-answer", "GitHub gave no answer for it: RESOURCE_LIMITS_EXCEEDED."),
    ),
    (
        {"data": {"r0": {"nameWithOwner": "a/b", "p0": None}}, "errors": [{"type": "X", "path": ["r0", "p0"]}]},
        ("unknown", "bad-answer", "GitHub gave no answer for it: X."),
    ),
    (
        {"data": {"r0": {"nameWithOwner": "a/b"}}},
        ("unknown", "bad-answer", "GitHub gave no answer for it: no reason."),
    ),
    (
        {"data": {"r0": {"nameWithOwner": "a/b", "p0": None}}, "errors": [{"type": "X", "path": ["r0", "p1"]}]},
        ("dead", "path-gone", "a/b is there, but has no x at HEAD."),
    ),
]


@pytest.mark.parametrize(("answer", "said"), ERRORS)
def test_partial_answers(registers: Registers, answer: dict[str, Any], said: tuple[str, str, str]) -> None:
    """Only a plain NOT_FOUND is dead, and only a path that nothing can have hidden is gone; the rest is asked again."""
    registers.always["github_api"] = Reply(200, answer)
    ran = asked(registers, target(GITHUB, "a/b", "x", "HEAD"))
    assert ran.said == [said]
    assert len(registers.asked) == (2 if said[0] == "unknown" else 1)


def test_what_is_missing_is_asked_once_more(registers: Registers) -> None:
    """A partial answer keeps what it told; only the rest is asked for, once."""
    nodes = {"r0": repository("owner0/name0"), "r1": None, "r2": repository("owner2/name2"), "r3": repository("z/z")}
    errors = [{"type": "SOMETHING_WENT_WRONG", "path": ["r1"]}]
    registers.instead["github_api"] = [Reply(200, {"data": nodes, "errors": errors})]
    registers.repositories["owner1/name1"] = repository("owner1/name1")
    ran = asked(registers, *repositories(4))
    assert [item.status for item in ran.outcomes.values()] == [
        LinkStatus.OK,
        LinkStatus.OK,
        LinkStatus.OK,
        LinkStatus.MOVED,
    ]
    assert [json.loads(request.body)["variables"] for request in registers.asked][1] == {
        "r0owner": "owner1",
        "r0name": "name1",
    }


BAD = "{name} gave an answer that makes no sense."


@pytest.mark.parametrize(
    ("reply", "reason", "evidence"),
    [
        (Reply(502, b"<html>"), "502", "{name} answered 502."),
        (Reply(200, b"{"), "bad-answer", BAD),
        (Reply(200, b"[1]"), "bad-answer", BAD),
        (Reply(200, b"[" * 100_000), "bad-answer", BAD),
        (Reply(200, b""), "bad-answer", BAD),
        (Reply(302, b"", {"Location": "https://example.org/"}), "bad-answer", "{name} answered 302."),
        (Reply(200, b"Solve the CAPTCHA"), "captcha", "{name} asks for a captcha."),
    ],
)
def test_a_failed_question_is_halved_once(registers: Registers, reply: Reply, reason: str, evidence: str) -> None:
    """A question that is not answered is asked again in halves; the half that fails again stays unknown."""
    wanted = repositories(4)
    registers.repositories = {item.id: repository(item.id) for item in wanted}
    registers.instead["github_api"] = [reply, reply]
    ran = asked(registers, *wanted)
    lost = ("unknown", reason, evidence.format(name=registers.base.removeprefix("http://")))
    assert ran.said == [lost, lost, *(("ok", "answered", f"{item.id} is there.") for item in wanted[2:])]
    assert [len(json.loads(request.body)["variables"]) // 2 for request in registers.asked] == [4, 2, 2]


def test_a_refused_token_is_not_sent_again(registers: Registers) -> None:
    """After a 401 nothing more is asked, and nothing is said against the repositories."""
    registers.always["github_api"] = Reply(401, {"message": "Bad credentials"})
    ran = asked(registers, *repositories(250))
    assert set(ran.said) == {("unknown", "401", "GITHUB_TOKEN was refused")}
    assert len(registers.asked) == 1


@pytest.mark.parametrize(
    ("headers", "status", "waits", "evidence"),
    [
        ({"Retry-After": "7"}, 429, [7.0, 7.0], "too many requests, come again in 7 s."),
        ({"Retry-After": "7"}, 403, [7.0, 7.0], "too many requests, come again in 7 s."),
        ({"Retry-After": "3600"}, 403, [], "too many requests, come again in 3600 s."),
        (
            {"Retry-After": "Fri, 20 Nov 2026 10:00:05 GMT", "Date": "Fri, 20 Nov 2026 10:00:00 GMT"},
            429,
            [5.0, 5.0],
            "too many requests, come again in 5 s.",
        ),
        (
            {"x-ratelimit-remaining": "0", "x-ratelimit-reset": "1795212000"},
            403,
            [1.0, 2.0],
            "too many requests, come again at 2026-11-20 22:00 UTC.",
        ),
        ({}, 429, [1.0, 2.0], "too many requests."),
    ],
)
def test_throttled(
    registers: Registers, headers: dict[str, str], status: int, waits: list[float], evidence: str
) -> None:
    """A pause of up to a minute is kept and the question put again; then all that is left stays unknown."""
    registers.always["github_api"] = Reply(status, {"message": "API rate limit exceeded"}, headers)
    ran = asked(registers, *repositories(250))
    name = registers.base.removeprefix("http://")
    assert set(ran.said) == {("unknown", "rate-limit", f"{name} answered {status}: {evidence}")}
    assert ran.waits == waits
    assert len(registers.asked) == len(waits) + 1


def test_a_spent_budget_ends_the_questions(registers: Registers) -> None:
    """What the last answer told stands; what comes after it is not asked."""
    limit = {"remaining": 0, "resetAt": "2026-11-20T23:00:00Z"}
    nodes = {f"r{number}": repository("owner0/name0") for number in range(100)}
    registers.instead["github_api"] = [Reply(200, {"data": {**nodes, "rateLimit": limit}})]
    ran = asked(registers, *repositories(101))
    assert ran.said[0] == ("ok", "answered", "owner0/name0 is there.")
    assert [said for said in ran.said if said[0] == "unknown"] == [
        ("unknown", "rate-limit", "Not asked: GitHub's budget is spent until 2026-11-20T23:00:00Z.")
    ]
    assert len(registers.asked) == 1


def test_a_limit_told_as_an_error_ends_the_questions(registers: Registers) -> None:
    """GitHub may tell its limit with status 200; it is not asked again."""
    registers.always["github_api"] = Reply(200, {"errors": [{"type": "RATE_LIMITED", "message": "API rate limit"}]})
    ran = asked(registers, *repositories(150))
    first, then = "GitHub gave no answer for it: RATE_LIMITED.", "Not asked: GitHub's budget is spent."
    counts = [ran.said.count(("unknown", "rate-limit", said)) for said in (first, then)]
    assert counts == [100, 50]
    assert len(registers.asked) == 1


def test_an_api_that_is_down_is_left_alone(registers: Registers) -> None:
    """After three failures in a row nothing more is asked."""
    registers.always["github_api"] = Reply(503)
    ran = asked(registers, *repositories(1_000))
    name = registers.base.removeprefix("http://")
    last = f"Not asked, since {name} failed 3 times in a row; last: {name} answered 503."
    assert {item.status for item in ran.outcomes.values()} == {LinkStatus.UNKNOWN}
    assert ran.said.count(("unknown", "503", last)) == 900
    assert len(registers.asked) == 3


@pytest.mark.parametrize(
    ("environment", "sent"),
    [
        ({"GITHUB_TOKEN": "one", "GH_TOKEN": "two"}, "Bearer one"),
        ({"GH_TOKEN": "two"}, "Bearer two"),
        ({"GITHUB_TOKEN": "  ", "GH_TOKEN": " two\n"}, "Bearer two"),
    ],
)
def test_where_the_token_is_looked_for(registers: Registers, environment: dict[str, str], sent: str) -> None:
    """GITHUB_TOKEN comes first, and white space around a token is none of it."""
    run(github.check, [target(GITHUB, "a/there")], registers, environment)
    assert [request.headers.get("authorization") for request in registers.asked] == [sent]


def test_a_token_that_cannot_be_one(registers: Registers) -> None:
    """A value that would break the header is not sent at all."""
    ran = run(github.check, [target(GITHUB, "a/there")], registers, {"GH_TOKEN": "a\r\nHost: x"})
    said = "GH_TOKEN holds no token: there are characters in it that no token has."
    assert ran.said == [("unknown", "401", said)]
    assert registers.asked == []


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_the_token_follows_no_redirect(registers: Registers, status: int) -> None:
    """A redirect of the API is not followed: nothing reaches the other origin, and nothing is made of it."""
    with serving() as other:
        registers.always["github_api"] = Reply(status, b"", {"Location": f"{other.base}/github_api"})
        ran = asked(registers, *repositories(3))
    assert {said[:2] for said in ran.said} == {("unknown", "bad-answer")}
    assert other.asked == []
    assert TOKEN not in repr(ran)


def test_the_token_goes_to_the_api_alone(registers: Registers) -> None:
    """Neither GitHub's pages nor any other service is asked when there is a token."""
    asked(registers, *(wanted for wanted, _, _ in CASES))
    assert {request.path for request in registers.asked} == {"/github_api"}


@pytest.mark.parametrize(
    "body",
    [
        {"data": {"r0": {"nameWithOwner": TOKEN}}},
        {"data": {"r0": {"nameWithOwner": f"a/{TOKEN}", "licenseInfo": {"spdxId": TOKEN}}}},
        {"data": {"r0": None}, "errors": [{"type": TOKEN, "path": ["r0"]}]},
        {"data": {"r0": None, "rateLimit": {"remaining": 0, "resetAt": TOKEN}}},
    ],
)
def test_an_api_that_sends_the_token_back(registers: Registers, body: dict[str, Any]) -> None:
    """The token is in no outcome, even when the other side puts it into its answer."""
    registers.always["github_api"] = Reply(200, body)
    ran = asked(registers, *repositories(101))
    assert TOKEN not in repr(ran)


@pytest.mark.parametrize("failure", [Reply(500), Reply(401), Reply(429), Reply(200, b"{")])
def test_no_failure_shows_the_token(registers: Registers, failure: Reply) -> None:
    """Whatever goes wrong, the token is in no text."""
    registers.always["github_api"] = failure
    assert TOKEN not in repr(asked(registers, *repositories(3)))


def test_no_broken_connection_shows_the_token() -> None:
    """An API that is not there leaves everything unknown, and the token is in no text."""
    with serving() as gone:
        pass
    ran = asked(gone, *repositories(2))
    assert {item.status for item in ran.outcomes.values()} == {LinkStatus.UNKNOWN}
    assert TOKEN not in repr(ran)


def test_no_token_over_plain_http(registers: Registers) -> None:
    """An API of another machine without TLS gets no token: the pages are asked instead."""
    insecure = replace(registers.endpoints, github_api="http://api.example.org/graphql")
    outcomes = [out for batch in github.check([target(GITHUB, "a/b")], _at(insecure)) for _, out in batch]
    assert [out.status for out in outcomes] == [LinkStatus.OK]


def _at(endpoints: Any) -> Any:
    from lvkb.links.context import Context
    from lvkb.links.http.client import Answer
    from tests.links.fake_registers import NoRateLimit

    class Refusing:
        def fetch(self, url: str, **options: Any) -> Answer:
            assert "headers" not in options
            assert url == f"{endpoints.github}/a/b"
            return Answer(200, url, {}, b"", whole=True)

    return Context(Refusing(), NoRateLimit(), endpoints, environment=WITH_TOKEN)  # type: ignore[arg-type]


PAGE_CASES = [
    (target(GITHUB, "a/there"), ("ok", "answered", "{name} answered 200 for a/there."), 1),
    (target(GITHUB, "A/CASE"), ("ok", "answered", "{name} answered 200 for A/CASE."), 1),
    (target(GITHUB, "a/old"), ("moved", "renamed", "a/old is b/new now."), 1),
    (target(GITHUB, "a/gone"), ("dead", "404", "GitHub has no public repository a/gone."), 2),
    (target(GITHUB, "a/there", "docs/x y.md", "HEAD"), ("ok", "answered", "{name} answered 200 for a/there."), 1),
    (target(GITHUB, "a/there", 'é/"q".md', SHA), ("ok", "answered", "{name} answered 200 for a/there."), 1),
    (target(GITHUB, "a/there", "src", "v1.0"), ("ok", "answered", "{name} answered 200 for a/there."), 1),
    (
        target(GITHUB, "a/there", "docs/y.md", "HEAD"),
        ("dead", "path-gone", "a/there is there, but has no docs/y.md at HEAD."),
        3,
    ),
    (
        target(GITHUB, "a/there", "../../b/new", "HEAD"),
        ("dead", "path-gone", "a/there is there, but has no ../../b/new at HEAD."),
        1,
    ),
    (target(GITHUB, "a/old", "kept.md", "HEAD"), ("moved", "renamed", "a/old is b/new now."), 2),
    (
        target(GITHUB, "a/old", "lost.md", "HEAD"),
        ("dead", "path-gone", "b/new, once a/old, is there, but has no lost.md at HEAD."),
        4,
    ),
    (target(GITHUB, "a/gone", "x", "HEAD"), ("dead", "404", "GitHub has no public repository a/gone."), 4),
]


@pytest.mark.parametrize(("wanted", "said", "requests"), PAGE_CASES)
def test_verdicts_without_a_token(
    registers: Registers, wanted: Target, said: tuple[str, str, str], requests: int
) -> None:
    """Each state has its status, at the price of a request; what seems missing costs a second one."""
    registers.repositories["b/new"] = repository("b/new")
    registers.files["b/new"] = {"HEAD:kept.md"}
    ran = run(github.check, [wanted], registers)
    name = registers.base.removeprefix("http://")
    assert ran.said == [(said[0], said[1], said[2].format(name=name))]
    assert ran.only.url == ("b/new" if said[0] == "moved" else "")
    assert len(registers.asked) == requests
    assert all("authorization" not in request.headers for request in registers.asked)


def test_a_commit_is_asked_as_a_file_and_nothing_as_a_fragment(registers: Registers) -> None:
    """Paths at a commit go to `blob`, others to `tree`; HEAD alone is sent, and no fragment."""
    wanted = [target(GITHUB, "a/there", 'é/"q".md', SHA), target(GITHUB, "a/there", "src", "v1.0")]
    run(github.check, wanted, registers)
    told = [f"{request.method} {unquote(request.path)}" for request in registers.asked]
    assert told == [f'HEAD /github/a/there/blob/{SHA}/é/"q".md', "HEAD /github/a/there/tree/v1.0/src"]


def test_a_repository_is_asked_once_for_all_its_lost_paths(registers: Registers) -> None:
    """Three lost paths of one repository, itself a target, cost two requests each and one for all."""
    lost = [target(GITHUB, "A/there", name, "HEAD") for name in "xyz"]
    ran = run(github.check, [*lost, target(GITHUB, "a/there")], registers)
    assert [said[1] for said in ran.said] == ["path-gone"] * 3 + ["answered"]
    assert len(registers.asked) == 7


@pytest.mark.parametrize(
    ("replies", "said"),
    [
        ([Reply(405), Reply(200)], ("ok", "answered", "{name} answered 200 for a/there.")),
        ([Reply(404), Reply(200)], ("ok", "answered", "{name} answered 200 for a/there.")),
        ([Reply(403), Reply(403)], ("unknown", "403", "{name} answered 403.")),
        ([Reply(500), Reply(500), Reply(500), Reply(200)], ("ok", "answered", "{name} answered 200 for a/there.")),
        ([Reply(500)] * 4, ("unknown", "500", "{name} answered 500.")),
        (
            [Reply(302, headers={"Location": "/login?return_to=x"})],
            ("unknown", "bad-answer", "{name} leads from a/there to {base}/login?return_to=x."),
        ),
        (
            [Reply(302, headers={"Location": "{base}/github/c/d"})],
            ("unknown", "bad-answer", "{name} leads from a/there to {base}/github/c/d."),
        ),
        (
            [Reply(301, headers={"Location": "http://[::1"})],
            ("unknown", "bad-answer", "{name} leads from a/there to nowhere."),
        ),
        (
            [Reply(301, headers={"Location": "https://example.org/a/b"})],
            ("unknown", "bad-answer", "{name} leads from a/there to https://example.org/a/b."),
        ),
        (
            [Reply(301, headers={"Location": "{base}/github/a/there"})] * 4,
            ("unknown", "bad-answer", "a/there leads from one page to the next, 4 times."),
        ),
        ([Reply(301)] * 4, ("unknown", "bad-answer", "a/there leads from one page to the next, 4 times.")),
        ([Reply(301, headers={"Location": "{base}/github/c/d"})], ("moved", "renamed", "a/there is c/d now.")),
        ([Reply(410), Reply(410)], ("dead", "404", "GitHub has no public repository a/there.")),
        ([Reply(451), Reply(451)], ("unknown", "451", "{name} answered 451.")),
    ],
)
def test_odd_answers_of_pages(registers: Registers, replies: list[Reply], said: tuple[str, str, str]) -> None:
    """HEAD that is refused is asked again as GET; redirects count only inside GitHub."""
    base, name = registers.base, registers.base.removeprefix("http://")
    places = [{key: value.format(base=base) for key, value in reply.headers.items()} for reply in replies]
    registers.instead["github"] = [
        reply._replace(headers=headers) for reply, headers in zip(replies, places, strict=True)
    ]
    ran = run(github.check, [target(GITHUB, "a/there")], registers)
    assert ran.said == [(said[0], said[1], said[2].format(base=base, name=name))]
    assert registers.instead["github"] == []


def test_pages_that_throttle_are_left_alone(registers: Registers) -> None:
    """A 429 of github.com ends the questions without a wait; what was known stands."""
    registers.repositories |= {item.id: repository(item.id) for item in repositories(5)}
    registers.instead["github"] = [Reply(200), Reply(429, headers={"Retry-After": "60"})]
    ran = run(github.check, repositories(5), registers)
    name = registers.base.removeprefix("http://")
    stop = ("unknown", "rate-limit", f"{name} answered 429: too many requests, come again in 60 s.")
    assert ran.said == [("ok", "answered", f"{name} answered 200 for owner0/name0."), *[stop] * 4]
    assert (len(registers.asked), ran.waits) == (2, [])


def test_pages_are_asked_slowly(registers: Registers) -> None:
    """Without a token the gap for pages lies between two requests, from start to start."""
    ran = run(github.check, repositories(3), registers, limits=replace(NO_GAPS, github_gap_s=100.0))
    assert len(ran.waits) == 5
    assert all(50.0 < wait <= 100.0 for wait in ran.waits)


NAMES = (
    "data", "errors", "r0", "r1", "p0", "nameWithOwner", "a/there", "rateLimit", "remaining", "resetAt", "type", "path",
    "NOT_FOUND", "RATE_LIMITED", "licenseInfo", "spdxId", "pushedAt", "stargazerCount", "defaultBranchRef", "name",
)  # fmt: skip


@over(answers(*NAMES), answers(*NAMES))
def test_any_json_gives_outcomes(tree: Any, node: Any) -> None:
    """No answer makes the checker fail, and only plain text comes out of it."""
    wanted = [target(GITHUB, "a/there"), target(GITHUB, "b/x", "y", "HEAD")]
    for body in (tree, {"data": tree, "errors": node}, {"data": {"r0": tree, "r1": node}, "errors": [tree, node]}):
        outcomes = given(github.check, wanted, json.dumps(body).encode(), environment=WITH_TOKEN)
        assert all(is_sound(outcome) for outcome in outcomes)


@over(st.binary(max_size=40), st.sampled_from([200, 206, 301, 302, 304, 400, 403, 404, 418, 429, 500, 999]), st.text())
def test_any_answer_gives_outcomes(body: bytes, status: int, header: str) -> None:
    """Neither bytes that are no JSON nor odd headers make the checker fail, with a token or without."""
    headers = {"location": header, "retry-after": header, "x-ratelimit-reset": header, "date": header}
    for environment in (WITH_TOKEN, {}):
        outcomes = given(github.check, [target(GITHUB, "a/there")], body, status, headers, environment)
        assert all(is_sound(outcome) for outcome in outcomes)


def test_the_outcome_of_a_repository_is_whole(registers: Registers) -> None:
    """An outcome has all its parts."""
    known = {**THERE_FACTS, "name": "b/new", "archived": "true"}
    expected = Outcome(LinkStatus.MOVED, Reason.RENAMED, "a/old is b/new now.", "b/new", known)
    assert asked(registers, target(GITHUB, "a/old")).only == expected
