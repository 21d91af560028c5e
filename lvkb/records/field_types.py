"""What a kind of record holds at a path of keys: which keys, in which order, and values of which type."""

from __future__ import annotations

from types import UnionType
from typing import Annotated, Union, get_args, get_origin

from pydantic import BaseModel

from lvkb.records.values import Record


def known_keys(model: type[Record], keys: tuple[str | int, ...]) -> list[str]:
    """Gives the keys that a model allows at a path inside it, in the order in which records have them."""
    here = type_at(model, keys)
    return list(_fields(here)) if isinstance(here, type) and issubclass(here, BaseModel) else []


def type_at(model: type[Record], keys: tuple[str | int, ...]) -> object:
    """Gives the type of the values that a model holds at a path inside it, None where it knows no such path.

    What may be left out, or is one text or a list of them, has the type of what is there.
    """
    here: object = model
    for key in keys:
        here = _below(here, key)
    return here


def _below(here: object, key: str | int) -> object:
    """Gives the type of an entry of a model, a tuple or a dictionary."""
    if isinstance(here, type) and issubclass(here, BaseModel):
        return _bare(_fields(here).get(str(key)))
    holds = get_args(here)
    return _bare(holds[1 if get_origin(here) is dict else 0]) if holds and get_origin(here) in (dict, tuple) else None


def _bare(annotation: object) -> object:
    """Takes `Annotated` and `| None` off a type."""
    while get_origin(annotation) in (Annotated, Union, UnionType):
        annotation = get_args(annotation)[0]
    return annotation


def _fields(model: type[BaseModel]) -> dict[str, object]:
    """Gives the types of a model's keys; a speed has what was measured before what it depends on."""
    inherited = getattr(model.__base__, "model_fields", {})
    fields = sorted(model.model_fields.items(), key=lambda field: field[0] in inherited)
    return {info.alias or name: info.annotation for name, info in fields}
