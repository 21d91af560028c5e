"""What every test gets: small knowledge bases, a cache of its own, and no network but this machine's loopback."""

from __future__ import annotations

import socket
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings

from tests.samples import write_root

# the same examples on every machine, however slow; a new one is found by taking `derandomize` away
settings.register_profile("lvkb", deadline=None, derandomize=True, database=None)
settings.load_profile("lvkb")

MakeRoot = Callable[[Mapping[str, str | bytes]], Path]

LONGEST_ID = 100
SHOWN_OF_A_VALUE = 16

LOOPBACK = frozenset({"127.0.0.1", "::1", "localhost", ""})


def pytest_addoption(parser: pytest.Parser) -> None:
    """Adds the options of these tests."""
    parser.addoption("--update-golden", action="store_true", help="Accept what the code gives as the golden files.")


def pytest_make_parametrize_id(val: object) -> str | None:
    """Names a case by the beginning of its text, on one line; pytest counts through those that begin alike."""
    if not isinstance(val, str | bytes):
        return None
    text = val if isinstance(val, str) else val.decode("latin-1")
    shown = "".join(char if char.isprintable() else " " for char in text[:SHOWN_OF_A_VALUE])
    while len(shown.encode("unicode_escape")) > SHOWN_OF_A_VALUE:  # as pytest writes it
        shown = shown[:-1]
    return shown if len(shown) == len(text) else f"{shown}..."


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Refuses tests whose parameters print as a monster in every report."""
    for item in items:
        parameters = item.name.partition("[")[2].removesuffix("]")
        if len(parameters) > LONGEST_ID or not parameters.isprintable():
            raise pytest.UsageError(
                f"A test id of {item.nodeid.partition('[')[0]} is too long or does not print: "
                f"{parameters[:40]!a}... has {len(parameters):,} characters. Name the case with `ids=`."
            )


@pytest.fixture
def make_root(tmp_path: Path) -> MakeRoot:
    """Builds a small knowledge base of the files given, by path inside `catalog/`; the taxonomy is there unasked."""
    return lambda files: write_root(tmp_path / "kb", files)


@pytest.fixture(autouse=True)
def own_cache(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A cache folder that no other test and no user shares."""
    folder = tmp_path_factory.mktemp("cache")
    monkeypatch.setenv("LVKB_CACHE", str(folder))
    return folder


@pytest.fixture(autouse=True)
def no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    """Lets no test reach beyond this machine; a test that tries fails, whatever the code under test catches."""
    connect, look_up = socket.socket.connect, socket.getaddrinfo

    def guarded_connect(self: socket.socket, address: Any) -> None:
        if self.family != socket.AF_UNIX:
            _demand_loopback(address[0])
        connect(self, address)

    def guarded_look_up(host: Any, *args: Any, **options: Any) -> Any:
        _demand_loopback(host)
        return look_up(host, *args, **options)

    monkeypatch.setattr(socket.socket, "connect", guarded_connect)
    monkeypatch.setattr(socket, "getaddrinfo", guarded_look_up)


def _demand_loopback(host: Any) -> None:
    name = host.decode() if isinstance(host, bytes) else host
    if name is not None and name not in LOOPBACK:
        pytest.fail(f"A test reached for {name}; only loopback is open.")
