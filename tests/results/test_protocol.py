"""Protocols: when two may be one, what several say together, and which numbers hold under both."""

from __future__ import annotations

from typing import Any

import pytest

from lvkb.records import Protocol as ProtocolEntry
from lvkb.records import Setting
from lvkb.results.protocol import Protocol, completed, merged, protocol_of
from lvkb.subject.metrics import MODEL, RUN
from tests.invented import reading

OPEN = {
    "resolution": (224, 256),
    "train_resolution": (224, 192),
    "pretrain": ("none", "imagenet-21k"),
    "distilled": ("soft", "hard"),
    "teacher": (["A", "B"], ["B", "A"]),
    "epochs": (300, 600),
    "form": ("train", "deploy"),
    "timm": ("a.x", "a.y"),
}
STRICT = {
    "dataset": ("imagenet-1k", "imagenet-v2"),
    "evaluation": ("supervised", "knn"),
    "base": (None, "DeiT-S"),
    "setting": (None, {"tokens": 98}),
    "kind": ("reported", "timm"),
}


def protocol(**values: Any) -> Protocol:
    """Gives the protocol of a reading."""
    return protocol_of(reading(**values))


def fits(one: dict[str, Any], two: dict[str, Any]) -> bool:
    """Tells whether two protocols fit each other; the order may not count."""
    first, second = protocol(**one), protocol(**two)
    assert first.fits(second) is second.fits(first)
    return first.fits(second)


@pytest.mark.parametrize("field", OPEN)
def test_open_fields(field: str) -> None:
    """What nobody says fits anything; two that speak must say the same."""
    one, two = OPEN[field]
    assert fits({field: one}, {field: one})
    assert fits({field: one}, {})
    assert fits({}, {})
    assert not fits({field: one}, {field: two})


@pytest.mark.parametrize("field", STRICT)
def test_fields_that_always_speak(field: str) -> None:
    """A default, or the plain model, is something that a reading says: any other value does not fit it."""
    one, two = STRICT[field]
    assert fits({field: two}, {field: two})
    assert not fits({field: one}, {field: two})
    assert not fits({}, {field: two})


@pytest.mark.parametrize(
    ("one", "two", "fit"),
    [
        ("unstated", "soft", True),
        ("unstated", "hard", True),
        ("unstated", "soft+feature", True),
        ("unstated", "unstated", True),
        ("unstated", "none", False),
        ("none", "none", True),
        ("none", "soft", False),
        ("soft", "soft+feature", False),
    ],
)
def test_distillation_of_an_unstated_kind(one: str, two: str, fit: bool) -> None:
    """A model that was distilled somehow fits one that was distilled in some way, and none that was not."""
    assert fits({"distilled": one}, {"distilled": two}) is fit


def test_two_settings() -> None:
    """Settings of two numbers are two protocols, with the same base too."""
    assert not fits({"base": "D", "setting": {"tokens": 98}}, {"base": "D", "setting": {"tokens": 99}})
    assert fits({"base": "D", "setting": {"tokens": 98}}, {"base": "D", "setting": {"tokens": 98}})


def test_what_a_reading_says() -> None:
    """Each field of a protocol is that of the reading; the kind `timm` and the weights have names of their own here."""
    assert protocol(
        dataset="imagenet-v2",
        evaluation="knn",
        base="DeiT-S",
        setting={"tokens": 98},
        resolution=256,
        train_resolution=224,
        pretrain="imagenet-21k",
        distilled="hard",
        teacher=["R"],
        epochs=300,
        form="deploy",
        timm="a.x",
        kind="timm",
    ) == Protocol(
        by="timm",
        dataset="imagenet-v2",
        evaluation="knn",
        base="DeiT-S",
        setting=Setting(tokens="98"),  # type: ignore[arg-type]
        resolution=256,
        train_resolution=224,
        pretrain="imagenet-21k",
        distilled="hard",
        teacher=("R",),
        epochs=300,
        form="deploy",
        weights="a.x",
    )
    assert [protocol(kind=kind).by for kind in ("reported", "quoted", "measured")] == ["", "", ""]


def test_several_speak_for_each_other() -> None:
    """Of each field the first that speaks is heard; a kind of distillation goes before an unstated one."""
    said = [
        protocol(epochs=300),
        protocol(distilled="unstated", resolution=224),
        protocol(distilled="soft", epochs=300),
    ]
    assert merged(said) == protocol(epochs=300, resolution=224, distilled="soft")
    assert merged(reversed(said)) == merged(said)
    assert merged([protocol(teacher=["R"]), protocol()]) == protocol(teacher=["R"])
    assert merged([protocol(), protocol(teacher=["R"])]) == protocol(teacher=["R"])
    assert merged([protocol(distilled="unstated"), protocol()]) == protocol(distilled="unstated")
    assert merged([protocol()]) == protocol()


def test_none_is_something_that_is_said() -> None:
    """The word `none` of pre-training and distillation is not overruled by a later word."""
    first = protocol(pretrain="none", distilled="none")
    assert merged([first, protocol()]) == merged([protocol(), first]) == first


@pytest.mark.parametrize(
    ("one", "two", "of_model", "of_run"),
    [
        ({"resolution": 224}, {"resolution": 224}, True, True),
        ({"resolution": 224}, {"resolution": 256}, True, False),
        ({"resolution": 224}, {}, True, False),
        ({}, {}, True, False),
        ({"resolution": 224}, {"resolution": 224, "epochs": 300, "pretrain": "jft", "distilled": "hard"}, True, True),
        ({"resolution": 224}, {"resolution": 224, "form": "deploy"}, True, True),
        ({"resolution": 224, "form": "train"}, {"resolution": 224, "form": "deploy"}, False, False),
        ({"resolution": 224, "form": "deploy"}, {"resolution": 224, "form": "deploy"}, True, True),
        ({"resolution": 224}, {"resolution": 224, "base": "D"}, False, False),
        ({"resolution": 224, "base": "D"}, {"resolution": 224, "base": "D"}, True, True),
        ({"resolution": 224, "base": "D"}, {"resolution": 224, "base": "E"}, False, False),
        ({"resolution": 224}, {"resolution": 224, "setting": {"tokens": 98}}, False, False),
        ({"resolution": 224}, {"resolution": 224, "dataset": "cifar-10"}, False, False),
    ],
)
def test_costs_that_hold_for_both(one: dict[str, Any], two: dict[str, Any], of_model: bool, of_run: bool) -> None:
    """Parameters depend on the form and the method alone, compute on the image size too, which must be told."""
    first, second = protocol(**one), protocol(**two)
    assert (first.shares(second, MODEL), first.shares(second, RUN)) == (of_model, of_run)
    assert (second.shares(first, MODEL), second.shares(first, RUN)) == (of_model, of_run)


GENERAL = {
    "resolution": 256,
    "train_resolution": 224,
    "pretrain": "imagenet-21k",
    "distilled": "hard",
    "teacher": ["R"],
    "epochs": 300,
    "form": "deploy",
}


def entry(**values: Any) -> ProtocolEntry:
    """Gives a protocol of a record."""
    written = {key: str(value) if isinstance(value, int) else value for key, value in values.items()}
    return ProtocolEntry.model_validate({"source": "zoo", "at": "train.py", "basis": "code", **written})


@pytest.mark.parametrize("field", GENERAL)
def test_a_protocol_of_the_record_speaks_where_the_row_is_silent(field: str) -> None:
    """Each field that a protocol tells is that of its readings, but for what their own rows print."""
    value, own = GENERAL[field], OPEN[field][0]
    assert completed(reading(top1=78), entry(**{field: value})) == reading(top1=78, **{field: value})
    assert completed(reading(**{field: own}), entry(**{field: value})) == reading(**{field: own})
    assert completed(reading(**{field: own}), entry(epochs=1)) == reading(**{"epochs": 1, field: own})


def test_without_a_protocol_a_reading_stays() -> None:
    """A reading that names no protocol, or one that says nothing more, is what it was."""
    one = reading(top1=78, epochs=300)
    assert completed(one, None) is one
    assert completed(one, entry()) == one
