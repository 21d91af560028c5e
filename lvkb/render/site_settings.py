"""What mkdocs.yml says that pages need too: the address of the repository."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import yaml

from lvkb.layout import share


class _Loader(yaml.SafeLoader):
    """Reads what MkDocs reads: `!ENV [NAME, default]` takes a variable of the environment."""


def _variable(_: _Loader, node: yaml.Node) -> str:
    names = [item.value for item in node.value] if isinstance(node, yaml.SequenceNode) else [str(node.value)]
    *variables, default = names if len(names) > 1 else [*names, ""]
    return next((os.environ[name] for name in variables if name in os.environ), default)


_Loader.add_constructor("!ENV", _variable)


class Repository:
    """Where the records are kept, and the forms by which readers ask for a correction.

    Without an address every link leads to the page on contributing.
    """

    def __init__(self, url: str) -> None:
        self.url = url.rstrip("/")

    def edit(self, record: str, up: str) -> str:
        """Gives the address at which a record is edited.

        Args:
            record: Its path in the repository.
            up: The way from the page to the home page: `../../`.
        """
        return f"{self.url}/edit/main/{record}" if self.url else f"{up}contribute/"

    def form(self, name: str, up: str, **fields: str) -> str:
        """Gives the address of an issue form, filled in.

        Args:
            name: File name of the form.
            up: The way from the page to the home page: `../../`.
            **fields: Text by id of the form's field.
        """
        told = {key: text for key, text in fields.items() if text}
        return f"{self.url}/issues/new?{urlencode({'template': name, **told})}" if self.url else f"{up}contribute/"


def repository(root: Path) -> Repository:
    """Gives the repository that mkdocs.yml names as `repo_url`, of the knowledge base or lvkb's own."""
    file = share(root, "mkdocs.yml")
    settings: dict[str, Any] = yaml.load(file.read_text(encoding="utf-8"), Loader=_Loader) or {}  # noqa: S506 - a SafeLoader
    return Repository(str(settings.get("repo_url") or ""))
