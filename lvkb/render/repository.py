"""Where a knowledge base is: the address of its site, and of the repository with the links that lead there."""

from __future__ import annotations

import os
from urllib.parse import urlencode

from lvkb.records import About


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


def site_address(about: About) -> str:
    """Gives where a site is published, with a slash at the end; `LVKB_SITE_URL` goes first. Empty when nobody says."""
    address = os.environ.get("LVKB_SITE_URL") or about.address or ""
    return f"{address.rstrip('/')}/" if address else ""


def repository_of(about: About) -> Repository:
    """Gives the repository that a knowledge base names; `LVKB_REPO_URL` goes before it."""
    return Repository(os.environ.get("LVKB_REPO_URL") or about.repository or "")
