"""`lvkb schema`: the JSON Schema of a record."""

from __future__ import annotations

import typer

from lvkb.cli.common import app


@app.command()
def schema() -> None:
    """Print the JSON Schema of a record."""
    from lvkb.render.committed_files import schema_text

    typer.echo(schema_text(), nl=False)
