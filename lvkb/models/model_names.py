"""What people type to name one model, and the timm name that it stands for."""

from __future__ import annotations

from collections.abc import Callable

from lvkb.catalog import Catalog
from lvkb.models.construction import is_name
from lvkb.models.linked_models import LinkedModel, UnknownName, models_named

_SOURCES = ("hf-hub:", "hf_hub:", "local-dir:")


def is_certain(text: str) -> bool:
    """Tells whether a text can only be a timm name: ids of papers have no point."""
    return is_name(text) and "." in text


def model_name(text: str, read_catalog: Callable[[], Catalog]) -> str:
    """Gives the timm name that a text stands for; timm itself is not asked whether it has such a model.

    Args:
        text: A timm name, a paper's id, a variant's name, or `paper-id/variant name`.
        read_catalog: Gives the catalogue; asked where the text does not say by itself that it is a timm name.

    Raises:
        UnknownName: It stands for none, or for several.
    """
    if text.startswith(_SOURCES):
        raise UnknownName(f'"{text}": models from a hub or a folder are not taken, only those that timm itself has.')
    if is_certain(text):
        return text
    catalog = read_catalog()
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
