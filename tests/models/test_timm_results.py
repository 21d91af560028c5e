"""timm's results files: read as they are, and refused with the line when they are not what they should be."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lvkb.catalog import load
from lvkb.measured import TimmResults, TimmSpeed, measured_text, parse_measured
from lvkb.models.checkouts import checked_out, find_results
from lvkb.models.linked_models import linked_models
from lvkb.models.timm_benchmarks import BenchmarkFile, benchmark_file
from lvkb.models.timm_results import read_results
from lvkb.models.timm_tables import ResultsUnreadable
from tests.conftest import MakeRoot
from tests.samples import READING, record

COMMIT = "aa4b5850c1543fa488abf260f18390eda46cf85d"
HEADER = "model,img_size,top1,top1_err,top5,top5_err,param_count,crop_pct,interpolation"
ACCURACIES = f"""\
{HEADER}
a_large.fb_in1k,448,90.056,9.944,99.054,0.946,"1,014.45",1.000,bicubic
a_s.fb_in1k,288,83.704,16.296,96.4,3.6,5.60,1.000,bicubic
a_s.fb_in1k,224,83.1,16.9,96.2,3.8,5.60,0.875,bicubic
b_s.in1k,224,70.0,30.0,90.0,10.0,5.60,0.875,bilinear
"""
SPEEDS = """\
model,infer_img_size,infer_samples_per_sec,infer_step_time,infer_batch_size,param_count,infer_gmacs,infer_macts
a_s,224,2714.29,1.0,1024.0,12.08,1.08,0.4
a_s,160,9000.0,1.0,1024,12.08,0.5,0.4
a_large,448,,,,305.08,1132.46,497.58
"""
RTX4090 = "benchmark-infer-amp-nchw-pt291-cu128-4090.csv"
ALL = frozenset({"a_large.fb_in1k", "a_s.fb_in1k", "a_s.not_there"})


def write(folder: Path, files: dict[str, str | bytes]) -> Path:
    """Writes a folder of results and gives it."""
    folder.mkdir(exist_ok=True, parents=True)
    for name, content in files.items():
        (folder / name).write_bytes(content if isinstance(content, bytes) else content.encode())
    return folder


def read(folder: Path, files: dict[str, str | bytes]) -> TimmResults:
    """Reads a folder with these files."""
    return read_results(write(folder, files), COMMIT, ALL)


def test_linked_models_are_taken_over(tmp_path: Path) -> None:
    """Each linked model has a result for each size, with timm's digits and lines; others are left out."""
    found = read(tmp_path, {"results-imagenet.csv": ACCURACIES, RTX4090: SPEEDS})
    assert found.commit == COMMIT
    assert found.files == {"imagenet": "results/results-imagenet.csv", "amp-rtx4090": f"results/{RTX4090}"}
    assert [(item.model, item.size, item.top1, item.params_m, item.row) for item in found.results] == [
        ("a_large.fb_in1k", 448, "90.056", "1014.45", 2),
        ("a_s.fb_in1k", 224, "83.1", "5.60", 4),
        ("a_s.fb_in1k", 288, "83.704", "5.60", 3),
    ]
    assert [item.speeds for item in found.results] == [
        {},
        {"amp-rtx4090": TimmSpeed(images_per_s="2714.29", batch=1024, row=2)},
        {},
    ]


def test_the_file_reads_back(tmp_path: Path) -> None:
    """What is written is read again as it was, and neither GMACs nor parameters of benchmarks are in it."""
    found = read(tmp_path, {"results-imagenet.csv": ACCURACIES, RTX4090: SPEEDS})
    text = measured_text(found)
    assert parse_measured(text.encode(), TimmResults) == found
    assert "12.08" not in text
    assert "1.08" not in text


@pytest.mark.parametrize(
    ("name", "found"),
    [
        (RTX4090, BenchmarkFile("amp-rtx4090", "rtx4090", "amp", "nchw", (2, 9, 1), False, RTX4090)),
        (
            "benchmark-infer-fp32-nchw-pt240-cpu-i9_10940x-dynamo.csv",
            BenchmarkFile(
                "fp32-i9-10940x",
                "i9-10940x",
                "fp32",
                "nchw",
                (2, 4, 0),
                True,
                "benchmark-infer-fp32-nchw-pt240-cpu-i9_10940x-dynamo.csv",
            ),
        ),
        ("benchmark-train-amp-nchw-pt112-cu113-rtx3090.csv", None),
        ("benchmark-infer-amp-nchw-pt291-cu128-../../x.csv", None),
        ("results-imagenet.csv", None),
    ],
)
def test_names_of_benchmarks(name: str, found: BenchmarkFile | None) -> None:
    """The name of a benchmark file tells device, precision, layout, PyTorch and compilation; other files none."""
    assert benchmark_file(name) == found


def test_of_each_device_the_newest_plain_benchmark_is_read(tmp_path: Path) -> None:
    """A newer PyTorch wins; then AMP or fp32, not compiled, NHWC; both spellings of a device are one."""
    names = [
        "benchmark-infer-amp-nhwc-pt210-cu121-rtx3090.csv",
        "benchmark-infer-amp-nchw-pt240-cu124-rtx3090.csv",
        "benchmark-infer-amp-nhwc-pt240-cu124-rtx3090.csv",
        "benchmark-infer-amp-nhwc-pt240-cu124-rtx4090.csv",
        "benchmark-infer-amp-nchw-pt291-cu128-4090-dynamo.csv",
        RTX4090,
        "benchmark-infer-bf16-nchw-pt291-cu130-pro6000maxq-dynamo.csv",
        "benchmark-infer-amp-nchw-pt291-cu130-pro6000maxq-dynamo.csv",
        "benchmark-infer-fp32-nchw-pt221-cpu-i9_10940x-dynamo.csv",
        "benchmark-infer-fp32-nchw-pt240-cpu-i9_10940x-dynamo.csv",
    ]
    found = read(tmp_path, {"results-imagenet.csv": ACCURACIES, **dict.fromkeys(names, SPEEDS)})
    assert found.files == {
        "imagenet": "results/results-imagenet.csv",
        "amp-pro6000maxq": f"results/{names[7]}",
        "amp-rtx3090": f"results/{names[2]}",
        "amp-rtx4090": f"results/{RTX4090}",
        "fp32-i9-10940x": f"results/{names[9]}",
    }


@pytest.mark.parametrize(
    ("content", "told"),
    [
        ("", ":1: there is no column model, img_size, top1, top5, param_count, crop_pct, interpolation; {not_timm}"),
        ("model,img_size\n", ":1: there is no column top1, top5, param_count, crop_pct, interpolation; {not_timm}"),
        (f"{HEADER}\na_s.fb_in1k,224,83.1\n", ":2: 3 cells under 9 headings."),
        (f"{HEADER}\na_s.x,224,n/a,1,9,1,5.6,1,bicubic\n", ":2: top1 must be a percentage, not 'n/a'."),
        (f"{HEADER}\na_s.x,224,831,1,9,1,5.6,1,bicubic\n", ":2: top1 must be a percentage, not '831'."),
        (f"{HEADER}\na_s.x,0,83,1,9,1,5.6,1,bicubic\n", ":2: img_size must be a whole number above 0, not '0'."),
        (f"{HEADER}\n=cmd(),224,83,1,9,1,5.6,1,bicubic\n", ":2: model must be a name of a model, not '=cmd()'."),
        (f"{HEADER}\na_s.x,224,83,1,9,1,-5.6,1,bicubic\n", ":2: param_count must be a number, not '-5.6'."),
        (f"{HEADER}\na_s.x,224,83,1,9,1,05.6,1,bicubic\n", ":2: param_count must be a number, not '05.6'."),
        (f"{HEADER}\na_s.x,224,83,1,9,1,5.6,1,<b>\n", ":2: interpolation must be a word, not '<b>'."),
        (
            f"{HEADER}\na_s.x,224,83,1,9,1,5.6,1,bicubic\na_s.x,224,84,1,9,1,5.6,1,bicubic\n",
            ":3: a_s.x at 224 pixels stands there twice.",
        ),
        (f'{HEADER}\n"a_s.x"y,224,83,1,9,1,5.6,1,bicubic\n', ":2: this is no CSV: ',' expected after '\"'."),
        (b"\xff\xfe", " is not UTF-8; {not_timm}"),
    ],
    ids=[
        *("empty", "half a header", "short line", "accuracy no number", "accuracy above 100", "no size", "no name"),
        *("below zero", "zero in front", "no word", "twice", "no CSV", "not UTF-8"),
    ],
)
def test_other_files_are_refused(content: str | bytes, told: str, tmp_path: Path) -> None:
    """A wrong column, cell or line is refused with file, line and reason, whether the model is linked or not."""
    not_timm = "either this is no file of huggingface/pytorch-image-models, or its form has changed."
    with pytest.raises(ResultsUnreadable) as error:
        read(tmp_path, {"results-imagenet.csv": content})
    assert str(error.value) == f"{tmp_path}/results-imagenet.csv{told.format(not_timm=not_timm)}"


def test_a_broken_benchmark_is_refused(tmp_path: Path) -> None:
    """Benchmarks are held to the same form as accuracies."""
    with pytest.raises(ResultsUnreadable, match=r"4090\.csv:2: infer_samples_per_sec must be a number, not 'fast'\."):
        read(tmp_path, {"results-imagenet.csv": ACCURACIES, RTX4090: SPEEDS.replace("2714.29", "fast")})


@given(st.binary(max_size=200) | st.text(max_size=200).map(lambda text: f"{HEADER}\n{text}".encode()))
def test_any_bytes_are_read_or_refused(tmp_path_factory: pytest.TempPathFactory, content: bytes) -> None:
    """Whatever stands in a file, it is read or refused with a reason; nothing else happens."""
    folder = tmp_path_factory.mktemp("results")
    try:
        models = {item.model for item in read(folder, {"results-imagenet.csv": content}).results}
        reason = ""
    except ResultsUnreadable as error:
        models, reason = set(), str(error)
    assert models <= ALL
    assert reason == "" or reason.startswith(f"{folder}/results-imagenet.csv")


def test_the_folder_may_be_the_checkout_or_its_results(tmp_path: Path) -> None:
    """Both the checkout and its folder of results lead to the results; any other folder is refused."""
    results = write(tmp_path / "timm/results", {"results-imagenet.csv": ACCURACIES})
    assert find_results(tmp_path / "timm") == find_results(results) == results
    with pytest.raises(ResultsUnreadable) as error:
        find_results(tmp_path)
    assert str(error.value) == (
        f"{tmp_path} has no results/results-imagenet.csv. Name a checkout of huggingface/pytorch-image-models, "
        "or its results."
    )


@pytest.mark.parametrize(
    "files",
    [
        {".git/HEAD": f"{COMMIT}\n"},
        {".git/HEAD": "ref: refs/heads/main\n", ".git/refs/heads/main": f"{COMMIT}\n"},
        {".git/HEAD": "ref: refs/heads/main\n", ".git/packed-refs": f"# pack-refs\n{COMMIT} refs/heads/main\n"},
        {
            ".git": "gitdir: ../main/.git/worktrees/timm\n",
            "../main/.git/worktrees/timm/HEAD": "ref: refs/heads/main\n",
            "../main/.git/worktrees/timm/commondir": "../..\n",
            "../main/.git/refs/heads/main": f"{COMMIT}\n",
        },
    ],
)
def test_the_commit_of_a_checkout_is_read(files: dict[str, str], tmp_path: Path) -> None:
    """A detached head, a branch, a packed branch and a further work tree all tell their commit."""
    (tmp_path / "timm").mkdir()
    for path, content in files.items():
        file = tmp_path / "timm" / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(content)
    assert checked_out(tmp_path / "timm") == COMMIT


@pytest.mark.parametrize("head", ["ref: refs/heads/none", "not a commit", b"\xff"])
def test_a_commit_that_is_not_told_is_empty(head: str | bytes, tmp_path: Path) -> None:
    """A folder without .git, or with one that does not tell, gives none."""
    assert checked_out(tmp_path) == ""
    (tmp_path / ".git").mkdir()
    (tmp_path / ".git/HEAD").write_bytes(head if isinstance(head, bytes) else head.encode())
    assert checked_out(tmp_path) == ""


def test_names_of_variants_and_readings_are_linked(make_root: MakeRoot) -> None:
    """Both the architecture of a variant and the weights of a reading are looked for."""
    reading = READING.removesuffix("}") + ", timm: a_s.fb_dist_in1k}"
    variants = f"[{{name: A-S, timm: a_s.fb_in1k, readings: [{reading}]}}]"
    root = make_root({"papers/a.yml": record("a", variants=variants)})
    assert linked_models(load(root)).keys() == {"a_s.fb_in1k", "a_s.fb_dist_in1k"}
