"""Files of others that the browser tests use."""

from __future__ import annotations

import hashlib
from pathlib import Path

VENDOR = Path(__file__).parent / "vendor"


def test_vendored_files_are_unchanged() -> None:
    """Each vendored file has the hash that is written down for it, and none is without one."""
    lines = (VENDOR / "SHA256SUMS").read_text(encoding="utf-8").splitlines()
    expected = {name: digest for digest, name in (line.split(maxsplit=1) for line in lines)}
    present = {
        file.name: hashlib.sha256(file.read_bytes()).hexdigest()
        for file in VENDOR.iterdir()
        if file.name not in ("SHA256SUMS", "README.md")
    }
    assert present == expected
