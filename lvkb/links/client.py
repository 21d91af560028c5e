"""HTTP for link checks: safe against the addresses of strangers, bounded in time and bytes.

It is `requests` below its session: the adapter, its pools and its TLS, with connections of our own. These go only to
addresses that the guard has judged, and every read has its time limited by what is left for the whole fetch, so that
a server that sends one byte a second cannot hold it up. Redirects are followed here, each hop judged like the first.

Reasons given here, beside those of `addresses`: `timeout`, `reset`, `refused`, `tls`, `protocol`, `too-large`
(unknown), `redirect-loop` (dead).
"""

from __future__ import annotations

import os
import re
import socket
import ssl
import time
import zlib
from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import suppress
from contextvars import ContextVar
from dataclasses import dataclass, replace
from http.client import HTTPException, LineTooLong
from typing import Any, NamedTuple
from urllib.parse import urljoin

import certifi
from requests import PreparedRequest, Response
from requests.adapters import HTTPAdapter
from requests.cookies import RequestsCookieJar, get_cookie_header
from requests.exceptions import RequestException
from requests.structures import CaseInsensitiveDict
from urllib3 import HTTPConnectionPool, HTTPSConnectionPool
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.exceptions import HTTPError
from urllib3.util.ssl_ import create_urllib3_context

from lvkb import __version__
from lvkb.links.addresses import Guard, Resolve, Trouble, dead, look_up, on_the_wire, origin, unknown
from lvkb.links.services import Manners

__all__ = ["Answer", "Client", "Hop", "Resolve", "Trouble", "agent_name"]

_HEAD_BYTES = 65_536 + 8_192  # the last read may bring the start of the body
_SPARE_BYTES = 65_536  # what a body may bring beside its content: the sizes of its chunks
_PIECE_BYTES = 16_384
_HOSTS = 64
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_TEXT_CODECS = re.compile(r"(utf|us-ascii|ascii|iso|latin|windows|cp|koi8|mac|gb|big5|shift|sjis|euc)[\w.-]*", re.ASCII)
_ACCEPTED = {
    "Accept": "text/html,application/xhtml+xml,*/*;q=0.8",
    "Accept-Encoding": "gzip, deflate",
    "Accept-Language": "en",
}


def agent_name(environment: Mapping[str, str] = os.environ) -> str:
    """Gives the name that lvkb asks under, with the contact of `LVKB_CONTACT` where there is one."""
    contact = "".join(filter(str.isprintable, environment.get("LVKB_CONTACT", ""))).encode("ascii", "ignore").decode()
    tail = f"; mailto:{contact}" if contact else ""
    return f"lvkb/{__version__} (+https://github.com/lvkb/lvkb; link check{tail})"


class Hop(NamedTuple):
    """One redirect that was followed.

    Attributes:
        status: Status that sent it on.
        location: Absolute address it led to, with its fragment where it names one.
    """

    status: int
    location: str


@dataclass(frozen=True, slots=True)
class Answer:
    """What an address answered.

    Attributes:
        status: Status code.
        url: Address that answered, without fragment.
        headers: Headers, names in lower case.
        body: Decoded body, cut at the bytes asked for.
        whole: Whether the body ended within these bytes and the time.
        hops: Redirects followed.
    """

    status: int
    url: str
    headers: Mapping[str, str]
    body: bytes
    whole: bool
    hops: tuple[Hop, ...] = ()

    def text(self) -> str:
        """Gives the body as text, by the charset declared, else UTF-8; what cannot be read is replaced."""
        declared = re.search(r"charset\s*=\s*[\"']?([\w.-]+)", self.headers.get("content-type", ""), re.ASCII)
        name = declared[1].lower() if declared and _TEXT_CODECS.fullmatch(declared[1].lower()) else "utf-8"
        with suppress(LookupError):
            return self.body.decode(name, "replace")
        return self.body.decode("utf-8", "replace")


class _TooMuch(Exception):
    """More bytes came than one fetch takes; the connection is closed on the way up."""


class _Turn:
    """The time and the bytes that are left to one fetch; every read of its connection asks here first."""

    def __init__(self, guard: Guard, manners: Manners, seconds: float) -> None:
        self.guard = guard
        self.connect_s = manners.connect_s
        self.silence_s = manners.read_s if seconds <= manners.link_s else seconds
        self.until = time.monotonic() + seconds
        self.bytes_left = _HEAD_BYTES
        self.connected = False

    def patience(self, longest: float) -> float:
        """Gives the seconds that the next step may take, and raises `TimeoutError` when none are left."""
        left = self.until - time.monotonic()
        if left <= 0:
            raise TimeoutError("the time for this link is up")
        return min(left, longest)

    def took(self, count: int) -> None:
        """Notes bytes that came in."""
        self.bytes_left -= count
        if self.bytes_left < 0:
            raise _TooMuch


_TURN: ContextVar[_Turn] = ContextVar("_TURN")


class _Socket(socket.socket):
    """A socket that reads within the limits of the fetch it serves."""

    def recv_into(self, *args: Any, **options: Any) -> int:
        turn = _TURN.get()
        self.settimeout(turn.patience(turn.silence_s))
        count = super().recv_into(*args, **options)
        turn.took(count)
        return count


class _TLSSocket(ssl.SSLSocket):
    """The same for TLS."""

    def recv_into(self, *args: Any, **options: Any) -> int:
        turn = _TURN.get()
        self.settimeout(turn.patience(turn.silence_s))
        count = super().recv_into(*args, **options)
        turn.took(count)
        return count


def _connect(host: str, port: int) -> socket.socket:
    turn = _TURN.get()
    turn.connected = True
    failure: OSError | None = None
    for address in turn.guard.addresses(host, port, turn.patience(turn.connect_s)):
        sock = _Socket(socket.AF_INET6 if ":" in address else socket.AF_INET, socket.SOCK_STREAM)
        try:
            sock.settimeout(turn.patience(turn.connect_s))  # a TLS handshake keeps it
            sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            sock.connect((address, port))
        except OSError as error:
            sock.close()
            failure = error
        else:
            return sock
    reason = "timeout" if isinstance(failure, TimeoutError) else "refused"
    raise unknown(reason, f"{host} takes no connection on port {port}: {_said(failure)}.")


def _said(error: BaseException | None) -> str:
    return getattr(error, "strerror", None) or type(error).__name__


class _Connection(HTTPConnection):
    def _new_conn(self) -> socket.socket:
        return _connect(self._dns_host, self.port)


class _TLSConnection(HTTPSConnection):
    def _new_conn(self) -> socket.socket:
        return _connect(self._dns_host, self.port)


class _Pool(HTTPConnectionPool):
    ConnectionCls = _Connection


class _TLSPool(HTTPSConnectionPool):
    ConnectionCls = _TLSConnection


class _Adapter(HTTPAdapter):
    """The adapter of `requests` with guarded connections, and one TLS context for all of them."""

    def __init__(self, tls: ssl.SSLContext) -> None:
        self._tls = tls
        tls.sslsocket_class = _TLSSocket
        super().__init__(pool_connections=_HOSTS, pool_maxsize=4)

    def init_poolmanager(self, connections: int, maxsize: int, block: bool = False, **options: Any) -> None:
        super().init_poolmanager(connections, maxsize, block, ssl_context=self._tls, **options)
        self.poolmanager.pool_classes_by_scheme = {"http": _Pool, "https": _TLSPool}

    def close(self) -> None:
        """Closes idle connections now; the pools by themselves do it when memory is tidied."""
        pools = self.poolmanager.pools
        for key in pools.keys():  # noqa: SIM118 - it is no mapping to walk through
            pools[key].close()
        super().close()

    def cert_verify(self, conn: Any, url: str, verify: Any, cert: Any) -> None:
        """Leaves the pool as it is: the context verifies, and has its certificates already."""


def _tls_context() -> ssl.SSLContext:
    context = create_urllib3_context()
    context.load_verify_locations(certifi.where())
    return context


class Client:
    """Asks addresses of strangers; may be shared by threads, and keeps connections open for the next fetch.

    Args:
        manners: How long to wait for what.
        allowed: `host:port` of those that may be reached although they are not public; each opens just that.
        resolve: Looks host names up.
        agent: Name to ask under.
        tls: Which certificates to trust, instead of the public ones.
    """

    def __init__(
        self,
        manners: Manners | None = None,
        *,
        allowed: Collection[str] = (),
        resolve: Resolve = look_up,
        agent: str = "",
        tls: ssl.SSLContext | None = None,
    ) -> None:
        self._manners = manners or Manners()
        self._guard = Guard(allowed, resolve)
        self._agent = agent or agent_name()
        self._adapter = _Adapter(tls or _tls_context())

    def close(self) -> None:
        """Closes all idle connections."""
        self._adapter.close()

    def fetch(  # noqa: PLR0913 - all but the address are options by name
        self,
        url: str,
        *,
        method: str = "GET",
        body: bytes | None = None,
        headers: Mapping[str, str] | None = None,
        max_bytes: int = 65_536,
        seconds: float | None = None,
        follow: int = 0,
    ) -> Answer:
        """Asks an address once, and follows its redirects.

        Args:
            url: The address, as people write it.
            method: HTTP method.
            body: Body to send; such a request follows no redirect.
            headers: Further headers, tokens among them: they go to the origin of `url` alone.
            max_bytes: Most bytes of the decoded body to take; the connection is closed on the rest.
            seconds: Longest time for it all, `manners.link_s` unless told; who allows more than that is also willing
                to wait so long for the first byte.
            follow: Redirects to follow at most; 0 gives the redirect itself as the answer.

        Raises:
            Trouble: No usable answer came, or the policy forbids to ask.
        """
        request = _Asked(on_the_wire(url), method, body, dict(headers or {}))
        turn = _Turn(self._guard, self._manners, seconds or self._manners.link_s)
        token = _TURN.set(turn)
        try:
            return self._followed(request, max_bytes, follow)
        finally:
            _TURN.reset(token)

    def _followed(self, asked: _Asked, max_bytes: int, follow: int) -> Answer:
        cookies = RequestsCookieJar()
        hops: list[Hop] = []
        seen: set[tuple[str, str]] = set()
        while True:
            request = asked.prepared(self._agent, cookies)
            seen.add((asked.url, request.headers.get("Cookie", "")))
            answer = self._asked(request, max_bytes, cookies)
            location = answer.headers.get("location", "") if answer.status in _REDIRECTS else ""
            if not (location and follow and asked.body is None):
                return replace(answer, hops=tuple(hops))
            hops.append(Hop(answer.status, _absolute(asked.url, location)))
            asked = asked.sent_on(hops[-1].location)
            again = (asked.url, asked.prepared(self._agent, cookies).headers.get("Cookie", "")) in seen
            if again or len(hops) > follow:
                what = "comes back to where it was" if again else f"goes on after {follow} steps"
                raise dead("redirect-loop", f"The redirect {what}: {hops[-1].location}")

    def _asked(self, request: PreparedRequest, max_bytes: int, cookies: RequestsCookieJar) -> Answer:
        """Sends one request; once more when a connection kept from before turns out to be closed."""
        turn = _TURN.get()
        turn.connected = False
        try:
            return self._exchange(request, max_bytes, cookies)
        except Trouble as trouble:
            if turn.connected or trouble.outcome.reason != "reset" or request.body is not None:
                raise
        return self._exchange(request, max_bytes, cookies)

    def _exchange(self, request: PreparedRequest, max_bytes: int, cookies: RequestsCookieJar) -> Answer:
        turn = _TURN.get()
        turn.bytes_left = _HEAD_BYTES
        host = origin(str(request.url))[1]
        try:
            limits = (turn.patience(turn.connect_s), turn.patience(turn.silence_s))
            response = self._adapter.send(request, stream=True, timeout=limits)
        except _TooMuch:
            raise unknown("too-large", f"The header of {host} has more than 64 kB.") from None
        except (RequestException, HTTPError, HTTPException, OSError, ValueError) as error:
            raise _trouble(error, host) from None
        try:
            cookies.update(response.cookies)
            turn.bytes_left = max_bytes + _SPARE_BYTES
            content, whole = _body(response, max_bytes)
        finally:
            response.close()
        headers = {name.lower(): value for name, value in response.headers.items()}
        return Answer(response.status_code, str(request.url), headers, content, whole)


class _Asked(NamedTuple):
    """One request on its way through redirects."""

    url: str
    method: str
    body: bytes | None
    headers: dict[str, str]

    def sent_on(self, location: str) -> _Asked:
        """Gives the request to where it was redirected; what is meant for one origin goes to no other."""
        url = on_the_wire(location)
        return self._replace(url=url, headers=self.headers if origin(url) == origin(self.url) else {})

    def prepared(self, agent: str, cookies: RequestsCookieJar) -> PreparedRequest:
        """Gives it as `requests` sends it."""
        request = PreparedRequest()
        request.method, request.url, request.body = self.method, self.url, self.body
        request.headers = CaseInsensitiveDict({"User-Agent": agent, **_ACCEPTED, **self.headers})
        if self.body is not None:
            request.headers["Content-Length"] = str(len(self.body))
        cookie = get_cookie_header(cookies, request) if len(cookies) else None  # type: ignore[no-untyped-call]
        if cookie:
            request.headers["Cookie"] = cookie
        return request


def _absolute(base: str, location: str) -> str:
    """Gives the address of a redirect; servers send raw UTF-8, which headers show as Latin-1."""
    with suppress(UnicodeError):
        location = location.encode("latin-1").decode("utf-8")
    try:
        return urljoin(base, location)
    except ValueError:
        return location  # judged, and refused, as any address is


def _body(response: Response, most: int) -> tuple[bytes, bool]:
    """Reads and decodes a body up to a number of bytes, and tells whether it came to its end."""
    decode = _decoder(response.headers.get("Content-Encoding", ""))
    taken = bytearray()
    with suppress(_TooMuch, HTTPError, HTTPException, OSError, ValueError, zlib.error):
        while len(taken) <= most:
            piece = response.raw.read1(_PIECE_BYTES, decode_content=False)
            if not piece:
                return bytes(taken), True
            taken += decode(piece, most + 1 - len(taken))
    return bytes(taken[:most]), False


def _decoder(encoding: str) -> Callable[[bytes, int], bytes]:
    """Gives the function that decodes the next piece of a body, and never gives more bytes than it is asked for.

    Other codings than the two that were accepted are left as they are.
    """
    name = encoding.strip().lower()
    if name in ("gzip", "x-gzip"):
        return zlib.decompressobj(16 + zlib.MAX_WBITS).decompress
    if name == "deflate":
        return _Deflate()
    return lambda piece, most: piece[:most]


class _Deflate:
    """Decodes `deflate`, which some servers send without the zlib wrapper it should have."""

    def __init__(self) -> None:
        self._decoder = zlib.decompressobj()
        self._first = True

    def __call__(self, piece: bytes, most: int) -> bytes:
        first, self._first = self._first, False
        try:
            return self._decoder.decompress(piece, most)
        except zlib.error:
            if not first:
                raise
            self._decoder = zlib.decompressobj(-zlib.MAX_WBITS)
            return self._decoder.decompress(piece, most)


_RESETS = (ConnectionResetError, BrokenPipeError, ConnectionAbortedError)


def _trouble(error: BaseException, host: str) -> Trouble:
    """Gives what a failed exchange says of the link; only what the network did stands in its text."""
    causes = list(_causes(error))

    def cause(*kinds: type[BaseException]) -> BaseException | None:
        return next((one for one in causes if isinstance(one, kinds)), None)

    if cause(TimeoutError):
        return unknown("timeout", f"{host} did not answer in time.")
    if found := cause(ssl.SSLError):
        return unknown("tls", f"{host}: {_tls_cause(found)}.")
    if cause(LineTooLong):
        return unknown("too-large", f"The header of {host} has more than 64 kB.")
    if cause(*_RESETS):
        return unknown("reset", f"{host} closed the connection without an answer.")
    if found := cause(HTTPException, ValueError):
        return unknown("protocol", f"{host} does not speak HTTP: {type(found).__name__}.")
    system = next((one for one in causes if getattr(one, "strerror", None)), error)
    return unknown("reset", f"The connection to {host} broke: {_said(system)}.")


def _tls_cause(error: BaseException) -> str:
    verdict = getattr(error, "verify_message", "") or str(getattr(error, "reason", "")).replace("_", " ").lower()
    return verdict.rstrip(".") or "the TLS handshake failed"


def _causes(error: BaseException) -> Iterator[BaseException]:
    """Gives an exception and all that it wraps; the libraries wrap as arguments, as reasons and as causes."""
    waiting, seen = [error], set[int]()
    while waiting:
        one = waiting.pop()
        if id(one) in seen:
            continue
        seen.add(id(one))
        yield one
        wrapped = (*one.args, getattr(one, "reason", None), one.__cause__, one.__context__)
        waiting += [inner for inner in wrapped if isinstance(inner, BaseException)]
