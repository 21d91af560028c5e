"""A release of the data in one archive: all formats, the records, the site, checksums, citation and licences."""

from __future__ import annotations

import hashlib
import os
import shutil
from collections.abc import Callable, Iterator
from itertools import chain
from pathlib import Path
from typing import NamedTuple

from lvkb.build.archive import write_archive
from lvkb.build.build_errors import BuildError, template_errors
from lvkb.build.committed import check_committed
from lvkb.build.docs_dir import FORMAT_PAGES
from lvkb.build.embedding import embed_files
from lvkb.build.site import build_site
from lvkb.build.staging import write_files
from lvkb.build.view_archives import all_view_files
from lvkb.errors import WrongUse
from lvkb.exports.json_text import pretty_json
from lvkb.exports.published_records import CATALOG_SCHEMA, catalog_schema
from lvkb.frames import FRAMES
from lvkb.frames.arrow_table import parquet_bytes
from lvkb.history import PastState, is_shallow, past_state, uncommitted
from lvkb.layout import CITATION, README, RELEASE, share
from lvkb.render.bundle_notice import bundle_notice
from lvkb.render.citation import bundle_name
from lvkb.render.committed_files import committed_files
from lvkb.render.croissant import described_data
from lvkb.render.renderer import Renderer
from lvkb.results import Results
from lvkb.wording import amount, first_of

_SHOWN = 5
_READ = ("catalog", "LICENSE*", "templates", "site", "docs", "mkdocs.yml")
"""Where files lie that an archive is made of: one that git ignores there, no other clone has."""


class NotFrozen(BuildError):
    """The knowledge base is in no state that could be a release; the text says what to do first."""


class Parts(NamedTuple):
    """What goes into an archive beside text files and records."""

    site: bool = True
    parquet: bool = True


class Bundle(NamedTuple):
    """An archive that was written.

    Attributes:
        file: The archive; beside it lies its checksum.
        size: Its size in bytes.
        files: Number of files in it.
        sha256: Its checksum.
    """

    file: Path
    size: int
    files: int
    sha256: str


def freeze(
    results: Results, folder: Path, say: Callable[[str], None], *, parts: Parts, unreleased: bool = False
) -> Bundle:
    """Writes the archive of a release; a state of git and a version of lvkb give the same bytes each time.

    Args:
        results: The results of a catalogue without errors.
        folder: Folder that the archive is put into.
        say: Takes one line of progress at a time.
        parts: What goes in beside text files and records.
        unreleased: Pack the state between releases, which is not to be cited.

    Raises:
        WrongUse: There is no release to pack.
        NotFrozen: Files are not committed, generated ones are out of date, or the history is not there as a whole.
        HistoryUnreadable: The folder is no clone of a repository.
        BuildError: The site cannot be built, or the disk refuses.
    """
    catalog = results.catalog
    if catalog.release is None and not unreleased:
        raise WrongUse(f"there is no {RELEASE}: write `version` and `date` of a release into it, or pack with --next.")
    say("Looking whether everything is committed")
    _demand_committed(results, folder)
    if parts.site and is_shallow(catalog.root):
        raise NotFrozen(
            "this clone does not hold the whole history, from which a feed of the site is made. "
            "`git fetch --unshallow` brings it; --no-site needs none."
        )
    state = past_state(catalog.root, "HEAD")
    name = bundle_name(catalog.about, None if unreleased else catalog.release)
    built = build_site(results, say, search=True) if parts.site else None
    try:
        say("Packing")
        files: dict[str, bytes | Path] = dict(_files(results, state, unreleased=unreleased, parts=parts))
        if built:
            files |= {f"site/{file.relative_to(built).as_posix()}": file for file in built.rglob("*") if file.is_file()}
        day = catalog.updated if unreleased or catalog.release is None else catalog.release.date
        content = write_archive(name, files, day)
    finally:
        if built:
            shutil.rmtree(built, ignore_errors=True)
    sha256 = hashlib.sha256(content).hexdigest()
    write_files(folder, {f"{name}.zip": content, f"{name}.zip.sha256": f"{sha256}  {name}.zip\n".encode()})
    return Bundle(folder / f"{name}.zip", len(content), len(files) + 1, sha256)


def _demand_committed(results: Results, folder: Path) -> None:
    """Refuses a state that no commit holds, or whose generated files are of another.

    Raises:
        NotFrozen: It is one.
    """
    root = results.catalog.root
    own = os.path.realpath(folder)
    changed = sorted(path for path in uncommitted(root, _READ) if not _is_archive(root / path, own))
    if changed:
        count = amount(len(changed), "file is", "files are")
        raise NotFrozen(
            f"{count} not committed: {first_of(changed, _SHOWN)}. A release is what a commit holds: commit first, "
            "or set changes aside with `git stash --include-untracked`."
        )
    stale = list(check_committed(results))
    if stale:
        shown = "\n".join(str(item) for item in stale[:_SHOWN])
        raise NotFrozen(f"{shown}\nGenerated files are out of date; run `lvkb build` and commit the result.")


def _is_archive(file: Path, folder: str) -> bool:
    return file.name.endswith((".zip", ".zip.sha256")) and os.path.realpath(file.parent) == folder


def _licences(root: Path) -> list[Path]:
    """Gives the licences of a knowledge base; a link that leads out of it is none."""
    inside = root.resolve()
    return sorted(file for file in root.glob("LICENSE*") if file.is_file() and file.resolve().is_relative_to(inside))


def _files(results: Results, state: PastState, *, unreleased: bool, parts: Parts) -> Iterator[tuple[str, bytes]]:
    """Gives the files of an archive but those of its site."""
    catalog, renderer = results.catalog, Renderer(results)
    licences = _licences(catalog.root)
    with template_errors():
        names = [file.name for file in licences]
        notice = bundle_notice(renderer, state.commit, names, unreleased=unreleased, **parts._asdict())
    yield "README.md", notice.encode()
    for file in licences:
        yield file.name, file.read_bytes()
    if not unreleased:
        yield CITATION, committed_files(renderer)[CITATION].encode()
    for path in FORMAT_PAGES:
        page = share(catalog.root, path)
        yield page.name, page.read_bytes()
    for path, pieces in described_data(results, base=""):
        yield path, "".join(pieces).encode()
    yield CATALOG_SCHEMA, pretty_json(catalog_schema()).encode()
    if not unreleased:
        yield from _views(renderer)
    if parts.parquet:
        for name, frame in FRAMES.items():
            yield f"data/{name}.parquet", parquet_bytes(frame(results))
    yield from state.read(path for path, blob in state.files.items() if blob.is_plain and path != README).items()


def _views(renderer: Renderer) -> Iterator[tuple[str, bytes]]:
    """Gives the views of a release, which the site keeps under its version: named ones, and the page for any other."""
    with template_errors():
        for path, content in chain(all_view_files(renderer, is_frozen=True), embed_files(renderer, is_frozen=True)):
            yield path, content if isinstance(content, bytes) else content.encode()
