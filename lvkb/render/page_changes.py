"""Pages of the site before and after a change, by their text; those of a commit are remembered."""

from __future__ import annotations

import hashlib
import json
import re
from typing import NamedTuple

from lvkb.cache import Store, code_digest, digest
from lvkb.changes import Sides
from lvkb.layout import share
from lvkb.records import UNNAMED
from lvkb.render.committed_files import readme
from lvkb.render.pages.site_pages import site_pages
from lvkb.render.renderer import Renderer
from lvkb.render.repository import repository_of
from lvkb.results import Results

_DAY = re.compile(r"^updated: .*\n", re.MULTILINE)
"""The day of the newest record stands in the head of many pages, and no reader minds it."""


class PageChanges(NamedTuple):
    """Pages that differ, by their paths in the site.

    Attributes:
        added: Pages that came.
        removed: Pages that went: links to them lead nowhere.
        changed: Pages with another text.
        readme_before: Bytes of README.md as the records gave it.
        readme_after: Bytes of README.md as the records give it.
    """

    added: tuple[str, ...]
    removed: tuple[str, ...]
    changed: tuple[str, ...]
    readme_before: int
    readme_after: int


class _Texts(NamedTuple):
    pages: dict[str, str]
    readme: int


def page_changes(sides: Sides) -> PageChanges:
    """Renders both states with the templates of today, and gives the pages that differ."""
    new = _texts(sides.new_whole())
    old = _old_texts(sides)
    return PageChanges(
        added=tuple(sorted(new.pages.keys() - old.pages.keys())),
        removed=tuple(sorted(old.pages.keys() - new.pages.keys())),
        changed=tuple(sorted(path for path, text in new.pages.items() if old.pages.get(path, text) != text)),
        readme_before=old.readme,
        readme_after=new.readme,
    )


def _texts(results: Results) -> _Texts:
    renderer = Renderer(results)
    pages = {path: _mark(text) for path, text in site_pages(renderer)}
    return _Texts(pages, len(readme(renderer).encode()))


def _mark(text: str) -> str:
    return hashlib.sha256(_DAY.sub("", text).encode()).hexdigest()[:24]


def _old_texts(sides: Sides) -> _Texts:
    store, key = Store("pages", most=20), _key(sides)
    try:
        return _Texts(*json.loads(store.get([key])[key]))
    except (KeyError, ValueError, TypeError):
        found = _texts(sides.old_whole())
        store.put({key: json.dumps(found)})
        return found


def _key(sides: Sides) -> str:
    """Gives a key of all that pages of the past state are made of."""
    files = "".join(f"{path}\0{blob.key}\n" for path, blob in sorted(sides.state.files.items()))
    templates = sorted(file for file in share(sides.root, "templates").rglob("*") if file.is_file())
    glossary = share(sides.root, "docs/glossary.md")
    used = (digest(file.as_posix().encode(), file.read_bytes()).encode() for file in (*templates, glossary))
    return digest(code_digest(), repository_of(UNNAMED).url.encode(), files.encode("utf-8", "surrogateescape"), *used)
