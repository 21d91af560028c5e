"""Frames: rows as mappings, and the rows that meet conditions."""

from __future__ import annotations

import operator
import pickle
from datetime import UTC, date, datetime
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lvkb.frames import Frame, WrongCondition, readings_frame, results_frame, timings_frame
from lvkb.frames.conditions import Wanted
from lvkb.results import Results
from tests.exported import exported
from tests.invented import paper, reading, results, variant
from tests.timed import LISTED
from tests.timed import TIMINGS as MADE_UP

PLAIN = {"resolution": 224, "pretrain": "none", "distilled": "none"}


@pytest.fixture
def frame() -> Frame:
    """Results of three models: of the last one only the accuracy is told."""
    small = variant("Flint-S", reading(top1="78.30", params_m="5.6", compute_g="0.9", compute_unit="macs", **PLAIN))
    large = variant("Flint-L", reading(top1=81, params_m=30, form="deploy", **PLAIN))
    vague = variant("Scree", reading(top1="77.0"))
    early, late = ({"paper": {"arxiv": "2101.00001v1", "read": f"2026-01-0{day}"}} for day in (2, 3))
    adjacent = paper("scree", vague, scope="adjacent", sources=late)
    return results_frame(results(paper("flint", small, large, sources=early), adjacent))


def names(frame: Frame) -> list[object]:
    """Gives the models of a frame."""
    return [row["variant"] for row in frame]


def test_a_frame_is_a_sequence_of_rows(frame: Frame) -> None:
    """Rows are mappings by the names of the columns; numbers keep their digits, and what nobody tells is None."""
    assert repr(frame) == "<Frame results: 3 rows, 34 columns>"
    assert repr(frame[:1]) == "<Frame results: 1 row, 34 columns>"
    assert len(frame) == 3
    row = frame[0]
    assert list(row) == [column.name for column in frame.columns]
    assert (row["variant"], str(row["top1"]), row["resolution"], row["light"]) == ("Flint-S", "78.30", 224, True)
    assert (row["teacher"], row["status"], row["form"], row["note"]) == (None, None, None, None)
    assert (names(frame[1:]), names(frame[1:][:1]), frame[-1]["variant"]) == (
        ["Flint-L", "Scree"],
        ["Flint-L"],
        "Scree",
    )
    assert [row["paper"] for row in frame] == ["flint", "flint", "scree"]


def test_a_column_is_no_row(frame: Frame) -> None:
    """Asked for a column as a data frame would be, a frame says where its columns are."""
    rows: Any = frame
    with pytest.raises(TypeError) as caught:
        rows["top1"]
    assert str(caught.value) == (
        "A row goes by its number. A column is [row['top1'] for row in frame], or to_pandas()['top1']."
    )


def test_what_a_frame_says_of_itself(frame: Frame) -> None:
    """A frame says what its rows are, their licence and who wrote them; where there is no release, none is told."""
    assert {key: frame.about[key] for key in ("table", "license", "schema_version")} == {
        "table": "results",
        "license": "CC-BY-4.0",
        "schema_version": "2",
    }
    assert "release" not in frame.about


def test_a_frame_can_be_sent_to_another_process(frame: Frame) -> None:
    """It is pickled and comes back as it was."""
    again = pickle.loads(pickle.dumps(frame))  # noqa: S301 - made on the line itself
    assert (again.columns, again.values, again.about) == (frame.columns, frame.values, frame.about)


def test_times_are_numbers() -> None:
    """The times of a file, which keeps them as text, are numbers in a frame."""
    timed = timings_frame(results(paper("a", variant("A-S", reading())), timings=MADE_UP, device_models=LISTED))
    assert [row["ms"] for row in timed.where(runtime="tflite", ms__lt=5)] == [Decimal("2.50")]
    assert all(isinstance(row["ms"], Decimal) for row in timed)


@pytest.mark.parametrize(
    ("conditions", "expected"),
    [
        ({}, ["Flint-S", "Flint-L", "Scree"]),
        ({"variant": "Scree"}, ["Scree"]),
        ({"variant": "scree"}, []),
        ({"top1": 78.3}, ["Flint-S"]),
        ({"top1": Decimal("81.000")}, ["Flint-L"]),
        ({"top1": Fraction(783, 10)}, ["Flint-S"]),
        ({"top1__gt": Fraction(241, 3)}, ["Flint-L"]),
        ({"params_m__le": 5.6}, ["Flint-S"]),
        ({"params_m__lt": 5.6}, []),
        ({"params_m__gt": 5.6}, ["Flint-L"]),
        ({"top1__ge": 78, "params_m__ne": 30}, ["Flint-S"]),
        ({"params_m__ne": 30}, ["Flint-S"]),
        ({"params_m": None}, ["Scree"]),
        ({"params_m__ne": None}, ["Flint-S", "Flint-L"]),
        ({"resolution__in": (224, 256)}, ["Flint-S", "Flint-L"]),
        ({"variant__in": {"Scree", "Flint-S", "Moss"}}, ["Flint-S", "Scree"]),
        ({"variant__in": []}, []),
        ({"variant__contains": "FLINT"}, ["Flint-S", "Flint-L"]),
        ({"teacher__contains": "x"}, []),
        ({"light": True}, ["Flint-S"]),
        ({"light__ne": True}, ["Flint-L", "Scree"]),
        ({"form__ne": "train"}, ["Flint-L"]),
        ({"scope": "core", "form": None}, ["Flint-S"]),
        ({"source_read__ge": date(2026, 1, 3)}, ["Scree"]),
        ({"source_read__lt": "2026-01-03"}, ["Flint-S", "Flint-L"]),
        ({"source_read__in": ["2026-01-02"]}, ["Flint-S", "Flint-L"]),
    ],
    ids=str,
)
def test_rows_that_meet_conditions(frame: Frame, conditions: dict[str, Wanted], expected: list[str]) -> None:
    """All conditions must hold; what nobody tells meets none but those with None."""
    assert names(frame.where(**conditions)) == expected


@pytest.mark.parametrize(
    ("conditions", "message"),
    [
        ({"parms_m__le": 6}, 'There is no column "parms_m". Did you mean params_m, params_from?'),
        ({"top1_text": "78"}, 'There is no column "top1_text". Did you mean top1?'),
        ({"params_m__lte": 6}, 'There is no operator "lte". Did you mean lt, le?'),
        (
            {"params_m__below": 6},
            'There is no operator "below". There are eq, ne, in, lt, le, gt, ge, contains.',
        ),
        ({"top1__": 78}, 'There is no operator "". There are eq, ne, in, lt, le, gt, ge, contains.'),
        ({"top1__le__ge": 78}, 'There is no operator "le__ge". There are eq, ne, in, lt, le, gt, ge, contains.'),
        ({"top1__ge": "78"}, "top1 holds numbers, and '78' is none."),
        ({"top1": True}, "top1 holds numbers, and True is none."),
        ({"top1__le": float("nan")}, "top1 holds numbers, and nan is none."),
        ({"resolution": "224"}, "resolution holds whole numbers, and '224' is none."),
        ({"variant": 3}, "variant holds text, and 3 is none."),
        ({"light": 1}, "light holds True or False, and 1 is none."),
        ({"setup__le": "a"}, "setup__le compares numbers or days, and setup holds text."),
        ({"top1__contains": "7"}, "top1__contains looks for text in text, and top1 holds numbers."),
        ({"variant__contains": 7}, "variant__contains looks for text, not 7."),
        ({"variant__in": "Scree"}, "variant__in wants several values in a list, a tuple or a set, not 'Scree'."),
        ({"variant__in": 3}, "variant__in wants several values in a list, a tuple or a set, not 3."),
        ({"variant__in": ["Scree", 3]}, "variant holds text, and 3 is none."),
        ({"top1__le": None}, "top1__le needs a value; None, which nobody tells, goes with = and __ne alone."),
        ({"form__in": [None]}, "form__in holds None; None, which nobody tells, goes with = and __ne alone."),
        ({"status": ""}, "status never holds an empty text: status=None is what nobody tells."),
        ({"form__ne": ""}, "form never holds an empty text: form=None is what nobody tells."),
        ({"variant__in": [""]}, "variant never holds an empty text: variant=None is what nobody tells."),
        ({"source_read__lt": "2026"}, "source_read holds days, and '2026' is none."),
        ({"form": "deployed"}, 'There is no form "deployed". Did you mean "deploy"?'),
        ({"form__in": ["train", "?"]}, 'There is no form "?". There are "train", "deploy".'),
    ],
    ids=str,
)
def test_conditions_that_cannot_be_meant(frame: Frame, conditions: dict[str, Wanted], message: str) -> None:
    """A condition that no row could be meant by is refused with what may have been meant, whatever the rows are."""
    for rows in (frame, frame[:0]):
        with pytest.raises(WrongCondition) as caught:
            rows.where(**conditions)
        assert str(caught.value) == message


VAGUE = "pre-training unknown / distillation unknown / resolution unknown"
UNKNOWN_NAMES = {
    "paper": ("flynt", 'Did you mean "flint"?'),
    "status": ("rounded quoted", 'Did you mean "rounded disputed", "timm rounded disputed", "rounded"?'),
    "setup": ("misspelt", f'There are "imagenet-1k / no distillation / 224", "{VAGUE}".'),
    "dataset": ("imagenet-1", 'Did you mean "imagenet-1k", "imagenet-21k", "imagenet-100"?'),
    "pretrain": ("21K", 'Did you mean "imagenet-21k"?'),
    "weights_license": ("apache 2", 'Did you mean "Apache-2.0"?'),
}


@pytest.mark.parametrize("column", UNKNOWN_NAMES)
@pytest.mark.parametrize("word", ["", "__ne"])
def test_a_name_that_the_knowledge_base_does_not_know(frame: Frame, column: str, word: str) -> None:
    """It is refused with the nearest ones, or the commonest: an empty frame would look like an answer."""
    name, meant = UNKNOWN_NAMES[column]
    for rows in (frame, frame[:0]):
        with pytest.raises(WrongCondition) as caught:
            rows.where(**{f"{column}{word}": name})
        assert str(caught.value) == f'There is no {column} "{name}". {meant}'


def test_a_topic_that_holds_others_is_no_category() -> None:
    """A category is a leaf of the taxonomy, whether a paper stands in it or not."""
    found = readings_frame(Results(exported()))
    with pytest.raises(WrongCondition) as caught:
        found.where(category="parts")
    assert str(caught.value) == 'There is no category "parts". Did you mean "parts/order"?'
    assert found.where(category="parts/order").values == ()


def test_devices_and_runtimes_are_those_of_the_times() -> None:
    """Of devices, runtimes and precisions, those are known that a time names."""
    timed = timings_frame(results(paper("a", variant("A-S", reading())), timings=MADE_UP, device_models=LISTED))
    with pytest.raises(WrongCondition) as caught:
        timed.where(device="galaxy s24")
    assert str(caught.value) == 'There is no device "galaxy s24". Did you mean "Samsung Galaxy S24"?'
    assert timed.where(runtime="onnx").where(runtime="tflite").values == ()


@pytest.mark.parametrize(
    "conditions",
    [{"weights_license": "MIT"}, {"pretrain": "jft-300m"}, {"name": "Moss"}, {"variant": "Flint-XL"}, {"base": "A"}],
    ids=str,
)
def test_a_name_that_may_be_meant(frame: Frame, conditions: dict[str, Wanted]) -> None:
    """What rows could hold and none does gives no rows: names that lvkb knows, and those that anybody may give."""
    assert frame.where(**conditions).values == ()


def test_a_column_tells_its_names(frame: Frame) -> None:
    """A column of names has them as its words, those of most rows first; so do all frames that come of it."""
    column = next(column for column in frame.where(paper="scree").columns if column.name == "setup")
    assert column.type.words == ("imagenet-1k / no distillation / 224", VAGUE)


def test_a_long_name_is_cut_in_the_message(frame: Frame) -> None:
    """The message stays one line of some length, and nothing invisible stands in it."""
    with pytest.raises(WrongCondition) as caught:
        frame.where(paper="\n" * 5000)
    shown = r"\n" * 100
    assert str(caught.value) == f'There is no paper "{shown}". There are "flint", "scree".'


@pytest.mark.parametrize(
    ("column", "wanted", "kind"), [("variant", ["Scree"], "text"), ("epochs", {9}, "whole numbers")]
)
def test_several_values_go_with_in(frame: Frame, column: str, wanted: Any, kind: str) -> None:
    """Several values in place of one are refused with the operator that takes them."""
    with pytest.raises(WrongCondition) as caught:
        frame.where(**{column: wanted})
    told = f"{column} holds {kind}, and {wanted!r} is none. Several values go with {column}__in."
    assert str(caught.value) == told


def test_a_number_of_thousands_of_digits_is_one(frame: Frame) -> None:
    """Python prints no such number, and it compares all the same."""
    assert len(frame.where(top1__lt=10**5000)) == 3


def test_a_time_is_no_day(frame: Frame) -> None:
    """A time of a day equals no day, and is refused."""
    noon = datetime(2026, 1, 2, 12, tzinfo=UTC)
    with pytest.raises(WrongCondition, match=r"^source_read holds days, and datetime"):
        frame.where(source_read=noon)


NUMBERS = st.decimals(min_value=1, max_value=100, places=2)


@given(st.lists(NUMBERS, max_size=8), NUMBERS, st.sampled_from(["lt", "le", "gt", "ge", "eq", "ne"]))
def test_numbers_compare_as_numbers(values: list[Decimal], bound: Decimal, word: str) -> None:
    """Every operator on numbers says what Python says of them, in whichever type the bound is given."""
    models = (variant(f"M{nr}", reading(top1=value)) for nr, value in enumerate(values))
    told = readings_frame(results(paper("a", *models, variant("M-", reading()))))
    expected = [f"M{nr}" for nr, value in enumerate(values) if getattr(operator, word)(value, bound)]
    for given_as in (bound, float(bound)):
        assert names(told.where(**{f"top1__{word}": given_as})) == expected


def test_columns_are_those_of_the_files() -> None:
    """A frame has the columns of its CSV file, with what they hold."""
    found = readings_frame(Results(exported()))
    arxiv = next(column for column in found.columns if column.name == "arxiv")
    assert (arxiv.type.kind, arxiv.meaning[:17]) == ("text", "its arXiv id with")
    assert {row["arxiv"] for row in found} == {"2110.02170"}
