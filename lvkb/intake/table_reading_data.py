"""What a row of a table says, as a reading of a record: speeds and settings in their own mappings."""

from __future__ import annotations

from collections.abc import Mapping

from lvkb.editing import Value
from lvkb.intake.table_result import TableReading
from lvkb.records import Reading
from lvkb.subject.devices import UNSTATED, spelling

SETTINGS = ("keep_ratio", "merged_per_layer", "threshold", "exit_layer", "tokens")
_SPEED = ("device", "precision", "batch", "runtime", "threads")
_FLAT = (
    "source", "at", "resolution", "train_resolution", "top1", "top5", "params_m", "compute_g", "pretrain", "distilled",
    "teacher", "epochs", "form", "evaluation", "exactness", "note",
)  # fmt: skip


def reading_data(reading: TableReading, base: str) -> dict[str, Value]:
    """Gives a reading as records hold it; all values are texts, so that figures keep their digits.

    Args:
        reading: What a table was read as, with its source and place.
        base: Model that a method is applied to, as records name it; empty for none.
    """
    values = reading.values
    data: dict[str, Value] = {key: values[key] for key in _FLAT if key in values}
    if "compute_g" in values:
        data["compute_unit"] = values.get("compute_unit", "unstated")
    for key, figure in (("throughput", "images_per_s"), ("latency", "ms")):
        if figure in values:
            told = {name: values[name] for name in _SPEED if name in values}
            data[key] = {figure: values[figure], **told, "device": spelling(values.get("device", UNSTATED))}
    if base:
        data["base"] = base
        if setting := {key: values[key] for key in SETTINGS if values.get(key, "0") != "0"}:
            data["setting"] = setting
    return data


def needs_base(reading: TableReading) -> bool:
    """Tells whether a reading has a setting that changes a model, such as a keep ratio below one."""
    values = reading.values
    share = values.get("keep_ratio", "")
    changes = bool(share) and share.rstrip("0").rstrip(".") != "1"
    return changes or any(values.get(key, "0") != "0" for key in SETTINGS[1:])


def as_reading(data: Mapping[str, Value]) -> Reading:
    """Gives the data of a reading as records have it when they are read.

    Raises:
        pydantic.ValidationError: A value is none that records hold.
    """
    return Reading.model_validate(data)
