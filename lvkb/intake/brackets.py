"""Brackets around tags and remarks."""

from __future__ import annotations

GROUPS = {"[": "]", "(": ")", "\u3010": "\u3011", "\uff08": "\uff09", "{": "}", "\uff3b": "\uff3d"}
"""Opening brackets with those that close them."""

CLOSERS = {closer: opener for opener, closer in GROUPS.items()}
"""Closing brackets with those that open them."""

LONGEST_TAG = 60
"""Characters of a tag; what is longer is a part of the text."""


def group_end(text: str, start: int, most: int = LONGEST_TAG) -> int:
    """Gives where the bracket that opens at an offset is closed, -1 when it is not within a short tag."""
    depth = 0
    for at in range(start, min(start + most, len(text))):
        if text[at] in GROUPS:
            depth += 1
        elif text[at] in CLOSERS:
            depth -= 1
            if depth == 0:
                return at + 1
    return -1


def group_start(text: str) -> int:
    """Gives where the bracket opens that a text ends with, -1 when it does not within the length of two tags."""
    depth = 0
    for at in range(len(text) - 1, max(len(text) - 2 * LONGEST_TAG, -1), -1):
        if text[at] in CLOSERS:
            depth += 1
        elif text[at] in GROUPS:
            depth -= 1
            if depth == 0:
                return at
    return -1
