"""The search index of a built site, made by Pagefind and put into one canonical order.

Pagefind writes its filters in the order of a hash table that is seeded anew in each run. The files are CBOR after a
short mark, gzipped, and named by their content, so sorting them gives equal sites equal bytes. Should a later Pagefind
change the format, its files stay as they are: search works all the same.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import os
import subprocess
import sys
import zlib
from pathlib import Path
from typing import Any, NamedTuple

from lvkb.errors import LvkbError

_MARK = b"pagefind_dcd"
_HASH_DIGITS = 10
_FILTER = ".pf_filter"
_UNKNOWN_FORMAT = (LookupError, TypeError, ValueError, AttributeError, OSError, EOFError, zlib.error)
_IGNORED = (
    ".headerlink",
    ".lv-papers",
    ".lv-members",
    ".lv-years",
    ".lv-front",
    ".lv-report",
    ".lv-links",
    "pre",
    "table[class]",
    "thead",
    "[id^=source-]",
    "[id^=protocol-]",
)
"""Links to headings, forms and elsewhere, lists and charts of other papers, code, tables of numbers, and where numbers
were read: they would make a page a result for its neighbours' names, and an excerpt a row of figures. Models and
addresses are found by name."""


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
    command = [sys.executable, "-m", "pagefind", "--site", str(site), "--quiet", *ignored]
    done = subprocess.run(command, capture_output=True, text=True, check=False, env=dict(os.environ))  # noqa: S603
    if done.returncode != 0:
        raise SearchError((done.stderr + done.stdout).strip())
    for bundle in site.glob("pagefind/pagefind-*ui*"):  # ready-made boxes, which the site does not use
        bundle.unlink()
    for entry in site.glob("pagefind/pagefind-entry.json"):
        _sort_filters(entry)


class _Rewritten(NamedTuple):
    """A file of the index under its new name, with its new content."""

    old: Path
    new: Path
    content: bytes


def _sort_filters(entry: Path) -> None:
    """Sorts filters and their values, and names the files after their new content."""
    data = json.loads(entry.read_text(encoding="utf-8"))
    try:
        files = [file for language in data["languages"].values() for file in _sorted_language(entry.parent, language)]
    except _UNKNOWN_FORMAT:
        return
    for file in files:
        file.old.unlink()
        file.new.write_bytes(file.content)
    entry.write_text(json.dumps(data, ensure_ascii=False, separators=(",", ":")), encoding="utf-8")


def _sorted_language(bundle: Path, language: dict[str, Any]) -> list[_Rewritten]:
    """Gives the files of one language in canonical order, and names its new first file in its entry."""
    meta = bundle / f"pagefind.{language['hash']}.pf_meta"
    prefix = language["hash"].partition("_")[0]
    content = _read(meta)
    before, filters, after = content[:3], content[3], content[4:]
    files, named = [], []
    for name, file in filters:
        sorted_filter = _sorted_filter(bundle / "filter", file, prefix)
        files.append(sorted_filter)
        named.append([name, sorted_filter.new.name.removesuffix(_FILTER)])
    raw = _packed([*before, sorted(named), *after])
    language["hash"] = f"{prefix}_{_digest(raw)}"
    return [*files, _Rewritten(meta, bundle / f"pagefind.{language['hash']}.pf_meta", _compressed(raw))]


def _sorted_filter(folder: Path, file: str, prefix: str) -> _Rewritten:
    old = folder / f"{file}{_FILTER}"
    name, values = _read(old)
    raw = _packed([name, sorted(values)])
    return _Rewritten(old, folder / f"{prefix}_{_digest(raw)}{_FILTER}", _compressed(raw))


def _read(file: Path) -> Any:
    import cbor2  # noqa: PLC0415 - of the extra `site`: README.md is built without

    raw = gzip.decompress(file.read_bytes())
    if not raw.startswith(_MARK):
        raise ValueError(f"{file.name} is no file of Pagefind")
    try:
        return cbor2.loads(raw.removeprefix(_MARK))
    except cbor2.CBORError as error:
        raise ValueError(f"{file.name} is no CBOR") from error


def _packed(content: Any) -> bytes:
    import cbor2  # noqa: PLC0415 - as above

    return _MARK + cbor2.dumps(content)


def _digest(raw: bytes) -> str:
    return hashlib.sha256(raw).hexdigest()[:_HASH_DIGITS]


def _compressed(raw: bytes) -> bytes:
    return gzip.compress(raw, mtime=0)
