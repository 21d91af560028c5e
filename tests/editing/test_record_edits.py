"""A source, a variant, readings more: where they come, and when they are refused."""

from __future__ import annotations

from decimal import Decimal

import pytest

from lvkb.editing import EditRefused, Value, add_protocol, add_readings, add_source, add_variant, canonical

PATH = "catalog/papers/x.yml"

BARE = """\
id: x
annotation:
  idea: >-
    one
added: "2026-11-20"
"""

SOURCES = """\
sources:
  paper: {arxiv: "2110.02178v2", read: "2026-11-20"}
"""

VARIANTS = """\
variants:
  - name: X-S
    readings:
      - {source: paper, at: "Table 2, row 1", top1: 78.30, throughput: {images_per_s: 5, device: V100}}
"""

READING: dict[str, Value] = {
    "top1": Decimal("78.30"),
    "throughput": {"device": "V100", "images_per_s": 5},
    "source": "paper",
}


def test_a_record_grows_step_by_step_in_its_canonical_form() -> None:
    """The first source makes `sources`, the first reading `variants` and its variant; the second ones join them."""
    first = add_source(BARE.encode(), PATH, "paper", {"read": "2026-11-20", "arxiv": "2110.02178v2"})
    assert first.decode() == BARE.replace("added", f"{SOURCES}added")
    second = add_readings(first, PATH, "X-S", [{"at": "Table 2, row 1", **READING}])
    assert second.decode() == BARE.replace("added", f"{SOURCES}{VARIANTS}added")
    third = add_readings(second, PATH, "X-S", [{"at": "Table 3", "source": "zoo"}, {"at": "Table 4", "source": "zoo"}])
    fourth = add_source(third, PATH, "zoo", {"github": "a/b", "path": "README.md", "commit": "1234567"})
    fifth = add_variant(fourth, PATH, {"name": "X-L", "readings": [{"source": "zoo", "at": "row 2"}]})
    last = add_protocol(fifth, PATH, "t300", {"source": "zoo", "at": "line 3", "basis": "code", "epochs": 300})
    assert last.decode().removeprefix(first.decode().removesuffix('added: "2026-11-20"\n')) == (
        """\
  zoo: {github: a/b, path: README.md, commit: "1234567"}
protocols:
  t300: {source: zoo, at: "line 3", basis: code, epochs: 300}
"""
        + VARIANTS
        + """\
      - {source: zoo, at: "Table 3"}
      - {source: zoo, at: "Table 4"}
  - name: X-L
    readings:
      - {source: zoo, at: "row 2"}
added: "2026-11-20"
"""
    )
    assert canonical(last, PATH) == last


def test_no_readings_change_nothing() -> None:
    """No variant without readings is made."""
    assert add_readings(BARE.encode(), PATH, "X-S", []) == BARE.encode()


def test_what_is_there_already_is_not_added_again() -> None:
    """A source key, a variant's name."""
    content = (SOURCES + VARIANTS).encode()
    with pytest.raises(EditRefused, match=r"^sources\.paper is there already\.$"):
        add_source(content, PATH, "paper", {"arxiv": "2110.02178v3"})
    with pytest.raises(EditRefused, match=r'^there is a variant "X-S" already; add readings to it\.$'):
        add_variant(content, PATH, {"name": "X-S", "readings": []})
