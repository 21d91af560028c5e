"""What a tool takes and gives: frozen models, from which the schemas of the protocol are made."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any, TypeVar

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, ValidationError

from lvkb.errors import WrongUse
from lvkb.findings import visible
from lvkb.near_words import did_you_mean, near_words

MOST_ROWS = 50
"""Most rows that one answer holds; the next ones are asked for with `offset`."""

Name = Annotated[str, StringConstraints(min_length=1, max_length=300)]
Limit = Annotated[int, Field(ge=1, le=MOST_ROWS, description="Most rows of the answer.")]
Offset = Annotated[int, Field(ge=0, le=1_000_000, description="Rows to leave out: `next_offset` of the last answer.")]


class Arguments(BaseModel):
    """Base of what tools take; an argument that nobody knows is refused, since it may have been a limit."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Answer(BaseModel):
    """Base of what tools give; what nobody tells is left out."""

    model_config = ConfigDict(frozen=True, extra="forbid")


A = TypeVar("A", bound=Arguments)


def read_arguments(kind: type[A], given: Mapping[str, Any]) -> A:
    """Reads the arguments of a call.

    Raises:
        WrongUse: One is unknown, missing or not of its kind; the text says which, and what was probably meant.
    """
    for name in given:
        if name not in kind.model_fields:
            known = list(kind.model_fields)
            hint = did_you_mean(near_words(name[:100], known), quoted=True) or f"There are: {', '.join(known)}."
            raise WrongUse(f'there is no argument "{visible(name[:100])}". {hint}')
    try:
        return kind.model_validate(given)
    except ValidationError as error:
        raise WrongUse("; ".join(dict.fromkeys(_wrong(kind, one) for one in error.errors()))) from None


def _wrong(kind: type[Arguments], error: Any) -> str:
    name = str(error["loc"][0])
    words = kind.model_fields[name].description or ""
    return f"{name}: {error['msg'][:1].lower()}{error['msg'][1:]}. {words}".rstrip()
