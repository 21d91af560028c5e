"""The site on this machine, rebuilt when a record, template or page changes."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from mkdocs.livereload import LiveReloadServer

from lvkb.build.docs_dir import FORMAT_PAGES
from lvkb.build.site import SITE
from lvkb.layout import share

WATCHED = ("catalog", "templates", "site", "mkdocs.yml", *FORMAT_PAGES)


def serve(root: Path, rebuild: Callable[[], None], host: str, port: int) -> None:
    """Serves build/site until interrupted, and reloads open pages after each rebuild.

    Args:
        root: Root of the knowledge base.
        rebuild: Called after a change; it reports problems itself, and on a problem the old site stays.
        host: Address to listen on.
        port: Port to listen on.

    Raises:
        OSError: The port is taken.
    """
    server = LiveReloadServer(builder=rebuild, host=host, port=port, root=str(root / SITE), mount_path="/")
    for name in WATCHED:
        server.watch(str(share(root, name)))
    try:
        server.serve()  # type: ignore[no-untyped-call]
    except KeyboardInterrupt:
        pass
    finally:
        server.shutdown()
