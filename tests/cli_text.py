"""What typer prints, without what depends on the terminal: frames, colours, and where lines break."""

from __future__ import annotations

import re

from typer.testing import Result

_COLOUR = re.compile(r"\x1b\[[0-9;]*m")
_FRAME = re.compile("[\u2500-\u257f]+")


def flat(text: str) -> str:
    """Gives a help text or a refusal as one line."""
    return " ".join(_FRAME.sub(" ", _COLOUR.sub("", text)).split())


def refusal(result: Result) -> tuple[int, str, str]:
    """Gives exit code, output, and the sentence in which typer refuses a value, as all its versions word it."""
    _, begin, rest = flat(result.stderr).partition("Invalid value")
    return result.exit_code, result.stdout, begin + rest.replace("Value error, ", "")


def no_choice(option: str, word: str, *known: str) -> tuple[int, str, str]:
    """Gives the refusal of a word that is none of those an option takes."""
    choices = ", ".join(f"'{choice}'" for choice in known)
    return 2, "", f"Invalid value for '{option}': '{word}' is not one of {choices}."
