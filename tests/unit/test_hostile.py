"""Records that were made to break the reader: they give findings, never a traceback."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from lvkb import checks, report
from lvkb.catalog import load
from lvkb.findings import Finding
from tests.conftest import MakeRoot
from tests.samples import EXAMPLES, record, write_root

GOOD = [file.read_text(encoding="utf-8") for file in sorted((EXAMPLES / "good").glob("*.yml"))]
SPLINTERS = [
    *(
        "[",
        "]",
        "{",
        "}",
        ",",
        ":",
        "- ",
        "? ",
        "&a ",
        "*a",
        "!!str ",
        "<<: ",
        "|\n",
        ">\n",
        "'",
        '"',
        "#",
        "%",
        "@",
        "`",
        "---\n",
    ),
    *(
        "\t",
        "\r",
        "\n",
        "\x00",
        "\ufeff",
        "\u202e",
        "\u2028",
        "\ud7ff",
        "\U0001f469",
        "\\",
        '"\\x00"',
        "~",
        "null",
        "-",
        "GAP",
        "[key]",
    ),
    *(
        "1e999",
        "0x1F",
        "NaN",
        "99999999999999999999",
        "-1",
        "0",
        "10.",
        "\uff11",
        "<script>",
        "javascript:x",
        "x" * 600,
        "[" * 30,
    ),
]
KEYS = [
    "id",
    "title",
    "authors",
    "published",
    "categories",
    "arxiv",
    "code",
    "annotation",
    "sources",
    "variants",
    "relations",
    "[key]",
]
DATA = st.recursive(
    st.text(max_size=8)
    | st.sampled_from(["1", "true", "none", "paper", "2101.00001", "a/b", "GAP", "https://a.example"]),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from([*KEYS, "", "name", "readings"]), inner, max_size=3)
    ),
    max_leaves=8,
)


def judged(root: Path) -> tuple[Finding, ...]:
    """Reads and checks a knowledge base, and demands that its findings can be reported in every form."""
    found = checks.run(load(root))
    for form in ("text", "json", "github", "sarif"):
        assert report.write(found, 1, form)
    for finding in found:
        assert str(finding).isprintable()
        assert len(str(finding)) < 4_000
    return found


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A knowledge base of one sound record and one that tests overwrite."""
    return write_root(tmp_path_factory.mktemp("hostile") / "kb", {"papers/sound.yml": record("sound")})


@given(
    st.sampled_from(GOOD),
    st.lists(st.tuples(st.integers(0, 4_000), st.integers(0, 6), st.sampled_from(SPLINTERS)), min_size=1, max_size=4),
)
@settings(max_examples=100)
def test_splintered_records(base: Path, text: str, cuts: list[tuple[int, int, str]]) -> None:
    """A sound record with random pieces cut out and put in is read or told, and the sound one beside it stays."""
    for at, length, splinter in cuts:
        place = at % len(text)
        text = text[:place] + splinter + text[place + length :]
    (base / "catalog/papers/victim.yml").write_text(text, encoding="utf-8", newline="")
    judged(base)
    assert "sound" in load(base).papers


@given(st.sampled_from(KEYS), DATA)
@settings(max_examples=100)
def test_wrong_structures(base: Path, key: str, data: Any) -> None:
    """Any data under any key is read or told, at a place inside the file."""
    text = record("victim", **{key: None}) + yaml.safe_dump({key: data}, allow_unicode=True)
    (base / "catalog/papers/victim.yml").write_text(text, encoding="utf-8", newline="")
    lines = text.count("\n") + 1
    for finding in judged(base):
        assert finding.location.line <= lines


def billion(depth: int) -> str:
    """Gives a chain of aliases that would unfold to ten to the power of its depth."""
    rows = [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}' if n else 'x'] * 10)}]" for n in range(depth)]
    return "\n".join(rows)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (billion(9), "LV006"),
        ("a: " + "[" * 400_000, "LV007"),
        ("a: " + "{b: " * 200_000, "LV007"),
        ("- " * 300_000, "LV007"),
        ("? " * 300_000, "LV004"),
        ("authors: [" + "x, " * 25_000 + "]", "LV007"),
        ("\n".join(f"k{n}: v" for n in range(3_000)), "LV010"),
        ("\n".join("a: b" for _ in range(3_000)), "LV005"),
        ("title: '" + "x" * 900_000 + "'", "LV013"),
        ("? '" + "x" * 900_000 + "'\n: y", "LV010"),
        ("title: >\n" + "  x\n" * 200_000, "LV013"),
        ("#" * 900_000, "LV004"),
        ("\n" * 900_000, "LV004"),
        ("\u200b" * 300_000, "LV018"),
        ("'" * 900_000, "LV004"),
        ("%TAG ! tag:x,2000:\n" * 30_000, "LV004"),
        ("a: !" + "x" * 100_000 + " y", "LV006"),
        ("a: &" + "x" * 100_000 + " y", "LV006"),
    ],
)
def test_attacks_on_the_reader(text: str, code: str, make_root: MakeRoot) -> None:
    """Files that grow, nest or repeat without bound stop at a limit, and are told."""
    found = judged(make_root({"papers/attack.yml": text}))
    assert code in {finding.code for finding in found}


def test_records_at_the_limit(make_root: MakeRoot) -> None:
    """A record as large as one may be is checked, with all its pairs of entries."""
    row = "{{name: X-{}, readings: [{{source: paper, at: T, params_m: {}}}]}}"
    variants = ", ".join(row.format("TSBLH"[n % 5], n + 1) for n in range(600))
    files = {
        "papers/variants.yml": record("variants", variants=f"[{variants}]"),
        "papers/authors.yml": record("authors", authors=f"[{', '.join(f'A{n % 4_000}' for n in range(8_000))}]"),
        "papers/waived.yml": record("waived", scope="wide"),
    }
    waiver = "{code: LV115, record: variants, reason: x, date: 2026-11-20}"
    found = judged(make_root({**files, "waivers.yml": f"waivers: [{', '.join([waiver] * 500)}]"}))
    counts = {code: sum(finding.code == code for finding in found) for code in ("LV115", "LV205", "LV013", "LV920")}
    assert counts == {"LV115": 595 + 4_000, "LV205": 4, "LV013": 1, "LV920": 0}
