"""Views to text: README, pages, table data. Nothing is written here; a render is a function of the catalogue alone."""

from __future__ import annotations

from lvkb.render.renderer import LINKED, Renderer, schema_text

__all__ = ["LINKED", "Renderer", "schema_text"]
