"""What a knowledge base says of its site, for the files and pages that need it."""

from __future__ import annotations

from typing import NamedTuple

from lvkb.records import About
from lvkb.render.repository import site_address


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
    """Gives names and address of a site."""
    return SiteIdentity(about.name, about.short, site_address(about))
