"""What goes with every piece of the data that travels: whose it is, of which day, its licence, how to cite it."""

from __future__ import annotations

import json
from datetime import date
from typing import NamedTuple

from lvkb.catalog import Catalog
from lvkb.exports.catalog_json import LICENSE
from lvkb.records import Release
from lvkb.render.citation import citation_bibtex
from lvkb.render.repository import site_address

LICENSE_URL = "https://creativecommons.org/licenses/by/4.0/"


class DataNotice(NamedTuple):
    """What is said of the data.

    Attributes:
        name: Name of the knowledge base.
        short_name: Its name where there is little room.
        home: Address of its site, with a slash at the end; empty when nobody says.
        release: The release that the data are of, or the last one before them; None before the first.
        is_frozen: Whether they are that release's, and not of a later day.
        day: Day of the newest record; None without any.
        license: Licence of the data (SPDX).
        citation: How to cite them, as BibTeX.
    """

    name: str
    short_name: str
    home: str
    release: Release | None
    is_frozen: bool
    day: date | None
    license: str
    citation: str

    @property
    def data(self) -> str:
        """Which data they are: `data 1.2.0 of 2026-11-30`, or `data of 2026-12-24, after release 1.2.0`."""
        if self.release and self.is_frozen:
            return f"data {self.release.version} of {self.release.date}"
        day = f"data of {self.day}" if self.day else "data"
        return f"{day}, after release {self.release.version}" if self.release else day

    @property
    def license_text(self) -> str:
        """What stands in a file of the licence."""
        where = f", {self.home}" if self.home else ""
        return (
            f"{self.name}: {self.data}\n\nLicensed under {self.license}: {LICENSE_URL}\n"
            f"Attribution: {self.name}{where}. Cite the papers whose numbers you use, too.\n"
        )


def data_notice(catalog: Catalog, *, is_frozen: bool, is_kept: bool) -> DataNotice:
    """Gives what is said of the data of a catalogue.

    Args:
        catalog: The catalogue.
        is_frozen: Whether its data are those of its release.
        is_kept: Whether the site keeps that release at an address of its own.
    """
    about, release = catalog.about, catalog.release
    return DataNotice(
        name=about.name,
        short_name=about.short,
        home=site_address(about),
        release=release,
        is_frozen=is_frozen,
        day=catalog.updated,
        license=LICENSE,
        citation=citation_bibtex(about, release, kept=is_kept) + "\n",
    )


def notice_json(notice: DataNotice) -> str:
    """Gives the notice as JSON, for the archives that the page of models makes."""
    told = {
        "name": notice.name,
        "short_name": notice.short_name,
        "home": notice.home,
        "data": notice.data,
        "license": notice.license,
        "license_text": notice.license_text,
        "citation": notice.citation,
    }
    return json.dumps(told, ensure_ascii=False, indent=2) + "\n"
