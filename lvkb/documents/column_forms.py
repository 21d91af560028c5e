"""The form of a table of LaTeX, such as `l r@{.}l S[table-format=2.1]`: which columns it makes one of."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import islice

from lvkb.documents.table_grid import MAX_COLUMNS
from lvkb.documents.tex_text import plain
from lvkb.documents.tex_tokens import Token, argument, past_optional

_JOINING = frozenset((".", ",", "±", "/"))
_MOST_PIECES = 2 * MAX_COLUMNS
_MOST_DEPTH = 4


def joining_signs(form: Sequence[Token]) -> Mapping[int, str]:
    r"""Gives the signs that make one figure of the cells on both sides, by the column that they stand behind, from 0.

    `r@{.}l` prints a point between two columns, so that `5 & 6` is 5.6; `r@{$\pm$}l` prints a spread.
    """
    found: dict[int, str] = {}
    columns = 0
    for piece in islice(_pieces(form), _MOST_PIECES):
        if not piece:
            columns += 1
        elif piece in _JOINING and columns:
            found[columns - 1] = piece
    return found


def _pieces(form: Sequence[Token], depth: int = 0) -> Iterator[str]:
    """Gives an empty text for each column, and what is printed between two columns."""
    at = 0
    while at < len(form):
        text = form[at].text
        at += 1
        if text in ("{", "["):  # says more of the column before
            at = argument(form, at - 1)[1] if text == "{" else max(past_optional(form, at - 1), at)
            continue
        yield from ("" for sign in text[:-1] if sign.isalpha() and text[0] != "\\")
        if text[-1] in "@!":
            between, at = argument(form, at)
            yield plain(between).strip() or " "
        elif text[-1] in "<>":
            at = argument(form, at)[1]
        elif text[-1] == "*":
            count, at = argument(form, at)
            inside, at = argument(form, at)
            repeated = list(islice(_pieces(inside, depth + 1), _MOST_PIECES)) if depth < _MOST_DEPTH else []
            yield from (repeated * min(_number(count), MAX_COLUMNS))[:_MOST_PIECES]
        elif text[-1].isalpha() and text[0] != "\\":
            yield ""


def _number(found: Sequence[Token]) -> int:
    text = "".join(token.text for token in found).strip()
    return int(text) if text.isdecimal() and len(text) < 4 else 1
