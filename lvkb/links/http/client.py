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
import ssl
from collections.abc import Collection, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from http.client import HTTPException
from typing import NamedTuple
from urllib.parse import urljoin

from requests import PreparedRequest
from requests.cookies import RequestsCookieJar, get_cookie_header
from requests.exceptions import RequestException
from requests.structures import CaseInsensitiveDict
from urllib3.exceptions import HTTPError

from lvkb import __version__
from lvkb.links.answers import plain
from lvkb.links.http.bodies import read_body
from lvkb.links.http.failures import failure_of
from lvkb.links.http.safe_addresses import FetchError, Guard, Resolve, dead, look_up, origin, request_url, unknown
from lvkb.links.http.transport import BUDGET, HEAD_BYTES, Adapter, FetchBudget, TooMuch, tls_context
from lvkb.links.limits import Limits
from lvkb.links.link_status import Reason

__all__ = ["Answer", "Client", "FetchError", "Hop", "Resolve", "agent_name"]

_SPARE_BYTES = 65_536  # what a body may bring beside its content: the sizes of its chunks
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


class Client:
    """Asks addresses of strangers; may be shared by threads, and keeps connections open for the next fetch.

    Args:
        limits: How long to wait for what.
        allowed: `host:port` of those that may be reached although they are not public; each opens just that.
        resolve: Looks host names up.
        agent: Name to ask under.
        tls: Which certificates to trust, instead of the public ones.
    """

    def __init__(
        self,
        limits: Limits | None = None,
        *,
        allowed: Collection[str] = (),
        resolve: Resolve = look_up,
        agent: str = "",
        tls: ssl.SSLContext | None = None,
    ) -> None:
        self._limits = limits or Limits()
        self._guard = Guard(allowed, resolve)
        self._agent = agent or agent_name()
        self._adapter = Adapter(tls or tls_context())

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
            seconds: Longest time for it all, `limits.link_s` unless told; who allows more than that is also willing
                to wait so long for the first byte.
            follow: Redirects to follow at most; 0 gives the redirect itself as the answer.

        Raises:
            FetchError: No usable answer came, or the policy forbids to ask.
        """
        request = _Asked(request_url(url), method, body, dict(headers or {}))
        budget = FetchBudget(self._guard, self._limits, seconds or self._limits.link_s)
        token = BUDGET.set(budget)
        try:
            return self._followed(request, max_bytes, follow)
        finally:
            BUDGET.reset(token)

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
                raise dead(Reason.REDIRECT_LOOP, f"The redirect {what}: {plain(hops[-1].location, 300)}")

    def _asked(self, request: PreparedRequest, max_bytes: int, cookies: RequestsCookieJar) -> Answer:
        """Sends one request; once more when a connection kept from before turns out to be closed."""
        budget = BUDGET.get()
        budget.connected = False
        try:
            return self._exchange(request, max_bytes, cookies)
        except FetchError as failure:
            if budget.connected or failure.outcome.reason is not Reason.RESET or request.body is not None:
                raise
        return self._exchange(request, max_bytes, cookies)

    def _exchange(self, request: PreparedRequest, max_bytes: int, cookies: RequestsCookieJar) -> Answer:
        budget = BUDGET.get()
        budget.bytes_left = HEAD_BYTES
        host = origin(str(request.url))[1]
        try:
            limits = (budget.seconds_left(budget.connect_s), budget.seconds_left(budget.silence_s))
            response = self._adapter.send(request, stream=True, timeout=limits)
        except TooMuch:
            raise unknown(Reason.TOO_LARGE, f"The header of {host} has more than 64 kB.") from None
        except (RequestException, HTTPError, HTTPException, OSError, ValueError) as error:
            raise failure_of(error, host) from None
        try:
            cookies.update(response.cookies)
            budget.bytes_left = max_bytes + _SPARE_BYTES
            content, whole = read_body(response, max_bytes)
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
        url = request_url(location)
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
