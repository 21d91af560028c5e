"""Requests and time for 2,000 papers and 2,000 repositories, the gap of arXiv kept, and for a second run."""

from __future__ import annotations

import os
import resource
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.links.fake_arxiv import fake_arxiv, fake_paper
from tests.links.fake_registers import Registers, repository, serving

pytestmark = pytest.mark.bench

COUNT = 2_000


def test_two_thousand_of_each(tmp_path: Path) -> None:
    """At most 0.02 requests a link and 35 seconds at first; no request and two seconds afterwards."""
    ids = [f"21{1 + number // 1000:02}.{number % 1000:05}" for number in range(COUNT)]
    names = [f"owner{number % 50}/name{number}" for number in range(COUNT)]
    file = tmp_path / "list.txt"
    lines = [
        f"https://arxiv.org/abs/{arxiv} https://github.com/{name}\n" for arxiv, name in zip(ids, names, strict=True)
    ]
    file.write_text("".join(lines), encoding="utf-8")
    arxiv = fake_arxiv(*map(fake_paper, ids))
    registers = Registers(repositories={name: repository(name) for name in names})
    with arxiv.running(), serving(registers):
        hosts = [arxiv.host, registers.base.removeprefix("http://")]
        command = [sys.executable, "-m", "lvkb", "links", str(file), *(f"--allow-host={host}" for host in hosts)]
        addresses = {
            "LVKB_ARXIV_API": arxiv.endpoints.arxiv_api,
            "LVKB_GITHUB_API": registers.endpoints.github_api,
            "GITHUB_TOKEN": "ghp_made_up",
        }
        environment = {**os.environ, "LVKB_CACHE": str(tmp_path / "cache"), **addresses}
        cold_s, said = timed(command, environment)
        requests = len(arxiv.asked) + len(registers.asked)
        warm_s, said_again = timed(command, environment)
    rss_mb = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    print(f"\n{2 * COUNT} links cold: {requests} requests, {requests / 2 / COUNT:.4f} a link, {cold_s:.1f} s; {said}")
    print(f"warm: {len(arxiv.asked) + len(registers.asked) - requests} requests, {warm_s:.2f} s; {said_again}")
    print(f"peak memory of both: {rss_mb:.0f} MB")
    assert requests <= 0.02 * 2 * COUNT
    assert len(arxiv.asked) + len(registers.asked) == requests
    assert cold_s <= 35, "nine gaps of three seconds, and little else"
    assert said.startswith(f"{2 * COUNT} links in 1 file: {2 * COUNT} ok;")
    assert said_again.endswith("0 targets asked, 4000 from memory")


def timed(command: list[str], environment: dict[str, str]) -> tuple[float, str]:
    """Gives the seconds of a command and its last line."""
    start = time.monotonic()
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return time.monotonic() - start, done.stdout.splitlines()[-1]
