"""Reported figures against counted ones."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lvkb.measured import ModelCount, SizeCount
from lvkb.records import Variant
from lvkb.results.explanations import explain
from lvkb.results.judge import Judge
from lvkb.results.verdicts import Judgement, VariantVerdict
from lvkb.subject.agreement import RANKS, Verdict
from tests.counted import MODEL, counts, model_count
from tests.invented import paper, reading, results, variant

FUSABLE = model_count(params=7_300_000, fused=6_810_000, sizes=((224, 1_452_000_000, 1_108_000_000),))


def judged(count: ModelCount, **values: str | int) -> tuple[Judgement, ...]:
    """Gives the judgements on a reading of a variant that is linked to the counted model."""
    one = reading(**values)
    return Judge(counts(count)).reading(variant("S", one, timm=MODEL), one)


def variant_verdict(one: Variant, *models: ModelCount) -> VariantVerdict:
    """Gives the verdict on a variant by the counts of models."""
    return results(paper("a", one), counts=counts(*models)).verdicts["a", one.name]


@pytest.mark.parametrize(
    ("printed", "verdict"),
    [
        ("5.6", Verdict.AGREES),
        ("5.58", Verdict.AGREES),
        ("5.5", Verdict.AGREES),
        ("5.69", Verdict.AGREES),
        ("5.70", Verdict.MISMATCH),
        ("5.46", Verdict.MISMATCH),
        ("6", Verdict.AGREES),
        ("5", Verdict.MISMATCH),
    ],
)
def test_parameters_match_within_two_per_cent_or_rounding(printed: str, verdict: Verdict) -> None:
    """5.578632 M are what 5.6, 5.5 and 6 are rounded from, or within 2 per cent of it; 5 and 5.70 are not."""
    assert [item.verdict for item in judged(model_count(), params_m=printed)] == [verdict]


@pytest.mark.parametrize(
    ("printed", "counted", "matches"),
    [
        ("50.0", 49_000_000, True),
        ("50.0", 48_999_999, False),
        ("50.0", 51_000_000, True),
        ("50.0", 51_000_001, False),
        ("5", 4_500_000, True),
        ("5", 4_499_999, False),
        ("5", 5_500_000, True),
        ("5", 5_500_001, False),
        ("0.1", 150_000, True),
        ("0.1", 150_001, False),
        ("0.10", 105_000, True),
        ("0.10", 105_001, False),
    ],
)
def test_a_match_holds_on_its_very_edge(printed: str, counted: int, matches: bool) -> None:
    """A count is off by at most 2 per cent of the printed figure, or by half a unit of its last digit."""
    wanted = Verdict.AGREES if matches else Verdict.MISMATCH
    assert [item.verdict for item in judged(model_count(params=counted), params_m=printed)] == [wanted]


@pytest.mark.parametrize(
    ("counted", "is_twice"),
    [
        (429_999_999, False),
        (430_000_000, True),
        (580_000_000, True),
        (580_000_001, False),
        (1_699_999_999, False),
        (1_700_000_000, True),
        (2_300_000_000, True),
        (2_300_000_001, False),
    ],
)
def test_a_factor_of_two_holds_on_its_very_edge(counted: int, is_twice: bool) -> None:
    """Counted compute from 0.43 to 0.58, or from 1.7 to 2.3 times the reported one, is in another unit."""
    count = model_count(sizes=((224, counted),))
    (item,) = judged(count, compute_g="1.000", compute_unit="flops", resolution=224)
    assert item.verdict is (Verdict.FACTOR_TWO if is_twice else Verdict.MISMATCH)


def test_parameters_have_no_factor_of_two() -> None:
    """Parameters that are half of the counted ones do not fit; they have neither size nor operations beside them."""
    (item,) = judged(model_count(params=10_000_000), params_m="5.0")
    assert (item.verdict, item.norms, item.size, item.fits_at) == (Verdict.MISMATCH, 0, None, None)


def test_what_was_not_counted_has_no_count() -> None:
    """A figure beside which nothing was counted has the count 0, whatever form it is of."""
    for form in ({}, {"form": "deploy"}):
        (item,) = judged(model_count("other.x"), params_m="5.0", **form)
        assert (item.verdict, item.is_fused, item.counted, item.ratio) == (Verdict.NOT_COUNTED, False, 0, Decimal(0))


@pytest.mark.parametrize(
    ("form", "printed", "verdict"),
    [
        ("", "7.3", Verdict.AGREES),
        ("", "6.8", Verdict.FUSED_ONLY),
        ("deploy", "6.8", Verdict.AGREES),
        ("deploy", "7.3", Verdict.MISMATCH),
        ("train", "7.3", Verdict.AGREES),
        ("train", "6.8", Verdict.MISMATCH),
    ],
)
def test_a_stated_form_is_held_to(form: str, printed: str, verdict: Verdict) -> None:
    """A reading that states its form is held against that form; one that does not may fit either."""
    values = {"form": form} if form else {}
    assert [item.verdict for item in judged(FUSABLE, params_m=printed, **values)] == [verdict]


@pytest.mark.parametrize(
    ("form", "printed", "counted"),
    [
        ("", "7.3", 7_300_000),
        ("", "6.8", 6_810_000),
        ("", "7.1", 7_300_000),
        ("", "7.055", 7_300_000),
        ("", "7.054", 6_810_000),
        ("", "6.9", 6_810_000),
        ("", "7.2", 7_300_000),
        ("", "6.5", 6_810_000),
        ("deploy", "7.3", 6_810_000),
        ("train", "6.8", 7_300_000),
    ],
)
def test_the_count_beside_a_figure_is_the_one_that_the_verdict_rests_on(form: str, printed: str, counted: int) -> None:
    """A stated form is the one that counts; without, the form that fits, and where none does, the nearer one."""
    (item,) = judged(FUSABLE, params_m=printed, **({"form": form} if form else {}))
    assert (item.counted, item.is_fused) == (counted, counted == 6_810_000)


def test_a_stated_form_is_told_of_in_words() -> None:
    """A figure of the other form is not said to differ by nothing."""
    (item,) = judged(FUSABLE, params_m="7.3", form="deploy")
    assert (item.verdict, explain(item)) == (Verdict.MISMATCH, "counted parameters 6.7 % below the reported")


@pytest.mark.parametrize(
    ("printed", "resolution", "verdict", "fits_at"),
    [
        ("1.1", "224", Verdict.AGREES, None),
        ("1.1", "", Verdict.AGREES, None),
        ("1.44", "256", Verdict.AGREES, None),
        ("1.44", "224", Verdict.OTHER_SIZE, 256),
        ("1.44", "", Verdict.OTHER_SIZE, 256),
        ("1.10", "256", Verdict.OTHER_SIZE, 224),
        ("1.10", "320", Verdict.OTHER_SIZE, 224),
        ("9.99", "320", Verdict.NOT_COUNTED, None),
        ("2.2", "224", Verdict.FACTOR_TWO, None),
        ("0.551", "224", Verdict.FACTOR_TWO, None),
        ("2.0", "224", Verdict.FACTOR_TWO, None),
        ("1.9", "224", Verdict.FACTOR_TWO, None),
        ("1.8", "224", Verdict.MISMATCH, None),
        ("1.3", "224", Verdict.MISMATCH, None),
        ("0.6", "224", Verdict.FACTOR_TWO, None),
        ("0.7", "224", Verdict.MISMATCH, None),
    ],
)
def test_compute(printed: str, resolution: str, verdict: Verdict, fits_at: int | None) -> None:
    """Compute is judged at the reading's image size or the model's own, then at others, then by a factor of two."""
    count = model_count(sizes=((224, 1_102_000_000), (256, 1_439_000_000)))
    size = {"resolution": resolution} if resolution else {}
    (item,) = judged(count, compute_g=printed, compute_unit="flops", **size)
    assert (item.verdict, item.fits_at) == (verdict, fits_at)


def test_twice_the_count_goes_before_another_size() -> None:
    """A figure that is twice the count is no other size, also when the count at another size is near."""
    count = model_count(sizes=((224, 1_000_000_000), (320, 2_010_000_000)))
    (item,) = judged(count, compute_g="2.00", compute_unit="flops", resolution="224")
    assert item.verdict is Verdict.FACTOR_TWO


@pytest.mark.parametrize(("printed", "other"), [("2.00", 2_010_000_000), ("1.60", 1_610_000_000)])
def test_twice_either_form_goes_before_another_size(printed: str, other: int) -> None:
    """A figure that is twice that of one form is no other size, whatever the other form costs."""
    count = model_count(sizes=((224, 1_000_000_000, 800_000_000), (320, other, other)))
    (item,) = judged(count, compute_g=printed, compute_unit="flops", resolution=224)
    assert item.verdict is Verdict.FACTOR_TWO


def test_another_size_goes_before_a_factor_that_is_near_two() -> None:
    """A figure that fits another size is of that size, also when it is not far from twice the count."""
    count = model_count(sizes=((224, 1_000_000_000), (320, 1_900_000_000)))
    (item,) = judged(count, compute_g="1.90", compute_unit="flops", resolution=224)
    assert (item.verdict, item.fits_at, item.size, item.counted) == (Verdict.OTHER_SIZE, 320, 224, 1_000_000_000)


def test_the_first_other_size_that_fits_is_told() -> None:
    """Of several other sizes that fit, the first one counted is told; a size that was not counted shows its count."""
    count = model_count(sizes=((224, 1_000_000_000), (256, 1_300_000_000), (288, 1_310_000_000)))
    for resolution, size in ((224, 224), (512, 256)):
        (item,) = judged(count, compute_g="1.30", compute_unit="flops", resolution=resolution)
        assert (item.verdict, item.fits_at, item.size) == (Verdict.OTHER_SIZE, 256, size)


@pytest.mark.parametrize(
    ("printed", "form", "verdict"),
    [
        ("2.904", "", Verdict.FACTOR_TWO),
        ("2.216", "", Verdict.FACTOR_TWO),
        ("2.904", "deploy", Verdict.MISMATCH),
        ("2.216", "deploy", Verdict.FACTOR_TWO),
        ("1.108", "", Verdict.FUSED_ONLY),
        ("1.108", "deploy", Verdict.AGREES),
    ],
)
def test_compute_of_both_forms(printed: str, form: str, verdict: Verdict) -> None:
    """Compute may be of either form, or twice that of either, unless the reading states its form."""
    values = {"form": form} if form else {}
    (item,) = judged(FUSABLE, compute_g=printed, compute_unit="flops", resolution=224, **values)
    assert item.verdict is verdict


def test_other_weights_of_an_architecture_that_were_counted_first() -> None:
    """Of several weights of an architecture the first counted ones serve for those that were not."""
    first, second = model_count("pebblevit_s.a", params=1_000_000), model_count("pebblevit_s.b", params=2_000_000)
    judge = Judge(counts(first, second))
    assert [judge.count(name) for name in ("pebblevit_s.x", "pebblevit_s.b", "pebblevit_b.a")] == [first, second, None]


def test_norm_operations_may_be_counted() -> None:
    """A figure that includes the operations of normalisation layers, as some tools count, matches."""
    cost = SizeCount(size=224, macs=1_000_000_000, macs_fused=1_000_000_000, norms=40_000_000)
    (item,) = judged(model_count().model_copy(update={"sizes": (cost,)}), compute_g="1.04", compute_unit="macs")
    assert (item.verdict, item.counted, item.norms) == (Verdict.AGREES, 1_000_000_000, 40_000_000)


def test_norm_operations_of_the_fused_form() -> None:
    """The operations of normalisation layers may stand in the figure of the fused form too."""
    cost = SizeCount(size=224, macs=2_000_000_000, macs_fused=1_000_000_000, norms=40_000_000)
    (item,) = judged(model_count().model_copy(update={"sizes": (cost,)}), compute_g="1.04", compute_unit="macs")
    assert (item.verdict, item.counted) == (Verdict.FUSED_ONLY, 1_000_000_000)


@pytest.mark.parametrize(
    "values",
    [
        {"kind": "quoted"},
        {"kind": "measured"},
        {"kind": "timm"},
        {"exactness": "plot"},
        {"status": "disputed", "reason": "r"},
        {"base": "DeiT-S"},
        {"dataset": "cifar-100"},
    ],
)
def test_only_the_authors_own_figures_are_judged(values: dict[str, str]) -> None:
    """Quoted, measured, plotted and disputed figures are not judged, nor those of another model or another head."""
    assert judged(model_count(), params_m="9", **values) == ()


def test_a_reading_is_held_against_its_own_weights() -> None:
    """A reading that names weights is judged by their model, another by that of the variant."""
    other = model_count("gravelnet_b.x", params=9_000_000)
    one, two = reading(params_m="9.0", timm="gravelnet_b.x"), reading(params_m="9.0")
    found = variant_verdict(variant("S", one, two, timm=MODEL), model_count(), other)
    assert [item.verdict for item in found.judged] == [Verdict.AGREES, Verdict.MISMATCH]


def test_other_weights_of_an_architecture_serve() -> None:
    """Where weights were not counted, other weights of the same architecture tell the figures."""
    one = reading(params_m="5.6")
    found = variant_verdict(variant("S", one, timm="pebblevit_s.other"), model_count())
    assert [item.verdict for item in found.judged] == [Verdict.AGREES]


@pytest.mark.parametrize(
    ("timm", "values", "worst"),
    [
        (None, {"params_m": "5.6"}, Verdict.NOT_IN_TIMM),
        (MODEL, {"top1": "70"}, Verdict.NOTHING),
        ("gravelnet_b.x", {"top1": "70"}, Verdict.NOT_COUNTED),
        ("gravelnet_b.x", {"params_m": "5.6"}, Verdict.NOT_COUNTED),
        (MODEL, {"params_m": "5.6", "compute_g": "1.3", "compute_unit": "macs"}, Verdict.MISMATCH),
        (MODEL, {"params_m": "5.6", "compute_g": "9", "compute_unit": "macs", "resolution": "512"}, Verdict.AGREES),
    ],
)
def test_a_variant_gets_the_worst_verdict(timm: str | None, values: dict[str, str], worst: Verdict) -> None:
    """The worse of parameters and compute counts; what could not be judged does not outweigh what could."""
    assert variant_verdict(variant("S", reading(**values), timm=timm), model_count()).verdict is worst


def test_without_counts_nothing_is_judged() -> None:
    """A catalogue without counted models gives `not counted`."""
    one = variant("S", reading(params_m="5.6"), timm=MODEL)
    assert results(paper("a", one)).verdicts["a", "S"].verdict is Verdict.NOT_COUNTED


def test_the_worst_of_a_quantity_is_the_first_of_equals() -> None:
    """Of several readings the farthest off speaks for a variant; equal ones keep the order of the record."""
    readings = tuple(reading(params_m=figure) for figure in ("5.6", "5", "9"))
    found = variant_verdict(variant("S", *readings, timm=MODEL), model_count())
    worst = found.worst("params")
    assert worst is not None
    assert (worst.reading, found.worst("compute")) == (readings[1], None)


@given(st.integers(50_000, 5 * 10**9), st.integers(0, 3))
def test_a_rounded_count_always_matches(params: int, digits: int) -> None:
    """Whatever is counted, the count rounded to any digits matches it."""
    printed = round(Decimal(params) / 10**6, digits)
    if printed:
        assert [item.verdict for item in judged(model_count(params=params), params_m=f"{printed:f}")] == [
            Verdict.AGREES
        ]


@given(st.decimals("0.06", "4000", places=2), st.integers(60_000, 4 * 10**9))
def test_verdict_agrees_with_the_ratio(printed: Decimal, params: int) -> None:
    """Figures within 2 per cent match; those off by more than half a unit of the last digit as well do not."""
    (item,) = judged(model_count(params=params), params_m=f"{printed:f}")
    off = abs(Decimal(params) / 10**6 - printed)
    is_near = off <= max(printed * Decimal("0.02"), Decimal("0.005"))
    assert (item.verdict is Verdict.AGREES) is is_near


def test_ranks_follow_the_list() -> None:
    """The order of the verdicts is the order of their weight."""
    assert sorted(Verdict, key=RANKS.__getitem__) == list(Verdict)
