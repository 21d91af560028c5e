"""The site on this machine, made anew when a record, template or page changes."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from mkdocs.livereload import LiveReloadServer

from lvkb.build.docs_dir import FORMAT_PAGES
from lvkb.build.live_site import DONE, LiveSite
from lvkb.build.site import SITE
from lvkb.layout import share
from lvkb.results import Results

WATCHED = ("catalog", "templates", "site", "mkdocs.yml", *FORMAT_PAGES)


def serve(root: Path, build: Callable[[], Results], complain: Callable[[str], None], host: str, port: int) -> None:
    """Serves build/site until interrupted, and reloads open pages after each change.

    Args:
        root: Root of the knowledge base.
        build: Builds the whole site and gives the results it was built from.
        complain: Takes what went wrong; the old site or page stays then.
        host: Address to listen on.
        port: Port to listen on.

    Raises:
        OSError: The port is taken.
    """
    watched = [share(root, name) for name in WATCHED]
    live = LiveSite(root, watched, build, complain)
    live.make()
    done = root / DONE
    done.parent.mkdir(parents=True, exist_ok=True)
    server = LiveReloadServer(builder=live.refresh, host=host, port=port, root=str(root / SITE), mount_path="/")
    for path in (*watched, done.parent):
        server.watch(str(path))
    live.refresh()  # what changed during the first build, which nobody watched
    try:
        server.serve()  # type: ignore[no-untyped-call]
    except KeyboardInterrupt:
        pass
    finally:
        live.close()
        server.shutdown()
