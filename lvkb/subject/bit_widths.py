"""Bits of quantised models, as tables print them: `W4A4`, `8/8`, `INT8`, `4-bit`."""

from __future__ import annotations

import re

FULL = "32"
"""Stands for a model that is not quantised."""

_NAMED = re.compile(
    r"(?<![A-Za-z0-9])(?:W(?P<weights>\d{1,2})[ /,-]{0,2}A(?P<activations>\d{1,2})(?!\d)"
    r"|(?P<bits>\d{1,2})[ -]?bits?\b|INT-?(?P<whole>\d{1,2})(?!\d)|(?P<full>FP-?(?:32|16)(?!\d)|full[ -]precision\b))",
    re.IGNORECASE,
)
_BARE = re.compile(r"W?(\d{1,2})\s*[/-]\s*A?(\d{1,2})(?:\s*[/-]\s*(\d{1,2}))?", re.IGNORECASE)
_FULL = re.compile(r"(?:FP|float)[ -]?(?:32|16)?|full", re.IGNORECASE)
_LEAST_FULL = 16


def named_bits(text: str) -> str:
    """Gives the bits that a text names first; empty where it names none.

    They are `W4A8`, `8` where weights and activations are not told apart, and `32` for a model that is not quantised.
    """
    match = _NAMED.search(text)
    if match is None:
        return ""
    if match["weights"]:
        return _written(match["weights"], match["activations"])
    return FULL if match["full"] else _written(match["bits"] or match["whole"])


def bits_of_cell(text: str) -> str:
    """Gives the bits that a cell of a column of bits tells, `4/8` those of weights and activations; else none."""
    bare = text.strip()
    if match := _BARE.fullmatch(bare):
        weights, activations, attention = match.groups()
        return _written(weights, activations) if attention in (None, weights) else ""
    if bare.isdecimal() and len(bare) < 3:
        return _written(bare)
    return FULL if _FULL.fullmatch(bare) else named_bits(bare)


def _written(*bits: str) -> str:
    widths = [int(width) for width in bits]
    if min(widths) >= _LEAST_FULL:
        return FULL
    return f"W{widths[0]}A{widths[1]}" if len(widths) > 1 else f"{widths[0]}"


def bits_note(bits: str) -> str:
    """Gives the note of a reading with these bits, such as `4-bit weights and 8-bit activations`, with a period."""
    weights, _, activations = bits.removeprefix("W").partition("A")
    if not activations:
        return f"{weights}-bit."
    return f"{weights}-bit weights and {f'{activations}-bit ' if activations != weights else ''}activations."
