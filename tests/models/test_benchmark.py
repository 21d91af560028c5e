"""Timings: what is measured, in which order, and what a measurement becomes."""

from __future__ import annotations

import json
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lvkb.models import environment
from lvkb.models.bench_json import document
from lvkb.models.bench_plan import BenchPlan
from lvkb.models.bench_readings import digits, reading, source_line, yaml_line
from lvkb.models.bench_report import report
from lvkb.models.bench_result import BenchResult, Failure, Ratio, Spread, Timing, spread
from lvkb.models.benchmark import NotBenched, _settings, benchmark
from lvkb.models.choices import Device, Precision
from lvkb.models.construction import UnknownModel
from lvkb.models.environment import Environment, NoDevice
from lvkb.models.preflight import libraries
from lvkb.models.timed_model import TimedModel
from lvkb.records import Paper
from lvkb.validation import read_record
from lvkb.yamlfile import parse
from tests.samples import record

TINY, OTHER, FUSABLE = "test_vit.r160_in1k", "test_vit2.r160_in1k", "repvit_m0_9.dist_300e_in1k"
DAY = date(2026, 11, 20)
ON = Environment(
    device='A "fast" CPU @ 2.0 GHz',
    kind=Device.CPU,
    cpu='A "fast" CPU @ 2.0 GHz',
    cores=8,
    threads=2,
    system="Linux (Debian)",
    machine="x86_64",
    versions={"python": "3.11.2", "torch": "2.13.0+cpu", "timm": "1.0.31"},
    matmul_precision="highest",
    governor="performance",
    load=0.1,
)
SLOW = Timing(TINY, 160, 1, None, 400_000, (2.0, 4.0, 3.0, 5.0, 6.0), 300 * 2**20)
FAST = Timing(OTHER, 160, 1, "deploy", 500_000, (1.0, 2.0, 1.5, 2.5, 2.0), 300 * 2**20)
MANY = Timing(TINY, 160, 8, None, 400_000, (10.0, 10.0, 10.0, 10.0, 10.0), None)


def quick(*names: str, **changes: Any) -> BenchPlan:
    """A plan that takes little time."""
    return BenchPlan(names, **{"threads": 1, "size": None, "warm_up": 1, **changes})


@pytest.mark.usefixtures("loaded")
class TestBench:
    """Real timings of tiny models."""

    def test_models_are_timed_in_turn(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """One run of each model follows one of the other, 30 times, after the warm-up of each."""
        order: list[str] = []
        measure = TimedModel.milliseconds

        def noted(self: TimedModel) -> float:
            order.append(self.name)
            return measure(self)

        monkeypatch.setattr(TimedModel, "milliseconds", noted)
        result = benchmark(quick(TINY, OTHER, warm_up=2))
        assert order == [TINY] * 2 + [OTHER] * 2 + [TINY, OTHER] * 30
        assert [(item.model, item.size, item.batch, len(item.ms)) for item in result.timings] == [
            (TINY, 160, 1, 30),
            (OTHER, 160, 1, 30),
        ]
        assert result.failures == ()
        assert all(value > 0 for item in result.timings for value in item.ms)

    def test_every_batch_size_is_timed(self) -> None:
        """Batch sizes come one after the other, and a larger one takes longer."""
        small, large = benchmark(quick(TINY, batches=(1, 16))).timings
        assert (small.batch, large.batch) == (1, 16)
        assert large.latency.median > small.latency.median

    def test_fused_models_say_so(self) -> None:
        """A model that can be merged is timed merged, with fewer parameters, unless told otherwise; both say so."""
        size = {"size": 64, "runs": 30, "warm_up": 1}
        deployed, trained = (benchmark(quick(FUSABLE, fused=fused, **size)).timings[0] for fused in (True, False))
        assert (deployed.form, trained.form) == ("deploy", "train")
        assert deployed.params < trained.params

    def test_a_model_that_cannot_be_merged_has_no_form(self) -> None:
        """Where merging changes nothing there is one form, which needs no name."""
        assert benchmark(quick(TINY)).timings[0].form is None

    @pytest.mark.parametrize("precision", [Precision.FP32, Precision.BF16, Precision.AMP])
    @pytest.mark.parametrize("channels_last", [False, True])
    def test_precisions_and_layouts_run(self, precision: Any, channels_last: bool) -> None:
        """Each precision and layout that a CPU has is timed."""
        result = benchmark(quick(TINY, precision=precision, channels_last=channels_last))
        assert result.failures == ()

    def test_a_model_that_fails_does_not_stop_the_others(self) -> None:
        """A size that a model refuses is told, and the others are timed."""
        result = benchmark(quick(TINY, "test_convnext.r160_in1k", size=100))
        assert [item.model for item in result.timings] == ["test_convnext.r160_in1k"]
        reason = "Input height (100) should be divisible by patch size (16)."
        assert result.failures == (Failure(TINY, 1, reason),)

    def test_settings_of_torch_are_put_back(self) -> None:
        """Threads are set for the timing alone."""
        torch = libraries().torch
        before = torch.get_num_threads()
        with _settings(quick(TINY, threads=before + 1)):
            assert torch.get_num_threads() == before + 1
        assert torch.get_num_threads() == before

    @pytest.mark.parametrize(
        ("changes", "message"),
        [
            ({"runs": 29}, "29 runs are too few: a median with quartiles needs at least 30."),
            ({"batches": (1, 1)}, "a model or a batch size is named twice; name each once."),
            ({"names": (TINY, TINY)}, "a model or a batch size is named twice; name each once."),
        ],
    )
    def test_plans_that_make_no_sense_are_refused(self, changes: dict[str, Any], message: str) -> None:
        """Too few runs, and things named twice, are refused before anything runs."""
        with pytest.raises(NotBenched) as error:
            benchmark(BenchPlan(**{"names": (TINY,), **changes}))
        assert str(error.value) == message

    def test_a_device_that_is_not_there_is_refused(self) -> None:
        """A device that torch does not find ends with those it does."""
        missing = next(kind for kind in Device if kind not in environment.available_devices())
        with pytest.raises(NoDevice) as error:
            benchmark(quick(TINY, device=missing))
        found = ", ".join(environment.available_devices())
        assert str(error.value) == f"torch finds no {missing} device here; there is: {found}."

    def test_an_unknown_model_stops_before_anything_runs(self) -> None:
        """A name that timm does not know is told before the first model is built."""
        with pytest.raises(UnknownModel, match="timm has no architecture nope"):
            benchmark(quick(TINY, "nope.x"), say=pytest.fail)

    def test_the_gpu_is_timed_by_its_own_clock(self) -> None:
        """On a GPU times and the memory of the model alone are given."""
        if "cuda" not in environment.available_devices():
            pytest.skip("torch finds no CUDA device here")
        (timing,) = benchmark(quick(TINY, device=Device.CUDA, precision=Precision.FP16)).timings
        assert min(timing.ms) > 0
        assert timing.peak_bytes is not None
        assert timing.peak_bytes > 2 * timing.params

    def test_the_environment_tells_nothing_personal(self) -> None:
        """Device, threads and versions are there; host, user and paths are not."""
        import getpass
        import platform

        on = environment.environment(Device.CPU)
        text = repr(on)
        assert on.device == on.cpu == environment.cpu_model()
        assert on.threads == libraries().torch.get_num_threads()
        assert set(on.versions) == {"python", "torch", "timm"}
        assert platform.node() not in text
        assert str(Path.home()) + "/" not in text
        assert len(getpass.getuser()) < 4 or getpass.getuser() not in text


def test_the_median_comes_with_its_quartiles() -> None:
    """The quartiles lie among the values themselves."""
    assert spread([4.0, 1.0, 3.0, 2.0, 5.0]) == Spread(3.0, 2.0, 4.0)


def test_throughput_is_images_by_time() -> None:
    """The fast quartile of the time is the high one of the throughput."""
    assert tuple(SLOW.throughput) == pytest.approx((250.0, 200.0, 1000 / 3))
    assert MANY.throughput == Spread(800.0, 800.0, 800.0)


def test_ratios_are_taken_run_by_run() -> None:
    """Two models are compared in the same turn, so that what slows both does not show; never across batch sizes."""
    result = BenchResult(BenchPlan((TINY, OTHER)), (SLOW, FAST, MANY), ())
    assert list(result.ratios()) == [Ratio(TINY, OTHER, 1, Spread(2.0, 2.0, 2.0))]


@pytest.mark.parametrize(
    ("value", "text"),
    [(12.3456, "12.35"), (0.00123456, "0.001235"), (123456.0, "123500"), (1.0, "1.000"), (9999.96, "10000"), (0, "0")],
)
def test_figures_have_four_digits(value: float, text: str) -> None:
    """Four significant digits, and no exponent, which records do not take."""
    assert digits(value) == text


@given(st.floats(min_value=1e-6, max_value=1e9))
def test_four_digits_are_close(value: float) -> None:
    """What is written differs by half a unit of the fourth digit at most."""
    assert abs(Decimal(digits(value)) - Decimal(value)) <= Decimal(value) * Decimal("0.0005001")


def of_record(lines: list[str], fix: str = "") -> Paper | None:
    """Reads a record with readings of a measurement; its findings must be none."""
    sources = f"{{{source_line(DAY).replace('ADDRESS OF THE JSON FILE', 'https://a.org/b.json')}}}"
    readings = "".join(f"      {line}\n" for line in lines)
    text = record("x1", sources=sources, variants=f"\n  - name: One\n    readings:\n{readings}")
    parsed = parse(text.encode(), "catalog/papers/x1.yml")
    paper = read_record(parsed, Paper)
    assert [str(finding) for finding in parsed.findings] == []
    return paper


def test_a_single_image_becomes_a_latency() -> None:
    """The line that is printed can be put into a record: a measured latency with all it depends on."""
    line = yaml_line(reading(SLOW, BenchPlan((TINY,)), ON))
    assert line == (
        '- {source: bench, at: "results, test_vit.r160_in1k, batch 1", resolution: 160, '
        'latency: {ms: 4, device: "A \\"fast\\" CPU @ 2.0 GHz", precision: fp32, batch: 1, runtime: PyTorch 2.13.0, '
        "threads: 2}, timm: test_vit.r160_in1k, kind: measured}"
    )
    paper = of_record([line])
    assert paper is not None
    (found,) = paper.variants[0].readings
    assert found.latency is not None
    assert (found.kind, found.timm, found.resolution) == ("measured", TINY, 160)
    assert found.latency.model_dump() == {
        "device": ON.device,
        "precision": "fp32",
        "batch": 1,
        "runtime": "PyTorch 2.13.0",
        "threads": 2,
        "ms": Decimal(4),
    }


def test_more_images_become_a_throughput() -> None:
    """A batch is told in images per second, with form, compiler and layout."""
    plan = BenchPlan((TINY,), precision=Precision.AMP, compiled=True, channels_last=True)
    merged = Timing(TINY, 160, 8, "deploy", 1, (7.0, 7.0, 7.0), None)
    paper = of_record([yaml_line(reading(merged, plan, ON))])
    assert paper is not None
    (found,) = paper.variants[0].readings
    assert found.throughput is not None
    assert (found.form, found.throughput.images_per_s) == ("deploy", Decimal(1143))
    assert found.throughput.runtime == "PyTorch 2.13.0, compiled, channels-last"
    assert (found.throughput.precision, found.throughput.batch) == ("amp", 8)


def test_the_reading_of_the_json_is_the_one_of_the_line() -> None:
    """The mapping in the JSON file, pasted as it is, is the same reading."""
    given_reading = document(BenchResult(BenchPlan((TINY,)), (SLOW,), ()), ON, DAY)["results"][0]["reading"]
    assert of_record([f"- {json.dumps(given_reading)}"]) == of_record([yaml_line(given_reading)])


@given(st.text(min_size=1, max_size=40, alphabet=st.characters(codec="utf-8", exclude_categories=("C", "Z"))))
def test_any_device_name_survives(name: str) -> None:
    """Whatever a device is called, the line is YAML that gives its name back."""
    from dataclasses import replace

    paper = of_record([yaml_line(reading(SLOW, BenchPlan((TINY,)), replace(ON, device=name)))])
    assert paper is not None
    assert paper.variants[0].readings[0].latency is not None
    assert paper.variants[0].readings[0].latency.device == name


def test_the_document_tells_everything() -> None:
    """The JSON has day, environment, settings, every run, ratios and failures."""
    failures = (Failure("x.y", 1, "no memory"),)
    found = document(BenchResult(BenchPlan((TINY, OTHER, "x.y")), (SLOW, FAST), failures), ON, DAY)
    assert json.loads(json.dumps(found)) == found | {"settings": json.loads(json.dumps(found["settings"]))}
    assert found["measured"] == "2026-11-20"
    assert found["environment"]["versions"]["torch"] == "2.13.0+cpu"
    assert found["settings"]["weights"] == "random"
    assert found["results"][0]["runs_ms"] == [2.0, 4.0, 3.0, 5.0, 6.0]
    assert found["results"][0]["ms"] == {"median": 4.0, "lower": 3.0, "upper": 5.0}
    assert found["results"][0]["peak_of"] == "process"
    assert found["ratios"] == [
        {"model": TINY, "other": OTHER, "batch": 1, "times": {"median": 2.0, "lower": 2.0, "upper": 2.0}}
    ]
    assert found["failures"] == [{"model": "x.y", "batch": 1, "reason": "no memory"}]


def test_the_text_tells_what_it_was_measured_on() -> None:
    """The report names device, threads, precision, runs, the ratio with its spread, and gives the lines to paste."""
    from dataclasses import replace

    result = BenchResult(BenchPlan((TINY, OTHER, "x.y")), (SLOW, FAST), (Failure("x.y", 1, "no memory"),))
    lines = list(report(result, replace(ON, load=7.5), DAY))
    assert lines == [
        'A "fast" CPU @ 2.0 GHz, 2 of 8 threads, fp32, PyTorch 2.13.0, Linux (Debian)',
        "random weights, fused where they can be; 30 runs in turn after 5: median and quartiles",
        "note: other work was running (load 7.5 on 8 cores): times may be too long",
        f"{'model':44}   px batch       ms         quartiles    img/s  peak MiB",
        f"{TINY:44}  160     1    4.000     3.000 - 5.000    250.0       300",
        f"{OTHER:44}  160     1    2.000     1.500 - 2.000    500.0       300",
        "peak: of the whole process until then, torch and all models together",
        f"{TINY} takes 2.000 times as long as {OTHER} (batch 1; 2.000 - 2.000)",
        "x.y, batch 1: not timed: no memory",
        'As readings for a record, with the source bench: {url: "ADDRESS OF THE JSON FILE", read: "2026-11-20"}',
        yaml_line(reading(SLOW, result.plan, ON)),
        yaml_line(reading(FAST, result.plan, ON)),
    ]


def test_a_quiet_machine_gets_no_note() -> None:
    """Only a machine that was busy is said to be."""
    assert not ON.busy
    assert not any(line.startswith("note:") for line in report(BenchResult(BenchPlan((TINY,)), (SLOW,), ()), ON, DAY))
