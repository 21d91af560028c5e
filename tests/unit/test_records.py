"""The models of records: what each kind of value takes, and what it becomes."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from lvkb.records import Code, Paper, Published, Reading, Relations, Setting, Source, Waiver, paper_schema

PAPER: dict[str, Any] = {
    "id": "one",
    "name": "One",
    "title": "One title",
    "authors": ["A B"],
    "published": {"year": "2021"},
    "categories": ["a/b"],
    "annotation": {"idea": "i", "cheaper": "c", "limits": "l"},
    "added": "2026-11-20",
}


def reading(**values: Any) -> Reading:
    """Gives a reading of the values, validated as from a file."""
    return Reading.model_validate({"source": "paper", "at": "Table 1", **values})


def test_defaults() -> None:
    """What a record leaves out is empty, and its standing defaults are set."""
    paper = Paper.model_validate(PAPER)
    assert (paper.aliases, paper.code, paper.variants, paper.sources, paper.relations) == ((), (), (), {}, Relations())
    assert (paper.scope, paper.arxiv, paper.no_results) == ("core", None, None)
    row = reading()
    assert (row.dataset, row.kind, row.exactness, row.status) == ("imagenet-1k", "reported", "exact", None)
    assert (row.top1, row.pretrain, row.distilled, row.teacher) == (None, None, None, ())


@pytest.mark.parametrize("text", ["0", "78.3", "78.30", "0.05", "0.0", "999999999999.123456789012345"])
def test_numbers_keep_their_digits(text: str) -> None:
    """A number keeps every digit its source prints."""
    number = reading(top1=text).top1
    assert isinstance(number, Decimal)
    assert str(number) == text


ODD_NUMBERS = [
    "",
    " 1",
    "-1",
    "+1",
    "1e3",
    "0x1F",
    "0o17",
    "1_000",
    "1,000",
    "5,6",
    ".5",
    "5.",
    "007",
    "NaN",
    ".nan",
    "inf",
]
MORE_ODD_NUMBERS = [
    "78.3%",
    "5.6M",
    "~5",
    "<5",
    "\uff17\uff18",
    "\u0667",
    "\u00bd",
    "1" * 13,
    "1.2.3",
    "true",
    "78.3\n",
]


@pytest.mark.parametrize("text", ODD_NUMBERS + MORE_ODD_NUMBERS, ids=repr)
def test_other_numbers_are_refused(text: str) -> None:
    """Signs, units, exponents, separators, words and digits of other scripts are no numbers."""
    with pytest.raises(ValidationError, match="must be a plain number such as"):
        reading(top1=text)


@pytest.mark.parametrize("text", [*ODD_NUMBERS, *MORE_ODD_NUMBERS, "0", "78.3", "1" * 10], ids=repr)
def test_other_whole_numbers_are_refused(text: str) -> None:
    """A whole number has digits alone and is above 0."""
    with pytest.raises(ValidationError, match="must be a whole number above 0"):
        reading(resolution=text)


@pytest.mark.parametrize("value", [78.3, 78, True, None, ["78.3"], {"value": "78.3"}], ids=repr)
def test_numbers_come_as_text(value: object) -> None:
    """A number that is no text has lost its digits already, so it is refused."""
    with pytest.raises(ValidationError):
        Reading.model_validate({"source": "paper", "at": "Table 1", "params_m": value} if value is not None else {})


@given(st.text(max_size=12))
def test_any_text_is_a_plain_number_or_refused(text: str) -> None:
    """A text that is taken as a number prints as the same text."""
    try:
        number = reading(params_m=text).params_m
    except ValidationError:
        return
    assert str(number) == text


@pytest.mark.parametrize("text", ["yes", "no", "on", "True", "FALSE", "1", "", "y"])
def test_only_true_and_false_are_flags(text: str) -> None:
    """The other words of YAML for truth values are refused."""
    with pytest.raises(ValidationError, match="must be true or false"):
        Code.model_validate({"github": "a/b", "official": text})


def test_flags() -> None:
    """True and false become truth values."""
    assert Code.model_validate({"official": "true"}).official is True
    assert Code.model_validate({"official": "false"}).official is False


@pytest.mark.parametrize(
    "text", ["2026-02-29", "2026-13-01", "2026-1-1", "20.11.2026", "2026-11-20T10:00", "today", ""]
)
def test_other_days_are_refused(text: str) -> None:
    """A day is one of the calendar, in one form."""
    with pytest.raises(ValidationError, match="must be a day as"):
        Source.model_validate({"read": text})


def test_day() -> None:
    """A day becomes a date, a leap day too."""
    assert Source.model_validate({"read": "2024-02-29"}).read == date(2024, 2, 29)


@pytest.mark.parametrize("text", ["21", "1899", "2100", "20211", "2021a", "MMXXI"])
def test_other_years_are_refused(text: str) -> None:
    """A year has four digits and is of this or the last century."""
    with pytest.raises(ValidationError, match="must be a year such as 2021"):
        Published.model_validate({"year": text})


@pytest.mark.parametrize("text", ["", " a", "a ", "a\nb", "a\rb", "\u00a0a", "x" * 501])
def test_lines(text: str) -> None:
    """A line is one line with neither space at its ends nor more than 500 characters."""
    with pytest.raises(ValidationError):
        Paper.model_validate({**PAPER, "title": text})


@pytest.mark.parametrize("text", ["a", "a b", "no", "2110.02170", "{{ a }} | `b` [c] <5%", "x" * 500])
def test_legal_lines_are_kept(text: str) -> None:
    """A legal title is kept as it is."""
    assert Paper.model_validate({**PAPER, "title": text}).title == text


@pytest.mark.parametrize("text", ["", " ", "\n\t", "x" * 3001])
def test_prose_is_not_blank(text: str) -> None:
    """Prose holds text, of at most 3,000 characters."""
    with pytest.raises(ValidationError):
        Paper.model_validate({**PAPER, "annotation": {"idea": text, "cheaper": "c", "limits": "l"}})


@pytest.mark.parametrize("text", ["One", "one-", "-one", "o--ne", "ön", "o_ne", "o/ne", "o.ne", "", "x" * 61])
def test_other_ids_are_refused(text: str) -> None:
    """An id is lower case letters, digits and single hyphens."""
    with pytest.raises(ValidationError):
        Paper.model_validate({**PAPER, "id": text})


def test_one_teacher_is_a_list_of_one() -> None:
    """A teacher may be given alone or as a list."""
    assert reading(teacher="RegNetY-16GF").teacher == ("RegNetY-16GF",)
    assert reading(teacher=["a/b", "C"]).teacher == ("a/b", "C")


def test_relations_are_written_with_a_hyphen() -> None:
    """The key is `builds-on`, and its name in Python is no key."""
    assert Relations.model_validate({"builds-on": ["one"]}).builds_on == ("one",)
    with pytest.raises(ValidationError, match="Extra inputs"):
        Relations.model_validate({"builds_on": ["one"]})


def test_unknown_keys_are_refused() -> None:
    """No model takes a key that it does not know."""
    for model, data in ((Setting, {"keep": "1"}), (Waiver, {"why": "x"}), (Published, {"year": "2021", "month": "1"})):
        with pytest.raises(ValidationError, match="Extra inputs are not permitted"):
            model.model_validate(data)


def test_records_are_frozen() -> None:
    """A record cannot be changed once it is read."""
    with pytest.raises(ValidationError, match="frozen"):
        Paper.model_validate(PAPER).name = "Two"


def test_readings_come_in_order() -> None:
    """A paper gives its readings variant by variant."""
    row = {"source": "paper", "at": "Table 1"}
    variants = [{"name": name, "readings": [row, {**row, "at": "Table 2"}]} for name in ("S", "B")]
    paper = Paper.model_validate({**PAPER, "variants": variants})
    assert [(variant.name, item.at) for variant, item in paper.readings()] == [
        ("S", "Table 1"),
        ("S", "Table 2"),
        ("B", "Table 1"),
        ("B", "Table 2"),
    ]


def test_schema_describes_the_keys_of_the_file() -> None:
    """The schema for editors names keys as records write them, and requires what the model requires."""
    schema = paper_schema()
    assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert schema["required"] == ["id", "name", "title", "authors", "published", "categories", "annotation", "added"]
    assert schema["additionalProperties"] is False
    assert set(schema["$defs"]["Relations"]["properties"]) == {"builds-on", "supersedes"}
    assert schema["$defs"]["Published"]["properties"]["year"]["minimum"] == 1900
