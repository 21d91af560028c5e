"""What tests of the server for assistants share: calls by the official client, inside of this process."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any, TypeVar

import anyio
from mcp import Client
from mcp_types import CallToolResult

from lvkb.catalog import load
from lvkb.mcp_server.mcp_handlers import server_of

Call = tuple[str, dict[str, Any]]
T = TypeVar("T")


def run(ask: Callable[..., Awaitable[T]], *arguments: Any) -> T:
    """Gives what a coroutine gives, run in a thread: Playwright keeps a loop running in that of the tests."""
    with ThreadPoolExecutor(1) as pool:
        return pool.submit(anyio.run, ask, *arguments).result()


def called(root: Path, *calls: Call) -> list[CallToolResult]:
    """Gives the results of some calls; the client holds each answer against the schema that the tool has told."""

    async def ask() -> list[CallToolResult]:
        async with Client(server_of(load(root))) as client:
            return [await client.call_tool(name, arguments) for name, arguments in calls]

    return run(ask)


def answered(root: Path, tool: str, **arguments: Any) -> dict[str, Any]:
    """Gives the structure that a call is answered with."""
    (result,) = called(root, (tool, arguments))
    assert not result.is_error, result.content
    assert isinstance(result.structured_content, dict)
    return result.structured_content


def refused(root: Path, tool: str, **arguments: Any) -> str:
    """Gives the sentence that a call is refused with."""
    (result,) = called(root, (tool, arguments))
    (block,) = result.content
    assert result.is_error
    assert result.structured_content is None
    assert block.type == "text"
    return block.text
