"""What a knowledge base says of its site."""

from __future__ import annotations

from typing import Any

import pytest

from lvkb.build.site_identity import identity_of
from lvkb.records import UNNAMED, About


def about(**values: Any) -> About:
    """Gives what a knowledge base says of itself."""
    return UNNAMED.model_copy(update={"name": "A Survey of Mixers", "short_name": None, **values})


@pytest.mark.parametrize(
    ("told", "variable", "address"),
    [
        (None, "", ""),
        ("https://kb.example/vit", "", "https://kb.example/vit/"),
        ("https://kb.example/", "", "https://kb.example/"),
        ("https://kb.example/", "https://set.example/a", "https://set.example/a/"),
        (None, "https://set.example/a/", "https://set.example/a/"),
    ],
)
def test_address(told: str | None, variable: str, address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """An address ends with a slash, and a variable of the environment goes before the one that is told."""
    monkeypatch.setenv("LVKB_SITE_URL", variable)
    assert identity_of(about(address=told)).address == address


def test_names(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where there is no short name, the name stands in."""
    monkeypatch.delenv("LVKB_SITE_URL", raising=False)
    assert identity_of(about()) == ("A Survey of Mixers", "A Survey of Mixers", "")
    assert identity_of(about(short_name="mixers")) == ("A Survey of Mixers", "mixers", "")
