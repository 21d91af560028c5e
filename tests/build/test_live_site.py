"""The site while records change: what is made at once, what behind, and what waits for whom."""

from __future__ import annotations

import os
import re
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from lvkb.build import BuildError, live_site
from lvkb.build.live_site import DONE, LiveSite
from lvkb.catalog import load
from lvkb.records import Paper
from lvkb.results import Results

PLAIN, GAP = "catalog/papers/toy-plain.yml", "catalog/papers/toy-gap.yml"


class FakeProcess:
    """A build in the background that runs until it is told to end."""

    pid = os.getpid()

    def __init__(self, command: list[str], **_: Any) -> None:
        self.command = command
        self.returncode: int | None = None
        self.terminated = False
        running.append(self)

    def poll(self) -> int | None:
        return self.returncode

    def terminate(self) -> None:
        self.terminated = True


running: list[FakeProcess] = []


class Desk:
    """A knowledge base that somebody works on, and what the site does of it."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.built = 0
        self.shown: list[list[str]] = []
        self.said: list[str] = []
        self.broken = ""
        self.live = LiveSite(root, (root / "catalog", root / "templates"), self._build, self.said.append)

    def _build(self) -> Results:
        if self.broken:
            raise BuildError(self.broken)
        self.built += 1
        return Results(load(self.root))

    def preview(self, results: Results, papers: list[Paper], site: Path) -> None:
        """Notes which papers are shown, with what they say now."""
        assert site == self.root / "build/site"
        assert all(results.catalog.papers[paper.id] is paper for paper in papers)
        self.shown.append([f"{paper.id}: {paper.title}" for paper in papers])

    def write(self, path: str, title: str) -> None:
        """Changes the title of a record."""
        text = (self.root / path).read_text(encoding="utf-8")
        (self.root / path).write_text(re.sub(r"(?m)^title: .*$", f"title: {title}", text), encoding="utf-8")

    def refresh(self) -> list[list[str]]:
        """Gives what one refresh shows."""
        self.live.refresh()
        shown, self.shown = self.shown, []
        return shown


@pytest.fixture
def desk(toy_root: Path, monkeypatch: pytest.MonkeyPatch) -> Desk:
    """The toy knowledge base with its site built; builds in the background end when a test says so."""
    running.clear()
    desk = Desk(toy_root)
    monkeypatch.setattr(live_site, "preview_papers", desk.preview)
    monkeypatch.setattr(subprocess, "Popen", FakeProcess)
    monkeypatch.setattr(os, "setpriority", lambda *_: None, raising=False)
    monkeypatch.setattr(LiveSite, "_wait_for", lambda *_: None)
    desk.live.make()
    return desk


def test_nothing_changed(desk: Desk) -> None:
    """Without a change nothing is made."""
    assert (desk.refresh(), desk.built, running) == ([], 1, [])


def test_changed_record_is_shown_at_once(desk: Desk) -> None:
    """A changed record is shown, and the whole site is built behind; what was shown stays in what is shown next."""
    desk.write(PLAIN, "Slow.")
    assert desk.refresh() == [["toy-plain: Slow."]]
    (process,) = running
    assert process.command[1:] == ["-m", "lvkb", "build", "--root", str(desk.root)]
    process.returncode = 0
    assert (desk.refresh(), len(running)) == ([], 1)
    desk.write(GAP, "Large.")
    assert desk.refresh() == [["toy-gap: Large."]]
    assert (desk.built, len(running), desk.said) == (1, 2, [])


def test_change_during_a_build(desk: Desk) -> None:
    """What changes while the whole site is built is shown at once, and again when that build has put its own there."""
    desk.write(PLAIN, "Slow.")
    desk.refresh()
    desk.write(GAP, "Large.")
    assert desk.refresh() == [["toy-gap: Large."]]
    assert (desk.refresh(), len(running)) == ([], 1)
    running[0].returncode = 0
    assert desk.refresh() == [["toy-gap: Large."]]
    running[1].returncode = 0
    assert (desk.refresh(), len(running)) == ([], 2)


def test_broken_record(desk: Desk) -> None:
    """A record that cannot be read is told with its place, nothing is built of it, and mended it is shown."""
    sound = (desk.root / PLAIN).read_text(encoding="utf-8")
    (desk.root / PLAIN).write_text("id: [\n", encoding="utf-8")
    assert desk.refresh() == [[]]
    (said,) = desk.said
    assert said.startswith(f"{PLAIN}:1:6: LV004 ")
    assert said.endswith("\nThe old page stays.")
    assert running == []
    (desk.root / PLAIN).write_text(sound, encoding="utf-8")
    desk.write(PLAIN, "Mended.")
    assert desk.refresh() == [["toy-plain: Mended."]]


def test_page_that_cannot_be_made(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """When a page fails, that is told; the build behind will say the same of all pages."""

    def fail(*_: object) -> None:
        raise BuildError("It went wrong.")

    monkeypatch.setattr(live_site, "preview_papers", fail)
    desk.write(PLAIN, "Slow.")
    desk.live.refresh()
    assert (desk.said, len(running)) == (["It went wrong.\nThe old page stays."], 1)


@pytest.mark.parametrize(
    "change",
    [
        lambda root: (root / PLAIN).unlink(),
        lambda root: (root / "catalog/taxonomy.yml").write_text((root / "catalog/taxonomy.yml").read_text() + "\n"),
        lambda root: ((root / "templates").mkdir(), (root / "templates/macros.j2").write_text("")),
    ],
    ids=["record-gone", "taxonomy", "template"],
)
def test_all_else_is_built_whole(desk: Desk, change: Callable[[Path], object]) -> None:
    """Whatever else changes, the whole site is built before it is shown."""
    change(desk.root)
    assert (desk.refresh(), desk.built, running) == ([], 2, [])


def test_files_of_editors_are_nothing(desk: Desk) -> None:
    """What an editor puts beside a record is no change."""
    for name in (".toy-plain.yml.swp", "toy-plain.yml~", "4913", "#toy-plain.yml#"):
        (desk.root / "catalog/papers" / name).write_text("x")
    assert (desk.refresh(), desk.built, running) == ([], 1, [])


def test_new_record(desk: Desk) -> None:
    """A new record is shown on a page of its own."""
    text = (desk.root / GAP).read_text(encoding="utf-8").replace("id: toy-gap", "id: toy-new")
    (desk.root / "catalog/papers/toy-new.yml").write_text(text, encoding="utf-8")
    desk.write("catalog/papers/toy-new.yml", "New.")
    assert desk.refresh() == [["toy-new: New."]]


def test_failing_build(desk: Desk) -> None:
    """A whole build that fails is told, and tried again at the next change, of whatever kind, until it succeeds."""
    desk.broken = "It went wrong."
    (desk.root / "catalog/waivers.yml").write_text("waivers: []\n")
    desk.refresh()
    assert (desk.built, desk.said) == (1, ["It went wrong.\nThe old site stays."])
    desk.broken = ""
    desk.write(PLAIN, "Slow.")
    assert (desk.refresh(), desk.built) == ([], 2)


def test_site_that_never_was(toy_root: Path) -> None:
    """When the first build fails, the next change builds the whole site."""
    desk = Desk(toy_root)
    desk.broken = "It went wrong."
    desk.live.make()
    desk.broken = ""
    desk.write(PLAIN, "Slow.")
    assert (desk.refresh(), desk.built) == ([], 1)


def test_end_of_the_server(desk: Desk) -> None:
    """When the server ends, so does the build in the background; without one nothing happens."""
    desk.live.close()
    desk.write(PLAIN, "Slow.")
    desk.refresh()
    desk.live.close()
    assert [process.terminated for process in running] == [True]


@pytest.mark.parametrize(
    ("code", "said"), [(0, []), (1, ["what it said\nThe old lists and data stay."]), (-15, [])], ids=repr
)
def test_end_of_a_build(toy_root: Path, code: int, said: list[str]) -> None:
    """A build that ends marks it in a file that the server watches; only one that fails has its words passed on."""

    class Ended:
        pid = 7
        returncode = code

        def communicate(self) -> tuple[str, None]:
            return "what it said\n", None

    desk = Desk(toy_root)
    desk.live._wait_for(Ended())  # type: ignore[arg-type]
    assert (desk.said, (toy_root / DONE).read_text()) == (said, "7")
