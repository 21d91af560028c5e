"""The files of named views with their archives, as the site and releases have them."""

from __future__ import annotations

from collections.abc import Iterator

from lvkb.build.archive import write_archive
from lvkb.render.renderer import Renderer
from lvkb.render.view_files import ViewFiles, named_view_files


def all_view_files(renderer: Renderer, *, is_frozen: bool = False) -> Iterator[tuple[str, str | bytes]]:
    """Gives every file of every named view with its path in the site, one at a time.

    Args:
        renderer: The renderer of the catalogue.
        is_frozen: Whether they are of a release, and their paths are those inside its folder.
    """
    day = renderer.catalog.updated
    for files in named_view_files(renderer, is_frozen=is_frozen):
        for ending, text in files.texts.items():
            yield f"{files.shown.path}.{ending}", text
        yield f"{files.shown.path}.zip", write_archive(files.shown.archive, _content(files), day)


def _content(files: ViewFiles) -> dict[str, bytes]:
    name = files.shown.name
    own = {f"{name}.{ending}": text for ending, text in files.texts.items() if ending != "html"}
    return {path: text.encode() for path, text in (own | dict(files.beside)).items()}
