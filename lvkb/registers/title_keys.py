"""Titles and names in the form under which they are compared."""

from __future__ import annotations

import re
import unicodedata

from lvkb.accents import without_accents


def title_key(title: str) -> str:
    """Gives the form under which titles are compared: letters and digits only, no accents, no case."""
    return " ".join(re.findall(r"[^\W_]+", without_accents(title).casefold()))


def slug(text: str) -> str:
    """Gives the record id that a short name suggests: lower case ASCII letters and digits joined by hyphens."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    return "-".join(re.findall(r"[a-z0-9]+", plain))
