"""Times on devices, joined to variants."""

from __future__ import annotations

from lvkb.results.timed import Timed, timed_variants
from tests.invented import catalog, paper, reading, variant
from tests.timed import COMMIT, LISTED, MODEL, TIMINGS

PAPER = paper("a", variant("A-B", reading()), variant("A-S", reading()))
URL = f"https://github.com/qualcomm/ai-hub-models/blob/{COMMIT}/qai_hub_models/models/a_s/perf.yaml"


def test_times_are_of_the_variant_that_the_list_names() -> None:
    """Each comes with the address of its file at the commit."""
    listed = catalog(PAPER, timings=TIMINGS, device_models=LISTED)
    assert list(timed_variants(listed, PAPER)) == [Timed(PAPER.variants[1], MODEL, URL)]


def test_nothing_is_joined_without_list_or_times() -> None:
    """A paper that the list does not name has none, nor has any while no times were taken over."""
    other = paper("b", variant("A-S", reading()))
    assert list(timed_variants(catalog(PAPER, other, timings=TIMINGS, device_models=LISTED), other)) == []
    assert list(timed_variants(catalog(PAPER, timings=TIMINGS), PAPER)) == []
    assert list(timed_variants(catalog(PAPER, device_models=LISTED), PAPER)) == []
