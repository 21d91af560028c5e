"""Whether an id belongs to the paper that is meant."""

from __future__ import annotations

from pathlib import Path

import pytest

from lvkb.findings import Location
from lvkb.links.checkers import arxiv
from lvkb.links.context import Context
from lvkb.links.http.client import Client
from lvkb.links.identity import judge, needs_first_version, same_people
from lvkb.links.link_status import LinkStatus, Outcome, Reason, http_outcome
from lvkb.links.rate_limit import RateLimit
from lvkb.links.targets import Target, Use
from lvkb.links.title_similarity import is_telling
from lvkb.registers import ARXIV
from tests.links.fake_arxiv import fake_arxiv, fake_paper
from tests.links.wrong_ids import (
    LIMITS,
    RENAMED,
    STATED,
    Listed,
    Pair,
    Register,
    listed_in,
    right_pairs,
    wrong_pairs,
)

CVT = "CvT: Introducing Convolutions to Vision Transformers"
CVT_AUTHORS = ("Haiping Wu", "Bin Xiao", "Noel Codella", "Mengchen Liu", "Xiyang Dai", "Lu Yuan", "Lei Zhang")
MOBILEVIT = "MobileViT: Light-weight, General-purpose, and Mobile-friendly Vision Transformer"
MOBILEVIT_AUTHORS = ("Sachin Mehta", "Mohammad Rastegari")
EDGEFORMER = "EdgeFormer: Improving Light-weight ConvNets by Learning from Vision Transformers"
PARCNET = "ParC-Net: Position Aware Circular Convolution with Merits from ConvNets and Transformer"
PARCNET_AUTHORS = ("Haokui Zhang", "Wenze Hu", "Xiaoyu Wang")


def use(title: str, *authors: str) -> Use:
    """A place that means a paper with this title."""
    page = "https://arxiv.org/abs/2103.15808"
    return Use(Location("x.yml", 1, 1), page, ("arxiv",), "x", title, authors)


def answer(title: str, authors: tuple[str, ...] = (), status: LinkStatus = LinkStatus.OK, **facts: str) -> Outcome:
    """What a register says."""
    told = {"title": title, "authors": "; ".join(authors), "version": "v3", **facts}
    return Outcome(status, Reason.ANSWERED, facts={name: text for name, text in told.items() if text})


NO_ANSWER = http_outcome(LinkStatus.UNKNOWN, 429)


def test_the_paper_that_is_meant_is_ok() -> None:
    """Nothing changes when the titles agree."""
    outcome = answer(CVT, CVT_AUTHORS)
    assert judge(use(CVT.lower(), "Somebody Else"), outcome) is outcome


def test_another_paper_is_a_mismatch_that_names_both() -> None:
    """MobileViT with the id of CvT, as the seed list has it: both titles are in the evidence."""
    outcome = judge(
        use(MOBILEVIT, *MOBILEVIT_AUTHORS), answer(CVT, CVT_AUTHORS), answer(CVT, CVT_AUTHORS, version="v1")
    )
    assert (outcome.status, outcome.reason) == (LinkStatus.MISMATCH, Reason.OTHER_PAPER)
    assert outcome.evidence == f'It is "{CVT}" by Haiping Wu and others, not "{MOBILEVIT}".'


def test_a_title_of_version_1_is_drift() -> None:
    """EdgeFormer became ParC-Net: a list with the old title has no wrong id."""
    first = answer(EDGEFORMER, PARCNET_AUTHORS, version="v1")
    outcome = judge(use(EDGEFORMER), answer(PARCNET, PARCNET_AUTHORS), first)
    assert (outcome.status, outcome.reason) == (LinkStatus.WARN, Reason.TITLE_DRIFT)
    assert outcome.evidence == f'Version 1 had this title, the newest has "{PARCNET}".'


@pytest.mark.parametrize(
    ("said", "journal"),
    [
        ("Mohammad Rastegari and Sachin Mehta", ""),
        ("rastegari, mehta et al", ""),
        ("Machine Vision Quarterly Review", "Machine Vision Quarterly Review 12 (2023)"),
    ],
)
def test_who_wrote_it_and_where_it_came_out_is_no_title(said: str, journal: str) -> None:
    """A text that is the paper's own authors or journal is held against no title."""
    outcome = answer(MOBILEVIT, MOBILEVIT_AUTHORS, journal_ref=journal)
    assert judge(use(said), outcome) is outcome
    assert not needs_first_version(use(said), outcome)
    assert judge(use(said), answer(CVT, CVT_AUTHORS, version="v1")).status is LinkStatus.MISMATCH


@pytest.mark.parametrize("first", [None, NO_ANSWER, answer("Something Else Altogether Here", version="v1")])
def test_the_same_authors_make_it_drift(first: Outcome | None) -> None:
    """A conference title that arXiv never had is drift, not an error, when the authors are the same."""
    outcome = judge(use(EDGEFORMER, *PARCNET_AUTHORS), answer(PARCNET, PARCNET_AUTHORS), first)
    assert (outcome.status, outcome.reason) == (LinkStatus.WARN, Reason.TITLE_DRIFT)
    assert outcome.evidence == f'The title there is "{PARCNET}", by the same authors.'


def test_half_a_title_is_drift() -> None:
    """Between 0.50 and 0.75 the title has drifted, unless the authors are others."""
    listed = "EdgeFormer: Making Light-weight ConvNets Better by What Transformers Do"
    outcome = judge(use(listed), answer(EDGEFORMER))
    assert (outcome.status, outcome.reason) == (LinkStatus.WARN, Reason.TITLE_DRIFT)
    assert outcome.evidence == f'The title there is "{EDGEFORMER}".'
    assert judge(use(listed, *PARCNET_AUTHORS), answer(EDGEFORMER, PARCNET_AUTHORS)).reason == "title-drift"
    assert judge(use(listed, *CVT_AUTHORS), answer(EDGEFORMER, PARCNET_AUTHORS)).reason == "other-paper"


@pytest.mark.parametrize("first", [None, NO_ANSWER])
def test_nobody_is_accused_before_version_1_was_heard(first: Outcome | None) -> None:
    """Neither authors nor version 1 known: it is drift, with the reason."""
    outcome = judge(use(EDGEFORMER), answer(PARCNET), first)
    assert outcome.status is LinkStatus.WARN
    assert outcome.evidence == f'The title there is "{PARCNET}"; version 1 could not be asked.'


@pytest.mark.parametrize("first", [None, NO_ANSWER])
def test_other_authors_and_another_title_need_no_version_1(first: Outcome | None) -> None:
    """Title and authors both differ: no renaming does that."""
    outcome = judge(use(MOBILEVIT, *MOBILEVIT_AUTHORS), answer(CVT, CVT_AUTHORS), first)
    assert outcome.status is LinkStatus.MISMATCH


def test_registers_without_versions_are_judged_at_once() -> None:
    """OpenReview and Crossref have no first version to ask for."""
    outcome = answer(CVT, version="")
    assert not needs_first_version(use(MOBILEVIT), outcome)
    assert judge(use(MOBILEVIT), outcome).status is LinkStatus.MISMATCH


@pytest.mark.parametrize(
    ("listed", "outcome", "needs"),
    [
        (EDGEFORMER, answer(PARCNET), True),
        (EDGEFORMER, answer(PARCNET, version="v1"), False),
        (EDGEFORMER, answer(PARCNET, version=""), False),
        (EDGEFORMER, answer(PARCNET, version="", register="datacite"), True),
        (PARCNET, answer(PARCNET), False),
        ("EdgeFormer", answer(PARCNET), False),
        ("", answer(PARCNET), False),
        (EDGEFORMER, NO_ANSWER, False),
        (EDGEFORMER, answer(PARCNET, status=LinkStatus.DEAD), False),
    ],
)
def test_version_1_is_asked_only_where_it_can_help(listed: str, outcome: Outcome, needs: bool) -> None:
    """It is wanted when the title is doubtful and the paper has, or may have, more than one version."""
    assert needs_first_version(use(listed), outcome) is needs


def test_short_names_are_judged_by_the_authors_alone() -> None:
    """`MobileViT` alone says too little: other authors make a mismatch, the same authors or none leave it as it is."""
    outcome = answer(CVT, CVT_AUTHORS)
    assert judge(use("MobileViT"), outcome) is outcome
    assert judge(use("Convolutional ViT", *CVT_AUTHORS), outcome) is outcome
    assert judge(use("MobileViT", *MOBILEVIT_AUTHORS), outcome).status is LinkStatus.MISMATCH


def test_a_withdrawn_paper_stays_withdrawn_unless_it_is_another() -> None:
    """Drift does not hide that a paper is withdrawn; a wrong id is worse than that."""
    outcome = answer(PARCNET, PARCNET_AUTHORS, LinkStatus.WARN)
    assert judge(use(EDGEFORMER, *PARCNET_AUTHORS), outcome) is outcome
    assert judge(use(CVT, *CVT_AUTHORS), outcome).status is LinkStatus.MISMATCH


@pytest.mark.parametrize("link_status", [LinkStatus.DEAD, LinkStatus.UNKNOWN, LinkStatus.BLOCKED, LinkStatus.SKIPPED])
def test_without_an_answer_nothing_is_judged(link_status: LinkStatus) -> None:
    """Facts of an earlier time do not turn a dead or unknown id into another paper's."""
    outcome = answer(CVT, CVT_AUTHORS, link_status)
    assert judge(use(MOBILEVIT, *MOBILEVIT_AUTHORS), outcome) is outcome


def test_nothing_to_compare_is_ok() -> None:
    """A place without a title, or a register that tells none, is not judged."""
    outcome = answer("", CVT_AUTHORS)
    assert judge(use(MOBILEVIT), outcome) is outcome
    assert judge(use(""), answer(CVT)).status is LinkStatus.OK


@pytest.mark.parametrize(
    ("ours", "theirs", "same"),
    [
        (["Haiping Wu"], ["Haiping Wu", "Bin Xiao"], True),
        (["H. Wu"], ["Haiping Wu"], True),
        (["Wu, Haiping"], ["Haiping Wu"], True),
        (["Wu Haiping"], ["Haiping Wu"], True),
        (["Hugo Touvron", "Hervé Jégou"], ["Herve Jegou", "Hugo Touvron"], True),
        (["Rodrigo Łukasz"], ["Rodrigo Lukasz"], True),
        (["Jean-Baptiste Cordonnier"], ["Jean Baptiste Cordonnier"], True),
        (["Luc Van Gool"], ["Luc van Gool"], True),
        (["Ze Liu"], ["Zhuang Liu"], False),
        (["Wei Wang", "Li Zhang"], ["Wen Wang", "Lei Zhang", "Lu Zhang"], False),
        (["Wei Wang", "Bin Xiao", "Lu Yuan"], ["Haiping Wu", "Bin Xiao", "Noel Codella"], False),
        (["Wei Wang", "Bin Xiao", "Lu Yuan"], ["Haiping Wu", "Bin Xiao", "Lu Yuan", "Lei Zhang"], True),
        (["OpenAI"], ["OpenAI"], True),
        ([], ["Haiping Wu"], None),
        (["Haiping Wu"], [""], None),
        (["-"], ["Haiping Wu"], None),
        (["Anonymous authors"], ["Haiping Wu"], None),
    ],
)
def test_people_are_known_by_surname_and_given_name(ours: list[str], theirs: list[str], same: bool | None) -> None:
    """Accents, initials and order do not matter; a shared surname is not enough, since a field has many a Liu."""
    assert same_people(ours, theirs) is same
    assert same_people(theirs, ours) is same


TOY_LIST = Path(__file__).parents[1] / "toy/lightweight-vit-readme.md"


def test_ids_that_public_lists_give_to_wrong_papers_are_caught(tmp_path: Path) -> None:
    """Found by reading nine lists: every one of these is a mismatch, without any authors known."""
    papers = [Listed(arxiv_id, own) for arxiv_id, own, _ in STATED]
    pairs = (Pair(listed, (), arxiv_id, "stated") for arxiv_id, _, listed in STATED)
    assert Register(papers, tmp_path).study(pairs, LinkStatus.MISMATCH).shown == ()


def test_papers_that_were_renamed_are_drift(tmp_path: Path) -> None:
    """Old and new titles share next to nothing; the first version tells, without any authors known."""
    fake = fake_arxiv(*(fake_paper(arxiv_id, first, newest) for arxiv_id, first, newest in RENAMED))
    with fake.running():
        context = Context(Client(LIMITS, allowed=[fake.host]), RateLimit(tmp_path), fake.endpoints, LIMITS)
        for arxiv_id, first, _ in RENAMED:
            (batch,) = arxiv.check([Target(ARXIV, arxiv_id), Target(ARXIV, f"{arxiv_id}v1")], context)
            (_, newest), (_, oldest) = batch
            assert needs_first_version(use(first), newest)
            assert judge(use(first), newest, oldest).reason == "title-drift"


def test_wrong_ids_in_a_list_without_authors_are_caught(tmp_path: Path) -> None:
    """By titles alone, of three words or more, at least 95 % of wrong ids are caught and 5 % of right ones doubted."""
    papers = listed_in(TOY_LIST.read_text())
    assert len(papers) >= 50
    register = Register(papers, tmp_path)
    wrong = (pair for pair in wrong_pairs(papers, rounds=10) if is_telling(pair.title))
    assert register.study(wrong, LinkStatus.MISMATCH).rate >= 0.95
    assert register.study(right_pairs(papers), LinkStatus.OK).rate <= 0.05
