"""What people type to name one model, and the timm name that it stands for."""

from __future__ import annotations

from lvkb.catalog import Catalog
from lvkb.models.construction import is_name
from lvkb.models.linked_models import LinkedModel, UnknownName, models_named

_SOURCES = ("hf-hub:", "hf_hub:", "local-dir:")


def is_certain(text: str) -> bool:
    """Tells whether a text can only be a timm name: ids of papers have no point."""
    return is_name(text) and "." in text


def model_name(text: str, catalog: Catalog | None) -> str:
    """Gives the timm name that a text stands for; timm itself is not asked whether it has such a model.

    Args:
        text: A timm name, or inside a knowledge base a paper's id, a variant's name, or `paper-id/variant name`.
        catalog: The knowledge base, None outside one.

    Raises:
        UnknownName: It stands for none, or for several.
    """
    if text.startswith(_SOURCES):
        raise UnknownName(f'"{text}": models from a hub or a folder are not taken, only those that timm itself has.')
    if is_certain(text):
        return text
    if catalog is None:
        if is_name(text):
            return text
        raise UnknownName(f'"{text}" is no timm name such as mobilevit_s.cvnets_in1k, and there is no catalogue here.')
    try:
        found = models_named(catalog, [text])
    except UnknownName:
        if is_name(text) and text not in catalog.papers:
            return text
        raise
    return _one(text, list(found.values()))


def _one(text: str, found: list[LinkedModel]) -> str:
    if len(found) > 1:
        names = (f"{link.model} ({', '.join(link.names)})" for link in found)
        raise UnknownName(f'"{text}" stands for several models; name one: {"; ".join(names)}.')
    return found[0].model
