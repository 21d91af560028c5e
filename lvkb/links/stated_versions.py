"""Versions of arXiv papers that links name: whether there is such a one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from lvkb.links.link_status import LinkStatus, Outcome, Reason
from lvkb.links.lookup_cache import LookupState
from lvkb.links.targets import Target, Use
from lvkb.registers import ARXIV
from lvkb.wording import amount

_TOLD = frozenset({LinkStatus.OK, LinkStatus.WARN})


def is_beyond(use: Use, outcome: Outcome) -> bool:
    """Tells whether a place names a version that is newer than the newest one that arXiv tells."""
    return outcome.status in _TOLD and 0 < number(outcome.facts.get("version", "")) < number(use.version)


def number(version: str) -> int:
    """Gives the number of a version such as `v3`; 0 when it is none."""
    digits = version.removeprefix("v")
    return int(digits) if digits.isdecimal() else 0


def missing_versions(targets: tuple[Target, ...], seen: Mapping[str, LookupState]) -> dict[str, Outcome]:
    """Gives what is said of versions that were never there, each under the key of a target of its own.

    So it is remembered when a version was first missed, as it is of any link that is found dead.

    Args:
        targets: What links lead to.
        seen: What is known of them, by key.
    """
    return {
        version_of(target, use.version).key: _missing(use.version, seen[target.key].current)
        for target in targets
        if target.register is ARXIV
        for use in target.uses
        if is_beyond(use, seen[target.key].current)
    }


def version_of(target: Target, version: str) -> Target:
    """Gives the target that one version of a paper is."""
    return replace(target, id=f"{target.id}{version}", uses=())


def _missing(version: str, outcome: Outcome) -> Outcome:
    newest = outcome.facts["version"]
    evidence = f"There is no {version}: the paper has {amount(number(newest), 'version')}, the newest is {newest}."
    return Outcome(LinkStatus.DEAD, Reason.NO_SUCH_VERSION, evidence, facts=outcome.facts)
