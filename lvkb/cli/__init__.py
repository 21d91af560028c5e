"""The command line: the only place that prints and exits. Each module holds the commands of one job."""

from __future__ import annotations

import gc
from typing import Annotated

import typer
from typer.models import CommandInfo, TyperInfo

from lvkb import __version__
from lvkb.cli import (
    add,
    build,
    check,
    diff,
    discover,
    export,
    fix,
    fmt,
    freeze,
    from_issue,
    import_list,
    init,
    links,
    mcp,
    models_bench,
    models_export,
    models_import_aihub,
    models_import_timm,
    models_list,
    models_run,
    models_show,
    models_verify,
    pick,
    release_notes,
    schema,
    show,
    stats,
    table,
)
from lvkb.cli.common import app

__all__ = [
    "add",
    "app",
    "build",
    "check",
    "diff",
    "discover",
    "export",
    "fix",
    "fmt",
    "freeze",
    "from_issue",
    "import_list",
    "init",
    "links",
    "mcp",
    "models_bench",
    "models_export",
    "models_import_aihub",
    "models_import_timm",
    "models_list",
    "models_run",
    "models_show",
    "models_verify",
    "pick",
    "release_notes",
    "schema",
    "show",
    "stats",
    "table",
]

_PANELS = {
    "Write records": ("add", "import", "discover", "fmt", "fix", "from-issue"),
    "Check and review": ("check", "diff", "links", "stats"),
    "Use the numbers": ("pick", "table", "show", "export", "mcp", "models", "schema"),
    "Build and publish": ("build", "serve", "release-notes", "freeze", "init"),
}
"""The commands in the order of the help, by what they are for."""

_COLLECT = (50_000, 20, 100)
"""When Python looks for garbage in cycles. Records live as long as the command: by default, the look at them over and
over takes four fifths of the time that 5,000 of them take to load."""


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"lvkb {__version__}")
        raise typer.Exit


@app.callback()
def main(
    version: Annotated[  # noqa: ARG001 - its callback answers
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version.")
    ] = False,
) -> None:
    """Knowledge base of lightweight vision transformers."""
    gc.set_threshold(*_COLLECT)


def _arrange() -> None:
    """Puts the commands into the order and below the headings of `_PANELS`; one that is not named there comes first."""
    panels = {name: panel for panel, names in _PANELS.items() for name in names}
    order = list(panels)
    entries: tuple[CommandInfo | TyperInfo, ...] = (*app.registered_commands, *app.registered_groups)
    for entry in entries:
        entry.rich_help_panel = panels.get(_name(entry))
    app.registered_commands.sort(key=lambda entry: order.index(name) if (name := _name(entry)) in panels else -1)


def _name(entry: CommandInfo | TyperInfo) -> str:
    return str(entry.name or getattr(entry.callback, "__name__", ""))


_arrange()
