"""The page that shows any view of models alone, for frames in other pages; with its script and style in one folder.

Nothing of it lies elsewhere but the data, so that a release keeps it whole.
"""

from __future__ import annotations

from collections.abc import Iterator

from lvkb.build.minify import shrink_script
from lvkb.build.scripts import SCRIPTS, joined
from lvkb.layout import share
from lvkb.render.drawing_style import drawing_style, short_style
from lvkb.render.renderer import Renderer
from lvkb.render.site_data import page_data
from lvkb.render.view_files import embed_page
from lvkb.views.frozen_releases import EMBED_PAGE

_FOLDER = EMBED_PAGE.partition("/")[0]
_ENTRY = "embed_main.js"
_STYLES = ("workspace.css", "embed.css")


def embed_files(renderer: Renderer, *, is_frozen: bool = False) -> Iterator[tuple[str, str]]:
    """Gives the files of the page with their paths in the site.

    Args:
        renderer: The renderer of the catalogue.
        is_frozen: Whether they are of a release, and their paths are those inside its folder; with them go the data.
    """
    root = renderer.catalog.root
    scripts = share(root, f"site/{SCRIPTS}/workspace").glob("*.js")
    sources = {file.name: shrink_script(file.read_text(encoding="utf-8")) for file in scripts}
    styles = (share(root, f"site/assets/css/{name}").read_text(encoding="utf-8") for name in _STYLES)
    yield EMBED_PAGE, embed_page(renderer, is_frozen=is_frozen)
    yield f"{_FOLDER}/embed.js", joined(sources, _ENTRY)
    yield f"{_FOLDER}/embed.css", drawing_style(root) + short_style("".join(styles)) + "\n"
    if is_frozen:
        yield from page_data(renderer, is_frozen=True)
