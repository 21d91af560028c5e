"""DOIs: the handle system tells whether they are registered, Crossref tells titles, and only the first is believed."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given as over
from hypothesis import strategies as st

from lvkb.links.checkers import doi
from lvkb.links.link_status import LinkStatus
from lvkb.links.targets import Target
from lvkb.registers import DOI
from tests.links.fake_registers import NO_GAPS, Registers, Reply, answers, given, is_sound, run, serving, target

PAPER = {
    "DOI": "10.1109/X.2021.1",
    "title": ["A  Paper\n on Things"],
    "author": [{"given": "Ada", "family": "Flint"}, {"name": "The Group"}, {"family": "Stone"}, {"ORCID": "x"}],
    "issued": {"date-parts": [[2021, 6]]},
}
PAPER_FACTS = {
    "target": "https://ieee.example/1",
    "title": "A Paper on Things",
    "authors": "Ada Flint; The Group; Stone",
    "year": "2021",
    "register": "crossref",
}


@pytest.fixture
def registers() -> Iterator[Registers]:
    """The services, with a few DOIs."""
    with serving() as known:
        known.handles = {
            "10.1109/x.2021.1": "https://ieee.example/1",
            "10.1016/s0(1)#?%&+;<é>": "https://elsevier.example/2",
            "10.1000/a/../b": "https://other.example/3",
            "10.1000/bare": None,
            "10.48550/arxiv.2110.02178": "https://arxiv.org/abs/2110.02178",
        }
        known.works = {"10.1109/x.2021.1": PAPER}
        yield known


def numbered(registers: Registers, count: int) -> list[Target]:
    """Gives DOIs that are registered, and known to Crossref, by number."""
    names = [f"10.1000/n{number}" for number in range(count)]
    registers.handles |= dict.fromkeys(names, "https://publisher.example/")
    registers.works |= {name: {"DOI": name.upper(), "title": [f"Title {name}"]} for name in names}
    return [target(DOI, name) for name in names]


CASES = [
    (
        "10.1109/x.2021.1",
        ("ok", "answered", "10.1109/x.2021.1 is registered and leads to https://ieee.example/1."),
        PAPER_FACTS,
    ),
    (
        "10.1109/X.2021.1",
        ("ok", "answered", "10.1109/X.2021.1 is registered and leads to https://ieee.example/1."),
        PAPER_FACTS,
    ),
    (
        "10.1016/s0(1)#?%&+;<é>",
        ("ok", "answered", "10.1016/s0(1)#?%&+;<é> is registered and leads to https://elsevier.example/2."),
        {"target": "https://elsevier.example/2"},
    ),
    (
        "10.1000/a/../b",
        ("ok", "answered", "10.1000/a/../b is registered and leads to https://other.example/3."),
        {"target": "https://other.example/3"},
    ),
    ("10.1000/bare", ("ok", "answered", "10.1000/bare is registered, without an address."), {}),
    (
        "10.48550/arxiv.2110.02178",
        ("ok", "answered", "10.48550/arxiv.2110.02178 is registered and leads to https://arxiv.org/abs/2110.02178."),
        {"target": "https://arxiv.org/abs/2110.02178", "register": "datacite"},
    ),
    ("10.1000/none", ("dead", "not-in-register", "10.1000/none is not registered as a DOI."), {}),
]


@pytest.mark.parametrize(("name", "said", "known"), CASES)
def test_verdicts(registers: Registers, name: str, said: tuple[str, str, str], known: dict[str, str]) -> None:
    """Each state of a DOI has its status, and what is known of the work comes with it."""
    ran = run(doi.check, [target(DOI, name)], registers)
    assert (ran.said, ran.only.facts) == ([said], known)


@pytest.mark.parametrize(
    ("reply", "reason", "evidence"),
    [
        (Reply(200, {"responseCode": 2}), "500", "{name} reports an error of its own."),
        (Reply(500, {"responseCode": 2}), "500", "{name} answered 500."),
        (Reply(503), "503", "{name} answered 503."),
        (Reply(404, b"<html>"), "bad-answer", "{name} answered 404."),
        (Reply(404, {}), "bad-answer", "{name} gave an answer that makes no sense."),
        (Reply(200, {"responseCode": True}), "bad-answer", "{name} gave an answer that makes no sense."),
        (Reply(200, {"responseCode": "1"}), "bad-answer", "{name} gave an answer that makes no sense."),
        (Reply(200, b"[]"), "bad-answer", "{name} gave an answer that makes no sense."),
        (Reply(200, {"responseCode": 1, "handle": "10.1/other"}), "bad-answer", "{name} answered for 10.1/other."),
        (Reply(404, {"responseCode": 100, "handle": "10.1/b"}), "bad-answer", "{name} answered for 10.1/b."),
        (Reply(302, headers={"Location": "https://publisher.example/"}), "bad-answer", "{name} answered 302."),
        (Reply(403), "403", "{name} answered 403."),
        (
            Reply(429, headers={"Retry-After": "2"}),
            "rate-limit",
            "{name} answered 429: too many requests, come again in 2 s.",
        ),
    ],
)
def test_nothing_certain_is_unknown(registers: Registers, reply: Reply, reason: str, evidence: str) -> None:
    """Only the handle system's own word makes a DOI dead; anything odd leaves it open."""
    registers.always["doi"] = reply
    ran = run(doi.check, [target(DOI, "10.1000/x")], registers)
    assert ran.said == [("unknown", reason, evidence.format(name=registers.base.removeprefix("http://")))]


def test_a_passing_failure_is_asked_again(registers: Registers) -> None:
    """A 500 and a 429 are waited out."""
    registers.instead["doi"] = [Reply(500), Reply(429, headers={"Retry-After": "3"})]
    ran = run(doi.check, [target(DOI, "10.1000/bare")], registers)
    assert ran.only.status is LinkStatus.OK
    assert ran.waits == [1.0, 3.0]


def test_a_register_that_is_down_is_left_alone(registers: Registers) -> None:
    """After three DOIs without an answer the others are not asked, and Crossref is not asked at all."""
    registers.always["doi"] = Reply(403)
    ran = run(doi.check, numbered(registers, 50), registers)
    name = registers.base.removeprefix("http://")
    last = f"Not asked, since {name} failed 3 times in a row; last: {name} answered 403."
    assert ran.said == [("unknown", "403", f"{name} answered 403.")] * 3 + [("unknown", "403", last)] * 47
    assert len(registers.asked) == 3


def test_failures_in_between_close_nothing(registers: Registers) -> None:
    """Only failures in a row make a service count as down."""
    fine = Reply(404, {"responseCode": 200})
    registers.instead["doi"] = [Reply(403), Reply(403), fine, Reply(403), Reply(403), fine]
    ran = run(doi.check, numbered(registers, 6), registers)
    assert [item.status.value for item in ran.outcomes.values()] == ["unknown", "unknown", "ok"] * 2


def test_case_of_a_doi_does_not_count(registers: Registers) -> None:
    """The handle system gives the spelling of the registration."""
    registers.instead["doi"] = [Reply(404, {"responseCode": 100, "handle": "10.1000/NONE"})]
    assert run(doi.check, [target(DOI, "10.1000/none")], registers).only.status is LinkStatus.DEAD


def test_titles_come_forty_at_once(registers: Registers) -> None:
    """A hundred DOIs are a hundred calls to the handle system and three to Crossref, as told beforehand."""
    wanted = numbered(registers, 100)
    ran = run(doi.check, wanted, registers, {"LVKB_CONTACT": "me@example.org"})
    assert [item.facts["title"] for item in ran.outcomes.values()] == [f"Title {item.id}" for item in wanted]
    assert ran.batches == [40, 40, 20]
    assert len(registers.asked) == doi.calls(wanted, NO_GAPS) == 103
    queries = [asked.query for asked in registers.asked if asked.path == "/crossref/works"]
    assert queries[2] == {
        "filter": ",".join(f"doi:{item.id}" for item in wanted[80:]),
        "select": "DOI,title,author,issued",
        "rows": "20",
        "mailto": "me@example.org",
    }


def test_arxiv_dois_are_not_asked_of_crossref(registers: Registers) -> None:
    """Crossref does not have them: that call is spared, and not counted."""
    wanted = [target(DOI, "10.48550/arxiv.2110.02178")]
    run(doi.check, wanted, registers)
    assert registers.told == ["GET /doi/api/handles/10.48550/arxiv.2110.02178"]
    assert doi.calls(wanted, NO_GAPS) == 1


def test_addresses_are_escaped(registers: Registers) -> None:
    """What a DOI holds cannot lead to another address."""
    run(doi.check, [target(DOI, "10.1000/a/../b"), target(DOI, "10.1016/s0(1)#?x=1&type=2")], registers)
    handles = [asked for asked in registers.asked if asked.path.startswith("/doi/")]
    assert [asked.path for asked in handles] == [
        "/doi/api/handles/10.1000/a%2F..%2Fb",
        "/doi/api/handles/10.1016/s0%281%29%23%3Fx%3D1%26type%3D2",
    ]
    assert [asked.query for asked in handles] == [{"type": "URL"}] * 2


@pytest.mark.parametrize(
    "reply",
    [
        Reply(200, {"message": {"items": [{"DOI": "10.9/foreign", "title": ["Foreign"]}]}}),
        Reply(200, {"message": {"items": []}}),
        Reply(200, {"message": {}}),
        Reply(400, {"status": "failed"}),
        Reply(200, b"{"),
    ],
)
def test_what_a_list_leaves_out_is_asked_singly(registers: Registers, reply: Reply) -> None:
    """A list that does not hold what was asked for is made up for, one by one, up to twenty."""
    wanted = numbered(registers, 30)
    registers.instead["crossref"] = [reply]
    ran = run(doi.check, wanted, registers, {"LVKB_CONTACT": "me@example.org"})
    titles = [item.facts.get("title", "") for item in ran.outcomes.values()]
    assert titles == [f"Title {item.id}" for item in wanted[:20]] + [""] * 10
    singles = [asked for asked in registers.asked if asked.path.startswith("/crossref/works/")]
    assert [asked.query for asked in singles] == [{"mailto": "me@example.org"}] * 20


def test_a_doi_with_a_comma_is_asked_singly(registers: Registers) -> None:
    """A comma would end the filter."""
    registers.handles["10.1000/a,doi:b"] = "https://publisher.example/"
    registers.works["10.1000/a,doi:b"] = {"DOI": "10.1000/A,DOI:B", "title": ["Comma"]}
    ran = run(doi.check, [target(DOI, "10.1000/a,doi:b")], registers)
    assert ran.only.facts["title"] == "Comma"
    assert registers.told[1:] == ["GET /crossref/works/10.1000/a%2Cdoi%3Ab"]


@pytest.mark.parametrize("reply", [Reply(429), Reply(500), Reply(403), Reply(200, b"{"), Reply(404)])
def test_crossref_changes_no_verdict(registers: Registers, reply: Reply) -> None:
    """A Crossref that fails costs the titles and nothing else; one that throttles is not asked again."""
    registers.always["crossref"] = reply
    ran = run(doi.check, numbered(registers, 90), registers)
    assert {item.status for item in ran.outcomes.values()} == {LinkStatus.OK}
    assert all(item.facts == {"target": "https://publisher.example/"} for item in ran.outcomes.values())
    if reply.status == 429:
        assert sum(asked.path.startswith("/crossref") for asked in registers.asked) == 1


def test_calls_are_spaced(registers: Registers) -> None:
    """The gap lies between two calls to one service, from start to start."""
    ran = run(doi.check, numbered(registers, 3), registers, limits=replace(NO_GAPS, host_gap_s=100.0))
    assert len(ran.waits) == 3
    assert all(50.0 < wait <= 100.0 for wait in ran.waits)


NAMES = (
    "responseCode", "handle", "10.1000/x", "values", "type", "URL", "data", "value", "message", "items", "DOI",
    "title", "author", "given", "family", "name", "issued", "date-parts",
)  # fmt: skip


@over(answers(*NAMES), answers(*NAMES))
def test_any_json_gives_outcomes(tree: Any, inner: Any) -> None:
    """No answer of either service makes the checker fail, and only plain text comes out of it."""
    work = {"DOI": "10.1000/x", "title": inner, "author": inner, "issued": inner}
    for message in (tree, {"items": tree}, {"items": [work]}, {**work, "title": [inner], "author": [inner]}):
        body = {"responseCode": 1, "values": tree, "message": message}
        for sent in (tree, body):
            (outcome,) = given(doi.check, [target(DOI, "10.1000/x")], json.dumps(sent).encode())
            assert is_sound(outcome)


@over(st.binary(max_size=30), st.sampled_from([200, 302, 400, 404, 418, 429, 500]))
def test_any_answer_gives_outcomes(body: bytes, status: int) -> None:
    """Neither do bytes that are no JSON."""
    (outcome,) = given(doi.check, [target(DOI, "10.1000/x")], body, status)
    assert is_sound(outcome)
    assert outcome.status is LinkStatus.UNKNOWN
