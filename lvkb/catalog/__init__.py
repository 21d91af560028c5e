"""The folder `catalog/` as one object: papers, taxonomy, waivers, and what could not be read."""

from __future__ import annotations

from lvkb.catalog.catalogue import Catalog
from lvkb.catalog.file_rules import RULES
from lvkb.catalog.files import read_bytes, read_document
from lvkb.catalog.loading import load
from lvkb.catalog.paper_loading import batched, read_paper
from lvkb.catalog.tree import Node

__all__ = ["RULES", "Catalog", "Node", "batched", "load", "read_bytes", "read_document", "read_paper"]
