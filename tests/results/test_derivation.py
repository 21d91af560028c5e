"""All that is derived from a catalogue, each value once."""

from __future__ import annotations

from lvkb.exports import results_csv
from lvkb.subject.agreement import Verdict
from tests.counted import MODEL, counts, model_count
from tests.evaluated import PAPER, TIMM
from tests.invented import PLAIN, paper, reading, results, variant


def test_everything_is_worked_out_once() -> None:
    """What was asked for twice is the same object, so that identity tells readings and results apart everywhere."""
    found = results(PAPER, timm=TIMM)
    assert found.judge is found.judge
    assert list(map(id, found.readings)) == list(map(id, found.readings))
    assert list(map(id, found.results)) == list(map(id, found.results))
    assert found.evaluations is found.evaluations
    assert found.verdicts is found.verdicts
    behind = [item for result in found.results for item in result.readings]
    assert sorted(map(id, behind)) == sorted(map(id, found.readings))


def test_every_paper_has_an_entry() -> None:
    """A paper without readings has none of each, and no paper is left out."""
    found = results(paper("a"), PAPER, paper("c"), timm=TIMM)
    assert list(found.by_paper) == list(found.merged) == list(found.evaluations) == ["a", "c"]
    assert (found.by_paper["c"], found.merged["c"], found.evaluations["c"]) == ((), (), ())


def test_verdicts_of_variants() -> None:
    """Each variant has a verdict on the figures of all its readings, by the paper's id and its name."""
    rows = (
        variant("S", reading(params_m="5.6"), reading(params_m="9"), timm=MODEL),
        variant("B", reading(params_m="5.6", timm=MODEL)),
        variant("L", reading(params_m="5.6")),
        variant("H", reading(top1="80", timm=MODEL)),
    )
    found = results(paper("a", *rows), paper("b", rows[0]), counts=counts(model_count())).verdicts
    assert {key: (item.verdict, len(item.judged)) for key, item in found.items()} == {
        ("a", "S"): (Verdict.MISMATCH, 2),
        ("a", "B"): (Verdict.AGREES, 1),
        ("a", "L"): (Verdict.NOT_IN_TIMM, 0),
        ("a", "H"): (Verdict.NOTHING, 0),
        ("b", "S"): (Verdict.MISMATCH, 2),
    }
    assert [item.counted for item in found.values()] == [model_count(), None, None, None, model_count()]


def test_readings_say_what_their_protocol_says() -> None:
    """What a protocol of the record tells is told by the readings that name it, and by no others."""
    protocols = {"main": {"source": "zoo", "at": "train.py", "basis": "code", **PLAIN, "epochs": 300}}
    rows = (
        reading(top1=78, protocol="main"),
        reading(top1=79, protocol="main", resolution=256),
        reading(top1=80, protocol="gone"),
        reading(top1=81),
    )
    found = results(paper("a", *(variant(f"A-{n}", row) for n, row in enumerate(rows)), protocols=protocols))
    assert [str(item.setup) for item in found.results] == [
        "imagenet-1k / no distillation / 224",
        "imagenet-1k / no distillation / 256",
        "pre-training unknown / distillation unknown / resolution unknown",
        "pre-training unknown / distillation unknown / resolution unknown",
    ]
    assert [item.protocol.epochs for item in found.results] == [300, 300, None, None]
    assert [item.reading.epochs for item in found.readings] == [300, 300, None, None]
    assert [item.basis for item in found.readings] == ["code", "code", None, None]


def test_a_protocol_tells_the_size_of_compute() -> None:
    """Compute is held against the count at the image size that the protocol of the record tells."""
    protocols = {"main": {"source": "zoo", "at": "train.py", "basis": "code", "resolution": 256}}
    counted = counts(model_count(sizes=((224, 1_102_000_000), (256, 1_439_000_000))))
    one = variant("S", reading(compute_g="1.44", compute_unit="macs", protocol="main"), timm=MODEL)
    found = results(paper("a", one, protocols=protocols), counts=counted)
    assert found.verdicts["a", "S"].verdict is Verdict.AGREES


def test_results_with_another_paper() -> None:
    """What is derived after one record changed is what a fresh derivation gives; the others stay."""
    old = paper("a", variant("A-S", reading(top1=70), timm=MODEL))
    new = paper("a", variant("A-S", reading(top1=71), timm=MODEL), variant("A-M", reading(top1=75)))
    other, first = paper("c", variant("C-S", reading(top1=60))), paper("b", variant("B-S", reading(top1=50)))
    before = results(old, other, counts=counts(model_count()))
    after = before.with_paper(new).with_paper(first)
    fresh = results(new, first, other, counts=counts(model_count()))
    assert list(after.catalog.papers) == ["a", "b", "c"]
    assert [item.reading for item in after.readings] == [item.reading for item in fresh.readings]
    assert "".join(results_csv(after)) == "".join(results_csv(fresh))
    assert (dict(after.evaluations), dict(after.timed)) == (dict(fresh.evaluations), dict(fresh.timed))
    assert after.verdicts == fresh.verdicts
    assert after.merged["c"] is before.merged["c"]
    assert [result.top1.value for result in before.merged["a"] if result.top1] == [70]
