"""What mkdocs.yml says of a site."""

from __future__ import annotations

from pathlib import Path

import pytest

from lvkb.build.site_identity import SiteIdentity, read_identity


@pytest.fixture
def nowhere(monkeypatch: pytest.MonkeyPatch) -> None:
    """No address of a site in this machine's environment."""
    monkeypatch.delenv("LVKB_SITE_URL", raising=False)


@pytest.mark.parametrize(
    ("told", "address"),
    [("", ""), ("https://kb.example/vit", "https://kb.example/vit/"), ("https://kb.example/", "https://kb.example/")],
)
def test_settings_of_lvkb(toy_root: Path, told: str, address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """A knowledge base without a mkdocs.yml has lvkb's names, and the address of the environment with a slash."""
    monkeypatch.setenv("LVKB_SITE_URL", told)
    assert read_identity(toy_root) == ("Lightweight ViT Knowledge Base", "lvkb", address)


def test_unset_address(toy_root: Path, nowhere: None) -> None:
    """Where the environment says nothing, there is no address."""
    assert read_identity(toy_root).address == ""


def test_own_settings(toy_root: Path, nowhere: None) -> None:
    """A knowledge base's own mkdocs.yml is read, whatever tags and parents it has; a missing name is empty."""
    (toy_root / "mkdocs.yml").write_text(
        "INHERIT: base.yml\nsite_url: https://ours.example/\n"
        "markdown_extensions:\n  - pymdownx.emoji: {emoji_index: !!python/name:material.extensions.emoji.twemoji }\n"
    )
    (toy_root / "base.yml").write_text("site_name: Ours\nsite_url: https://base.example/\n")
    assert read_identity(toy_root) == SiteIdentity("Ours", "Ours", "https://ours.example/")
    (toy_root / "mkdocs.yml").write_text("docs_dir: x\n")
    assert read_identity(toy_root) == SiteIdentity("", "", "")
