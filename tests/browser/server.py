"""A static file server on this machine that compresses, as public hosts do, and serves a site below a path."""

from __future__ import annotations

import gzip
import mimetypes
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any
from urllib.parse import unquote, urlsplit

PREFIX = "/kb/"

_TYPES = {".js": "text/javascript", ".json": "application/json", ".svg": "image/svg+xml"}


class _Server(ThreadingHTTPServer):
    """Says nothing about visitors who leave before an answer is complete; a test that closes its page does so."""

    def handle_error(self, request: Any, client_address: Any) -> None:
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)


@contextmanager
def serve(site: Path) -> Iterator[str]:
    """Serves a folder, and gives the address of its home page: `http://127.0.0.1:<port>/kb/`."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            path = unquote(urlsplit(self.path).path)
            file = _file(site, path)
            found = file is not None
            self._answer(file or site / "404.html", HTTPStatus.OK if found else HTTPStatus.NOT_FOUND)

        def _answer(self, file: Path, status: HTTPStatus) -> None:
            body = gzip.compress(file.read_bytes())
            kind = _TYPES.get(file.suffix) or mimetypes.guess_type(file.name)[0] or "application/octet-stream"
            self.send_response(status)
            self.send_header("Content-Type", kind)
            self.send_header("Content-Encoding", "gzip")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the name is inherited
            """Stays silent."""

    server = _Server(("127.0.0.1", 0), Handler)
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}{PREFIX}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def _file(site: Path, path: str) -> Path | None:
    if not path.startswith(PREFIX):
        return None
    file = (site / path.removeprefix(PREFIX)).resolve()
    if file.is_dir():
        file = file / "index.html"
    return file if file.is_file() and file.is_relative_to(site.resolve()) else None
