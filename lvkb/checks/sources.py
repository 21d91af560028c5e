"""LV303 to LV309: every number leads to its source, and data are spelt in one way."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator

from lvkb.catalog import Catalog
from lvkb.checks.located import PaperSpot, ReadingSpot, paper_spots, reading_spots
from lvkb.findings import Finding, Level, Rule
from lvkb.records import Paper, Source
from lvkb.registers import BY_FIELD, GITHUB, REGISTERS, WEB, parse_arxiv, parse_url, title_key
from lvkb.subject.datasets import SPELLINGS

UNKNOWN_SOURCE = Rule(
    "LV303",
    Level.ERROR,
    "The source of a reading or a protocol is one of the record's sources.",
    "Its link would lead nowhere.",
    "Add the source under `sources`, or correct the key.",
)
UNUSED_SOURCE = Rule(
    "LV304",
    Level.HINT,
    "A source that neither a reading nor a protocol uses is worth a look.",
    "It may have been read for the annotation alone, or its readings were forgotten.",
    "Add its readings, or leave it where it says what was read.",
)
SOURCE_IDENTITY = Rule(
    "LV305",
    Level.ERROR,
    "A source is exactly one of arxiv, github, openreview, cvf, doi, url.",
    "Otherwise nobody knows which document is meant.",
    "Keep one of them, in canonical form; split other documents into sources of their own.",
)
UNPINNED_SOURCE = Rule(
    "LV306",
    Level.WARNING,
    "A GitHub source names file and commit; any other source names its version or the day it was read.",
    "Documents change, and then the number cannot be found again.",
    "Add `path` and `commit`, or the version, or `read`.",
)
FOREIGN_SOURCE = Rule(
    "LV307",
    Level.ERROR,
    "A source that is another paper holds quoted numbers only.",
    "A baseline repeated by others is not the authors' own report.",
    "Mark the readings `kind: quoted`, or correct the source's id.",
)
DATASET_SPELLING = Rule(
    "LV308",
    Level.ERROR,
    "A dataset is spelt in one way.",
    "Two spellings make two tables out of one.",
    "Use the spelling named.",
)
PRETRAIN_SPELLING = Rule(
    "LV309",
    Level.ERROR,
    "Pre-training data are spelt in one way.",
    "Two spellings make two setups, and equals are not compared.",
    "Use the spelling named.",
)
RULES = (
    UNKNOWN_SOURCE,
    UNUSED_SOURCE,
    SOURCE_IDENTITY,
    UNPINNED_SOURCE,
    FOREIGN_SOURCE,
    DATASET_SPELLING,
    PRETRAIN_SPELLING,
)


def check_sources(catalog: Catalog) -> Iterator[Finding]:
    """Gives findings on sources that are unknown, unused, ambiguous or not pinned."""
    for spot in paper_spots(catalog):
        used = {reading.source for _, reading in spot.paper.readings()}
        used |= {entry.source for entry in spot.paper.protocols.values()}
        for key, source in spot.paper.sources.items():
            if key not in used:
                yield spot.find(UNUSED_SOURCE, ("sources", key), f'No reading uses "{key}".')
            yield from _check_identity(spot, key, source)
        for key, entry in spot.paper.protocols.items():
            if entry.source not in spot.paper.sources:
                yield spot.find(UNKNOWN_SOURCE, ("protocols", key, "source"), _not_among(spot.paper, entry.source))
    for at in reading_spots(catalog):
        if at.reading.source not in at.paper.sources:
            yield at.find(UNKNOWN_SOURCE, "source", _not_among(at.paper, at.reading.source))


def _not_among(paper: Paper, source: str) -> str:
    return f'"{source}" is not among the sources of the record: {", ".join(paper.sources) or "it has none"}.'


def _check_identity(spot: PaperSpot, key: str, source: Source) -> Iterator[Finding]:
    here = ("sources", key)
    given = [register.field for register in REGISTERS if getattr(source, register.field)]
    if len(given) != 1:
        what = f"The source gives {' and '.join(given)}." if given else "The source names no document."
        yield spot.find(SOURCE_IDENTITY, here, what, "" if given else "Add the one of them that it has.")
        return
    (field,) = given
    register, value = BY_FIELD[field], getattr(source, field)
    ref = parse_url(value) or (register.parse(value) if register.is_paper else None)
    fix = f"Write {ref.written}." if ref else ""
    if register is WEB and ref:
        what = f'"{value}" belongs under {ref.register.field}.'
        yield spot.find(SOURCE_IDENTITY, (*here, WEB.field), what, fix)
    elif register.is_paper and not register.is_canonical(value, versioned=True):
        what, new = (
            f'"{value}" is not in canonical form.',
            ref.id + ref.version if ref and ref.register is register else None,
        )
        yield spot.find(SOURCE_IDENTITY, (*here, register.field), what, fix, new=new)
    if register is GITHUB and not (source.path and source.commit):
        lacks = " and no ".join(name for name in ("path", "commit") if not getattr(source, name))
        yield spot.find(UNPINNED_SOURCE, here, f"The source has no {lacks}.", "Add the file and commit that were read.")
    elif not (source.commit or source.read or _is_versioned(source)):
        fix = "Write the version behind the id, as in 2110.02178v2." if source.arxiv else "Add `read:` with the day."
        yield spot.find(UNPINNED_SOURCE, here, "The source has neither a version nor a day of reading.", fix)


def _is_versioned(source: Source) -> bool:
    ref = parse_arxiv(source.arxiv or "")
    return bool(ref and ref.version)


def check_foreign(catalog: Catalog) -> Iterator[Finding]:
    """Gives findings on own readings that were read in another paper of the catalogue."""
    arxiv = {paper.id: ref.id for paper in catalog.papers.values() if (ref := parse_arxiv(paper.arxiv or ""))}
    owners = {arxiv[paper.id]: paper for paper in catalog.papers.values() if paper.id in arxiv}
    for paper in catalog.papers.values():
        for key, source in paper.sources.items():
            ref = parse_arxiv(source.arxiv or "")
            owner = owners.get(ref.id) if ref else None
            own = any(item.kind == "reported" and item.source == key for _, item in paper.readings())
            if ref and own and (owner or paper.id in arxiv) and ref.id != arxiv.get(paper.id):
                what = f"arXiv {ref.id} is not this paper" + (f" but {owner.id}." if owner else ".")
                yield FOREIGN_SOURCE.at(catalog.at(paper.id, "sources", key, "arxiv"), f"sources.{key}.arxiv", what)


def check_spelling(catalog: Catalog) -> Iterator[Finding]:
    """Gives findings on datasets and pre-training data that are spelt in more than one way."""
    for field, rule in (("dataset", DATASET_SPELLING), ("pretrain", PRETRAIN_SPELLING)):
        groups: dict[str, list[tuple[str, ReadingSpot]]] = defaultdict(list)
        for at in reading_spots(catalog):
            if (text := getattr(at.reading, field)) is not None:
                groups[spelling_key(text)].append((text, at))
        for uses in groups.values():
            counts = Counter(text for text, _ in uses)
            wanted = _spelt(min(counts, key=lambda text: (-counts[text], text)))
            for text, at in uses:
                if text != wanted:
                    what = f'"{text}" is spelt "{wanted}" in this catalogue.'
                    yield at.find(rule, field, what, f"Write {field}: {wanted}.", new=wanted)


def _spelt(text: str) -> str:
    """Gives a text with its data in the fixed spelling; the method in brackets behind them stays."""
    data, bracket, method = text.partition(" (")
    return SPELLINGS.get(spelling_key(data), data) + bracket + method


def spelling_key(text: str) -> str:
    """Gives the form under which spellings of a dataset are one."""
    return title_key(text).replace(" ", "")


CHECKS = (check_sources, check_foreign, check_spelling)
