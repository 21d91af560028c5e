"""The built site without what no reader needs: white space, comments, and parts of the theme that are not in use."""

from __future__ import annotations

import re
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

from lvkb.build.unused_styles import page_names, script_names, without_unused
from lvkb.views.frozen_releases import FOLDER

_UNUSED = ("assets/javascripts/lunr/**/*", "assets/javascripts/workers/*", "assets/**/*.map")
"""Material's own search with its languages, which Pagefind replaces, and maps for the theme's developers."""

_OWN_SCRIPTS = "assets/js/**/*.js"
_OWN_STYLES = "assets/css/**/*.css"
_THEME_STYLES = "assets/stylesheets/*.css"

_NO_CODE = re.compile(r"/\*\*.*?\*/|^[ \t]*//[^\n]*$|[ \t]+// [^\"'`\n]*$", re.DOTALL | re.MULTILINE)
"""Types in `/** */`, lines that are comments, and comments behind code, as far as no quote says otherwise."""

_LEADING = re.compile(r"^\s+", re.MULTILINE)

_PROCESSES = 2  # a thousand pages take half a second: more would spend it on starting


def shrink_site(site: Path) -> None:
    """Shrinks every page, script and style of a built site in place, and deletes unused files of the theme."""
    import rcssmin  # noqa: PLC0415 - of the extra `site`: README.md is built without

    for pattern in _UNUSED:
        for file in sorted(site.glob(pattern)):
            if file.is_file():
                file.unlink()
    for script in site.glob(_OWN_SCRIPTS):
        script.write_text(shrink_script(script.read_text(encoding="utf-8")), encoding="utf-8")
    for style in site.glob(_OWN_STYLES):
        style.write_text(rcssmin.cssmin(style.read_text(encoding="utf-8")), encoding="utf-8")
    frozen = site / FOLDER  # releases stay byte by byte as they were
    pages = [page for page in site.rglob("*.html") if page.parent == frozen or frozen not in page.parents]
    with ProcessPoolExecutor(_PROCESSES) as pool:
        named = pool.map(_shrink_file, pages, chunksize=1 + len(pages) // (4 * _PROCESSES))
        _shrink_theme(site, frozenset().union(*named))


def _shrink_file(file: Path) -> frozenset[str]:
    """Shrinks a page, and gives what it names."""
    page = shrink(file.read_text(encoding="utf-8"))
    file.write_text(page, encoding="utf-8")
    return page_names(page)


def _shrink_theme(site: Path, named: frozenset[str]) -> None:
    """Takes out of the theme's style sheets what neither pages nor scripts use."""
    names = named.union(*(script_names(file.read_text(encoding="utf-8")) for file in site.rglob("*.js")))
    theme = sorted(site.glob(_THEME_STYLES))
    texts = {file: file.read_text(encoding="utf-8") for file in site.rglob("*.css")}
    others = (text for file, text in texts.items() if file not in theme)
    for file, text in zip(theme, without_unused([texts[file] for file in theme], others, names), strict=True):
        file.write_text(text, encoding="utf-8")


def shrink(html: str) -> str:
    """Gives a page that a browser reads as the same document, in fewer characters."""
    import minify_html  # noqa: PLC0415 - of the extra `site`: README.md is built without

    text: str = minify_html.minify(
        html,
        keep_html_and_head_opening_tags=True,
        keep_closing_tags=True,  # Pagefind glues the words of cells and list items that are not closed
        minify_css=False,
        minify_js=False,
    )
    return text


def shrink_script(script: str) -> str:
    """Gives one of our own scripts without comments, indentation and empty lines.

    It is no parser: our scripts have no text over several lines, and no `/**` inside a text.
    """
    return _LEADING.sub("", _NO_CODE.sub("", script))
