"""Ten thousand files with slips and attacks in them: no traceback, no hang, no other meaning than what is written."""

from __future__ import annotations

import re
import time
from collections import Counter
from pathlib import Path

import pytest

from lvkb import checks
from lvkb.catalog import load
from tests.garbled_files import garbled
from tests.garbled_kinds import ROOT, kinds
from tests.samples import write_root

pytestmark = pytest.mark.bench

COUNT = 10_000
LONGEST_S = 5.0
"""Most seconds of CPU time for one garbled file; the slowest sound file takes a tenth of one."""

TAXONOMY = (ROOT / "catalog/taxonomy.yml").read_bytes()
KINDS = kinds([file.read_bytes() for file in sorted((ROOT / "catalog/papers").glob("*.yml"))])


def test_shares() -> None:
    """All kinds together are all garbled files."""
    assert sum(kind.share for kind in KINDS.values()) == 100


@pytest.mark.parametrize("name", KINDS)
def test_many_garbled_files(name: str) -> None:
    """Every garbled file is refused in order or taken for what it says, in good time; numbers of each are printed."""
    kind, counts, slowest = KINDS[name], Counter[str](), 0.0
    for content in garbled(kind.seeds, COUNT * kind.share // 100, seed=20_261_120):
        start = time.process_time()
        taken = kind.read(content)
        slowest = max(slowest, time.process_time() - start)
        assert taken.wrong == "", content
        counts["alone" if taken.is_alone else "taken" if taken.is_taken else "refused"] += 1
    print(f"\n{name:14} {dict(counts)}, slowest {slowest:.2f} s")
    assert slowest < LONGEST_S
    assert counts["alone"] <= counts.total() / 100


def test_garbled_files_in_a_knowledge_base(tmp_path: Path) -> None:
    """A record of any kind beside sound ones is checked with the rest, and every finding names a file."""
    kind, found = KINDS["records"], Counter[str]()
    sound = {f"papers/{file.name}": file.read_bytes() for file in (ROOT / "tests/examples/good").glob("*.yml")}
    for number, content in enumerate(garbled(kind.seeds, COUNT // 20, seed=20_261_121)):
        named = re.search(rb"^id: ([a-z0-9-]{1,60})\s*$", content, re.MULTILINE)
        name = f"papers/{named[1].decode() if named else 'garbled'}.yml"
        root = write_root(tmp_path / str(number), {**sound, "taxonomy.yml": TAXONOMY, name: content})
        for finding in checks.run(load(root)):
            assert finding.location.path.startswith("catalog/")
            found[finding.code] += 1
    print(f"\n{found.total()} findings of {len(found)} rules, the most of {found.most_common(3)}")
    assert len(found) > 15
