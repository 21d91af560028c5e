"""LV920: waivers cover findings, and say why."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from lvkb.catalog import Catalog
from lvkb.findings import Finding, Level, Rule
from lvkb.records import Waiver
from lvkb.root import PAPERS, WAIVERS

IDLE_WAIVER = Rule(
    "LV920",
    Level.ERROR,
    "A waiver covers a finding.",
    "A waiver that matches nothing hides the next real finding.",
    "Delete it from catalog/waivers.yml.",
)

RULES = (IDLE_WAIVER,)


def apply_waivers(catalog: Catalog, findings: Iterable[Finding]) -> Iterator[Finding]:
    """Gives the findings, those covered by a waiver with its reason, and a finding for each idle waiver."""
    used: set[int] = set()
    for finding in findings:
        index = next((index for index, waiver in enumerate(catalog.waivers) if _covers(waiver, finding)), None)
        if index is None:
            yield finding
        else:
            used.add(index)
            yield replace(finding, waived=catalog.waivers[index].reason)
    for index, waiver in enumerate(catalog.waivers):
        if index not in used:
            what = f"{waiver.code} on {waiver.record} matches no finding."
            yield IDLE_WAIVER.at(catalog.place(WAIVERS, "waivers", index), f"waivers[{index}]", what)


def _covers(waiver: Waiver, finding: Finding) -> bool:
    """Reading problems (LV0) are never waived: such a record is not in the catalogue at all."""
    return (
        waiver.code == finding.code
        and not finding.code.startswith("LV00")
        and finding.location.path == f"{PAPERS}/{waiver.record}.yml"
        and waiver.field in (None, finding.field)
    )
