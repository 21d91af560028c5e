"""LV5: what look-ups say of records, with the whole text of each finding."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from lvkb.catalog import Catalog, load
from lvkb.findings import Finding
from lvkb.links.fixes.link_corrections import Change
from lvkb.links.link_findings import changes, link_findings
from lvkb.links.link_rules import RULES
from lvkb.links.link_status import LinkStatus, Outcome, Reason, http_outcome
from tests.conftest import MakeRoot
from tests.links.canned import NOW, ran
from tests.samples import record

WHERE = "catalog/papers/one.yml"
ONE = record(
    "one",
    title='"One Title of a Paper"',
    arxiv='"2101.00001"',
    code="[{github: ada/one, official: true}]",
    sources='{paper: {arxiv: "2101.00001v1", read: "2026-11-20"}, page: {url: "http://a.example/x"}}',
)
ARXIV, CODE, PAGE = "arxiv:2101.00001", "github:ada/one", "web:http://a.example/x"


@pytest.fixture
def catalog(make_root: MakeRoot) -> Catalog:
    """A catalogue of one record with an arXiv id, a repository and a page."""
    return load(make_root({"papers/one.yml": ONE}))


def outcome(link_status: LinkStatus, reason: Reason, evidence: str = "", url: str = "", **facts: str) -> Outcome:
    """Gives an outcome with facts."""
    return Outcome(link_status, reason, evidence, url, facts)


def told(catalog: Catalog, outcomes: Mapping[str, Outcome], days: tuple[float, ...] = (0,)) -> list[str]:
    """Gives place, code, level, field and text of each finding."""
    return [line(finding) for finding in link_findings(catalog, ran(catalog, outcomes, days), NOW)]


def line(finding: Finding) -> str:
    """Gives a finding without why and fix."""
    place = str(finding.location).removeprefix(f"{WHERE}:")
    return f"{place} {finding.code} {finding.level} {finding.field}: {finding.what}"


def test_nothing_to_say(catalog: Catalog) -> None:
    """Links that are fine give no finding."""
    assert told(catalog, {}) == []


def test_dead(catalog: Catalog) -> None:
    """A dead link is a warning at first, and an error when it was found dead again a day later."""
    gone = {PAGE: http_outcome(LinkStatus.DEAD, 404, "It answers 404 Not Found.")}
    place = f"{catalog.at('one', 'sources', 'page', 'url')}".removeprefix(f"{WHERE}:")
    what = "sources.page.url: http://a.example/x: It answers 404 Not Found"
    assert told(catalog, gone) == [f"{place} LV502 warning {what}."]
    assert told(catalog, gone, (0.5, 0)) == [f"{place} LV502 warning {what}."]
    assert told(catalog, gone, (2, 0)) == [f"{place} LV501 error {what}, first on 2025-11-18."]


@pytest.mark.parametrize(
    ("key", "given", "wanted"),
    [
        (
            PAGE,
            outcome(LinkStatus.MOVED, Reason.PERMANENT_REDIRECT, "", "https://a.example/x"),
            "LV503 warning sources.page.url: http://a.example/x is now https://a.example/x.",
        ),
        (
            CODE,
            outcome(LinkStatus.MOVED, Reason.RENAMED, "", "ada/two"),
            "LV504 warning code[0].github: https://github.com/ada/one is now ada/two.",
        ),
        (
            PAGE,
            outcome(LinkStatus.WARN, Reason.SOFT_404, "The page says that it was not found."),
            "LV508 warning sources.page.url: http://a.example/x: The page says that it was not found.",
        ),
        (
            PAGE,
            outcome(
                LinkStatus.BLOCKED, Reason.PRIVATE_ADDRESS, "a.example is at 10.0.0.1, which is no public address."
            ),
            "LV509 error sources.page.url: http://a.example/x: a.example is at 10.0.0.1, which is no public address.",
        ),
        (
            CODE,
            outcome(LinkStatus.OK, Reason.ANSWERED, archived="true"),
            "LV514 hint code[0].github: https://github.com/ada/one is archived.",
        ),
        (
            PAGE,
            http_outcome(LinkStatus.UNKNOWN, 403, "It answers 403 Forbidden."),
            "LV515 hint sources.page.url: http://a.example/x: It answers 403 Forbidden.",
        ),
    ],
)
def test_one_link(catalog: Catalog, key: str, given: Outcome, wanted: str) -> None:
    """Each status is told at the place of the link, with address and evidence."""
    assert [line.partition(" ")[2] for line in told(catalog, {key: given})] == [wanted]


@pytest.mark.parametrize(
    ("given", "wanted"),
    [
        (
            outcome(LinkStatus.MISMATCH, Reason.OTHER_PAPER, 'It is "Two" by B, not "One Title of a Paper".'),
            [
                'LV505 error arxiv: https://arxiv.org/abs/2101.00001: It is "Two" by B, not "One Title of a Paper".',
                (
                    'LV505 error sources.paper.arxiv: https://arxiv.org/abs/2101.00001v1: It is "Two" by B, not "One '
                    'Title of a Paper".'
                ),
            ],
        ),
        (
            outcome(LinkStatus.OK, Reason.ANSWERED, doi="10.1109/X.1", version="v3", comment="Accepted at CVPR 2022"),
            [
                "LV510 hint arxiv: arXiv names the DOI 10.1109/x.1, the record none.",
                'LV512 hint arxiv: arXiv says "Accepted at CVPR 2022", the record names no venue.',
                "LV513 hint sources.paper.arxiv: v1 was read, v3 is out.",
            ],
        ),
        (
            outcome(LinkStatus.OK, Reason.ANSWERED, doi="10.48550/arXiv.2101.00001", version="v1", comment="12 pages"),
            [],
        ),
        (outcome(LinkStatus.OK, Reason.ANSWERED, doi="10.1/a 10.2/b", version="v10x"), []),
        (
            outcome(LinkStatus.OK, Reason.ANSWERED, journal_ref="IJCV 2023"),
            ['LV512 hint arxiv: arXiv says "IJCV 2023", the record names no venue.'],
        ),
    ],
)
def test_arxiv(catalog: Catalog, given: Outcome, wanted: list[str]) -> None:
    """What arXiv tells of a paper is told where the record says otherwise or nothing."""
    assert [line.partition(" ")[2] for line in told(catalog, {ARXIV: given})] == wanted


def test_title_drift_and_withdrawal(catalog: Catalog) -> None:
    """A renamed and a withdrawn paper have codes of their own."""
    drift = {ARXIV: outcome(LinkStatus.WARN, Reason.TITLE_DRIFT, 'The title there is "Uno".')}
    gone = {ARXIV: outcome(LinkStatus.WARN, Reason.WITHDRAWN, "withdrawn by the authors")}
    assert [item.split()[1] for item in told(catalog, drift)] == ["LV506", "LV506"]
    assert [item.split()[1] for item in told(catalog, gone)] == ["LV507", "LV507"]


def test_other_doi(make_root: MakeRoot) -> None:
    """Two different DOIs are a warning; the same one in another case is none."""
    root = make_root({"papers/one.yml": ONE + "doi: 10.1109/ABC.1\n"})
    other = {ARXIV: outcome(LinkStatus.OK, Reason.ANSWERED, doi="10.5555/zz")}
    same = {ARXIV: outcome(LinkStatus.OK, Reason.ANSWERED, doi="10.1109/abc.1")}
    wanted = "LV511 warning arxiv: arXiv names the DOI 10.5555/zz, the record 10.1109/ABC.1."
    assert [item.partition(" ")[2] for item in told(load(root), other)] == [wanted]
    assert told(load(root), same) == []


def test_unknown_for_long(catalog: Catalog) -> None:
    """A link that could not be verified for thirty days is a warning with the first day."""
    refused = {PAGE: http_outcome(LinkStatus.UNKNOWN, 403, "It answers 403 Forbidden.")}
    days = (31, 20, 10, 0)
    wanted = "LV516 warning sources.page.url: http://a.example/x: It answers 403 Forbidden, since 2025-10-20."
    assert [item.partition(" ")[2] for item in told(catalog, refused, days)] == [wanted]


def test_changes(catalog: Catalog) -> None:
    """Corrections that need no judgement: a renamed repository, a moved page, a new DOI."""
    outcomes = {
        ARXIV: outcome(LinkStatus.OK, Reason.ANSWERED, doi="10.1109/X.1"),
        CODE: outcome(LinkStatus.MOVED, Reason.RENAMED, "", "ada/two"),
        PAGE: outcome(LinkStatus.MOVED, Reason.PERMANENT_REDIRECT, "", "https://a.example/x"),
    }
    assert list(changes(ran(catalog, outcomes), catalog)) == [
        Change(WHERE, ("doi",), "", "10.1109/x.1"),
        Change(WHERE, ("code", 0, "github"), "ada/one", "ada/two"),
        Change(WHERE, ("sources", "page", "url"), "http://a.example/x", "https://a.example/x"),
    ]


def test_no_doi_is_taken_from_a_doubtful_paper(catalog: Catalog) -> None:
    """An id that may be another paper's gives no correction."""
    doubtful = {ARXIV: outcome(LinkStatus.WARN, Reason.TITLE_DRIFT, "renamed", doi="10.1109/X.1")}
    wrong = {ARXIV: outcome(LinkStatus.MISMATCH, Reason.OTHER_PAPER, "other", doi="10.1109/X.1")}
    assert [list(changes(ran(catalog, given), catalog)) for given in (doubtful, wrong)] == [[], []]


def test_codes_stand_in_order() -> None:
    """The rules of links have the codes from LV501 on, none twice."""
    assert [rule.code for rule in RULES] == [f"LV{number}" for number in range(501, 501 + len(RULES))]


def test_paths_are_relative(catalog: Catalog) -> None:
    """Findings name files from the root on."""
    gone = ran(catalog, {PAGE: http_outcome(LinkStatus.DEAD, 404, "It answers 404.")})
    assert [Path(finding.location.path) for finding in link_findings(catalog, gone, NOW)] == [Path(WHERE)]
