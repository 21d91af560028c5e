"""Names and titles as readers see them: what authors write for TeX becomes plain characters."""

from __future__ import annotations

import re

_RAISED = str.maketrans("0123456789+-n", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻ⁿ")
_LOWERED = str.maketrans("0123456789+-", "₀₁₂₃₄₅₆₇₈₉₊₋")
_MATH = re.compile(r"\$([^$]*)\$")
_SCRIPT = re.compile(r"([\^_])(?:\{([^{}]*)\}|(.))")
COMMANDS = {
    r"\alpha": "\N{GREEK SMALL LETTER ALPHA}",
    r"\beta": "β",
    r"\epsilon": "ε",
    r"\lambda": "λ",
    r"\mu": "μ",
    r"\times": "\N{MULTIPLICATION SIGN}",
    r"\infty": "∞",
    r"\to": "→",
    r"\dagger": "†",
    r"\star": "⋆",
}
"""The commands of mathematics that are known, with the characters that they stand for."""
_LETTER_BELOW = re.compile(r"([^_\s]+)_(?=[A-Z]|[^\w\s])([^_]+)")


def typeset(text: str) -> str:
    """Gives a name or title without the marks of TeX: `IA-RED²` for `IA-RED$^2$`, `SReT-⋇T` for `SReT_⋇T`.

    Mathematics that it does not know loses its dollars and nothing else; names of code keep their underscores.
    """
    shown = _MATH.sub(lambda match: _math(match[1]), text)
    parts = _LETTER_BELOW.fullmatch(shown)
    return f"{parts[1]}-{parts[2]}" if parts else shown


def _math(formula: str) -> str:
    for command, character in COMMANDS.items():
        formula = re.sub(rf"{re.escape(command)}(?![A-Za-z])\s*", character, formula)
    return _SCRIPT.sub(_script, formula)


def _script(match: re.Match[str]) -> str:
    table = _RAISED if match[1] == "^" else _LOWERED
    inner = match[2] if match[2] is not None else match[3]
    known = all(ord(char) in table for char in inner)
    return inner.translate(table) if known else match[0]
