"""The generated files that the repository keeps (README, schema, pages of findings), held against those on disk."""

from __future__ import annotations

import difflib
from collections.abc import Collection, Iterator, Mapping
from itertools import zip_longest
from pathlib import Path

from lvkb import rule_pages
from lvkb.build import html_check
from lvkb.build.build_errors import BuildError, template_errors
from lvkb.catalog import Catalog
from lvkb.findings import Finding, Level, Location, Rule
from lvkb.layout import CITATION, README, RELEASE, ZENODO
from lvkb.render.citation import GENERATED
from lvkb.render.committed_files import committed_files
from lvkb.render.doc_blocks import BrokenBlock, filled, has_blocks
from lvkb.render.renderer import Renderer
from lvkb.results import Results

STALE = Rule(
    "LV901",
    Level.ERROR,
    "Generated files are what the records and templates give.",
    "Readers of the repository would see old or hand-made content.",
    "Run `lvkb build` and commit the result.",
)
TOO_LONG = Rule(
    "LV902",
    Level.ERROR,
    "README.md has at most 400,000 bytes.",
    "Forges show only the first 512 KB of a file, and the rest would be cut off.",
    "Shorten the lines of templates/README.md.j2.",
)

RULES = (STALE, TOO_LONG)

README_BYTES = 400_000
DOCUMENTS = ("docs", "site/pages")
"""Folders of hand-written documents."""
_CONTEXT = 40
"""Most characters shown in front of the first one that differs; twice as many are shown in all."""


def render_committed(results: Results) -> dict[str, str]:
    """Gives the generated files of the repository by path: README, schema, and lvkb's own documents.

    Pages of findings, and documents with facts of the code in them, are made only in the repository of lvkb itself,
    where the bad examples are.

    Raises:
        BuildError: A template is broken, or the marks of facts in a document are.
    """
    with template_errors():
        files = committed_files(Renderer(results))
    if _is_own_repository(results.catalog):
        files |= rule_pages.pages(results.catalog.root, (*RULES, *html_check.RULES))
        files |= dict(_documents(results.catalog.root))
    return files


def _documents(root: Path) -> Iterator[tuple[str, str]]:
    """Gives the hand-written documents that hold facts of the code, those facts made anew."""
    for file in sorted(file for folder in DOCUMENTS for file in (root / folder).glob("*.md")):
        path = file.relative_to(root).as_posix()
        text = file.read_bytes().decode()
        try:
            new = filled(text)
        except BrokenBlock as error:
            raise BuildError(f"{path}: {error}") from None
        if has_blocks(text):
            yield path, new


def left_over(catalog: Catalog, files: Collection[str]) -> dict[str, str]:
    """Gives generated files on disk that are made no more, and why; what was written by hand is none.

    Args:
        catalog: The catalogue.
        files: Paths of the generated files.
    """
    pages = _pages_of_findings(catalog) if _is_own_repository(catalog) else set()
    found = dict.fromkeys(sorted(pages.difference(files)), "No rule has this page any more.")
    if CITATION not in files and _is_generated(catalog.root / CITATION):
        cited = (path for path in (CITATION, ZENODO) if (catalog.root / path).is_file())
        found |= dict.fromkeys(cited, f"It cites a release, and there is no {RELEASE} any more.")
    return found


def _pages_of_findings(catalog: Catalog) -> set[str]:
    folder = catalog.root / rule_pages.FOLDER
    return {file.relative_to(catalog.root).as_posix() for file in folder.glob("*.md")}


def _is_generated(citation: Path) -> bool:
    """Tells whether a citation was made by a build, and with it what Zenodo reads."""
    try:
        return citation.read_bytes().startswith(GENERATED.encode())
    except OSError:
        return False


def _is_own_repository(catalog: Catalog) -> bool:
    return (catalog.root / rule_pages.EXAMPLES).is_dir()


def check_committed(results: Results) -> Iterator[Finding]:
    """Gives a finding for each generated file of the repository that is missing or differs, with the first change.

    Raises:
        BuildError: A template is broken.
    """
    files = render_committed(results)
    for path, why in left_over(results.catalog, files).items():
        yield STALE.at(Location(path), "", why, "Delete the file; `lvkb build` does.")
    yield from too_long(files)
    for path, text in files.items():
        yield from _compare(results.catalog, path, text)


def too_long(files: Mapping[str, str]) -> Iterator[Finding]:
    """Gives a finding when the README is longer than forges show."""
    size = len(files[README].encode())
    if size > README_BYTES:
        yield TOO_LONG.at(Location(README), "", f"The file has {size:,} bytes.")


def _compare(catalog: Catalog, path: str, text: str) -> Iterator[Finding]:
    try:
        present = (catalog.root / path).read_bytes().decode()
    except (OSError, UnicodeDecodeError):
        yield STALE.at(Location(path), "", "The file is missing or unreadable.")
        return
    if present != text:
        line, column, change = _first_change(present, text)
        yield STALE.at(Location(path, line, column), "", f"The file is out of date: {change}.")


def _first_change(present: str, wanted: str) -> tuple[int, int, str]:
    """Gives line and column of the first character that differs, and what stands there and should."""
    pairs = zip_longest(present.split("\n"), wanted.split("\n"))
    line, old, new = next((line, old, new) for line, (old, new) in enumerate(pairs, start=1) if old != new)
    letters = enumerate(zip_longest(old or "", new or ""), start=1)
    column = next((column for column, (has, wants) in letters if has != wants), 1)
    return line, column, f"it has {_excerpt(old, column)} where the records give {_excerpt(new, column)}"


def _excerpt(line: str | None, column: int) -> str:
    if line is None:
        return "no more lines"
    start = max(column - 1 - _CONTEXT, 0)
    return repr(line[start : start + 2 * _CONTEXT])


def difference(results: Results) -> str:
    """Gives the unified diff from the generated files on disk to what they should be; empty when up to date."""
    parts: list[str] = []
    for path, text in render_committed(results).items():
        file = results.catalog.root / path
        present = file.read_bytes().decode(errors="replace") if file.is_file() else ""
        parts += difflib.unified_diff(present.splitlines(True), text.splitlines(True), path, f"{path} (rendered)")
    return "".join(part if part.endswith("\n") else f"{part}\n\\ No newline at end of file\n" for part in parts)
