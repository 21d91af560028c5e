"""What tests of the server for assistants share: calls by the official client, inside of this process."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import anyio
from mcp import Client
from mcp_types import CallToolResult

from lvkb.catalog import load
from lvkb.mcp_server.mcp_handlers import server_of

Call = tuple[str, dict[str, Any]]


def called(root: Path, *calls: Call) -> list[CallToolResult]:
    """Gives the results of some calls; the client holds each answer against the schema that the tool has told."""

    async def ask() -> list[CallToolResult]:
        async with Client(server_of(load(root))) as client:
            return [await client.call_tool(name, arguments) for name, arguments in calls]

    return anyio.run(ask)


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
