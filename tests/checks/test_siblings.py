"""Sizes that variants are named after, in order."""

from __future__ import annotations

import pytest

from lvkb.checks.siblings import _size
from tests.conftest import MakeRoot
from tests.samples import record, told


@pytest.mark.parametrize(
    ("small", "large", "least", "most", "found"),
    [
        ("X-S", "X-B", "20", "86", False),
        ("X-S", "X-B", "20", "19", True),
        ("X-S", "X-B", "20", "19.5", False),
        ("X-S", "X-B", "100", "97", False),
        ("X-S", "X-B", "100", "96.9", True),
        ("X-Tiny", "X-Small", "20", "10", True),
        ("X-T/16", "X-S/16", "20", "10", False),
        ("X-T-16", "X-S-16", "20", "10", True),
        ("X-T-16", "X-S-8", "20", "10", False),
        ("X-XXS", "X-XS", "2", "1", True),
        ("X-Ti", "X-S", "6", "5", True),
        ("X-S", "Y-B", "20", "10", False),
        ("X-Base", "X-S", "86", "20", False),
        ("X-T", "X-Ti", "10", "20", False),
        ("X-Ti", "X-T", "10", "20", False),
        ("X-XT", "X-Ti", "20", "10", True),
        ("X-Ti", "X-XXS", "20", "10", True),
        ("X-XXT", "X-XT", "20", "10", True),
        ("X-Atto", "X-Femto", "4", "2", True),
        ("X-Small", "X-Medium", "20", "10", True),
        ("X-L", "X-XL", "20", "10", True),
        ("X-18", "X-36", "20", "10", False),
    ],
)
def test_siblings(small: str, large: str, least: str, most: str, found: bool, make_root: MakeRoot) -> None:
    """Of two variants that differ in their size's name alone, the larger has not fewer parameters."""
    row = "{{name: {}, readings: [{{source: paper, at: T, params_m: {}}}]}}"
    variants = f"[{row.format(large, most)}, {row.format(small, least)}]"
    lines = told(make_root({"papers/a.yml": record("a", variants=variants)}))
    expected = f"LV205 {large}: {large} has {most} M parameters, the smaller {small} has {least} M."
    assert lines == ([expected] if found else [])


def test_one_slip_among_siblings_is_told_once(make_root: MakeRoot) -> None:
    """A variant out of order is compared with its next smaller sibling alone."""
    rows = (("T", 6), ("S", 22), ("B", 86), ("L", 3))
    variants = ", ".join(f"{{name: X-{n}, readings: [{{source: paper, at: T, params_m: {m}}}]}}" for n, m in rows)
    root = make_root({"papers/a.yml": record("a", variants=f"[{variants}]")})
    assert told(root) == ["LV205 X-L: X-L has 3 M parameters, the smaller X-B has 86 M."]


def test_training_form_does_not_count_among_siblings(make_root: MakeRoot) -> None:
    """Parameters before re-parameterisation are not compared."""
    rows = (("S", "20"), ("B", "10, form: train"))
    variants = ", ".join(f"{{name: X-{n}, readings: [{{source: paper, at: T, params_m: {m}}}]}}" for n, m in rows)
    assert told(make_root({"papers/a.yml": record("a", variants=f"[{variants}]")})) == []


@pytest.mark.parametrize(
    ("name", "stem"),
    [
        ("MobileViT-XXS", "mobilevit-letter"),
        ("Swin-T (22K)", "swin-letter (22k)"),
        ("ViT_small", "vit_word"),
        ("B2", "B2"),
    ],
)
def test_size_of_a_name(name: str, stem: str) -> None:
    """A name is split into its size and what siblings share."""
    assert _size(name)[0] == stem


def test_size_ranks() -> None:
    """Sizes are ranked from small to large, the last one named counts, and most names have none."""
    assert _size("X-T")[1] < _size("X-S")[1] < _size("X-B")[1] < _size("X-XL")[1]
    assert _size("X-tiny")[1] < _size("X-base")[1] < _size("X-giant")[1]
    assert _size("S-X-B") == ("s-x-letter", _size("B")[1])
    assert _size("B2")[1] == -1
