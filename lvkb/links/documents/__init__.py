"""The links of a file of any kind, Markdown, HTML, BibTeX or plain text, each with its place."""

from __future__ import annotations

from lvkb.links.documents.files import MAX_FILE_BYTES, FileUnreadable, read, uses_of

__all__ = ["MAX_FILE_BYTES", "FileUnreadable", "read", "uses_of"]
