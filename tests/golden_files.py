"""Comparison with the files under tests/golden; `pytest tests/build --update-golden` accepts what the code gives."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

import yaml

FOLDER = Path(__file__).parent / "golden"


class GoldenFiles(NamedTuple):
    """The golden files, to compare with or to rewrite."""

    update: bool

    def compare(self, path: str, text: str) -> None:
        """Asserts that a text is the golden one, or makes it so."""
        file = FOLDER / path
        if self.update:
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text, encoding="utf-8")
        assert text == file.read_text(encoding="utf-8")


def unfolded(page: str) -> str:
    """Gives a page of the site with its blocks of HTML behind it, line by line, so that people can review a change.

    Args:
        page: Front matter, whose last key may be `blocks`, and Markdown.
    """
    _, matter, body = page.split("---\n", 2)
    blocks = yaml.safe_load(matter).get("blocks", {})
    head = "".join(line for line in matter.splitlines(True) if not line.startswith("blocks: "))
    return f"---\n{head}---\n{body}" + "".join(f"\n<!-- {name} -->\n{html}\n" for name, html in blocks.items())
