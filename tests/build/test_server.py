"""The site on this machine: kept up to date, kept through a broken record, and ended by an interrupt."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.request import urlopen

import pytest
from typer.testing import CliRunner

from lvkb.build import live_site, server
from lvkb.catalog import load
from lvkb.cli import app
from lvkb.results import Results
from tests.build.toy import REPOSITORY

PATIENCE = 300
"""Seconds until a server that does nothing fails a test: far more than a build takes on a busy machine."""


def free_port() -> int:
    """Gives a port that nobody listens on."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port: int = listener.getsockname()[1]
        return port


class Served:
    """A running `lvkb serve` and what it shows and says."""

    def __init__(self, root: Path) -> None:
        self._port = free_port()
        self._errors = root.parent / "stderr.txt"
        command = [sys.executable, "-m", "lvkb", "serve", "--root", str(root), "--port", str(self._port)]
        env = os.environ | {"PYTHONPATH": str(REPOSITORY)}
        with self._errors.open("wb") as errors:
            self.process = subprocess.Popen(command, cwd=root, env=env, stdout=subprocess.DEVNULL, stderr=errors)

    @property
    def said(self) -> str:
        """All it said on standard error."""
        return self._errors.read_text(encoding="utf-8")

    def page(self, path: str) -> str:
        """Gives a page; empty while there is none, or nobody answers to the end."""
        try:
            with urlopen(f"http://127.0.0.1:{self._port}/{path}", timeout=PATIENCE) as answer:
                return str(answer.read().decode())
        except OSError:
            return ""

    def wait_for(self, seen: Callable[[], bool]) -> None:
        """Waits until something is seen; fails with all that was said when it is not in time."""
        end = time.monotonic() + PATIENCE
        while not seen():
            assert self.process.poll() is None, self.said
            assert time.monotonic() < end, self.said
            time.sleep(0.05)


@pytest.fixture
def served(toy_root: Path) -> Iterator[Served]:
    """The toy knowledge base, served on a port of its own until the test ends."""
    served = Served(toy_root)
    yield served
    served.process.kill()
    served.process.wait()


def test_server_follows_and_survives(toy_root: Path, served: Served) -> None:
    """A broken record leaves its old page, a mended one is soon there, the data follow, and Ctrl+C ends the server."""
    record = toy_root / "catalog/papers/toy-gap.yml"
    sound = record.read_text(encoding="utf-8")
    served.wait_for(lambda: "Nobody Has Read It Yet" in served.page("papers/toy-gap/"))
    record.write_text("id: [\n", encoding="utf-8")
    served.wait_for(lambda: "\nThe old page stays.\n" in served.said)
    served.wait_for(lambda: "Nobody Has Read It Yet" in served.page("papers/toy-gap/"))
    record.write_text(sound.replace("Nobody Has", "Somebody Has"), encoding="utf-8")
    served.wait_for(lambda: "Somebody Has Read It Yet" in served.page("papers/toy-gap/"))
    served.wait_for(lambda: "Somebody Has Read It Yet" in served.page("data/catalog.json"))
    served.wait_for((toy_root / "build/live/done").is_file)
    assert "Somebody Has Read It Yet" in served.page("papers/toy-gap/")
    served.process.send_signal(signal.SIGINT)
    assert served.process.wait(PATIENCE) == 0
    assert "Traceback" not in served.said


class FakeServer:
    """Notes how a server is made and used, and is interrupted as soon as it serves."""

    def __init__(self, **options: Any) -> None:
        self.options = options
        self.watched: list[str] = []
        self.ended = False
        made.append(self)

    def watch(self, path: str) -> None:
        self.watched.append(path)

    def serve(self) -> None:
        raise KeyboardInterrupt

    def shutdown(self) -> None:
        self.ended = True


made: list[FakeServer] = []


def test_what_is_served_and_watched(toy_root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The built site is served at its root; what goes into it is watched, and what says that a build has ended."""
    monkeypatch.setattr(server, "LiveReloadServer", FakeServer)
    (toy_root / "site").mkdir()

    built: list[str] = []

    def build() -> Results:
        built.append("whole")
        return Results(load(toy_root))

    server.serve(toy_root, build, built.append, "127.0.0.1", 8000)
    fake = made.pop()
    assert built == ["whole"]
    assert fake.options.pop("builder").__name__ == "refresh"
    site = str(toy_root / "build/site")
    assert fake.options == {"host": "127.0.0.1", "port": 8000, "root": site, "mount_path": "/"}
    assert fake.watched == [
        str(toy_root / "catalog"),
        str(REPOSITORY / "templates"),
        str(toy_root / "site"),
        str(REPOSITORY / "mkdocs.yml"),
        str(REPOSITORY / "docs/record-format.md"),
        str(REPOSITORY / "docs/data-format.md"),
        str(REPOSITORY / "docs/licences.md"),
        str(toy_root / "build/live"),
    ]
    assert fake.ended


def test_change_during_the_first_build(toy_root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A record that somebody writes while the site is first built is shown when it is served."""
    record = toy_root / "catalog/papers/toy-gap.yml"
    shown: list[str] = []

    def build() -> Results:
        results = Results(load(toy_root))
        record.write_text(record.read_text(encoding="utf-8").replace("Nobody Has", "Somebody Has"), encoding="utf-8")
        return results

    monkeypatch.setattr(server, "LiveReloadServer", FakeServer)
    monkeypatch.setattr(live_site, "preview_papers", lambda _, papers, __: shown.extend(one.title for one in papers))
    monkeypatch.setattr(live_site.LiveSite, "_build_behind", lambda _: None)
    server.serve(toy_root, build, shown.append, "127.0.0.1", 8000)
    made.pop()
    assert shown == ["ToyGap: Somebody Has Read It Yet"]


def test_taken_port(toy_root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A port that is in use ends the command with a sentence and the exit code of wrong use."""
    monkeypatch.setattr("lvkb.build.build", lambda *_: ())
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
        done = CliRunner().invoke(app, ["serve", "--root", str(toy_root), "--port", str(port)])
    assert (done.exit_code, done.stderr) == (
        2,
        f"lvkb: cannot listen on 127.0.0.1:{port}: Address already in use. Take another --port.\n",
    )
