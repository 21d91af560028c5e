"""Releases whose data the site keeps as they were: which there are, and which files each has."""

from __future__ import annotations

from typing import NamedTuple

from lvkb.records import Release

FOLDER = "v"
"""Where the site keeps them, each in a folder named by its version."""

EMBED_PAGE = "embed/index.html"
"""Page that shows any view alone, in the site and in a release."""

VIEWS = "views"
"""Folder of named views, likewise."""


class FrozenFile(NamedTuple):
    """A file of a release.

    Attributes:
        path: Its path inside the release, which is that of the present file inside the site.
        size: Its size in bytes.
        sha256: Its checksum.
    """

    path: str
    size: int
    sha256: str


class FrozenRelease(NamedTuple):
    """A release that the site keeps.

    Attributes:
        release: Its version and day.
        files: Its files, by path.
    """

    release: Release
    files: tuple[FrozenFile, ...]

    @property
    def data(self) -> tuple[FrozenFile, ...]:
        """Its data files and its citation."""
        return tuple(file for file in self.files if not file.path.startswith((f"{VIEWS}/", "embed/")))

    @property
    def views(self) -> tuple[str, ...]:
        """The pages of its named views."""
        return tuple(
            file.path for file in self.files if file.path.startswith(f"{VIEWS}/") and file.path.endswith(".html")
        )

    @property
    def linked(self) -> tuple[str, ...]:
        """The files that its page leads to."""
        return (*(file.path for file in self.data), *self.views)

    @property
    def folder(self) -> str:
        """Its folder inside the site."""
        return f"{FOLDER}/{self.release.version}"


class GonePaper(NamedTuple):
    """A paper of a release whose id no record has any more.

    Attributes:
        id: The id.
        name: Its name then; the id where the record cannot be read by the rules of today.
        frozen: The last release that had it.
        now: Id of the record that it has now; empty where it has none.
        now_name: Name of that record.
    """

    id: str
    name: str
    frozen: FrozenRelease
    now: str = ""
    now_name: str = ""


class Past(NamedTuple):
    """What the site keeps of earlier releases.

    Attributes:
        releases: The releases, newest version first.
        gone: Papers of theirs that are there no more, by id.
    """

    releases: tuple[FrozenRelease, ...] = ()
    gone: tuple[GonePaper, ...] = ()

    @property
    def embedding(self) -> str:
        """Version of the newest release, if it has the page that shows any view alone; else empty."""
        newest = next(iter(self.releases), None)
        has_page = newest is not None and any(file.path == EMBED_PAGE for file in newest.files)
        return newest.release.version if newest and has_page else ""

    def keeps(self, release: Release | None) -> bool:
        """Tells whether a release is among them."""
        return any(item.release == release for item in self.releases)
