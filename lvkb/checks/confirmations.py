"""LV320 to LV322: what is said to be confirmed by an author leads to the place where an author says so."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from urllib.parse import urlsplit

from lvkb.catalog import Catalog
from lvkb.checks.located import PaperSpot, paper_spots
from lvkb.checks.plain_text import is_web_address
from lvkb.findings import Finding, Level, Rule
from lvkb.records import Confirmation
from lvkb.yamlfile import KeyPath

NO_THREAD = Rule(
    "LV320",
    Level.ERROR,
    "A confirmation leads to the public thread in which an author gives it.",
    "Readers could not see who confirmed what.",
    "Put the https address of the issue, pull request, discussion or comment into `by`.",
)
OUTDATED = Rule(
    "LV321",
    Level.WARNING,
    "A confirmation is not older than what it confirms.",
    "Figures that were read later are not what the author saw.",
    "Ask the author again, or delete the confirmation.",
)
NOTHING_CONFIRMED = Rule(
    "LV322",
    Level.ERROR,
    "What is confirmed has readings.",
    "A badge would say that figures are confirmed where there are none.",
    "Add the readings, or delete the confirmation.",
)
RULES = (NO_THREAD, OUTDATED, NOTHING_CONFIRMED)

_ON_GITHUB = re.compile(r"/[^/]+/[^/]+/(?:issues|pull|discussions)/[1-9]\d*/?")


def check_confirmations(catalog: Catalog) -> Iterator[Finding]:
    """Gives findings on confirmations that lead nowhere, are older than what they confirm, or confirm nothing."""
    for spot in paper_spots(catalog):
        paper = spot.paper
        if paper.confirmed:
            yield from _check(spot, ("confirmed",), paper.confirmed, paper.added, "the record came in")
            if not paper.variants:
                yield spot.find(NOTHING_CONFIRMED, ("confirmed",), "The record has no readings.")
        for key, source in paper.sources.items():
            if source.confirmed:
                where = ("sources", key, "confirmed")
                yield from _check(spot, where, source.confirmed, source.read, "the source was read")
                if all(reading.source != key for _, reading in paper.readings()):
                    yield spot.find(NOTHING_CONFIRMED, where, f'No reading uses "{key}".')


def _check(
    spot: PaperSpot, where: KeyPath, confirmed: Confirmation, since: date | None, what: str
) -> Iterator[Finding]:
    if not is_thread(confirmed.by):
        yield spot.find(NO_THREAD, (*where, "by"), f'"{confirmed.by}" is no address of a thread.')
    if since and confirmed.date < since:
        yield spot.find(OUTDATED, (*where, "date"), f"It was confirmed on {confirmed.date}, and {what} on {since}.")


def is_thread(address: str) -> bool:
    """Tells whether an address can be that of a thread: https, and on GitHub an issue, pull request or discussion."""
    if not is_web_address(address):
        return False
    parts = urlsplit(address)
    if parts.hostname in ("github.com", "www.github.com"):
        return parts.scheme == "https" and _ON_GITHUB.fullmatch(parts.path) is not None
    return parts.scheme == "https" and (parts.path not in ("", "/") or bool(parts.query))


CHECKS = (check_confirmations,)
