"""Who else knows arXiv papers when the query API does not answer: arXiv's OAI-PMH, paper by paper, and DataCite.

Both can say that a paper is there. That they do not know it, or do not answer, is never held against the id.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from email.utils import parsedate_to_datetime
from typing import Any
from urllib.parse import urlencode
from xml.etree import ElementTree as ET

from lvkb.links.answers import inside, objects
from lvkb.links.checkers.arxiv_feed import Unreadable, day, demand_plain_xml, facts, joined, outcome_of
from lvkb.links.checkers.service import JsonAnswer, Service
from lvkb.links.context import Context
from lvkb.links.http.client import Answer, FetchError
from lvkb.links.link_status import Outcome
from lvkb.registers import parse_arxiv, parse_doi

ARXIV_HOST = "arxiv.org"
"""Name under which the gap is kept: query API and OAI-PMH count as one, wherever they run."""
SECONDS = 60.0
"""Longest time for one answer; 200 papers take arXiv some seconds."""
MOST_BYTES = 10_000_000
"""Longest answer that is read."""

_FEW = 5  # papers that are worth a request each
_DATACITE_BATCH = 50
_DATACITE_FIELDS = "doi,titles,creators"
_RAW = "{http://arxiv.org/OAI/arXivRaw/}"
_SPLIT = re.compile(r",\s+(?:and\s+)?|\s+and\s+")
_AFFILIATION = re.compile(r"\([^()]*\)")


class Fallbacks:
    """The other registers of arXiv papers; one that fails is left alone for the rest of the run."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self._has_oai = True
        self._datacite = Service(context, context.endpoints.datacite, context.limits.host_gap_s, max_bytes=MOST_BYTES)

    def look_up(self, ids: Sequence[str], why: Outcome) -> dict[str, Outcome]:
        """Asks for papers of which the query API said nothing.

        Args:
            ids: Canonical arXiv ids; one with a version stays unknown, since nobody else keeps old titles.
            why: What the query API gave, which is the outcome of all that is not found.
        """
        wanted = [arxiv for arxiv in ids if _has_no_version(arxiv)]
        found: dict[str, Mapping[str, str]] = {}
        for arxiv in wanted if len(wanted) <= _FEW else ():
            found |= self._ask_oai(arxiv)
        outcomes = {arxiv: _found(told, "OAI-PMH", why) for arxiv, told in found.items()}
        left = [arxiv for arxiv in wanted if arxiv not in outcomes]
        for start in range(0, len(left), _DATACITE_BATCH):
            told = self._ask_datacite(left[start : start + _DATACITE_BATCH])
            outcomes |= {arxiv: _found(facts, "DataCite", why) for arxiv, facts in told.items()}
        return dict.fromkeys(ids, why) | outcomes

    def _ask_oai(self, arxiv: str) -> dict[str, Mapping[str, str]]:
        request = {"verb": "GetRecord", "identifier": f"oai:arXiv.org:{arxiv}", "metadataPrefix": "arXivRaw"}
        answer = self._fetch_oai(f"{self._context.endpoints.arxiv_oai}?{urlencode(request, safe=':/')}")
        told = read_oai(answer.body, arxiv) if answer else {}
        return {arxiv: told} if told else {}

    def _fetch_oai(self, url: str) -> Answer | None:
        if not self._has_oai:
            return None
        try:
            with self._context.rate_limit.slot(ARXIV_HOST, self._context.limits.arxiv_gap_s):
                answer = self._context.client.fetch(url, max_bytes=MOST_BYTES, seconds=SECONDS)
        except FetchError:
            self._has_oai = False
            return None
        self._has_oai = answer.status == 200
        return answer if self._has_oai and answer.whole else None

    def _ask_datacite(self, ids: Sequence[str]) -> dict[str, Mapping[str, str]]:
        dois = " OR ".join(f'"10.48550/arxiv.{arxiv}"' for arxiv in ids)
        request = {"query": f"doi:({dois})", "page[size]": str(len(ids)), "fields[dois]": _DATACITE_FIELDS}
        told = self._datacite.ask_json(f"{self._context.endpoints.datacite}/dois?{urlencode(request, safe='/:,()')}")
        papers = read_datacite(told.tree) if isinstance(told, JsonAnswer) else ()
        return {arxiv: facts for arxiv, facts in papers if arxiv in ids}


def _has_no_version(arxiv: str) -> bool:
    ref = parse_arxiv(arxiv)
    return ref is not None and not ref.version


def _found(told: Mapping[str, str], where: str, why: Outcome) -> Outcome:
    return outcome_of(told, f"It is known to {where}; arXiv's query API gave nothing ({why.cause}).")


def read_oai(body: bytes, arxiv: str) -> dict[str, str]:
    """Gives the facts of an OAI-PMH answer in format arXivRaw; nothing when it is about another paper or none."""
    try:
        demand_plain_xml(body)
    except Unreadable:
        return {}
    raw = ET.fromstring(body).find(f".//{_RAW}arXivRaw")  # noqa: S314 - it has no document type
    if raw is None or (raw.findtext(f"{_RAW}id") or "").strip() != arxiv:
        return {}
    versions = raw.findall(f"{_RAW}version")
    newest = versions[-1] if versions else None
    doi = parse_doi(_text(raw, "doi"))
    told = facts(
        title=_text(raw, "title"),
        authors=joined(_SPLIT.split(_AFFILIATION.sub("", _text(raw, "authors")))),
        published=_day(versions[0]) if versions else "",
        updated=_day(newest) if newest is not None else "",
        version=newest.get("version", "") if newest is not None else "",
        doi=doi.id if doi else "",
        journal_ref=_text(raw, "journal-ref"),
        comment=_text(raw, "comments"),
        category=_text(raw, "categories").partition(" ")[0],
    )
    if newest is not None and _text(newest, "size") == "0kb" and "I" in _text(newest, "source_type"):
        told["withdrawn"] = "true"
    return told


def _text(element: ET.Element, name: str) -> str:
    return " ".join((element.findtext(f"{_RAW}{name}") or "").split())


def _day(version: ET.Element) -> str:
    try:
        return day(parsedate_to_datetime(_text(version, "date")).isoformat())
    except ValueError:
        return ""


def read_datacite(tree: Mapping[str, Any]) -> Iterator[tuple[str, dict[str, str]]]:
    """Gives arXiv ids and facts of a DataCite answer; entries that are built otherwise are passed over."""
    for item in objects(tree.get("data")):
        ref = parse_arxiv(str(inside(item, "attributes", "doi")))
        titles, creators = (objects(inside(item, "attributes", name)) for name in ("titles", "creators"))
        title = next((str(entry.get("title") or "") for entry in titles), "")
        told = facts(title=title, authors=joined(map(_datacite_name, creators)), register="datacite")
        if ref and "title" in told:
            yield ref.id, told


def _datacite_name(creator: Mapping[str, Any]) -> str:
    surname, _, given = str(creator.get("name") or "").partition(",")
    return f"{given} {surname}"
