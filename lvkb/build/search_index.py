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
from pathlib import Path
from typing import Any

_MARK = b"pagefind_dcd"
_HASH_DIGITS = 10
_IGNORED = (".headerlink", ".lv-papers", "pre")
"""Links to headings, lists of other papers and code: they would make a page a result for its neighbours' names."""


class SearchError(Exception):
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


def _sort_filters(entry: Path) -> None:
    """Sorts filters and their values, and renames the files after their new content."""
    bundle = entry.parent
    data = json.loads(entry.read_text(encoding="utf-8"))
    for language in data["languages"].values():
        meta = bundle / f"pagefind.{language['hash']}.pf_meta"
        content = _read(meta)
        if not _is_known(content):
            return
        prefix = language["hash"].partition("_")[0]
        content[3] = sorted([name, _sort_values(bundle / "filter", file, prefix)] for name, file in content[3])
        language["hash"] = f"{prefix}_{_write(content, bundle, f'pagefind.{prefix}_', '.pf_meta')}"
        meta.unlink()
    entry.write_text(json.dumps(data, ensure_ascii=False, separators=(",", ":")), encoding="utf-8")


def _is_known(content: Any) -> bool:
    return isinstance(content, list) and len(content) == 6 and all(len(item) == 2 for item in content[3])


def _sort_values(folder: Path, file: str, prefix: str) -> str:
    """Rewrites one filter with its values sorted, and gives its new name."""
    old = folder / f"{file}.pf_filter"
    name, values = _read(old)
    old.unlink()
    return f"{prefix}_{_write([name, sorted(values)], folder, f'{prefix}_', '.pf_filter')}"


def _read(file: Path) -> Any:
    import cbor2  # noqa: PLC0415 - of the extra `site`: README.md is built without

    raw = gzip.decompress(file.read_bytes())
    return cbor2.loads(raw.removeprefix(_MARK)) if raw.startswith(_MARK) else None


def _write(content: Any, folder: Path, before: str, after: str) -> str:
    import cbor2  # noqa: PLC0415 - as above

    raw = _MARK + cbor2.dumps(content)
    name = hashlib.sha256(raw).hexdigest()[:_HASH_DIGITS]
    (folder / f"{before}{name}{after}").write_bytes(gzip.compress(raw, mtime=0))
    return name
