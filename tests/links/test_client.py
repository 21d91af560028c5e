from __future__ import annotations

import gzip
import socket
import ssl
import threading
import time
import tracemalloc
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import Any

import pytest
from pytest_httpserver import HTTPServer
from werkzeug import Request, Response

import lvkb
from lvkb.links.http.client import Answer, Client, FetchError, Hop, agent_name
from lvkb.links.limits import Limits
from tests.links import fault_lab
from tests.links.fault_lab import CERTIFICATE, GIGABYTE, Lab, look_up

PATIENT = Limits(connect_s=30, read_s=30, link_s=60)
"""Limits that no answer of this machine comes near, however busy it is."""

HASTY = Limits(connect_s=0.3, read_s=0.3, link_s=0.5)
"""Limits for servers that never answer."""

DRIPPING = Limits(link_s=3)
"""Limits for bodies that never end: enough for their beginning."""

MakeClient = Callable[..., Client]


@pytest.fixture(scope="module")
def shared_lab() -> Iterator[Lab]:
    """One lab for all tests here."""
    with fault_lab.running(drip_s=0.05, refusal_s=0) as lab:
        yield lab


@pytest.fixture
def lab(shared_lab: Lab) -> Lab:
    """The lab, with all counts at zero."""
    shared_lab.forget()
    return shared_lab


@pytest.fixture
def make_client(lab: Lab) -> Iterator[MakeClient]:
    """Makes clients that may reach the lab and this machine's test server, and closes them."""
    made = []

    def make(*more: str, **options: Any) -> Client:
        made.append(Client(**{"limits": PATIENT, "allowed": [*lab.allowed, *more], "resolve": look_up, **options}))
        return made[-1]

    yield make
    for client in made:
        client.close()


@pytest.fixture
def client(make_client: MakeClient, httpserver: HTTPServer) -> Client:
    """A client that may reach the lab and the test server."""
    return make_client(f"own.lab:{httpserver.port}", f"other.lab:{httpserver.port}")


def own(httpserver: HTTPServer, path: str) -> str:
    """Gives an address of the test server, under a name of the lab."""
    return f"http://own.lab:{httpserver.port}{path}"


def reason(client: Client, url: str, **options: Any) -> tuple[str, str]:
    """Gives status and reason of the failure that a fetch ends in."""
    with pytest.raises(FetchError) as caught:
        client.fetch(url, **options)
    return caught.value.outcome.status.value, str(caught.value.outcome.cause)


def test_an_answer_is_given_as_it_came(client: Client, httpserver: HTTPServer) -> None:
    """Status, address, headers by small name and the body come back; the fragment stays here."""
    httpserver.expect_request("/a", query_string="b=c").respond_with_data("grün", 201, {"X-One": "1"}, "text/plain")
    url = own(httpserver, "/a?b=c")
    answer = client.fetch(f"{url}#part")
    assert (answer.status, answer.url, answer.headers["x-one"], answer.whole) == (201, url, "1", True)
    assert (answer.text(), answer.hops) == ("grün", ())


def test_the_request_says_who_asks(client: Client, httpserver: HTTPServer) -> None:
    """The name of the program and where it lives go along, and nothing from the user's machine."""
    seen: list[dict[str, str]] = []

    def note(request: Request) -> Response:
        seen.append(dict(request.headers))
        return Response("")

    httpserver.expect_request("/").respond_with_handler(note)
    client.fetch(own(httpserver, "/"))
    assert seen == [
        {
            "Host": f"own.lab:{httpserver.port}",
            "User-Agent": f"lvkb/{lvkb.__version__} (+https://github.com/lvkb/lvkb; link check)",
            "Accept": "text/html,application/xhtml+xml,*/*;q=0.8",
            "Accept-Encoding": "gzip, deflate",
            "Accept-Language": "en",
        }
    ]


@pytest.mark.parametrize(
    ("contact", "tail"),
    [("", ""), ("me@example.org", "; mailto:me@example.org"), ("a@b.c\r\nX: y", "; mailto:a@b.cX: y")],
)
def test_a_contact_is_named_where_there_is_one(contact: str, tail: str) -> None:
    """The contact stands at the end of the name, on its one line."""
    name = f"lvkb/{lvkb.__version__} (+https://github.com/lvkb/lvkb; link check{tail})"
    assert agent_name({"LVKB_CONTACT": contact}) == name


def test_a_body_can_be_sent(client: Client, httpserver: HTTPServer) -> None:
    """A POST brings its body and its headers, and gives the answer."""
    httpserver.expect_request("/", method="POST", data="q=1", headers={"X-Token": "t"}).respond_with_data("yes")
    assert client.fetch(own(httpserver, "/"), method="POST", body=b"q=1", headers={"X-Token": "t"}).body == b"yes"


@pytest.mark.parametrize(
    ("packed", "encoding"),
    [
        (gzip.compress(b"hello" * 100), "gzip"),
        (zlib.compress(b"hello" * 100), "deflate"),
        (zlib.compress(b"hello" * 100, wbits=-15), "deflate"),
        (b"hello" * 100, "identity"),
    ],
)
def test_bodies_are_decoded(client: Client, httpserver: HTTPServer, packed: bytes, encoding: str) -> None:
    """Both codings that are accepted are undone, `deflate` with and without its wrapper."""
    httpserver.expect_request("/").respond_with_data(packed, headers={"Content-Encoding": encoding})
    whole, cut = (client.fetch(own(httpserver, "/"), max_bytes=count) for count in (500, 499))
    assert (whole.body, whole.whole) == (b"hello" * 100, True)
    assert (cut.body, cut.whole) == ((b"hello" * 100)[:499], False)


def test_a_broken_coding_is_not_whole(client: Client, httpserver: HTTPServer) -> None:
    """A body that cannot be decoded gives what could be read of it."""
    httpserver.expect_request("/").respond_with_data(b"no gzip", headers={"Content-Encoding": "gzip"})
    answer = client.fetch(own(httpserver, "/"))
    assert (answer.status, answer.body, answer.whole) == (200, b"", False)


@pytest.mark.parametrize(
    ("kind", "body", "text"),
    [
        ("text/html; charset=ISO-8859-1", b"gr\xfcn", "grün"),
        ('text/html; charset="utf-8"', "grün".encode(), "grün"),
        ("text/html", b"gr\xfcn", "gr\N{REPLACEMENT CHARACTER}n"),
        ("text/html; charset=utf-99", b"ok", "ok"),
        ("text/html; charset=rot13", b"ok", "ok"),
    ],
)
def test_text_follows_the_charset(kind: str, body: bytes, text: str) -> None:
    """The declared charset is used, UTF-8 where it is none, and no byte makes it fail."""
    assert Answer(200, "", {"content-type": kind}, body, True).text() == text


@contextmanager
def replying(*replies: bytes) -> Iterator[int]:
    """Runs a server that gives one reply to each connection, and then reads on; gives its port."""
    with socket.create_server(("127.0.0.1", 0)) as server:

        def serve() -> None:
            for reply in replies:
                connection, _address = server.accept()
                with connection, suppress(OSError):
                    connection.recv(65_536)
                    connection.sendall(reply)
                    connection.recv(65_536)

        thread = threading.Thread(target=serve, daemon=True)
        thread.start()
        yield server.getsockname()[1]
        thread.join(5)
        assert not thread.is_alive()


def test_a_kept_connection_that_was_closed_is_no_reset() -> None:
    """A server that closes its connection on the second request is simply asked again on a new one."""
    with replying(*[b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nhi"] * 2) as port:
        client = Client(PATIENT, allowed=[f"127.0.0.1:{port}"])
        assert [client.fetch(f"http://127.0.0.1:{port}/").body for _ in range(2)] == [b"hi", b"hi"]
        client.close()


# redirects


def test_redirects_are_answers_unless_they_are_to_be_followed(client: Client, lab: Lab) -> None:
    """With `follow=0` the redirect itself is the answer; else it is followed and noted."""
    url = lab.url("redirect-chain")
    assert client.fetch(url).status == 301
    answer = client.fetch(url, follow=5)
    assert (answer.status, answer.url) == (200, f"{url}/d")
    assert answer.hops == (Hop(301, f"{url}/b"), Hop(302, f"{url}/c"), Hop(308, f"{url}/d"))


@pytest.mark.parametrize(("name", "requests"), [("redirect-loop", 2), ("redirect-endless", 6)])
def test_loops_end(client: Client, lab: Lab, name: str, requests: int) -> None:
    """A loop ends when it closes, an endless chain after five steps."""
    assert reason(client, lab.url(name), follow=5) == ("dead", "redirect-loop")
    assert len(lab.received[name]) == requests


def test_an_endless_redirect_is_told_in_short(client: Client, httpserver: HTTPServer) -> None:
    """Of an address that a server makes up to fill the report, the start is told."""
    httpserver.expect_request("/").respond_with_data(status=302, headers={"Location": f"/next?{'x' * 9_000}"})
    httpserver.expect_request("/next").respond_with_data(status=302, headers={"Location": f"/?{'y' * 9_000}"})
    with pytest.raises(FetchError) as caught:
        client.fetch(own(httpserver, "/"), follow=1)
    start = own(httpserver, "/?")
    shown = start + "y" * (300 - len(start))
    assert caught.value.outcome.evidence == f"The redirect goes on after 1 steps: {shown}"


def test_a_redirect_may_want_its_cookie_back(client: Client, lab: Lab) -> None:
    """Cookies live as long as one link; the next one starts without."""
    url = lab.url("redirect-cookie")
    assert [client.fetch(url, follow=5).status for _ in range(2)] == [200, 200]
    assert [call.get("cookie", "") for call in lab.received["redirect-cookie"]] == ["", "seen=yes"] * 2


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("redirect-other-port", ("blocked", "private-address")),
        ("redirect-metadata", ("blocked", "private-address")),
        ("redirect-file", ("blocked", "scheme")),
    ],
)
def test_redirects_lead_to_public_pages_alone(client: Client, lab: Lab, name: str, expected: tuple[str, str]) -> None:
    """Every hop is judged like the first, and nobody knocks at the door next to an allowed one."""
    assert reason(client, lab.url(name), follow=5) == expected
    assert lab.canary == 0


def test_the_connection_goes_to_the_address_that_was_judged(make_client: MakeClient, httpserver: HTTPServer) -> None:
    """A host is looked up once for a connection, so that its name cannot lead elsewhere afterwards."""
    looked_up: list[str] = []
    httpserver.expect_request("/").respond_with_data("hi")

    def resolve(host: str, port: int) -> list[str]:
        looked_up.append(host)
        return ["127.0.0.1"] if len(looked_up) == 1 else ["10.0.0.1"]

    client = make_client(f"pinned.lab:{httpserver.port}", resolve=resolve)
    assert client.fetch(f"http://pinned.lab:{httpserver.port}/").body == b"hi"
    assert looked_up == ["pinned.lab"]


@pytest.mark.parametrize(("same", "crossed"), [(True, ["secret", "key"]), (False, [None, None])])
def test_tokens_stay_with_their_origin(client: Client, httpserver: HTTPServer, same: bool, crossed: list[str]) -> None:
    """Headers of the caller follow a redirect within the origin, and never to another one."""
    seen: list[str | None] = []

    def landed(request: Request) -> Response:
        seen.extend([request.headers.get("Authorization"), request.headers.get("X-Api-Key")])
        return Response("hi")

    to = "/end" if same else f"http://other.lab:{httpserver.port}/end"
    httpserver.expect_request("/start").respond_with_data("", 302, {"Location": to})
    httpserver.expect_request("/end").respond_with_handler(landed)
    client.fetch(own(httpserver, "/start"), headers={"Authorization": "secret", "X-Api-Key": "key"}, follow=5)
    assert seen == crossed


def test_tokens_do_not_come_back_after_a_detour(client: Client, httpserver: HTTPServer) -> None:
    """Once a redirect left the origin, what was meant for it is gone for good."""
    seen: list[str | None] = []

    def landed(request: Request) -> Response:
        seen.append(request.headers.get("X-Api-Key"))
        return Response("hi")

    away = f"http://other.lab:{httpserver.port}/away"
    httpserver.expect_request("/start").respond_with_data("", 302, {"Location": away})
    httpserver.expect_request("/away").respond_with_data("", 302, {"Location": own(httpserver, "/end")})
    httpserver.expect_request("/end").respond_with_handler(landed)
    client.fetch(own(httpserver, "/start"), headers={"X-Api-Key": "key"}, follow=5)
    assert seen == [None]


def test_a_body_is_not_sent_on(client: Client, httpserver: HTTPServer) -> None:
    """A redirected POST gives the redirect as its answer."""
    httpserver.expect_request("/start").respond_with_data("", 307, {"Location": "/end"})
    assert client.fetch(own(httpserver, "/start"), method="POST", body=b"q", follow=5).status == 307


def test_no_failure_tells_a_token(make_client: MakeClient, lab: Lab) -> None:
    """Neither headers nor the query of an address stand in the text of a failure."""
    client = make_client(limits=HASTY)
    for name in ("reset", "refused", "self-signed", "garbage", "silent"):
        with pytest.raises(FetchError) as caught:
            client.fetch(f"{lab.url(name)}?key=hunter2", headers={"Authorization": "hunter2"})
        assert "hunter2" not in str(caught.value)


# broken and slow servers


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("reset", ("unknown", "reset")),
        ("empty", ("unknown", "reset")),
        ("garbage", ("unknown", "protocol")),
        ("header-2-mb", ("unknown", "too-large")),
        ("refused", ("unknown", "refused")),
        ("self-signed", ("unknown", "tls")),
        ("nxdomain", ("dead", "nxdomain")),
        ("servfail", ("unknown", "servfail")),
    ],
)
def test_faults_become_failures(client: Client, lab: Lab, name: str, expected: tuple[str, str]) -> None:
    """Every way to give no answer has its reason."""
    assert reason(client, lab.url(name)) == expected


@pytest.mark.parametrize("name", ["silent", "header-drip"])
def test_servers_without_an_answer_are_left_in_time(make_client: MakeClient, lab: Lab, name: str) -> None:
    """Silence, and headers that drip for minutes, take half a second here: what a link may, and no more."""
    start = time.monotonic()
    assert reason(make_client(limits=HASTY), lab.url(name)) == ("unknown", "timeout")
    assert time.monotonic() - start < 20


def test_long_single_headers_are_too_large(make_client: MakeClient) -> None:
    """One header line of 80 kB is as bad as many."""
    with replying(b"HTTP/1.1 200 OK\r\nX: " + b"y" * 80_000 + b"\r\n\r\n") as port:
        assert reason(make_client(f"127.0.0.1:{port}"), f"http://127.0.0.1:{port}/") == ("unknown", "too-large")


def test_a_dripping_body_is_cut_in_time(make_client: MakeClient, lab: Lab) -> None:
    """What came until the time is up is given, and is not called whole."""
    answer = make_client(limits=DRIPPING).fetch(lab.url("body-drip"))
    assert (answer.status, answer.whole) == (200, False)
    assert answer.body.startswith(b"<p>xx")


def test_a_truncated_body_is_not_whole(client: Client, lab: Lab) -> None:
    """A connection that closes early leaves what was read."""
    answer = client.fetch(lab.url("truncated"))
    assert (answer.body, answer.whole) == (b"<p>Half of it", False)


@pytest.mark.parametrize("name", ["body-1-gb", "gzip-bomb"])
def test_huge_bodies_are_not_read(client: Client, lab: Lab, name: str) -> None:
    """Of a gigabyte, packed or not, 64 kB are decoded, and memory does not grow by more than a few megabytes."""
    tracemalloc.start()
    answer = client.fetch(lab.url(name))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert (len(answer.body), answer.whole) == (65_536, False)
    assert peak < 5_000_000
    assert lab.sent[name] < GIGABYTE / 50


def test_patience_grows_with_the_time_given(make_client: MakeClient, httpserver: HTTPServer) -> None:
    """A caller who allows a service more time than a link has also waits longer for its first byte."""

    def slow(request: Request) -> Response:
        time.sleep(0.2)
        return Response("hi")

    httpserver.expect_request("/").respond_with_handler(slow)
    client = make_client(f"own.lab:{httpserver.port}", limits=Limits(read_s=0.05, link_s=0.1))
    assert reason(client, own(httpserver, "/")) == ("unknown", "timeout")
    assert client.fetch(own(httpserver, "/"), seconds=60).body == b"hi"


# TLS


def _trusting() -> ssl.SSLContext:
    return ssl.create_default_context(cafile=str(CERTIFICATE))


def test_tls_is_spoken_and_timed(make_client: MakeClient, lab: Lab) -> None:
    """A trusted server is asked over TLS, under its own name, although the connection goes to an address."""
    client = make_client(f"tls.lab:{lab.ports['tls']}", tls=_trusting())
    assert client.fetch(f"https://tls.lab:{lab.ports['tls']}/self-signed").status == 200


def test_a_certificate_for_another_name_is_refused(make_client: MakeClient, lab: Lab) -> None:
    """Being trusted is not enough: the certificate must name the host."""
    client = make_client(tls=_trusting())
    with pytest.raises(FetchError) as caught:
        client.fetch(lab.url("self-signed"))
    outcome = caught.value.outcome
    said = "self-signed.lab: Hostname mismatch, certificate is not valid for 'self-signed.lab'."
    assert (outcome.reason, outcome.evidence) == ("tls", said)


def test_plain_http_on_a_tls_port_is_a_tls_fault(make_client: MakeClient) -> None:
    """A server that does not speak TLS is no dead link."""
    with replying(b"HTTP/1.1 400 Bad Request\r\n\r\n") as port:
        assert reason(make_client(f"127.0.0.1:{port}"), f"https://127.0.0.1:{port}/") == ("unknown", "tls")


def test_a_dripping_tls_body_is_cut_in_time(make_client: MakeClient, lab: Lab) -> None:
    """The time limit holds inside TLS as well."""
    client = make_client(f"tls.lab:{lab.ports['tls']}", tls=_trusting(), limits=DRIPPING)
    start = time.monotonic()
    answer = client.fetch(f"https://tls.lab:{lab.ports['tls']}/body-drip")
    assert (answer.status, answer.whole) == (200, False)
    assert time.monotonic() - start < 30
