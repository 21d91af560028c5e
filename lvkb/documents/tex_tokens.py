"""TeX as tokens with their places, the macros of a text put in, and braces with their partners.

Macros are expanded by us on purpose: TeX itself would run what strangers write, and never ends for some of it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from lvkb.documents.table_grid import Source

MAX_DEPTH = 20
"""Levels of macros in macros that are expanded."""

_TOKEN = re.compile(
    r"(?P<comment>%[^\n]*+(?:\n[ \t]*+)?)|(?P<command>\\(?:[A-Za-z@]++\*?|\n|.)|\\)|(?P<space>[ \t\n]++)"
    r"|(?P<sign>[{}$&^_~#\[\]])|(?P<text>[^\\%{}$&^_~#\[\] \t\n]++)",
    re.DOTALL,
)
_DEFINING = frozenset({
    "\\newcommand", "\\newcommand*", "\\renewcommand", "\\renewcommand*", "\\providecommand", "\\providecommand*",
    "\\DeclareRobustCommand", "\\DeclareMathOperator", "\\def", "\\gdef",
})  # fmt: skip


class Token(NamedTuple):
    """A piece of TeX.

    Attributes:
        text: As written; comments are left out, and a run of white space is one blank.
        offset: Where it stands; what a macro stands for has the place of the macro.
    """

    text: str
    offset: int

    @property
    def is_command(self) -> bool:
        """Tells whether it begins with a backslash."""
        return self.text[0] == "\\"


class Macro(NamedTuple):
    """What a macro stands for.

    Attributes:
        arguments: How many arguments it takes.
        default: What stands for the first one when it is not given; None where it must be.
        body: Its tokens.
    """

    arguments: int
    default: tuple[Token, ...] | None
    body: tuple[Token, ...]


def tokens(text: str) -> Iterator[Token]:
    """Gives the tokens of a text; comments are none."""
    for match in _TOKEN.finditer(text):
        if match.lastgroup == "space":
            yield Token(" ", match.start())
        elif match.lastgroup != "comment":
            yield Token(match[0], match.start())


def partners(found: Sequence[Token], source: Source) -> dict[int, int]:
    """Gives the index of the closing brace for that of each opening one.

    Raises:
        TableRefused: A brace has no partner.
    """
    closing: dict[int, int] = {}
    opened: list[int] = []
    for index, token in enumerate(found):
        if token.text == "{":
            opened.append(index)
        elif token.text == "}":
            if not opened:
                raise source.refused(token.offset, "This brace closes none. Was the table copied as a whole?")
            closing[opened.pop()] = index
    if opened:
        raise source.refused(found[opened[-1]].offset, "This brace is never closed. Was the table copied as a whole?")
    return closing


def expanded(text: str, source: Source) -> list[Token]:
    """Gives the tokens of a text without the definitions of macros, and with what each macro stands for.

    Raises:
        TableRefused: A brace has no partner, or the macros have no end.
    """
    found = list(tokens(text))
    macros: dict[str, Macro] = {}
    plain = list(_without_definitions(found, partners(found, source), macros))
    return _Expansion(macros, source, 2 * len(found) + 20_000).of(plain) if macros else plain


class _Expansion:
    """Expands macros within a budget of tokens."""

    def __init__(self, macros: Mapping[str, Macro], source: Source, budget: int) -> None:
        self._macros = macros
        self._source = source
        self._budget = budget

    def of(self, found: Sequence[Token], depth: int = 0) -> list[Token]:
        """Gives tokens with what the macros among them stand for."""
        out: list[Token] = []
        at = 0
        while at < len(found):
            token = found[at]
            macro = self._macros.get(token.text)
            at += 1
            if macro is None:
                out.append(token)
                continue
            given, at = _arguments(found, at, macro)
            body = [piece._replace(offset=token.offset) for piece in _filled(macro.body, given)]
            self._budget -= len(body) + 1
            if self._budget < 0 or depth >= MAX_DEPTH:
                raise self._source.refused(
                    token.offset, f"The macro {token.text} has no end. Paste what it stands for."
                )
            out += self.of(body, depth + 1)
        return out


def _filled(body: Sequence[Token], given: Sequence[Sequence[Token]]) -> Iterator[Token]:
    """Gives the body of a macro with its arguments in it."""
    at = 0
    while at < len(body):
        following = body[at + 1].text if at + 1 < len(body) else ""
        number = int(following[0]) if body[at].text == "#" and following[:1] in tuple("123456789") else 0
        if number:
            yield from given[number - 1] if number <= len(given) else ()
            if len(following) > 1:
                yield Token(following[1:], body[at + 1].offset)
        else:
            yield body[at]
        at += 2 if number else 1


def _arguments(found: Sequence[Token], at: int, macro: Macro) -> tuple[list[Sequence[Token]], int]:
    """Gives the arguments that stand from an index on, and the index behind them."""
    given: list[Sequence[Token]] = []
    if macro.default is not None:
        inside, behind = _optional(found, at)
        given.append(macro.default if inside is None else inside)
        at = at if inside is None else behind
    while len(given) < macro.arguments:
        inside, at = argument(found, at)
        given.append(inside)
    return given, at


def argument(found: Sequence[Token], at: int) -> tuple[Sequence[Token], int]:
    """Gives the argument that stands at an index, a group or one token, and the index behind it."""
    at = past_space(found, at)
    if at >= len(found) or found[at].text in ("}", "&"):
        return (), at
    if found[at].text != "{":
        return found[at : at + 1], at + 1
    end = _group_end(found, at)
    return found[at + 1 : end], end + 1


def _optional(found: Sequence[Token], at: int) -> tuple[Sequence[Token] | None, int]:
    """Gives what stands in square brackets at an index, None where none do, and the index behind it.

    Brackets in them stand in braces, and no cell or row ends in them.
    """
    start = past_space(found, at)
    if start >= len(found) or found[start].text != "[":
        return None, at
    depth = 0
    for index in range(start + 1, min(len(found), start + 200)):
        text = found[index].text
        depth += (text == "{") - (text == "}")
        if depth == 0 and text == "]":
            return found[start + 1 : index], index + 1
        if depth < 0 or (depth == 0 and text in ("[", "&", "\\\\")):
            break
    return None, at


def past_space(found: Sequence[Token], at: int) -> int:
    """Gives the index of the next token that is no space."""
    while at < len(found) and found[at].text == " ":
        at += 1
    return at


def past_optional(found: Sequence[Token], at: int) -> int:
    """Gives the index behind what stands in square brackets, if anything does."""
    return _optional(found, at)[1]


def _group_end(found: Sequence[Token], at: int) -> int:
    depth = 0
    for index in range(at, len(found)):
        depth += (found[index].text == "{") - (found[index].text == "}")
        if depth == 0:
            return index
    return len(found)


def _without_definitions(
    found: Sequence[Token], closing: Mapping[int, int], macros: dict[str, Macro]
) -> Iterator[Token]:
    at = 0
    while at < len(found):
        if found[at].text in _DEFINING:
            behind = _define(found, at, closing, macros)
            if behind:
                at = behind
                continue
        yield found[at]
        at += 1


def _define(found: Sequence[Token], at: int, closing: Mapping[int, int], macros: dict[str, Macro]) -> int:
    """Takes up one definition and gives the index behind it; 0 where it is written in another way."""
    is_def = found[at].text in ("\\def", "\\gdef")
    name, at = argument(found, at + 1)
    if len(name) != 1 or not name[0].is_command:
        return 0
    count, default = 0, None
    if is_def:
        at = past_space(found, at)
        while at + 1 < len(found) and found[at].text == "#":
            count, at = count + 1, at + 2
    else:
        number, behind = _optional(found, at)
        if number is not None:
            count, at = _digit(number), behind
            first, behind = _optional(found, at)
            default, at = (None, at) if first is None else (tuple(first), behind)
    at = past_space(found, at)
    if at not in closing:
        return 0
    macros[name[0].text] = Macro(min(count, 9), default, tuple(found[at + 1 : closing[at]]))
    return closing[at] + 1


def _digit(number: Sequence[Token]) -> int:
    text = "".join(token.text for token in number)
    return int(text) if text in tuple("123456789") else 0
