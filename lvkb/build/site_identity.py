"""What a knowledge base says of its site, for the files and pages that need it."""

from __future__ import annotations

import os
from typing import NamedTuple

from lvkb.records import About


class SiteIdentity(NamedTuple):
    """The site as it names itself.

    Attributes:
        name: Its name.
        short_name: Its name where there is little room.
        address: Where it is published, with a slash at the end; empty when nobody says.
    """

    name: str
    short_name: str
    address: str


def identity_of(about: About) -> SiteIdentity:
    """Gives names and address of a site; `LVKB_SITE_URL` goes before the address that is told."""
    address = os.environ.get("LVKB_SITE_URL") or about.address or ""
    return SiteIdentity(about.name, about.short, f"{address.rstrip('/')}/" if address else "")
