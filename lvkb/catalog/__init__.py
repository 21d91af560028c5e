"""The folder `catalog/` as one object: papers, taxonomy, waivers, and what could not be read."""

from __future__ import annotations

from lvkb.catalog.catalogue import Catalog
from lvkb.catalog.file_rules import RULES
from lvkb.catalog.files import CatalogFiles, DiskFiles, PastFiles, read_bytes, read_document
from lvkb.catalog.loading import load, load_from
from lvkb.catalog.paper_loading import batched, read_paper, read_papers
from lvkb.catalog.tree import Node

__all__ = [
    "RULES",
    "Catalog",
    "CatalogFiles",
    "DiskFiles",
    "Node",
    "PastFiles",
    "batched",
    "load",
    "load_from",
    "read_bytes",
    "read_document",
    "read_paper",
    "read_papers",
]
