"""What a tool takes and gives: frozen models, from which the schemas of the protocol are made."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby
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

_KINDS = {
    "string_type": "text",
    "int_type": "a whole number",
    "float_type": "a number",
    "bool_type": "true or false",
    "bool_parsing": "true or false",
    "tuple_type": "a list",
    "mapping_type": "an object",
}
"""What the library calls kinds of values, in the words of the protocol."""


def read_arguments(kind: type[A], given: Mapping[str, Any]) -> A:
    """Reads the arguments of a call.

    Raises:
        WrongUse: One is unknown, missing or not of its kind; the text says which, and what was probably meant.
    """
    for name in given:
        if name not in kind.model_fields:
            known = list(kind.model_fields)
            near = near_words(name[:100].lower(), known)
            hint = did_you_mean(near, quoted=True) or f"There are: {', '.join(known)}."
            raise WrongUse(f'there is no argument "{visible(name[:100])}". {hint}')
    try:
        return kind.model_validate(given)
    except ValidationError as error:
        raise WrongUse(" ".join(_wrong(kind, error.errors()))) from None


def _wrong(kind: type[Arguments], errors: Iterable[Any]) -> Iterator[str]:
    """Says for each argument what is wrong with it, and what it is for."""
    for name, found in groupby(errors, key=lambda error: str(error["loc"][0])):
        told = list(found)
        kinds = list(dict.fromkeys(_KINDS[error["type"]] for error in told if error["type"] in _KINDS))
        if "a number" in kinds and "a whole number" in kinds:
            kinds.remove("a whole number")
        words = f"must be {' or '.join(kinds)}" if kinds else _lower(told[0]["msg"].replace("Tuple", "List"))
        yield f"{name}: {words}. {kind.model_fields[name].description or ''}".rstrip()


def _lower(text: str) -> str:
    return text[:1].lower() + text[1:]
