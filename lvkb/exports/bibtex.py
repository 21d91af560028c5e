"""The catalogue as BibTeX: one entry for each paper, its key is the record's id.

Titles stand in double braces, so that no style changes their capitals. Names stand as recorded, given name first,
joined by `and`: BibTeX itself tells the parts of a name apart.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from bibtexparser.entrypoint import write_string
from bibtexparser.library import Library
from bibtexparser.middlewares import AddEnclosingMiddleware
from bibtexparser.model import Entry, Field
from bibtexparser.writer import BibtexFormat

from lvkb.exports.latex import latex, latex_title
from lvkb.permalinks import paper_url
from lvkb.records import Paper
from lvkb.results import Results
from lvkb.subject.venues import Venue, parse_venue


def bibtex_text(results: Results) -> Iterator[str]:
    """Gives every paper as a BibTeX entry, by id, with an empty line between entries."""
    for number, paper in enumerate(results.catalog.papers.values()):
        yield f"\n{bibtex_entry(paper)}" if number else bibtex_entry(paper)


def bibtex_of(papers: Iterable[Paper]) -> str:
    """Gives some papers as BibTeX entries, each once, by id, with an empty line between entries."""
    by_id = {paper.id: paper for paper in papers}
    return _write(by_id[identity] for identity in sorted(by_id))


def bibtex_entry(paper: Paper) -> str:
    """Gives one paper as a BibTeX entry."""
    return _write([paper])


def _write(papers: Iterable[Paper]) -> str:
    layout = BibtexFormat()  # type: ignore[no-untyped-call]
    layout.indent = "  "
    layout.block_separator = "\n"
    layout.trailing_comma = True
    braces = AddEnclosingMiddleware(
        reuse_previous_enclosing=False, enclose_integers=True, default_enclosing="{", allow_inplace_modification=True
    )
    library = Library([_entry(paper) for paper in papers])
    return write_string(library, unparse_stack=[braces], bibtex_format=layout)


def _entry(paper: Paper) -> Entry:
    venue = _venue(paper)
    kind = "misc" if venue is None else "article" if venue.kind == "journal" else "inproceedings"
    return Entry(kind, paper.id, [Field(key, value) for key, value in _fields(paper, venue) if value])


def _venue(paper: Paper) -> Venue | None:
    """Gives where a paper came out; a venue that the list does not know is taken for a conference, as it is written."""
    text = paper.published.venue
    return (parse_venue(text) or Venue(text, text, str(paper.published.year), "proceedings")) if text else None


def _fields(paper: Paper, venue: Venue | None) -> Iterator[tuple[str, str]]:
    yield "title", f"{{{latex_title(paper.title)}}}"
    yield "author", " and ".join(map(_name, paper.authors))
    if venue:
        yield "journal" if venue.kind == "journal" else "booktitle", latex(venue.name)
    yield "year", venue.year if venue else str(paper.published.year)
    yield "doi", _verbatim(paper.doi or "")
    yield "eprint", _verbatim(paper.arxiv or "")
    yield "archiveprefix", "arXiv" if paper.arxiv else ""
    yield "url", _verbatim(paper_url(paper))


def _name(author: str) -> str:
    """Gives a name as BibTeX takes it; one that would be read as several parts or persons is kept whole by braces."""
    words = {word.casefold() for word in author.split()}
    whole = "," in author or "and" in words or words == {"others"}
    return f"{{{latex(author)}}}" if whole else latex(author)


def _verbatim(address: str) -> str:
    """Gives an id or address for a field that LaTeX prints as it stands; what could break the field is escaped."""
    return address.replace("\\", "%5C").replace("{", "%7B").replace("}", "%7D")
