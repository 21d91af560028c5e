"""Reads the Atom feed of arXiv's query API. The feed is not trusted: it is looked over first, and its texts are cut."""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple
from xml.parsers import expat

import feedparser  # type: ignore[import-untyped]

from lvkb.links.answers import MAX_TEXT, plain
from lvkb.links.link_status import LinkStatus, Outcome, Reason
from lvkb.links.title_similarity import without_tags
from lvkb.registers import ARXIV, Ref, parse_doi, parse_url

_HEADERS = {"content-type": "application/atom+xml; charset=utf-8"}
_LONGEST_ABSTRACT = 5000
_COUNT = re.compile(r"[0-9]{1,9}")
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")

_GONE = r"(?:withdrawn|retracted)"
_WITHDRAWN = re.compile(
    rf"^\W*{_GONE}\b"
    rf"|\b(?:paper|article|submission|manuscript|preprint|work|version|document|it)\s+"
    rf"(?:(?:has|have|had|is|was|being|been|now)\s+){{0,3}}{_GONE}\b"
    rf"|\b{_GONE}\s+by\s+(?:the\s+|its\s+)?(?:author|arxiv|submitter|admin)"
    r"|\b(?:authors?|we|i)\s+(?:(?:have|has|hereby|would|like|wish|want|decided|to)\s+){0,4}(?:withdr[ae]wn?|retract(?:ed)?)\b",
    re.IGNORECASE,
)
_STANDS_IN_PLACE = re.compile(
    rf"\W{{0,3}}(?:this|the|our)\s+(?:paper|article|submission|manuscript|preprint|work)\s+(?:has\s+been|is|was)\s+"
    rf"(?:temporarily\s+|now\s+)?{_GONE}\b(?!\s+from\s+(?!arxiv))",
    re.IGNORECASE,
)
"""Begins an abstract that is none; further in, an abstract may speak of another's withdrawal."""
_NOT_THIS_ONE = re.compile(
    rf"\b(?:previous|previously|earlier|prior|older|another|not|never)\b[^.;:]{{0,60}}\b{_GONE}\b"
    rf"|\b{_GONE}\s+from\s+(?!arxiv)",
    re.IGNORECASE,
)


class Unreadable(Exception):
    """An answer is not what the service sends; the text says what it is instead."""


class Entry(NamedTuple):
    """One paper of an answer.

    Attributes:
        ref: Its id with the version.
        facts: What arXiv says of it.
        authors: All authors in order, where `facts` holds as many as there is room for.
        abstract: The abstract, to judge by; it is never shown or stored.
    """

    ref: Ref
    facts: Mapping[str, str]
    authors: tuple[str, ...] = ()
    abstract: str = ""


class Feed(NamedTuple):
    """An answer of the query API.

    Attributes:
        entries: The papers, in the order of the feed.
        total: How many results arXiv counts, None when it does not say.
        error: What arXiv says is wrong with the request, empty when nothing is.
    """

    entries: tuple[Entry, ...]
    total: int | None
    error: str = ""


def read_feed(body: bytes) -> Feed:
    """Reads an answer of the query API.

    Raises:
        Unreadable: It is no Atom feed, or one that arXiv would not write.
    """
    demand_plain_xml(body)
    try:
        # A stream, since a text could be taken for an address; links and abstracts are not used, so need no cleaning.
        parsed = feedparser.parse(
            io.BytesIO(body), response_headers=_HEADERS, sanitize_html=False, resolve_relative_uris=False
        )
    except Exception as error:  # noqa: BLE001 - whatever the parser stumbles over, the feed is to blame
        raise Unreadable(f"it cannot be parsed ({type(error).__name__})") from None
    if parsed.bozo or not parsed.version.startswith("atom"):
        raise Unreadable("it is no Atom feed")
    total = str(parsed.feed.get("opensearch_totalresults", ""))
    return Feed(
        tuple(read for entry in parsed.entries if (read := _entry(entry))),
        int(total) if _COUNT.fullmatch(total) else None,
        next((_error(entry) for entry in parsed.entries if _is_error(entry)), ""),
    )


def _is_error(entry: Mapping[str, Any]) -> bool:
    return "/api/errors" in str(entry.get("id", "")) or entry.get("title") == "Error"


def _error(entry: Mapping[str, Any]) -> str:
    """Gives what arXiv says is wrong; the address of the message says the same in short."""
    return unmarked(str(entry.get("summary", ""))) or unmarked(str(entry.get("id", "")))


def _entry(entry: Mapping[str, Any]) -> Entry | None:
    ref = parse_url(str(entry.get("id", "")))
    if ref is None or ref.register is not ARXIV:
        return None
    doi = parse_doi(str(entry.get("arxiv_doi", "")))
    category = entry.get("arxiv_primary_category")
    names = [str(author.get("name", "")) for author in entry.get("authors", ())]
    return Entry(
        ref,
        facts(
            title=str(entry.get("title", "")),
            authors=joined(names),
            published=day(str(entry.get("published", ""))),
            updated=day(str(entry.get("updated", ""))),
            version=ref.version,
            doi=doi.id if doi else "",
            journal_ref=str(entry.get("arxiv_journal_ref", "")),
            comment=str(entry.get("arxiv_comment", "")),
            category=str(category.get("term", "")) if isinstance(category, Mapping) else "",
            abstract=str(entry.get("summary", "")),
        ),
        tuple(filter(None, map(unmarked, names))),
        " ".join(str(entry.get("summary", "")).split())[: 20 * MAX_TEXT],
    )


def facts(*, abstract: str = "", **values: str) -> dict[str, str]:
    """Gives the facts that are told, without markup; `withdrawn` is set when comment or abstract say so.

    Args:
        abstract: The abstract, which is no fact: arXiv asks that it stays as it was, yet some authors put their word of
            the withdrawal in its place.
        **values: The facts by name.
    """
    told = {name: text for name, value in values.items() if (text := unmarked(value))}
    if is_withdrawn(told.get("comment", "")) or _STANDS_IN_PLACE.match(abstract.strip()):
        told["withdrawn"] = "true"
    return told


def outcome_of(told: Mapping[str, str], evidence: str = "") -> Outcome:
    """Gives what is said of a paper that is there."""
    if "withdrawn" not in told:
        return Outcome(LinkStatus.OK, Reason.ANSWERED, evidence, facts=told)
    comment = f'; its comment says "{told["comment"]}"' if "comment" in told else ""
    return Outcome(LinkStatus.WARN, Reason.WITHDRAWN, f"The newest version is a withdrawal{comment}.", facts=told)


def is_withdrawn(comment: str) -> bool:
    """Tells whether a comment says that this very paper is withdrawn, not an earlier version or a submission."""
    return bool(_WITHDRAWN.search(comment)) and not _NOT_THIS_ONE.search(comment)


def unmarked(text: str) -> str:
    """Gives a text on one line without HTML, cut to the length of a fact."""
    return plain(without_tags(text[: 4 * MAX_TEXT]))


def joined(names: Iterable[str]) -> str:
    """Gives names with `; ` between, as many whole ones as a fact holds."""
    kept: list[str] = []
    for name in filter(None, map(unmarked, names)):
        if len("; ".join((*kept, name))) > MAX_TEXT:
            break
        kept.append(name)
    return "; ".join(kept)


def day(moment: str) -> str:
    """Gives the day of an ISO time stamp, empty when it is none."""
    return moment[:10] if _DAY.match(moment) else ""


class _Guard:
    """Refuses XML that arXiv would not write and that costs a parser more time than its length lets expect."""

    _MOST_DEEP, _MOST_ELEMENTS, _MOST_ATTRIBUTES, _MOST_PREFIXES = 30, 100_000, 30, 30

    def __init__(self) -> None:
        self._deep = self._elements = 0
        self._prefixes: set[str] = set()

    def doctype(self, *_: object) -> None:
        raise Unreadable("it declares a document type")

    def start(self, _: str, attributes: Mapping[str, str]) -> None:
        self._deep += 1
        self._elements += 1
        self._prefixes.update(name for name in attributes if name.startswith("xmlns"))
        if (
            self._deep > self._MOST_DEEP
            or self._elements > self._MOST_ELEMENTS
            or len(attributes) > self._MOST_ATTRIBUTES
            or len(self._prefixes) > self._MOST_PREFIXES
        ):
            raise Unreadable("it is built in a strange way")

    def end(self, _: str) -> None:
        self._deep -= 1


def demand_plain_xml(body: bytes) -> None:
    """Refuses all but well-formed XML of ordinary build.

    No document type, so no entities: neither a file of this machine nor a text that grows without end. feedparser would
    guess its way through a broken feed, and needs minutes for an element with 100,000 attributes.

    Raises:
        Unreadable: It is something else.
    """
    guard, parser = _Guard(), expat.ParserCreate()
    parser.StartDoctypeDeclHandler = guard.doctype
    parser.StartElementHandler = guard.start
    parser.EndElementHandler = guard.end
    try:
        parser.Parse(body, True)
    except expat.ExpatError as error:
        raise Unreadable(f"it is no XML ({error})") from None
