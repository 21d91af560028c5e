"""Results as HTML."""

from __future__ import annotations

from typing import Any

import pytest

from lvkb.render.result_cells import accuracy_html, cells_html, cost_html, parts_html, printed, recipe_html, work_html
from lvkb.results import Result
from lvkb.views.evidence import evidence
from lvkb.views.result_columns import RESULT_COLUMNS
from tests.counted import MODEL, counts, model_count
from tests.invented import PLAIN, merged, reading

HELD = {"deit", "regnet"}
UP = "../../"
DASH = "\N{EN DASH}"


def one(**values: Any) -> Result:
    """Gives the result of one reading."""
    (found,) = merged(reading(**values))
    return found


def test_marks_tell_what_they_stand_for() -> None:
    """The mark behind a figure has its meaning as title; a plain figure has none."""
    (told,) = merged(reading(top1="78.0", params_m=5), reading(source="zoo", at="T", top1="78.5", params_m=5))
    assert accuracy_html(told.top1) == (
        '78.0<abbr title="the authors&#x27; sources tell 78.0 to 78.5">\N{NOT EQUAL TO}</abbr>'
    )
    assert cost_html(told.params_m) == "5"
    assert cost_html(told.gmacs) == f'<abbr title="no published figure">{DASH}</abbr>'
    (found,) = merged(reading(top1=78, resolution=224), timm=MODEL, counts=counts(model_count()))
    assert cost_html(found.gmacs) == '1.10<abbr title="counted by us, since no source tells it">*</abbr>'


@pytest.mark.parametrize(
    ("work", "html"),
    [
        ("deit/DeiT-S", '<a href="../../papers/deit/">DeiT-S</a>'),
        ("deit", '<a href="../../papers/deit/">deit</a>'),
        ("gone/DeiT-S", "gone/DeiT-S"),
        ("ViT-B/16 <b>", "ViT-B/16 &lt;b&gt;"),
        ("deit/S$^2$<i>", '<a href="../../papers/deit/">S\N{SUPERSCRIPT TWO}&lt;i&gt;</a>'),
    ],
)
def test_works(work: str, html: str) -> None:
    """A work that the catalogue holds is a link to its page under the model's name; any other is its text."""
    assert work_html(work, HELD, UP) == html


@pytest.mark.parametrize(
    ("values", "html"),
    [
        (PLAIN | {"epochs": 300}, "300 epochs, no pre-training, no distillation"),
        ({}, '<span class="meta">not stated: image size, pre-training, distillation</span>'),
        (
            PLAIN | {"distilled": "hard", "teacher": ["regnet/RegNetY", "<X>"]},
            'no pre-training, distilled (hard) by <a href="../../papers/regnet/">RegNetY</a>, &lt;X&gt;',
        ),
        (PLAIN | {"distilled": "unstated"}, "no pre-training, distilled"),
        (
            PLAIN | {"pretrain": "imagenet-21k", "train_resolution": 160, "form": "deploy"},
            "trained at 160 px, pre-trained on imagenet-21k, no distillation, fused for inference",
        ),
        (
            PLAIN | {"base": "deit/DeiT-S", "setting": {"keep_ratio": "0.7"}, "form": "train"},
            (
                "no pre-training, no distillation, as trained, applied to "
                '<a href="../../papers/deit/">DeiT-S</a>, keep ratio 0.7'
            ),
        ),
        (
            {"resolution": 224, "pretrain": "none", "dataset": "imagenet-v2", "evaluation": "knn"},
            'on imagenet-v2, k-NN, no pre-training; <span class="meta">not stated: distillation</span>',
        ),
    ],
)
def test_recipes(values: dict[str, Any], html: str) -> None:
    """A protocol is told in words, in one order; what decides on the setup and no source tells is named last."""
    assert recipe_html(one(top1=78, **values).protocol, HELD, UP) == html


@pytest.mark.parametrize(
    ("name", "html"),
    [
        ("mobilevit_s.cvnets_in1k", "mobilevit_<wbr>s.<wbr>cvnets_<wbr>in1k"),
        ("resnet18", "resnet18"),
        ("a_", "a_"),
        ("<b>_x", "&lt;b&gt;_<wbr>x"),
    ],
)
def test_long_names_break_between_parts(name: str, html: str) -> None:
    """A name of code may break behind an underscore or a dot, and nowhere else."""
    assert parts_html(name) == html


def test_cells() -> None:
    """A row has its cells in the order of the columns; a number that nobody tells is a dash."""
    speed = {"images_per_s": 1157, "device": "<V100>"}
    result = one(top1="84.357421875", params_m="5.60", throughput=speed, latency={"ms": 2, "device": "T4"}, **PLAIN)
    assert cells_html(result, RESULT_COLUMNS, HELD, UP) == [
        "84.36",
        DASH,
        "224",
        "5.60",
        DASH,
        "no pre-training, no distillation",
        "1157 images/s on &lt;V100&gt;<br>2 ms on T4",
    ]


def test_what_is_printed_otherwise() -> None:
    """Digits that the table does not show are told, with the unit that the source names; others are not."""
    told = {"top1": "84.357421875", "top5": "97.1", "params_m": "5.6", "compute_g": "2.00", "compute_unit": "flops"}
    first = one(**told)
    assert printed(evidence(first)[0], first) == "84.357421875 %, 2.00 G FLOPs"
    plain = one(**told | {"top1": "84.36", "compute_unit": "macs"})
    assert printed(evidence(plain)[0], plain) == ""


def test_a_reading_for_the_cost_alone() -> None:
    """Of a reading that only tells the cost of a result, its accuracy is not told."""
    rows = (reading(top1=78, epochs=300), reading(at="Table 2", top1=80, epochs=600, params_m="5.612"))
    first, _ = merged(*rows)
    assert [printed(item, first) for item in evidence(first)] == ["", "5.612 M"]
