"""Figures, settings, speeds and results in words."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from lvkb.measured import Counts
from lvkb.records import Protocol
from lvkb.render.figure_texts import (
    applied_text,
    compute_text,
    confirmed,
    counted,
    figure_text,
    latency_text,
    number,
    point_title,
    protocol_text,
    reported,
    rounded,
    setting_text,
    summary,
    throughput_text,
    told_count,
)
from lvkb.results import Result
from lvkb.results.verdicts import Judgement
from lvkb.views.counted_models import Correction
from tests.counted import MODEL, counts, model_count
from tests.invented import PLAIN, judged, merged, reading

FUSABLE = model_count(params=7_300_000, fused=6_810_000, sizes=((224, 1_452_000_000, 1_108_000_000),))


def one(given: Counts | None = None, **values: Any) -> Result:
    """Gives the result of one reading, of a linked variant when counts are given."""
    (found,) = merged(reading(**values), timm=MODEL if given else None, counts=given)
    return found


def judgement(given: Counts, **values: Any) -> Judgement:
    """Gives the judgement on the one figure of a reading."""
    ((item,),) = (found.judgements for found in judged(reading(**values), timm=MODEL, counts=given))
    return item


@pytest.mark.parametrize(
    ("value", "text"),
    [(None, ""), (0, "0"), (224, "224"), (Decimal("78.30"), "78.30"), (Decimal("1E+2"), "100"), (Decimal(0), "0")],
)
def test_numbers_keep_their_digits(value: Decimal | int | None, text: str) -> None:
    """A number is written with the digits of its source and without exponent; none is empty."""
    assert number(value) == text


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("0.9994", "0.999"),
        ("0.9996", "1.000"),
        ("1", "1.00"),
        ("1.005", "1.00"),
        ("5.578632", "5.58"),
        ("0.1", "0.100"),
    ],
)
def test_counts_are_rounded(value: str, text: str) -> None:
    """A counted figure has two decimals, three below 1."""
    assert rounded(Decimal(value)) == text


def test_a_counted_figure_is_marked() -> None:
    """A number that nobody reports is rounded and has a mark; a reported one stands as printed."""
    found = one(counts(model_count()), top1=78, params_m="5.60", resolution=224)
    assert (figure_text(found.params_m), figure_text(found.gmacs), figure_text(found.top5)) == ("5.60", "1.10*", "")


FULL_SETTING = {
    "training": "scratch",
    "tokens": 64,
    "exit_layer": 7,
    "threshold": "0.90",
    "merged_per_layer": 8,
    "keep_ratio": "0.70",
}


@pytest.mark.parametrize(
    ("setting", "text"),
    [
        (None, ""),
        ({"keep_ratio": "0.7"}, "keep ratio 0.7"),
        ({"training": "none"}, "off the shelf"),
        ({"tokens": 98, "training": "finetuned"}, "tokens 98, fine-tuned"),
        (
            FULL_SETTING,
            "keep ratio 0.70, merged per layer 8, threshold 0.90, exit after layer 7, tokens 64, trained from scratch",
        ),
    ],
)
def test_settings(setting: dict[str, Any] | None, text: str) -> None:
    """A setting is told in the order of its fields, with what its training was last."""
    assert setting_text(reading(setting=setting).setting) == text


ENTRY = {"source": "zoo", "at": "train.py", "basis": "code"}


@pytest.mark.parametrize(
    ("values", "text"),
    [
        ({}, ""),
        (
            {
                "form": "deploy",
                "epochs": "300",
                "teacher": ["R", "S"],
                "distilled": "hard",
                "pretrain": "jft",
                "train_resolution": "224",
                "resolution": "256",
            },
            "256 px, trained at 224 px, pre-trained on jft, distilled (hard) by R, S, 300 epochs, fused for inference",
        ),
        ({"distilled": "none", "pretrain": "none"}, "no pre-training, no distillation"),
        ({"distilled": "unstated", "teacher": ["regnet/RegNetY-16GF"]}, "distilled by RegNetY-16GF"),
        ({"teacher": ["ViT-B/16"]}, "teacher ViT-B/16"),
        ({"teacher": ["R"], "epochs": "90"}, "teacher R, 90 epochs"),
    ],
)
def test_protocols_of_a_record(values: dict[str, Any], text: str) -> None:
    """What a protocol tells is told in the order of the columns of readings."""
    assert protocol_text(Protocol.model_validate(ENTRY | values)) == text


def test_what_a_method_is_applied_to() -> None:
    """The base comes before the setting; either may be missing."""
    setting = reading(setting={"keep_ratio": "0.7"}).setting
    texts = [applied_text(base, known) for base in ("DeiT-S", None) for known in (setting, None)]
    assert texts == ["DeiT-S, keep ratio 0.7", "DeiT-S", "keep ratio 0.7", ""]


SPEED = {"images_per_s": "1157.0", "device": "V100"}
LATENCY = {"ms": "0.90", "device": "iPhone 12"}


def test_speeds() -> None:
    """A speed has its device, and batch, precision, runtime and threads as far as they are told."""
    conditions = {"batch": 64, "precision": "fp32", "runtime": "CoreML", "threads": 4}
    inside = "(batch 64, fp32, CoreML, 4 threads)"
    full = reading(throughput={**SPEED, **conditions}, latency={**LATENCY, **conditions})
    assert throughput_text(full.throughput) == f"1157.0 images/s on V100 {inside}"
    assert latency_text(full.latency) == f"0.90 ms on iPhone 12 {inside}"
    bare = reading(throughput=SPEED, latency=LATENCY)
    assert (throughput_text(bare.throughput), latency_text(bare.latency)) == (
        "1157.0 images/s on V100",
        "0.90 ms on iPhone 12",
    )
    assert (throughput_text(None), latency_text(None)) == ("", "")


@pytest.mark.parametrize(("unit", "text"), [("macs", "4.50 G MACs"), ("flops", "4.50 G FLOPs"), ("unstated", "4.50 G")])
def test_compute_of_a_result(unit: str, text: str) -> None:
    """Compute is told in the unit that its source names."""
    assert compute_text(one(top1=78, compute_g="4.50", compute_unit=unit)) == text


def test_compute_that_was_halved() -> None:
    """A figure that is twice the count is not told in the unit of its source, which printed another number."""
    found = one(counts(model_count()), top1=78, resolution=224, compute_g="2.2", compute_unit="flops")
    assert compute_text(found) == "1.1 GMACs"


def test_compute_that_nobody_reports() -> None:
    """Counted compute is told in GMACs with its mark; unknown compute is not told."""
    assert compute_text(one(counts(model_count()), top1=78, resolution=224)) == "1.10* GMACs"
    assert compute_text(one(top1=78)) == ""


@pytest.mark.parametrize(
    ("values", "line"),
    [
        ({}, "83.1 % top-1 (A-S)"),
        (PLAIN, "83.1 % top-1, 224 px (A-S)"),
        (
            PLAIN | {"params_m": "22.0", "compute_g": "4.6", "compute_unit": "macs"},
            "83.1 % top-1, 22.0 M, 4.6 G MACs, 224 px (A-S)",
        ),
        (
            {"params_m": 22, "resolution": 224, "pretrain": "imagenet-21k", "distilled": "hard"},
            "83.1 % top-1, 22 M, 224 px, pre-trained on imagenet-21k, distilled (A-S)",
        ),
        ({"distilled": "unstated", "evaluation": "knn"}, "83.1 % top-1, distilled, k-NN (A-S)"),
        ({"evaluation": "linear-probe"}, "83.1 % top-1, linear probe (A-S)"),
        ({"evaluation": "zero-shot"}, "83.1 % top-1, zero-shot (A-S)"),
    ],
)
def test_a_result_in_a_line(values: dict[str, Any], line: str) -> None:
    """A line has accuracy, size, compute and pixels, and says what is not plain training."""
    assert summary(one(top1="83.1", **values)) == line


def test_a_line_of_counted_figures() -> None:
    """Counted figures are marked in a line too."""
    found = one(counts(model_count()), top1="78.30", **PLAIN)
    assert summary(found) == "78.30 % top-1, 5.58* M, 1.10* GMACs, 224 px (A-S)"


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"params_m": "5.6", "compute_g": "1.1", "compute_unit": "macs"}, "5.58 M, 1.10 GMACs: agrees"),
        ({"params_m": "5.6", "compute_g": "1.3", "compute_unit": "macs"}, "5.58 M, 1.10 GMACs: mismatch"),
        ({"params_m": 9, "compute_g": "1.1", "compute_unit": "macs"}, "5.58 M, 1.10 GMACs: mismatch"),
        ({"compute_g": "1.1", "compute_unit": "macs"}, "1.10 GMACs: agrees"),
        ({"params_m": 9}, "5.58 M: mismatch"),
        ({"params_m": 9, "kind": "quoted"}, ""),
        ({}, ""),
    ],
)
def test_counts_beside_a_result(values: dict[str, Any], words: str) -> None:
    """The line of a paper gets what was counted beside its result, and nothing where nothing was."""
    assert confirmed(one(counts(model_count()), top1=78, **PLAIN, **values)) == words


def test_counts_beside_the_shown_figure() -> None:
    """Of several readings of one result it is the shown figure that the count stands beside."""
    rows = (reading(top1=78, params_m=9, kind="quoted", **PLAIN), reading(source="zoo", params_m="5.6", **PLAIN))
    (found,) = merged(*rows, timm=MODEL, counts=counts(model_count()))
    assert confirmed(found) == "5.58 M: agrees"


def test_counts_that_are_not_there() -> None:
    """A reported figure that nothing was counted for is not confirmed."""
    values = {"top1": 78, "params_m": "5.6", "compute_g": 9, "compute_unit": "macs", "resolution": 512}
    assert confirmed(one(counts(model_count()), **values)) == "5.58 M: agrees"
    assert confirmed(one(counts(model_count("other.x")), **values)) == ""


def test_counts_of_the_fused_form_say_so() -> None:
    """A count of the fused form is marked beside a paper's result."""
    values = {"top1": 78, "params_m": "6.5", "compute_g": "1.1", "compute_unit": "macs", "form": "deploy"}
    assert confirmed(one(counts(FUSABLE), resolution=224, **values)) == "6.81 M fused, 1.11 GMACs fused: mismatch"


@pytest.mark.parametrize(
    ("values", "texts"),
    [
        ({"params_m": "5.60"}, ("5.60 M", "5.58 M", "5.58")),
        ({"compute_g": "1.1", "compute_unit": "flops"}, ("1.1 G", "1.10 G at 224 px", "1.10")),
        ({"compute_g": 9, "compute_unit": "flops", "resolution": 512}, ("9 G", "", "")),
    ],
)
def test_a_judgement_in_words(values: dict[str, Any], texts: tuple[str, str, str]) -> None:
    """Reported and counted figure have their units, counted compute its image size; what was not counted is empty."""
    item = judgement(counts(model_count()), **values)
    assert (reported(item), counted(item), told_count(item)) == texts


def test_a_fused_count_in_words() -> None:
    """The count of the fused form says so behind its unit."""
    item = judgement(counts(FUSABLE), params_m="6.8")
    assert (counted(item), told_count(item, "GB")) == ("6.81 M fused", "6.81 GB fused")


@pytest.mark.parametrize(
    ("values", "title"),
    [
        ({"params_m": "5.6"}, "A-S: 5.6 M reported, 5.58 M counted"),
        ({"params_m": 2}, "A-S: 2 M reported, 5.58 M counted, counted parameters 178.9 % above the reported"),
        (
            {"compute_g": "2.2", "compute_unit": "flops"},
            (
                "A-S: 2.2 G reported, 1.10 G counted, counted 0.50 times the reported compute:"
                " one of them takes a multiply-add for two"
            ),
        ),
    ],
)
def test_a_point_of_the_chart(values: dict[str, Any], title: str) -> None:
    """A point names variant and figures, and how they differ if they do."""
    (item,) = judged(reading(**values), timm=MODEL, counts=counts(model_count()))
    assert point_title(Correction(item.paper, item.variant, item.judgements[0])) == title
