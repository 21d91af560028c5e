"""LV02x: text is text. Records come from strangers and end up on web pages."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from urllib.parse import urlsplit

from pydantic import BaseModel

from lvkb.catalog import Catalog
from lvkb.findings import Finding, Level, Rule
from lvkb.layout import ABOUT, PAPERS, TAXONOMY
from lvkb.yamlfile import KeyPath, field_name, shortened

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

# a tag, closed or not (a browser closes it at the next > of the page); a comment or declaration; an entity
_HTML = re.compile(
    r"</?[a-z][a-z0-9-]*(?:[\s/][^<>]*)?>"
    r"|</?(?:script|style|iframe|object|embed|svg|math|img|link|meta|base|form|input|video|audio|body|html)\b"
    r"|<[a-z]+[\s/][^<>]*\bon\w+\s*="
    r"|<[!?]"
    r"|&(?:#\w+|[a-z][a-z0-9]+);",
    re.IGNORECASE,
)
_SCRIPT = re.compile(r"\b(?:(?:javascript|vbscript):\s*\S+|data:(?:text|image|application)/)", re.IGNORECASE)


def check_text(catalog: Catalog) -> Iterator[Finding]:
    """Gives findings on HTML in texts and on links that are no plain web addresses, wherever people write them."""
    for paper in catalog.papers.values():
        yield from _check(catalog, f"{PAPERS}/{paper.id}.yml", paper)
    if catalog.taxonomy:
        yield from _check(catalog, TAXONOMY, catalog.taxonomy)
    yield from _check(catalog, ABOUT, catalog.about)


def _check(catalog: Catalog, path: str, record: BaseModel) -> Iterator[Finding]:
    for keys, text in _texts(record):
        is_link = keys[-1] == "url" or (keys[-1] == "via" and "://" in text)
        if is_link and not is_web_address(text):
            yield BAD_LINK.at(catalog.place(path, *keys), field_name(keys), f'"{text}" is no web address.')
        elif not is_link and (match := _HTML.search(text)):
            yield HTML.at(catalog.place(path, *keys), field_name(keys), f'The text holds "{shortened(match[0])}".')
        elif not is_link and (match := _SCRIPT.search(text)):
            yield BAD_LINK.at(catalog.place(path, *keys), field_name(keys), f'The text holds "{shortened(match[0])}".')


def is_web_address(text: str) -> bool:
    """Tells whether a text is a complete http(s) address without space, quotes or credentials."""
    try:
        parts = urlsplit(text)
        host = parts.hostname
    except ValueError:
        return False
    return (
        parts.scheme in {"http", "https"}
        and bool(host)
        and "@" not in parts.netloc
        and not re.search(r"[\s\"'<>`\\]", text)
    )


def _texts(record: BaseModel) -> Iterator[tuple[KeyPath, str]]:
    """Gives every text of a record with its place, in no order."""
    pending: list[tuple[KeyPath, object]] = [((), record)]
    while pending:
        keys, item = pending.pop()
        if isinstance(item, str):
            yield keys, item
        elif isinstance(item, BaseModel):
            names = _keys(type(item))
            pending += [((*keys, names[name]), getattr(item, name)) for name in item.model_fields_set]
        elif isinstance(item, dict):
            pending += [((*keys, name), value) for name, value in item.items()]
        elif isinstance(item, tuple):
            pending += [((*keys, index), value) for index, value in enumerate(item)]


@cache
def _keys(model: type[BaseModel]) -> dict[str, str]:
    """Gives the keys of a model's fields in a record, by the names of the fields."""
    return {name: field.alias or name for name, field in model.model_fields.items()}


CHECKS = (check_text,)
