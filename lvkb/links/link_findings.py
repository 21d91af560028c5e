"""What a run found out about the records: findings at the place of each link, and corrections that follow from them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from lvkb.catalog import Catalog
from lvkb.findings import Finding
from lvkb.links.fixes.link_corrections import Change
from lvkb.links.link_rules import (
    AMISS,
    ARCHIVED,
    BLOCKED,
    DEAD,
    LONG_UNKNOWN,
    MOVED,
    NEW_DOI,
    NEW_VENUE,
    NEWER_VERSION,
    NOT_VERIFIED,
    OTHER_DOI,
    OTHER_PAPER,
    RENAMED,
    SUSPECT,
    TITLE_DRIFT,
    WITHDRAWN,
)
from lvkb.links.link_status import LinkStatus, Reason
from lvkb.links.lookup_cache import LONG_UNKNOWN_S
from lvkb.links.stated_versions import number
from lvkb.records import Paper
from lvkb.registers import ARXIV, DOI, GITHUB, WEB, is_arxiv_doi, parse_doi
from lvkb.yamlfile import KeyPath

if TYPE_CHECKING:
    from lvkb.links.engine import CheckedLink, Run

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
    if item.use.keys == (ARXIV.field,):
        yield from _on_doi(item, paper, facts.get("doi", ""))
        told = facts.get("journal_ref") or facts.get("comment", "")
        if not paper.published.venue and (facts.get("journal_ref") or _ANNOUNCED.search(told)):
            yield NEW_VENUE.at(where, field, f'arXiv says "{told}", the record names no venue.')
    newest = facts.get("version", "")
    if item.use.version and newest and number(newest) > number(item.use.version):
        yield NEWER_VERSION.at(where, field, f"{item.use.version} was read, {newest} is out.")
    if item.use.keys[:1] == ("code",) and facts.get("archived") == "true":
        yield ARCHIVED.at(where, field, f"{item.use.url} is archived.")


def _on_doi(item: CheckedLink, paper: Paper, told: str) -> Iterator[Finding]:
    doi = _publisher_doi(told)
    if doi and not paper.doi:
        yield NEW_DOI.at(item.use.location, ARXIV.field, f"arXiv names the DOI {doi}, the record none.")
    elif doi and paper.doi and doi != paper.doi.lower():
        yield OTHER_DOI.at(item.use.location, ARXIV.field, f"arXiv names the DOI {doi}, the record {paper.doi}.")


def _publisher_doi(told: str) -> str:
    """Gives a DOI that authors told arXiv in canonical form; empty when it is none, several, or arXiv's own."""
    ref = parse_doi(told)
    return ref.id if ref and not is_arxiv_doi(ref.id) else ""


def changes(run: Run, catalog: Catalog) -> Iterator[Change]:
    """Gives the corrections that need no judgement: new names of repositories, new addresses, new DOIs."""
    for item in run.links:
        path, keys, outcome = item.use.location.path, item.use.keys, item.outcome
        if outcome.status is LinkStatus.MOVED and keys[-1] in _CORRECTABLE and outcome.url:
            yield _moved(item, path, keys)
        paper = catalog.papers[item.use.record]
        doi = _publisher_doi(outcome.facts.get("doi", ""))
        if keys == (ARXIV.field,) and outcome.status is LinkStatus.OK and doi and not paper.doi:
            yield Change(path, (DOI.field,), "", doi)


def _moved(item: CheckedLink, path: str, keys: KeyPath) -> Change:
    """Gives the correction of a moved link: the new name where the record writes a name, else the new address."""
    if item.use.written:
        return Change(path, keys, item.use.written, item.outcome.url)
    if item.target.register is not GITHUB:
        return Change(path, keys, item.use.url, item.outcome.url)
    old = re.compile(re.escape(item.target.id), re.IGNORECASE)
    return Change(path, keys, item.use.url, old.sub(lambda _: item.outcome.url, item.use.url, count=1))
