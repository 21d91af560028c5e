"""The generated files that are kept in the repository: README, schema, and how to cite a release."""

from __future__ import annotations

import json

from lvkb.layout import CITATION, README, SCHEMA, ZENODO
from lvkb.records import paper_schema
from lvkb.render.citation import citation_cff, zenodo_json
from lvkb.render.renderer import Renderer, without_gaps


def committed_files(renderer: Renderer) -> dict[str, str]:
    """Gives these files by path from the repository's root."""
    about, release = renderer.catalog.about, renderer.catalog.release
    files = {README: readme(renderer), SCHEMA: schema_text()}
    return files | ({CITATION: citation_cff(about, release), ZENODO: zenodo_json(about, release)} if release else {})


def readme(renderer: Renderer) -> str:
    """Gives README.md."""
    return without_gaps(renderer.render("README.md.j2", families=renderer.families, totals=renderer.totals))


def schema_text() -> str:
    """Gives catalog/schema/paper.schema.json."""
    return json.dumps(paper_schema(), ensure_ascii=False, indent=2) + "\n"
