"""Times on devices, read from a checkout of AI Hub Models."""

from __future__ import annotations

from pathlib import Path

import pytest

from lvkb.models.aihub_results import AihubUnreadable, read_model, read_version
from lvkb.plain_files import FileRefused
from tests.timed import INFO, MODEL, PERF, write_checkout


def test_passed_runs_are_read(tmp_path: Path) -> None:
    """Runs that passed are read by precision, device and runtime, with the digits as printed."""
    folder = write_checkout(tmp_path)
    assert read_model(folder, "a_s") == MODEL
    assert read_version(folder) == "0.47.0"


@pytest.mark.parametrize(("size", "side"), [("224x224", 224), ("1x3x256x256", 256), ("1x3x288", 288), ("384", 384)])
def test_image_sizes(tmp_path: Path, size: str, side: int) -> None:
    """Each way in which sizes of images are written gives the side."""
    assert read_model(write_checkout(tmp_path, info=INFO.replace("224x224", size)), "a_s").size == side


@pytest.mark.parametrize(
    ("info", "told"),
    [
        ("- a\n", "info.yaml cannot be used: it holds no keys and values."),
        ("a: 1\na: 2\n", "info.yaml:2:1 cannot be used: "),
        ("a: !!python/name:os.system x\n", "info.yaml:1:4 cannot be used: "),
        ("id: a_s\n", 'info.yaml has no keys and values under "technical_details".'),
        (INFO.replace("5.58M", "5.58 million"), '"5.58 million" is no number of parameters.'),
        (INFO.replace("5.58M", "\u0665M"), '"\u0665M" is no number of parameters.'),
        (INFO.replace("224x224", "any"), '"any" is no input resolution.'),
        (INFO.replace("Imagenet", "I" * 201), ' has no text under "Model checkpoint".'),
        (INFO.replace("  Model checkpoint: Imagenet\n", ""), ' has no text under "Model checkpoint".'),
    ],
)
def test_details_as_they_should_not_be(tmp_path: Path, info: str, told: str) -> None:
    """What is wrong is told with the file, and nothing is read."""
    with pytest.raises(AihubUnreadable) as refused:
        read_model(write_checkout(tmp_path, info=info), "a_s")
    assert told in str(refused.value)


@pytest.mark.parametrize(
    ("perf", "told"),
    [
        ("precisions: 1\n", 'perf.yaml has no keys and values under "precisions".'),
        (PERF.replace("2.50", "-1"), 'perf.yaml: "-1" is no inference_time_milliseconds.'),
        (PERF.replace("2.50", "1e-9"), 'perf.yaml: "1e-9" is no inference_time_milliseconds.'),
        (PERF.replace("max: 17", "max: x"), 'perf.yaml has no whole number under "max".'),
        (PERF.replace("npu: 60", "npu: -1"), 'perf.yaml has no whole number under "npu".'),
        (PERF.replace("job_id: jb", "job_id: [jb]"), 'perf.yaml has no text under "job_id".'),
        (PERF.replace("      a_s:\n", "      b_s: {}\n      a_s:\n"), "perf.yaml times 2 parts of the model apart."),
        (
            PERF.replace("performance_metrics:\n", "performance_metrics:\n         Phone: 1\n"),
            'perf.yaml has no keys and values under "Phone".',
        ),
    ],
)
def test_runs_as_they_should_not_be(tmp_path: Path, perf: str, told: str) -> None:
    """A run that cannot be read is no run left out: the whole file is refused, with the reason."""
    with pytest.raises(AihubUnreadable) as refused:
        read_model(write_checkout(tmp_path, perf=perf), "a_s")
    assert str(refused.value).endswith(told)


def test_files_that_are_not_there(tmp_path: Path) -> None:
    """A model that the checkout lacks, and a folder that is no checkout, are told."""
    with pytest.raises(FileRefused, match=r"b_s/info\.yaml cannot be read: No such file or directory\."):
        read_model(write_checkout(tmp_path / "checkout"), "b_s")
    with pytest.raises(AihubUnreadable, match=r"^.* is no checkout of qualcomm/ai-hub-models: it has no version\."):
        read_version(tmp_path)


@pytest.mark.parametrize("name", ["../a_s", "", "A_S", "a" * 61, "a_s\n"])
def test_names_lead_nowhere_else(tmp_path: Path, name: str) -> None:
    """The id of a model is no path."""
    with pytest.raises(AihubUnreadable, match=r"is no id of a model\.$"):
        read_model(write_checkout(tmp_path), name)
