"""The glossary: each word once, in the order of the alphabet, in one sentence."""

from __future__ import annotations

import re
from pathlib import Path

from lvkb.render.doc_blocks import filled
from lvkb.subject.setups import EVALUATIONS

TEXT = (Path(__file__).parents[2] / "docs/glossary.md").read_text(encoding="utf-8")
NEEDED = """
    adjacent, annotation, applied to, band, base, branch, category, comparable, confirmed, core, counted by us,
    coverage, disagreement, disputed, error, evaluation, family, finding, FLOPs, form, front, fused for inference, gap,
    GMACs, hint, kind, light, MACs, marks, metric, model, official code, own, pick, plot, protocol, quoted,
    reading, recipe, record, register, reported, result, rule, saves, setting, setup, source, spread,
    supervised, tie, timm evaluation, topic, variant, verdict, waiver, warning
"""
ENTRIES = [
    (word, " ".join(meaning.split()))
    for word, meaning in re.findall(r"^- \*\*(.+?)\*\*: (.+?)(?=\n- |\n\n|\Z)", TEXT, re.MULTILINE | re.DOTALL)
]


def test_words_are_in_order() -> None:
    """The words stand in the order of the alphabet, each once, and every line of the list is one of them."""
    words = [word for word, _ in ENTRIES]
    assert words == sorted(set(words), key=lambda word: word.casefold().replace("-", " "))
    assert len(words) == len(re.findall("^- ", TEXT, re.MULTILINE))


def test_a_word_has_one_sentence() -> None:
    """A meaning is one sentence: it ends with a full stop and holds no other."""
    assert [word for word, meaning in ENTRIES if not re.fullmatch(r"[^.]*(?:\.\w[^.]*)*\.", meaning)] == []


def test_words_of_the_project_are_explained() -> None:
    """The words that documents, pages and data files lean on have an entry."""
    needed = {word.strip() for word in NEEDED.split(",")} | set(EVALUATIONS.values())
    assert needed - {word for word, _ in ENTRIES} == set()


def test_bounds_of_light_come_from_the_code() -> None:
    """The bounds of light stand where the code puts them."""
    assert "<!-- facts: light -->" in TEXT
    assert filled(TEXT) == TEXT
