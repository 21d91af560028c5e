"""The rules of the catalogue: each module holds one family, each check is a function from catalogue to findings."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from lvkb import catalog as catalog_module
from lvkb import validation, yamlfile
from lvkb.catalog import Catalog
from lvkb.checks import (
    categories,
    confirmations,
    decisions,
    device_models,
    device_names,
    duplicates,
    identifiers,
    numbers,
    plain_text,
    protocol_fields,
    publication,
    record_protocols,
    references,
    siblings,
    sources,
    timm_models,
    waivers,
)
from lvkb.findings import Finding, Rule
from lvkb.results import Results

Check = Callable[[Catalog], Iterator[Finding]]

CHECKS: tuple[Check, ...] = (
    *identifiers.CHECKS,
    *duplicates.CHECKS,
    *decisions.CHECKS,
    *plain_text.CHECKS,
    *numbers.CHECKS,
    *siblings.CHECKS,
    *sources.CHECKS,
    *confirmations.CHECKS,
    *protocol_fields.CHECKS,
    *record_protocols.CHECKS,
    *publication.CHECKS,
    *references.CHECKS,
    *categories.CHECKS,
    *timm_models.CHECKS,
    *device_models.CHECKS,
    *device_names.CHECKS,
)

RESULT_CHECKS: tuple[Callable[[Results], Iterator[Finding]], ...] = timm_models.RESULT_CHECKS
"""Checks of what is derived from readings."""

RULES: tuple[Rule, ...] = tuple(
    sorted(
        (
            *yamlfile.RULES,
            *validation.RULES,
            *catalog_module.RULES,
            *identifiers.RULES,
            *duplicates.RULES,
            *decisions.RULES,
            *plain_text.RULES,
            *numbers.RULES,
            *siblings.RULES,
            *sources.RULES,
            *confirmations.RULES,
            *protocol_fields.RULES,
            *record_protocols.RULES,
            *publication.RULES,
            *references.RULES,
            *categories.RULES,
            *timm_models.RULES,
            *device_models.RULES,
            *device_names.RULES,
            *waivers.RULES,
        ),
        key=lambda rule: rule.code,
    )
)


def run(catalog: Catalog, results: Results | None = None) -> tuple[Finding, ...]:
    """Applies every check, then the waivers.

    Args:
        catalog: The catalogue as loaded; its reading findings are included in the result.
        results: The results of this catalogue, where they are derived already.

    Returns:
        All findings in order of file, line, column and code; waived ones carry their reason.
    """
    results = results or Results(catalog)
    found = [
        *catalog.findings,
        *(finding for check in CHECKS for finding in check(catalog)),
        *(finding for check in RESULT_CHECKS for finding in check(results)),
    ]
    return tuple(sorted(waivers.apply_waivers(catalog, found), key=lambda finding: finding.sort_key))
