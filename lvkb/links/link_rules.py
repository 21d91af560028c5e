"""LV5: what look-ups of links have to say about the records."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from lvkb.catalog import Catalog
from lvkb.findings import Finding, Level, Rule
from lvkb.links.fixes.corrections import Change
from lvkb.links.link_status import LinkStatus, Reason
from lvkb.links.lookup_cache import LONG_UNKNOWN_S
from lvkb.records import Paper
from lvkb.registers import GITHUB, WEB, is_arxiv_doi, parse_doi
from lvkb.yamlfile import KeyPath

if TYPE_CHECKING:
    from lvkb.links.engine import CheckedLink, Run

DEAD = Rule(
    "LV501",
    Level.ERROR,
    "Every link leads somewhere.",
    "It was found dead twice, at least a day apart, so this is no passing trouble.",
    "Correct the link, name another copy, or take it out.",
)
SUSPECT = Rule(
    "LV502",
    Level.WARNING,
    "A link that is found dead is looked at again a day later.",
    "One bad day of a server is no dead link; it becomes an error when it is found dead again after a day.",
    "Open it; correct it if it is a slip.",
)
MOVED = Rule(
    "LV503",
    Level.WARNING,
    "A link names the present address.",
    "A redirect holds only as long as somebody cares for the old address.",
    "Write the new address; `lvkb fix --links --write` does it.",
)
RENAMED = Rule(
    "LV504",
    Level.WARNING,
    "A repository goes by its present name.",
    "Whoever takes the old name takes the link over: the redirect ends there without a word.",
    "Write the new name; `lvkb fix --links --write` does it.",
)
OTHER_PAPER = Rule(
    "LV505",
    Level.ERROR,
    "An id belongs to the paper that names it.",
    "The link works and leads to a wrong paper, which no checker of addresses can see.",
    "Open the page of the id and of the paper; correct the id, or the title.",
)
TITLE_DRIFT = Rule(
    "LV506",
    Level.WARNING,
    "A title is the one that its register knows.",
    "Papers are renamed between versions; readers look for them by the present title.",
    "Compare both; take over the new title and keep the old name in `aliases`, or waive this with the reason.",
)
WITHDRAWN = Rule(
    "LV507",
    Level.WARNING,
    "A paper stands by its results.",
    "A withdrawn paper answers like any other, and its numbers are not to be compared.",
    "Read the comment; note the withdrawal in the record, or take the record out.",
)
AMISS = Rule(
    "LV508",
    Level.WARNING,
    "A page shows what the link promises.",
    "It answers, but not with what was linked: a page of regret, a log-in, the front page, a missing section.",
    "Open it and correct the address.",
)
BLOCKED = Rule(
    "LV509",
    Level.ERROR,
    "A link leads to a public address by http or https, without a password in it.",
    "Readers cannot follow it, and a program that does could be led into a private network.",
    "Name a public address.",
)
NEW_DOI = Rule(
    "LV510",
    Level.HINT,
    "The publisher's DOI is recorded once arXiv knows it.",
    "It leads to the published version.",
    "Open it to see that it is this paper; `lvkb fix --links --write` adds it.",
)
OTHER_DOI = Rule(
    "LV511",
    Level.WARNING,
    "Record and arXiv name the same DOI.",
    "One of the two leads to another paper, or to another edition.",
    "Open both and correct the record if it is wrong.",
)
NEW_VENUE = Rule(
    "LV512",
    Level.HINT,
    "A paper that came out names its venue.",
    "arXiv's comment or journal reference says more than the record.",
    "Look it up at the venue, and add `venue` to `published`.",
)
NEWER_VERSION = Rule(
    "LV513",
    Level.HINT,
    "Numbers are read in the newest version.",
    "Tables change between versions.",
    "Compare the tables; add readings of the newer version where they differ.",
)
ARCHIVED = Rule(
    "LV514",
    Level.HINT,
    "A repository is looked after.",
    "An archived repository answers no issues and gets no fixes.",
    "Nothing to mend; readers may want to know.",
)
NOT_VERIFIED = Rule(
    "LV515",
    Level.HINT,
    "Every link can be verified.",
    "Refusals and outages say nothing about the link, and are never held against it.",
    "Nothing to mend; it is asked again in a later run.",
)
LONG_UNKNOWN = Rule(
    "LV516",
    Level.WARNING,
    "A link can be verified at least once in thirty days.",
    "Nobody knows by now whether it still works.",
    "Open it in a browser; replace it, or waive this with the day you looked.",
)

RULES = (
    DEAD,
    SUSPECT,
    MOVED,
    RENAMED,
    OTHER_PAPER,
    TITLE_DRIFT,
    WITHDRAWN,
    AMISS,
    BLOCKED,
    NEW_DOI,
    OTHER_DOI,
    NEW_VENUE,
    NEWER_VERSION,
    ARCHIVED,
    NOT_VERIFIED,
    LONG_UNKNOWN,
)

_ANNOUNCED = re.compile(r"\b(?:accepted|published|to appear|camera[- ]ready)\b", re.IGNORECASE)
_AMISS = {Reason.TITLE_DRIFT: TITLE_DRIFT, Reason.WITHDRAWN: WITHDRAWN}
_CORRECTABLE = (GITHUB.field, WEB.field, "via")


def link_findings(catalog: Catalog, run: Run, now: float) -> Iterator[Finding]:
    """Gives what a run found out about the records, at the place of each link.

    Args:
        catalog: The catalogue whose links were looked up.
        run: The run.
        now: The time, in seconds since 1970.
    """
    for item in run.links:
        yield from status_findings(item, now)
        yield from _on_facts(item, catalog.papers[item.use.record])


def status_findings(item: CheckedLink, now: float) -> Iterator[Finding]:
    """Gives the finding that the status on one link makes, if it makes one.

    Args:
        item: The link.
        now: The time, in seconds since 1970.
    """
    where, field, outcome = item.use.location, item.use.field, item.outcome
    said = f"{item.use.url}: {(outcome.evidence or str(outcome.cause)).removesuffix('.')}"
    match outcome.status:
        case LinkStatus.DEAD if item.seen.confirmed_dead:
            yield DEAD.at(where, field, f"{said}, first on {_day(item.seen.first_bad_at)}.")
        case LinkStatus.DEAD:
            yield SUSPECT.at(where, field, f"{said}.")
        case LinkStatus.MOVED:
            rule = RENAMED if outcome.reason is Reason.RENAMED else MOVED
            yield rule.at(where, field, f"{item.use.url} is now {outcome.url}.")
        case LinkStatus.MISMATCH:
            yield OTHER_PAPER.at(where, field, f"{said}.")
        case LinkStatus.WARN:
            yield _AMISS.get(outcome.reason, AMISS).at(where, field, f"{said}.")
        case LinkStatus.BLOCKED:
            yield BLOCKED.at(where, field, f"{said}.")
        case LinkStatus.UNKNOWN:
            since = item.seen.failing_since
            rule = LONG_UNKNOWN if since is not None and now - since >= LONG_UNKNOWN_S else NOT_VERIFIED
            yield rule.at(where, field, f"{said}, since {_day(since)}." if rule is LONG_UNKNOWN else f"{said}.")


def _day(moment: float | None) -> str:
    return datetime.fromtimestamp(moment or 0, UTC).strftime("%Y-%m-%d")


def _on_facts(item: CheckedLink, paper: Paper) -> Iterator[Finding]:
    if item.outcome.status in (LinkStatus.MISMATCH, LinkStatus.DEAD, LinkStatus.BLOCKED):
        return
    where, field, facts = item.use.location, item.use.field, item.outcome.facts
    if item.use.keys == ("arxiv",):
        yield from _on_doi(item, paper, facts.get("doi", ""))
        told = facts.get("journal_ref") or facts.get("comment", "")
        if not paper.published.venue and (facts.get("journal_ref") or _ANNOUNCED.search(told)):
            yield NEW_VENUE.at(where, field, f'arXiv says "{told}", the record names no venue.')
    newest = facts.get("version", "")
    if item.use.version and newest and _number(newest) > _number(item.use.version):
        yield NEWER_VERSION.at(where, field, f"{item.use.version} was read, {newest} is out.")
    if item.use.keys[:1] == ("code",) and facts.get("archived") == "true":
        yield ARCHIVED.at(where, field, f"{item.use.url} is archived.")


def _on_doi(item: CheckedLink, paper: Paper, told: str) -> Iterator[Finding]:
    doi = _publisher_doi(told)
    if doi and not paper.doi:
        yield NEW_DOI.at(item.use.location, "arxiv", f"arXiv names the DOI {doi}, the record none.")
    elif doi and paper.doi and doi != paper.doi.lower():
        yield OTHER_DOI.at(item.use.location, "arxiv", f"arXiv names the DOI {doi}, the record {paper.doi}.")


def _publisher_doi(told: str) -> str:
    """Gives a DOI that authors told arXiv in canonical form; empty when it is none, several, or arXiv's own."""
    ref = parse_doi(told)
    return ref.id if ref and not is_arxiv_doi(ref.id) else ""


def _number(version: str) -> int:
    digits = version.removeprefix("v")
    return int(digits) if digits.isdecimal() else 0


def changes(run: Run, catalog: Catalog) -> Iterator[Change]:
    """Gives the corrections that need no judgement: new names of repositories, new addresses, new DOIs."""
    for item in run.links:
        path, keys, outcome = item.use.location.path, item.use.keys, item.outcome
        if outcome.status is LinkStatus.MOVED and keys[-1] in _CORRECTABLE and outcome.url:
            yield _moved(item, path, keys)
        paper = catalog.papers[item.use.record]
        doi = _publisher_doi(outcome.facts.get("doi", ""))
        if keys == ("arxiv",) and outcome.status is LinkStatus.OK and doi and not paper.doi:
            yield Change(path, ("doi",), "", doi)


def _moved(item: CheckedLink, path: str, keys: KeyPath) -> Change:
    """Gives the correction of a moved link: the new name where the record writes a name, else the new address."""
    if item.use.written:
        return Change(path, keys, item.use.written, item.outcome.url)
    if item.target.register is not GITHUB:
        return Change(path, keys, item.use.url, item.outcome.url)
    old = re.compile(re.escape(item.target.id), re.IGNORECASE)
    return Change(path, keys, item.use.url, old.sub(lambda _: item.outcome.url, item.use.url, count=1))
