"""What libyaml says of a file that does not parse, with a cure for the slips that people make."""

from __future__ import annotations

from collections.abc import Sequence

import yaml

from lvkb.findings import Finding, Location
from lvkb.yamlfile.decoding import place_after
from lvkb.yamlfile.syntax_rules import BAD_SYNTAX

_TOO_DEEP = "exceeded maximum nesting depth"


def depth_limit(error: yaml.YAMLError) -> int | None:
    """Gives where libyaml itself refused a file for its depth, in characters; None for any other error.

    From version 0.2.6 on it stops at 1,000 levels; earlier ones have no limit.
    """
    if isinstance(error, yaml.MarkedYAMLError) and error.problem_mark and error.problem == _TOO_DEEP:
        return error.problem_mark.index
    return None


def syntax_finding(error: yaml.YAMLError, path: str, text: str) -> Finding:
    """Gives the finding for an error of the parser.

    Args:
        error: What the parser raised.
        path: The file's name for findings.
        text: The file's text.
    """
    mark = getattr(error, "problem_mark", None)
    where = Location(path, mark.line + 1, mark.column + 1) if mark else Location(path)
    if mark and mark.index >= len(text.rstrip()):
        where = place_after(path, text.rstrip())  # what breaks off is shown where it does, not behind the last line
    problem = getattr(error, "problem", None) or str(error).splitlines()[0]
    context = getattr(error, "context", None)
    opened = getattr(error, "context_mark", None)
    said = f"{problem} {context}" if context else problem
    if mark and opened and opened.line != mark.line:
        said += f" that starts in line {opened.line + 1}"
    return BAD_SYNTAX.at(where, "", f"The YAML does not parse: {said}.", _cure(said, mark, text))


def _cure(said: str, mark: yaml.Mark | None, text: str) -> str:
    if line := _conflict(text.splitlines()):
        return f"Git left a conflict in line {line}: keep one side, and delete the lines <<<<<<<, ======= and >>>>>>>."
    if "scanning a quoted scalar" in said and "end of stream" in said:
        return "Close the quote that is opened there."
    if "mapping values are not allowed" in said:
        return "Put a text that holds a colon and a space in double quotes, or mend the indent."
    if "tab character" in said or (mark and text[mark.index : mark.index + 1] == "\t"):
        return "Indent with spaces, not with tabs."
    if "cannot start any token" in said:
        return "Put a text that starts with this sign in double quotes."
    if "scanning an alias" in said or "scanning an anchor" in said:
        return "Put a text that starts with * or & in double quotes."
    return ""


def _conflict(lines: Sequence[str]) -> int:
    """Gives the line in which git begins to show two sides that it could not merge; 0 without any."""
    begins = (nr for nr, line in enumerate(lines, start=1) if line.startswith("<<<<<<< "))
    return next(begins, 0) if any(line.startswith(">>>>>>> ") for line in lines) else 0
