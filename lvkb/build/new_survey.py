"""Another survey from nothing: a folder with its own name, taxonomy and examples, which checks and builds at once."""

from __future__ import annotations

import secrets
import shutil
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from typing import NamedTuple

from lvkb import checks
from lvkb.build.build_errors import BuildError, template_errors
from lvkb.build.committed import render_committed
from lvkb.build.staging import write_files
from lvkb.catalog import Catalog, load
from lvkb.errors import LvkbError, WrongUse
from lvkb.layout import ABOUT, PAPERS, TAXONOMY, packed
from lvkb.render.template_environment import environment
from lvkb.results import Results
from lvkb.wording import first_of

TEMPLATES: Mapping[str, str] = {
    ABOUT: "about.yml",
    TAXONOMY: "taxonomy.yml",
    f"{PAPERS}/example-one.yml": "example-one.yml",
    f"{PAPERS}/example-two.yml": "example-two.yml",
    "Makefile": "Makefile",
    "requirements.txt": "requirements.txt",
    ".gitignore": "gitignore",
    "CONTRIBUTING.md": "CONTRIBUTING.md",
    ".github/dependabot.yml": "dependabot.yml",
    ".github/workflows/check.yml": "check-workflow.yml",
    ".github/workflows/pages.yml": "pages-workflow.yml",
    ".github/workflows/links.yml": "links-workflow.yml",
}
"""What stands in `templates/survey/` for each file of a new survey."""

FORMS = ".github/ISSUE_TEMPLATE"
"""Forms are those of lvkb's own repository."""

_ALLOWED = frozenset({".git"})
_SHOWN = 5


class NotStarted(LvkbError):
    """A survey cannot be made in a folder; the text says why, and the folder is as it was."""


class Survey(NamedTuple):
    """What a new survey is called.

    Attributes:
        name: Its name.
        short_name: Its name where there is little room; empty where that is the name itself.
        field: What its papers are on, as in `papers on ...`.
        repository: Address of its repository; empty when there is none yet.
        requirement: What pip is to install for it.
    """

    name: str
    short_name: str
    field: str
    repository: str
    requirement: str


def start_survey(folder: Path, survey: Survey) -> tuple[str, ...]:
    """Makes a new survey in a folder that is empty or not there yet.

    Args:
        folder: The folder; git's own may be in it.
        survey: What it is called.

    Returns:
        The files, by path inside the folder.

    Raises:
        WrongUse: Its names or addresses cannot be used.
        NotStarted: Something is in the folder already, or the disk refuses. The folder is as it was.
    """
    files = _files(survey)
    _demand_room(folder)
    try:
        with _folder(folder), _beside(folder) as staged:
            write_files(staged, files)
            catalog = load(staged)
            _demand_sound(catalog)
            with template_errors():
                generated = render_committed(Results(catalog))
            write_files(staged, generated)
            _move(staged, folder)
    except (OSError, BuildError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise NotStarted(f"{folder} cannot be written: {reason}. It is as it was.") from None
    return tuple(sorted({*files, *generated}))


def _files(survey: Survey) -> dict[str, str]:
    """Gives the files of a survey but those that are generated."""
    env = environment(str(packed("templates")))
    written = {path: env.get_template(f"survey/{name}.j2").render(survey=survey) for path, name in TEMPLATES.items()}
    forms = {f"{FORMS}/{file.name}": file.read_text(encoding="utf-8") for file in sorted(packed(FORMS).glob("*.yml"))}
    return {**written, **forms}


def _demand_sound(catalog: Catalog) -> None:
    """Refuses a survey with a finding: its names or addresses are the only ones that are not ours.

    Raises:
        WrongUse: It has one.
    """
    found = checks.run(catalog)
    if found:
        raise WrongUse("; ".join(" ".join(filter(None, (f"{item.field}:", item.what, item.fix))) for item in found))


def _demand_room(folder: Path) -> None:
    """Refuses a folder that has something in it.

    Raises:
        NotStarted: It has, or it is no folder.
    """
    if folder.exists() and not folder.is_dir():
        raise NotStarted(f"{folder} is a file. Name a folder that is empty or not there yet.")
    try:
        names = sorted(entry.name for entry in folder.iterdir()) if folder.exists() else []
    except OSError as error:
        raise NotStarted(f"{folder} cannot be read: {error.strerror}.") from None
    found = [name for name in names if name not in _ALLOWED]
    if found:
        raise NotStarted(
            f"{folder} is not empty: {first_of(found, _SHOWN)}. Name a folder that is empty or not there yet."
        )


@contextmanager
def _folder(folder: Path) -> Iterator[None]:
    """Makes a folder with those above it for the time of a block, and for good when nothing goes wrong in it."""
    missing = [path for path in (folder, *folder.parents) if not path.exists()]
    try:
        folder.mkdir(parents=True, exist_ok=True)
        yield
    except BaseException:
        for path in missing:
            with suppress(OSError):
                path.rmdir()
        raise


@contextmanager
def _beside(folder: Path) -> Iterator[Path]:
    """Gives a folder inside a folder, which is gone after the block."""
    staged = folder / f".lvkb-init-{secrets.token_hex(4)}"
    staged.mkdir()
    try:
        yield staged
    finally:
        shutil.rmtree(staged, ignore_errors=True)


def _move_new(entry: Path, target: Path) -> Path:
    if target.exists():
        raise FileExistsError(0, "something has come into it meanwhile", str(target))
    return entry.rename(target)


def _move(staged: Path, folder: Path) -> None:
    """Moves all that is in one folder into another, or nothing.

    Raises:
        OSError: The disk refuses, or something of that name has come there meanwhile.
    """
    with ExitStack() as undo:
        for entry in sorted(staged.iterdir()):
            target = _move_new(entry, folder / entry.name)
            undo.callback(target.rename, entry)
        undo.pop_all()
