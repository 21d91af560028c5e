"""Links of Markdown: what a Markdown parser takes for a link, and bare addresses in its texts.

Indented code is read as text, since a list of papers is indented so irregularly that half of its items would pass for
code; fenced code and code spans are left out.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from types import SimpleNamespace
from typing import Any

from markdown_it import MarkdownIt, helpers
from markdown_it.token import Token

from lvkb.documents import html_links
from lvkb.documents.stated_titles import Item, is_title, quoted, register, tidy
from lvkb.documents.text_links import Found, addresses, has_host

_NESTING = 40
_WINDOW = 10_000
"""Characters in which the end of a link's text is looked for; the address itself is found however far it is."""


def links(text: str) -> list[Found]:
    """Gives inline links, images, autolinks, reference definitions, links of raw HTML, and bare addresses."""
    spelt: dict[str, str] = {}
    env: dict[str, Any] = {}
    reader = _Reader(text, spelt)
    for token in _parser(spelt).parse(text, env):
        reader.take(token)
    reader.definitions([*env.get("references", {}).items(), *((d["label"], d) for d in env.get("duplicate_refs", ()))])
    return sorted(reader.found)


def _parser(spelt: dict[str, str]) -> MarkdownIt:
    """Gives a parser that leaves addresses as they are written and notes the spelling of those with escapes."""
    parser = MarkdownIt("js-default", {"html": True, "maxNesting": _NESTING, "store_labels": True}).disable("code")
    parser.normalizeLink = lambda url: url  # type: ignore[method-assign]
    parser.validateLink = lambda url: True  # type: ignore[method-assign] # noqa: ARG005 - called by keyword too
    own = SimpleNamespace(  # the module itself is shared by all parsers
        parseLinkDestination=_noting(helpers.parseLinkDestination, spelt),
        parseLinkLabel=helpers.parseLinkLabel,
        parseLinkTitle=helpers.parseLinkTitle,
    )
    parser.helpers = own  # type: ignore[assignment]
    return parser


def _noting(parse: Callable[[str, int, int], Any], spelt: dict[str, str]) -> Callable[[str, int, int], Any]:
    def noting(string: str, start: int, end: int) -> Any:
        result = parse(string, start, end)
        raw = string[start : result.pos].removeprefix("<").removesuffix(">")
        if result.ok and raw != result.str:
            spelt[result.str] = raw
        return result

    return noting


class _Reader:
    """Walks through the tokens of a file, in order, and finds the place of each link in the text."""

    def __init__(self, text: str, spelt: dict[str, str]) -> None:
        self.found: list[Found] = []
        self._text = text
        self._spelt = spelt
        self._starts = [0, *(match.end() for match in re.finditer("\n", text)), len(text)]
        self._cursor = 0
        self._end = 0
        self._items: list[Item] = []
        self._titles: dict[str, str] = {}

    def take(self, token: Token) -> None:
        """Reads one block token."""
        if token.type in ("list_item_open", "tr_open"):
            self._items.append(Item())
        elif token.type in ("list_item_close", "tr_close"):
            for index, title in self._items.pop().late():
                self.found[index] = self.found[index]._replace(title=title)
        elif token.type in ("inline", "html_block") and token.map:
            self._cursor = max(self._cursor, self._starts[token.map[0]])
            self._end = self._starts[min(token.map[1], len(self._starts) - 1)]
            if token.type == "inline":
                _Inline(self).take(token.children or ())
            else:
                self.html(self._text[self._cursor : self._end], self._cursor)
                self._cursor = self._end

    def definitions(self, references: Iterable[tuple[str, dict[str, Any]]]) -> None:
        """Adds the addresses of reference definitions, under the title of a link that uses them."""
        for label, reference in references:
            url = reference["href"]
            first, last = reference["map"]
            if has_host(url):
                start = self._text.find(self._spelt.get(url, url), self._starts[first], self._starts[last])
                self.found.append(Found(max(start, self._starts[first]), url, self._titles.get(label, "")))

    def reference(self, label: str, title: str) -> None:
        """Notes the text of a link whose address is defined elsewhere."""
        if title and is_title(title):
            self._titles.setdefault(label, tidy(title))

    def add(self, url: str, title: str, *, inline: bool) -> None:
        """Adds a link that ends next in the text.

        Args:
            url: The address.
            title: Text of the link.
            inline: Whether the address stands in brackets behind a text, not by itself.
        """
        start = self._locate(url, inline=inline)
        self._cursor = min(start + len(self._spelt.get(url, url)), self._end)
        if not has_host(url):
            return
        own = tidy(title) if title and is_title(title) else ""
        kind = register(url)
        stated = self._items[-1].title_for(kind, own, len(self.found)) if self._items and kind else own if kind else ""
        self.found.append(Found(start, url, stated))

    def html(self, text: str, start: int) -> None:
        """Adds the links of a piece of HTML."""
        self.found += (link._replace(start=start + link.start) for link in html_links.links(text))

    def skip(self, text: str) -> int:
        """Goes on behind a text that stands next in the file as it is; gives its place."""
        start = self._text.find(text, self._cursor, self._end)
        self._cursor = start + len(text) if start >= 0 else self._cursor
        return max(start, self._cursor - len(text))

    def says(self, title: str) -> None:
        """Notes a title that stands out in the item at hand."""
        if self._items:
            self._items[-1].says(title)

    def _locate(self, url: str, *, inline: bool) -> int:
        raw = self._spelt.get(url, url)
        for before in ("](", "](<") if inline else ():
            start = self._text.find(before + raw, self._cursor, min(self._end, self._cursor + _WINDOW))
            if start >= 0:
                return start + len(before)
        for spelling in (raw, raw.replace("|", r"\|")):  # a table cell escapes its bars
            start = self._text.find(spelling, self._cursor, self._end)
            if start >= 0:
                return start
        escaped = "".join(rf"(?:\\?{re.escape(char)}|&#?\w{{1,32}};)" for char in url)
        match = re.compile(escaped).search(self._text, self._cursor, self._end)
        return match.start() if match else self._cursor


class _Inline:
    """Reads the tokens of one paragraph, heading or cell."""

    def __init__(self, reader: _Reader) -> None:
        self._reader = reader
        self._link: Token | None = None
        self._label: list[str] = []
        self._bold: list[str] | None = None

    def take(self, children: Sequence[Token]) -> None:
        """Reads all tokens in order."""
        for child in children:
            if handle := _HANDLERS.get(child.type):
                handle(self, child)

    def _text(self, token: Token) -> None:
        self._add_text(token.content)
        if self._link is None:
            for address in addresses(token.content):
                self._reader.add(address.url, "", inline=False)
            for title in quoted(token.content):
                self._reader.says(title)

    def _add_text(self, text: str) -> None:
        (self._label if self._link is not None else self._bold if self._bold is not None else []).append(text)

    def _break(self, _: Token) -> None:
        self._add_text(" ")

    def _code(self, token: Token) -> None:
        self._add_text(token.content)
        self._reader.skip(token.content)

    def _html(self, token: Token) -> None:
        start = self._reader.skip(token.content)
        self._reader.html(token.content, start)

    def _image(self, token: Token) -> None:
        if "label" not in token.meta:
            self._reader.add(str(token.attrs["src"]), "", inline=True)

    def _open_link(self, token: Token) -> None:
        self._link, self._label = token, []

    def _close_link(self, _: Token) -> None:
        link, text = self._link, "".join(self._label)
        self._link = None
        if link is None:
            return
        if self._bold is not None and is_title(text):  # a label such as [pdf] is no part of a title in bold
            self._bold.append(text)
        if label := link.meta.get("label"):
            self._reader.reference(label, text)
        else:
            self._reader.add(str(link.attrs["href"]), text, inline=link.info != "auto")

    def _open_bold(self, _: Token) -> None:
        self._bold = [] if self._bold is None else self._bold

    def _close_bold(self, _: Token) -> None:
        title = tidy("".join(self._bold or ()))
        self._bold = None
        if is_title(title):
            self._reader.says(title)


_HANDLERS: dict[str, Callable[[_Inline, Token], None]] = {
    "text": _Inline._text,  # noqa: SLF001
    "code_inline": _Inline._code,  # noqa: SLF001
    "html_inline": _Inline._html,  # noqa: SLF001
    "softbreak": _Inline._break,  # noqa: SLF001
    "hardbreak": _Inline._break,  # noqa: SLF001
    "image": _Inline._image,  # noqa: SLF001
    "link_open": _Inline._open_link,  # noqa: SLF001
    "link_close": _Inline._close_link,  # noqa: SLF001
    "strong_open": _Inline._open_bold,  # noqa: SLF001
    "strong_close": _Inline._close_bold,  # noqa: SLF001
}
