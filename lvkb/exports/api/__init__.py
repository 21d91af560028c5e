"""The static API of the site: JSON files under a version, with their schemas. docs/data-format.md describes them."""

from __future__ import annotations

from lvkb.exports.api.api_files import API, PATHS, api_files
from lvkb.exports.api.documents import DOCUMENTS

__all__ = ["API", "DOCUMENTS", "PATHS", "api_files"]
