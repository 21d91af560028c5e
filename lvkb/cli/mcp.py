"""`lvkb mcp`: the knowledge base for assistants, by the Model Context Protocol."""

from __future__ import annotations

from lvkb.cli.common import RootOrSnapshot, app, catalog_of
from lvkb.extras import need


@app.command("mcp")
def mcp_server(root: RootOrSnapshot = None) -> None:
    """Answer assistants by the Model Context Protocol, on standard input and output. See docs/mcp.md.

    It only reads. The records are those of the moment it starts; outside a knowledge base, those that lvkb brings.
    """
    need("mcp", "Answering assistants")
    from lvkb.mcp_server.mcp_handlers import serve

    serve(catalog_of(root))
