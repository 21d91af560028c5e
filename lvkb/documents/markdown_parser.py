"""The parser of Markdown, made to tell where in the text its links, marks and code spans stand.

Indented code is read as text, since a list of papers is indented so irregularly that half of its items would pass for
code. Addresses are left as they are written.
"""

from __future__ import annotations

from collections.abc import Callable
from types import SimpleNamespace
from typing import Any, NamedTuple

from markdown_it import MarkdownIt, helpers
from markdown_it.rules_inline import StateInline, autolink, backtick, emphasis, html_inline, image, link, strikethrough
from markdown_it.token import Token

NESTING = 20
"""Levels of lists and quotes that are read as such; what lies deeper is read as running text."""

_Rule = Callable[[StateInline, bool], bool]
_SPANS: dict[str, tuple[_Rule, str]] = {
    "backticks": (backtick, "code_inline"),
    "link": (link, "link_open"),
    "image": (image, "image"),
    "autolink": (autolink, "link_open"),
    "html_inline": (html_inline, "html_inline"),
}
_DELIMITERS: dict[str, tuple[_Rule, int]] = {
    "emphasis": (emphasis.tokenize, 1),
    "strikethrough": (strikethrough.tokenize, 2),
}


class Span(NamedTuple):
    """Where a token stands in the text of its paragraph, heading or cell.

    Attributes:
        start: Offset of its first character.
        end: Offset behind its last one.
        address: Offset of its address, -1 when it has none.
    """

    start: int
    end: int
    address: int = -1


def span(token: Token) -> Span | None:
    """Gives where a token stands, None for running text."""
    found = token.meta.get("span")
    if not isinstance(found, Span) or token.type == "text":
        return None
    if token.type == "strong_open":  # it stands for the second of its two signs
        return Span(found.start - 1, found.end)
    return Span(found.start, found.end + 1) if token.type == "strong_close" else found


class Parser:
    """One parser for one text: it notes what it sees.

    Attributes:
        spelt: The spelling of each address that is written with escapes or entities.
    """

    def __init__(self) -> None:
        self.spelt: dict[str, str] = {}
        self._destinations: list[tuple[int, int]] = []
        self._parser = MarkdownIt("js-default", {"html": True, "maxNesting": NESTING, "store_labels": True})
        self._parser.disable("code")
        self._parser.normalizeLink = lambda url: url  # type: ignore[method-assign]
        self._parser.validateLink = lambda url: True  # type: ignore[method-assign] # noqa: ARG005 - called by keyword
        own = SimpleNamespace(  # the module itself is shared by all parsers
            parseLinkDestination=self._destination,
            parseLinkLabel=helpers.parseLinkLabel,
            parseLinkTitle=helpers.parseLinkTitle,
        )
        self._parser.helpers = own  # type: ignore[assignment]
        for name, (rule, kind) in _SPANS.items():
            self._parser.inline.ruler.at(name, self._spanning(rule, kind))
        for name, (rule, size) in _DELIMITERS.items():
            self._parser.inline.ruler.at(name, _delimiting(rule, size))

    def blocks(self, text: str, env: dict[str, Any]) -> list[Token]:
        """Gives the tokens of a whole text; `env` takes up its reference definitions."""
        return self._parser.parse(text, env)

    def inline(self, text: str, env: dict[str, Any] | None = None) -> list[Token]:
        """Gives the tokens of a text that is one paragraph, heading or cell; `env` holds reference definitions."""
        return self._parser.parseInline(text, {} if env is None else env)[0].children or []

    def _destination(self, text: str, start: int, end: int) -> Any:
        result = helpers.parseLinkDestination(text, start, end)
        if result.ok:
            raw = text[start : result.pos]
            bare = raw.removeprefix("<").removesuffix(">")
            self._destinations.append((start, start + len(raw) - len(raw.removeprefix("<"))))
            if bare != result.str:
                self.spelt[result.str] = bare
        return result

    def _spanning(self, rule: _Rule, kind: str) -> _Rule:
        """Gives a rule that notes where its token stands."""

        def spanning(state: StateInline, silent: bool) -> bool:
            start, tokens, known = state.pos, len(state.tokens), len(self._destinations)
            found = rule(state, silent)
            if found and not silent:
                # the destination of a link is the last one in it; those in its text come before
                last = max(self._destinations[known:], default=(-1, start + 1))
                for token in state.tokens[tokens:]:  # none when backticks have no partner
                    if token.type == kind:
                        token.meta["span"] = Span(start, state.pos, last[1])
                        break
            del self._destinations[known:]
            return found

        return spanning


def _delimiting(rule: _Rule, size: int) -> _Rule:
    """Gives a rule that notes where each of its signs stands; which of them mark a text is known only later."""

    def delimiting(state: StateInline, silent: bool) -> bool:
        start, tokens = state.pos, len(state.tokens)
        found = rule(state, silent)
        if found and not silent:
            at = state.pos
            for token in reversed(state.tokens[tokens:]):
                if at <= start:
                    break
                at -= len(token.content)
                token.meta["span"] = Span(at, at + size)
        return found

    return delimiting
