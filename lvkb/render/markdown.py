"""Text into Markdown, so that any renderer shows it as it is."""

from __future__ import annotations

import json
import re
import unicodedata
from html import escape
from urllib.parse import quote, urlsplit

_SPECIAL = re.compile(r"[&<>|`*\[\]\\{}~$^#]|(?<!\w)_|_(?!\w)")
_SPECIAL_IN_PROSE = re.compile(r"[&<>|\[\]\\{}~$^]")
_LINE_START = re.compile(r"^(?:[#+\-=:!]|\d+(?=[.)](?:\s|$))|\*(?=\s|$)|[*_](?=[*_ ]*$)|`(?=``))")
"""Headings, lists, definitions, rules and blocks of code begin with these."""

_NOT_IN_TARGET = re.compile(r"[^!#$%&'*+,\-./0-9:;=?@A-Z_a-z~]")
"""What ends the target of a link, or a cell of a table, in one Markdown or another."""

_LINK = re.compile(r"\[([^\[\]]+)\]\((https://[A-Za-z0-9._~:/?#@%=+,;-]+)\)")
_CODE = re.compile(r"`([^`]+)`")
_STRONG = re.compile(r"(?<![\w*])\*\*(?=\S)([^*]+)(?<=\S)\*\*(?![\w*])")
_EMPHASIS = re.compile(r"(?<![\w*])\*(?=\S)([^*]+)(?<=\S)\*(?![\w*])")
_SENTENCE_END = re.compile(r"(?<=[.!?])(?<!e\.g\.)(?<!i\.e\.)(?<!cf\.)(?<!vs\.)(?<!et al\.)\s+(?=[A-Z`*(\"'])")

_WORD = frozenset({"Lu", "Ll", "Lt", "Lm", "Lo", "Mn", "Mc", "Me", "Nd", "Pc"})
"""Unicode's categories of the characters that GitHub keeps in an anchor."""


def markdown_text(text: str) -> str:
    """Writes text so that any Markdown renderer shows it as it is, in a paragraph, a heading or a table cell.

    Special characters become numeric entities, which GitHub and Python-Markdown read alike, inside tables too.
    """
    return _escape(text, _SPECIAL)


def markdown_prose(text: str) -> str:
    """Writes an annotation: emphasis and code stay Markdown, anything else is shown as it is."""
    return _escape(text, _SPECIAL_IN_PROSE)


def linked_prose(text: str) -> str:
    """Writes prose as `markdown_prose` does, but for links to https addresses, which stay links; pictures do not."""
    parts = _LINK.split(" ".join(text.split()))
    words, names, addresses = parts[::3], parts[1::3], parts[2::3]
    links = [f"[{_escape_inside(name)}]({address})" for name, address in zip(names, addresses, strict=True)]
    shown = [_escape_inside(word).replace("!", "&#33;") for word in words]
    text = "".join(f"{word}{link}" for word, link in zip(shown, [*links, ""], strict=True))
    return _guarded(text)


def markdown_link(text: str, url: str) -> str:
    """Writes a text as a link that stays one, in a table too; as plain text where the address is none of the web.

    Args:
        text: What is shown, as it is.
        url: Where it leads to; a relative address has no colon before its first slash.
    """
    shown = markdown_text(text)
    scheme = urlsplit(url).scheme
    if not url or scheme not in ("", "http", "https"):
        return shown
    return f"[{shown}]({_NOT_IN_TARGET.sub(lambda match: quote(match[0]), url)})"


def fenced(text: str, language: str) -> str:
    """Writes a text as a block of code, whose fence is longer than any that stands in it."""
    longest = max((len(run) for run in re.findall("`+", text)), default=0)
    fence = "`" * max(3, longest + 1)
    return f"{fence}{language}\n{text}\n{fence}"


def _escape_inside(text: str, special: re.Pattern[str] = _SPECIAL_IN_PROSE) -> str:
    return special.sub(lambda match: f"&#{ord(match[0])};", text)


def _guarded(line: str) -> str:
    """Writes a line so that it begins no block of another kind."""
    return _LINE_START.sub(lambda match: f"&#{ord(match[0][0])};{match[0][1:]}", line)


def inline_html(text: str) -> str:
    """Writes an annotation as HTML: emphasis and code as Markdown has them, anything else is shown as it is."""
    parts = _CODE.split(" ".join(text.split()))
    return "".join(f"<code>{escape(part)}</code>" if place % 2 else _emphasis(part) for place, part in enumerate(parts))


def _emphasis(text: str) -> str:
    return _EMPHASIS.sub(lambda match: f"<em>{match[1]}</em>", _STRONG.sub(r"<strong>\1</strong>", escape(text)))


def first_sentence(text: str) -> tuple[str, str]:
    """Gives the first sentence of an annotation, and the rest."""
    parts = _SENTENCE_END.split(" ".join(text.split()), maxsplit=1)
    return parts[0], parts[1] if len(parts) > 1 else ""


def _escape(text: str, special: re.Pattern[str]) -> str:
    return _guarded(_escape_inside(" ".join(text.split()), special))


def sentence(text: str) -> str:
    """Ends a text with a full stop unless it ends with a mark of its own."""
    return text if text.endswith((".", "?", "!")) else f"{text}."


def anchor(heading: str) -> str:
    r"""Gives the anchor GitHub makes for a heading: lower case, punctuation dropped, spaces as hyphens.

    Source: `\p{Word}` in https://github.com/gjtorikian/html-pipeline/blob/v2.14.3/lib/html/pipeline/toc_filter.rb
    """
    kept = (char for char in heading.lower() if char in "- " or unicodedata.category(char) in _WORD)
    return "".join(kept).replace(" ", "-")


def to_yaml(data: object) -> str:
    """Writes data as one line of YAML in the form of JSON, with the line breaks that only YAML knows escaped."""
    text = json.dumps(data, ensure_ascii=False)
    return re.sub("[\x85\u2028\u2029]", lambda match: f"\\u{ord(match[0]):04x}", text)
