"""Titles and names in the form under which they are compared."""

from __future__ import annotations

import re
import unicodedata


def title_key(title: str) -> str:
    """Gives the form under which titles are compared: letters and digits only, no accents, no case."""
    plain = unicodedata.normalize("NFKD", title).casefold()
    return " ".join(re.findall(r"[^\W_]+", "".join(ch for ch in plain if not unicodedata.combining(ch))))


def slug(text: str) -> str:
    """Gives the record id that a short name suggests: lower case ASCII letters and digits joined by hyphens."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    return "-".join(re.findall(r"[a-z0-9]+", plain))
