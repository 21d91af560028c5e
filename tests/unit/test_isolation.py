"""The guards that every test runs under."""

from __future__ import annotations

import os
import socket
from contextlib import suppress
from pathlib import Path

import pytest

from lvkb.cache import cache_folder


@pytest.mark.parametrize("address", [("192.0.2.1", 80), ("lvkb.example", 443)])
def test_network_is_closed(address: tuple[str, int]) -> None:
    """A test that reaches for another machine fails, though the code around it catches every exception."""

    def reach() -> None:
        with socket.socket() as client, suppress(Exception):
            client.connect(address)

    with pytest.raises(pytest.fail.Exception, match=f"reached for {address[0]}"):
        reach()


def test_names_are_not_looked_up() -> None:
    """A test that asks for another machine's address fails."""
    with pytest.raises(pytest.fail.Exception, match=r"reached for lvkb\.example"):
        socket.getaddrinfo("lvkb.example", 443)


def test_loopback_is_open() -> None:
    """This machine's own servers can be reached."""
    with socket.create_server(("127.0.0.1", 0)) as server, socket.create_connection(server.getsockname()) as client:
        assert client.getpeername() == server.getsockname()


def test_cache_is_the_tests_own(own_cache: Path) -> None:
    """The cache in use is a fresh folder of this test."""
    assert cache_folder() == own_cache
    assert os.listdir(own_cache) == []
