"""The data of the workspace, and the evidence behind them."""

from __future__ import annotations

import json
from itertools import accumulate
from typing import Any

from lvkb.records import Paper
from lvkb.render.evidence_json import evidence_json
from lvkb.render.workspace_json import workspace_json
from lvkb.views.workspace import workspace
from tests.counted import MODEL, counts, model_count
from tests.invented import PLAIN, paper, reading, results, taxonomy, variant
from tests.timed import LISTED, TIMINGS

TREE = taxonomy("components/embedding/patches", "dynamic/pruning")


def data(*papers: Paper, **values: Any) -> Any:
    """Gives the workspace as its page reads it."""
    return json.loads(workspace_json(workspace(results(*papers, **values))))


def rows(table: dict[str, list[Any]]) -> list[dict[str, Any]]:
    """Gives a table of columns as rows, without what is empty in them."""
    assert len({len(column) for column in table.values()}) == 1
    lines = zip(*table.values(), strict=True)
    return [{key: cell for key, cell in zip(table, line, strict=True) if cell != ""} for line in lines]


def evidence(one: Paper, **values: Any) -> Any:
    """Gives the evidence of a paper as the page reads it."""
    found = results(one, **values)
    return json.loads(evidence_json(one, found.merged[one.id], "@misc{a}", {"A-S": "import timm"}))


def test_an_empty_catalogue() -> None:
    """Without papers every list is empty, and every column is there."""
    found = data()
    assert found["version"] == 2
    assert [found[key] for key in ("updated", "families", "topics", "setups", "devices")] == ["", [], [], [], []]
    assert {key: [*found[key]] for key in ("papers", "models", "results", "speeds", "timings")} == {
        "papers": ["id", "name", "year", "venue", "family", "topics", "core", "official", "code", "code_use"],
        "models": ["paper", "name", "timm", "snippet", "weights", "weights_use"],
        "results": [
            *["model", "setup", "top1", "low", "high"],
            *["params", "params_from", "params_low", "params_high", "gmacs", "gmacs_from", "gmacs_low", "gmacs_high"],
            *["px", "epochs", "teacher", "form", "base", "setting", "note", "marks", "sound", "readings"],
            *["nr", "timm", "snippet", "weights", "weights_use", "other_weights"],
        ],
        "speeds": ["result", "device", "ms", "ips", "how"],
        "timings": ["model", "device", "ms", "how"],
    }


def test_papers_with_a_result_are_rows() -> None:
    """A paper tells family, topics, scope, and code with its licence."""
    told = variant("A-S", reading(top1="78.30"))
    found = data(
        paper("none", variant("N", reading(params_m=5))),
        paper(
            "a",
            told,
            aliases=["Alpha"],
            arxiv="2101.00001",
            authors=["Ada Flint", "Bo Marl"],
            published={"year": 2021, "venue": "ICLR 2022"},
            categories=["components/embedding/patches", "dynamic/pruning"],
            code=[{"github": "x/y", "official": False, "license": "MIT"}, {"github": "a/b", "official": True}],
        ),
        paper("b", told, scope="adjacent", categories=["no/such"], added="2026-02-03"),
        taxonomy=TREE,
    )
    assert found["updated"] == "2026-02-03"
    assert found["families"] == [["components", "COMPONENTS"], ["dynamic", "DYNAMIC"]]
    assert [path for path, _ in found["topics"]] == [
        "components/embedding",
        "components/embedding/patches",
        "dynamic/pruning",
    ]
    assert rows(found["papers"]) == [
        {
            "id": "a",
            "name": "A",
            "year": 2021,
            "venue": "ICLR 2022",
            "family": 0,
            "topics": [0, 1, 2],
            "core": 1,
            "official": 1,
        },
        {
            "id": "b",
            "name": "B",
            "year": 2021,
            "venue": "Preprint 2021",
            "family": -1,
            "topics": [],
            "core": 0,
            "official": 0,
        },
    ]
    assert [row["paper"] for row in rows(found["models"])] == [0, 1]


def test_a_result_tells_its_figures_as_printed() -> None:
    """Digits are those of the source; where sources disagree least and greatest stand beside the number."""
    values = PLAIN | {"params_m": "5.60", "epochs": 300, "teacher": ["RegNetY-16GF"], "distilled": "soft"}
    found = data(
        paper(
            "a",
            variant(
                "A-S",
                reading(top5=94),
                reading(top1="78.30", compute_g="1.1", compute_unit="flops", note="Ten crops.", **values),
                reading(source="zoo", top1="78.4", compute_g="1.4", compute_unit="macs", **values),
                reading(at="x", top1=70, base="deit/DeiT-S", setting={"keep_ratio": "0.7"}, kind="quoted"),
            ),
        )
    )
    assert found["setups"] == [
        ["imagenet-1k", "imagenet-1k", "yes", "224", "supervised", "no pre-training, distilled, 224 px"],
        [
            "imagenet-1k",
            "unknown",
            "unknown",
            "unknown",
            "supervised",
            "pre-training not stated, distillation not stated, image size not stated",
        ],
    ]
    usual = {"model": 0, "snippet": 0, "other_weights": 0}
    assert rows(found["results"]) == [
        usual
        | {
            "setup": 0,
            "top1": "78.30",
            "low": "78.30",
            "high": "78.4",
            "params": "5.60",
            "params_from": "r",
            "gmacs": "1.1",
            "gmacs_from": "r",
            "gmacs_low": "1.1",
            "gmacs_high": "1.4",
            "px": "224",
            "epochs": "300",
            "teacher": "RegNetY-16GF",
            "note": "Ten crops.",
            "sound": 1,
            "readings": 3,
            "nr": 0,
        },
        usual
        | {
            "setup": 1,
            "top1": "70",
            "base": "deit/DeiT-S",
            "setting": "keep ratio 0.7",
            "marks": "quoted",
            "sound": 0,
            "readings": 1,
            "nr": 1,
        },
    ]


def test_counted_figures_and_weights() -> None:
    """Counted figures are marked; a result of other weights names them, with licence and snippet of their own."""
    other = "pebblevit_s.flint_in22k"
    one = variant(
        "A-S",
        reading(top1=78, **PLAIN),
        reading(top1=80, timm=other, **PLAIN | {"pretrain": "imagenet-21k"}),
        reading(top1=81, timm=f"{other}_384", **PLAIN | {"resolution": 384}),
        timm=MODEL,
    )
    stored = counts(model_count(), model_count(other, license="cc-by-nc-4.0"))
    found = data(paper("a", one), counts=stored)
    assert rows(found["models"]) == [
        {"paper": 0, "name": "A-S", "timm": MODEL, "snippet": 1, "weights": "Apache-2.0", "weights_use": "yes"}
    ]
    names = ("params", "params_from", "gmacs", "gmacs_from", "timm", "snippet", "weights", "weights_use")
    assert [[row.get(name, "") for name in names] for row in rows(found["results"])] == [
        ["5.578632", "c", "1.102", "c", "", 0, "", ""],
        ["5.578632", "c", "1.102", "c", other, 1, "CC-BY-NC-4.0", "no"],
        ["5.578632", "c", "", "", f"{other}_384", 0, "", ""],
    ]


def test_weights_of_another_setup() -> None:
    """A result says where the weights that timm has of its model are told to be of a result in another setup."""
    one = variant(
        "A-S",
        reading(top1=78, **PLAIN),
        reading(top1=80, timm=MODEL, **PLAIN | {"distilled": "hard"}),
        reading(top1=81, **PLAIN | {"distilled": "hard", "epochs": 1000}),
        timm=MODEL,
    )
    two = variant("A-B", reading(top1=79, **PLAIN), timm="pebblevit_b.flint_in1k")
    found = rows(data(paper("a", one, two))["results"])
    assert [(row["top1"], row["other_weights"]) for row in found] == [("78", 1), ("80", 0), ("81", 0), ("79", 0)]


def test_speeds_are_told_by_device() -> None:
    """The authors' speeds belong to a result, Qualcomm's times to a model; spellings of a device are one."""
    fast = {"images_per_s": 1157, "device": "Tesla V100 (16GB)", "batch": 64}
    one = variant(
        "A-S",
        reading(
            top1=78, epochs=300, throughput=fast, latency={"ms": "0.90", "device": "iPhone 12", "runtime": "CoreML"}
        ),
        reading(source="zoo", top1=78, epochs=300, throughput=fast),
        reading(at="x", top1=60, epochs=100, latency={"ms": 3, "device": "unstated"}),
        reading(at="y", top1=70, epochs=200, latency={"ms": 4, "device": "V100"}),
    )
    found = data(paper("a", one), timings=TIMINGS, device_models=LISTED)
    assert found["devices"] == ["V100", "iPhone 12", "Samsung Galaxy S24", "QCS8550 (Proxy)"]
    assert rows(found["speeds"]) == [
        {"result": 0, "device": 0, "ips": "1157", "how": "batch 64"},
        {"result": 0, "device": 1, "ms": "0.90", "how": "CoreML"},
        {"result": 1, "device": -1, "ms": "3"},
        {"result": 1, "device": 0, "ms": "4"},
    ]
    assert rows(found["timings"]) == [
        {"model": 0, "device": 2, "ms": "1.2", "how": "float, onnx"},
        {"model": 0, "device": 3, "ms": "10", "how": "float, tflite"},
    ]


def test_evidence_of_a_result() -> None:
    """Each reading stands with source, place, values as printed, protocol, and what to know of it."""
    protocol = {"source": "zoo", "at": "config", "basis": "code", "epochs": 300}
    first = reading(
        protocol="run",
        top1="78.30",
        params_m="5.6",
        compute_g="2.0",
        compute_unit="flops",
        throughput={"images_per_s": 1157, "device": "V100", "batch": 64},
        note="Ten crops.",
        **PLAIN,
    )
    second = reading(source="zoo", at="row 3", top1="78.4", status="disputed", reason="Two tables differ.", **PLAIN)
    found = evidence(paper("a", variant("A-S", first, second), protocols={"run": protocol}))
    results_ = found.pop("results")
    assert found == {
        "id": "a",
        "record": "catalog/papers/a.yml",
        "bibtex": "@misc{a}",
        "sources": {
            "paper": {"text": "arXiv 2101.00001v1", "url": "https://arxiv.org/abs/2101.00001v1"},
            "zoo": {"text": "a/b, zoo.md at 84d992f", "url": "https://github.com/a/b/blob/84d992f/zoo.md"},
        },
        "snippets": {"A-S": "import timm"},
    }
    assert results_ == [
        {
            "model": "A-S",
            "readings": [
                {
                    "source": "paper",
                    "at": "Table 1",
                    "values": [
                        ["Top-1 %", "78.30"],
                        ["Params M", "5.6"],
                        ["G FLOPs", "2.0"],
                        ["Speed", "1157 images/s on V100 (batch 64)"],
                    ],
                    "protocol": "224 px, no pre-training, no distillation, 300 epochs",
                    "basis": "code",
                    "note": "Ten crops.",
                    "marks": "",
                },
                {
                    "source": "zoo",
                    "at": "row 3",
                    "values": [["Top-1 %", "78.4"]],
                    "protocol": "224 px, no pre-training, no distillation",
                    "basis": "",
                    "note": "",
                    "marks": "disputed",
                    "reason": "Two tables differ.",
                },
            ],
            "counted": "",
        }
    ]


def test_evidence_of_a_cost_taken_over() -> None:
    """A cost that only another recipe of the model tells stands with that reading, which tells nothing else here."""
    one = variant(
        "A-S",
        reading(at="x", top1=78, epochs=100, **PLAIN),
        reading(at="y", top1=79, top5=94, params_m="5.6", epochs=300, **PLAIN),
        timm=MODEL,
    )
    first, second = evidence(paper("a", one), counts=counts(model_count()))["results"]
    assert [[item["at"], item["values"], item.get("costs", 0)] for item in first["readings"]] == [
        ["x", [["Top-1 %", "78"]], 0],
        ["y", [["Params M", "5.6"]], 1],
    ]
    assert [item["values"] for item in second["readings"]] == [
        [["Top-1 %", "79"], ["Top-5 %", "94"], ["Params M", "5.6"]]
    ]
    assert (first["counted"], second["counted"]) == ("5.58 M: agrees; 1.10 GMACs counted by us",) * 2


def test_place_points_into_the_evidence() -> None:
    """`nr`, in steps, is the index of a result in the evidence of its paper, results without an accuracy included."""
    one = paper(
        "a", variant("A-S", reading(params_m=5, epochs=1), reading(top1=70, epochs=2)), variant("A-B", reading(top1=80))
    )
    found = data(one)["results"]
    told = evidence(one)["results"]
    assert found["nr"] == [1, 1]
    assert [told[nr]["readings"][0]["values"] for nr in accumulate(found["nr"])] == [
        [["Top-1 %", top1]] for top1 in found["top1"]
    ]
