"""A loopback server that does wrong what servers do wrong, one address for each fault, and a canary nobody may touch.

The faults are those that link checkers were compared by. The lab counts requests and bytes, and keeps the headers it
was sent, so that a test can show what did and what did not cross the wire.
"""

from __future__ import annotations

import socket
import socketserver
import ssl
import struct
import threading
import time
import zlib
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass, field
from email.utils import formatdate
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
CERTIFICATE = HERE / "lab-certificate.pem"
KEY = HERE / "lab-key.pem"
GIGABYTE = 1 << 30


@dataclass
class Call:
    """One request: what was asked, and the means to answer it rightly or wrongly."""

    lab: Lab
    connection: socket.socket
    name: str
    method: str
    path: str
    headers: dict[str, str]
    number: int
    """How often this fault was asked, from 1."""

    def send(self, data: bytes) -> None:
        """Sends bytes as they are, and counts them."""
        self.connection.sendall(data)
        self.lab.sent[self.name] += len(data)

    def answer(self, status: int, body: str | bytes = b"", length: int | None = None, **headers: str) -> None:
        """Sends an answer; underscores in the names of headers become hyphens."""
        content = body.encode() if isinstance(body, str) else body
        given = {"Content-Type": "text/html; charset=utf-8", "Content-Length": str(length or len(content))}
        given |= {name.replace("_", "-"): value for name, value in headers.items()}
        head = "".join(f"{name}: {value}\r\n" for name, value in given.items())
        self.send(f"HTTP/1.1 {status} x\r\n{head}\r\n".encode() + (b"" if self.method == "HEAD" else content))

    def page(self, title: str = "A page", body: str = "<h1>A page</h1><p>It is here.</p>") -> None:
        """Sends a good page."""
        self.answer(200, f"<!doctype html><title>{title}</title>{body}")

    def redirect(self, status: int, to: str) -> None:
        """Sends a redirect."""
        self.answer(status, Location=to)

    def too_early(self) -> bool:
        """Tells whether this is the first request, or comes less than `lab.refusal_s` after it."""
        with self.lab.lock:
            first = self.lab.first.setdefault(self.name, time.monotonic())
        return self.number == 1 or time.monotonic() < first + self.lab.refusal_s

    def reset(self) -> None:
        """Breaks the connection off, so that the other side sees a reset."""
        self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        raise ConnectionResetError

    def drip(self, data: bytes) -> None:
        """Sends bytes one by one, `lab.drip_s` apart."""
        for at in range(len(data)):
            self.send(data[at : at + 1])
            if self.lab.over.wait(self.lab.drip_s):
                return


Behaviour = Callable[[Call], None]


@dataclass(frozen=True)
class Fault:
    """One fault.

    Attributes:
        name: Name, which is also its path and, with `.lab`, its host.
        wanted: Verdicts that are right.
        path: Path and query of the link.
        fragment: Fragment of the link.
        port: Which port it is on.
    """

    name: str
    wanted: frozenset[str]
    path: str
    fragment: str = ""
    port: str = "http"


FAULTS: dict[str, Fault] = {}
_BEHAVIOURS: dict[str, Behaviour] = {}


def fault(name: str, wanted: str, path: str = "", fragment: str = "", port: str = "http") -> Callable[..., Any]:
    """Notes a fault with its behaviour."""

    def note(behaviour: Behaviour) -> Behaviour:
        FAULTS[name] = Fault(name, frozenset(wanted.split()), f"/{name}{path}", fragment, port)
        _BEHAVIOURS[name] = behaviour
        return behaviour

    return note


def _status(name: str, status: int, wanted: str) -> None:
    fault(name, wanted)(lambda call: call.answer(status, "<title>No</title>No."))


# redirects


@fault("redirect-chain", "moved")
def _redirect_chain(call: Call) -> None:
    steps = {"": (301, "/b"), "/b": (302, "/c"), "/c": (308, "/d")}
    rest = call.path.removeprefix("/redirect-chain")
    call.redirect(steps[rest][0], f"/redirect-chain{steps[rest][1]}") if rest in steps else call.page()


@fault("redirect-loop", "dead")
def _redirect_loop(call: Call) -> None:
    call.redirect(302, "/redirect-loop/b" if call.path.endswith("loop") else "/redirect-loop")


@fault("redirect-endless", "dead")
def _redirect_endless(call: Call) -> None:
    call.redirect(302, f"/redirect-endless/{call.number}")


@fault("redirect-cookie", "ok")
def _redirect_cookie(call: Call) -> None:
    if "seen=yes" in call.headers.get("cookie", ""):
        return call.page()
    return call.answer(302, Location="/redirect-cookie", Set_Cookie="seen=yes; Path=/")


@fault("to-root", "warn moved", "/papers/2024/page")
def _to_root(call: Call) -> None:
    call.redirect(301, "/") if call.path != "/" else call.page()


@fault("redirect-other-port", "blocked")
def _redirect_other_port(call: Call) -> None:
    call.redirect(302, f"http://127.0.0.1:{call.lab.ports['canary']}/")


@fault("redirect-metadata", "blocked")
def _redirect_metadata(call: Call) -> None:
    call.redirect(302, "http://169.254.169.254/latest/meta-data/")


@fault("redirect-file", "blocked")
def _redirect_file(call: Call) -> None:
    call.redirect(302, "file:///etc/passwd")


# refusals

_status("status-404", 404, "dead")
_status("status-410", 410, "dead")
_status("status-401", 401, "unknown")
_status("status-403", 403, "unknown")
_status("status-418", 418, "unknown")
_status("status-451", 451, "unknown")
_status("status-999", 999, "unknown")
_status("status-503", 503, "unknown")


@fault("browsers-only", "ok unknown")
def _browsers_only(call: Call) -> None:
    call.page() if "Mozilla" in call.headers.get("user-agent", "") else call.answer(403, "Browsers only.")


@fault("429-seconds", "ok")
def _429_seconds(call: Call) -> None:
    call.answer(429, Retry_After="2") if call.too_early() else call.page()


@fault("429-date", "ok")
def _429_date(call: Call) -> None:
    date = formatdate(time.time() + 2, usegmt=True)
    call.answer(429, Retry_After=date) if call.too_early() else call.page()


@fault("429-hour", "unknown")
def _429_hour(call: Call) -> None:
    call.answer(429, Retry_After="3600")


@fault("500-once", "ok")
def _500_once(call: Call) -> None:
    call.answer(500) if call.number == 1 else call.page()


# slow and broken connections


@fault("silent", "unknown")
def _silent(call: Call) -> None:
    call.lab.over.wait()


@fault("header-drip", "unknown")
def _header_drip(call: Call) -> None:
    call.drip(b"HTTP/1.1 200 OK\r\n" + b"".join(b"X-%d: y\r\n" % number for number in range(1000)))


@fault("body-drip", "ok")
def _body_drip(call: Call) -> None:
    call.answer(200, b"<p>", length=100_000)
    call.drip(b"x" * 99_997)


@fault("reset", "unknown")
def _reset(call: Call) -> None:
    call.reset()


@fault("reset-once", "ok")
def _reset_once(call: Call) -> None:
    call.reset() if call.number == 1 else call.page()


@fault("empty", "unknown")
def _empty(call: Call) -> None:
    raise ConnectionAbortedError


@fault("garbage", "unknown")
def _garbage(call: Call) -> None:
    call.send(bytes(range(256)) * 4 + b"\r\n\r\n")
    raise ConnectionAbortedError


@fault("header-2-mb", "unknown")
def _header_2_mb(call: Call) -> None:
    call.send(b"HTTP/1.1 200 OK\r\n")
    for number in range(2000):
        call.send(b"X-%d: %s\r\n" % (number, b"y" * 1000))
    call.send(b"\r\n")


@fault("truncated", "ok unknown")
def _truncated(call: Call) -> None:
    call.answer(200, "<p>Half of it", length=10_000)
    raise ConnectionAbortedError


@fault("refused", "unknown", port="refused")
def _refused(call: Call) -> None:
    raise AssertionError("no connection can come here")


@fault("self-signed", "unknown", port="tls")
def _self_signed(call: Call) -> None:
    call.page()


# HEAD


@fault("head-405", "ok")
def _head_405(call: Call) -> None:
    call.answer(405) if call.method == "HEAD" else call.page()


@fault("head-404", "ok")
def _head_404(call: Call) -> None:
    call.answer(404) if call.method == "HEAD" else call.page()


@fault("head-silent", "ok")
def _head_silent(call: Call) -> None:
    call.lab.over.wait() if call.method == "HEAD" else call.page()


# bodies


@fault("body-1-gb", "ok")
def _body_1_gb(call: Call) -> None:
    call.answer(200, b"", length=GIGABYTE, Content_Type="application/octet-stream")
    piece = b"x" * 65_536
    while call.method == "GET" and not call.lab.over.is_set():
        call.send(piece)


def _bomb() -> Iterator[bytes]:
    """Gives a gzip of a gigabyte of zeros, 1,000 to 1; each megabyte is the same block."""
    packer = zlib.compressobj(9, zlib.DEFLATED, 16 + zlib.MAX_WBITS)
    yield packer.compress(b"\0" * (1 << 20)) + packer.flush(zlib.Z_FULL_FLUSH)
    block = packer.compress(b"\0" * (1 << 20)) + packer.flush(zlib.Z_FULL_FLUSH)
    for _ in range(1023):
        yield block


@fault("gzip-bomb", "ok")
def _gzip_bomb(call: Call) -> None:
    blocks = list(_bomb())
    call.answer(200, b"", length=sum(map(len, blocks)), Content_Encoding="gzip")
    if call.method == "GET":
        for block in blocks:
            call.send(block)


# pages that are not what they should be


@fault("pdf-login", "warn", "/paper.pdf")
def _pdf_login(call: Call) -> None:
    call.page("Log in", "<h1>Log in</h1><form></form>")


@fault("error-page", "warn")
def _error_page(call: Call) -> None:
    call.page("Page not found | Example", "<h1>Page not found</h1><p>Try the search.</p>")


@fault("fragment", "warn", fragment="results")
def _fragment(call: Call) -> None:
    call.page("Method", '<h1 id="method">Method</h1><p>There are no results here.</p>')


@fault("non-ascii", "ok", "/größe-模型")
def _non_ascii(call: Call) -> None:
    right = call.path == "/non-ascii/gr%C3%B6%C3%9Fe-%E6%A8%A1%E5%9E%8B"
    call.page() if right else call.answer(404)


@fault("space", "ok", "/a paper")
def _space(call: Call) -> None:
    call.page() if call.path == "/space/a%20paper" else call.answer(404)


# names


@fault("nxdomain", "dead")
def _nxdomain(call: Call) -> None:
    raise AssertionError("no connection can come here")


@fault("servfail", "unknown")
def _servfail(call: Call) -> None:
    raise AssertionError("no connection can come here")


class _Server(socketserver.ThreadingTCPServer):
    daemon_threads = True
    block_on_close = False
    allow_reuse_address = True
    request_queue_size = 128

    def __init__(self, lab: Lab, wrap: ssl.SSLContext | None = None) -> None:
        self.lab = lab
        self.wrap = wrap
        super().__init__(("127.0.0.1", 0), _Handler)

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Stays quiet: breaking off is what this server is for."""


class _Handler(socketserver.BaseRequestHandler):
    server: _Server

    def handle(self) -> None:
        with suppress(OSError):
            connection = self.request
            connection.settimeout(120)
            if self.server.wrap:
                connection = self.server.wrap.wrap_socket(connection, server_side=True)
            with closing(connection), connection.makefile("rb") as stream:
                while call := _read_call(self.server.lab, connection, stream):
                    _BEHAVIOURS[call.name](call)


def _read_call(lab: Lab, connection: socket.socket, stream: Any) -> Call | None:
    line = stream.readline(65_536).decode("latin-1").split()
    if len(line) != 3:
        return None
    headers: dict[str, str] = {}
    while (text := stream.readline(65_536).decode("latin-1").strip()) != "":
        name, _, value = text.partition(":")
        headers[name.lower()] = value.strip()
    host = headers.get("host", "").partition(":")[0]
    name = host.removesuffix(".lab")
    name = name if name in _BEHAVIOURS else line[1].partition("?")[0].split("/")[1]
    if "/no-such-page-" in line[1]:
        connection.sendall(b"HTTP/1.1 404 x\r\nContent-Length: 0\r\n\r\n")
        lab.made_up += 1
        return _read_call(lab, connection, stream)
    if name not in _BEHAVIOURS:
        connection.sendall(b"HTTP/1.1 200 x\r\nContent-Length: 0\r\n\r\n")
        return _read_call(lab, connection, stream)
    with lab.lock:
        lab.received[name].append(headers)
        number = len(lab.received[name])
    return Call(lab, connection, name, line[0], line[1], headers, number)


@dataclass
class Lab:
    """The running lab.

    Attributes:
        drip_s: Seconds between two bytes of a drip.
        refusal_s: Seconds for which a 429 holds.
        ports: Port by name: `http`, `tls`, `refused` (nobody listens), `canary` (nobody may come).
        first: When those that count time were asked first, by fault.
        received: Headers of each request, by fault.
        made_up: Requests for pages that nobody made; all of them are answered 404.
        sent: Bytes sent, by fault.
        canary: Number of connections to the canary.
        over: Set when the lab closes; whoever waits stops.
    """

    drip_s: float = 1.0
    refusal_s: float = 1.0
    first: dict[str, float] = field(default_factory=dict)
    ports: dict[str, int] = field(default_factory=dict)
    made_up: int = 0
    received: defaultdict[str, list[dict[str, str]]] = field(default_factory=lambda: defaultdict(list))
    sent: defaultdict[str, int] = field(default_factory=lambda: defaultdict(int))
    canary: int = 0
    over: threading.Event = field(default_factory=threading.Event)
    lock: threading.Lock = field(default_factory=threading.Lock)

    @property
    def allowed(self) -> list[str]:
        """Hosts and ports that a client must be allowed: one host for each fault."""
        return [f"{fault.name}.lab:{self.ports[fault.port]}" for fault in FAULTS.values()]

    def url(self, name: str, host: str = "") -> str:
        """Gives the link to a fault, without its fragment: on a host of its own unless told otherwise."""
        found = FAULTS[name]
        scheme = "https" if found.port == "tls" else "http"
        return f"{scheme}://{host or f'{name}.lab'}:{self.ports[found.port]}{found.path}"

    def forget(self) -> None:
        """Starts counting anew."""
        with self.lock:
            self.first.clear()
            self.received.clear()
            self.sent.clear()
            self.canary = 0


def look_up(host: str, port: int) -> list[str]:
    """Looks up the hosts of the lab, each of which is this machine."""
    if host == "nxdomain.lab" or not host.endswith(".lab"):
        raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")
    if host == "servfail.lab":
        raise socket.gaierror(socket.EAI_AGAIN, "Temporary failure in name resolution")
    return ["127.0.0.1"]


@contextmanager
def running(drip_s: float = 1.0, refusal_s: float = 1.0) -> Iterator[Lab]:
    """Runs the lab on free loopback ports."""
    lab = Lab(drip_s, refusal_s)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(CERTIFICATE, KEY)
    with _Server(lab) as plain, _Server(lab, context) as tls, _bound() as refused, _bound() as canary:
        canary.listen()
        servers = {"http": plain.socket, "tls": tls.socket, "refused": refused, "canary": canary}
        lab.ports |= {name: sock.getsockname()[1] for name, sock in servers.items()}
        jobs = [lambda: plain.serve_forever(0.05), lambda: tls.serve_forever(0.05), lambda: _watch(lab, canary)]
        threads = [threading.Thread(target=job, daemon=True) for job in jobs]
        for thread in threads:
            thread.start()
        try:
            yield lab
        finally:
            lab.over.set()
            plain.shutdown()
            tls.shutdown()
            for thread in threads:
                thread.join(5)


def _bound() -> socket.socket:
    sock = socket.socket()
    sock.bind(("127.0.0.1", 0))
    sock.settimeout(0.05)
    return sock


def _watch(lab: Lab, canary: socket.socket) -> None:
    while not lab.over.is_set():
        with suppress(TimeoutError):
            visitor, _ = canary.accept()
            lab.canary += 1
            with visitor, suppress(OSError):
                visitor.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\nConnection: close\r\n\r\nhi")
