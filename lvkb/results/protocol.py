"""Protocols: all that a number depends on beside the model, and when two of them may be one."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from lvkb.records import Protocol as ProtocolEntry
from lvkb.records import Reading, Setting
from lvkb.subject.setups import Setup, setup_of

_ALWAYS_TOLD = ("by", "dataset", "evaluation", "base", "setting")
"""Fields whose absence says something: a default, or the plain model."""

PROTOCOL_FIELDS = ("resolution", "train_resolution", "pretrain", "distilled", "teacher", "epochs", "form")
"""Fields that a protocol of a record can tell for its readings."""

_OPEN = (*PROTOCOL_FIELDS, "weights")
"""Fields whose absence says nothing."""


class Protocol(NamedTuple):
    """The protocol of a reading, or of a result; None and the empty tuple stand for what nobody says.

    Attributes:
        by: `timm` for timm's own evaluations, else empty.
        dataset: Where accuracy was measured.
        evaluation: How the classes are read off the features.
        base: Model that a method is applied to; None for a model of its own.
        setting: Setting of a dynamic model.
        resolution: Side of the evaluated image in pixels.
        train_resolution: Side of the image in training, where that is another.
        pretrain: Data of the pre-training; `none` for none.
        distilled: Kind of distillation; `none` for none.
        teacher: Teachers.
        epochs: Training epochs.
        form: `train` or `deploy`.
        weights: timm name of the very weights.
    """

    by: str
    dataset: str
    evaluation: str
    base: str | None
    setting: Setting | None
    resolution: int | None
    train_resolution: int | None
    pretrain: str | None
    distilled: str | None
    teacher: tuple[str, ...]
    epochs: int | None
    form: str | None
    weights: str | None

    @property
    def setup(self) -> Setup:
        """The setup, in which numbers compare."""
        return setup_of(
            dataset=self.dataset,
            evaluation=self.evaluation,
            pretrain=self.pretrain,
            distilled=self.distilled,
            resolution=self.resolution,
            by=self.by,
        )

    def fits(self, other: Protocol) -> bool:
        """Tells whether two protocols may be one: there is no field in which both speak and differ."""
        return all(getattr(self, name) == getattr(other, name) for name in _ALWAYS_TOLD) and all(
            _fits(name, getattr(self, name), getattr(other, name)) for name in _OPEN
        )

    def shares(self, other: Protocol, fields: Iterable[str]) -> bool:
        """Tells whether a number that depends on some fields alone holds under both protocols.

        The form of a model may be silent in one of them; every other field must be told, and the same.
        """
        return self.dataset == other.dataset and all(
            _fits(name, getattr(self, name), getattr(other, name))
            if name == "form"
            else getattr(self, name) == getattr(other, name) and (name != "resolution" or self.resolution is not None)
            for name in fields
        )


def _fits(field: str, one: object, two: object) -> bool:
    if one in (None, ()) or two in (None, ()):
        return True
    if field == "distilled" and "unstated" in (one, two):  # distilled, and nobody says how
        return "none" not in (one, two)
    return one == two


def completed(reading: Reading, entry: ProtocolEntry | None) -> Reading:
    """Gives a reading with what a protocol of its record says; what its own row prints stays as it is."""
    if entry is None:
        return reading
    told = {name: getattr(entry, name) for name in PROTOCOL_FIELDS}
    silent = {name: value for name, value in told.items() if getattr(reading, name) in (None, ())}
    return reading.model_copy(update=silent)


def protocol_of(reading: Reading) -> Protocol:
    """Gives the protocol of a reading."""
    return Protocol(
        by="timm" if reading.kind == "timm" else "",
        dataset=reading.dataset,
        evaluation=reading.evaluation,
        base=reading.base,
        setting=reading.setting,
        resolution=reading.resolution,
        train_resolution=reading.train_resolution,
        pretrain=reading.pretrain,
        distilled=reading.distilled,
        teacher=reading.teacher,
        epochs=reading.epochs,
        form=reading.form,
        weights=reading.timm,
    )


def merged(protocols: Iterable[Protocol]) -> Protocol:
    """Gives what several protocols that fit each other say together: of each field what the first that speaks says."""
    first, *others = protocols
    for other in others:
        silent = {name: getattr(other, name) for name in _OPEN if _is_vague(name, getattr(first, name))}
        first = first._replace(**{name: value for name, value in silent.items() if value not in (None, ())})
    return first


def _is_vague(field: str, value: object) -> bool:
    return value in (None, ()) or (field == "distilled" and value == "unstated")
