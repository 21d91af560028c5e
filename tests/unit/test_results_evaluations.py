"""timm's own evaluations: joined to the variants that link to the weights, and never taken for what authors report."""

from __future__ import annotations

import csv
import json
from dataclasses import replace
from decimal import Decimal
from io import StringIO
from pathlib import Path

import pytest
from lvkb.results.setups import lane
from lvkb.views.best import best_light, picks
from lvkb.views.reading_rows import is_comparable, reading_rows, throughput_text

from lvkb.catalog import Catalog
from lvkb.exports import csv_text, json_text
from lvkb.measured import TimmResult, TimmResults, TimmSpeed
from lvkb.records import Paper
from lvkb.results.evaluations import device_name, evaluations, is_distilled, pretraining, weights
from lvkb.views import coverage
from lvkb.views.compare import compare_rows
from lvkb.views.disagreements import disagreements
from lvkb.views.timm_table import timm_table
from lvkb.views.totals import counts

COMMIT = "aa4b5850c1543fa488abf260f18390eda46cf85d"
LINK = f"https://github.com/huggingface/pytorch-image-models/blob/{COMMIT}/results/results-imagenet.csv"


def _result(model: str, size: int, top1: str, row: int, **speeds: TimmSpeed) -> TimmResult:
    return TimmResult(
        model=model,
        size=size,
        top1=top1,
        top5="99.90",
        params_m="5.10",
        crop_pct="0.950",
        interpolation="bicubic",
        row=row,
        speeds={key.replace("_", "-"): speed for key, speed in speeds.items()},
    )


RESULTS = TimmResults(
    commit=COMMIT,
    files={
        "imagenet": "results/results-imagenet.csv",
        "amp-rtx4090": "results/benchmark-infer-amp-nchw-pt291-cu128-4090.csv",
        "fp32-i9-10940x": "results/benchmark-infer-fp32-nchw-pt240-cpu-i9_10940x-dynamo.csv",
    },
    results=(
        _result("a_s.fb_dist_in1k", 256, "99.300", 4),
        _result("a_s.fb_in1k", 224, "99.100", 2, amp_rtx4090=TimmSpeed(images_per_s="2714.20", batch=1024, row=7)),
        _result(
            "a_s.fb_in1k",
            288,
            "99.200",
            3,
            amp_rtx4090=TimmSpeed(images_per_s="1000.50", batch=256, row=8),
            fp32_i9_10940x=TimmSpeed(images_per_s="9.75", batch=1, row=9),
        ),
        _result("b_s.in1k", 224, "99.900", 1),
    ),
)
PAPER = {
    "id": "a",
    "name": "A",
    "title": "A",
    "authors": ["Ada Bell"],
    "published": {"year": "2021"},
    "categories": ["x"],
    "annotation": {"idea": "i", "cheaper": "c", "limits": "l"},
    "sources": {"zoo": {"github": "a/b"}},
    "added": "2026-01-01",
    "variants": [
        {
            "name": "A-S",
            "timm": "a_s.fb_in1k",
            "readings": [
                {
                    "source": "zoo",
                    "at": "row 1",
                    "top1": "70.0",
                    "params_m": "5",
                    "resolution": "224",
                    "pretrain": "none",
                    "distilled": "none",
                    "timm": "a_s.fb_in1k",
                },
                {"source": "zoo", "at": "row 2", "top1": "71.0", "resolution": "256", "timm": "a_s.fb_dist_in1k"},
            ],
        },
        {"name": "A-B", "readings": [{"source": "zoo", "at": "row 3", "top1": "72.0"}]},
    ],
}


@pytest.fixture
def catalog() -> Catalog:
    """One paper whose first variant has weights of two recipes in timm, and timm's file of results."""
    paper = Paper.model_validate(PAPER)
    return Catalog(Path(), {paper.id: paper}, None, timm=RESULTS)


def test_a_variant_has_the_evaluations_of_all_its_weights(catalog: Catalog) -> None:
    """The variant's own name comes first, then those of its readings, each once, by size; other models are left out."""
    (paper,) = catalog.papers.values()
    assert weights(paper.variants[0]) == ("a_s.fb_in1k", "a_s.fb_dist_in1k")
    found = evaluations(catalog, paper)
    assert [(item.variant.name, item.result.model, item.result.size, item.url) for item in found] == [
        ("A-S", "a_s.fb_in1k", 224, f"{LINK}#L2"),
        ("A-S", "a_s.fb_in1k", 288, f"{LINK}#L3"),
        ("A-S", "a_s.fb_dist_in1k", 256, f"{LINK}#L4"),
    ]
    assert evaluations(replace(catalog, timm=None), paper) == ()


def test_they_are_readings_of_kind_timm(catalog: Catalog) -> None:
    """Digits are timm's, the place is the line of its file, and protocol is what the tag surely says."""
    (paper,) = catalog.papers.values()
    first, _, distilled = evaluations(catalog, paper)
    reading = first.reading
    assert (reading.kind, reading.source, reading.at) == ("timm", "timm", "results-imagenet.csv, line 2")
    figures = (reading.top1, reading.top5, reading.params_m, reading.resolution)
    assert [str(figure) for figure in figures] == ["99.100", "99.90", "5.10", "224"]
    assert (reading.timm, reading.compute_g) == ("a_s.fb_in1k", None)
    speeds = [throughput_text(speed) for speed in first.throughputs.values()]
    assert speeds == ["2714.20 images/s on RTX 4090 (batch 1024, amp, PyTorch 2.9.1)"]
    assert (reading.pretrain, reading.distilled) == ("none", None)
    assert (distilled.reading.pretrain, distilled.reading.distilled) == ("none", "unstated")


def test_their_lanes_are_their_own(catalog: Catalog) -> None:
    """No lane holds both a reported reading and one of timm's."""
    (paper,) = catalog.papers.values()
    theirs = [lane(item.reading) for item in evaluations(catalog, paper)]
    assert [str(item) for item in theirs] == [
        "timm: imagenet-1k / distillation unknown / 224",
        "timm: imagenet-1k / distillation unknown / 256",
        "timm: imagenet-1k / distilled / 256",
    ]
    assert not {lane(reading) for _, reading in paper.readings()} & set(theirs)
    assert not any(item.is_plain_224 for item in theirs)


def test_nothing_that_looks_at_reported_readings_sees_them(catalog: Catalog) -> None:
    """Best, picks, compare, coverage, disagreements and counts are as if timm had published nothing."""
    (paper,) = catalog.papers.values()
    without = replace(catalog, timm=None)
    assert not any(is_comparable(item.reading) for item in evaluations(catalog, paper))
    best = best_light(paper)
    assert best is not None
    assert best.top1 == "70.0"
    assert picks(catalog) == picks(without)
    assert reading_rows(catalog) == reading_rows(without)
    assert len(compare_rows(reading_rows(catalog)["a"])) == 3
    for view in (coverage.families, coverage.gaps, coverage.lanes, coverage.source_kinds):
        assert view(catalog) == view(without)
    assert list(disagreements(catalog)) == []
    assert counts(catalog)._replace(timm_evaluations=0) == counts(without)
    assert counts(catalog).timm_evaluations == 3


def test_table_of_a_page(catalog: Catalog) -> None:
    """The page has a column for each device, and empty cells where timm has no throughput."""
    (paper,) = catalog.papers.values()
    table = timm_table(catalog, paper)
    assert table is not None
    assert table.url == f"https://github.com/huggingface/pytorch-image-models/tree/{COMMIT}/results"
    assert table.devices == (
        ("RTX 4090", "amp, PyTorch 2.9.1"),
        ("Core i9-10940X", "fp32, PyTorch 2.4.0, compiled"),
    )
    assert [(line.result.size, line.result.crop_pct, line.speeds) for line in table.rows] == [
        (224, "0.950", ("2714.20", "")),
        (288, "0.950", ("1000.50", "9.75")),
        (256, "0.950", ("", "")),
    ]
    assert timm_table(replace(catalog, timm=None), paper) is None


def test_csv_marks_them(catalog: Catalog) -> None:
    """In CSV they follow the readings of their paper, with kind and status `timm` and the address of the line."""
    rows = list(csv.DictReader(StringIO(csv_text(catalog), newline="")))
    assert [row["kind"] for row in rows] == ["reported"] * 3 + ["timm"] * 3
    told = ("variant", "top1", "resolution", "lane", "timm", "source_kind", "source_url", "source_at", "status")
    assert [rows[3][column] for column in told] == [
        "A-S",
        "99.100",
        "224",
        "timm: imagenet-1k / distillation unknown / 224",
        "a_s.fb_in1k",
        "github",
        f"{LINK}#L2",
        "results-imagenet.csv, line 2",
        "timm",
    ]


def test_json_keeps_them_apart(catalog: Catalog) -> None:
    """In JSON they have a key of their own beside the variants, with throughputs and their conditions."""
    paper = json.loads(json_text(catalog), parse_float=Decimal)["papers"][0]
    assert [len(variant["readings"]) for variant in paper["variants"]] == [2, 1]
    assert [item["kind"] for item in paper["timm_evaluations"]] == ["timm"] * 3
    assert paper["timm_evaluations"][0] == {
        "variant": "A-S",
        "at": "results-imagenet.csv, line 2",
        "resolution": 224,
        "top1": Decimal("99.100"),
        "top5": Decimal("99.90"),
        "params_m": Decimal("5.10"),
        "pretrain": "none",
        "timm": "a_s.fb_in1k",
        "kind": "timm",
        "crop_pct": Decimal("0.950"),
        "interpolation": "bicubic",
        "throughputs": [
            {
                "device": "RTX 4090",
                "precision": "amp",
                "batch": 1024,
                "runtime": "PyTorch 2.9.1",
                "images_per_s": Decimal("2714.20"),
            }
        ],
        "link": f"{LINK}#L2",
    }
    assert "timm_evaluations" not in json.loads(json_text(replace(catalog, timm=None)))["papers"][0]


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("swin_tiny_patch4_window7_224.ms_in1k", "none"),
        ("caformer_s18.sail_in1k_384", "none"),
        ("repvit_m1_0.dist_450e_in1k", "none"),
        ("swin_tiny_patch4_window7_224.ms_in22k_ft_in1k", "imagenet-21k"),
        ("tiny_vit_5m_224.dist_in22k_ft_in1k", "imagenet-21k"),
        ("vit_tiny_patch16_384.augreg_in21k_ft_in1k", "imagenet-21k"),
        ("convnext_tiny.in12k_ft_in1k_384", "imagenet-12k"),
        ("mixer_b16_224.goog_in21k_ft_in1k", None),
        ("hiera_tiny_224.mae_in1k_ft_in1k", None),
        ("tf_efficientnet_b0.ns_jft_in1k", None),
        ("eva02_tiny_patch14_336.mim_in22k_ft_in1k", None),
        ("convnextv2_nano.fcmae_ft_in22k_in1k", None),
        ("resmlp_12_224.fb_dino", None),
        ("coatnet_0_224.untrained", None),
        ("swin_tiny_patch4_window7_224", None),
    ],
)
def test_pretraining_is_what_the_tag_surely_says(name: str, data: str | None) -> None:
    """Plain supervised tags tell their data; a word that may stand for more data or no labels tells nothing."""
    assert pretraining(name) == data


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("repvit_m1_0.dist_450e_in1k", True),
        ("deit_tiny_distilled_patch16_224.fb_in1k", True),
        ("edgenext_small.usi_in1k", True),
        ("efficientvim_m1_dist.in1k", True),
        ("volo_d1_224.sail_in1k", False),
    ],
)
def test_distillation_is_what_the_name_says(name: str, said: bool) -> None:
    """A teacher is known where architecture or tag names one; without a word it stays unknown."""
    assert is_distilled(name) is said


@pytest.mark.parametrize(
    ("device", "name"),
    [
        ("rtx4090", "RTX 4090"),
        ("i9-10940x", "Core i9-10940X"),
        ("pro6000maxq", "RTX PRO 6000 Max-Q"),
        ("tpu-v9", "tpu-v9"),
    ],
)
def test_devices_have_readable_names(device: str, name: str) -> None:
    """Devices of timm's file names are written as their makers do; unknown ones stay as they are."""
    assert device_name(device) == name
