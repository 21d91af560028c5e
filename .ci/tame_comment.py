"""Gives the text of a comment as it is, or a sentence of ours where it holds what no report of lvkb holds.

The text comes from a run that the branch of a stranger could have changed: it is not believed to be lvkb's. A report
has every word of a record as letters and entities inside `<code>`; so a text with a link, a picture, a mention, a
reference or another tag is none. Nothing in it is evaluated.

Usage: tame_comment.py FILE ADDRESS-OF-THE-RUN
"""

from __future__ import annotations

import re
import sys
from pathlib import Path

MARK = "<!-- lvkb review -->\n"
"""Stands first in the one comment, by which it is found again."""

MOST_CHARACTERS = 64_000
"""GitHub takes 65,536."""

_MOST_BYTES = 4 * MOST_CHARACTERS
_WARNING = "> [!WARNING]\n"
_CODE = re.compile(r"<code>[A-Za-z0-9 /.,;=&#-]*</code>")
_FRAME = re.compile(r"</?(?:details|summary)>|<br>")
_FOREIGN = re.compile(
    r"[<@&\\]|\]\s*[(\[:]|!\[|://|www\.|#\s*\d|\bGH-\d|\b[0-9a-f]{20}|[^\x20-\x7e\n\N{RIGHTWARDS ARROW}]", re.IGNORECASE
)


def main(file: Path, run: str) -> str:
    """Gives the text to post."""
    text = read(file)
    if text is not None and len(text) <= MOST_CHARACTERS and is_tame(text):
        return f"{MARK}{text}"
    return f"{MARK}What this run wrote is no report of lvkb, or too long a one: see [the run]({run}).\n"


def read(file: Path) -> str | None:
    """Gives the text of a plain file of limited size; None for another one."""
    try:
        if file.is_symlink() or not file.is_file() or file.stat().st_size > _MOST_BYTES:
            return None
        return file.read_bytes().decode("utf-8")
    except (OSError, UnicodeDecodeError):
        return None


def is_tame(text: str) -> bool:
    """Tells whether a text can be a report: outside of code nothing makes a link, a mention, a reference or a tag."""
    bare = _FRAME.sub("", _CODE.sub("", text.replace(_WARNING, "")))
    return not _FOREIGN.search(bare)


if __name__ == "__main__":
    sys.stdout.buffer.write(main(Path(sys.argv[1]), sys.argv[2]).encode())
