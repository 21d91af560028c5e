"""Asking arXiv for papers, against a stand-in on loopback that behaves as arXiv is known to."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from xml.sax.saxutils import escape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lvkb.links.checkers import arxiv
from lvkb.links.checkers.arxiv_fallbacks import read_datacite, read_oai
from lvkb.links.checkers.arxiv_feed import Unreadable, is_withdrawn, joined, read_feed
from lvkb.links.context import Context
from lvkb.links.http.client import Client
from lvkb.links.limits import Limits
from lvkb.links.link_status import LinkStatus, Outcome, Reason
from lvkb.links.rate_limit import RateLimit
from lvkb.links.targets import Target
from lvkb.registers import ARXIV
from tests.links.fake_arxiv import (
    DROPPED,
    OUT_OF_ORDER,
    THROTTLED,
    FakeArxiv,
    FakePaper,
    Reply,
    error_entry,
    fake_arxiv,
    fake_paper,
    feed,
)

LIMITS = Limits(arxiv_gap_s=0.0, arxiv_batch=200, arxiv_waits_s=(30.0, 60.0, 120.0), host_gap_s=0.0, read_s=30)
CVT = FakePaper(
    "2103.15808",
    ("CvT: Introducing Convolutions to Vision Transformers",),
    ("Haiping Wu", "Bin Xiao"),
    "Code is at https://github.com/leoxiaobin/CvT",
    "10.1109/ICCV48922.2021.00009",
    "ICCV 2021",
)
IDS = [f"2201.{number:05}" for number in range(1, 2501)]
Ask = Callable[..., dict[str, Outcome]]


class Means:
    """A service and what asks it; waits are noted, not slept."""

    def __init__(self, fake: FakeArxiv, folder: Path) -> None:
        self.fake, self.folder = fake, folder
        self.waits: list[float] = []

    def __call__(self, ids: Sequence[str], limits: Limits = LIMITS) -> dict[str, Outcome]:
        """Gives the outcomes by id."""
        return {target.id: outcome for batch in self.batches(ids, limits) for target, outcome in batch}

    def batches(self, ids: Sequence[str], limits: Limits = LIMITS) -> Iterator[list[tuple[Target, Outcome]]]:
        """Gives the batches as they come."""
        client = Client(limits, allowed=[self.fake.host])
        context = Context(client, RateLimit(self.folder), self.fake.endpoints, limits, self.waits.append)
        yield from arxiv.check([Target(ARXIV, arxiv_id) for arxiv_id in ids], context)
        client.close()


@pytest.fixture
def serve(tmp_path: Path) -> Iterator[Callable[..., Means]]:
    """Starts a stand-in with these papers; it ends with the test."""
    running: list[FakeArxiv] = []
    contexts = []

    def start(*papers: FakePaper, **more: object) -> Means:
        fake = fake_arxiv(*papers, **more)
        contexts.append(fake.running())
        running.append(contexts[-1].__enter__())
        return Means(fake, tmp_path)

    yield start
    for context in contexts:
        context.__exit__(None, None, None)


def papers(count: int) -> list[FakePaper]:
    """Gives so many papers."""
    return [fake_paper(arxiv_id) for arxiv_id in IDS[:count]]


def reasons(outcomes: dict[str, Outcome]) -> dict[str, str]:
    """Gives status and reason by id."""
    return {arxiv_id: f"{outcome.status} {outcome.cause}" for arxiv_id, outcome in outcomes.items()}


def test_all_that_arxiv_says_becomes_facts(serve: Callable[..., Means]) -> None:
    """Title on one line, authors in order, days, newest version, and what the authors added."""
    outcome = serve(CVT)([CVT.id])[CVT.id]
    assert outcome == Outcome(
        LinkStatus.OK,
        Reason.ANSWERED,
        facts={
            "title": "CvT: Introducing Convolutions to Vision Transformers",
            "authors": "Haiping Wu; Bin Xiao",
            "published": "2022-01-02",
            "updated": "2022-01-02",
            "version": "v1",
            "doi": "10.1109/iccv48922.2021.00009",
            "journal_ref": "ICCV 2021",
            "comment": "Code is at https://github.com/leoxiaobin/CvT",
            "category": "cs.CV",
        },
    )


def test_answers_are_matched_by_id(serve: Callable[..., Means]) -> None:
    """One request asks for a whole batch, not for ten by default, and the order of the answer does not matter."""
    ask = serve(*papers(120))
    outcomes = ask(IDS[:120])
    assert {arxiv_id: outcome.facts["title"] for arxiv_id, outcome in outcomes.items()} == {
        arxiv_id: f"A Paper With the Number {arxiv_id} in Its Title" for arxiv_id in IDS[:120]
    }
    assert ask.fake.asked == [IDS[:120]]
    assert all(agent.startswith("lvkb/") for agent in ask.fake.agents)


def test_many_ids_are_asked_in_few_requests(serve: Callable[..., Means]) -> None:
    """2,000 ids are 10 requests, each given as soon as it is answered, as many as said before."""
    ask = serve(*papers(2000))
    batches = list(ask.batches(IDS[:2000]))
    assert [len(batch) for batch in batches] == [200] * 10
    assert len(ask.fake.asked) == arxiv.calls([Target(ARXIV, arxiv_id) for arxiv_id in IDS[:2000]], LIMITS) == 10
    assert {outcome.status for batch in batches for _, outcome in batch} == {LinkStatus.OK}


def test_a_batch_never_outgrows_the_address(serve: Callable[..., Means]) -> None:
    """However large a batch is wished, the server takes its address."""
    ask = serve(*papers(900))
    outcomes = ask(IDS[:900], Limits(arxiv_gap_s=0.0, arxiv_batch=5000))
    assert {outcome.status for outcome in outcomes.values()} == {LinkStatus.OK}
    assert [len(ids) for ids in ask.fake.asked] == [400, 400, 100]


def test_requests_start_with_the_gap_between_them(serve: Callable[..., Means], tmp_path: Path) -> None:
    """Three seconds from start to start, for the query API and OAI-PMH together."""
    ask = serve(*papers(5), always=OUT_OF_ORDER)
    starts: list[float] = []
    clock = [1000.0]

    def sleep(seconds: float) -> None:
        clock[0] += seconds

    def note(ids: list[str]) -> Reply:
        starts.append(clock[0])
        return ask.fake.good(ids)

    ask.fake.faults = [note, note]
    limits = Limits(arxiv_batch=2, arxiv_waits_s=())
    client = Client(limits, allowed=[ask.fake.host])
    context = Context(client, RateLimit(tmp_path, lambda: clock[0], sleep), ask.fake.endpoints, limits, sleep)
    list(arxiv.check([Target(ARXIV, arxiv_id) for arxiv_id in IDS[:5]], context))
    assert starts == [1000.0, 1003.0]
    assert ask.fake.oai_asked == [IDS[4]]
    assert clock[0] == 1009.0


def test_a_paper_that_a_good_answer_leaves_out_is_dead(serve: Callable[..., Means]) -> None:
    """Alone or among others, well-formed ids that arXiv does not know are not in its register."""
    ask = serve(*papers(3))
    dead = "dead not-in-register"
    assert reasons(ask([*IDS[:3], "2201.99999"]))["2201.99999"] == dead
    assert reasons(ask(["2201.99999"])) == {"2201.99999": dead}


def test_what_is_no_arxiv_id_is_never_sent(serve: Callable[..., Means]) -> None:
    """A malformed id would spoil the whole request, and arXiv punishes those who send them."""
    ask = serve(CVT)
    outcomes = ask(["abc", "2103.1580", "2113.15808", CVT.id, "2103.15808&start=5", "2103.15808v0"])
    assert reasons(outcomes) == dict.fromkeys(outcomes, "dead not-in-register") | {CVT.id: "ok answered"}
    assert ask.fake.asked == [[CVT.id]]
    assert arxiv.calls([Target(ARXIV, "abc")], LIMITS) == 0


def test_old_ids_are_known_with_and_without_subject_class(serve: Callable[..., Means]) -> None:
    """The slash of an old id is part of it, and arXiv may write a subject class into its answer."""
    ask = serve(fake_paper("math/0309136", "Old"), fake_paper("cs/0309137", "Older"))
    body = feed([fake_paper("math.GT/0309136", "Old").entry(1), fake_paper("cs/0309137", "Older").entry(1)])
    ask.fake.faults = [Reply(200, body)]
    outcomes = ask(["math/0309136", "cs/0309137"])
    assert {arxiv_id: outcome.facts["title"] for arxiv_id, outcome in outcomes.items()} == {
        "math/0309136": "Old",
        "cs/0309137": "Older",
    }


def test_a_version_is_looked_up_by_itself(serve: Callable[..., Means]) -> None:
    """The first version has its own title, and can stand in one request with the newest."""
    ask = serve(fake_paper("2203.03952", "EdgeFormer: Old Title", "ParC-Net: New Title"))
    outcomes = ask(["2203.03952", "2203.03952v1"])
    assert outcomes["2203.03952v1"].facts["title"] == "EdgeFormer: Old Title"
    assert outcomes["2203.03952v1"].facts["version"] == "v1"
    assert outcomes["2203.03952"].facts["title"] == "ParC-Net: New Title"
    assert outcomes["2203.03952"].facts["version"] == "v2"


def test_another_version_than_asked_for_is_no_proof(serve: Callable[..., Means]) -> None:
    """A version that is left out while another one comes is unknown, not dead; nobody else keeps old versions."""
    ask = serve(CVT)
    ask.fake.faults = [Reply(200, feed([CVT.entry(1)]))]
    assert reasons(ask([f"{CVT.id}v2"])) == {f"{CVT.id}v2": "unknown bad-answer"}
    assert (ask.fake.oai_asked, ask.fake.datacite_asked) == ([], [])


def test_a_withdrawn_paper_is_warned_of(serve: Callable[..., Means]) -> None:
    """It answers like any other; its comment tells."""
    comment = "This paper has been withdrawn by the authors due to an error in Table 2"
    outcome = serve(fake_paper("2201.00001", "Title", comment=comment))(["2201.00001"])["2201.00001"]
    assert (outcome.status, outcome.reason, outcome.evidence) == (
        LinkStatus.WARN,
        "withdrawn",
        f'The newest version is a withdrawal; its comment says "{comment}".',
    )
    assert outcome.facts["withdrawn"] == "true"


@pytest.mark.parametrize(
    ("comment", "withdrawn"),
    [
        ("This paper has been withdrawn", True),
        ("Withdrawn", True),
        ("Withdrawn by the author: the proof of Lemma 3 is wrong", True),
        ("arXiv admin note: This submission has been withdrawn by arXiv administrators", True),
        ("The paper was withdrawn because of an error in an earlier version", True),
        ("12 pages. We withdraw this paper, since the experiments cannot be repeated", True),
        ("The authors have decided to retract the results", True),
        ("Article retracted", True),
        ("Accepted at CVPR 2022", False),
        ("Withdrawn from ICLR 2022, now at TMLR", False),
        ("This submission was withdrawn from NeurIPS 2021", False),
        ("An earlier version of this paper was withdrawn", False),
        ("The paper is not withdrawn", False),
        ("Predicts which drugs are withdrawn", False),
        ("", False),
    ],
)
def test_only_this_very_paper_counts_as_withdrawn(comment: str, withdrawn: bool) -> None:
    """A paper that left a conference, or whose earlier version is gone, stands."""
    assert is_withdrawn(comment) is withdrawn


def test_an_id_that_arxiv_calls_malformed_is_taken_out(serve: Callable[..., Means]) -> None:
    """The rest is sent again once, without it; the same request is never repeated after a 400."""
    ask = serve(*papers(3))
    ask.fake.faults = [Reply(400, feed([error_entry(f"incorrect id format for {IDS[1]}")]))]
    outcomes = ask(IDS[:3])
    assert reasons(outcomes) == {IDS[0]: "ok answered", IDS[1]: "unknown bad-answer", IDS[2]: "ok answered"}
    assert outcomes[IDS[1]].evidence == f'arXiv says "incorrect id format for {IDS[1]}".'
    assert ask.fake.asked == [IDS[:3], [IDS[0], IDS[2]]]


@pytest.mark.parametrize("status", [200, 400])
def test_an_error_that_names_no_id_is_not_asked_again(serve: Callable[..., Means], status: int) -> None:
    """The error entry counts, whatever the status; others are asked instead, and nothing is dead."""
    ask = serve(*papers(3), always=Reply(status, feed([error_entry("max_results must be an integer")])))
    assert reasons(ask([*IDS[:3], "2201.99999"])) == dict.fromkeys(IDS[:3], "ok answered") | {
        "2201.99999": "unknown bad-answer"
    }
    assert len(ask.fake.asked) == 1


@pytest.mark.parametrize("fault", [THROTTLED, OUT_OF_ORDER, DROPPED])
def test_a_refusal_is_waited_out(serve: Callable[..., Means], fault: Reply | None) -> None:
    """Throttled, out of order or hung up on: 30 s and 60 s of patience, more or less a fifth."""
    ask = serve(*papers(3), faults=[fault, fault])
    assert reasons(ask(IDS[:3])) == dict.fromkeys(IDS[:3], "ok answered")
    assert len(ask.fake.asked) == 3
    assert len(ask.waits) == 2
    assert 24.0 <= ask.waits[0] <= 36.0
    assert 48.0 <= ask.waits[1] <= 72.0


def test_few_papers_are_asked_of_oai_pmh_when_the_api_refuses(serve: Callable[..., Means]) -> None:
    """After all waits arXiv's other service tells as much as the API would have."""
    ask = serve(CVT, always=THROTTLED)
    outcome = ask([CVT.id])[CVT.id]
    assert (outcome.status, outcome.reason) == (LinkStatus.OK, Reason.ANSWERED)
    assert outcome.evidence == "It is known to OAI-PMH; arXiv's query API gave nothing (429)."
    assert outcome.facts == {
        "title": "CvT: Introducing Convolutions to Vision Transformers",
        "authors": "Haiping Wu; Bin Xiao",
        "published": "2022-01-02",
        "updated": "2022-01-02",
        "version": "v1",
        "doi": "10.1109/iccv48922.2021.00009",
        "journal_ref": "ICCV 2021",
        "comment": "Code is at https://github.com/leoxiaobin/CvT",
        "category": "cs.CV",
    }
    assert (len(ask.fake.asked), len(ask.waits)) == (4, 3)
    assert (ask.fake.oai_asked, ask.fake.datacite_asked) == ([CVT.id], [])


def test_many_papers_are_asked_of_datacite_when_the_api_refuses(serve: Callable[..., Means]) -> None:
    """Fifty a request; and once the API has refused in spite of all waits, later batches are asked once each."""
    ask = serve(*papers(200), always=THROTTLED)
    outcomes = ask(IDS[:200], Limits(arxiv_gap_s=0.0, arxiv_batch=100, host_gap_s=0.0))
    assert reasons(outcomes) == dict.fromkeys(IDS[:200], "ok answered")
    assert outcomes[IDS[0]].facts == {
        "title": f"A Paper With the Number {IDS[0]} in Its Title",
        "authors": "Ada Lovelace; Charles Babbage",
        "register": "datacite",
    }
    assert (len(ask.fake.asked), len(ask.waits)) == (5, 3)
    assert [len(ids) for ids in ask.fake.datacite_asked] == [50, 50, 50, 50]
    assert ask.fake.oai_asked == []


def test_a_paper_that_others_do_not_know_is_unknown(serve: Callable[..., Means]) -> None:
    """New papers reach OAI-PMH and DataCite late, so that they lack one is no proof."""
    ask = serve(*papers(2), always=OUT_OF_ORDER)
    assert reasons(ask([IDS[0], "2201.99999"])) == {IDS[0]: "ok answered", "2201.99999": "unknown 503"}
    assert ask.fake.datacite_asked == [["2201.99999"]]


def test_when_nobody_answers_all_is_unknown(serve: Callable[..., Means]) -> None:
    """A dead fallback makes nothing dead, and is not asked for paper after paper."""
    broken = Reply(500, b"", "text/plain")
    ask = serve(*papers(3), always=THROTTLED, oai_fault=broken, datacite_fault=broken)
    assert reasons(ask(IDS[:3])) == dict.fromkeys(IDS[:3], "unknown 429")
    assert len(ask.fake.oai_asked) == 1


def test_a_server_that_is_not_there_costs_no_patience_for_later_batches(tmp_path: Path) -> None:
    """A closed port is waited for once, and every paper is unknown."""
    ask = Means(FakeArxiv({}, base="http://127.0.0.1:9"), tmp_path)
    outcomes = ask(IDS[:6], Limits(arxiv_gap_s=0.0, arxiv_batch=2, host_gap_s=0.0, retries=0))
    assert reasons(outcomes) == dict.fromkeys(IDS[:6], "unknown refused")
    assert len(ask.waits) == 3


def test_nobody_waits_longer_than_five_minutes(serve: Callable[..., Means]) -> None:
    """A server that wants an hour is left alone, and others are asked."""
    ask = serve(CVT, always=THROTTLED._replace(headers=(("Retry-After", "3600"),)))
    assert reasons(ask([CVT.id])) == {CVT.id: "ok answered"}
    assert (len(ask.fake.asked), ask.waits) == (1, [])


def test_a_wait_that_the_server_names_is_kept(serve: Callable[..., Means]) -> None:
    """`Retry-After` is obeyed where it is longer than our own patience."""
    ask = serve(CVT, faults=[OUT_OF_ORDER._replace(headers=(("Retry-After", "200"),))])
    assert reasons(ask([CVT.id])) == {CVT.id: "ok answered"}
    assert ask.waits == [200.0]


def test_an_answer_cut_to_ten_kills_nobody(serve: Callable[..., Means]) -> None:
    """Papers that are counted but not sent are asked again once, then elsewhere."""
    ask = serve(*papers(30))
    ask.fake.faults = [lambda ids: ask.fake.good(ids, "10"), lambda ids: ask.fake.good(ids, "10")]
    assert reasons(ask(IDS[:30])) == dict.fromkeys(IDS[:30], "ok answered")
    assert [len(ids) for ids in ask.fake.asked] == [30, 20]
    assert [len(ids) for ids in ask.fake.datacite_asked] == [10]


@pytest.mark.parametrize(
    "reply",
    [
        lambda ids: Reply(200, feed([CVT.entry(1)], total=2)),
        lambda ids: Reply(200, feed([CVT.entry(1), fake_paper("2201.55555").entry(1)])),
        lambda ids: Reply(200, feed([CVT.entry(1)]).replace(b"totalResults", b"totalThings")),
        lambda ids: Reply(200, feed([CVT.entry(1), CVT.entry(1)])),
    ],
    ids=["counts more than it sends", "a paper nobody asked for", "counts nothing", "sends one twice"],
)
def test_an_answer_that_does_not_add_up_kills_nobody(
    serve: Callable[..., Means], reply: Callable[[list[str]], Reply]
) -> None:
    """What it holds is taken, what it lacks is asked elsewhere and stays unknown; foreign papers are passed over."""
    ask = serve(CVT, faults=[reply, reply])
    assert reasons(ask([CVT.id, "2201.99999"])) == {CVT.id: "ok answered", "2201.99999": "unknown bad-answer"}


def test_an_empty_page_is_not_believed_at_once(serve: Callable[..., Means]) -> None:
    """The API sends one now and then; it is asked a second time before a whole batch is called dead."""
    ask = serve(*papers(3), faults=[Reply(200, feed([]))])
    assert reasons(ask(IDS[:3])) == dict.fromkeys(IDS[:3], "ok answered")
    assert reasons(ask(["2201.99998", "2201.99999"])) == dict.fromkeys(
        ["2201.99998", "2201.99999"], "dead not-in-register"
    )


LAUGHS = "".join(f'<!ENTITY a{number + 1} "{f"&a{number};" * 10}">' for number in range(12))
ATTRIBUTES = " ".join(f"a{number}='x'" for number in range(100_000))
PREFIXES = "".join(f"<x xmlns:p{number}='u{number}'/>" for number in range(50_000))
HOSTILE = {
    "entities that grow": f'<?xml version="1.0"?><!DOCTYPE feed [<!ENTITY a0 "ha">{LAUGHS}]><feed>&a12;</feed>',
    "a file of this machine": '<!DOCTYPE feed [<!ENTITY x SYSTEM "file:///etc/passwd">]><feed>&x;</feed>',
    "a document type elsewhere": '<!DOCTYPE feed SYSTEM "http://127.0.0.1:9/x.dtd"><feed/>',
    "deep": "<a>" * 200_000 + "</a>" * 200_000,
    "many attributes": f"<feed {ATTRIBUTES}/>",
    "many prefixes": f"<feed>{PREFIXES}</feed>",
    "many entries": f'<feed xmlns="http://www.w3.org/2005/Atom">{"<entry/>" * 500_000}</feed>',
    "broken off": feed([CVT.entry(1)]).decode()[:-200],
    "a page": "<html><body><h1>Rate exceeded.</h1></body></html>",
    "a word": "Rate exceeded.",
    "nothing": "",
}


@pytest.mark.parametrize(
    ("name", "what"),
    [
        ("entities that grow", "it declares a document type"),
        ("a file of this machine", "it declares a document type"),
        ("a document type elsewhere", "it declares a document type"),
        ("deep", "it is built in a strange way"),
        ("many attributes", "it is built in a strange way"),
        ("many prefixes", "it is built in a strange way"),
        ("many entries", "it is built in a strange way"),
        ("broken off", "it is no XML"),
        ("a page", "it is no Atom feed"),
        ("a word", "it is no XML"),
        ("nothing", "it is no XML"),
    ],
)
def test_what_is_no_feed_is_refused(name: str, what: str) -> None:
    """Neither entities nor files are read; what would take a parser minutes, or be guessed at, never gets there."""
    with pytest.raises(Unreadable, match=what):
        read_feed(HOSTILE[name].encode())


@pytest.mark.parametrize("name", ["a file of this machine", "broken off", "a page", "nothing"])
def test_a_bad_answer_with_a_good_status_kills_nobody(serve: Callable[..., Means], name: str) -> None:
    """It is asked elsewhere, and what nobody knows is unknown."""
    ask = serve(CVT, always=Reply(200, HOSTILE[name].encode()))
    assert reasons(ask([CVT.id, "2201.99999"])) == {CVT.id: "ok answered", "2201.99999": "unknown bad-answer"}
    assert len(ask.fake.asked) == 1


def test_a_version_beyond_reason_is_passed_over() -> None:
    """A number of 5,000 digits is no version, and no reason to fall over."""
    body = feed([CVT.entry(1).replace("15808v1", f"15808v{'9' * 5000}")])
    assert read_feed(body).entries == ()


@given(st.data())
def test_a_damaged_feed_is_read_or_refused(data: st.DataObject) -> None:
    """Whatever stands in an id, a link, a day or a name, nothing but `Unreadable` comes out."""
    texts = st.text(max_size=30) | st.sampled_from(["http://[", "//[::", "\0", "http://arxiv.org/abs/", "9" * 30])
    body = feed([CVT.entry(1)], total=1).decode()
    for value in ("http://arxiv.org/abs/2103.15808v1", "2022-01-02T17:58:22Z", "alternate", "cs.CV", "Bin Xiao"):
        body = body.replace(value, escape(data.draw(texts), {'"': "&quot;"}))
    with suppress(Unreadable):
        read_feed(body.encode())


def test_texts_are_plain_and_short(serve: Callable[..., Means]) -> None:
    """Markup, line breaks and unprintable signs go; a fact has 500 characters at most, authors are whole names."""
    title = 'A <b>Bold</b> Title <script src="x">for</script> 1 < 2 &amp; $\\alpha$ \u202e' + "long " * 200
    names = tuple(f"Number {number} of the Collaboration" for number in range(100))
    facts = serve(fake_paper("2201.00001", title, authors=names))(["2201.00001"])["2201.00001"].facts
    assert facts["title"].startswith("A Bold Title for 1 < 2 & $\\alpha$ long long")
    assert len(facts["title"]) <= 500
    assert facts["authors"].endswith("of the Collaboration")
    assert len(facts["authors"]) <= 500
    assert joined([]) == ""


@given(st.binary(max_size=300) | st.text(max_size=300).map(str.encode))
def test_any_answer_is_read_or_refused(body: bytes) -> None:
    """Nothing but `Unreadable` comes out of bytes of strangers."""
    with suppress(Unreadable):
        read_feed(body)
    assert read_oai(body, CVT.id) == {}


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(
        st.sampled_from(["data", "attributes", "doi", "titles", "title", "creators", "name"]), inner, max_size=4
    ),
)  # fmt: skip


@given(st.dictionaries(st.just("data"), JSON))
def test_any_json_of_datacite_is_read(tree: dict[str, object]) -> None:
    """Entries that are built otherwise are passed over."""
    assert all("title" in told for _, told in read_datacite(tree))


def test_oai_pmh_tells_of_withdrawn_papers_by_their_size(serve: Callable[..., Means]) -> None:
    """A newest version of no size and kind `I` is a withdrawal, whatever the comment says."""
    ask = serve(fake_paper("2201.00001", "Old", "New", size="0kb", comment="v2"), always=THROTTLED)
    outcome = ask(["2201.00001"])["2201.00001"]
    assert (outcome.status, outcome.reason) == (LinkStatus.WARN, Reason.WITHDRAWN)


def test_oai_pmh_about_another_paper_tells_nothing() -> None:
    """Only the paper that was asked for counts."""
    reply = fake_arxiv(CVT).reply(f"/oai?identifier=oai:arXiv.org:{CVT.id}")
    assert reply is not None
    assert read_oai(reply.body, CVT.id)["authors"] == "Haiping Wu; Bin Xiao"
    assert read_oai(reply.body, "2201.00002") == {}
