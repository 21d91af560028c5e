"""What is read from the files of measured figures, which anybody may propose changes to."""

from __future__ import annotations

import json
from typing import Any

import pytest

from lvkb.measured import Counts, TimmResults, parse_measured
from tests.counted import counts, model_count

RESULT: dict[str, Any] = {
    "model": "pebblevit_s.flint_in1k",
    "size": 224,
    "top1": "79.8",
    "top5": "95",
    "params_m": "5.58",
    "crop_pct": "0.900",
    "interpolation": "bicubic",
    "row": 7,
}
RESULTS: dict[str, Any] = {"commit": "a" * 40, "files": {"imagenet": "results/a-b_1.csv"}, "results": [RESULT]}


def test_plain_results_are_read() -> None:
    """Figures keep the digits that are printed."""
    (result,) = parse_measured(json.dumps(RESULTS).encode(), TimmResults).results
    assert (result.top1, result.top5, result.crop_pct) == ("79.8", "95", "0.900")


@pytest.mark.parametrize(
    "figure", ["", "079.8", "79.", ".8", "1e2", "-1", "٣", "1" * 13, "0." + "1" * 16, "NaN", "7\n"]
)
def test_figures_are_plain_numbers(figure: str) -> None:
    """A figure is what a record may print too: nothing else becomes a reading."""
    broken = {**RESULTS, "results": [{**RESULT, "top1": figure}]}
    with pytest.raises(ValueError, match=r"^results\.0\.top1: String should match pattern"):
        parse_measured(json.dumps(broken).encode(), TimmResults)


@pytest.mark.parametrize("path", ["", "a b", "a\nb", "/a", "a//b", "<b>", "javascript:x", "a?b"])
def test_files_are_plain_paths(path: str) -> None:
    """Addresses are made of these paths."""
    with pytest.raises(ValueError, match=r"^files\.imagenet: String should match pattern"):
        parse_measured(json.dumps({**RESULTS, "files": {"imagenet": path}}).encode(), TimmResults)


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"", "the file: Invalid JSON: EOF while parsing a value at line 1 column 0"),
        (b"[]", "the file: Input should be an object"),
        (b'{"versions": {}, "models": [{"model": 1}]}', "models.0.model: Input should be a valid string"),
        (b'{"versions": {}, "schema_version": 2}', "schema_version: Input should be less than or equal to 1"),
        (b'{"versions": {}, "more": 1}', "more: Extra inputs are not permitted"),
        (b'{"versions": {"timm": "1", "timm": "2"}}', 'the file: "timm" stands twice in one object'),
    ],
)
def test_what_is_wrong_is_told_in_a_line(content: bytes, told: str) -> None:
    """The first fault is named with its place."""
    with pytest.raises(ValueError, match=r".") as error:
        parse_measured(content, Counts)
    assert str(error.value) == told


@pytest.mark.parametrize(("key", "value"), [("params", -1), ("params", 10**16), ("params", 1.5), ("crop_pct", "NaN")])
def test_counts_are_whole_and_bounded(key: str, value: object) -> None:
    """Figures that no model has are refused."""
    data = json.loads(counts(model_count()).model_dump_json())
    data["models"][0][key] = value
    with pytest.raises(ValueError, match=rf"^models\.0\.{key}: Input should be"):
        parse_measured(json.dumps(data).replace('"NaN"', "NaN").encode(), Counts)
