"""timm's own evaluations: joined to the variants that link to the weights, and never taken for what authors report."""

from __future__ import annotations

import pytest

from lvkb.render.figure_texts import throughput_text
from lvkb.render.workspace_json import workspace_json
from lvkb.results.evaluations import device_name, evaluations, is_distilled, pretraining, weights
from lvkb.results.protocol import protocol_of
from lvkb.results.standing import is_comparable
from lvkb.views import coverage
from lvkb.views.disagreements import disagreements
from lvkb.views.picks import picks
from lvkb.views.ranking import Conditions, candidates
from lvkb.views.representative import representative
from lvkb.views.totals import totals
from lvkb.views.workspace import workspace
from tests.evaluated import LINK, PAPER, TIMM
from tests.invented import results

FOUND = tuple(evaluations(TIMM, PAPER))


def test_a_variant_has_the_evaluations_of_all_its_weights() -> None:
    """The variant's own name comes first, then those of its readings, each once, by size; other models are left out."""
    assert weights(PAPER.variants[0]) == ("a_s.fb_in1k", "a_s.fb_dist_in1k")
    assert [(item.variant.name, item.result.model, item.result.size, item.url) for item in FOUND] == [
        ("A-S", "a_s.fb_in1k", 224, f"{LINK}#L2"),
        ("A-S", "a_s.fb_in1k", 288, f"{LINK}#L3"),
        ("A-S", "a_s.fb_dist_in1k", 256, f"{LINK}#L4"),
    ]
    assert list(evaluations(None, PAPER)) == []


def test_they_are_readings_of_kind_timm() -> None:
    """Digits are timm's, the place is the line of its file, and protocol is what the tag surely says."""
    first, _, distilled = FOUND
    reading = first.reading
    assert (reading.kind, reading.source, reading.at) == ("timm", "timm", "results-imagenet.csv, line 2")
    figures = (reading.top1, reading.top5, reading.params_m, reading.resolution)
    assert [str(figure) for figure in figures] == ["99.100", "99.90", "5.10", "224"]
    assert (reading.timm, reading.compute_g) == ("a_s.fb_in1k", None)
    speeds = [throughput_text(speed) for speed in first.throughputs.values()]
    assert speeds == ["2714.20 images/s on RTX 4090 (batch 1024, amp, PyTorch 2.9.1)"]
    assert (reading.pretrain, reading.distilled) == ("none", None)
    assert (distilled.reading.pretrain, distilled.reading.distilled) == ("none", "unstated")


def test_their_setups_are_their_own() -> None:
    """No setup holds both a reported reading and one of timm's."""
    theirs = [protocol_of(item.reading).setup for item in FOUND]
    assert [str(item) for item in theirs] == [
        "timm: imagenet-1k / distillation unknown / 224",
        "timm: imagenet-1k / distillation unknown / 256",
        "timm: imagenet-1k / distilled / 256",
    ]
    assert not {protocol_of(reading).setup for _, reading in PAPER.readings()} & set(theirs)


def test_nothing_that_looks_at_reported_readings_sees_them() -> None:
    """Pages, rankings, coverage, disagreements and totals are as if timm had published nothing."""
    given, without = results(PAPER, timm=TIMM), results(PAPER)
    assert not any(is_comparable(item.reading) for item in FOUND)
    best = representative(PAPER, given.merged["a"])
    assert best is not None
    assert str(best.top1 and best.top1.value) == "70.0"
    assert [pick.best for pick in picks(given.results)] == [()] + [(given.merged["a"][0],)] * 3
    assert [item.reading for item in given.readings] == [reading for _, reading in PAPER.readings()]
    assert [str(entry.top1) for entry in candidates(given.results, Conditions(None, None, None, None))] == [
        "70.0",
        "71.0",
        "72.0",
    ]
    assert workspace_json(workspace(given)) == workspace_json(workspace(without))
    assert coverage.families(given.catalog) == coverage.families(without.catalog)
    assert coverage.source_kinds(given.catalog) == coverage.source_kinds(without.catalog)
    assert (coverage.gaps(given), coverage.setups(given)) == (coverage.gaps(without), coverage.setups(without))
    assert list(disagreements(given.results)) == []
    assert totals(given)._replace(timm_evaluations=0) == totals(without)
    assert totals(given).timm_evaluations == 3


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
