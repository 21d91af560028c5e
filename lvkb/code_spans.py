"""Text of strangers as code in Markdown: shown as it is, with no markup, mention or reference in it."""

from __future__ import annotations

import re

from lvkb.findings import visible

LONGEST_TEXT = 500
"""Characters of one text that are shown."""


def code(text: str, most: int = LONGEST_TEXT) -> str:
    """Gives a text as code for a Markdown cell: shown as it is, whatever signs it holds, and no mention of anybody.

    What is too long for a cell is cut.
    """
    shown = visible(" ".join(text.split()))
    shown = shown if len(shown) <= most else f"{shown[:most]} ..."
    return f"<code>{re.sub(r'[^A-Za-z0-9 /.,;=-]', _entity, shown)}</code>"


def _entity(sign: re.Match[str]) -> str:
    return f"&#{ord(sign[0])};"
