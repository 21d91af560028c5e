"""The glossary as a page: each word of docs/glossary.md has an address there, so that its first use can lead to it."""

from __future__ import annotations

import re

_ENTRY = re.compile(r"^- \*\*(.+?)\*\*: (.+?)(?=^- |\Z)", re.MULTILINE | re.DOTALL)
_INDENT = re.compile(r"^  ", re.MULTILINE)


def glossary_page(document: str) -> str:
    """Gives the text of the page: the document's head, then a heading with a definition for each word.

    Args:
        document: docs/glossary.md: text, then a list of `- **word**: definition`.
    """
    first = _ENTRY.search(document)
    if first is None:
        return document
    entries = (f"## {entry[1]}\n\n{_sentence(entry[2])}\n" for entry in _ENTRY.finditer(document))
    return "\n".join((document[: first.start()], *entries))


def _sentence(definition: str) -> str:
    """Gives a definition as a paragraph that begins with a capital letter."""
    text = _INDENT.sub("", definition).strip()
    return text[:1].upper() + text[1:]
