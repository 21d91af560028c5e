"""LV920: waivers cover findings, and say why."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import replace

from lvkb import catalog as catalog_module
from lvkb import validation, yamlfile
from lvkb.catalog import Catalog
from lvkb.findings import Finding, Level, Rule
from lvkb.layout import PAPERS, WAIVERS
from lvkb.records import Waiver
from lvkb.yamlfile import field_name

IDLE_WAIVER = Rule(
    "LV920",
    Level.ERROR,
    "A waiver covers a finding.",
    "A waiver that matches nothing hides the next real finding.",
    "Delete it from catalog/waivers.yml.",
)

RULES = (IDLE_WAIVER,)

_ASKED = "LV5"
"""Family of findings that only a look-up of links gives: without one, their waivers cannot be called idle."""

_NEVER_WAIVED = frozenset(rule.code for rule in (*yamlfile.RULES, *validation.RULES, *catalog_module.RULES))


def apply_waivers(catalog: Catalog, findings: Iterable[Finding]) -> Iterator[Finding]:
    """Gives the findings, those covered by a waiver with its reason, and a finding for each idle waiver."""
    used: set[int] = set()
    yield from cover(catalog, findings, used)
    yield from _idle_waivers(catalog, used)


def cover(catalog: Catalog, findings: Iterable[Finding], used: set[int] | None = None) -> Iterator[Finding]:
    """Gives the findings, those covered by a waiver with its reason.

    Args:
        catalog: The catalogue with its waivers.
        findings: What was found.
        used: Takes up the numbers of the waivers that cover something.
    """
    waivers: dict[tuple[str, str], list[tuple[int, Waiver]]] = defaultdict(list)
    for index, waiver in enumerate(catalog.waivers):
        waivers[waiver.code, f"{PAPERS}/{waiver.record}.yml"].append((index, waiver))
    for finding in findings:
        known = () if finding.code in _NEVER_WAIVED else waivers.get((finding.code, finding.location.path), ())
        covering = [(index, waiver) for index, waiver in known if waiver.field in (None, finding.field)]
        if used is not None:
            used.update(index for index, _ in covering)
        yield replace(finding, waived=covering[0][1].reason) if covering else finding


def _idle_waivers(catalog: Catalog, used: set[int]) -> Iterator[Finding]:
    unread = {finding.location.path for finding in catalog.findings}
    for index, waiver in enumerate(catalog.waivers):
        where = ("waivers", index)
        if waiver.code in _NEVER_WAIVED:
            what = f"{waiver.code} cannot be waived: a record that breaks it is not read at all."
            fix = "Mend the record, and delete the waiver from catalog/waivers.yml."
            yield IDLE_WAIVER.at(catalog.place(WAIVERS, *where), field_name(where), what, fix)
        elif index not in used and not waiver.code.startswith(_ASKED) and f"{PAPERS}/{waiver.record}.yml" not in unread:
            field = f", field {waiver.field}," if waiver.field else ""
            what = f"{waiver.code} on {waiver.record}{field} matches no finding."
            yield IDLE_WAIVER.at(catalog.place(WAIVERS, *where), field_name(where), what)
