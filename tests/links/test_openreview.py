"""OpenReview: fifty papers a call, the old API for the rest, and dead only when both have spoken."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given as over
from hypothesis import strategies as st

from lvkb.links.checkers import openreview
from lvkb.links.link_status import LinkStatus
from lvkb.links.targets import Target
from lvkb.registers import OPENREVIEW
from tests.links.fake_registers import NO_GAPS, Registers, Reply, answers, given, is_sound, run, serving, target

DELETED_MS = 1_700_000_000_000
FACTS = {"title": "A New Paper", "authors": "Ada Flint; Bo Stone", "venue": "ICLR 2024 poster", "year": "2024"}


def note(identity: str, **values: Any) -> dict[str, Any]:
    """Gives a note of the present API."""
    content = {
        "title": {"value": "A New\n Paper"},
        "authors": {"value": ["Ada Flint", {"fullname": "Bo Stone"}, 7.5]},
        "venue": {"value": "ICLR 2024 poster"},
    }
    return {"id": identity, "forum": identity, "content": content, **values}


def old_note(identity: str, **values: Any) -> dict[str, Any]:
    """Gives a note of the old API."""
    content = {"title": "An Old Paper", "authors": ["Cy Wood"]}
    return {"id": identity, "forum": identity, "content": content, "pdate": 1_600_000_000_000, **values}


@pytest.fixture
def registers() -> Iterator[Registers]:
    """The services, with a few papers."""
    with serving() as known:
        known.notes = {
            "newPaper01": note("newPaper01"),
            "newReply01": note("newReply01", forum="newPaper01"),
            "newGone001": note("newGone001", ddate=DELETED_MS),
            "newAlive01": note("newAlive01", ddate=None),
            "newBare001": {"id": "newBare001", "forum": "newBare001"},
        }
        known.old_notes = {
            "oldPaper01": old_note("oldPaper01"),
            "oldGone001": old_note("oldGone001", ddate=DELETED_MS),
            "oldReply01": old_note("oldReply01", forum=None),
        }
        yield known


def numbered(count: int) -> list[Target]:
    """Gives papers by number."""
    return [target(OPENREVIEW, f"paper{number:05}") for number in range(count)]


CASES = [
    ("newPaper01", ("ok", "answered", 'OpenReview has newPaper01: "A New Paper".'), FACTS, 1),
    ("newAlive01", ("ok", "answered", 'OpenReview has newAlive01: "A New Paper".'), FACTS, 1),
    ("newBare001", ("ok", "answered", "OpenReview has newBare001."), {}, 1),
    (
        "newReply01",
        ("mismatch", "other-paper", "newReply01 is a reply in newPaper01, not a paper."),
        {},
        1,
    ),
    ("newGone001", ("dead", "404", "newGone001 was deleted on 2023-11-14."), {}, 1),
    (
        "oldPaper01",
        ("ok", "answered", 'OpenReview has oldPaper01: "An Old Paper".'),
        {"title": "An Old Paper", "authors": "Cy Wood", "year": "2020"},
        2,
    ),
    ("oldGone001", ("dead", "404", "oldGone001 was deleted on 2023-11-14."), {}, 2),
    ("oldReply01", ("mismatch", "other-paper", "oldReply01 is a reply in another forum, not a paper."), {}, 2),
    ("noPaper001", ("dead", "not-in-register", "OpenReview has no forum noPaper001, old or new."), {}, 3),
]


@pytest.mark.parametrize(("name", "said", "known", "requests"), CASES)
def test_verdicts(
    registers: Registers, name: str, said: tuple[str, str, str], known: dict[str, str], requests: int
) -> None:
    """Each state of a paper has its status; the old API is asked only for what the present one has not."""
    ran = run(openreview.check, [target(OPENREVIEW, name)], registers)
    assert (ran.said, ran.only.facts) == ([said], known)
    assert len(registers.asked) == requests


def test_all_together(registers: Registers) -> None:
    """What the list holds comes at once, the rest one by one."""
    ran = run(openreview.check, [target(OPENREVIEW, name) for name, *_ in CASES], registers)
    assert ran.said == [said for _, said, _, _ in CASES]
    assert ran.batches == [5, 1, 1, 1, 1]


def test_fifty_at_once(registers: Registers) -> None:
    """A hundred and twenty papers are three calls, as told beforehand."""
    wanted = numbered(120)
    registers.notes = {item.id: note(item.id) for item in wanted}
    ran = run(openreview.check, wanted, registers)
    assert {item.status for item in ran.outcomes.values()} == {LinkStatus.OK}
    assert len(registers.asked) == openreview.calls(wanted, NO_GAPS) == 3
    assert registers.asked[2].query == {"ids": ",".join(item.id for item in wanted[100:])}


@pytest.mark.parametrize("status", [400, 403, 404])
def test_a_list_that_is_not_understood(registers: Registers, status: int) -> None:
    """When the API tells an error about the list, papers are asked one by one, in the present API first."""
    registers.instead["openreview"] = [Reply(status, {"name": "ValidationError"})]
    ran = run(openreview.check, [target(OPENREVIEW, name) for name in ("newPaper01", "oldPaper01")], registers)
    assert [item.status for item in ran.outcomes.values()] == [LinkStatus.OK, LinkStatus.OK]
    assert [(asked.path, asked.query) for asked in registers.asked[1:]] == [
        ("/openreview/notes", {"id": "newPaper01"}),
        ("/openreview/notes", {"id": "oldPaper01"}),
        ("/openreview_v1/notes", {"id": "oldPaper01"}),
    ]


@pytest.mark.parametrize(
    "body", [{"notes": []}, {"notes": [note("foreign001")]}, {"count": 0}, {"notes": {"id": "newPaper01"}}]
)
def test_a_list_that_is_ignored_makes_nothing_dead(registers: Registers, body: dict[str, Any]) -> None:
    """A paper that the list does not hold is asked by itself before it is said to be missing."""
    registers.instead["openreview"] = [Reply(200, body)]
    ran = run(openreview.check, [target(OPENREVIEW, "newPaper01")], registers)
    assert ran.said == [("ok", "answered", 'OpenReview has newPaper01: "A New Paper".')]


@pytest.mark.parametrize(
    ("reply", "reason", "evidence"),
    [
        (Reply(403, b"<html>Log in</html>"), "403", "{name} answered 403."),
        (Reply(302, headers={"Location": "/login"}), "bad-answer", "{name} answered 302."),
        (Reply(200, b"<html>Are you a robot? Captcha</html>"), "captcha", "{name} asks for a captcha."),
        (Reply(200, b"<html></html>"), "bad-answer", "{name} gave an answer that makes no sense."),
        (Reply(500), "500", "{name} answered 500."),
        (Reply(429), "rate-limit", "{name} answered 429: too many requests."),
    ],
)
@pytest.mark.parametrize("service", ["openreview", "openreview_v1"])
def test_refusals_are_unknown(registers: Registers, service: str, reply: Reply, reason: str, evidence: str) -> None:
    """When either API refuses, a paper that is nowhere else is unknown, never dead."""
    registers.always[service] = reply
    ran = run(openreview.check, [target(OPENREVIEW, "noPaper001")], registers)
    assert ran.said == [("unknown", reason, evidence.format(name=registers.base.removeprefix("http://")))]


@pytest.mark.parametrize(
    ("reply", "reason", "evidence"),
    [
        (Reply(403, {"name": "ForbiddenError"}), "403", "{name} answered 403 (ForbiddenError)."),
        (Reply(404, {"name": "Teapot"}), "bad-answer", "{name} answered 404 (Teapot)."),
        (Reply(400, {}), "bad-answer", "{name} answered 400."),
        (Reply(200, {"count": 0}), "bad-answer", "{name} answered 200."),
    ],
)
def test_errors_told_of_one_paper(registers: Registers, reply: Reply, reason: str, evidence: str) -> None:
    """An error that is not plainly `not found` leaves the paper open."""
    registers.always["openreview_v1"] = reply
    ran = run(openreview.check, [target(OPENREVIEW, "noPaper001")], registers)
    assert ran.said == [("unknown", reason, evidence.format(name=registers.base.removeprefix("http://")))]


def test_not_found_is_a_good_answer(registers: Registers) -> None:
    """An API that says so with an error has given a good answer."""
    registers.always["openreview"] = registers.always["openreview_v1"] = Reply(404, {"name": "NotFoundError"})
    ran = run(openreview.check, [target(OPENREVIEW, "noPaper001")], registers)
    assert ran.said == [("dead", "not-in-register", "OpenReview has no forum noPaper001, old or new.")]


def test_a_closed_forum_is_unknown_though_it_is_in_no_list(registers: Registers) -> None:
    """A list may leave out what is not public: asked by itself it is refused, and that is no death."""
    registers.instead["openreview"] = [Reply(200, {"notes": []}), Reply(403, {"name": "ForbiddenError"})]
    ran = run(openreview.check, [target(OPENREVIEW, "private001")], registers)
    assert ran.said[0][:2] == ("unknown", "403")


def test_an_api_that_is_down_is_left_alone(registers: Registers) -> None:
    """After three failures in a row the others are not asked."""
    registers.always["openreview"] = Reply(403)
    ran = run(openreview.check, numbered(500), registers)
    assert {item.cause for item in ran.outcomes.values()} == {403}
    assert len(registers.asked) == 3


NAMES = (
    "notes", "id", "paper00000", "forum", "ddate", "pdate", "content", "title", "authors", "venue", "value",
    "fullname", "name", "NotFoundError", "ICLR 2021",
)  # fmt: skip


@over(answers(*NAMES), answers(*NAMES), st.sampled_from([200, 400, 403, 404]))
def test_any_json_gives_outcomes(tree: Any, inner: Any, status: int) -> None:
    """No answer makes the checker fail, and only plain text comes out of it."""
    content = {"title": inner, "authors": [inner], "venue": {"value": inner}}
    known = {"id": "paper00000", "forum": "paper00000"}
    notes = [tree, {**known, "content": tree, "pdate": inner}, {**known, "content": content}, {**known, "ddate": inner}]
    for body in (tree, {"notes": tree}, *({"notes": [item]} for item in notes)):
        outcomes = given(openreview.check, numbered(2), json.dumps(body).encode(), status)
        assert all(is_sound(outcome) for outcome in outcomes)


@over(st.binary(max_size=30), st.sampled_from([200, 302, 400, 404, 418, 429, 500]))
def test_any_answer_gives_outcomes(body: bytes, status: int) -> None:
    """Neither do bytes that are no JSON."""
    outcomes = given(openreview.check, numbered(2), body, status)
    assert all(is_sound(outcome) and outcome.status is LinkStatus.UNKNOWN for outcome in outcomes)
