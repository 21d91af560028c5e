"""Comparison with files under tests/golden; `LVKB_UPDATE_GOLDEN=1 pytest tests/build` accepts what the code gives."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

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
