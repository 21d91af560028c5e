"""Larger catalogues grown from the real one, for measurements of scale."""

from __future__ import annotations

import random
import re
import shutil
from decimal import Decimal
from functools import partial
from pathlib import Path

from lvkb.catalog import load
from lvkb.layout import ABOUT, COUNTS, PAPERS, TAXONOMY, TIMM_RESULTS, WAIVERS, paper_files

_ACCURACY = re.compile(r"(\btop[15]: )(\d+(?:\.\d+)?)")

_SYLLABLES = (
    "ba",
    "co",
    "du",
    "fe",
    "gi",
    "ho",
    "ju",
    "ka",
    "lem",
    "mir",
    "nos",
    "pra",
    "qui",
    "rut",
    "sel",
    "tov",
    "vyn",
    "zar",
)


def grow(real: Path, target: Path, papers: int) -> Path:
    """Makes a knowledge base of `papers` records: the real ones, then copies with identities and titles of their own.

    The copies keep variants, readings and annotations, so that files have the real size and shape; all accuracies of a
    copy are some tenths lower, or every copy of the best would be on the front with it. Equal arguments
    give equal files.

    Args:
        real: Root of the real knowledge base.
        target: Folder to make it in; must not exist.
        papers: Number of records.

    Returns:
        The new root.
    """
    (target / PAPERS).mkdir(parents=True)
    shutil.copy(real / TAXONOMY, target / TAXONOMY)
    waived = {waiver.record for waiver in load(real).waivers if not waiver.code.startswith("LV6")}
    files = [(Path(path).stem, (real / path).read_text(encoding="utf-8")) for path in paper_files(real)]
    copied = [text for name, text in files if name not in waived]  # no waiver covers a copy
    for number in range(papers):
        text = files[number][1] if number < len(files) else _renamed(copied[number % len(copied)], number)
        name = re.search(r"^id: (.+)$", text, re.MULTILINE)
        assert name is not None
        (target / PAPERS / f"{name[1]}.yml").write_text(text, encoding="utf-8")
    shutil.copy(real / WAIVERS, target / WAIVERS)
    for path in (ABOUT, COUNTS, TIMM_RESULTS):
        (target / path).parent.mkdir(exist_ok=True)
        shutil.copy(real / path, target / path)
    return target


def _renamed(text: str, number: int) -> str:
    words = random.Random(number)  # noqa: S311  (no secret: the same words each time)
    title = " ".join("".join(words.choices(_SYLLABLES, k=3)).title() for _ in range(6))
    month = re.search(r'^arxiv: "(\d{4})\.', text, re.MULTILINE)
    changes = {
        "id": f"copy-{number}",
        "name": f"Copy {number}",
        "title": f'"{title}"',
        "arxiv": f'"{month[1] if month else "2101"}.{60_000 + number:05d}"',  # beyond what a month has
    }
    less = random.Random(-number).randrange(1, 60)  # noqa: S311
    lines: list[str] = []
    for line in text.splitlines():
        key = line.partition(":")[0]
        if key in ("doi", "openreview", "cvf", "aliases", "    timm"):
            continue
        if month is None and key == "authors":
            lines.append(f"arxiv: {changes['arxiv']}")
        if month is None and key == "published":
            lines.append("published: {year: 2021}")
        elif key in changes:
            lines.append(f"{key}: {changes[key]}")
        else:
            lines.append(_ACCURACY.sub(partial(_lowered, less), _own_addresses(line, number, len(lines))))
    return "\n".join(lines) + "\n"


def _lowered(tenths: int, match: re.Match[str]) -> str:
    value = Decimal(match[2])
    return match[1] + (str(value - Decimal(tenths) / 10) if value > 10 else match[2])


def _own_addresses(line: str, number: int, index: int) -> str:
    """Gives a line whose sources and repositories belong to this copy alone."""
    line = re.sub(r"^(  [\w-]+: )\{(?:arxiv|cvf|openreview|doi): [^,}]+", r"\1{url: https://example.org/paper", line)
    line = re.sub(r", timm: [\w.]+", "", line)  # one timm model belongs to one paper, and timm does not grow along
    return re.sub(r"github: [\w.-]+/", f"github: copy-{number}-{index}/", line)
