"""Answered forms to changes of a record, and what is refused."""

from __future__ import annotations

import difflib
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lvkb.catalog import load
from lvkb.errors import LvkbError
from lvkb.issues import IssueChange, IssueRefused, Thread, change_of, read_body
from lvkb.issues.told_values import Told, told_values
from tests.conftest import MakeRoot
from tests.issues.answered_forms import OTHER, RECORD, confirm, missing, new_paper, wrong

THREAD = Thread("https://github.com/flint/pebblevit/issues/7", date(2026, 11, 25))


@pytest.fixture
def root(make_root: MakeRoot) -> Path:
    """A knowledge base of two records."""
    return make_root({"papers/pebblevit.yml": RECORD, "papers/gravelnet.yml": OTHER})


def change(root: Path, text: str, thread: Thread | None = None) -> IssueChange:
    """Gives what an issue comes to."""
    return change_of(read_body(text.encode()), load(root), thread)


def lines(found: IssueChange) -> list[str]:
    """Gives the changed lines of a record, with - and + in front."""
    assert found.file.path == "catalog/papers/pebblevit.yml"
    old, new = found.file.old.decode().splitlines(), found.file.new.decode().splitlines()
    return [line for line in difflib.ndiff(old, new) if line[0] in "-+"]


def refused(root: Path, text: str, thread: Thread | None = None) -> str:
    """Gives why an issue is refused; nothing on disk has changed."""
    before = {file: file.read_bytes() for file in root.rglob("*") if file.is_file()}
    with pytest.raises(LvkbError) as error:
        change(root, text, thread)
    assert {file: file.read_bytes() for file in root.rglob("*") if file.is_file()} == before
    assert str(error.value).isprintable()
    return str(error.value)


# A wrong number.


def test_a_wrong_number(root: Path) -> None:
    """The value changes in its reading alone; comments and everything else stay."""
    found = change(root, wrong())
    assert lines(found) == [
        '-       - {source: paper, at: "Table 2, row 1", resolution: 224, top1: 78.30, top5: 94.1, params_m: 5.6}',
        '+       - {source: paper, at: "Table 2, row 1", resolution: 224, top1: 78.4, top5: 94.1, params_m: 5.6}',
    ]
    assert found.summary == ("pebblevit, PebbleViT-S, paper: Table 2, row 1", "top1: 78.30 becomes 78.4")
    assert found.notes == ()


@pytest.mark.parametrize(
    ("values", "summary"),
    [
        ({"right": "78.4"}, ["top1: 78.30 becomes 78.4"]),
        ({"right": " 78.4 % "}, ["top1: 78.30 becomes 78.4"]),
        ({"said": "top1: 78.3"}, ["top1: 78.30 becomes 78.4"]),
        (
            {"said": "top1: 78.30, top5: 94.1, params_m: 5.6", "right": "params_m: 5.7 M, top5: 94.1, top1: 78.4"},
            ["params_m: 5.6 becomes 5.7", "top1: 78.30 becomes 78.4"],
        ),
        ({"right": "top1: 78.3"}, ["top1: 78.30 becomes 78.3"]),
        ({"where": "pebblevit"}, ["top1: 78.30 becomes 78.4"]),
        ({"where": "https://kb.example/vit/papers/pebblevit/#result-1"}, ["top1: 78.30 becomes 78.4"]),
        ({"said": "resolution: 224, top1: 78.3", "right": "resolution: 256"}, ["resolution: 224 becomes 256"]),
    ],
)
def test_ways_to_tell_a_value(root: Path, values: dict[str, str], summary: list[str]) -> None:
    """A value may stand alone where one is meant, with its unit, and with the digits of its source."""
    assert change(root, wrong(**values)).summary[1:] == tuple(summary)


def test_a_speed(root: Path) -> None:
    """The number of a speed is changed; its device stays."""
    found = change(
        root,
        wrong(
            said="throughput: 1157 images/s on V100 (batch 64)", right="throughput: 1175 images/s", source="zoo: Speed"
        ),
    )
    assert lines(found) == [
        '-       - {source: zoo, at: "Speed", throughput: {images_per_s: 1157, device: V100, batch: 64}}',
        '+       - {source: zoo, at: "Speed", throughput: {images_per_s: 1175, device: V100, batch: 64}}',
    ]


def test_words(root: Path) -> None:
    """A protocol that is told in words is changed like a number."""
    where = "catalog/papers/pebblevit.yml, PebbleViT-B, wide"
    found = change(
        root, wrong(where=where, said="pretrain: imagenet-21k", right="pretrain: none", source="paper: Table 2, row 2")
    )
    assert found.summary[1:] == ("pretrain: imagenet-21k becomes none",)


def test_another_place(root: Path) -> None:
    """Where the form names another place of the record's sources, that changes too."""
    found = change(root, wrong(right="top1: 78.4", source="zoo: Models, row 9"))
    assert lines(found)[1] == (
        '+       - {source: zoo, at: "Models, row 9", resolution: 224, top1: 78.4, top5: 94.1, params_m: 5.6}'
    )
    assert found.summary[-1] == "place: paper: Table 2, row 1 becomes zoo: Models, row 9"


def test_a_source_in_words(root: Path) -> None:
    """A source that the record does not have changes nothing; a person is told to look there."""
    found = change(root, wrong(source="the camera-ready version, Table 3"))
    assert found.summary[1:] == ("top1: 78.30 becomes 78.4",)
    assert found.notes == (
        (
            'The issue names as source: "the camera-ready version, Table 3". Look there first; source and place of the '
            "reading stay as they are."
        ),
    )


@pytest.mark.parametrize(
    ("values", "why"),
    [
        ({"where": "catalog/papers/nobody.yml, X"}, '"catalog/papers/nobody.yml" names no record of this catalogue.'),
        ({"where": "../../etc/passwd"}, '"../../etc/passwd" names no record of this catalogue.'),
        (
            {"where": "catalog/papers/../waivers.yml"},
            '"catalog/papers/../waivers.yml" names no record of this catalogue.',
        ),
        ({"where": "/etc/papers/pebblevit.yml/x"}, '"/etc/papers/pebblevit.yml/x" names no record of this catalogue.'),
        (
            {"where": "pebblevit.yml.yml"},
            '"pebblevit.yml.yml" names no record of this catalogue. Did you mean "pebblevit"?',
        ),
        ({"where": "peblevit"}, '"peblevit" names no record of this catalogue. Did you mean "pebblevit"?'),
        ({"where": "pebblevit, PebbleViT-X"}, '"PebbleViT-X" is no model of pebblevit. Did you mean "PebbleViT-S"?'),
        (
            {"where": "pebblevit, Quartz"},
            '"Quartz" is no model of pebblevit. It has PebbleViT-S, PebbleViT-B, wide.',
        ),
        (
            {"said": "top1: 77"},
            "no reading of pebblevit, PebbleViT-S says top1: 77. It may have been corrected already.",
        ),
        (
            {"said": "params_m: 5.6", "right": "5.7", "source": "somewhere"},
            (
                "2 readings of pebblevit, PebbleViT-S say params_m: 5.6: PebbleViT-S, paper: Table 2, row 1; "
                "PebbleViT-S, zoo: Models, row 1. Name the place."
            ),
        ),
        ({"said": "the accuracy"}, '"the accuracy" has no key in front, as in "top1: 78.3, params_m: 5.6".'),
        (
            {"said": "top1: 78.30, top5: 94.1", "right": "78.4"},
            '"78.4" has no key in front, as in "top1: 78.3, params_m: 5.6".',
        ),
        ({"right": "top5: 95"}, '"top5" is told as right, but not as what the record says.'),
        ({"right": "top1: 78.4, top1: 79"}, '"top1" stands twice in "top1: 78.4, top1: 79".'),
        ({"right": "top1: about 78"}, '"about 78" is no value of top1: it takes a number in %.'),
        ({"right": "top1: 78,4"}, '"78,4" is no value of top1: it takes a number in %.'),
        ({"right": "top1: -1"}, '"-1" is no value of top1: it takes a number in %.'),
        ({"right": "top1: 1e9"}, '"1e9" is no value of top1: it takes a number in %.'),
        ({"right": "top1: \uff17\uff18"}, '"\uff17\uff18" is no value of top1: it takes a number in %.'),
        ({"right": "tpo1: 78.4"}, '"tpo1" is no key that a form can change. Did you mean "top1"?'),
        ({"right": "kind: quoted"}, None),
        ({"right": "source: zoo"}, None),
        ({"right": "top1: 78.30"}, "the record says already what the issue calls right."),
        (
            {"right": "top1: 178"},
            "the record would break a rule: LV201 PebbleViT-S: top1: 178 is above 100.",
        ),
        (
            {"said": "resolution: 224, top1: 78.3", "right": "resolution: 224.5"},
            '"224.5" is no value of resolution: it takes a number.',
        ),
        (
            {"said": "top1: 78.3", "right": 'top1: 78.4} # {evil: "x'},
            '"78.4} # {evil: "x" is no value of top1: it takes a number in %.',
        ),
        (
            {"source": "paper: <script>alert(1)</script>"},
            'the record would break a rule: LV020 variants[0].readings[0].at: The text holds "<script>".',
        ),
    ],
)
def test_what_is_not_understood(root: Path, values: dict[str, str], why: str | None) -> None:
    """What an issue does not tell without doubt is said, and nothing is guessed."""
    told = refused(root, wrong(**values))
    assert why is None or told == why


def test_a_value_of_a_protocol_is_told_as_that(root: Path) -> None:
    """A protocol belongs to several readings, so that no issue about one of them changes it."""
    text = (root / "catalog/papers/pebblevit.yml").read_text()
    protocol = 'protocols:\n  plain: {source: paper, at: "Section 4", basis: stated, resolution: 224}\nvariants:\n'
    text = text.replace("variants:\n", protocol).replace("resolution: 224, top1", "protocol: plain, top1")
    (root / "catalog/papers/pebblevit.yml").write_text(text)
    with pytest.raises(IssueRefused) as refused:
        change(root, wrong(said="top1: 78.30, resolution: 224", right="top1: 78.4, resolution: 256"))
    assert str(refused.value) == (
        "no reading of pebblevit, PebbleViT-S says top1: 78.30, resolution: 224. "
        "The protocol plain does, which 2 readings name; it is changed by hand."
    )


def test_a_thread_belongs_to_a_confirmation(root: Path) -> None:
    """It would be passed over for any other form."""
    with pytest.raises(IssueRefused) as refused:
        change(root, wrong(), THREAD)
    assert str(refused.value) == '--thread and --date are for a confirmation; this issue is a "Wrong number".'


def test_only_the_number_of_a_speed(root: Path) -> None:
    """Another device would be another reading."""
    text = wrong(said="throughput: 1157", right="throughput: 1175 images/s on A100", source="zoo: Speed")
    assert refused(root, text) == 'only the number of throughput can be changed by a form, not "on A100".'


def test_yaml_in_a_place_stays_text(root: Path) -> None:
    """A place that looks like YAML is written as the text that it is."""
    at = 'x", top1: 99}] # \\ {{ 7 }} & *a'
    found = change(root, wrong(source=f"paper: {at}"))
    reading = yaml.safe_load(found.file.new)["variants"][0]["readings"][0]
    assert (reading["at"], reading["top1"]) == (at, 78.4)


# A missing number.


def test_a_value_more_in_a_reading(root: Path) -> None:
    """Where the record has a reading of that place, the values go into it."""
    found = change(root, missing())
    assert lines(found)[1] == (
        '+       - {source: paper, at: "Table 2, row 1", resolution: 224, top1: 78.30, top5: 94.1, params_m: 5.6, '
        "compute_g: 1.1, compute_unit: macs}"
    )
    assert found.summary == (
        "pebblevit, PebbleViT-S, paper: Table 2, row 1",
        "compute_g: 1.1 is added",
        "compute_unit: macs is added",
    )


def test_a_reading_more(root: Path) -> None:
    """Where it has none, a reading is added behind the others of that model."""
    found = change(root, missing(what="top1: 77.00, epochs: 100", source="paper: Table 9, row 1"))
    assert lines(found) == ['+       - {source: paper, at: "Table 9, row 1", top1: 77.00, epochs: 100}']


@pytest.mark.parametrize(
    ("values", "why"),
    [
        (
            {"what": "ImageNet-1K results"},
            '"ImageNet-1K results" has no key in front, as in "top1: 78.3, params_m: 5.6".',
        ),
        ({"what": "top1: 78.3"}, "PebbleViT-S, paper: Table 2, row 1 tells top1 already."),
        (
            {"what": "top1: 79"},
            "PebbleViT-S, paper: Table 2, row 1 tells top1 as 78.30; that would be a wrong number.",
        ),
        (
            {"source": "arXiv 2303.99001, Table 2"},
            '"arXiv 2303.99001, Table 2" begins with no source of the record (paper, zoo), as in "paper: Table 2".',
        ),
        ({"where": "pebblevit"}, "no model of pebblevit is named. It has PebbleViT-S, PebbleViT-B, wide."),
        ({"what": "latency: 3 ms"}, "latency needs its device and more; add the reading by hand."),
        (
            {"what": "compute_g: 1.1"},
            "the record would break a rule: LV206 PebbleViT-S: compute_g: The unit is missing.",
        ),
    ],
)
def test_what_cannot_be_added(root: Path, values: dict[str, str], why: str) -> None:
    """A value without key, place, model or unit is not added, nor one that the record tells."""
    assert refused(root, missing(**values)) == why


# A confirmation.


def test_all_figures_are_confirmed(root: Path) -> None:
    """The record says who confirmed its figures, by the flags of the maintainer."""
    found = change(root, confirm(), THREAD)
    assert lines(found) == ['+ confirmed: {by: "https://github.com/flint/pebblevit/issues/7", date: "2026-11-25"}']
    assert found.summary == (f"pebblevit: all figures are confirmed by {THREAD.by}",)
    assert found.notes == (
        'The issue names as author: "Ada Flint". See that it is one, and that it is who wrote the issue.',
    )


def test_figures_of_a_source_are_confirmed(root: Path) -> None:
    """The source says so where the author looked at that one alone; a later confirmation takes its place."""
    found = change(root, confirm(source="zoo"), THREAD)
    (root / found.file.path).write_bytes(found.file.new)
    assert lines(found)[1] == (
        '+   zoo: {url: "https://zoo.example/pebbles", read: "2026-11-20", confirmed: '
        '{by: "https://github.com/flint/pebblevit/issues/7", date: "2026-11-25"}}'
    )
    again = change(root, confirm(source="zoo"), THREAD._replace(day=date(2026, 12, 1)))
    assert yaml.safe_load(again.file.new)["sources"]["zoo"]["confirmed"] == {"by": THREAD.by, "date": "2026-12-01"}


@pytest.mark.parametrize(
    ("values", "thread", "why"),
    [
        ({}, None, "a confirmation needs --thread and --date: where and when the author gave it."),
        ({"compared": "- [ ] I am"}, THREAD, "the author has not ticked that the figures were compared."),
        ({"compared": "yes"}, THREAD, "the author has not ticked that the figures were compared."),
        ({"source": "readme"}, THREAD, '"readme" is no source of pebblevit (paper, zoo), nor "all".'),
        (
            {"where": "pebblevit, PebbleViT-S"},
            THREAD,
            '"Record" names a model; figures are confirmed for a source, or for the whole record.',
        ),
        (
            {},
            THREAD._replace(by="http://x.example/1"),
            'the record would break a rule: LV320 confirmed.by: "http://x.example/1" is no address of a thread.',
        ),
    ],
)
def test_what_is_no_confirmation(root: Path, values: dict[str, str], thread: Thread | None, why: str) -> None:
    """Where and when are the maintainer's to tell, and what is confirmed is the author's."""
    assert refused(root, confirm(**values), thread) == why


def test_the_same_confirmation_twice(root: Path) -> None:
    """Nothing is said to be written where nothing changes."""
    found = change(root, confirm(), THREAD)
    (root / found.file.path).write_bytes(found.file.new)
    with pytest.raises(IssueRefused) as refused:
        change(root, confirm(), THREAD)
    assert str(refused.value) == "the record says this already."


def test_an_old_confirmation_is_noted(root: Path) -> None:
    """A day before the record came in is a warning, which a person sees."""
    found = change(root, confirm(), THREAD._replace(day=date(2026, 11, 1)))
    assert found.notes[-1] == (
        "LV321 confirmed.date: It was confirmed on 2026-11-01, and the record came in on 2026-11-20."
    )


# A new paper.


@pytest.mark.parametrize(
    ("paper", "why"),
    [
        (
            "https://arxiv.org/pdf/2110.02178v2",
            "this asks for a new record, which changes none. Run: lvkb add https://arxiv.org/abs/2110.02178v2",
        ),
        ("2303.99001", "the catalogue holds this paper: catalog/papers/pebblevit.yml."),
        ("https://x.example/$(rm -rf ~)", '"https://x.example/$(rm -rf ~)" is no id or address of a paper. '),
        ("the new one", '"the new one" is no id or address of a paper. Look for it, then: lvkb add ID'),
    ],
)
def test_a_paper_without_a_record(root: Path, paper: str, why: str) -> None:
    """A new paper changes no record; the command that drafts one is named, or the record that is there."""
    assert refused(root, new_paper(paper)).startswith(why)


# Whatever comes.


def test_a_record_that_changed_meanwhile(root: Path) -> None:
    """What was read before and after must be one text."""
    catalog = load(root)
    (root / "catalog/papers/pebblevit.yml").write_text(RECORD.replace("78.30", "78.90"), encoding="utf-8")
    with pytest.raises(IssueRefused, match=r"^catalog/papers/pebblevit\.yml has changed meanwhile\. Run it again\.$"):
        change_of(read_body(wrong().encode()), catalog)


WILD = st.text(st.sampled_from("top1: 78.9,{}[]\"'#&*!|>%@`\\<->a/._ "), min_size=1, max_size=40)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=150)
@given(right=WILD, source=WILD, model=WILD)
def test_whatever_is_answered_changes_what_is_named_alone(root: Path, right: str, source: str, model: str) -> None:
    """Any answers are refused, or change the named values and the place of one reading, and nothing else."""
    for text in (wrong(right=right), wrong(source=f"zoo: {source}"), wrong(where=f"pebblevit, {model}")):
        try:
            found = change(root, text)
        except LvkbError:
            continue
        old, new = yaml.safe_load(found.file.old), yaml.safe_load(found.file.new)
        readings = [data["variants"][0]["readings"][0] for data in (old, new)]
        for reading in readings:
            for key in ("top1", "source", "at"):
                reading.pop(key)
        assert old == new


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("top1: 78.3", {"top1": Told("78.3")}),
        ("top1:  78.3 % ,params_m: 5.60M", {"top1": Told("78.3"), "params_m": Told("5.60")}),
        ("latency: 7.28 ms on iPhone 12 (batch 1)", {"latency": Told("7.28", "on iPhone 12 (batch 1)")}),
        ("pretrain: imagenet-1k (mae), epochs: 300", {"pretrain": Told("imagenet-1k (mae)"), "epochs": Told("300")}),
    ],
)
def test_told_values(text: str, found: dict[str, Any]) -> None:
    """Values stand by key, without their units; what follows a speed is kept apart."""
    assert told_values(text) == found


def test_equal_values() -> None:
    """Numbers are equal whatever their digits, words letter by letter."""
    assert Told("78.30").equals(Decimal("78.3"))
    assert Told("224").equals(224)
    assert not Told("none").equals(Decimal(1))
    assert not Told("None").equals("none")
    assert not Told("78").equals(None)
