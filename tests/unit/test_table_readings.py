"""Tables of results, read into readings and questions."""

from __future__ import annotations

import json
import shlex
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from lvkb.documents.table_grid import TableRefused
from lvkb.intake.pasted_tables import read_pasted, read_table_file
from lvkb.intake.table_questions import objection
from lvkb.intake.table_result import TableResult
from tests.table_shapes import SHAPES

TABLES = Path(__file__).parents[1] / "tables"
WANTED: dict[str, list[dict[str, Any]]] = json.loads((TABLES / "wanted.json").read_text())
TOLD = {"mark", "note"}
"""Keys of wanted readings that say in words what is to be asked."""


def read(text: str, answers: Mapping[str, str] | None = None) -> TableResult:
    """Reads a table."""
    return read_pasted(text, "table", answers or {})


def values(text: str, answers: Mapping[str, str] | None = None) -> list[dict[str, str | int]]:
    """Gives the values of the readings of a table."""
    return [reading.ordered() for reading in read(text, answers).readings]


def keys(result: TableResult) -> list[str]:
    """Gives the keys of the questions about a table."""
    return [question.key for question in result.questions]


@pytest.mark.parametrize("name", WANTED)
def test_samples(name: str) -> None:
    """Every sample gives the readings that were wanted, in order, with the digits of the table."""
    found = read_pasted(read_table_file(TABLES / name), name, {}).readings
    wanted = [{key: value for key, value in reading.items() if key not in TOLD} for reading in WANTED[name]]
    assert [
        {key: value for key, value in reading.ordered().items() if key in want}
        for reading, want in zip(found, wanted, strict=True)
    ] == wanted


@pytest.mark.parametrize("name", SHAPES)
def test_twenty_rows_give_twenty_right_readings(name: str) -> None:
    """A table of each shape, with twenty made-up models, gives twenty readings without a wrong value."""
    shape = SHAPES[name]()
    found = values(shape.text)
    assert len(found) == len(shape.wanted) == 20
    assert [{key: row.get(key) for key in want} for row, want in zip(found, shape.wanted, strict=True)] == shape.wanted


def test_nothing_is_added_to_what_a_table_says() -> None:
    """A reading holds what the table prints and nothing else; the rest is asked."""
    result = read("Model,Params (M),Top-1 (%)\nA-S,5.6,78.30\nA-B,11.0,-\n")
    assert [reading.ordered() for reading in result.readings] == [
        {"variant": "A-S", "params_m": "5.6", "top1": "78.30"},
        {"variant": "A-B", "params_m": "11.0"},
    ]
    assert keys(result) == ["resolution", "pretrain", "distilled"]
    assert result.questions[0].readings == (0,)


def test_answers_fill_what_the_table_leaves_open_and_nothing_else() -> None:
    """An answer goes into every reading that lacks the field; what the table says stays."""
    text = "Model,Res.,Top-1 (%)\nA-S,384,78.3\nA-B,-,79.1\n"
    answers = {"resolution": "224", "pretrain": "none", "distilled": "unknown", "epochs": "300"}
    assert values(text, answers) == [
        {"variant": "A-S", "resolution": 384, "pretrain": "none", "epochs": 300, "top1": "78.3"},
        {"variant": "A-B", "resolution": 224, "pretrain": "none", "epochs": 300, "top1": "79.1"},
    ]
    assert keys(read(text, answers)) == []


def test_mark_is_shown_with_its_footnote_and_asked() -> None:
    """A mark stands in the reading with what the text beside the table says of it; the answer changes the reading."""
    text = (
        "| Model | Top-1 |\n|---|---|\n| A-S | 78.3 |\n| A-S† | 79.9 |\n\n†: trained with hard distillation. ‡: else.\n"
    )
    result = read(text)
    assert result.readings[1].values["mark"] == "†: trained with hard distillation"
    question = next(question for question in result.questions if question.key == "mark:†")
    assert (question.line, question.readings, question.proposed) == (4, (1,), "distilled:hard")
    assert question.text == (
        'What does the mark "†" on "A-S" change? The text beside the table says: "trained with hard distillation".'
    )
    answered = values(text, {"mark:†": "distilled:hard", "distilled": "none"})
    assert [row["distilled"] for row in answered] == ["none", "hard"]
    assert "mark:†" not in keys(read(text, {"mark:†": ""}))


def test_error_becomes_accuracy_only_when_answered() -> None:
    """The reading holds the accuracy with a note, and a question; `no` takes it away again."""
    text = "| Model | Params (M) | Top-1 error (%) |\n|---|---|---|\n| A-S | 5.6 | 21.70 |\n"
    result = read(text)
    assert result.readings[0].ordered() == {
        "variant": "A-S",
        "params_m": "5.6",
        "top1": "78.30",
        "note": "The source prints the top-1 error, 21.70.",
    }
    assert "error" in keys(result)
    assert values(text, {"error": "no"}) == [{"variant": "A-S", "params_m": "5.6"}]


@pytest.mark.parametrize(
    ("heading", "cell", "wanted"),
    [
        ("Params (M)", "5.60", {"params_m": "5.60"}),
        ("Params", "5,288,548", {"params_m": "5.288548"}),
        ("#Params", "850K", {"params_m": "0.850"}),
        ("Parameters [millions]", "5.6", {"params_m": "5.6"}),
        ("Params", "0.3B", {"params_m": "300"}),
        ("#P (M)", "5.6", {"params_m": "5.6"}),
        ("Parms(M)", "5.6", {"params_m": "5.6"}),
        ("FLOPs (G)", "1.10", {"compute_g": "1.10", "compute_unit": "flops"}),
        ("MFLOPs", "299", {"compute_g": "0.299", "compute_unit": "flops"}),
        ("FLOPs (M)", "1,217", {"compute_g": "1.217", "compute_unit": "flops"}),
        ("Mult-Adds", "600M", {"compute_g": "0.600", "compute_unit": "macs"}),
        ("M-Adds (B)", "0.6", {"compute_g": "0.6", "compute_unit": "macs"}),
        ("#FLOPs", "4.6 GFLOPs", {"compute_g": "4.6", "compute_unit": "flops"}),
        ("Compute", "4.6 GMACs", {"compute_g": "4.6", "compute_unit": "macs"}),
        ("FLOPs (x10^9)", "4.6", {"compute_g": "4.6", "compute_unit": "flops"}),
        ("Throughput (img/s)", "1 568", {"images_per_s": "1568"}),
        ("Throughput A100 (img/s)", "1,568.3", {"images_per_s": "1568.3", "device": "A100"}),
        ("FPS", "2.1K", {"images_per_s": "2100"}),
        ("Latency (ms)", "1.10", {"ms": "1.10"}),
        ("iPhone 12 latency", "1.1 ms", {"ms": "1.1", "device": "iPhone 12"}),
        ("Latency (s)", "0.013", {"ms": "13"}),
        ("Speed", "33 img/s", {"images_per_s": "33"}),
        ("Latency on V100, batch size 32 (ms)", "20.5", {"ms": "20.5", "device": "V100", "batch": 32}),
        ("Acc@5", "94.1", {"top5": "94.1"}),
        ("IN-1K top-1 acc", "78.3%", {"top1": "78.3"}),
        ("Top-1", "78.3 (+0.5)", {"top1": "78.3"}),
        ("Top-1", "78.3 ± 0.1", {"top1": "78.3"}),
        ("Top-1", "78.3 [12]", {"top1": "78.3"}),
        ("Top-1", "~78.3", {"top1": "78.3", "exactness": "rounded"}),
        ("Image size", "3x224x224", {"resolution": 224}),
        ("Train size", "192", {"train_resolution": 192}),
        ("Extra data", "✗", {"pretrain": "none"}),
        ("Pretrain", "IN-21k", {"pretrain": "imagenet-21k"}),
        ("Pre-training data", "JFT-300M", {"pretrain": "jft-300m"}),
        ("Distilled", "✓", {"distilled": "unstated"}),
        ("Distillation", "hard", {"distilled": "hard"}),
        ("Teacher", "RegNetY-16GF", {"teacher": "RegNetY-16GF"}),
        ("Keep ratio", "70%", {"keep_ratio": "0.70"}),
        ("Keep-ratio", "0.7", {"keep_ratio": "0.7"}),
        ("r", "13", {"merged_per_layer": 13}),
        ("Epochs", "300", {"epochs": 300}),
        ("COCO AP", "41.2", {}),
        ("ADE20K mIoU", "44.5", {}),
        ("Top-1 (ReaL)", "86.1", {}),
        ("ImageNet-V2 top-1", "70.5", {}),
        ("Top-1 gain", "0.5", {}),
        ("Training time (h)", "30", {}),
        ("Memory (MB)", "987", {}),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_column(heading: str, cell: str, wanted: dict[str, str | int]) -> None:
    """A column is told by its heading, and its unit by heading or cell."""
    plain: dict[str, str | int] = {"variant": "A-S", "top1": "70.1"}
    text = f"Model\tTop-1 (%)\t{heading}\nA-S\t70.1\t{cell}\n"
    if "top1" in wanted:
        plain, text = {"variant": "A-S"}, f"Model\t{heading}\nA-S\t{cell}\n"
    assert values(text) == [{**plain, **wanted}]


@pytest.mark.parametrize(
    ("heading", "cell", "key", "answer", "wanted"),
    [
        ("Params", "5.6", "params_unit", "M", {"params_m": "5.6"}),
        ("FLOPs", "4.6", "compute_scale", "G", {"compute_g": "4.6"}),
        ("Complexity (G)", "4.6", "compute_unit", "macs", {"compute_unit": "macs"}),
        ("Latency", "1.1", "time_unit", "ms", {"ms": "1.1"}),
        ("Speed", "33", "speed_unit", "img/s", {"images_per_s": "33"}),
        ("FPS", "33", "device", "V100", {"device": "V100"}),
        ("Accuracy", "78.3", "accuracy", "top1", {"top1": "78.3"}),
        ("Top-1", "0.7830", "fraction", "yes", {"top1": "78.30"}),
        ("Top-1", "79.2 (80.2)", "cell:2:5", "79.2", {"top1": "79.2"}),
        ("Top-1", "78.3+0.5", "cell:2:5", "78.3", {"top1": "78.3"}),
        ("Pretrain", "our data", "pretrain:our data", "ourset", {"pretrain": "ourset"}),
    ],
)
def test_what_is_not_said_is_asked(heading: str, cell: str, key: str, answer: str, wanted: dict[str, str]) -> None:
    """Unit, device, kind of accuracy and odd cells are asked; with the answer the reading is whole."""
    text = f"Model\t{heading}\tTop-5\nA-S\t{cell}\t90.1\n"
    assert key in keys(read(text))
    answered = read(text, {key: answer})
    assert key not in keys(answered)
    assert wanted.items() <= answered.readings[0].ordered().items()


@pytest.mark.parametrize(
    ("heading", "cell", "wanted"),
    [
        ("#Params/FLOPs (M/G)", "5.6/1.8", [{"params_m": "5.6", "compute_g": "1.8", "compute_unit": "flops"}]),
        ("Params / FLOPs", "5.6M / 1.8G", [{"params_m": "5.6", "compute_g": "1.8", "compute_unit": "flops"}]),
        ("Latency CPU / GPU (ms)", "21.3 / 1.8", [{"ms": "21.3"}, {"ms": "1.8"}]),
        (
            "Throughput (A100 / V100)",
            "900 img/s / 310 img/s",
            [{"images_per_s": "900", "device": "A100"}, {"images_per_s": "310", "device": "V100"}],
        ),
        ("Top-1 @224 / 384", "78.3 / 79.6", [{"resolution": 224, "top1": "78.3"}, {"resolution": 384, "top1": "79.6"}]),
        (
            "Top-1 (300 / 450 epochs)",
            "78.3 / 79.6",
            [{"epochs": 300, "top1": "78.3"}, {"epochs": 450, "top1": "79.6"}],
        ),
        ("Top-1 (INT8) / Top-5 (INT8)", "78.3 / 94.1", [{"top1": "78.3", "top5": "94.1"}]),
    ],
)
def test_two_figures_in_a_cell(heading: str, cell: str, wanted: list[dict[str, str | int]]) -> None:
    """A heading of two metrics or conditions is two columns; a cell that holds one figure is asked as a whole."""
    text = f"Model\t{heading}\nA-S\t{cell}\n"
    bits = {"note": "8-bit."} if "INT8" in heading else {}
    assert values(text) == [{"variant": "A-S", **reading, **bits} for reading in wanted]
    result = read(f"Model\t{heading}\nA-S\t78.3\n")
    (question,) = (question for question in result.questions if question.key == "cell:2:5")
    assert (question.text.partition(" under ")[0], question.flag) == (
        '"78.3"',
        "--answer 'cell:2:5=FIGURE / FIGURE|unknown'",
    )
    assert result.readings == []
    assert values(f"Model\t{heading}\nA-S\t78.3\n", {"cell:2:5": cell}) == values(text)


def test_columns_of_one_heading_are_told_apart_by_their_number() -> None:
    """Of two columns that are called the same, each can be chosen."""
    text = "Model\tTop-1\tTop-1\nA-S\t78.1\t78.3\n"
    question = read(text).questions[0]
    assert (question.key, question.text, question.proposed) == (
        "column:top1",
        'The columns "Top-1 #1" and "Top-1 #2" all tell top1: which one is meant?',
        "Top-1 #1",
    )
    for title, figure in (("Top-1 #1", "78.1"), ("Top-1 #2", "78.3")):
        assert values(text, {"column:top1": title}) == [{"variant": "A-S", "top1": figure}]


def test_cost_beside_accuracies_at_two_sizes_is_asked() -> None:
    """Compute and a speed go with the size that an answer tells; until then with the first, and unknown leaves them."""
    text = "Model\tParams (M)\tGMACs\tLatency (ms), V100\tTop-1@224\tTop-1@384\nA-S\t5.6\t1.1\t2.2\t78.3\t79.9\n"
    low = {"variant": "A-S", "resolution": 224, "params_m": "5.6", "top1": "78.3"}
    high = {"variant": "A-S", "resolution": 384, "params_m": "5.6", "top1": "79.9"}
    compute: dict[str, str | int] = {"compute_g": "1.1", "compute_unit": "macs"}
    speed: dict[str, str | int] = {"ms": "2.2", "device": "V100"}
    assert values(text) == [{**low, **compute, **speed}, high]
    questions = {question.key: question for question in read(text).questions}
    assert questions["size:GMACs"] == (
        "size:GMACs",
        'At which image size do the figures of "GMACs" stand: 224, 384?',
        1,
        18,
        (0,),
        "224",
        "--answer 'size:GMACs=224|384|unknown'",
    )
    answers = {"size:GMACs": "384", "size:Latency (ms), V100": "unknown"}
    assert values(text, answers) == [low, {**high, **compute}]
    assert "size:GMACs" not in keys(read(text, answers))


def test_speed_at_a_size_of_its_own_is_a_reading_of_its_own() -> None:
    """A size over a speed does not pass on to the accuracy beside it, nor is it lost."""
    for size in ("@384", "384x384", "384²", "384px"):
        assert values(f"Model\tTop-1\tLatency {size} (ms), V100\nA-S\t78.3\t2.2\n") == [
            {"variant": "A-S", "top1": "78.3"},
            {"variant": "A-S", "resolution": 384, "ms": "2.2", "device": "V100"},
        ]


def test_bits_of_quantised_models() -> None:
    """A group, a column or a heading of bits goes into the note, and the method that makes another variant is asked."""
    rows = "| A-S | 22.1 | {} |\n"
    head = "| Model | Params (M) | Top-1 (%) |\n|---|---|---|\n"
    groups = (("Full precision", "79.85"), ("W4/A4", "69.03"), ("8-bit", "79.17"), ("4/8", "75.10"), ("FP32", "79.9"))
    table = head + "".join(f"| {group} | | |\n{rows.format(figure)}" for group, figure in groups)
    plain = {"variant": "A-S", "params_m": "22.1"}
    notes = {
        "69.03": "4-bit weights and activations.",
        "79.17": "8-bit.",
        "75.10": "4-bit weights and 8-bit activations.",
    }
    assert values(table) == [
        {**plain, "top1": figure, **({"note": notes[figure]} if figure in notes else {})} for _, figure in groups
    ]
    question = next(question for question in read(table).questions if question.key == "quantised")
    assert question == (
        "quantised",
        "By which method are these models quantised? Their variants are called METHOD MODEL, with MODEL as base.",
        6,
        3,
        (1, 2, 3),
        "",
        "--answer quantised=METHOD, or --answer quantised= where the names tell it",
    )
    assert [(row["variant"], row.get("base")) for row in values(table, {"quantised": "Cut"})] == [
        ("A-S", None),
        ("Cut A-S", "A-S"),
        ("Cut A-S", "A-S"),
        ("Cut A-S", "A-S"),
        ("A-S", None),
    ]
    assert "quantised" not in keys(read(table, {"quantised": ""}))


def test_columns_of_bits() -> None:
    """Bits stand in a column, over a column, or in columns that come twice; what cannot be told of them is asked."""
    assert values("Model\tBits (W/A)\tTop-1\nA-S\t32/32\t79.8\nA-S\t4/8\t75.1\nA-S\tMP4\t70.1\n") == [
        {"variant": "A-S", "top1": "79.8"},
        {"variant": "A-S", "top1": "75.1", "note": "4-bit weights and 8-bit activations."},
        {"variant": "A-S", "top1": "70.1"},
    ]
    mixed = "Model\tBits (W/A)\tTop-1\nA-S\tMP4\t70.1\n"
    assert "bits:MP4" in keys(read(mixed))
    assert values(mixed, {"bits:MP4": "4"}) == [{"variant": "A-S", "top1": "70.1", "note": "4-bit."}]
    assert values(mixed, {"bits:MP4": "W32A32"}) == [{"variant": "A-S", "top1": "70.1"}]
    assert objection("bits:MP4", "mixed") == (
        "The answer is bits such as W4A8 or 4, or 32 for a model that is not quantised."
    )
    assert [
        row.get("note") for row in values("Model\tW bits\tA bits\tTop-1\nA-S\t4\t8\t75.1\nA-S\t32\t32\t79.8\n")
    ] == [
        "4-bit weights and 8-bit activations.",
        None,
    ]
    assert values("Model\tBits (MSA)\tBits (MLP)\tTop-1\nA-S\t4\t8\t75.1\n")[0]["note"] == "4-bit and 8-bit."
    assert values("Model\tParams (M)\tTop-1 (FP32)\tTop-1 (INT8)\nA-S\t5.6\t78.3\t77.2\n") == [
        {"variant": "A-S", "params_m": "5.6", "top1": "78.3"},
        {"variant": "A-S", "params_m": "5.6", "top1": "77.2", "note": "8-bit."},
    ]
    twice = (
        "|Model|Prec.|Top-1|Prec.|Top-1|\n|-|-|-|-|-|\n|A-S (79.85)|W4/A4|65.05|W6/A6|80.43|\n|A-B|W4/A4|57.4|-|-|\n"
    )
    assert values(twice) == [
        {"variant": "A-S", "top1": "65.05", "note": "4-bit weights and activations."},
        {"variant": "A-B", "top1": "57.4", "note": "4-bit weights and activations."},
        {"variant": "A-S", "top1": "80.43", "note": "6-bit weights and activations."},
    ]


def test_names_of_no_family_in_several_groups_are_asked_one_by_one() -> None:
    """`Ours` below two groups is two models, each with an answer of its own; so is a name that two columns give."""
    text = "Model\tTop-1\nA-S\t78.3\nOurs\t79.1\nA-B\t81.1\nOurs\t82.0\n"
    assert keys(read(text))[3:] == ["variant:Ours, row 2", "variant:Ours, row 4"]
    answers = {"variant:Ours, row 2": "B-S", "variant:Ours, row 4": "B-B"}
    assert [row["variant"] for row in values(text, answers)] == ["A-S", "B-S", "A-B", "B-B"]
    pairs = "Model\tMethod\tTop-1\nA-S\tFP32\t79.8\nA-S\tCut\t77.4\n"
    assert [key for key in keys(read(pairs)) if key.startswith("variant:")] == ["variant:A-S FP32", "variant:A-S Cut"]


def test_ticks_and_links_name_no_models() -> None:
    """Where no column names the model, it is asked; a column of ticks or of links is passed over."""
    result = read("Fused\tKeep rate\tTop-1\tURL\n✓\t0.9\t79.8\tmodel\n✗\t0.9\t79.9\tmodel\n")
    assert [reading.ordered() for reading in result.readings] == [
        {"variant": "", "keep_ratio": "0.9", "top1": "79.8"},
        {"variant": "", "keep_ratio": "0.9", "top1": "79.9"},
    ]
    assert "model" in keys(result)
    assert result.passed_over == [
        'column "Fused": no reading has a key for it',
        'column "URL": no reading has a key for it',
    ]


def test_columns_are_told_by_all_their_cells() -> None:
    """A device over cells with a unit is a speed, and figures below `Distill` or `Teacher` are none of these."""
    result = read(
        "Model\tTop-1\tJetson Nano (bs1)\t+Distill\tTeacher\nA-S\t78.3\t24.8ms\t79.1\t85.0\nA-B\t80.1\t-\t81\t-\n"
    )
    assert [reading.ordered() for reading in result.readings] == [
        {"variant": "A-S", "ms": "24.8", "device": "Jetson Nano", "batch": 1, "top1": "78.3"},
        {"variant": "A-B", "top1": "80.1"},
    ]
    assert result.passed_over == ['column "+Distill": it holds figures', 'column "Teacher": it holds figures']


def test_thousands_of_parameters_may_be_many() -> None:
    """`101,000` below `Params (K)` are 101 million, since the heading tells the unit."""
    found = values("Model\tParams (K)\tTop-1\nA-S\t101,000\t78.30\nA-T\t5,700\t70.1\n")
    assert [row["params_m"] for row in found] == ["101.000", "5.700"]


def test_difference_beside_a_figure_is_known_by_the_row_it_is_from() -> None:
    """`79.8+0.5` needs no question where another row has 79.3."""
    assert values("Model\tTop-1\nA-S\t79.3\nB-S\t79.8+0.5\n")[1]["top1"] == "79.8"
    assert "cell:3:5" not in keys(read("Model\tTop-1\nA-S\t79.3\nB-S\t79.8+0.5\n"))


def test_rows_of_one_text_name_groups() -> None:
    """A group sets the protocol where it plainly says so, and nothing otherwise; headings may come again."""
    text = (
        "| Model | Top-1 |\n|---|---|\n| **Mobile CNNs** | |\n| A | 70.1 |\n| Model | Top-1 |\n"
        "| With hard distillation, 1000 epochs | |\n"
        "| A | 71.1 |\n| *MAE pre-trained on ImageNet-1K* | |\n| A | 72.1 |\n"
    )
    assert values(text, {"variant:A": "A"}) == [
        {"variant": "A", "top1": "70.1"},
        {"variant": "A", "distilled": "hard", "epochs": 1000, "top1": "71.1"},
        {"variant": "A", "top1": "72.1"},
    ]


def test_speeds_on_two_devices_are_two_readings() -> None:
    """The second reading of a row has the speed only, and says its column."""
    text = "Model\tParams (M)\tTop-1\tV100 (img/s)\tXeon 6138 CPU (img/s)\nA-S\t5.6\t78.3\t900\t31\n"
    result = read(text)
    assert [reading.ordered() for reading in result.readings] == [
        {"variant": "A-S", "params_m": "5.6", "images_per_s": "900", "device": "V100", "top1": "78.3"},
        {"variant": "A-S", "images_per_s": "31", "device": "Xeon 6138 CPU"},
    ]
    assert result.readings[1].place == "row 1 (A-S), column Xeon 6138 CPU (img/s)"


def test_columns_that_tell_one_metric_are_asked() -> None:
    """Words over columns of one metric part the readings; what they say is asked, and may be left out."""
    text = "Model\tTop-1\tReference top-1\nA-S\t78.1\t78.3\n"
    assert [row["top1"] for row in values(text)] == ["78.1", "78.3"]
    assert "label:Reference" in keys(read(text))
    assert [row["top1"] for row in values(text, {"label:Reference": "skip"})] == ["78.1"]


def test_names() -> None:
    """Names lose citations, whose they are, and sizes that the resolution tells; what is no name is asked."""
    text = "Model\tTop-1\nA-S [12] (ours)\t1.1\nA-B↑384\t2.1\nA-L @ 512\t3.1\nA-S (ICCV'21)\t4.1\nOurs\t5.1\n"
    result = read(text)
    assert [(row.values["variant"], row.values.get("resolution")) for row in result.readings] == [
        ("A-S", None),
        ("A-B", "384"),
        ("A-L", "512"),
        ("A-S", None),
        ("Ours", None),
    ]
    question = next(question for question in result.questions if question.key == "variant:Ours")
    assert question.text == 'What is the model of the row "Ours" called? It is no name without its family.'
    assert values(text, {"variant:Ours": "A-XL"})[4]["variant"] == "A-XL"
    assert len(values(text, {"variant:Ours": ""})) == 4


def test_bullets_and_recipes_are_no_part_of_a_name() -> None:
    """A bullet before a name is dropped; what stands behind it of epochs goes into the protocol."""
    text = r"""\begin{tabular}{lc} Model & Top-1 \\
    \shade $\bullet$ A-S & 78.3 \\ A-S$^*$ / 1000 epochs & 79.9 \\ \end{tabular}"""
    assert values(text) == [
        {"variant": "A-S", "top1": "78.3"},
        {"variant": "A-S", "epochs": 1000, "top1": "79.9", "mark": "*"},
    ]


def test_kinds_of_architectures_are_no_names() -> None:
    """A column of families beside one of models is not taken for the name."""
    text = "General Arch.\tModel\tTop-1\nCNN\tA-S\t78.3\nCNN\tA-B\t79.9\n"
    assert [row["variant"] for row in values(text)] == ["A-S", "A-B"]


def test_method_with_its_base() -> None:
    """A method in one column and the model that it is applied to in another."""
    text = "Method\tBase model\tr\tTop-1\nMerge\tA-S\t13\t78.3\nMerge\tA-B\t8\t79.9\n"
    assert values(text)[1] == {"variant": "A-B + Merge", "base": "A-B", "merged_per_layer": 8, "top1": "79.9"}


def test_a_row_for_each_metric_and_a_column_for_each_setting() -> None:
    """A table of settings side by side gives a reading for each model and setting; what is a base is asked."""
    text = r"""\begin{tabular}{cl|ccc}
    \multirow{2}{*}{Base Model} & \multirow{2}{*}{Metrics} & \multicolumn{3}{c}{Keeping ratio $\rho$} \\ \cmidrule{3-5}
    & & 1.0 & 0.9 & 0.7 \\ \midrule
    \multirow{2}{*}{A-S} & Top-1 (\%) & 79.8 & 79.7 (-0.1) & 79.1 \\ & GFLOPs & 4.6 & 4.0 (-14\%) & 2.9 \\
    \multirow{2}{*}{A-B} & Top-1 (\%) & 81.8 & 81.7 & 81.2 \\ & GFLOPs & 17.6 & 15.3 & 11.2 \\ \end{tabular}"""
    result = read(text)
    assert [
        tuple(reading.values[key] for key in ("base", "keep_ratio", "top1", "compute_g")) for reading in result.readings
    ] == [
        ("A-S", "1.0", "79.8", "4.6"),
        ("A-S", "0.9", "79.7", "4.0"),
        ("A-S", "0.7", "79.1", "2.9"),
        ("A-B", "1.0", "81.8", "17.6"),
        ("A-B", "0.9", "81.7", "15.3"),
        ("A-B", "0.7", "81.2", "11.2"),
    ]
    assert "variant:A-S" in keys(result)


def test_table_whose_model_stands_outside_it() -> None:
    """A table of settings alone asks once for the model."""
    text = "Keep rate\tTop-1 (%)\tMACs (G)\n1.0\t79.8\t4.6\n0.7\t79.5 (-0.3)\t3.0\n"
    assert "model" in keys(read(text))
    assert [row["variant"] for row in values(text, {"model": "A-S"})] == ["A-S", "A-S"]


def test_group_above_the_headings() -> None:
    """A row across the table above its headings names the group of the first rows."""
    text = "<table><tr><th colspan=2>ImageNet-22K pre-trained models<tr><th>Model<th>Top-1<tr><td>A-S<td>85.1</table>"
    assert values(text) == [{"variant": "A-S", "pretrain": "imagenet-21k", "top1": "85.1"}]


def test_tables_of_other_tasks_give_no_readings() -> None:
    """Parameters and compute of a detector are not those of the model inside it."""
    text = "Backbone\tbox mAP\tParams\tFLOPs\nA-S\t46.0\t48M\t267G\n"
    assert read(text).readings == []
    assert read(text).passed_over == [
        (
            'a table with the headings "Backbone", "box mAP", "Params", "FLOPs": '
            "it is about another data set, task or evaluation"
        )
    ]


def test_size_is_an_image_size_where_its_cells_are() -> None:
    """A column `Size` is read where all its cells are image sizes, and passed over else."""
    assert values("Model\tSize\tTop-1\nA-S\t224 x 224\t78.3\n")[0]["resolution"] == 224
    assert "resolution" not in values("Model\tSize\tTop-1\nA-S\t22\t78.3\n")[0]


@pytest.mark.parametrize(
    ("rows", "params"),
    [
        ("A-S;5,289;78,3\n", "5.289"),
        ("A-S;5,289;78.3\n", "5289"),
        ("A-S;5,289;78\n", None),
        ("A-S;5.289;78,3\n", "5289"),
    ],
)
def test_comma_or_thousands(rows: str, params: str | None) -> None:
    """What a comma is, the other figures of the table tell; where none does, the cell is asked."""
    text = f"Model;Params (M);Top-1\n{rows}"
    assert values(text)[0].get("params_m") == params
    assert ("cell:2:5" in keys(read(text))) == (params is None)


def test_halves_side_by_side() -> None:
    """A table whose headings come twice side by side is two below each other."""
    text = "|Model|Params|Top-1|Model|Params|Top-1|\n|-|-|-|-|-|-|\n|A-S|5M|78.3|B-S|6M|79.3|\n|A-B|11M|80.1||||\n"
    assert values(text) == [
        {"variant": "A-S", "params_m": "5", "top1": "78.3"},
        {"variant": "A-B", "params_m": "11", "top1": "80.1"},
        {"variant": "B-S", "params_m": "6", "top1": "79.3"},
    ]


def test_quotes_of_a_name_do_not_end_the_answer() -> None:
    """The flag of a question can be pasted into a shell, whatever the name."""
    question = next(item for item in read("Model\tTop-1\n\\o'x\t78.3\n").questions if item.key.startswith("variant:"))
    assert shlex.split(question.flag.partition(", or ")[0]) == ["--answer", "variant:\\o'x=NAME"]


def test_notes_on_two_errors_are_one() -> None:
    """A row of two errors has one note that tells both."""
    assert values("Model\tTop-1 err.\tTop-5 err.\nA-S\t21.7\t5.90\n") == [
        {
            "variant": "A-S",
            "top1": "78.3",
            "top5": "94.10",
            "note": "The source prints the top-1 error, 21.7, and the top-5 error, 5.90.",
        }
    ]


def test_heading_of_a_size_alone_goes_on_from_the_one_before() -> None:
    """`@384` behind `Top-1 @224` is another top-1; words set small in a heading are words."""
    assert values("| Model | Acc<sub>top-1</sub> @224 | @384 |\n|-|-|-|\n| A-S | 78.3(2) | 79.9 |\n") == [
        {"variant": "A-S", "resolution": 224, "top1": "78.3"},
        {"variant": "A-S", "resolution": 384, "top1": "79.9"},
    ]


def test_rows_of_other_data_sets_are_passed_over() -> None:
    """A column that names the data set of each row leaves only those of ImageNet-1K."""
    text = "Model\tDataset\tTop-1\nA-S\tImageNet\t78.3\nA-S\tCIFAR-100\t98.1\n"
    assert values(text) == [{"variant": "A-S", "top1": "78.3"}]
    assert read(text).passed_over == ['row 2, "A-S": it is about CIFAR-100']


def test_column_that_tells_the_recipe_in_words() -> None:
    """What a column such as `Training` says plainly of the protocol is taken."""
    text = "Model\tTraining\tTop-1\nA-S\t300 epochs\t78.3\nA-S\t800 ep, soft distillation\t79.9\n"
    assert values(text) == [
        {"variant": "A-S", "epochs": 300, "top1": "78.3"},
        {"variant": "A-S", "distilled": "soft", "epochs": 800, "top1": "79.9"},
    ]


def test_raised_figures_are_marks_and_a_raised_two_belongs_to_the_name() -> None:
    """`A-S\u00b9` has a footnote; `IA-RED\u00b2` is a name."""
    assert values("Model\tTop-1\nA-S\u00b9\t78.3\nIA-RED\u00b2\t79.1\u00b3\n") == [
        {"variant": "A-S", "top1": "78.3", "mark": "1"},
        {"variant": "IA-RED\u00b2", "top1": "79.1", "mark": "3"},
    ]


def test_one_table_of_a_document() -> None:
    """A number takes one table; one that is not there is refused."""
    text = "| Model | Top-1 |\n|-|-|\n| A | 1.1 |\n\n| Model | Top-1 |\n|-|-|\n| B | 2.2 |\n"
    assert read(text).tables == 2
    assert [reading.values["variant"] for reading in read_pasted(text, "t", {}, number=2).readings] == ["B"]
    with pytest.raises(TableRefused, match=r"^t has 2 tables, and no number 3\.$"):
        read_pasted(text, "t", {}, number=3)


def test_macro_that_is_not_defined_is_asked() -> None:
    r"""The name `\ours` of a paste without its definition is kept and asked."""
    result = read("\\begin{tabular}{lc}Model & Top-1 \\\\ \\ours-S & 78.3 \\\\ \\end{tabular}")
    assert result.readings[0].values["variant"] == "\\ours-S"
    assert "variant:\\ours-S" in keys(result)


def test_columns_that_are_passed_over_are_named() -> None:
    """What is left aside is said with its reason."""
    result = read("Model\tTop-1\tCOCO AP\tLog\nA-S\t78.3\t41.0\tx\n")
    assert result.passed_over == [
        'column "COCO AP": it is about another data set, task or evaluation',
        'column "Log": no reading has a key for it',
    ]


def test_table_without_metrics_says_so() -> None:
    """A table of something else gives no readings, and the reason."""
    assert read("Layer\tChannels\nstem\t16\n").passed_over == [
        'a table with the headings "Layer", "Channels": no column is a metric'
    ]


def test_word_error_over_two_columns_goes_for_both() -> None:
    """A heading that says error once for top-1 and top-5 prints errors in both."""
    for heading in ("Error (%) top-1 / top-5", "Top-1 / Top-5 error (%)"):
        result = read(f"| Model | {heading} |\n|---|---|\n| A-S | 23.1 / 6.5 |\n")
        assert result.readings[0].ordered() == {
            "variant": "A-S",
            "top1": "76.9",
            "top5": "93.5",
            "note": "The source prints the top-1 error, 23.1, and the top-5 error, 6.5.",
        }
        assert "error" in keys(result)


@pytest.mark.parametrize(
    ("heading", "cell", "why"),
    [
        ("Top-1 (teacher)", "85.0", "it is about the teacher"),
        ("Teacher acc.", "85.0", "it is about the teacher"),
        ("Teacher params", "305M", "it is about the teacher"),
        ("FLOPs ↓ (%)", "38.5", "it holds differences, ratios or other costs"),
        ("Params (%)", "62", "it holds differences, ratios or other costs"),
        ("Trainable params (M)", "1.2", "it holds differences, ratios or other costs"),
        ("Training FLOPs (G)", "13.8", "it holds differences, ratios or other costs"),
        ("Train top-1", "95.5", "it holds differences, ratios or other costs"),
        ("Top-1 loss", "10.5", "it holds differences, ratios or other costs"),
        ("Top-1 acc. ↓", "1.2", "it holds differences, ratios or other costs"),
        ("\N{INCREMENT} Top-5", "2.5", "it holds differences, ratios or other costs"),
        ("Warm-up epochs", "20", "it holds differences, ratios or other costs"),
        ("FLOPs/token (G)", "0.5", "it holds differences, ratios or other costs"),
        ("Throughput (tokens/s)", "12000", "it holds differences, ratios or other costs"),
        ("Throughput (\u00d7)", "1.2", "it holds differences, ratios or other costs"),
        ("Tiny-ImageNet top-1", "65.5", "it is about another data set, task or evaluation"),
        ("ObjectNet acc.", "45.5", "it is about another data set, task or evaluation"),
        ("10-shot top-1", "55.5", "it is about another data set, task or evaluation"),
        ("Top-1 (10% labels)", "65.5", "it is about another data set, task or evaluation"),
        ("Acc@10", "97.1", "no reading has a key for it"),
    ],
)
def test_figures_of_others_and_shares_of_costs_are_passed_over(heading: str, cell: str, why: str) -> None:
    """What a column tells of the teacher, or in per cent of another model, is no figure of the model."""
    result = read(f"| Model | Top-1 (%) | {heading} |\n|---|---|---|\n| A-S | 79.8 | {cell} |\n")
    assert [reading.ordered() for reading in result.readings] == [{"variant": "A-S", "top1": "79.8"}]
    assert result.passed_over == [f'column "{heading}": {why}']


def test_cost_in_per_cent_is_asked() -> None:
    """A share in a column of costs is no cost."""
    result = read("Model,FLOPs (G),Top-1 (%)\nA-S,4.6,79.8\nA-S cut,63%,79.1\n")
    assert [reading.ordered().get("compute_g") for reading in result.readings] == ["4.6", None]
    assert "cell:3:9" in keys(result)


def test_teacher_is_a_name_without_its_accuracy() -> None:
    """The accuracy that a table prints behind the name of a teacher is no part of the name."""
    text = "| Model | Teacher | Top-1 |\n|---|---|---|\n| A-S | Big-L (85.0) | 81.0 |\n| A-T | Big-L [85.0%] | 76.0 |\n"
    assert [row["teacher"] for row in values(text)] == ["Big-L", "Big-L"]


def test_size_beside_ours_in_one_bracket() -> None:
    """What stands beside `ours` in a bracket is read as if it stood there alone."""
    found = values('Model,Params (M),Top-1 (%)\n"A-S (ours, 384)",5.6,78.3\n')
    assert found == [{"variant": "A-S", "resolution": 384, "params_m": "5.6", "top1": "78.3"}]


@pytest.mark.parametrize(
    ("params", "flops"),
    [("18.3 million", "2.9 billion"), ("18.3e6", "2.9e9"), ("18.3 Millions", "2.9E+9"), ("18.3 Mio.", "2.9 bn")],
)
def test_units_in_full_and_exponents(params: str, flops: str) -> None:
    """Units that are written out and powers of ten in the way of programs need no question."""
    result = read(f"| Model | Params | FLOPs | Top-1 |\n|---|---|---|---|\n| A-S | {params} | {flops} | 81.4 |\n")
    wanted = {"params_m": "18.3", "compute_g": "2.9", "compute_unit": "flops", "top1": "81.4"}
    assert [reading.ordered() for reading in result.readings] == [{"variant": "A-S", **wanted}]
    assert keys(result) == ["resolution", "pretrain", "distilled"]


def test_marks_on_headings_that_are_passed_over_are_not_asked() -> None:
    """A raised sign over a column that gives no values needs no answer."""
    result = read(
        "\\begin{tabular}{lccc}\nModel & Top-1 & AP$^b$ & AP$^m$ \\\\\nA-S & 79.8 & 43.1 & 39.5 \\\\\n\\end{tabular}"
    )
    assert keys(result) == ["resolution", "pretrain", "distilled"]


def test_column_of_settings_is_not_called_passed_over() -> None:
    """A column that tells the protocol in words is read, so nothing says that it was left aside."""
    result = read("| Model | Setting | Top-1 |\n|---|---|---|\n| A-S | 224px, 300 epochs | 79.8 |\n")
    assert result.passed_over == []
    assert result.readings[0].ordered() == {"variant": "A-S", "resolution": 224, "epochs": 300, "top1": "79.8"}


def test_single_blanks_with_words_that_can_be_one_heading_or_two() -> None:
    """Headings are cut as the rows have figures, and a difference behind a figure is a part of its cell."""
    text = "Model Params FLOPs Size Top-1\nA-T 5.7M 1.3G 224 72.2\nA-S 22M 4.6G 224 79.9 ↑0.1\nA-B 87M 17.6G 224 81.9\n"
    assert [(row["variant"], row["params_m"], row["resolution"], row["top1"]) for row in values(text)] == [
        ("A-T", "5.7", 224, "72.2"),
        ("A-S", "22", 224, "79.9"),
        ("A-B", "87", 224, "81.9"),
    ]


def test_rows_below_the_name_of_another_data_set_are_passed_over() -> None:
    """A row of one text that names another data set or evaluation sets the rows below it aside, and says so."""
    text = "| Model | Params (M) | Top-1 (%) |\n|---|---|---|\n"
    for group in ("CIFAR-100", "Results on ImageNet-V2"):
        result = read(f"{text}| ImageNet-1K | | |\n| A-S | 22 | 79.8 |\n| {group} | | |\n| A-S | 22 | 91.2 |\n")
        assert [reading.ordered() for reading in result.readings] == [
            {"variant": "A-S", "params_m": "22", "top1": "79.8"}
        ]
        assert result.passed_over == [f'row 2, "A-S": it stands below "{group}"']


def test_row_of_one_text_that_begins_with_a_figure_ends_the_group_before() -> None:
    """A size at the head of a group is no figure of a model, and the size of the group above goes no further."""
    text = (
        "| Model | Params (M) | Top-1 (%) |\n|---|---|---|\n| Trained at 224 | | |\n| A-S | 22 | 79.8 |\n"
        "| 384² fine-tuning | | |\n| A-S | 22 | 81.2 |\n"
    )
    assert [row["resolution"] for row in values(text)] == [224, 384]


def test_epochs_behind_a_sign_are_no_image_size() -> None:
    """`@ 300e` and `@1000 epochs` over a column are lengths of a training."""
    found = values("| Model | Top-1 (%) @ 300e | Top-1 (%) @1000 epochs |\n|---|---|---|\n| A-S | 80.1 | 82.3 |\n")
    assert found == [
        {"variant": "A-S", "epochs": 300, "top1": "80.1"},
        {"variant": "A-S", "epochs": 1000, "top1": "82.3"},
    ]


@pytest.mark.parametrize(
    ("heading", "cell", "wanted"),
    [
        ("FLOPs", "2.2\u00d710\u2079", {"compute_g": "2.2", "compute_unit": "flops"}),
        ("Parameter", "5,6 Mio.", {"params_m": "5.6"}),
        ("FLOPs", "1,1 Mrd.", {"compute_g": "1.1", "compute_unit": "flops"}),
        ("Epochs", "1k", {"epochs": 1000}),
        ("Top-5", "95.0 (0.0)", {"top5": "95.0"}),
        ("Throughput (k img/s), V100", "1.2", {"images_per_s": "1200", "device": "V100"}),
        ("Params (M)", "5.6²", {"params_m": "5.6", "mark": "2"}),
        ("Params (M)", "5.6 🔥", {"params_m": "5.6", "mark": "🔥"}),
    ],
)
def test_cell(heading: str, cell: str, wanted: dict[str, str | int]) -> None:
    """Cells with raised powers, German units, thousands of epochs or images, no difference, and marks of all kinds."""
    text = f"| Model | {heading} | Top-1 (%) |\n|---|---|---|\n| A-S | {cell} | 79,85 |\n"
    text = text if "," in cell else text.replace("79,85", "79.85")
    (found,) = values(text)
    assert found == {"variant": "A-S", **wanted, "top1": "79.85"}


@pytest.mark.parametrize(
    ("heading", "cell"),
    [
        ("Params (M)", "5.6 MB"),
        ("FLOPs (G)", "63%"),
        ("Top-5", "95.0 top-1"),
        ("Top-5", "≥95"),
        ("Top-5", "95.0 (96.1%)"),
        ("Top-5", "95.0M"),
        ("Params (M)", "5.6 - 7.2"),
        ("Latency (ms), V100", "12 W"),
        ("Latency (ms), V100", "12 / -"),
        ("Throughput, V100", "1.1 KFPS"),
        ("Latency (ms), V100", "<1"),
        ("Resolution", "14"),
        ("Resolution", "2240"),
    ],
)
def test_cells_that_may_tell_something_else_are_asked(heading: str, cell: str) -> None:
    """Bytes, shares, bounds and sides that no image has give no value until they are answered."""
    result = read(f"| Model | {heading} | Top-1 (%) |\n|---|---|---|\n| A-S | {cell} | 79.8 |\n")
    assert [reading.ordered() for reading in result.readings] == [{"variant": "A-S", "top1": "79.8"}]
    assert "cell:3:9" in keys(result)


def test_errors_beside_their_accuracies_are_set_aside() -> None:
    """Of accuracies and errors that say the same in all rows, the accuracies are read and nothing is asked."""
    head = "| Model | Top-1 Acc (%) | Top-1 Err (%) |\n|---|---|---|\n"
    result = read(f"{head}| A-S | 77.0 | 23.0 |\n| A-B | 80.1 | 19.9 |\n")
    assert [reading.ordered()["top1"] for reading in result.readings] == ["77.0", "80.1"]
    assert keys(result) == ["resolution", "pretrain", "distilled"]
    assert result.passed_over == ['column "Top-1 Err (%)": "Top-1 Acc (%)" prints the accuracies']
    assert "error" in keys(read(f"{head}| A-S | 77.0 | 35.0 |\n"))


def test_method_on_several_bases_is_a_variant_of_each() -> None:
    """One method on two models is two variants, and no method beside a model is that model."""
    text = (
        "| Method | Base model | Top-1 (%) |\n|---|---|---|\n| Baseline | DeiT-T | 72.2 |\n"
        "| PruneX | DeiT-T | 72.0 |\n| PruneX | DeiT-S | 79.3 |\n"
    )
    result = read(text)
    assert [reading.ordered() for reading in result.readings] == [
        {"variant": "DeiT-T", "top1": "72.2"},
        {"variant": "DeiT-T + PruneX", "base": "DeiT-T", "top1": "72.0"},
        {"variant": "DeiT-S + PruneX", "base": "DeiT-S", "top1": "79.3"},
    ]
    assert keys(result) == ["resolution", "pretrain", "distilled"]
