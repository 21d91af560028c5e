"""The style of drawings that stand alone: the rules and colours of the site's, dark where the reader's system is."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

from lvkb.layout import share

CHARTS = "site/assets/css/charts.css"
COLOURS = "site/assets/css/lvkb.css"

_SCHEME = re.compile(r'(?::root,\s*)?\[data-md-color-scheme="(default|slate)"\] \{([^}]*)\}')
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_SPACE = re.compile(r"\s+")
_AROUND = re.compile(r" ?([{};,]) ?")


def drawing_style(root: Path) -> str:
    """Gives the style as one line of CSS.

    Args:
        root: The root of the knowledge base.
    """
    return _style(share(root, COLOURS), share(root, CHARTS))


@cache
def _style(colours: Path, charts: Path) -> str:
    rules = charts.read_text(encoding="utf-8")
    told = colours.read_text(encoding="utf-8") + rules
    light, dark = (
        "".join(block for scheme, block in _SCHEME.findall(told) if scheme == wanted) for wanted in ("default", "slate")
    )
    schemes = f":root{{color-scheme:light dark;{light}}}@media (prefers-color-scheme:dark){{:root{{{dark}}}}}"
    return short_style(schemes + _SCHEME.sub("", rules))


def short_style(style: str) -> str:
    """Gives a style without comments and white space that means nothing."""
    return _AROUND.sub(r"\1", _SPACE.sub(" ", _COMMENT.sub("", style))).replace(";}", "}").strip()
