"""The site while people work on records: whole at first, page by page as records change, and whole again after each."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from threading import Thread

from lvkb.build.preview import preview_papers
from lvkb.build.site import SITE
from lvkb.catalog import read_paper
from lvkb.errors import LvkbError
from lvkb.layout import PAPERS, SCHEMA
from lvkb.results import Results

DONE = "build/live/done"
"""A file that is touched when the build in the background has ended."""

Stamps = Mapping[str, tuple[int, int]]
"""Time and size of each file by its path."""


class LiveSite:
    """Keeps build/site up to date.

    A changed record shows on its own page at once. The rest follows from a whole build in another process: lists,
    charts, data files, the search index, and the checks that look at more than one record.

    Args:
        root: Root of the knowledge base.
        watched: Files and folders that the site is made from.
        build: Builds the whole site and gives the results it was built from.
        complain: Takes what went wrong.
    """

    def __init__(
        self, root: Path, watched: Iterable[Path], build: Callable[[], Results], complain: Callable[[str], None]
    ) -> None:
        self._root = root
        self._watched = tuple(watched)
        self._build = build
        self._complain = complain
        self._results: Results | None = None
        self._seen: Stamps = {}
        self._running: subprocess.Popen[str] | None = None
        self._later: set[str] = set()

    def make(self) -> None:
        """Builds the whole site; when that fails the old one stays."""
        self._seen = dict(_stamps(self._root, self._watched))
        self._results = None
        try:
            self._results = self._build()
        except LvkbError as error:
            self._complain(f"{error}\nThe old site stays.")

    def refresh(self) -> None:
        """Makes what has changed since the last call, or since a build began that has ended meanwhile."""
        changed = self._changed()
        records = {path for path in changed if _is_record(self._root, path)}
        if changed != records or (changed and self._results is None):
            self.make()
            return
        if self._is_building():
            self._later |= records  # it may read them or not, and puts its own pages into the place of these
        else:
            records |= self._later
        if records and self._preview(sorted(records)) and not self._is_building():
            self._build_behind()

    def close(self) -> None:
        """Ends the build in the background."""
        if self._running is not None:
            self._running.terminate()

    def _changed(self) -> set[str]:
        now = dict(_stamps(self._root, self._watched))
        before, self._seen = self._seen, now
        return {path for path in before.keys() | now.keys() if before.get(path) != now.get(path)}

    def _preview(self, records: Iterable[str]) -> bool:
        """Shows changed records on their own pages, and tells whether all of them could be read."""
        assert self._results is not None
        read = [read_paper(self._root, path) for path in records]
        papers = [item.paper for item in read if item.paper is not None]
        for paper in papers:
            self._results = self._results.with_paper(paper)
        wrong = [str(finding) for item in read for finding in item.findings]
        try:
            preview_papers(self._results, papers, self._root / SITE)
        except LvkbError as error:
            wrong.append(str(error))
        if wrong:
            self._complain("\n".join([*wrong, "The old page stays."]))
        return len(papers) == len(read)

    def _is_building(self) -> bool:
        return self._running is not None and self._running.poll() is None

    def _build_behind(self) -> None:
        """Starts a whole build in another process."""
        self._later.clear()
        command = [sys.executable, "-m", "lvkb", "build", "--root", str(self._root)]
        self._running = subprocess.Popen(  # noqa: S603 - no shell
            command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
        )
        if hasattr(os, "setpriority"):  # what people wait for goes first
            os.setpriority(os.PRIO_PROCESS, self._running.pid, 10)
        Thread(target=self._wait_for, args=(self._running,), daemon=True).start()

    def _wait_for(self, process: subprocess.Popen[str]) -> None:
        said, _ = process.communicate()
        if process.returncode > 0:
            self._complain(f"{said.strip()}\nThe old lists and data stay.")
        done = self._root / DONE
        done.parent.mkdir(parents=True, exist_ok=True)
        done.write_text(str(process.pid))


def _is_record(root: Path, path: str) -> bool:
    return path.startswith(f"{PAPERS}/") and path.endswith(".yml") and (root / path).is_file()


def _stamps(root: Path, watched: Iterable[Path]) -> Iterator[tuple[str, tuple[int, int]]]:
    """Gives the stamps of all files that the site is made from; what editors or builds put beside them is none."""
    for file in (file for top in watched for file in _files(top)):
        path = os.path.relpath(file, root).replace(os.sep, "/")
        if path != SCHEMA and (not path.startswith(f"{PAPERS}/") or path.endswith(".yml")):
            with suppress(OSError):  # gone meanwhile
                stat = file.stat()
                yield path, (stat.st_mtime_ns, stat.st_size)


def _files(top: Path) -> Iterator[Path]:
    if top.is_file():
        yield top
    for folder, _, names in os.walk(top):
        yield from (Path(folder) / name for name in names if not name.startswith(".") and not name.endswith("~"))
