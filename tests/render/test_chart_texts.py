"""What charts say."""

from __future__ import annotations

from lvkb.render.chart_texts import cost_name, dots, point_text, setup_words
from lvkb.subject.setups import Setup
from lvkb.views.front import Dust
from tests.counted import MODEL, counts, model_count
from tests.invented import PLAIN, merged, reading


def test_a_point_says_what_it_is() -> None:
    """Variant, paper and year, then accuracy and cost as tables show them, with their marks."""
    (told,) = merged(reading(top1="84.357421875", params_m="5.60", compute_g="1.234", compute_unit="macs", **PLAIN))
    assert point_text(told) == "A-S (A, 2021): 84.36 %, 5.60 M, 1.23 GMACs"
    (counted,) = merged(reading(top1=78, **PLAIN), timm=MODEL, counts=counts(model_count()))
    assert point_text(counted) == "A-S (A, 2021): 78 %, 5.58* M, 1.10* GMACs"
    (bare,) = merged(reading(top1=78))
    assert point_text(bare) == "A-S (A, 2021): 78 %"


def test_every_cost_has_a_name() -> None:
    """Axes are named."""
    assert [cost_name("gmacs"), cost_name("params")] == ["GMACs", "parameters, M"]


def test_setups_in_words() -> None:
    """A setup is said as a sentence would; the supervised evaluation goes without saying."""
    setups = [
        Setup("imagenet-1k", "imagenet-1k", "no", "224"),
        Setup("imagenet-1k", "imagenet-21k", "yes", "512 or more", "knn"),
        Setup("imagenet-v2", "imagenet-v2", "unknown", "unknown", by="timm"),
    ]
    assert [setup_words(setup) for setup in setups] == [
        "no pre-training, no distillation, 224 px",
        "pre-trained on imagenet-21k, distilled, 512 or more px, k-NN",
        "timm: imagenet-v2: no pre-training, distillation not stated, image size not stated",
    ]


def test_dust_is_one_path() -> None:
    """Plain models are dots, distilled ones small circles around their places."""
    places = ((1.5, 2.0), (30.0, 4.5))
    assert dots(Dust("2", is_distilled=False, places=places)) == "M1.5 2h0M30 4.5h0"
    assert dots(Dust("2", is_distilled=True, places=places[:1])) == "M-0.5 2a2 2 0 1 0 4 0 2 2 0 1 0-4 0"
