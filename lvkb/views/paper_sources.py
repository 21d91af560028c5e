"""The documents that a paper's numbers were read in, as pages name and list them."""

from __future__ import annotations

from collections import Counter
from typing import NamedTuple
from urllib.parse import urlsplit

from lvkb.permalinks import source_url
from lvkb.records import Confirmation, Paper, Source
from lvkb.registers import PAPER_REGISTERS


class SourceLine(NamedTuple):
    """A source as a page lists it.

    Attributes:
        key: What the record calls it.
        name: What readers call it: `paper`, a file's name, or a host; one that several share has its number behind it.
        text: The document in full: `owner/name, README.md at 77717569ab4a`.
        url: Its permanent address.
        read: Day it was read; empty when nobody says.
        via: Address of the copy that was read; empty without any.
        confirmed: That an author confirms its readings, if one does.
    """

    key: str
    name: str
    text: str
    url: str
    read: str
    via: str
    confirmed: Confirmation | None


def source_lines(paper: Paper) -> tuple[SourceLine, ...]:
    """Gives the sources of a paper in the order of its record."""
    names = [_name(paper, source) for source in paper.sources.values()]
    shared = {name for name, count in Counter(names).items() if count > 1}
    return tuple(
        SourceLine(
            key=key,
            name=f"{name} ({nr})" if name in shared else name,
            text=_text(source),
            url=source_url(source),
            read=source.read.isoformat() if source.read else "",
            via=source.via or "",
            confirmed=source.confirmed,
        )
        for nr, (name, (key, source)) in enumerate(zip(names, paper.sources.items(), strict=True), start=1)
    )


def source_name(key: str, paper: Paper) -> str:
    """Gives what readers call a source of a paper; its key where the record lists no such source."""
    return next((line.name for line in source_lines(paper) if line.key == key), key)


def _name(paper: Paper, source: Source) -> str:
    if _is_paper_itself(paper, source):
        return "paper"
    if source.path:
        return source.path.rstrip("/").rpartition("/")[2]
    return urlsplit(source.url).netloc.removeprefix("www.") if source.url else _text(source)


def _is_paper_itself(paper: Paper, source: Source) -> bool:
    """Tells whether a source is the paper, in whatever version and register."""
    fields = [register.field for register in PAPER_REGISTERS]
    own = {getattr(paper, field) for field in fields} - {None}
    told = [getattr(source, field) for field in fields]
    return any(value and (value in own or value.rpartition("v")[0] in own) for value in told)


def _text(source: Source) -> str:
    if source.github and source.path:
        return f"{source.github}, {source.path} at {source.commit}"
    arxiv = f"arXiv {source.arxiv}" if source.arxiv else ""
    other = f"OpenReview {source.openreview}" if source.openreview else f"doi {source.doi}" if source.doi else ""
    return source.github or arxiv or other or ("CVF Open Access" if source.cvf else source.url or "")
