"""The canonical form of a record: what it is, that nothing is lost on the way, and that it is reached in one step."""

from __future__ import annotations

from collections import Counter
from typing import Any

import pytest
from hypothesis import given, settings

from lvkb.editing import EditRefused, canonical
from lvkb.yamlfile import parse
from lvkb.yamlfile.comments import find_comments
from lvkb.yamlfile.nodes import read_nodes
from tests.editing.texts import records

PATH = "catalog/papers/x.yml"

UNTIDY = """\
# yaml-language-server: $schema=../schema/paper.schema.json
# the record of X
id: x

title: 'X: a paper'  # as printed
name: X
arxiv: 2110.02178
authors:
- Ada Ärger
- 'Bo, Jr.'
published:
    venue: ICLR 2022
    year: 2021
variants:
# the small one
- readings:
  - at: 'Table 2, row "X"'
    source: paper
    top1: "78.30"
    # as the README has it
    params_m: 5.6  # rounded?
  - {throughput: {device: V100, images_per_s: 5}, source: paper,
     at: Table 3}  # two lines
    # more to come
  name: X-S
sources: {paper: {read: "2026-11-20", arxiv: "2110.02178v2"}}
# nearly done
mystery: {b: 1, a: 2}
added: 2026-11-20
annotation: {idea: "one two", limits: "a  b", cheaper: "  indented"}
# the end"""

TIDY = """\
# yaml-language-server: $schema=../schema/paper.schema.json
# the record of X
id: x
name: X
title: "X: a paper"  # as printed
authors: [Ada Ärger, "Bo, Jr."]
published: {year: 2021, venue: ICLR 2022}
arxiv: "2110.02178"
annotation:
  idea: >-
    one two
  cheaper: "  indented"
  limits: >-
    a  b
sources:
  paper: {arxiv: "2110.02178v2", read: "2026-11-20"}
variants:
  # the small one
  - name: X-S
    readings:
      - source: paper
        at: "Table 2, row \\"X\\""
        top1: 78.30
        # as the README has it
        params_m: 5.6  # rounded?
      - {source: paper, at: Table 3, throughput: {images_per_s: 5, device: V100}}  # two lines
      # more to come
added: "2026-11-20"
# nearly done
mystery: {b: 1, a: 2}
# the end
"""


def test_what_is_untidy_becomes_tidy() -> None:
    """Order, layout, quotes and comments at once."""
    assert canonical(UNTIDY.encode(), PATH).decode() == TIDY


@pytest.mark.parametrize("text", [TIDY, TIDY.replace("\n", "\r\n")], ids=["as it is", "line breaks of Windows"])
def test_what_is_tidy_stays(text: str) -> None:
    """The canonical text is its own canonical form, under line breaks of Windows too."""
    assert canonical(text.encode(), PATH).decode() == TIDY


def test_prose_is_broken_anew_where_a_line_is_too_long_and_stays_otherwise() -> None:
    """Up to 120 columns the writer's own line breaks stay."""
    kept, long = "word " * 22 + "end", "word " * 24 + "end"
    text = f"annotation:\n  idea: >-\n    {kept}\n    short\n  limits: >-\n    {long}\n"
    folded = f"    {'word ' * 19}word\n    {'word ' * 4}end\n"
    assert canonical(text.encode(), PATH).decode() == text.replace(f"    {long}\n", folded)


@pytest.mark.parametrize(
    ("block", "folded"),
    [
        (">\n    one\n    two\n", ">\n    one\n    two\n"),
        ("|\n    one\n    two\n", ">\n    one\n\n    two\n"),
        ("|-\n    one\n    two\n", ">-\n    one\n\n    two\n"),
        ('"one\\n"\n', ">\n    one\n"),
        ("|+\n    one\n\n", '"one\\n\\n"\n'),
    ],
)
def test_prose_in_blocks_of_any_kind_is_folded(block: str, folded: str) -> None:
    """A line break at the end, as the usual marks of a block leave it, makes no line of quoted prose."""
    assert canonical(f"annotation:\n  idea: {block}".encode(), PATH).decode() == f"annotation:\n  idea: {folded}"


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("id: x\nid: y\n", 'x.yml:2:1: LV005 id: "id" stands in line 1 already.'),
        ("id: &a x\n", "x.yml:1:5: LV006 The anchor &a stands here."),
        ("id: x\ndoi: ~\n", 'x.yml:2:6: LV014 doi: "~" stands for nothing.'),
        ("id: [x\n", "x.yml:1:7: LV004 The YAML does not parse"),
        ("", "x.yml:1:1: LV004 The file is empty."),
    ],
)
def test_what_the_strict_reader_refuses_is_left_alone(text: str, why: str) -> None:
    """A file that breaks a rule of reading could lose something; the message says which rule."""
    with pytest.raises(EditRefused) as refused:
        canonical(text.encode(), PATH)
    assert why in str(refused.value)


@settings(max_examples=60)
@given(records())
def test_data_and_comments_stay_and_one_step_is_enough(record: tuple[str, Any]) -> None:
    """Whatever the layout and wherever the comments: data and comments are the same after, and twice is once."""
    text, data = record
    once = canonical(text.encode(), PATH)
    assert parse(once, PATH).data == data
    assert _comments(once.decode()) == _comments(text)
    assert canonical(once, PATH) == once


def _comments(text: str) -> Counter[str]:
    return Counter(comment.text for comment in find_comments(text, read_nodes(text)))
