"""Connections that keep within the limits of the fetch they serve, and go only where the guard lets them.

The adapter, its pools and its TLS are those of `requests`; only the sockets are of our own. A fetch puts its budget
into `BUDGET`, and every read of its connection asks there first: without one, nothing connects.
"""

from __future__ import annotations

import socket
import ssl
import time
from collections.abc import Callable
from contextvars import ContextVar
from typing import Any

import certifi
from requests.adapters import HTTPAdapter
from urllib3 import HTTPConnectionPool, HTTPSConnectionPool
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.util.ssl_ import create_urllib3_context

from lvkb.links.http.failures import said
from lvkb.links.http.safe_addresses import Guard, unknown
from lvkb.links.limits import Limits
from lvkb.links.link_status import Reason

HEAD_BYTES = 65_536 + 8_192  # the last read may bring the start of the body
_HOSTS = 64


class TooMuch(Exception):
    """More bytes came than one fetch takes; the connection is closed on the way up."""


class FetchBudget:
    """The time and the bytes that are left to one fetch; every read of its connection asks here first."""

    def __init__(self, guard: Guard, limits: Limits, seconds: float) -> None:
        self.guard = guard
        self.connect_s = limits.connect_s
        self.silence_s = limits.read_s if seconds <= limits.link_s else seconds
        self.until = time.monotonic() + seconds
        self.bytes_left = HEAD_BYTES
        self.connected = False

    def seconds_left(self, longest: float) -> float:
        """Gives the seconds that the next step may take, and raises `TimeoutError` when none are left."""
        left = self.until - time.monotonic()
        if left <= 0:
            raise TimeoutError("the time for this link is up")
        return min(left, longest)

    def spend(self, count: int) -> None:
        """Notes bytes that came in."""
        self.bytes_left -= count
        if self.bytes_left < 0:
            raise TooMuch


BUDGET: ContextVar[FetchBudget] = ContextVar("TURN")


def _read_within(read: Callable[..., int], sock: socket.socket, *args: Any, **options: Any) -> int:
    """Reads from a socket within the time and the bytes that are left to the fetch it serves."""
    budget = BUDGET.get()
    sock.settimeout(budget.seconds_left(budget.silence_s))
    count = read(*args, **options)
    budget.spend(count)
    return count


class _Socket(socket.socket):
    """A socket that reads within the limits of the fetch it serves."""

    def recv_into(self, *args: Any, **options: Any) -> int:
        return _read_within(super().recv_into, self, *args, **options)


class _TLSSocket(ssl.SSLSocket):
    """The same for TLS."""

    def recv_into(self, *args: Any, **options: Any) -> int:
        return _read_within(super().recv_into, self, *args, **options)


def _connect(host: str, port: int) -> socket.socket:
    budget = BUDGET.get()
    budget.connected = True
    failure: OSError | None = None
    for address in budget.guard.addresses(host, port, budget.seconds_left(budget.connect_s)):
        sock = _Socket(socket.AF_INET6 if ":" in address else socket.AF_INET, socket.SOCK_STREAM)
        try:
            sock.settimeout(budget.seconds_left(budget.connect_s))  # a TLS handshake keeps it
            sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            sock.connect((address, port))
        except OSError as error:
            sock.close()
            failure = error
        else:
            return sock
    reason = Reason.TIMEOUT if isinstance(failure, TimeoutError) else Reason.REFUSED
    raise unknown(reason, f"{host} takes no connection on port {port}: {said(failure)}.")


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


class Adapter(HTTPAdapter):
    """The adapter of `requests` with guarded connections, and one TLS context for all of them."""

    def __init__(self, tls: ssl.SSLContext) -> None:
        self._tls = tls
        tls.sslsocket_class = _TLSSocket
        super().__init__(pool_connections=_HOSTS, pool_maxsize=4)

    def init_poolmanager(self, connections: int, maxsize: int, block: bool = False, **options: Any) -> None:
        """Makes the manager with our pools, all sharing one TLS context."""
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


def tls_context() -> ssl.SSLContext:
    """Gives a context that trusts the public authorities and checks host names."""
    context = create_urllib3_context()
    context.load_verify_locations(certifi.where())
    return context
