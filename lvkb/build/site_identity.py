"""What mkdocs.yml says of the site that its files and pages besides the HTML need too."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from lvkb.layout import share


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


def read_identity(root: Path) -> SiteIdentity:
    """Gives the settings of a knowledge base: of its own mkdocs.yml, or of lvkb's."""
    from mkdocs.utils.yaml import yaml_load  # noqa: PLC0415 - of the extra `site`: README.md is built without

    with share(root, "mkdocs.yml").open("rb") as stream:
        told = yaml_load(stream)
    name = str(told.get("site_name") or "")
    short = str((told.get("extra") or {}).get("short_name") or name)
    address = str(told.get("site_url") or "")
    return SiteIdentity(name, short, f"{address.rstrip('/')}/" if address else "")
