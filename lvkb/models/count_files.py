"""The file of counts after a run, and how it differs from the one before."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from lvkb.measured import Counts, Missing, ModelCount
from lvkb.models.count_worker import CountOutcome, TimmListing


def merged(
    old: Counts | None, outcomes: Iterable[CountOutcome], listing: TimmListing, versions: Mapping[str, str]
) -> Counts:
    """Gives the file of counts with new outcomes in it.

    Args:
        old: Entries to keep where there is no new one; None when every linked model was asked for.
        outcomes: What became of the models that were asked for. One that failed leaves an old entry as it is.
        listing: The architectures of timm.
        versions: What counted.
    """
    models = {count.model: count for count in old.models} if old else {}
    missing = {item.model: item for item in old.missing} if old else {}
    for outcome in outcomes:
        if outcome.counted or outcome.missing:
            models.pop(outcome.model, None)
            missing.pop(outcome.model, None)
        if outcome.counted:
            models[outcome.model] = outcome.counted
        if outcome.missing:
            missing[outcome.missing.model] = outcome.missing
    return Counts(
        versions=dict(sorted(versions.items())),
        architectures=listing.architectures,
        models=tuple(models[name] for name in sorted(models)),
        missing=tuple(missing[name] for name in sorted(missing)),
    )


def change(old: Counts | None, new: Counts) -> str:
    """Says in few words how two files of counts differ; empty when they do not."""
    before, after = _entries(old) if old else {}, _entries(new)
    parts = {
        "new": sum(name not in before for name in after),
        "changed": sum(name in before and before[name] != item for name, item in after.items()),
        "gone": sum(name not in after for name in before),
    }
    told = [f"{number} {word}" for word, number in parts.items() if number]
    if old and old.versions != new.versions:
        told.append("other versions")
    if old and old.architectures != new.architectures:
        told.append("other architectures")
    return ", ".join(told)


def _entries(counts: Counts) -> dict[str, ModelCount | Missing]:
    return {item.model: item for item in counts.models} | {item.model: item for item in counts.missing}
