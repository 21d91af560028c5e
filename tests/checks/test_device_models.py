"""Models that were timed on devices are the variants that the catalogue takes them for."""

from __future__ import annotations

import pytest

from lvkb.measured import TimedDeviceModel, Timings, measured_text
from tests.conftest import MakeRoot
from tests.samples import told, with_reading
from tests.timed import TIMINGS


def timed(make_root: MakeRoot, *entries: str, params_m: str = "5.00", size: int = 224, reading: str = "") -> list[str]:
    """Gives what is said of entries of the list, beside the times of one model and a record of one variant.

    Args:
        make_root: Makes the knowledge base.
        *entries: Model and variant of each entry, and other values.
        params_m: Parameters in the file of times.
        size: Image size there.
        reading: What the variant's reading tells beside its accuracy.
    """
    model = TimedDeviceModel(model="pebblevit", checkpoint="Imagenet", params_m=params_m, size=size, timings=())
    times = Timings(commit=TIMINGS.commit, version="1", license="MIT", models=(model,))
    rows = "".join(f"  - {{params_m: 5.00, resolution: 224, {entry}}}\n" for entry in entries)
    files = {
        "papers/a.yml": with_reading("a", f"{{source: paper, at: T, top1: 78{reading}}}"),
        "device-models.yml": f"models:\n{rows}" if rows else "models: []\n",
        "measured/device-timings.json": measured_text(times),
    }
    return told(make_root(files))


SOUND = "model: pebblevit, variant: a/Na-S"


@pytest.mark.parametrize(
    ("params", "fits"),
    [
        ("", True),
        (", params_m: 5.25", True),
        (", params_m: 5.26", False),
        (", params_m: 4.75", True),
        (", params_m: 4.74", False),
    ],
)
def test_parameters_of_the_variant(params: str, fits: bool, make_root: MakeRoot) -> None:
    """A timed model has the parameters of its variant up to 5 per cent of its own, as far as they are known."""
    line = f"LV621 models[0].params_m: pebblevit has 5.00 M parameters, a/Na-S has {params[-4:]} M."
    assert timed(make_root, SOUND, reading=params) == ([] if fits else [line])


@pytest.mark.parametrize(
    ("entry", "line"),
    [
        ("model: pebblevit, variant: a/Na-B", 'LV620 models[0].variant: There is no variant "a/Na-B".'),
        ("model: pebblevit, variant: b/Na-S", 'LV620 models[0].variant: There is no variant "b/Na-S".'),
        ("model: pebblevit, variant: Na-S", 'LV620 models[0].variant: There is no variant "Na-S".'),
    ],
)
def test_variants_that_are_not_there(entry: str, line: str, make_root: MakeRoot) -> None:
    """The variant of an entry is one of a record."""
    assert timed(make_root, entry) == [line]


@pytest.mark.parametrize(("params_m", "size"), [("5.01", 224), ("5.00", 256)])
def test_what_was_measured(params_m: str, size: int, make_root: MakeRoot) -> None:
    """An entry has the parameters and the image size of the file of times; digits do not count."""
    what = f"The times of pebblevit are of {params_m} M parameters at {size} pixels."
    assert timed(make_root, SOUND, params_m=params_m, size=size) == [f"LV622 models[0].params_m: {what}"]


def test_digits_of_what_was_measured(make_root: MakeRoot) -> None:
    """5 and 5.00 are one number of parameters."""
    assert timed(make_root, SOUND, params_m="5") == []


def test_models_and_times_that_miss_each_other(make_root: MakeRoot) -> None:
    """An entry has times, and times have an entry."""
    assert timed(make_root, "model: gravelnet, variant: a/Na-S") == [
        'LV623 : catalog/measured/device-timings.json has times of "pebblevit".',
        'LV622 models[0].model: There are no times of "gravelnet".',
    ]


def test_without_a_list_all_times_are_unlisted(make_root: MakeRoot) -> None:
    """Times of a knowledge base without entries stand on no page."""
    assert timed(make_root) == ['LV623 : catalog/measured/device-timings.json has times of "pebblevit".']
