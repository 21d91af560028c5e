"""The CVF site: one small request for each page, at the address its id stands for."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest
from hypothesis import given as over
from hypothesis import strategies as st

from lvkb.links.checkers import cvf
from lvkb.registers import CVF
from tests.links.fake_registers import NO_GAPS, Registers, Reply, given, is_sound, run, serving, target

PAPER = "ICCV2023/Xu_FDViT_ICCV_2023_paper"
PAGE = "content/ICCV2023/html/Xu_FDViT_ICCV_2023_paper.html"
OTHER = "content/ICCV2023/html/Xu_Other_ICCV_2023_paper.html"
OLD = "content_ICCV_2019/html/Liu_A_Thing_ICCV_2019_paper.html"


@pytest.fixture
def registers() -> Iterator[Registers]:
    """The site, with three papers."""
    with serving() as known:
        known.pages = {PAGE, OTHER, OLD}
        yield known


@pytest.mark.parametrize(("name", "page"), [(PAPER, PAGE), ("ICCV_2019/Liu_A_Thing_ICCV_2019_paper", OLD)])
def test_a_page_that_is_there(registers: Registers, name: str, page: str) -> None:
    """One HEAD at the address of the paper's page is enough."""
    ran = run(cvf.check, [target(CVF, name)], registers)
    assert ran.said == [("ok", "answered", f"{registers.base.removeprefix('http://')} answered 200.")]
    assert registers.told == [f"HEAD /cvf/{page}"]


@pytest.mark.parametrize(
    ("replies", "said"),
    [
        ([Reply(404), Reply(404)], ("dead", "404", "{name} has no page " + PAPER + ".")),
        ([Reply(410), Reply(410)], ("dead", "410", "{name} has no page " + PAPER + ".")),
        ([Reply(404), Reply(200)], ("ok", "answered", "{name} answered 200.")),
        ([Reply(405), Reply(200)], ("ok", "answered", "{name} answered 200.")),
        ([Reply(403), Reply(403)], ("unknown", "403", "{name} answered 403.")),
        ([Reply(503)] * 4, ("unknown", "503", "{name} answered 503.")),
        ([Reply(503), Reply(503), Reply(200)], ("ok", "answered", "{name} answered 200.")),
        ([Reply(429)] * 4, ("unknown", "rate-limit", "{name} answered 429: too many requests.")),
        (
            [Reply(301, headers={"Location": "/cvf/" + OTHER})],
            ("moved", "permanent-redirect", PAPER + " is at {base}/cvf/" + OTHER + " now."),
        ),
        (
            [Reply(302, headers={"Location": "/cvf/" + OTHER})],
            ("ok", "answered", "{name} answered 200 at {base}/cvf/" + OTHER + "."),
        ),
        (
            [Reply(301, headers={"Location": "/cvf/" + PAGE + "?x=1"})],
            ("ok", "answered", "{name} answered 200 at {base}/cvf/" + PAGE + "?x=1."),
        ),
        (
            [Reply(301, headers={"Location": "/"}), Reply(200)],
            ("warn", "to-root", PAPER + " leads to the front page {base}/."),
        ),
        (
            [Reply(301, headers={"Location": "/cvf/" + PAGE})],
            ("dead", "redirect-loop", "The redirect comes back to where it was: {base}/cvf/" + PAGE),
        ),
        (
            [Reply(302, headers={"Location": "http://10.0.0.1/"})],
            ("unknown", "no-answer", "{name} cannot be reached: 10.0.0.1 is no public address."),
        ),
    ],
)
def test_odd_answers(registers: Registers, replies: list[Reply], said: tuple[str, str, str]) -> None:
    """A page that HEAD does not show is asked for in full; refusals and outages are no deaths."""
    registers.instead["cvf"] = list(replies)
    registers.instead[""] = [Reply(200)]
    ran = run(cvf.check, [target(CVF, PAPER)], registers)
    name = registers.base.removeprefix("http://")
    assert ran.said == [(said[0], said[1], said[2].format(base=registers.base, name=name))]


def test_a_page_that_throttles_is_asked_again(registers: Registers) -> None:
    """The pause that the site asks for is kept, when it is no longer than a minute."""
    registers.instead["cvf"] = [Reply(429, headers={"Retry-After": "5"})]
    ran = run(cvf.check, [target(CVF, PAPER)], registers)
    assert ran.only.reason == "answered"
    assert ran.waits == [5.0]


def test_a_moved_page_carries_its_new_address(registers: Registers) -> None:
    """The new address can be written where the old one stands."""
    registers.instead["cvf"] = [Reply(308, headers={"Location": "/cvf/" + OTHER})]
    assert run(cvf.check, [target(CVF, PAPER)], registers).only.url == f"{registers.base}/cvf/{OTHER}"


def test_pages_are_asked_one_by_one(registers: Registers) -> None:
    """Each page is one call, a gap after the one before, as told beforehand."""
    wanted = [target(CVF, PAPER), target(CVF, "ICCV_2019/Liu_A_Thing_ICCV_2019_paper")]
    ran = run(cvf.check, wanted, registers, limits=replace(NO_GAPS, host_gap_s=100.0))
    assert ran.batches == [1, 1]
    assert len(registers.asked) == cvf.calls(wanted, NO_GAPS) == 2
    assert len(ran.waits) == 1
    assert 50.0 < ran.waits[0] <= 100.0


def test_a_site_that_is_down_is_left_alone(registers: Registers) -> None:
    """After three pages without an answer the others are not asked."""
    registers.always["cvf"] = Reply(403)
    wanted = [target(CVF, f"ICCV2023/A_{number}_ICCV_2023_paper") for number in range(9)]
    ran = run(cvf.check, wanted, registers)
    assert {said[:2] for said in ran.said} == {("unknown", "403")}
    assert len(registers.asked) == 6


@over(st.binary(max_size=30), st.integers(100, 999), st.text(max_size=20))
def test_any_answer_gives_an_outcome(body: bytes, status: int, header: str) -> None:
    """No answer makes the checker fail."""
    headers = {"location": header, "retry-after": header, "date": header}
    (outcome,) = given(cvf.check, [target(CVF, PAPER)], body, status, headers)
    assert is_sound(outcome)
