"""Timm names of records, and reported figures beside counted ones, as findings."""

from __future__ import annotations

import pytest

from lvkb.measured import Missing
from tests.conftest import MakeRoot
from tests.counted import MODEL, counts_file, model_count
from tests.samples import record, told


def linked(name: str, values: str = "top1: 70", identity: str = "a", **record_values: str) -> dict[str, str]:
    """Gives the file of a record whose one variant is linked to a timm name."""
    reading = f'{{source: paper, at: "Table 1", {values}}}'
    variants = f'[{{name: S, timm: "{name}", readings: [{reading}]}}]'
    return {f"papers/{identity}.yml": record(identity, variants=variants, **record_values)}


NO_TAG, OTHER_SPELLING = "has no tag.", "is not written as timm writes names."


@pytest.mark.parametrize(
    ("name", "what"),
    [
        (MODEL, ""),
        ("pebblevit_s", NO_TAG),
        ("hf-hub:flint/pebblevit", NO_TAG),
        ("PebbleViT_S.flint_in1k", OTHER_SPELLING),
        ("pebblevit-s.flint_in1k", OTHER_SPELLING),
        ("pebblevit_s.", OTHER_SPELLING),
        (".flint_in1k", OTHER_SPELLING),
        ("pebblevit_s.flint.in1k", OTHER_SPELLING),
        ("pebblevit_s.flint_in1k x", OTHER_SPELLING),
    ],
)
def test_names(name: str, what: str, make_root: MakeRoot) -> None:
    """A name is an architecture and a tag, in small letters, digits and underscores, and nothing else."""
    assert told(make_root(linked(name))) == ([f'LV604 S: timm: "{name}" {what}'] if what else [])


def test_names_of_readings(make_root: MakeRoot) -> None:
    """A name that a reading alone links is looked at as well."""
    assert told(make_root(linked(MODEL, "top1: 70, timm: pebblevit_s"))) == [f'LV604 S: timm: "pebblevit_s" {NO_TAG}']


def test_a_name_timm_does_not_know(make_root: MakeRoot) -> None:
    """A missing name is an error; it is not called uncounted besides."""
    missing = (Missing(model="pebblevit_x.y", reason="timm has no architecture pebblevit_x", near=(MODEL,)),)
    root = make_root(linked("pebblevit_x.y") | counts_file(missing=missing))
    what = 'timm has no "pebblevit_x.y": timm has no architecture pebblevit_x.'
    assert told(root) == [f"LV602 S: timm: {what}"]


def test_without_a_file_of_counts_nothing_is_missed(make_root: MakeRoot) -> None:
    """Where nothing was counted at all, uncounted links are no findings."""
    assert told(make_root(linked(MODEL))) == []


def test_an_uncounted_link_is_told_once(make_root: MakeRoot) -> None:
    """A name that stands on a variant and on its readings is called uncounted once."""
    root = make_root(linked(MODEL, f"top1: 70, timm: {MODEL}") | counts_file(model_count("other.x")))
    assert [line[:5] for line in told(root)] == ["LV609"]


@pytest.mark.parametrize(
    ("papers", "found"),
    [
        ((), False),
        (("2101.00001",), False),
        (("2101.00001v3", "2102.00002"), False),
        (("2110.00476",), False),
        (("2102.00002",), True),
        (("2110.00476", "2102.00002"), True),
    ],
)
def test_the_paper_that_timm_names(papers: tuple[str, ...], found: bool, make_root: MakeRoot) -> None:
    """A name that timm gives to other papers alone is an error; versions and works on training do not count."""
    files = linked(MODEL, arxiv='"2101.00001"', sources='{paper: {arxiv: "2101.00001v1", read: "2026-01-01"}}')
    root = make_root(files | counts_file(model_count(papers=papers)))
    assert [line[:5] for line in told(root)] == (["LV603"] if found else [])


def test_one_name_of_two_records(make_root: MakeRoot) -> None:
    """A name that two records link is an error on the second; one record may name it as often as it likes."""
    root = make_root(linked(MODEL, f"top1: 70, timm: {MODEL}") | linked(MODEL, identity="b"))
    assert told(root) == [f'LV603 S: timm: "{MODEL}" is linked by a too.']


@pytest.mark.parametrize(
    ("values", "codes"),
    [
        ("params_m: 5.6", []),
        ("params_m: 5.10", ["LV611"]),
        ("params_m: 5.07", ["LV605"]),
        ("params_m: 6.19", ["LV611"]),
        ("params_m: 6.20", ["LV605"]),
        ("params_m: 5", ["LV611"]),
        ("compute_g: 1.16, compute_unit: macs", ["LV611"]),
        ("compute_g: 1.4, compute_unit: macs", ["LV606"]),
        ("compute_g: 2.2, compute_unit: flops", ["LV607"]),
        ("params_m: 9.9, compute_g: 2.2, compute_unit: flops", ["LV605", "LV607"]),
        ("params_m: 9.9, kind: quoted", []),
    ],
)
def test_figures(values: str, codes: list[str], make_root: MakeRoot) -> None:
    """Figures up to 10 per cent off, or with digits cut off, are hints; farther ones are warnings."""
    root = make_root(linked(MODEL, values) | counts_file(model_count()))
    assert [line[:5] for line in told(root)] == codes


@pytest.mark.parametrize(
    ("counted", "code"), [(5_500_000, "LV611"), (5_500_001, "LV605"), (4_500_000, "LV611"), (4_499_999, "LV605")]
)
def test_ten_per_cent_on_the_very_edge(counted: int, code: str, make_root: MakeRoot) -> None:
    """A count that is off by a tenth of the reported figure is near; the next one is not."""
    root = make_root(linked(MODEL, "params_m: 5.00") | counts_file(model_count(params=counted)))
    assert [line[:5] for line in told(root)] == [code]


@pytest.mark.parametrize(
    ("values", "figures", "words"),
    [
        (
            "params_m: 4.0",
            f"LV605 S: params_m: 4.0 M reported, 5.58 M counted on {MODEL}",
            "counted parameters 39.5 % above the reported",
        ),
        (
            "params_m: 5",
            f"LV611 S: params_m: 5 M reported, 5.58 M counted on {MODEL}",
            "counted parameters 11.6 % above the reported, as if digits had been cut off",
        ),
        (
            "compute_g: 1.4, compute_unit: macs",
            f"LV606 S: compute_g: 1.4 G reported, 1.10 G counted on {MODEL} at 224 pixels",
            "counted compute 21.3 % below the reported",
        ),
        (
            "compute_g: 2.2, compute_unit: flops",
            f"LV607 S: compute_g: 2.2 G reported, 1.10 G counted on {MODEL} at 224 pixels",
            "counted 0.50 times the reported compute: one of them takes a multiply-add for two",
        ),
    ],
)
def test_both_figures_are_told(values: str, figures: str, words: str, make_root: MakeRoot) -> None:
    """A finding says both figures with their unit, and the size of the image where the figure depends on it."""
    assert told(make_root(linked(MODEL, values) | counts_file(model_count()))) == [f"{figures}: {words}."]


@pytest.mark.parametrize(
    ("values", "figures", "words"),
    [
        (
            "params_m: 5.0",
            f"LV610 S: params_m: 5.0 M reported, 5.58 M (fused 5.00 M) counted on {MODEL}",
            "parameters fused for inference",
        ),
        (
            "compute_g: 0.9, compute_unit: macs",
            f"LV610 S: compute_g: 0.9 G reported, 1.10 G (fused 0.900 G) counted on {MODEL} at 224 pixels",
            "compute fused for inference",
        ),
    ],
)
def test_the_fused_figure_is_told_where_it_is_another(
    values: str, figures: str, words: str, make_root: MakeRoot
) -> None:
    """A figure of the model as built is followed by that after re-parameterisation, if that differs."""
    count = model_count(fused=5_000_000, sizes=((224, 1_102_000_000, 900_000_000),))
    assert told(make_root(linked(MODEL, values) | counts_file(count))) == [f"{figures}: {words}."]
