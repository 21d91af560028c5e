"""The README in the archive of a release."""

from __future__ import annotations

from collections.abc import Sequence

from lvkb import __version__
from lvkb.exports.catalog_json import DATA_VERSION, LICENSE
from lvkb.render.citation import citation_bibtex
from lvkb.render.renderer import Renderer
from lvkb.render.repository import site_address


def bundle_notice(
    renderer: Renderer, commit: str, licences: Sequence[str], *, unreleased: bool, site: bool, parquet: bool
) -> str:
    """Gives what the archive of a release says of itself.

    Args:
        renderer: The renderer of the catalogue.
        commit: The commit that it is made of.
        licences: Names of the files of licences in it.
        unreleased: Whether it holds what was not released yet.
        site: Whether the site is in it.
        parquet: Whether its tables are in it as Parquet too.
    """
    about, release = renderer.catalog.about, renderer.catalog.release
    return renderer.render(
        "bundle.md.j2",
        totals=renderer.totals,
        citation=citation_bibtex(about, release, kept=True),
        address=site_address(about),
        commit=commit,
        licences=licences,
        unreleased=unreleased,
        site=site,
        parquet=parquet,
        lvkb_version=__version__,
        schema_version=DATA_VERSION,
        licence=LICENSE,
    )
