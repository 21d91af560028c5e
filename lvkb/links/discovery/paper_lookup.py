"""One paper by its id, asked where it is registered: title, authors, year, and what its authors say beside it."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Mapping
from urllib.parse import urlsplit

from lvkb.documents.paper_facts import PaperFacts, venue_told
from lvkb.links.answers import plain
from lvkb.links.checkers import doi, openreview
from lvkb.links.checkers.arxiv_feed import Entry
from lvkb.links.checkers.checker import Checker
from lvkb.links.context import Context
from lvkb.links.discovery.arxiv_search import NoAnswer, by_id
from lvkb.links.endpoints import Endpoints
from lvkb.links.http.client import FetchError
from lvkb.links.link_status import LinkStatus, Outcome
from lvkb.links.targets import Target
from lvkb.registers import ARXIV, CVF, DOI, OPENREVIEW, Ref, cvf_venue, cvf_year, parse_doi
from lvkb.subject.venues import corrected, parse_venue

_CHECKERS: Mapping[str, Checker] = {DOI.key: doi.CHECKER, OPENREVIEW.key: openreview.CHECKER}
_NAMES = {DOI.key: "the register of DOIs", OPENREVIEW.key: "OpenReview", CVF.key: "the CVF site", ARXIV.key: "arXiv"}
_META = re.compile(r'<meta\s{1,9}name="citation_(title|author)"\s{1,9}content="([^"<>]{1,500})"', re.IGNORECASE)
_CVF_SITE = Endpoints().cvf
_MOST_BYTES = 1_000_000
_MOST_AUTHORS = 500


class NotFound(Exception):
    """No register knows the paper; the text says which was asked."""


def look_up(refs: Iterable[Ref], context: Context) -> dict[Ref, PaperFacts | NotFound]:
    """Asks for papers: those of arXiv together, the others one by one.

    Args:
        refs: Their ids, each of a register of papers.
        context: Client, endpoints, limits.

    Returns:
        What is said of each, or that its register does not know it.

    Raises:
        NoAnswer: A service gives no usable answer, so that nothing can be said.
    """
    wanted = list(refs)
    entries = by_id([ref.id for ref in wanted if ref.register is ARXIV], context)
    found: dict[Ref, PaperFacts | NotFound] = {}
    for ref in wanted:
        if ref.register is ARXIV:
            entry = entries.get(ref.id)
            found[ref] = _of_arxiv(entry) if entry and entry.facts.get("title") else _unknown(ref)
        elif ref.register is CVF:
            found[ref] = _of_cvf(ref, context)
        else:
            found[ref] = _of_checker(ref, context)
    return found


def _unknown(ref: Ref) -> NotFound:
    return NotFound(f"{_NAMES[ref.register.key]} knows no such paper.")


def _of_arxiv(entry: Entry) -> PaperFacts:
    told = entry.facts
    publisher = parse_doi(told.get("doi", ""))
    remark = told.get("comment", "")
    venue = venue_told(remark) or venue_told(f"in {told['journal_ref']}" if "journal_ref" in told else "")
    said = f'; its comment says "{remark}"' if remark else ""
    gone = f"the newest version is a withdrawal{said}" if "withdrawn" in told else ""
    return PaperFacts(
        told["title"],
        entry.authors,
        told.get("published", "")[:4],
        venue,
        (entry.ref, *((publisher,) if publisher and publisher.register is DOI else ())),
        remark,
        entry.abstract,
        gone,
    )


def _of_checker(ref: Ref, context: Context) -> PaperFacts | NotFound:
    outcome = _outcome(ref, context)
    if outcome.status is LinkStatus.UNKNOWN:
        raise NoAnswer(outcome.evidence or str(outcome.reason))
    if outcome.status is not LinkStatus.OK:
        return NotFound(outcome.evidence or f"{_NAMES[ref.register.key]} knows no such paper.")
    told = outcome.facts
    venue = told.get("venue", "")
    known = venue if parse_venue(venue) else corrected(venue.removesuffix(" Poster").removesuffix(" Oral"))
    authors = tuple(name for name in told.get("authors", "").split("; ") if name)
    return PaperFacts(told.get("title", ""), authors, told.get("year", ""), known, (ref,))


def _outcome(ref: Ref, context: Context) -> Outcome:
    checker = _CHECKERS[ref.register.key]
    batches = checker.check([Target(ref.register, ref.id)], context)
    return next(outcome for batch in batches for _, outcome in batch)


def _of_cvf(ref: Ref, context: Context) -> PaperFacts | NotFound:
    """Reads the tags that the page has for search engines."""
    base = context.endpoints.cvf
    host = urlsplit(base).netloc
    try:
        with context.rate_limit.slot(host, context.limits.host_gap_s):
            answer = context.client.fetch(base + ref.url.removeprefix(_CVF_SITE), max_bytes=_MOST_BYTES, follow=3)
    except FetchError as failure:
        raise NoAnswer(failure.outcome.evidence or f"{host} cannot be reached") from None
    if answer.status in (404, 410):
        return _unknown(ref)
    tags = [(name.lower(), plain(html.unescape(text))) for name, text in _META.findall(answer.text())]
    title = next((text for name, text in tags if name == "title"), "")
    authors = tuple(_given_first(text) for name, text in tags if name == "author")[:_MOST_AUTHORS]
    if answer.status != 200 or not title:
        raise NoAnswer(f"{host} answered {answer.status} without the title of a paper")
    return PaperFacts(title, authors, str(cvf_year(ref.id)), cvf_venue(ref.id), (ref,))


def _given_first(name: str) -> str:
    family, comma, given = name.partition(",")
    return f"{given.strip()} {family.strip()}" if comma else name
