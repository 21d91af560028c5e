"""How an address is written in a request, and which addresses may be asked at all.

Links come from strangers: one may name a machine of the network that the check runs in. So a host is looked up first,
every address found must be public, and the connection goes to the very address that was judged.

Reasons given here: `scheme`, `credentials`, `private-address` (blocked), `nxdomain` (dead), `servfail`, `timeout`,
`protocol` (unknown).
"""

from __future__ import annotations

import re
import socket
from collections.abc import Callable, Collection, Sequence
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address
from queue import Empty, SimpleQueue
from threading import Thread
from typing import TypeAlias
from urllib.parse import SplitResult, urlsplit, urlunsplit

import idna
from requests.utils import requote_uri

from lvkb.links.link_status import LinkStatus, Outcome, Reason

Resolve: TypeAlias = Callable[[str, int], Sequence[str]]
"""Gives the IP addresses of a host name, for a port; raises `socket.gaierror` when there are none."""

PORTS = {"http": 80, "https": 443}
_HOST = re.compile(r"[a-z0-9_]([a-z0-9_-]*[a-z0-9_])?(\.[a-z0-9_]([a-z0-9_-]*[a-z0-9_])?)*\.?")
_ODD_NUMBER = re.compile(r"(.*\.)?(\d+|0x[0-9a-f]*)")  # 127.1, 0177.0.0.1, 2130706433, 0x7f000001
_UNICAST = IPv6Network("2000::/3")  # all that is given out of IPv6
_NAT64 = IPv6Network("64:ff9b::/96")
_OF_THE_HOST = IPv4Address("168.63.129.16")  # public by number, but tells a machine at Azure about itself
_MOST_ADDRESSES = 4
_LONGEST_HOST = 253
_BARE_PERCENT = re.compile(r"%(?![0-9A-Fa-f]{2})")
_HIDDEN = re.compile(r"[\x00-\x20\x7f]")


class FetchError(Exception):
    """Nothing usable came back from an address.

    Attributes:
        outcome: What follows for the link: unknown, dead or blocked, with the reason.
    """

    def __init__(self, outcome: Outcome) -> None:
        super().__init__(f"{outcome.reason}: {outcome.evidence}")
        self.outcome = outcome


def blocked(reason: Reason, evidence: str) -> FetchError:
    """Gives the failure of an address that policy forbids."""
    return FetchError(Outcome(LinkStatus.BLOCKED, reason, evidence))


def dead(reason: Reason, evidence: str) -> FetchError:
    """Gives the failure of an address that is not there."""
    return FetchError(Outcome(LinkStatus.DEAD, reason, evidence))


def unknown(reason: Reason, evidence: str) -> FetchError:
    """Gives the failure of an address of which nothing can be said."""
    return FetchError(Outcome(LinkStatus.UNKNOWN, reason, evidence))


def request_url(url: str) -> str:
    """Gives an address as it is sent: ASCII, without fragment, its host in lower case and IDNA.

    Args:
        url: Absolute address as people write it, with spaces and letters of any script.

    Raises:
        FetchError: It is not `http` or `https`, carries a user name, or is no address.
    """
    try:
        parts = urlsplit(_HIDDEN.sub(lambda hit: "%20" if hit[0] == " " else "", url.strip()))
        if parts.scheme not in PORTS:
            raise blocked(
                Reason.SCHEME, f"Only http and https are asked, not {parts.scheme or 'an address without a scheme'}."
            )
        if "@" in parts.netloc:
            raise blocked(
                Reason.CREDENTIALS, f"The address of {_plain(parts.hostname)} carries a user name or password."
            )
        place = _place(parts)
        text = urlunsplit((parts.scheme, place, parts.path or "/", parts.query, ""))
        return requote_uri(_BARE_PERCENT.sub("%25", text))
    except (ValueError, UnicodeError) as error:  # no closing bracket, no such port, no such host name
        raise unknown(Reason.PROTOCOL, f"This is no address of a page: {error}.") from error


def _place(parts: SplitResult) -> str:
    host, port = parts.hostname or "", parts.port
    if ":" in host:
        name = f"[{IPv6Address(host)}]"
    else:
        if len(host) > _LONGEST_HOST:  # long names of other scripts cost time in the square of their length
            raise ValueError("its host name is too long")
        name = host if host.isascii() else idna.encode(host, uts46=True).decode("ascii")
        if len(name) > _LONGEST_HOST or not _HOST.fullmatch(name):
            raise ValueError("its host name is not well formed")
    return name if port in (None, PORTS[parts.scheme]) else f"{name}:{port}"


def _plain(host: str | None) -> str:
    return host if host and host.isascii() and host.isprintable() else "this host"


def origin(url: str) -> tuple[str, str, int]:
    """Gives scheme, host and port of an address as `on_the_wire` writes it."""
    parts = urlsplit(url)
    return parts.scheme, parts.hostname or "", parts.port or PORTS[parts.scheme]


def is_public(address: str) -> bool:
    """Tells whether an IP address belongs to the public Internet, addresses of IPv4 inside IPv6 unpacked."""
    found = _unpacked(ip_address(address))
    if isinstance(found, IPv6Address) and found not in _UNICAST:
        return False
    return found.is_global and not (found.is_multicast or found.is_reserved or found == _OF_THE_HOST)


def _unpacked(address: IPv4Address | IPv6Address) -> IPv4Address | IPv6Address:
    if isinstance(address, IPv4Address):
        return address
    if address in _NAT64:
        return IPv4Address(int(address) & 0xFFFF_FFFF)
    return address.ipv4_mapped or address.sixtofour or address


def look_up(host: str, port: int) -> list[str]:
    """Asks the system for the addresses of a host name.

    Raises:
        socket.gaierror: There are none, or the name service does not answer.
    """
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(entry[4][0]) for entry in found))


class Guard:
    """Judges hosts before a connection is made.

    Args:
        allowed: `host:port` of those that may be reached although they are not public.
        resolve: Looks host names up.
    """

    def __init__(self, allowed: Collection[str] = (), resolve: Resolve = look_up) -> None:
        self._allowed = frozenset(entry.lower() for entry in allowed)
        self._resolve = resolve

    def addresses(self, host: str, port: int, seconds: float) -> Sequence[str]:
        """Gives the IP addresses that a connection to a host may go to, a few at most.

        Args:
            host: Host name or IP address, without brackets.
            port: Port of the connection.
            seconds: Longest wait for the name service.

        Raises:
            FetchError: One of its addresses is not public, or it has none.
        """
        name = host.lower()
        literal = _literal(name)
        found = [literal] if literal else self._looked_up(name, port, seconds)
        if self._opens(name, port):
            return found
        for address in found:
            if not is_public(address):
                where = name if literal else f"{name} is at {address}, which"
                raise blocked(Reason.PRIVATE_ADDRESS, f"{where} is no public address.")
        return found

    def _opens(self, name: str, port: int) -> bool:
        written = f"[{name}]" if ":" in name else name
        return f"{written}:{port}" in self._allowed

    def _looked_up(self, name: str, port: int, seconds: float) -> Sequence[str]:
        try:
            found = self._answer(name, port, seconds)
        except socket.gaierror as error:
            if error.errno == socket.EAI_NONAME:
                self._look_again(name, port, seconds)
                raise dead(Reason.NO_SUCH_HOST, f"There is no host {name}.") from error
            raise unknown(Reason.NAME_SERVICE, f"{name} could not be looked up.") from error
        if not found:
            raise unknown(Reason.NAME_SERVICE, f"{name} has no address.")
        return list(found)[:_MOST_ADDRESSES]

    def _look_again(self, name: str, port: int, seconds: float) -> None:
        """Lets a name be missing only when it is missing twice."""
        try:
            self._answer(name, port, seconds)
        except socket.gaierror as error:
            if error.errno == socket.EAI_NONAME:
                return
        raise unknown(Reason.NAME_SERVICE, f"{name} could not be looked up reliably.")

    def _answer(self, name: str, port: int, seconds: float) -> Sequence[str]:
        """Looks a name up in a thread of its own, since the system's look-up knows no time limit."""
        answers: SimpleQueue[Sequence[str] | Exception] = SimpleQueue()
        Thread(target=self._ask, args=(name, port, answers), daemon=True).start()
        try:
            answer = answers.get(timeout=max(seconds, 0.01))
        except Empty:
            raise unknown(
                Reason.TIMEOUT, f"The name service did not answer for {name} within {seconds:.1f} s."
            ) from None
        if isinstance(answer, Exception):
            raise answer
        return answer

    def _ask(self, name: str, port: int, answers: SimpleQueue[Sequence[str] | Exception]) -> None:
        try:
            answers.put(self._resolve(name, port))
        except (OSError, ValueError) as error:
            answers.put(error)


def _literal(name: str) -> str:
    """Gives an IP address that is written as the host, empty for a name; odd spellings of one are refused."""
    try:
        return str(ip_address(name))
    except ValueError:
        if _ODD_NUMBER.fullmatch(name.rstrip(".")):
            raise blocked(Reason.PRIVATE_ADDRESS, f"{name} is an odd spelling of an IP address.") from None
        return ""
