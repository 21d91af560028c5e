"""A list of papers in any form that is read: Markdown or BibTeX."""

from __future__ import annotations

from lvkb.documents.bibtex_entries import is_bibtex
from lvkb.intake.bibtex_list import read_bibtex
from lvkb.intake.list_entries import ParsedList
from lvkb.intake.markdown_list import read_markdown


def read_list(text: str, path: str) -> ParsedList:
    """Reads a list of papers; any text will do, and nothing is raised.

    Args:
        text: Markdown, or BibTeX: the file's name ends in `.bib`, or the text begins with an entry.
        path: The file's name for questions.
    """
    return read_bibtex(text, path) if is_bibtex(text, path) else read_markdown(text, path)
