"""The style of drawings that stand alone: every colour that they use, in both schemes, and nothing from elsewhere."""

from __future__ import annotations

import re
from pathlib import Path

from lvkb.render.drawing_style import CHARTS, COLOURS, drawing_style, short_style

STYLE = """\
/* Colours. */
:root,
[data-md-color-scheme="default"] {
  --lv-ground: #fff;
}

[data-md-color-scheme="slate"] {
  --lv-ground: #111;
}
"""
RULES = """\
[data-md-color-scheme="default"] { --lv-one: #123; }
[data-md-color-scheme="slate"] { --lv-one: #456; }

.lv-dot circle { fill: var(--lv-one); font-family: "A, B", serif; }
"""


def test_one_style_of_two_sheets(tmp_path: Path) -> None:
    """Colours of both sheets come first, dark ones where the system is dark; rules follow; comments and blanks go."""
    for path, text in ((COLOURS, STYLE + ".lv-other { color: red; }\n"), (CHARTS, RULES)):
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text(text, encoding="utf-8")
    assert drawing_style(tmp_path) == (
        ":root{color-scheme:light dark;--lv-ground: #fff;--lv-one: #123}"
        "@media (prefers-color-scheme:dark){:root{--lv-ground: #111;--lv-one: #456}}"
        '.lv-dot circle{fill: var(--lv-one);font-family: "A,B",serif}'
    )


def test_every_colour_of_the_site_is_known_in_both_schemes() -> None:
    """Whatever the charts' own rules use has a value in light and in dark."""
    text = drawing_style(Path(__file__).parents[2])
    light, _, rest = text.partition("@media (prefers-color-scheme:dark)")
    dark, _, rules = rest.partition("}}")
    used = set(re.findall(r"var\((--lv-[\w-]+)\)", rules)) - {"--lv-family"}
    assert {"--lv-ground", "--lv-text", "--lv-line", "--lv-family-1", "--lv-other"} <= used
    assert used <= set(re.findall(r"(--lv-[\w-]+):", light))
    assert used <= set(re.findall(r"(--lv-[\w-]+):", dark))


def test_short_style() -> None:
    """Rules stay, what means nothing goes."""
    assert short_style("/* x */\na ,\nb {\n  color : red ;\n}\n") == "a,b{color : red}"
