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


@pytest.mark.parametrize(
    ("name", "codes"),
    [
        (MODEL, []),
        ("pebblevit_s", ["LV604"]),
        ("PebbleViT_S.flint_in1k", ["LV604"]),
        ("pebblevit-s.flint_in1k", ["LV604"]),
        ("pebblevit_s.", ["LV604"]),
        (".flint_in1k", ["LV604"]),
        ("pebblevit_s.flint.in1k", ["LV604"]),
        ("hf-hub:flint/pebblevit", ["LV604"]),
        ("pebblevit_s.flint_in1k x", ["LV604"]),
    ],
)
def test_names(name: str, codes: list[str], make_root: MakeRoot) -> None:
    """A name is an architecture and a tag, in small letters, digits and underscores, and nothing else."""
    assert [line[:5] for line in told(make_root(linked(name)))] == codes


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
