"""Times on devices on the page of a paper."""

from __future__ import annotations

from pathlib import Path

from lvkb.catalog import Catalog
from lvkb.measured import Timings
from tests.build.toy import renderer, site_files
from tests.invented import paper, reading, taxonomy, variant
from tests.timed import COMMIT, LISTED, TIMINGS

URL = f"https://github.com/qualcomm/ai-hub-models/blob/{COMMIT}/qai_hub_models/models/a_s/perf.yaml"
FASTEST = (
    '<tr><th scope="row">A-S</th><td>Samsung Galaxy S24</td><td class="num">1.2</td><td>onnx</td><td>float</td>'
    f'<td class="num">0 to 17</td><td class="num">60 / 0 / 0</td><td><a href="{URL}">ja</a></td></tr>'
)


def page(timings: Timings | None) -> str:
    """Gives the page of the paper whose model was timed."""
    papers = {"a": paper("a", variant("A-S", reading()))}
    tree = taxonomy("components/embedding")
    catalog = Catalog(Path(__file__).parents[2], papers, tree, timings=timings, device_models=LISTED)
    return site_files(renderer(catalog))["papers/a.md"].replace('\\"', '"')  # the table stands in a text in quotes


def test_the_fastest_runs_stand_above_the_others() -> None:
    """Each run leads to the file of its times; the slower ones are folded."""
    shown, _, folded = page(TIMINGS).partition('<details class="lv-more"><summary>1 slower run<')
    assert FASTEST in shown
    assert "AI Hub Models 0.47.0" in shown
    assert '<td class="num">2.50</td>' in folded
    assert '<td class="num">2.50</td>' not in shown


def test_no_heading_without_times() -> None:
    """A paper of which nothing was timed says nothing of it."""
    assert "Timed on devices" not in page(None)
