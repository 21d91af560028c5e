"""The repository that records are kept in: its address, as mkdocs.yml names it, and the links that lead there."""

from __future__ import annotations

import os
import re
from pathlib import Path
from urllib.parse import urlencode

from lvkb.layout import share

_SETTING = re.compile(r"^repo_url:[ \t]*(!ENV\b)?[ \t]*(.*?)[ \t]*(?:[ \t]#.*)?$", re.MULTILINE)


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


def repository_of(root: Path) -> Repository:
    """Gives the repository that mkdocs.yml names as `repo_url`, of the knowledge base or lvkb's own.

    As for MkDocs, `!ENV [NAME, default]` takes a variable of the environment.
    """
    settings = share(root, "mkdocs.yml").read_text(encoding="utf-8")
    setting = _SETTING.search(settings)
    if setting is None:
        return Repository("")
    words = [word.strip().strip("\"'") for word in setting[2].strip("[]").split(",")]
    return Repository(_variable(words) if setting[1] else words[0])


def _variable(words: list[str]) -> str:
    """Gives the first variable that is set; of several words the last one is the default."""
    *names, default = words if len(words) > 1 else (*words, "")
    return next((os.environ[name] for name in names if name in os.environ), default)
