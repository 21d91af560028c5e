"""LV02x: text is text. Records come from strangers and end up on web pages."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

from pydantic import BaseModel

from lvkb.catalog import Catalog
from lvkb.findings import Finding, Level, Rule
from lvkb.yamlfile import KeyPath, field_name

HTML = Rule(
    "LV020",
    Level.ERROR,
    "Text holds no HTML.",
    "It would run in the browser of every reader.",
    "Write plain text; Markdown's emphasis and code are fine in annotations.",
)
BAD_LINK = Rule(
    "LV021",
    Level.ERROR,
    "Links are complete http or https addresses.",
    "Other schemes run code or lead nowhere.",
    "Give the address as the browser shows it, from https:// on.",
)

RULES = (HTML, BAD_LINK)

_HTML = re.compile(r"<(?:/?[a-zA-Z][a-zA-Z0-9-]*(?:[\s/][^<>]*)?>|!--|/?script\b|[a-zA-Z]+\s[^<>]*\bon\w+\s*=)|&(?:#\w+|[a-zA-Z]+);", re.IGNORECASE)
_SCRIPT = re.compile(r"\b(?:(?:javascript|vbscript)\s*:\s*\S|data\s*:\s*\w+/)", re.IGNORECASE)


def check_text(catalog: Catalog) -> Iterator[Finding]:
    """Gives findings on HTML in texts and on links that are no plain web addresses."""
    for paper in catalog.papers.values():
        for keys, text in _texts(paper):
            if keys[-1] == "url" or (keys[-1] == "via" and ":" in text):
                if not is_web_address(text):
                    yield BAD_LINK.at(catalog.at(paper.id, *keys), field_name(keys), f'"{text}" is no web address.')
            elif match := _HTML.search(text):
                yield HTML.at(catalog.at(paper.id, *keys), field_name(keys), f'The text holds "{match[0][:40]}".')
            elif match := _SCRIPT.search(text):
                yield BAD_LINK.at(catalog.at(paper.id, *keys), field_name(keys), f'The text holds "{match[0][:40]}".')


def is_web_address(text: str) -> bool:
    """Tells whether a text is a complete http(s) address without space, quotes or credentials."""
    try:
        parts = urlsplit(text)
        host = parts.hostname
    except ValueError:
        return False
    return parts.scheme in {"http", "https"} and bool(host) and "@" not in parts.netloc and not re.search(r"[\s\"'<>`\\]", text)


def _texts(item: object, keys: KeyPath = ()) -> Iterator[tuple[KeyPath, str]]:
    if isinstance(item, str):
        yield keys, item
    elif isinstance(item, BaseModel):
        for name in item.model_fields_set:
            key = type(item).model_fields[name].alias or name
            yield from _texts(getattr(item, name), (*keys, key))
    elif isinstance(item, dict):
        for name, value in item.items():
            yield from _texts(value, (*keys, name))
    elif isinstance(item, tuple):
        for index, value in enumerate(item):
            yield from _texts(value, (*keys, index))


CHECKS = (check_text,)
