"""Views with names: which setups and costs have one, what stands in them, and that fronts are those of everybody."""

from __future__ import annotations

from typing import Any

import pytest

from lvkb.records import Paper
from lvkb.views import named_views as module
from lvkb.views.named_views import NamedView, named_views, slug
from lvkb.views.palette import Palette
from lvkb.views.setup_fronts import setup_fronts
from lvkb.views.workspace import workspace
from tests.invented import PLAIN, paper, reading, results, variant

PHONE = {"device": "iPhone 12", "precision": "float"}


@pytest.fixture(autouse=True)
def few_are_enough(monkeypatch: pytest.MonkeyPatch) -> None:
    """Two models are enough here."""
    monkeypatch.setattr(module, "ENOUGH", 2)


def model(identity: str, top1: str, gmacs: str, **values: Any) -> Paper:
    """Gives a paper of one model in the commonest setup."""
    row = {"top1": top1, "compute_g": gmacs, "compute_unit": "macs", **PLAIN, **values}
    return paper(identity, variant(f"{identity.upper()}-S", reading(**row)))


def views(*papers: Paper) -> list[NamedView]:
    """Gives the views of some papers."""
    return list(named_views(workspace(results(*papers)), Palette()))


def told(found: list[NamedView]) -> dict[str, tuple[list[str], list[str]]]:
    """Gives the rows and the front of each view, by its address."""
    return {
        view.path: (
            [row.result.variant.name for row in view.rows],
            [row.result.variant.name for row in view.front],
        )
        for view in found
    }


def test_rows_stand_from_left_to_right() -> None:
    """A view has every model whose cost is known, by rising cost, and those on the front in the same order."""
    found = views(model("a", "72", "2"), model("b", "70", "1"), model("c", "71", "3", params_m="5"))
    assert told(found) == {"imagenet-1k-no-distillation-224/gmacs": (["B-S", "A-S", "C-S"], ["B-S", "A-S"])}


def test_a_setup_with_too_few_models_has_no_view() -> None:
    """So has a cost that too few tell, and two results of one model are one model."""
    both = reading(top1="75", compute_g="2", compute_unit="macs", **{**PLAIN, "resolution": 384})
    again = reading(top1="76", compute_g="3", compute_unit="macs", **{**PLAIN, "resolution": 384}, epochs=300, at="T2")
    assert views(paper("a", variant("A", both, again))) == []
    assert views(model("a", "72", "2")) == []


def test_speeds_on_one_device() -> None:
    """A device on which enough is known has a view; of images per second more is better: a front ends at the left."""
    slow, fast = ({"latency": {"ms": ms, **PHONE}} for ms in ("9.0", "4.5"))
    many, more = ({"throughput": {"images_per_s": ips, "device": "V100"}} for ips in ("100", "250"))
    timed = views(model("a", "72", "2", **slow), model("b", "70", "1", **fast))
    assert told(timed)["imagenet-1k-no-distillation-224/ms-iphone-12"] == (["B-S", "A-S"], ["B-S", "A-S"])
    found = views(model("a", "72", "2", **many), model("b", "70", "1", **more))
    assert told(found)["imagenet-1k-no-distillation-224/ips-v100"] == (["A-S", "B-S"], ["A-S", "B-S"])
    assert [(view.chart.end, view.chart.device) for view in found if view.cost == "ips"] == [(0, "V100")]
    (chart,) = (view.chart for view in found if view.cost == "ips")
    assert [point.result.variant.name for point in chart.front] == ["B-S", "A-S"]
    assert chart.front[0].x > chart.front[1].x


def test_fronts_are_those_of_the_api() -> None:
    """Whatever the results, a view's front is the front of its setup."""
    papers = [model(f"p{number}", str(60 + number * 7 % 13), str(1 + number * 5 % 11)) for number in range(12)]
    (fronts,) = setup_fronts(results(*papers))
    (view,) = views(*papers)
    names = [result.variant.name for result in fronts.fronts["gmacs"]]
    assert told([view])[view.path][1] == names


@pytest.mark.parametrize(
    ("words", "part"),
    [
        ("imagenet-1k / no distillation / 512 or more", "imagenet-1k-no-distillation-512-or-more"),
        ("imagenet-1k (mae) / distilled / 224 / k-NN", "imagenet-1k-mae-distilled-224-k-nn"),
        ("../<script> Ünicode", "script-nicode"),
    ],
)
def test_addresses(words: str, part: str) -> None:
    """A part of an address has letters, digits and single hyphens, whatever the words have."""
    assert slug(words) == part
