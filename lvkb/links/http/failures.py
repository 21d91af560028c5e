"""What a failed exchange says of a link; only what the network did stands in its text, never what was sent."""

from __future__ import annotations

import ssl
from collections.abc import Iterator
from http.client import HTTPException, LineTooLong

from lvkb.links.http.safe_addresses import FetchError, unknown
from lvkb.links.link_status import Reason

_RESETS = (ConnectionResetError, BrokenPipeError, ConnectionAbortedError)


def failure_of(error: BaseException, host: str) -> FetchError:
    """Gives what a failed exchange says of the link; only what the network did stands in its text."""
    causes = list(_causes(error))

    def cause(*kinds: type[BaseException]) -> BaseException | None:
        return next((one for one in causes if isinstance(one, kinds)), None)

    if cause(TimeoutError):
        return unknown(Reason.TIMEOUT, f"{host} did not answer in time.")
    if found := cause(ssl.SSLError):
        return unknown(Reason.TLS, f"{host}: {_tls_cause(found)}.")
    if cause(LineTooLong):
        return unknown(Reason.TOO_LARGE, f"The header of {host} has more than 64 kB.")
    if cause(*_RESETS):
        return unknown(Reason.RESET, f"{host} closed the connection without an answer.")
    if found := cause(HTTPException, ValueError):
        return unknown(Reason.PROTOCOL, f"{host} does not speak HTTP: {type(found).__name__}.")
    system = next((one for one in causes if getattr(one, "strerror", None)), error)
    return unknown(Reason.RESET, f"The connection to {host} broke: {said(system)}.")


def _tls_cause(error: BaseException) -> str:
    cause = getattr(error, "verify_message", "") or str(getattr(error, "reason", "")).replace("_", " ").lower()
    return cause.rstrip(".") or "the TLS handshake failed"


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


def said(error: BaseException | None) -> str:
    """Gives what the system says of an error, without the addresses that libraries put into their messages."""
    return getattr(error, "strerror", None) or type(error).__name__
