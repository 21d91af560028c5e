"""Accuracies for other catalogues: Every Eval Ever, and results in repositories of the Hugging Face Hub."""

from __future__ import annotations

import json
import re
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft7Validator

from lvkb.catalog import load
from lvkb.errors import WrongUse
from lvkb.exports.claims import LIST, Exported
from lvkb.exports.every_eval_ever import every_eval_ever
from lvkb.exports.hub_results import Benchmark, benchmark, benchmarks_by_dataset, hub_results
from lvkb.records import About
from lvkb.results import Results
from tests.evaluated import TIMM
from tests.invented import PLAIN, paper, reading, results, variant

HOME = "https://kb.example/vit/"
ABOUT = About(name="A Knowledge Base", short_name="kb", description="d", field="f")
IMAGENET = {"imagenet-1k": Benchmark("o/imagenet", "top1")}
SCHEMA = Path(__file__).with_name("schemas") / "every-eval-ever.schema.json"
VALIDATOR = Draft7Validator(json.loads(SCHEMA.read_text(encoding="utf-8")))
PATH = re.compile(
    r"data/[^/<>:\"\\|?*\[\]]+/[^/<>:\"\\|?*\[\]]+/[^/<>:\"\\|?*\[\]]+/"
    r"[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}\.json"
)
"""Where the datastore takes a file: five names that every system bears, the last of them a UUID of version 4."""


def found(**values: Any) -> Results:
    """Gives readings of all kinds: the authors', quoted, disputed, of a method, and without an accuracy."""
    one = reading(top1="78.30", top5="94.1", params_m="5.6", timm="a_s.in1k", note='Says "so".', **PLAIN)
    other = (
        reading(at="Table 2", top1=77, kind="quoted", exactness="rounded", resolution=256, teacher=["R", "S"]),
        reading(at="Table 3", source="zoo", top1=71, status="disputed", reason="The text says 72."),
        reading(at="Table 4", top1=70, timm="a_s.in1k", base="DeiT-S", setting={"keep_ratio": "0.7"}),
        reading(at="Table 5", params_m=5),
        reading(at="Table 6", top1=60, timm="a_s.in1k", evaluation="knn"),
        reading(at="Table 7", top1=69, timm="a_s.in1k", dataset="imagenet-v2"),
    )
    confirmed = {"by": "https://kb.example/issues/7", "date": "2026-02-03"}
    record = paper("a", variant("A/S [x]", one, *other), arxiv="2101.00001", confirmed=confirmed)
    return results(record, about=ABOUT, **values)


def of_eee(exported: Exported) -> dict[str, Any]:
    """Gives the documents by the key of their source and their kind, each valid."""
    documents = [json.loads(text, parse_float=Decimal) for text in exported.files.values()]
    for path, text in exported.files.items():
        assert PATH.fullmatch(path), path
        assert not {".", ".."} & set(path.split("/"))
        assert [error.message for error in VALIDATOR.iter_errors(json.loads(text))] == []
    return {document["evaluation_id"]: document for document in documents}


EEE = {
    "schema_version": "0.3.0",
    "evaluation_id": "kb/a/timm/a_s.in1k/paper/reported",
    "retrieved_timestamp": "1767312000",
    "source_metadata": {
        "source_name": "arXiv 2101.00001v1",
        "source_type": "documentation",
        "source_organization_name": "kb",
        "source_organization_url": HOME,
        "evaluator_relationship": "first_party",
        "additional_details": {"reported_by": "the authors", "source_url": "https://arxiv.org/abs/2101.00001v1"},
    },
    "eval_library": {"name": "unknown", "version": "unknown"},
    "model_info": {
        "name": "A/S [x]",
        "id": "timm/a_s.in1k",
        "additional_details": {
            "deployment_type": "unknown",
            "model_availability": "open_weights",
            "paper": "The title of a",
            "paper_url": "https://arxiv.org/abs/2101.00001",
            "variant": "a/A/S [x]",
        },
    },
}
DETAILS = {
    "kind": "reported",
    "exactness": "exact",
    "source": "arXiv 2101.00001v1",
    "source_url": "https://arxiv.org/abs/2101.00001v1",
    "source_at": "Table 1",
    "setup": "imagenet-1k / no distillation / 224",
    "dataset": "imagenet-1k",
    "evaluation": "supervised",
    "resolution": "224",
    "pretrain": "none",
    "distilled": "none",
    "params_m": "5.6",
    "timm": "a_s.in1k",
    "note": 'Says "so".',
    "confirmed_by_an_author": "https://kb.example/issues/7",
    "reading": "catalog/papers/a.yml: variants[0].readings[0]",
    "reading_url": f"{HOME}papers/a/#result-0",
}


def metric(identity: str, name: str, k: int, score: str, printed: str) -> dict[str, Any]:
    """Gives an accuracy as the first reading tells it."""
    return {
        "evaluation_name": "imagenet-1k",
        "source_data": {
            "dataset_name": "imagenet-1k",
            "source_type": "hf_dataset",
            "hf_repo": "ILSVRC/imagenet-1k",
            "hf_split": "val",
        },
        "metric_config": {
            "metric_id": identity,
            "metric_name": name,
            "metric_kind": "accuracy",
            "metric_unit": "proportion",
            "metric_parameters": {"k": k},
            "lower_is_better": False,
            "score_type": "continuous",
            "min_score": 0,
            "max_score": 1,
        },
        "score_details": {"score": Decimal(score), "details": {"printed": printed, **DETAILS}},
    }


def test_every_eval_ever() -> None:
    """One file for what one source tells of one model: who reports it, where, the protocol, and the way back."""
    documents = of_eee(every_eval_ever(found(), HOME))
    first = documents["kb/a/timm/a_s.in1k/paper/reported"]
    told = first.pop("evaluation_results")
    assert first == EEE
    assert told[:2] == [
        metric("accuracy", "Top-1 accuracy", 1, "0.7830", "78.30 per cent"),
        metric("top_5_accuracy", "Top-5 accuracy", 5, "0.941", "94.1 per cent"),
    ]
    others = [(item["evaluation_name"], item["score_details"]["details"]["source_at"]) for item in told[2:]]
    assert others == [("imagenet-1k", "Table 4"), ("imagenet-1k.knn", "Table 6"), ("imagenet-v2", "Table 7")]
    quoted = documents.pop("kb/a/a/A/S [x]/paper/quoted")
    assert quoted["source_metadata"]["evaluator_relationship"] == "other"
    assert quoted["evaluation_results"][0]["score_details"]["details"]["teacher"] == "R; S"
    assert list(documents) == ["kb/a/timm/a_s.in1k/paper/reported"]


def test_of_timm() -> None:
    """What timm evaluated is a third party's, made with timm at its commit; a line stands once."""
    linking = [paper(name, variant("A-S", reading(top1=70), timm="a_s.fb_in1k")) for name in ("a", "b")]
    documents = of_eee(every_eval_ever(results(*linking, about=ABOUT, timm=TIMM), ""))
    assert sorted(documents) == [
        "kb/a/a/A-S/paper/reported",
        "kb/a/timm/a_s.fb_in1k/timm/timm",
        "kb/b/b/A-S/paper/reported",
    ]
    of_timm = documents["kb/a/timm/a_s.fb_in1k/timm/timm"]
    assert of_timm["eval_library"] == {"name": "timm", "version": TIMM.commit}
    assert of_timm["source_metadata"]["evaluator_relationship"] == "third_party"
    scores = [item["score_details"]["score"] for item in of_timm["evaluation_results"]]
    assert scores == [Decimal("0.99100"), Decimal("0.9990"), Decimal("0.99200"), Decimal("0.9990")]


LEFT_OUT_OF_EEE = """\
{"exported":5,"no_place_for":["throughput","latency","counted parameters and multiply-adds"],"left_out":[
{"paper":"a","variant":"A/S [x]","reading":"catalog/papers/a.yml: variants[0].readings[2]",\
"source_url":"https://github.com/a/b/blob/84d992f/zoo.md","source_at":"Table 3","reason":"disputed: The text says 72."},
{"paper":"a","variant":"A/S [x]","reading":"catalog/papers/a.yml: variants[0].readings[4]",\
"source_url":"https://arxiv.org/abs/2101.00001v1","source_at":"Table 5","reason":"without a top-1 accuracy"}
]}
"""


def test_what_is_left_out() -> None:
    """What has no place is listed with its reason beside the files, and counted in a line."""
    exported = every_eval_ever(found(), HOME)
    assert exported.all_files()[LIST] == LEFT_OUT_OF_EEE
    assert exported.summary() == (
        "5 readings in 2 files; 2 left out (1 disputed, 1 without a top-1 accuracy), listed in left-out.json"
    )


HUB = """\
- dataset:
    id: "o/imagenet"
    task_id: "top1"
  value: 78.30
  source:
    url: "https://arxiv.org/abs/2101.00001v1"
    name: "arXiv 2101.00001v1, Table 1"
  notes: "top-1 accuracy in per cent; imagenet-1k / no distillation / 224; 224 px; reported by the authors; \
confirmed by an author: https://kb.example/issues/7; Says \\"so\\".; kb: https://kb.example/vit/papers/a/#result-0"
"""


def test_hub() -> None:
    """A file for each model that timm has on the Hub and each data set; what is another model's is left out."""
    exported = hub_results(found(), HOME, IMAGENET)
    assert exported.files == {"timm/a_s.in1k/.eval_results/imagenet-1k.yaml": HUB}
    assert [(item.claim.reading.at, item.reason) for item in exported.left_out] == [
        ("Table 2", "of weights that have no name on the Hub"),
        ("Table 3", "disputed: The text says 72."),
        ("Table 4", "of a method applied to the weights"),
        ("Table 5", "without a top-1 accuracy"),
        ("Table 6", "evaluated another way: knn"),
        ("Table 7", "on a data set without a benchmark: imagenet-v2"),
    ]


@pytest.mark.parametrize("name", ["../../x", "a/b", "..", ".x", "a b", "a\\b", "/etc/x", "\u03b1"])
def test_hostile_names_lead_nowhere(name: str) -> None:
    """What a record calls weights or a model becomes no path out of the folder, nor one that a system does not bear."""
    record = paper("a", variant("../../y", reading(top1=70, timm=name)), variant("..", reading(top1=70)))
    given_results = results(record, about=About(name="../..", description="d", field="f"))
    assert hub_results(given_results, "", IMAGENET).files == {}
    assert len(of_eee(every_eval_ever(given_results, ""))) == 2


def test_long_names_are_cut() -> None:
    """A name that no file system bears is cut between two letters; two that then are equal keep files of their own."""
    models = [variant("\u00fc" * 150 + end, reading(top1=70, timm=f"{'t' * 300}{end}")) for end in "ab"]
    unnamed = [variant("\u00fc" * 150 + end, reading(at="Table 2", top1=71)) for end in "ab"]
    given_results = results(paper("a", *models), paper("b", *unnamed), about=ABOUT)
    paths = list(every_eval_ever(given_results, "").files)
    assert {tuple(path.split("/")[2:4]) for path in paths} == {("timm", "t" * 200), ("b", "\u00fc" * 100)}
    assert len(paths) == 4
    left_out = hub_results(given_results, "", IMAGENET).left_out
    assert {item.reason for item in left_out} == {"of weights that have no name on the Hub"}


@given(text=st.text(st.characters(exclude_categories=["Cc", "Cs", "Zl", "Zp"]), min_size=1, max_size=60))
def test_hub_reads_any_text(text: str) -> None:
    """Whatever a record says comes back from the YAML as it was, and breaks nothing."""
    told = " ".join(text.split()) or "x"
    record = paper("a", variant("A", reading(at=told, top1="78.30", timm="a.in1k")))
    (file,) = hub_results(results(record, about=ABOUT), "", IMAGENET).files.values()
    (entry,) = yaml.safe_load(file)
    assert entry["dataset"] == {"id": "o/imagenet", "task_id": "top1"}
    assert (entry["value"], entry["source"]["name"]) == (78.3, f"arXiv 2101.00001v1, {told}")


def test_hub_client_reads_it() -> None:
    """The Hub's own client reads each entry: data set, task, value, source and notes."""
    hub = pytest.importorskip("huggingface_hub")
    if not hasattr(hub, "parse_eval_result_entries"):
        pytest.skip("this huggingface_hub knows no results of evaluations")
    (text,) = hub_results(found(), HOME, IMAGENET).files.values()
    (entry,) = hub.parse_eval_result_entries(yaml.safe_load(text))
    assert (entry.dataset_id, entry.task_id, entry.value) == ("o/imagenet", "top1", 78.3)
    assert (entry.source_url, entry.source_name) == (
        "https://arxiv.org/abs/2101.00001v1",
        "arXiv 2101.00001v1, Table 1",
    )
    assert entry.notes.startswith("top-1 accuracy in per cent; imagenet-1k / no distillation / 224; 224 px")


def test_benchmark() -> None:
    """A benchmark is a data set of ours, a repository of the Hub, and a task of it."""
    assert benchmark("imagenet-1k=ILSVRC/imagenet-1k:val") == ("imagenet-1k", Benchmark("ILSVRC/imagenet-1k", "val"))
    with pytest.raises(WrongUse) as refused:
        benchmark("imagenet-1k=x")
    assert str(refused.value) == (
        '"imagenet-1k=x" names no benchmark. Write DATASET=OWNER/NAME:TASK, as in imagenet-1k=OWNER/NAME:TASK.'
    )


def test_benchmarks_that_cannot_be_meant() -> None:
    """Two benchmarks of one data set are refused, and one of a data set that no reading is on."""
    assert list(benchmarks_by_dataset(["a=o/a:t", "b=o/b:t", "a=o/a:t"])) == ["a", "b"]
    with pytest.raises(WrongUse, match=r"^a has two benchmarks: o/a:t and p/a:t\. Name one\.$"):
        benchmarks_by_dataset(["a=o/a:t", "a=p/a:t"])
    for word, meant in (("imagenet", ' Did you mean "imagenet-v2", "imagenet-1k"?'), ("x", "")):
        with pytest.raises(WrongUse) as refused:
            hub_results(found(), HOME, {word: IMAGENET["imagenet-1k"]})
        assert str(refused.value) == f'no reading is on a data set "{word}".{meant}'


@pytest.mark.real
def test_the_whole_catalogue() -> None:
    """Every file of this catalogue is valid, under a path of its own, and every reading is exported or listed."""
    real = Results(load(Path()))
    exported = every_eval_ever(real, HOME)
    readings = sum(map(len, (*real.by_paper.values(), *real.evaluations.values())))
    assert exported.claims + len(exported.left_out) == readings
    sample = dict(list(exported.files.items())[::25])
    assert len(of_eee(Exported(sample, 0, (), ()))) == len(sample) > 100
    hub = hub_results(real, HOME, IMAGENET)
    assert hub.claims + len(hub.left_out) == readings
    assert all(
        isinstance(entry["value"], float | int) for entry in yaml.safe_load("".join(list(hub.files.values())[:50]))
    )
