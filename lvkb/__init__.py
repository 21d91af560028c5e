"""lvkb: the knowledge base of lightweight vision transformers, as a library and a command."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lvkb.catalog import Catalog
    from lvkb.errors import LvkbError
    from lvkb.findings import Finding
    from lvkb.frames import Frame
    from lvkb.knowledge_base import KnowledgeBase, load
    from lvkb.layout import RootNotFound

__all__ = ["Catalog", "Finding", "Frame", "KnowledgeBase", "LvkbError", "RootNotFound", "__version__", "load"]
__version__ = "0.1.0"

_HOMES = {
    "Catalog": "lvkb.catalog",
    "Finding": "lvkb.findings",
    "Frame": "lvkb.frames",
    "KnowledgeBase": "lvkb.knowledge_base",
    "LvkbError": "lvkb.errors",
    "RootNotFound": "lvkb.layout",
    "load": "lvkb.knowledge_base",
}


def __getattr__(name: str) -> object:
    """Imports the public names when they are used, so that the command starts without them."""
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(_HOMES[name]), name)
