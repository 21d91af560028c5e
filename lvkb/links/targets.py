"""What is to be looked up: one target for each distinct thing that links lead to, with all the places that name it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import NamedTuple

from lvkb.findings import Location
from lvkb.registers import Register
from lvkb.yamlfile import KeyPath, field_name


class Use(NamedTuple):
    """One place that names a target.

    Attributes:
        location: Where the link stands.
        url: The link as it is written there, or the page that the written id stands for.
        keys: Path of the field in a record, empty in other files.
        record: Id of the record, empty in other files.
        title: Title of the paper that the target should be, empty when the place says none.
        authors: Authors of that paper, given name first; empty when unknown.
        version: arXiv version that is written with the id, as in `v2`, else empty.
        written: The id as the record writes it, empty for an address.
    """

    location: Location
    url: str
    keys: KeyPath = ()
    record: str = ""
    title: str = ""
    authors: tuple[str, ...] = ()
    version: str = ""
    written: str = ""

    @property
    def field(self) -> str:
        """Name of the field as findings show it."""
        return field_name(self.keys)


@dataclass(frozen=True, slots=True)
class Target:
    """One thing to look up.

    Attributes:
        register: Who is asked about it.
        id: Canonical id there: `2103.15808`, `owner/name`, `10.1109/x`, a forum id, `CVPR2024/X_paper`, or the
            normalised address for `web`.
        path: Path inside a GitHub repository, else empty.
        ref: Branch, tag or commit of that path, `HEAD` when none is written; empty without a path.
        fragment: Fragment of a web address without `#`, else empty.
        uses: Every place that names it, in order; at least one.
    """

    register: Register
    id: str
    path: str = ""
    ref: str = ""
    fragment: str = ""
    uses: tuple[Use, ...] = ()

    @property
    def key(self) -> str:
        """Name of the target in the lookup cache, without the case that does not count in its register."""
        tail = f"@{self.ref}:{self.path}" if self.path else ""
        return f"{self.register.key}:{self.register.folded(self.id)}{tail}" + (
            f"#{self.fragment}" if self.fragment else ""
        )


def merged(found: Iterable[tuple[Target, Use]]) -> tuple[Target, ...]:
    """Gives each target once, with all the places that name it, in the order in which they were found."""
    targets: dict[str, Target] = {}
    uses: dict[str, list[Use]] = {}
    for target, use in found:
        targets.setdefault(target.key, target)
        uses.setdefault(target.key, []).append(use)
    return tuple(replace(target, uses=tuple(uses[key])) for key, target in targets.items())
