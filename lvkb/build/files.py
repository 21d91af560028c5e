"""README and site on disk: render everything first, then compare or replace; never leave half of it."""

from __future__ import annotations

import difflib
import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

import jinja2

from lvkb import rule_pages
from lvkb.build import html_check
from lvkb.build.minify import shrink_site
from lvkb.build.search_index import SearchError, index_site
from lvkb.catalog import Catalog
from lvkb.errors import ExitCode, LvkbError
from lvkb.findings import Finding, Level, Location, Rule
from lvkb.layout import README, share
from lvkb.render import Renderer

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
DOCS = "build/docs"
SITE = "build/site"
FORMAT_PAGES = ("record-format.md", "data-format.md")
"""Pages of docs/ that readers of the site need too."""

Say = Callable[[str], None]


class BuildError(LvkbError):
    """The build cannot go on; the text says what is wrong and how to mend it. Nothing was replaced."""

    exit_code = ExitCode.FINDINGS


def render_committed(catalog: Catalog) -> dict[str, str]:
    """Gives the generated files of the repository by path: README, schema, and lvkb's own pages of findings.

    The pages of findings are made only where their bad examples are: in the repository of lvkb itself.

    Raises:
        BuildError: A template is broken.
    """
    with _template_errors():
        files = Renderer(catalog).committed()
    if (catalog.root / rule_pages.EXAMPLES).is_dir():
        files |= rule_pages.pages(catalog.root, (*RULES, *html_check.RULES))
    return files


def left_over(catalog: Catalog, files: Iterable[str]) -> list[str]:
    """Gives pages of findings on disk that no rule has any more; none where the pages are not made at all."""
    if not (catalog.root / rule_pages.EXAMPLES).is_dir():
        return []
    folder = catalog.root / rule_pages.FOLDER
    present = {file.relative_to(catalog.root).as_posix() for file in folder.glob("*.md")}
    return sorted(present.difference(files))


@contextmanager
def _template_errors() -> Iterator[None]:
    """Turns template errors into build errors that name file and line."""
    try:
        yield
    except jinja2.TemplateError as error:
        raise BuildError(_template_message(error)) from error


def _template_message(error: jinja2.TemplateError) -> str:
    if isinstance(error, jinja2.TemplateSyntaxError):
        return f"{error.filename or error.name}:{error.lineno}: {error.message}"
    if isinstance(error, jinja2.TemplateNotFound):
        return f"The template {error.name} is missing."
    frame = error.__traceback__
    place = ""
    while frame is not None:
        if frame.tb_frame.f_code.co_filename.endswith(".j2"):
            place = f"{frame.tb_frame.f_code.co_filename}:{frame.tb_lineno}: "
        frame = frame.tb_next
    return f"{place}{error.message}"


def check_committed(catalog: Catalog) -> Iterator[Finding]:
    """Gives a finding for each generated file of the repository that is missing or differs, with the first change.

    Raises:
        BuildError: A template is broken.
    """
    files = render_committed(catalog)
    for path in left_over(catalog, files):
        yield STALE.at(Location(path), "", "No rule has this page any more.", "Delete the file; `lvkb build` does.")
    for path, text in files.items():
        yield from _too_long(path, text)
        file = catalog.root / path
        try:
            present = file.read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError):
            yield STALE.at(Location(path), "", "The file is missing or unreadable.")
            continue
        if present != text:
            line, change = _first_change(present, text)
            yield STALE.at(Location(path, line), "", f"The file is out of date: {change}.")


def _too_long(path: str, text: str) -> Iterator[Finding]:
    size = len(text.encode())
    if path == README and size > README_BYTES:
        yield TOO_LONG.at(Location(path), "", f"The file has {size:,} bytes.")


def _first_change(present: str, wanted: str) -> tuple[int, str]:
    old, new = present.splitlines(), wanted.splitlines()
    for tag, start, end, new_start, new_end in difflib.SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag != "equal":
            has = repr("\n".join(old[start:end])[:80])
            should = repr("\n".join(new[new_start:new_end])[:80])
            return start + 1, f"it has {has} where the records give {should}"
    return 1, "line ends or the last line differ"


def difference(catalog: Catalog) -> str:
    """Gives the unified diff from the generated files on disk to what they should be; empty when up to date."""
    parts: list[str] = []
    for path, text in render_committed(catalog).items():
        file = catalog.root / path
        present = file.read_text(encoding="utf-8", errors="replace") if file.is_file() else ""
        lines = difflib.unified_diff(present.splitlines(True), text.splitlines(True), path, f"{path} (rendered)")
        parts += lines
    return "".join(parts)


def write_files(root: Path, files: Mapping[str, str | bytes]) -> tuple[str, ...]:
    """Writes files that differ, each by a temporary file and a rename.

    All new content is on disk before the first file is replaced, so a full disk leaves the old files as they are.

    Args:
        root: Folder that paths are relative to.
        files: Content by path.

    Returns:
        Paths that were replaced.

    Raises:
        BuildError: The disk refuses; files not yet replaced are untouched.
    """
    staged: list[tuple[Path, Path]] = []
    try:
        for path, content in files.items():
            data = content if isinstance(content, bytes) else content.encode()
            target = root / path
            if not (target.is_file() and target.read_bytes() == data):
                staged.append((_stage(target, data), target))
        for temporary, target in staged:
            temporary.replace(target)
    except OSError as error:
        raise BuildError(
            f"Cannot write {error.filename or root}: {error.strerror}. Nothing half-written was left."
        ) from error
    finally:
        for temporary, _ in staged:
            temporary.unlink(missing_ok=True)
    return tuple(target.relative_to(root).as_posix() for _, target in staged)


def _stage(target: Path, data: bytes) -> Path:
    target.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name}.", suffix=".new")
    temporary = Path(name)
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(data)
        temporary.chmod(0o644)
    except OSError:
        temporary.unlink(missing_ok=True)
        raise
    return temporary


def build(catalog: Catalog, say: Say, *, html: bool = True, search: bool = True) -> tuple[str, ...]:
    """Makes README, schema and site.

    Everything is rendered, built and checked beside the old output; only then is the old one replaced.

    Args:
        catalog: A catalogue without errors.
        say: Takes one line of progress at a time.
        html: Also build the site, not only the files kept in the repository.
        search: Also make the search index.

    Returns:
        Paths of the replaced files and folders.

    Raises:
        BuildError: Something is wrong with templates, pages or disk; the old output stands.
    """
    committed = render_committed(catalog)
    long = [str(finding) for path, text in committed.items() for finding in _too_long(path, text)]
    if long:
        raise BuildError("\n".join(long))
    site = build_site(catalog, say, search=search) if html else None
    replaced = write_files(catalog.root, committed)
    for path in left_over(catalog, committed):
        (catalog.root / path).unlink()
    if site is not None:
        _swap(site, catalog.root / SITE)
        replaced = (*replaced, SITE)
    return replaced


def build_site(catalog: Catalog, say: Say, *, search: bool) -> Path:
    """Builds and checks the site in a folder beside the final one, and gives that folder."""
    say(f"Rendering {len(catalog.papers)} papers")
    assemble(catalog)
    site = catalog.root / f"{SITE}.new"
    shutil.rmtree(site, ignore_errors=True)
    say("Building HTML (mkdocs)")
    run_mkdocs(catalog, site)
    say("Shrinking pages")
    shrink_site(site)
    say("Checking links, and indexing for search (Pagefind)" if search else "Checking links")
    with ThreadPoolExecutor(1) as pool:  # Pagefind is a process of its own: it works while links are checked
        index = pool.submit(index_site, site) if search else None
        findings = list(html_check.check_html(site))
        try:
            if index is not None:
                index.result()
        except SearchError as error:
            raise BuildError(f"Pagefind failed:\n{error}") from error
    if findings:
        shown = "\n".join(str(finding) for finding in findings[:20])
        raise BuildError(f"{shown}\n{len(findings)} broken addresses in the built site.")
    return site


def assemble(catalog: Catalog) -> Path:
    """Puts generated pages and the hand-written ones of `site/` together in build/docs, and removes what is stale.

    Raises:
        BuildError: A template is broken, two pages have one name, or the disk refuses.
    """
    with _template_errors():
        files: dict[str, str | bytes] = dict(Renderer(catalog).site())
    for path, content in _static_files(catalog.root):
        if path in files:
            raise BuildError(f"site/pages/{path} has the name of a generated page. Rename it.")
        files[path] = content
    docs = catalog.root / DOCS
    write_files(docs, files)
    for file in sorted(docs.rglob("*"), reverse=True):
        if file.is_file() and file.relative_to(docs).as_posix() not in files:
            file.unlink()
        elif file.is_dir() and not any(file.iterdir()):
            file.rmdir()
    return docs


def _static_files(root: Path) -> Iterator[tuple[str, bytes]]:
    """Gives the hand-written files of the site by path in its folder of documents."""
    for folder, prefix in (("site/pages", ""), ("site/assets", "assets/")):
        base = share(root, folder)
        for file in sorted(base.rglob("*")):
            if file.is_file():
                yield prefix + file.relative_to(base).as_posix(), file.read_bytes()
    for name in FORMAT_PAGES:
        yield name, share(root, f"docs/{name}").read_bytes()


def run_mkdocs(catalog: Catalog, site: Path) -> None:
    """Runs mkdocs in strict mode.

    The build date that mkdocs writes into its files is the day of the newest record, so that equal trees give equal
    sites.

    Raises:
        BuildError: mkdocs reports a warning or an error.
    """
    config = catalog.root / "build/mkdocs.yml"
    write_files(catalog.root, {"build/mkdocs.yml": _mkdocs_config(catalog.root, site)})
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--config-file", str(config)]
    env = {
        **os.environ,
        "SOURCE_DATE_EPOCH": str(_newest_day(catalog)),
        "NO_MKDOCS_2_WARNING": "1",
        "PYTHONHASHSEED": "0",
        "LC_ALL": "C.UTF-8",
        "TZ": "UTC",
    }
    done = subprocess.run(command, cwd=catalog.root, env=env, capture_output=True, text=True, check=False)  # noqa: S603
    if done.returncode != 0:
        raise BuildError(f"mkdocs failed:\n{(done.stderr + done.stdout).strip()}")


def _mkdocs_config(root: Path, site: Path) -> str:
    """Gives the configuration of this build: the knowledge base's or lvkb's own, with the folders of this root."""
    folders = {
        "INHERIT": str(share(root, "mkdocs.yml")),
        "docs_dir": str(root / DOCS),
        "site_dir": str(site),
        "theme": {"custom_dir": str(share(root, "site/overrides"))},
    }
    return json.dumps(folders, ensure_ascii=False, indent=2) + "\n"  # JSON is YAML too


def _newest_day(catalog: Catalog) -> int:
    """Seconds from 1970 to the newest record's day, in UTC."""
    days = [paper.added.toordinal() for paper in catalog.papers.values()]
    return (max(days, default=719_163) - 719_163) * 86_400


def _swap(new: Path, final: Path) -> None:
    """Puts a new folder in the place of the old one; the old one is moved aside first and deleted last."""
    old = final.with_name(f"{final.name}.old")
    shutil.rmtree(old, ignore_errors=True)
    if final.exists():
        final.rename(old)
    new.rename(final)
    shutil.rmtree(old, ignore_errors=True)
