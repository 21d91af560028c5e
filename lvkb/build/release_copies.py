"""The data of earlier releases, taken from their archives, for addresses of the site that never change."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path

from lvkb.build.archive import ArchivedFile, read_archive
from lvkb.build.build_errors import BuildError
from lvkb.changes.reading_pairs import renamed_papers
from lvkb.layout import CITATION, PAPERS, RELEASE, is_record_path
from lvkb.records import SLUG, Paper, Release
from lvkb.validation import read_record
from lvkb.views.frozen_releases import VIEWS, FrozenFile, FrozenRelease, GonePaper, Past
from lvkb.yamlfile import parse


class ReleaseCopies:
    """The archives of releases in a folder, whose data the site keeps.

    Args:
        folder: Folder with what `lvkb freeze` wrote; None for a site that keeps none.

    Raises:
        BuildError: An archive is not one of a release, or two are of one version.
    """

    def __init__(self, folder: Path | None) -> None:
        self._archives: dict[str, Path] = {}
        found: list[FrozenRelease] = []
        for file in _archives(folder):
            frozen = _frozen(file)
            other = self._archives.setdefault(frozen.release.version, file)
            if other != file:
                raise BuildError(
                    f"{other.name} and {file.name} both hold release {frozen.release.version}. Delete one."
                )
            found.append(frozen)
        self.releases = tuple(sorted(found, key=lambda item: item.release.numbers, reverse=True))
        """The releases, newest version first."""

    def files(self) -> Iterator[tuple[str, bytes]]:
        """Gives the files that the site keeps of each release with their paths there, one at a time."""
        for frozen in self.releases:
            archived = read_archive(self._archives[frozen.release.version], _is_kept)
            yield from ((f"{frozen.folder}/{path}", item.content) for path, item in archived.items())

    def past(self, held: Mapping[str, Paper]) -> Past:
        """Gives what pages tell of the releases, the papers among it that are there no more.

        Args:
            held: The papers of now, by id.
        """
        found: dict[str, GonePaper] = {}
        for frozen in self.releases:
            archived = read_archive(self._archives[frozen.release.version], _is_record)
            lost = {_identity(path): item for path, item in archived.items() if _identity(path) not in held}
            found |= {key: _gone(key, item, frozen, held) for key, item in lost.items() if key not in found}
        return Past(self.releases, tuple(found[key] for key in sorted(found)))


def _is_record(path: str) -> bool:
    return is_record_path(path) and bool(re.fullmatch(SLUG, _identity(path)))


def _identity(path: str) -> str:
    return Path(path).stem


def _gone(identity: str, archived: ArchivedFile, frozen: FrozenRelease, held: Mapping[str, Paper]) -> GonePaper:
    paper = read_record(parse(archived.content, f"{PAPERS}/{identity}.yml"), Paper)
    if paper is None:
        return GonePaper(identity, identity, frozen)
    now = renamed_papers([paper], held.values()).get(paper.id, "")
    return GonePaper(identity, paper.name, frozen, now, held[now].name if now else "")


def _archives(folder: Path | None) -> list[Path]:
    if folder is None:
        return []
    if not folder.is_dir():
        raise BuildError(f"There is no folder {folder} of archives.")
    return sorted(folder.glob("*.zip"))


def _is_kept(path: str) -> bool:
    return path.startswith(("data/", f"{VIEWS}/", "embed/")) or path == CITATION


def _frozen(file: Path) -> FrozenRelease:
    archived = read_archive(file, lambda path: _is_kept(path) or path == RELEASE)
    if CITATION not in archived:
        raise BuildError(f"{file.name} holds what was not released yet, and the site keeps releases alone. Delete it.")
    kept = (FrozenFile(path, len(item.content), item.sha256) for path, item in archived.items() if _is_kept(path))
    return FrozenRelease(_release(file, archived.get(RELEASE)), tuple(kept))


def _release(file: Path, archived: ArchivedFile | None) -> Release:
    release = read_record(parse(archived.content, RELEASE), Release) if archived else None
    if release is None:
        raise BuildError(f"{file.name} does not say in {RELEASE} which release it holds.")
    return release
