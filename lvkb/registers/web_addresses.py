"""The web at large: pages that no register knows, each under its own address."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from lvkb.registers.register import Ref, Register

_LONGEST = 500  # what a record takes for one line


def parse_web(text: str) -> Ref | None:
    """Reads an http or https address without white space, invisible signs or a user name; None for anything else."""
    if len(text) > _LONGEST or not text.isprintable() or re.search(r"\s", text):
        return None
    try:
        parts = urlsplit(text)
        is_plain = parts.scheme in ("http", "https") and bool(parts.hostname) and "@" not in parts.netloc
    except ValueError:  # a bracket that is never closed
        return None
    return Ref(WEB, text) if is_plain else None


WEB = Register(
    key="web",
    label="web",
    field="url",
    id_name="web address",
    parse=parse_web,
    page=lambda ref: ref.id,
    is_paper=False,
)
