"""The table of timm's own evaluations on a paper's page."""

from __future__ import annotations

from lvkb.results.evaluations import evaluations
from lvkb.views.timm_table import timm_table
from tests.evaluated import COMMIT, LINK, PAPER, TIMM


def test_a_column_for_each_device() -> None:
    """Each benchmark of any of the models is a column, and its cell is empty where timm has no throughput."""
    table = timm_table(TIMM, tuple(evaluations(TIMM, PAPER)))
    assert table is not None
    assert (table.url, table.commit) == (
        f"https://github.com/huggingface/pytorch-image-models/tree/{COMMIT}/results",
        COMMIT,
    )
    assert table.devices == (
        ("RTX 4090", "amp, PyTorch 2.9.1"),
        ("Core i9-10940X", "fp32, PyTorch 2.4.0, compiled"),
    )
    assert [(row.variant, row.at, row.result.size, row.url, row.speeds) for row in table.rows] == [
        ("A-S", "results-imagenet.csv, line 2", 224, f"{LINK}#L2", ("2714.20", "")),
        ("A-S", "results-imagenet.csv, line 3", 288, f"{LINK}#L3", ("1000.50", "9.75")),
        ("A-S", "results-imagenet.csv, line 4", 256, f"{LINK}#L4", ("", "")),
    ]


def test_no_table_of_nothing() -> None:
    """A paper that timm evaluated nothing of has no table, nor has any while timm's file was not taken over."""
    assert timm_table(TIMM, ()) is None
    assert timm_table(None, tuple(evaluations(TIMM, PAPER))) is None
