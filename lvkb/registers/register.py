"""What a register of papers or code is, and an identity in one."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import NamedTuple


class AddressParts(NamedTuple):
    """The parts of a web address that tell an identity.

    Attributes:
        path: Path without escapes and without slashes at its ends.
        query: Query as it is written.
    """

    path: str
    query: str


class Ref(NamedTuple):
    """One identity in canonical form.

    Attributes:
        register: Where it is registered.
        id: The canonical id there: no version, no `.git`, no prefix.
        version: arXiv version with its `v`, else empty.
        path: Path inside a GitHub repository, else empty.
    """

    register: Register
    id: str
    version: str = ""
    path: str = ""

    @property
    def url(self) -> str:
        """The page a reader opens."""
        return self.register.page(self)

    @property
    def written(self) -> str:
        """The key and value that a record writes for it."""
        path = f" and path: {self.path}" if self.path else ""
        return f'{self.register.field}: "{self.id}{self.version}"{path}'


@dataclass(frozen=True, eq=False, kw_only=True)
class Register:
    """A register: who gives ids, how they are written and compared, and which page each has.

    Attributes:
        key: Its name in programs, data files and keys of caches.
        label: Its name for readers.
        field: The key under which records write its ids.
        id_name: What one of its ids is called.
        parse: Reads an id, gives None when the text is none.
        page: Gives the page of an identity.
        hosts: Hosts whose addresses name its identities, without `www.`; `*.` stands for any one part.
        from_address: Reads an address of these hosts, gives None when it names no identity.
        is_paper: Whether its identities are papers.
        is_open: Whether everybody can read what it leads to.
        ignores_case: Whether ids that differ in case alone are one.
        page_name: What stands for an id where it is too long to be shown; empty when the id itself is shown.
    """

    key: str
    label: str
    field: str
    id_name: str
    parse: Callable[[str], Ref | None]
    page: Callable[[Ref], str]
    hosts: frozenset[str] = frozenset()
    from_address: Callable[[AddressParts], Ref | None] = lambda _: None
    is_paper: bool = True
    is_open: bool = True
    ignores_case: bool = False
    page_name: str = ""

    def __repr__(self) -> str:
        return f"<{self.key}>"

    def folded(self, text: str) -> str:
        """Gives an id with its case taken off where that does not count."""
        return text.lower() if self.ignores_case else text

    def compared(self, text: str) -> str:
        """Gives the form under which ids are compared: canonical, without version; any text will do."""
        ref = self.parse(text)
        return self.folded(ref.id if ref else text)

    def is_canonical(self, text: str, *, versioned: bool = False) -> bool:
        """Tells whether a text is an id as records write it.

        Args:
            text: Any text.
            versioned: Whether it may name a version.
        """
        ref = self.parse(text)
        return ref is not None and self.folded(text) == self.folded(ref.id + (ref.version if versioned else ""))
