"""Which values that services tell may go into a record: canonical ids and plain web addresses, and nothing else."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from urllib.parse import urlsplit

from lvkb.registers import Ref, parse_arxiv, parse_cvf, parse_doi, parse_github, parse_openreview

_LONGEST_VALUE = 500  # what a record takes for one line
_PARSERS: Mapping[str, Callable[[str], Ref | None]] = {
    "arxiv": parse_arxiv,
    "cvf": parse_cvf,
    "doi": parse_doi,
    "github": parse_github,
    "openreview": parse_openreview,
}
_ADDRESSES = frozenset({"url", "via"})


class Refusal(Exception):
    """A change cannot be made; the text says why."""


def canonical(key: str | int, value: str) -> str:
    """Gives a value as a record writes it.

    Args:
        key: Key in the record that is to hold it.
        value: What a service told.

    Raises:
        Refusal: It is not what that key holds.
    """
    if key in _ADDRESSES:
        if not _is_address(value):
            raise Refusal("The new value is no plain web address.")
        return value
    read = _PARSERS.get(str(key))
    if read is None:
        raise Refusal("Values of this kind are not corrected by a program.")
    ref = read(value)
    if ref is None or not ref.id.isprintable() or len(ref.id) > _LONGEST_VALUE:
        raise Refusal(f"The new value is no {key} id.")
    return ref.id + ref.version


def _is_address(text: str) -> bool:
    """Tells whether a text is an http or https address without white space, invisible signs or a user name."""
    if not text.isprintable() or re.search(r"\s", text) or len(text) > _LONGEST_VALUE:
        return False
    try:
        parts = urlsplit(text)
        return parts.scheme in ("http", "https") and bool(parts.hostname) and "@" not in parts.netloc
    except ValueError:
        return False
