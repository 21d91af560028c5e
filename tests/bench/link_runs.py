"""Runs of the link checker in processes of their own, so that time and memory are those of the checker alone.

`serve`: a server with a fixed latency on 50 loopback addresses. `speed PORT LINKS`: lvkb over all of them.
`faults`: lvkb over the links of the fault lab that come as JSON on standard input. Each prints one line of JSON.
"""

from __future__ import annotations

import asyncio
import json
import resource
import sys
import time
from collections import defaultdict
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

HOSTS = [f"127.0.0.{number}" for number in range(2, 52)]
LATENCY_S = 0.05
ANSWER = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: %d\r\n\r\n%s"
PAGE = b"<!doctype html><title>A page</title><h1>A page</h1><p>" + b"words " * 300


def links(port: int, count: int) -> list[str]:
    """Gives distinct links, spread over the hosts."""
    return [f"http://{HOSTS[number % len(HOSTS)]}:{port}/page/{number}" for number in range(count)]


async def serve() -> None:
    """Serves until standard input closes; the path `/count` gives the number of requests so far."""
    count = 0

    async def talk(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        nonlocal count
        try:
            while request := await reader.readuntil(b"\r\n\r\n"):
                if request.startswith(b"GET /count "):
                    body = str(count).encode()
                else:
                    count += 1
                    await asyncio.sleep(LATENCY_S)
                    body = b"" if b"/no-such-page-" in request else PAGE
                writer.write(ANSWER % (len(body), body))
        except (OSError, asyncio.IncompleteReadError):
            writer.close()

    first = await asyncio.start_server(talk, "127.0.0.1", 0)
    port = first.sockets[0].getsockname()[1]
    for host in HOSTS:
        await asyncio.start_server(talk, host, port, backlog=256)
    print(json.dumps({"port": port}), flush=True)
    await asyncio.get_running_loop().run_in_executor(None, sys.stdin.read)


def speed(port: int, count: int) -> dict[str, Any]:
    """Checks links without limits, and gives links a second and the peak of memory."""
    from lvkb.links.checkers import web
    from lvkb.links.context import Context
    from lvkb.links.http.client import Client
    from lvkb.links.limits import Limits
    from lvkb.links.link_status import LinkStatus
    from lvkb.links.rate_limit import RateLimit
    from lvkb.links.targets import Target
    from lvkb.registers import WEB

    limits = Limits(host_gap_s=0)
    client = Client(limits, allowed=[f"{host}:{port}" for host in HOSTS])
    context = Context(client, RateLimit(), limits=limits)
    targets = [Target(WEB, url) for url in links(port, count)]
    start, cpu = time.perf_counter(), time.process_time()
    statuses = [outcome.status for batch in web.check(targets, context) for _, outcome in batch]
    seconds, cpu = time.perf_counter() - start, time.process_time() - cpu
    client.close()
    return {"ok": statuses.count(LinkStatus.OK), "per_s": count / seconds, "cpu_s": cpu, "rss_mb": _peak_mb()}


def faults(allowed: list[str], found: list[list[str]]) -> dict[str, Any]:
    """Checks links of the fault lab, each by itself and all at once.

    Args:
        allowed: Hosts and ports of the lab.
        found: Name, address and fragment of each link.

    Returns:
        Status, reason, seconds and bytes read from the network for each, and how much memory they took together.
    """
    from lvkb.links.checkers import web
    from lvkb.links.context import Context
    from lvkb.links.http.client import Client
    from lvkb.links.http.transport import FetchBudget, tls_context
    from lvkb.links.rate_limit import RateLimit
    from lvkb.links.targets import Target
    from lvkb.registers import WEB
    from tests.links.fault_lab import look_up

    read: dict[int, int] = defaultdict(int)
    spend = FetchBudget.spend

    def counted(budget: FetchBudget, count: int) -> None:
        read[id(budget.guard)] += count
        spend(budget, count)

    def one(item: list[str]) -> tuple[str, dict[str, Any]]:
        name, url, fragment = item
        client = Client(allowed=allowed, resolve=look_up, tls=tls)
        start = time.perf_counter()
        [[(_, outcome)]] = web.check([Target(WEB, url, fragment=fragment)], Context(client, RateLimit()))
        seconds = time.perf_counter() - start
        client.close()
        size = read[id(client._guard)]
        return name, {"status": outcome.status, "reason": str(outcome.cause), "seconds": seconds, "read": size}

    FetchBudget.spend = counted  # type: ignore[method-assign, assignment]
    tls = tls_context()
    before = _peak_mb()
    with ThreadPoolExecutor(len(found)) as pool:
        told = dict(pool.map(one, found))
    return {"told": told, "mb": _peak_mb() - before}


def _peak_mb() -> float:
    """Gives the most memory this process had, without that of the process it was started from."""
    status = Path("/proc/self/status")
    if status.exists():
        return int(status.read_text().partition("VmHWM:")[2].split()[0]) / 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


if __name__ == "__main__":
    if sys.argv[1] == "serve":
        asyncio.run(serve())
    elif sys.argv[1] == "speed":
        print(json.dumps(speed(int(sys.argv[2]), int(sys.argv[3]))))
    elif sys.argv[1] == "faults":
        print(json.dumps(faults(**json.load(sys.stdin))))
