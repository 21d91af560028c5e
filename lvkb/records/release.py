"""The release of the data: its own version, and the day it came out."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field, StringConstraints

from lvkb.records.values import VERSION, Day, Record


class Release(Record):
    """The file that says which release the data are of.

    The version is the data's own: neither that of lvkb's code nor `schema_version`, the shape of the exports. What
    raises which of its numbers is written in docs/releasing.md.
    """

    version: Annotated[str, StringConstraints(max_length=30, pattern=VERSION)]
    date: Annotated[Day, Field(description="Day of the release")]

    @property
    def numbers(self) -> tuple[int, int, int]:
        """Major, minor and patch, which compare as versions do."""
        major, minor, patch = map(int, self.version.split("."))
        return major, minor, patch
