"""What a reading says of its protocol fits together."""

from __future__ import annotations

import pytest

from tests.conftest import MakeRoot
from tests.samples import record, told, with_reading


@pytest.mark.parametrize(
    ("values", "lines"),
    [
        ("teacher: X", ["LV311 Na-S: teacher: There is a teacher, but distilled is not given."]),
        ("teacher: X, distilled: none", ["LV311 Na-S: teacher: There is a teacher, but distilled is none."]),
        ("teacher: X, distilled: unstated", []),
        ("distilled: hard", []),
        ("setting: {tokens: 98}", ["LV312 Na-S: setting: The base model is missing."]),
        ("base: X", []),
        ("status: disputed, reason: Two tables differ.", []),
        ("reason: Two tables differ.", ["LV313 Na-S: reason: There is a reason but no status."]),
        ("status: disputed", ["LV313 Na-S: status: There is a status but no reason."]),
    ],
)
def test_protocol(values: str, lines: list[str], make_root: MakeRoot) -> None:
    """Fields that go together are told when one is missing."""
    root = make_root({"papers/a.yml": with_reading("a", f"{{source: paper, at: T, top1: 78, {values}}}")})
    assert told(root) == lines


def test_a_protocol_of_the_record_tells_the_distillation(make_root: MakeRoot) -> None:
    """The teacher of a row goes with the distillation that the protocol of its record tells."""
    protocols = "{main: {source: paper, at: Section 4, basis: stated, distilled: hard}}"
    text = with_reading("a", "{source: paper, at: T, top1: 78, teacher: X, protocol: main}", protocols=protocols)
    assert told(make_root({"papers/a.yml": text})) == []


def test_no_results_beside_results(make_root: MakeRoot) -> None:
    """A record that has ImageNet-1K readings does not say why it has none."""
    text = with_reading("a", "{source: paper, at: T, top1: 78}", no_results="Text only.")
    assert told(make_root({"papers/a.yml": text})) == ["LV310 no_results: The record has ImageNet-1K readings."]


def test_no_results_of_other_data(make_root: MakeRoot) -> None:
    """A record without ImageNet-1K results may have others."""
    text = with_reading("a", "{source: paper, at: T, top1: 78, dataset: cifar-10}", no_results="Reports CIFAR only.")
    assert told(make_root({"papers/a.yml": text})) == []


def evaluated(make_root: MakeRoot, *readings: str) -> list[str]:
    """Gives what is said of records a, b, ... that have one of the readings each."""
    texts = {name: f"{{source: paper, {values}}}" for name, values in zip("abc", readings, strict=False)}
    return told(make_root({f"papers/{name}.yml": with_reading(name, text) for name, text in texts.items()}))


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        ("Linear probe.", "linear-probe"),
        ("After linear probing", "linear-probe"),
        ("Linear evaluation", "linear-probe"),
        ("linear classifier on frozen features", "linear-probe"),
        ("row S, column linear", "linear-probe"),
        ("row S, column ImageNet linear", "linear-probe"),
        ("k-NN, k = 20", "knn"),
        ("row S, column kNN", "knn"),
        ("20 nearest neighbours", "knn"),
        ("nearest-neighbor", "knn"),
        ("Zero-shot.", "zero-shot"),
        ("zero shot", "zero-shot"),
    ],
)
def test_words_that_name_an_evaluation(words: str, kind: str, make_root: MakeRoot) -> None:
    """A place or note that names an evaluation wants the field to say the same, and is content when it does."""
    readings = (
        f'at: "{words}", evaluation: {kind}, top1: 70',
        f'at: "{words}", top1: 70',
        f'at: T, top1: 70, note: "{words}"',
    )
    found = evaluated(make_root, *readings)
    assert [line.partition(": It says ")[0] for line in found] == ["LV315 Nb-S: at", "LV315 Nc-S: note"]


def test_other_evaluation(make_root: MakeRoot) -> None:
    """The finding names the words and the evaluation that does not fit them."""
    found = evaluated(make_root, 'at: T, evaluation: knn, top5: 90, note: "A Linear Probe."')
    assert found == ['LV315 Na-S: note: It says "Linear Probe", but evaluation is knn.']


def test_two_evaluations_in_words(make_root: MakeRoot) -> None:
    """One of the evaluations that place and note name is enough."""
    values = 'at: "Table 1, column k-NN", top1: 70, note: "The linear probe gives 72."'
    kinds = ("linear-probe", "knn", "zero-shot")
    assert evaluated(make_root, *(f"{values}, evaluation: {kind}" for kind in kinds)) == [
        'LV315 Nc-S: at: It says "k-NN", but evaluation is zero-shot.'
    ]


@pytest.mark.parametrize(
    "words", ["row PVT-V2-B2-Linear", "Linear attention", "A linear classifier", "DPC-KNN clusters", "Zero-shots"]
)
def test_words_that_name_no_evaluation(words: str, make_root: MakeRoot) -> None:
    """Words of other things, and parts of words, ask for nothing."""
    assert evaluated(make_root, f'at: "{words}", top1: 70') == []


def test_evaluation_of_a_cost(make_root: MakeRoot) -> None:
    """A reading without accuracy has no evaluation, whatever its table is called."""
    assert evaluated(make_root, 'at: "Table Zero-shot", params_m: 11') == []


def test_readings_behind_a_cost_are_looked_at(make_root: MakeRoot) -> None:
    """A reading without accuracy does not end the search."""
    rows = "{source: paper, at: T, params_m: 11}, {source: paper, at: Table Zero-shot, top1: 70}"
    text = record("a", variants=f"[{{name: S, readings: [{rows}]}}]")
    assert [line[:5] for line in told(make_root({"papers/a.yml": text}))] == ["LV315"]
