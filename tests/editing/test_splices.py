"""Values set, added and renamed at their place: what changes, and that nothing else does."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lvkb.editing import EditRefused, Value, append, rename_key, set_value
from lvkb.yamlfile import KeyPath, parse
from lvkb.yamlfile.places import walk
from tests.editing.texts import TEXTS, records

PATH = "catalog/papers/x.yml"

RECORD = """\
# kept
id: x
title: 'X'   # the title
arxiv: "2110.02178"
authors: [A, B]
annotation:
  idea: >-  # folded
    one
    two

  limits: "none"
  # of the annotation
code:
- {github: a/b, official: true}
variants:
  - name: X-S
    readings:
      - {source: paper, at: "row 1",  top1: 78.3}  # odd spaces
      - source: paper
        at: row 2
      # more
added: "2026-11-20"
"""


def _lines(before: str, after: bytes) -> list[str]:
    """Gives the lines that went with a minus, and those that came with a plus."""
    old, new = before.split("\n"), after.decode().split("\n")
    return [f"-{line}" for line in old if line not in new] + [f"+{line}" for line in new if line not in old]


@pytest.mark.parametrize(
    ("keys", "value", "expected"),
    [
        (("title",), "Y: z", ["-title: 'X'   # the title", '+title: "Y: z"   # the title']),
        (("doi",), "10.1000/x", ["+doi: 10.1000/x"]),
        (("name",), "no", ['+name: "no"']),
        (("aliases",), ["a, b", "c"], ['+aliases: ["a, b", c]']),
        (
            ("sources",),
            {"p": {"read": "2026-01-01", "arxiv": "2110.02178v2"}},
            ["+sources:", '+  p: {arxiv: "2110.02178v2", read: "2026-01-01"}'],
        ),
        (("annotation", "limits"), "more", ['-  limits: "none"', "+  limits: >-", "+    more"]),
        (("annotation", "cheaper"), "less\nthan", ["+  cheaper: >-", "+    less", "+    than"]),
        (
            ("variants", 0, "readings", 0, "top1"),
            Decimal("78.30"),
            [
                '-      - {source: paper, at: "row 1",  top1: 78.3}  # odd spaces',
                '+      - {source: paper, at: "row 1",  top1: 78.30}  # odd spaces',
            ],
        ),
        (
            ("variants", 0, "readings", 0, "resolution"),
            224,
            [
                '-      - {source: paper, at: "row 1",  top1: 78.3}  # odd spaces',
                '+      - {source: paper, at: "row 1", resolution: 224,  top1: 78.3}  # odd spaces',
            ],
        ),
        (
            ("variants", 0, "readings", 1, "latency"),
            {"device": "iPhone 12", "ms": Decimal("1.0")},
            ["+        latency: {ms: 1.0, device: iPhone 12}"],
        ),
        (("variants", 0, "timm"), "x_s.in1k", ["+    timm: x_s.in1k"]),
        (("code", 0, "official"), False, ["-- {github: a/b, official: true}", "+- {github: a/b, official: false}"]),
        (
            ("code", 0),
            {"official": True, "url": "https://a.org/#b"},
            ["-- {github: a/b, official: true}", '+- {url: "https://a.org/#b", official: true}'],
        ),
    ],
)
def test_set_value(keys: KeyPath, value: Value, expected: list[str]) -> None:
    """A value is replaced where it stands; a new key comes behind the one that records have before it."""
    assert _lines(RECORD, set_value(RECORD.encode(), PATH, keys, value)) == expected


@pytest.mark.parametrize(
    ("keys", "values", "expected"),
    [
        (("authors",), ["C: D"], ["-authors: [A, B]", '+authors: [A, B, "C: D"]']),
        (("code",), [{"official": True, "github": "c/d"}], ["+- {github: c/d, official: true}"]),
        (
            ("variants", 0, "readings"),
            [{"at": "row 3", "source": "paper"}] * 2,
            ['+      - {source: paper, at: "row 3"}'] * 2,
        ),
        (
            ("variants",),
            [{"readings": [{"at": "row 3", "source": "paper"}], "name": "X-L"}],
            ["+  - name: X-L", '+      - {source: paper, at: "row 3"}'],
        ),
        (("aliases",), ["x"], ["+aliases: [x]"]),
        (("categories",), [], []),
    ],
)
def test_append(keys: KeyPath, values: list[Value], expected: list[str]) -> None:
    """Items come behind the last one; a list that is not there is made."""
    assert _lines(RECORD, append(RECORD.encode(), PATH, keys, values)) == expected


def test_comments_at_the_end_of_a_block_stay_with_it() -> None:
    """A comment that is indented like the readings still ends them, before the new variant."""
    after = append(RECORD.encode(), PATH, ("variants",), [{"name": "X-L"}]).decode()
    assert "      # more\n  - name: X-L\nadded:" in after
    assert (
        "  # of the annotation\n  placement"
        not in set_value(RECORD.encode(), PATH, ("relations",), {"builds-on": ["y"]}).decode()
    )


def test_line_breaks_of_windows_stay() -> None:
    """New lines end like the others."""
    content = RECORD.replace("\n", "\r\n").encode()
    after = set_value(content, PATH, ("annotation", "cheaper"), "x")
    assert after.replace(b"\r\n", b"").count(b"\n") == 0
    assert len(after.splitlines()) == len(content.splitlines()) + 2


def test_a_file_without_a_last_line_break_gets_lines_behind_it() -> None:
    """Nothing is written into the last line."""
    assert set_value(b"id: x", PATH, ("added",), "2026-11-20") == b'id: x\nadded: "2026-11-20"\n'


def test_rename_key() -> None:
    """The value and the rest of the line stay."""
    after = rename_key(RECORD.encode(), PATH, ("variants", 0, "readings", 0, "top1"), "top5")
    assert after.decode() == RECORD.replace("top1", "top5")


@pytest.mark.parametrize(
    ("content", "keys", "value", "why"),
    [
        (RECORD, ("sources", "p"), {"arxiv": "x"}, "there is no sources."),
        (RECORD, ("variants", 3, "name"), "x", "there is no variants[3]."),
        (RECORD, ("authors", 2), "x", "there is no authors[2]."),
        (RECORD, ("title", "x"), "x", "title is no list or mapping."),
        (RECORD, ("name",), "-", '"-" stands for nothing.'),
        (RECORD, ("name",), "a\u202eb", "An escape stands for an invisible U+202E."),
        (
            RECORD,
            ("annotation",),
            {"idea": "x"},
            "it is written in a way that cannot be changed without loss; change it by hand.",
        ),
        ("id: [x", ("name",), "x", "mend this first: catalog/papers/x.yml:1:7: LV004"),
    ],
)
def test_what_is_refused(content: str, keys: KeyPath, value: Value, why: str) -> None:
    """A change that would lose or hide something is not made; the message says why."""
    with pytest.raises(EditRefused) as refused:
        set_value(content.encode(), PATH, keys, value)
    assert str(refused.value).startswith(why)


@settings(max_examples=60)
@given(records(), st.data())
def test_any_value_of_any_text_can_be_set(record: tuple[str, Any], data: st.DataObject) -> None:
    """Setting gives the text with just that value; or it is refused, and then only where comments would be lost."""
    text, value = record
    keys = data.draw(st.sampled_from([keys for keys, here in walk(value) if keys and isinstance(here, str)] or [()]))
    new = data.draw(TEXTS)
    if keys:
        after = parse(set_value(text.encode(), PATH, keys, new), PATH)
        assert [item for item in walk(after.data) if item[0] == keys] == [(keys, new)]
        assert [item for item in walk(after.data) if isinstance(item[1], str) and item[0] != keys] == [
            item for item in walk(value) if isinstance(item[1], str) and item[0] != keys
        ]


@settings(max_examples=60)
@given(records(), st.data())
def test_any_list_or_mapping_of_any_text_takes_more(record: tuple[str, Any], data: st.DataObject) -> None:
    """A new key or item finds its place in every layout."""
    text, value = record
    keys, here = data.draw(st.sampled_from([item for item in walk(value) if not isinstance(item[1], str)]))
    new = data.draw(TEXTS)
    if isinstance(here, dict):
        after = parse(set_value(text.encode(), PATH, (*keys, "new key"), new), PATH).data
        assert dict(walk(after))[*keys, "new key"] == new
    else:
        after = parse(append(text.encode(), PATH, keys, [new, [new]]), PATH).data
        assert dict(walk(after))[keys] == [*(here or ()), new, [new]]
