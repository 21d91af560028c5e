"""LV62x: models that were timed on devices are the variants that the catalogue takes them for."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from lvkb.catalog import Catalog
from lvkb.findings import Finding, Level, Rule
from lvkb.layout import DEVICE_MODELS, TIMINGS
from lvkb.records import DeviceModel, Variant

NO_VARIANT = Rule(
    "LV620",
    Level.ERROR,
    "A timed model is a variant of the catalogue.",
    "Its times would stand on no page.",
    "Write it as `paper-id/variant name`, as the record does.",
)
OTHER_MODEL = Rule(
    "LV621",
    Level.ERROR,
    "A timed model has the parameters of its variant, within 5 per cent.",
    "Checkpoints are often named only by their data set, so that a near name may stand for another model.",
    "Map the model to the variant that it is, or leave it out.",
)
NOT_AS_MEASURED = Rule(
    "LV622",
    Level.ERROR,
    "The list of timed models says what their file of times says.",
    "Parameters and image size are written down by hand, so that a new version of the model is noticed.",
    "Look at the model again, correct the entry, and run `lvkb models import-aihub FOLDER --write`.",
)
UNLISTED = Rule(
    "LV623",
    Level.ERROR,
    "Times are of models in the list.",
    "Times that no entry names stand on no page.",
    "Run `lvkb models import-aihub FOLDER --write`, or add the entry again.",
)

RULES = (NO_VARIANT, OTHER_MODEL, NOT_AS_MEASURED, UNLISTED)

SLACK = Decimal("0.05")
"""Heads, biases and roundings may differ by so much of the parameters."""


def check_device_models(catalog: Catalog) -> Iterator[Finding]:
    """Gives findings on timed models that are no variant, another one, or not as they were measured."""
    measured = {model.model: model for model in catalog.timings.models} if catalog.timings else {}
    for index, item in enumerate(catalog.device_models):
        variant = _variant(catalog, item)
        if variant is None:
            yield _find(catalog, NO_VARIANT, index, "variant", f'There is no variant "{item.variant}".')
        elif (told := _params(variant)) and not _is_near(item.params_m, told):
            shown = ", ".join(f"{value:f}" for value in sorted(set(told)))
            what = f"{item.model} has {item.params_m:f} M parameters, {item.variant} has {shown} M."
            yield _find(catalog, OTHER_MODEL, index, "params_m", what)
        found = measured.get(item.model)
        if found is None:
            yield _find(catalog, NOT_AS_MEASURED, index, "model", f'There are no times of "{item.model}".')
        elif (Decimal(found.params_m), found.size) != (item.params_m, item.resolution):
            what = f"The times of {item.model} are of {found.params_m} M parameters at {found.size} pixels."
            yield _find(catalog, NOT_AS_MEASURED, index, "params_m", what)
    yield from _unlisted(catalog)


def _unlisted(catalog: Catalog) -> Iterator[Finding]:
    listed = {item.model for item in catalog.device_models}
    for model in catalog.timings.models if catalog.timings else ():
        if model.model not in listed:
            yield UNLISTED.at(catalog.place(DEVICE_MODELS), "", f'{TIMINGS} has times of "{model.model}".')


def _variant(catalog: Catalog, item: DeviceModel) -> Variant | None:
    paper, _, name = item.variant.partition("/")
    variants = catalog.papers[paper].variants if paper in catalog.papers else ()
    return next((variant for variant in variants if variant.name == name), None)


def _params(variant: Variant) -> list[Decimal]:
    return [reading.params_m for reading in variant.readings if reading.params_m]


def _is_near(stated: Decimal, told: list[Decimal]) -> bool:
    return any(abs(value - stated) <= SLACK * stated for value in told)


def _find(catalog: Catalog, rule: Rule, index: int, field: str, what: str) -> Finding:
    where = catalog.place(DEVICE_MODELS, "models", index, field)
    return rule.at(where, f"models[{index}].{field}", what)


CHECKS = (check_device_models,)
