"""OpenReview: the forum that each submission has."""

from __future__ import annotations

import re
from urllib.parse import parse_qs

from lvkb.registers.register import AddressParts, Ref, Register

_ID = re.compile(r"[A-Za-z0-9_-]{8,14}")
_PAGES = frozenset({"forum", "pdf", "attachment", "revisions", "references/pdf"})
_MOST_FIELDS = 100


def parse_openreview(text: str) -> Ref | None:
    """Reads an OpenReview forum id; None when it cannot be one."""
    return Ref(OPENREVIEW, text) if _ID.fullmatch(text) else None


def _from_address(parts: AddressParts) -> Ref | None:
    if parts.path not in _PAGES:
        return None
    try:
        fields = parse_qs(parts.query, max_num_fields=_MOST_FIELDS)
    except ValueError:
        return None
    return parse_openreview(fields.get("id", [""])[0])


OPENREVIEW = Register(
    key="openreview",
    label="OpenReview",
    field="openreview",
    id_name="OpenReview id",
    parse=parse_openreview,
    page=lambda ref: f"https://openreview.net/forum?id={ref.id}",
    hosts=frozenset({"openreview.net"}),
    from_address=_from_address,
)
