"""The numbers of a result: which reading is shown, how far the others are, and what stands in."""

from __future__ import annotations

from typing import Any

import pytest

from lvkb.measured import Counts
from lvkb.records import Reading
from lvkb.results import Figure, Result
from tests.counted import MODEL, counts, model_count
from tests.invented import merged, paper, reading, results, variant

FUSABLE = model_count(params=7_300_000, fused=6_810_000, sizes=((224, 1_452_000_000, 1_108_000_000),))


def zoo(**values: Any) -> Reading:
    """Gives a reading of the repository."""
    return reading(**{"source": "zoo", "at": "row 1", **values})


def one(*readings: Reading, counted: Counts | None = None) -> Result:
    """Gives the only result of readings of a variant, which is linked to a model when counts are given."""
    (found,) = merged(*readings, timm=MODEL if counted else None, counts=counted)
    return found


def shown(figure: Figure | None) -> tuple[str, str] | None:
    """Gives a number as shown, and who says it."""
    return (str(figure.value), figure.origin) if figure else None


USUAL: dict[str, Any] = {"top1": "78.1"}


@pytest.mark.parametrize(
    ("better", "worse"),
    [
        (USUAL, {"top1": "78.4", "kind": "quoted"}),
        ({"top1": "78.1", "kind": "quoted"}, {"top1": "78.4", "kind": "measured"}),
        (USUAL, {"top1": "78.4", "status": "disputed", "reason": "r"}),
        (USUAL, {"top1": "78.4", "exactness": "rounded"}),
        (USUAL, {"top1": "78.4", "exactness": "plot"}),
        ({"top1": "78.1", "exactness": "rounded"}, {"top1": "78.4", "exactness": "plot"}),
        ({"top1": "78.1", "status": "disputed", "reason": "r"}, {"top1": "78.4", "kind": "quoted"}),
        ({"top1": "78.1", "exactness": "plot"}, {"top1": "78.4", "status": "disputed", "reason": "r"}),
    ],
)
def test_what_goes_first(better: dict[str, Any], worse: dict[str, Any]) -> None:
    """The authors' own number goes before a quoted one, an undisputed before a disputed, an exact before others."""
    for first, second in ((better, worse), (worse, better)):
        found = one(reading(**first), zoo(**second)).top1
        assert shown(found) == ("78.1", better.get("kind", "reported"))


VERSIONS = {"first": {"arxiv": "2101.00001v1"}, "zoo": {"github": "a/b"}, "new": {"arxiv": "2101.00001v10"}}


def first_of(sources: dict[str, Any], *keys: str) -> str:
    """Gives the source whose number is shown, of readings of the sources in the order of the keys."""
    rows = [reading(source=key, top1=f"78.{number}") for number, key in enumerate(keys)]
    found = results(paper("a", variant("A-S", *rows), sources=sources)).merged["a"]
    (figure,) = (result.top1 for result in found)
    assert figure is not None
    assert figure.reading is not None
    return figure.reading.source


@pytest.mark.parametrize(
    ("keys", "wanted"),
    [
        (("first", "new"), "new"),
        (("new", "first"), "new"),
        (("zoo", "first"), "first"),
        (("first", "zoo"), "first"),
        (("zoo", "new"), "new"),
        (("new", "zoo", "first"), "new"),
        (("gone", "zoo"), "zoo"),
        (("zoo", "gone"), "zoo"),
    ],
)
def test_documents_stand_in_the_order_of_the_record(keys: tuple[str, ...], wanted: str) -> None:
    """Of documents the first of the record goes first, of its versions the newest as a number, an unknown one last."""
    assert first_of(VERSIONS, *keys) == wanted


def test_a_version_goes_before_none() -> None:
    """An arXiv id without version says nothing of how new it is; papers of two ids are two documents."""
    assert first_of({"bare": {"arxiv": "2101.00001"}, "v1": {"arxiv": "2101.00001v1"}}, "bare", "v1") == "v1"
    assert first_of({"one": {"arxiv": "2101.00001v1"}, "two": {"arxiv": "2102.00002v9"}}, "two", "one") == "one"


def test_digits_of_the_source_are_kept() -> None:
    """A number keeps its zeros."""
    found = one(reading(top1="78.30", top5="94.0", params_m="5.60", compute_g="2.00", compute_unit="macs"))
    figures = (found.top1, found.top5, found.params_m, found.gmacs)
    assert [str(item and item.value) for item in figures] == ["78.30", "94.0", "5.60", "2.00"]


def spread(*readings: Reading) -> tuple[str, str, str]:
    """Gives the accuracy of a result with the least and the greatest one."""
    figure = one(*readings).top1
    assert figure is not None
    return str(figure.value), str(figure.low), str(figure.high)


def test_the_spread_is_among_equals() -> None:
    """The least and greatest number are of readings that stand like the shown one; a rounded one stands like it."""
    assert spread(reading(top1="78.3"), zoo(top1="78.1")) == ("78.3", "78.1", "78.3")
    assert spread(zoo(top1="78.5"), reading(top1="78.3")) == ("78.3", "78.3", "78.5")
    assert spread(reading(top1="78.3"), zoo(top1="70", kind="quoted")) == ("78.3", "78.3", "78.3")
    assert spread(reading(top1="78.3"), zoo(top1="70", exactness="plot")) == ("78.3", "78.3", "78.3")
    assert spread(reading(top1="78.3"), zoo(top1="70", status="disputed", reason="r")) == ("78.3", "78.3", "78.3")
    assert spread(reading(top1="78.5"), zoo(top1="79", exactness="rounded")) == ("78.5", "78.5", "79")
    assert spread(reading(top1="78.4"), zoo(top1="79", exactness="rounded")) == ("78.4", "78.4", "79")


def test_who_tells_a_number() -> None:
    """Behind a number stand all readings that tell it, the shown one first."""
    figure = one(zoo(top1="78.1", kind="quoted"), reading(params_m=5), reading(top1="78.2", at="row 2")).top1
    assert figure is not None
    assert [item.reading.at for item in figure.told] == ["row 2", "row 1"]
    assert one(reading(params_m=5)).top1 is None


def costs(*readings: Reading, counted: Counts | None = None) -> list[tuple[Any, Any]]:
    """Gives parameters and compute of each result of a variant."""
    found = merged(*readings, timm=MODEL if counted else None, counts=counted)
    return [(shown(item.params_m), shown(item.gmacs)) for item in found]


MACS = {"compute_g": "1.1", "compute_unit": "macs"}


def test_own_readings_tell_the_cost() -> None:
    """What a result's readings tell goes before what those of other results tell."""
    rows = (
        reading(epochs=300, params_m="5.6", resolution=224, **MACS),
        reading(epochs=600, params_m=6, resolution=224),
    )
    assert costs(*rows) == [(("5.6", "reported"), ("1.1", "reported")), (("6", "reported"), ("1.1", "reported"))]


@pytest.mark.parametrize(
    ("sibling", "params", "gmacs"),
    [
        ({"resolution": 224}, True, True),
        ({"resolution": 224, "pretrain": "imagenet-21k", "distilled": "hard"}, True, True),
        ({"resolution": 256}, True, False),
        ({}, True, False),
        ({"resolution": 224, "base": "DeiT-S"}, False, False),
        ({"resolution": 224, "dataset": "cifar-10"}, False, False),
        ({"resolution": 224, "evaluation": "knn"}, True, True),
    ],
)
def test_siblings_lend_their_cost(sibling: dict[str, Any], params: bool, gmacs: bool) -> None:
    """A result without cost takes that of another recipe of the same model, compute at the same image size alone."""
    lacking = reading(top1=78, resolution=224, epochs=300)
    other = reading(**{"at": "row 2", "epochs": 600, "params_m": "5.6", **MACS, **sibling})
    wanted = (("5.6", "reported") if params else None, ("1.1", "reported") if gmacs else None)
    assert costs(lacking, other)[0] == wanted


@pytest.mark.parametrize(
    ("one_form", "other_form", "lends"),
    [
        (None, "deploy", True),
        ("deploy", None, True),
        ("deploy", "deploy", True),
        ("train", "deploy", False),
        ("deploy", "train", False),
    ],
)
def test_forms_do_not_lend_to_each_other(one_form: str | None, other_form: str | None, lends: bool) -> None:
    """The cost of one form of a model is not that of the other; a form that nobody tells may be either."""
    lacking = reading(top1=78, resolution=224, epochs=300, form=one_form)
    other = reading(epochs=600, resolution=224, form=other_form, params_m="5.6", **MACS)
    assert (costs(lacking, other)[0] != (None, None)) is lends


def test_siblings_of_less_standing_lend_too() -> None:
    """A quoted cost stands in where the authors report none, and says that it is quoted."""
    lacking = reading(top1=78, resolution=224, epochs=300)
    other = reading(epochs=600, resolution=224, params_m="5.6", kind="quoted", **MACS)
    assert costs(lacking, other)[0] == (("5.6", "quoted"), ("1.1", "quoted"))


def test_counts_stand_in_where_nobody_reports() -> None:
    """Counted parameters and compute stand in last, and say so."""
    counted = counts(model_count())
    assert costs(reading(top1=78, resolution=224), counted=counted) == [(("5.578632", "counted"), ("1.102", "counted"))]
    assert costs(reading(top1=78, resolution=224, params_m="5.4"), counted=counted) == [
        (("5.4", "reported"), ("1.102", "counted"))
    ]
    figure = one(reading(top1=78, resolution=224), counted=counted).params_m
    assert figure is not None
    assert (figure.told, figure.reading) == ((), None)


@pytest.mark.parametrize(
    ("values", "params", "gmacs"),
    [
        ({"resolution": 224}, True, True),
        ({"resolution": 256}, True, False),
        ({}, True, False),
        ({"resolution": 224, "base": "DeiT-S"}, False, False),
        ({"resolution": 224, "setting": {"tokens": 98}}, False, False),
        ({"resolution": 224, "dataset": "cifar-10"}, False, False),
        ({"resolution": 224, "kind": "quoted"}, True, True),
        ({"resolution": 224, "exactness": "plot"}, True, True),
        ({"resolution": 224, "status": "disputed", "reason": "r"}, True, True),
    ],
)
def test_counts_are_of_the_plain_model(values: dict[str, Any], params: bool, gmacs: bool) -> None:
    """A count is of the variant's own model with 1,000 classes, at a counted size, whoever tells the accuracy."""
    ((of_params, of_gmacs),) = costs(reading(top1=78, **values), counted=counts(model_count()))
    assert (of_params is not None, of_gmacs is not None) == (params, gmacs)


@pytest.mark.parametrize(
    ("form", "params", "gmacs"), [(None, "7.3", "1.452"), ("train", "7.3", "1.452"), ("deploy", "6.81", "1.108")]
)
def test_the_deployed_form_is_counted_fused(form: str | None, params: str, gmacs: str) -> None:
    """A result that is fused for inference has the counts of the fused model, any other those of the model as built."""
    found = costs(reading(top1=78, resolution=224, form=form), counted=counts(FUSABLE))
    assert found == [((params, "counted"), (gmacs, "counted"))]


def test_without_a_link_nothing_is_counted() -> None:
    """A variant that no timm name stands for has no counts, and a reading's own weights are counted for it alone."""
    assert merged(reading(top1=78), counts=counts(model_count()))[0].params_m is None
    rows = (reading(top1=78, epochs=300, timm=MODEL), reading(top1=79, epochs=600))
    found = merged(*rows, counts=counts(model_count()))
    assert [shown(item.params_m) for item in found] == [("5.578632", "counted"), None]


@pytest.mark.parametrize(
    ("compute", "unit", "gmacs"),
    [
        ("2.2", "flops", "1.1"),
        ("2.204", "unstated", "1.102"),
        ("2.2", "macs", "2.2"),
        ("1.1", "flops", "1.1"),
        ("0.55", "flops", "0.55"),
        ("0.6", "flops", "0.6"),
        ("1.3", "flops", "1.3"),
        ("1.9", "flops", "0.95"),
        ("1.8", "flops", "1.8"),
    ],
)
def test_compute_is_halved_only_when_twice_the_count(compute: str, unit: str, gmacs: str) -> None:
    """Compute counts as multiply-adds but where it is twice the count, and is not called MACs."""
    found = one(reading(top1=78, resolution=224, compute_g=compute, compute_unit=unit), counted=counts(model_count()))
    assert shown(found.gmacs) == (gmacs, "reported")


@pytest.mark.parametrize("unit", ["macs", "flops", "unstated"])
def test_compute_that_was_not_counted_stays(unit: str) -> None:
    """Without a count, compute counts as multiply-adds whatever its unit is called, and keeps its digits."""
    assert shown(one(reading(compute_g="4.50", compute_unit=unit)).gmacs) == ("4.50", "reported")


def test_parameters_that_are_twice_the_count_are_no_compute() -> None:
    """What is said of parameters halves no compute."""
    values = reading(resolution=224, params_m="11.16", compute_g="1.1", compute_unit="flops")
    assert shown(one(values, counted=counts(model_count())).gmacs) == ("1.1", "reported")
