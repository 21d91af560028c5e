"""New papers of the field: what arXiv has and the catalogue neither holds nor has decided on."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from lvkb.catalog import Catalog, read_document
from lvkb.errors import LvkbError
from lvkb.findings import visible
from lvkb.layout import QUERIES, paper_files
from lvkb.links.checkers.arxiv_feed import Entry
from lvkb.links.context import Context
from lvkb.links.discovery.arxiv_search import NoAnswer, search
from lvkb.links.discovery.relevance import Reason, reasons
from lvkb.records import Queries, Query
from lvkb.registers import parse_arxiv, title_key
from lvkb.validation import read_record


class QueriesUnreadable(LvkbError):
    """The file of searches cannot be used; the text says why, with the place."""


class Candidate(NamedTuple):
    """A paper that may belong into the catalogue.

    Attributes:
        arxiv: Its arXiv id.
        title: Its title.
        authors: Its authors.
        published: Day of its first version, ISO.
        nodes: Nodes of the taxonomy whose searches found it, most frequent first.
        reasons: What speaks for and against it.
    """

    arxiv: str
    title: str
    authors: tuple[str, ...]
    published: str
    nodes: tuple[str, ...]
    reasons: tuple[Reason, ...]

    @property
    def score(self) -> int:
        """Sum of the points; higher is likelier."""
        return sum(reason.points for reason in self.reasons)


class Discovery(NamedTuple):
    """What a run found.

    Attributes:
        candidates: New papers, the likeliest first.
        asked: Number of searches that were answered.
        queries: Number of searches.
        found: Number of papers of the time asked for, known ones included.
        failure: Why searches were not answered, empty when all were.
        withdrawn: arXiv ids of new papers whose newest version is a withdrawal; they are no candidates.
    """

    candidates: tuple[Candidate, ...]
    asked: int
    queries: int
    found: int
    failure: str = ""
    withdrawn: tuple[str, ...] = ()


def read_queries(catalog: Catalog) -> tuple[Query, ...]:
    """Reads `catalog/queries.yml`.

    Raises:
        QueriesUnreadable: It is missing or wrong, or names a category that the taxonomy does not have.
    """
    document = read_document(catalog.root, QUERIES)
    record = read_record(document, Queries)
    if record is None:
        raise QueriesUnreadable("\n".join(map(str, document.findings)))
    for index, query in enumerate(record.queries):
        if query.category not in catalog.nodes:
            where = document.at(("queries", index, "category"))
            raise QueriesUnreadable(visible(f'{where}: "{query.category}" is no node of catalog/taxonomy.yml.'))
    return record.queries


def discover(
    catalog: Catalog,
    queries: Sequence[Query],
    context: Context,
    today: date,
    days: int,
    say: Callable[[str], None] = lambda _: None,
) -> Discovery:
    """Asks arXiv for papers of the last days, and leaves out those that are known or withdrawn.

    After a search that is not answered no other is asked: arXiv is overloaded then, or out of reach.

    Args:
        catalog: The catalogue.
        queries: The searches.
        context: Client, endpoints, limits.
        today: The day of the run.
        days: How many days back a paper's first version may be.
        say: Told the progress.
    """
    hits: dict[str, list[str]] = {}
    entries: dict[str, Entry] = {}
    since, asked, failure = (today - timedelta(days=days)).isoformat(), 0, ""
    for number, query in enumerate(queries, start=1):
        say(f"Asking arXiv: search {number} of {len(queries)}")
        try:
            found = search(query.search, context)
        except NoAnswer as error:
            failure = f'search "{visible(query.search)}": arXiv gave no answer, {visible(str(error))}'
            break
        asked += 1
        for entry in found:
            if entry.facts.get("published", "") >= since and entry.facts.get("title"):
                entries.setdefault(entry.ref.id, entry)
                hits.setdefault(entry.ref.id, []).append(query.category)
    new = _unknown(catalog, entries)
    withdrawn = sorted(arxiv for arxiv, entry in new.items() if "withdrawn" in entry.facts)
    candidates = (_candidate(entry, hits[arxiv], today) for arxiv, entry in new.items() if arxiv not in withdrawn)
    order = sorted(candidates, key=lambda item: (-item.score, _newest_first(item.published), item.arxiv))
    return Discovery(tuple(order), asked, len(queries), len(entries), failure, tuple(withdrawn))


def _newest_first(day: str) -> int:
    return -int(day.replace("-", "") or 0)


def _candidate(entry: Entry, hits: Sequence[str], today: date) -> Candidate:
    nodes = tuple(sorted(dict.fromkeys(hits), key=lambda node: -hits.count(node)))
    facts = entry.facts
    title, published = facts["title"], facts.get("published", "")
    return Candidate(entry.ref.id, title, entry.authors, published, nodes, reasons(entry, hits, today))


def _unknown(catalog: Catalog, entries: Mapping[str, Entry]) -> dict[str, Entry]:
    known = _known(catalog)
    return {
        arxiv: entry
        for arxiv, entry in entries.items()
        if arxiv not in known and title_key(entry.facts["title"]) not in known
    }


def _known(catalog: Catalog) -> frozenset[str]:
    """Gives arXiv ids and title keys of all records, drafts with gaps included, and of decided papers."""
    texts: list[tuple[str | None, str]] = [(paper.arxiv, paper.title) for paper in catalog.papers.values()]
    texts += (("", decision.title) for decision in catalog.decisions)
    texts += _drafts(catalog)
    refs = (parse_arxiv(arxiv) for arxiv, _ in texts if arxiv)
    return frozenset({ref.id for ref in refs if ref} | {title_key(title) for _, title in texts if title_key(title)})


def _drafts(catalog: Catalog) -> Iterable[tuple[str, str]]:
    loaded = {f"{paper}.yml" for paper in catalog.papers}
    for path in paper_files(catalog.root):
        if path.rpartition("/")[2] not in loaded:
            data = read_document(catalog.root, path).data
            texts = data if isinstance(data, dict) else {}
            yield str(texts.get("arxiv") or ""), str(texts.get("title") or "")
