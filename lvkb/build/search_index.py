"""The search index of a built site, made by Pagefind, put into one canonical order, and cut small.

Pagefind writes its filters in the order of a hash table that is seeded anew in each run: sorting them gives equal sites
equal bytes. It names pages and files of words by hashes, half of the file that each search fetches: numbers are
shorter.
Should a later Pagefind change the format, its files stay as they are: search works all the same.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from lvkb.build.search_chunks import chunked
from lvkb.build.search_files import UNKNOWN_FORMAT, digest, read, written
from lvkb.errors import LvkbError

_META, _CHUNK, _FILTER = "pagefind.{}.pf_meta", "index/{}.pf_index", "filter/{}.pf_filter"
_PAGE = "fragment/{}.pf_fragment"
_IGNORED = (".headerlink", ".lv-papers", ".lv-front", ".lv-notes dt", "pre", "table[class]", "thead")
"""Links to headings, lists and charts of other papers, words that each paper has, code, and tables of numbers: they
would make a page a result for its neighbours' names, and an excerpt a row of figures. Models and addresses are found by
name. Of papers and topics the templates mark what is text."""

_TIDY = "import pathlib, sys; from lvkb.build.search_index import tidy; tidy(pathlib.Path(sys.argv[1]))"
"""All words at once are large, and the process of a build still holds the records: so another one takes them."""


class SearchError(LvkbError):
    """Pagefind failed; the text is what it said."""


def index_site(site: Path) -> None:
    """Makes the index of a built site in its folder `pagefind/`.

    Args:
        site: Folder of the built site.

    Raises:
        SearchError: Pagefind fails.
    """
    ignored = [word for selector in _IGNORED for word in ("--exclude-selectors", selector)]
    _run([sys.executable, "-m", "pagefind", "--site", str(site), "--quiet", *ignored])
    for bundle in site.glob("pagefind/pagefind-*ui*"):  # ready-made boxes, which the site does not use
        bundle.unlink()
    for entry in site.glob("pagefind/pagefind-entry.json"):
        _run([sys.executable, "-c", _TIDY, str(entry)])


def _run(command: Sequence[str]) -> None:
    done = subprocess.run(command, capture_output=True, text=True, check=False, env=dict(os.environ))  # noqa: S603
    if done.returncode != 0:
        raise SearchError((done.stderr + done.stdout).strip())


class _Language:
    """The index of one language: which of its files go, and which come for them."""

    def __init__(self, folder: Path, hashed: str) -> None:
        self.name = hashed.partition("_")[0]
        self.old: list[Path] = []
        self.new: dict[Path, bytes] = {}
        self._folder = folder

    def take(self, form: str, file: str) -> bytes:
        """Gives a file, which goes."""
        self.old.append(self._folder / form.format(file))
        return self.old[-1].read_bytes()

    def put(self, form: str, content: bytes, name: str) -> str:
        """Adds a file, and gives its name."""
        self.new[self._folder / form.format(name)] = content
        return name

    def put_hashed(self, form: str, content: Any) -> str:
        """Adds a file that is named by its content, and gives its name."""
        return self.put(form, written(content), f"{self.name}_{digest(content)}")


def tidy(entry: Path) -> None:
    """Cuts the words into small files, sorts filters and their values, and names the files after their new content."""
    data = json.loads(entry.read_text(encoding="utf-8"))
    try:
        languages = [_tidied(entry.parent, language) for language in data["languages"].values()]
    except UNKNOWN_FORMAT:
        return
    for language in languages:
        for path in dict.fromkeys(language.old):
            path.unlink()
        for path, content in language.new.items():
            path.write_bytes(content)
    entry.write_text(json.dumps(data, ensure_ascii=False, separators=(",", ":")), encoding="utf-8")


def _tidied(folder: Path, told: dict[str, Any]) -> _Language:
    """Gives the files of one language as they shall be, and names the first of them where the index is told."""
    language = _Language(folder, told["hash"])
    version, pages, chunks, filters, *rest = read(language.take(_META, told["hash"]))
    words = [word for _, _, file in chunks for word in _only(read(language.take(_CHUNK, file)))]
    texts = [language.take(_PAGE, file) for file, *_ in pages]
    stem = f"{language.name}_{digest([texts, words])}"
    named = [[language.put(_PAGE, texts[nr], f"{stem}-{nr:x}"), *counts] for nr, (_, *counts) in enumerate(pages)]
    parts = enumerate(chunked(words))
    small = [
        [first, last, language.put(_CHUNK, written([part]), f"{stem}-{nr:x}")] for nr, (first, last, part) in parts
    ]
    chosen = sorted([title, _sorted_filter(language, file)] for title, file in filters)
    told["hash"] = language.put_hashed(_META, [version, named, small, chosen, *rest])
    return language


def _sorted_filter(language: _Language, file: str) -> str:
    title, values = read(language.take(_FILTER, file))
    return language.put_hashed(_FILTER, [title, sorted(values)])


def _only(content: list[Any]) -> Any:
    (part,) = content
    return part
