"""Whatever a client asks: there is an answer of bounded size, or one sentence that says what is wrong."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lvkb.catalog import load
from lvkb.errors import LvkbError
from lvkb.mcp_server.knowledge import Knowledge
from lvkb.mcp_server.tool_table import TOOLS, call

TOY = Path(__file__).parent.parent / "toy"
MOST_LETTERS = 200_000

WORDS = st.sampled_from(
    [
        "ToyPlain",
        "toy-plain/ToyPlain-B",
        "toy-hostile",
        "2203.00001",
        "params",
        "any",
        "no",
        "224",
        "6",
        "2-6",
        "latex",
        "top1",
    ]
)
SINGLE = WORDS | st.text(max_size=30) | st.integers() | st.floats() | st.booleans() | st.none()
VALUES = SINGLE | st.lists(SINGLE, max_size=9) | st.dictionaries(WORDS, SINGLE, max_size=3)


@cache
def knowledge() -> Knowledge:
    """Gives the toy catalogue, loaded by the first test that asks, and so with a cache of the tests."""
    return Knowledge(load(TOY))


@pytest.mark.parametrize("name", TOOLS)
@given(drawn=st.data())
def test_any_call(name: str, drawn: st.DataObject) -> None:
    """Any arguments are answered or refused in words; nothing else is raised."""
    tool = TOOLS[name]
    arguments: dict[str, Any] = drawn.draw(
        st.dictionaries(st.sampled_from(list(tool.takes.model_fields)), VALUES, max_size=4)
    )
    told = _told(name, arguments)
    assert told.strip()
    assert len(told) <= MOST_LETTERS


def _told(name: str, arguments: dict[str, Any]) -> str:
    """Gives an answer as JSON, or the sentence of a refusal."""
    try:
        return call(knowledge(), TOOLS[name], arguments).model_dump_json()
    except LvkbError as error:
        return str(error)
