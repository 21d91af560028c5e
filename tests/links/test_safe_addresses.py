from __future__ import annotations

import socket
import threading
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lvkb.links.http.safe_addresses import FetchError, Guard, is_public, request_url
from lvkb.links.link_status import LinkStatus

PUBLIC = "93.184.216.34"


def failure(call: Callable[..., object], *args: object) -> tuple[str, str, str]:
    """Gives status, reason and evidence of the failure that a call ends in."""
    with pytest.raises(FetchError) as caught:
        call(*args)
    outcome = caught.value.outcome
    return outcome.status.value, str(outcome.cause), outcome.evidence


@pytest.mark.parametrize(
    ("written", "sent"),
    [
        ("https://Example.ORG", "https://example.org/"),
        ("http://example.org:80/a#b", "http://example.org/a"),
        ("https://example.org:8443/a?b=c d", "https://example.org:8443/a?b=c%20d"),
        ("  https://example.org/a b/größe ", "https://example.org/a%20b/gr%C3%B6%C3%9Fe"),
        ("https://example.org/a%20b%2Fc%zz", "https://example.org/a%20b%2Fc%25zz"),
        ("https://bücher.example/", "https://xn--bcher-kva.example/"),
        ("https://127。0。0。1/", "https://127.0.0.1/"),
        ("http://[2001:DB8::1]:8080/", "http://[2001:db8::1]:8080/"),
        ("https://example.org/\r\nHost: evil", "https://example.org/Host:%20evil"),
    ],
)
def test_addresses_are_written_for_the_wire(written: str, sent: str) -> None:
    """Spaces and foreign letters are quoted, hosts are lower-case IDNA, and line breaks never come through."""
    assert request_url(written) == sent


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("file:///etc/passwd", ("blocked", "scheme", "Only http and https are asked, not file.")),
        ("example.org/a", ("blocked", "scheme", "Only http and https are asked, not an address without a scheme.")),
        (
            "https://me:hunter2@example.org/",
            ("blocked", "credentials", "The address of example.org carries a user name or password."),
        ),
        (
            "https://good.example\\@evil.example/",
            ("blocked", "credentials", "The address of evil.example carries a user name or password."),
        ),
        (
            "https://exa mple.org/",
            ("unknown", "protocol", "This is no address of a page: its host name is not well formed."),
        ),
        ("https:///a", ("unknown", "protocol", "This is no address of a page: its host name is not well formed.")),
        (
            "https://example.org:99999/",
            ("unknown", "protocol", "This is no address of a page: Port out of range 0-65535."),
        ),
        ("http://[::1/", ("unknown", "protocol", "This is no address of a page: Invalid IPv6 URL.")),
    ],
)
def test_other_addresses_are_refused(url: str, expected: tuple[str, str, str]) -> None:
    """Another scheme, a user name and nonsense are refused, each with its reason and never with the password."""
    assert failure(request_url, url) == expected


@given(st.text(max_size=60))
def test_any_text_is_an_address_or_a_failure(text: str) -> None:
    """Whatever stands in a record is sent as plain ASCII without blanks, or is a failure; it never raises otherwise."""
    for url in (text, f"https://{text}", f"https://example.org/{text}"):
        try:
            sent = request_url(url)
        except FetchError:
            continue
        assert sent.isascii()
        assert not any(char.isspace() or not char.isprintable() for char in sent)
        assert request_url(sent) == sent


@pytest.mark.parametrize("address", [PUBLIC, "8.8.8.8", "2606:4700::1111", "64:ff9b::8.8.8.8", "2002:808:808::1"])
def test_public_addresses(address: str) -> None:
    """Addresses of the Internet are public, those of IPv4 inside IPv6 too."""
    assert is_public(address)


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1", "0.0.0.0", "224.0.0.1",  # noqa: S104
        "255.255.255.255", "240.0.0.1", "198.18.0.1", "::1", "::", "fe80::1", "fc00::1", "ff02::1", "::ffff:127.0.0.1",
        "::ffff:169.254.169.254", "64:ff9b::10.0.0.1", "64:ff9b:1::1", "2002:7f00:1::1", "2001:db8::1", "::127.0.0.1",
        "2001:0:7f00:1::1", "168.63.129.16", "::ffff:168.63.129.16",
    ],
)  # fmt: skip
def test_other_addresses_are_not_public(address: str) -> None:
    """Loopback, private, link-local, shared, multicast, reserved and cloud addresses are not, however wrapped."""
    assert not is_public(address)


@pytest.mark.parametrize(
    "host", ["127.1", "0x7f000001", "2130706433", "0177.0.0.1", "127.0.0.1.", "1.2.3.0x4", "134744072"]
)
def test_odd_spellings_are_refused(host: str) -> None:
    """A number that systems read as an IP address is refused before anybody looks it up."""
    guard = Guard(resolve=lambda host, port: pytest.fail("looked up"))
    expected = ("blocked", "private-address", f"{host} is an odd spelling of an IP address.")
    assert failure(guard.addresses, host, 80, 1.0) == expected


def test_every_address_of_a_host_must_be_public() -> None:
    """A host with one public and one private address is refused."""
    guard = Guard(resolve=lambda host, port: [PUBLIC, "10.0.0.1"])
    expected = ("blocked", "private-address", "a.example is at 10.0.0.1, which is no public address.")
    assert failure(guard.addresses, "a.example", 80, 1.0) == expected


@pytest.mark.parametrize(
    ("allowed", "host", "port"),
    [("127.0.0.1:8080", "127.0.0.1", 8080), ("[::1]:80", "::1", 80), ("Lab.Example:1", "lab.example", 1)],
)
def test_an_allowed_host_is_open_on_its_port_alone(allowed: str, host: str, port: int) -> None:
    """What is allowed is one host and one port; the next port stays closed."""
    guard = Guard([allowed], resolve=lambda host, port: ["127.0.0.1"])
    assert guard.addresses(host, port, 1.0) in (["127.0.0.1"], ["::1"])
    assert failure(guard.addresses, host, port + 1, 1.0)[:2] == ("blocked", "private-address")


def resolver(*answers: int | list[str]) -> Callable[[str, int], list[str]]:
    """Gives a look-up that fails with error numbers and answers with addresses, one after another."""
    left = list(answers)

    def look_up(host: str, port: int) -> list[str]:
        answer = left.pop(0)
        if isinstance(answer, int):
            raise socket.gaierror(answer, "no")
        return answer

    return look_up


@pytest.mark.parametrize(
    ("answers", "expected"),
    [
        ([socket.EAI_NONAME, socket.EAI_NONAME], ("dead", "nxdomain", "There is no host a.example.")),
        ([socket.EAI_NONAME, [PUBLIC]], ("unknown", "servfail", "a.example could not be looked up reliably.")),
        ([socket.EAI_NONAME, socket.EAI_AGAIN], ("unknown", "servfail", "a.example could not be looked up reliably.")),
        ([socket.EAI_AGAIN], ("unknown", "servfail", "a.example could not be looked up.")),
        ([[]], ("unknown", "servfail", "a.example has no address.")),
    ],
)
def test_a_name_is_dead_only_when_it_is_missing_twice(
    answers: list[int | list[str]], expected: tuple[str, str, str]
) -> None:
    """Only a name service that says twice that there is no such name makes a link dead."""
    assert failure(Guard(resolve=resolver(*answers)).addresses, "a.example", 80, 1.0) == expected


def test_a_name_that_changes_its_address_is_judged_each_time() -> None:
    """A host that is public at the first look and private at the second gets no second connection."""
    guard = Guard(resolve=resolver([PUBLIC], ["127.0.0.1"]))
    assert guard.addresses("a.example", 80, 1.0) == [PUBLIC]
    assert failure(guard.addresses, "a.example", 80, 1.0)[:2] == ("blocked", "private-address")


def test_a_name_service_that_does_not_answer_is_left_alone() -> None:
    """The look-up ends with its time, whatever the system's own does."""
    over = threading.Event()
    guard = Guard(resolve=lambda host, port: [str(over.wait(60))])
    expected = ("unknown", "timeout", "The name service did not answer for a.example within 0.1 s.")
    assert failure(guard.addresses, "a.example", 80, 0.1) == expected
    over.set()


def test_few_addresses_are_tried() -> None:
    """A host with hundreds of addresses cannot keep a check busy."""
    assert len(Guard(resolve=lambda host, port: [PUBLIC] * 500).addresses("a.example", 80, 1.0)) == 4


def test_failures_say_what_follows() -> None:
    """The exception carries the outcome, and shows its reason."""
    with pytest.raises(FetchError, match=r"^scheme: Only http") as caught:
        request_url("ftp://a.example/")
    assert caught.value.outcome.status is LinkStatus.BLOCKED
