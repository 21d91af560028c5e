"""Counting many models: in worker processes, from the store, and through whatever one of them does."""

from __future__ import annotations

import importlib
import multiprocessing
import os
import signal
import sys
import time
import warnings
from collections.abc import Mapping
from pathlib import Path
from typing import Any, ClassVar

import pytest

from lvkb.catalog import load
from lvkb.measured import Counts, Missing
from lvkb.models import count_pool, count_store, count_worker, counting, verification
from lvkb.models.count_files import merged
from lvkb.models.count_pool import CountPool
from lvkb.models.count_store import CountStore
from lvkb.models.count_worker import CountOutcome, CountTask, TimmListing, count_model
from lvkb.models.linked_models import LinkedModel, linked_models
from lvkb.models.preflight import Libraries, Unavailable
from lvkb.models.verification import Verifier, is_unexplained, verdict
from lvkb.subject.agreement import Verdict
from tests.conftest import MakeRoot
from tests.models.made_up import count
from tests.samples import record

ASKED = "LVKB_TEST_ASKED"
"""Variable that names a file with a line for each time that a model is counted."""


def made_up(task: CountTask) -> CountOutcome:
    """Stands for counting in a worker; what a model does is in its name."""
    if file := os.environ.get(ASKED):
        with Path(file).open("a", encoding="utf-8") as stream:
            stream.write(f"{task.model} {list(task.sizes)}\n")
    if task.model.startswith("killer"):
        os._exit(9)
    if task.model == "hangs":
        time.sleep(30)
        Path(os.environ[ASKED]).write_text("woke up")
    if task.model == "masked":
        return CountOutcome(task.model, error=str(signal.SIGINT in signal.pthread_sigmask(signal.SIG_BLOCK, ())))
    if task.model == "broken":
        return CountOutcome(task.model, error="no such layer")
    if task.model == "unknown":
        return CountOutcome(task.model, missing=Missing(model="unknown", reason="timm has no architecture unknown"))
    if task.model == "unavailable":
        raise Unavailable("timm is not installed.")
    return CountOutcome(task.model, count(task.model, 224, *task.sizes), seconds=0.25)


@pytest.fixture
def asked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Lets workers give made-up counts, and notes what they were asked for."""
    file = tmp_path / "asked.txt"
    file.touch()
    monkeypatch.setenv(ASKED, str(file))
    monkeypatch.setattr(count_pool, "count_model", made_up)
    monkeypatch.setattr(verification, "installed_versions", lambda: {"timm": "1.0.31", "torch": "2.13.0"})
    return file


def plain(*names: str) -> dict[str, LinkedModel]:
    """Gives links that no reading says anything of."""
    return {name: LinkedModel(name, (), ()) for name in names}


def run(links: Mapping[str, LinkedModel], *, stored: bool = True) -> tuple[CountOutcome, ...]:
    """Counts models in one process."""
    with Verifier(1, stored=stored) as verifier:
        return verifier.verify(links, lambda *_: None)


def test_every_model_has_an_outcome(asked: Path) -> None:
    """Models that fail or that timm does not know are outcomes like the others, sorted by name, each told once."""
    seen: list[tuple[str, int, int]] = []
    with Verifier(2) as verifier:
        outcomes = verifier.verify(
            plain("good", "unknown", "broken"), lambda outcome, done, total: seen.append((outcome.model, done, total))
        )

    assert outcomes == (
        CountOutcome("broken", error="no such layer"),
        CountOutcome("good", count("good"), seconds=0.25),
        CountOutcome("unknown", missing=Missing(model="unknown", reason="timm has no architecture unknown")),
    )
    assert sorted(name for name, _, _ in seen) == ["broken", "good", "unknown"]
    assert [(done, total) for _, done, total in seen] == [(1, 3), (2, 3), (3, 3)]


def test_what_was_counted_is_not_counted_again(asked: Path) -> None:
    """A second run gives the same from the store, without a process; only what failed is tried again."""
    first = run(plain("good", "unknown", "broken"))
    asked.write_text("")

    second = run(plain("good", "unknown", "broken"))

    assert second == first
    assert asked.read_text() == "broken []\n"


def test_a_stored_run_starts_no_process(asked: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where everything is stored, torch is needed no more."""
    run(plain("good"))
    monkeypatch.setattr(CountPool, "_workers", lambda _: pytest.fail("a process was started"))

    assert run(plain("good"))[0].counted == count("good")


@pytest.mark.parametrize("change", ["torch", "counter", "code"])
def test_other_versions_count_anew(asked: Path, monkeypatch: pytest.MonkeyPatch, change: str) -> None:
    """A count is stored for the versions and the code that made it."""
    run(plain("good"))
    asked.write_text("")
    if change == "torch":
        monkeypatch.setattr(verification, "installed_versions", lambda: {"timm": "1.0.31", "torch": "2.14.0"})
    elif change == "counter":
        monkeypatch.setattr(counting, "COUNTER", "next")
    else:
        monkeypatch.setattr(count_store, "_code", lambda: b"another")

    run(plain("good"))

    assert asked.read_text() == "good []\n"


def test_the_store_can_be_passed_by(asked: Path) -> None:
    """Without the store, everything is counted anew and nothing is kept."""
    run(plain("good"), stored=False)
    run(plain("good"), stored=False)
    run(plain("good"))

    assert asked.read_text() == "good []\n" * 3


def test_a_spoilt_store_is_counted_over(asked: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Entries that cannot be read are as good as none."""
    run(plain("good"))
    asked.write_text("")
    for text in (
        "",
        "[]",
        '{"missing": false, "data": {"model": 1}, "seconds": 1}',
        '{"missing": false, "data": null}',
    ):
        monkeypatch.setattr(CountStore, "_texts", lambda _, keys, text=text: dict.fromkeys(keys, text))
        assert run(plain("good"))[0].counted == count("good")

    assert asked.read_text() == "good []\n" * 4


def test_a_model_that_ends_its_process_is_told(asked: Path) -> None:
    """When a process dies, its model is the one that failed; all others are counted."""
    outcomes = run(plain("a", "b", "killer1", "killer2", "z"))

    ended = "the process that counted it was ended, perhaps for lack of memory"
    assert [(outcome.model, outcome.error) for outcome in outcomes] == [
        ("a", ""),
        ("b", ""),
        ("killer1", ended),
        ("killer2", ended),
        ("z", ""),
    ]


def test_a_run_that_is_broken_off_ends_what_it_began(asked: Path) -> None:
    """After an interrupt no process is waited for, and none is left."""

    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt), Verifier(2, stored=False) as verifier:
        verifier.verify(plain("good", "hangs"), interrupt)

    assert multiprocessing.active_children() == []
    assert "woke up" not in asked.read_text()


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no signals to hold back")
def test_workers_are_born_without_interrupts(asked: Path) -> None:
    """An interrupt that comes while a worker still imports is not its own to tell of; afterwards it counts again."""
    assert run(plain("masked"), stored=False) == (CountOutcome("masked", error="True"),)
    assert signal.SIGINT not in signal.pthread_sigmask(signal.SIG_BLOCK, ())


def test_without_torch_nothing_is_counted(asked: Path) -> None:
    """That torch or timm cannot be used concerns all models, and ends the run."""
    with pytest.raises(Unavailable, match=r"^timm is not installed\.$"):
        run(plain("good", "unavailable"))


@pytest.fixture
def links(make_root: MakeRoot) -> dict[str, LinkedModel]:
    """Models of which records report compute that fits 224, 256, 288 pixels with `made_up`, and no size at all."""
    figures = {"at224": "1.0", "at256": "1.306", "at288": "1.653", "never": "9.0", "params": None}
    variants = ", ".join(
        f"{{name: N{name}, timm: {name}, readings: [{{source: paper, at: T1, "
        f"{'resolution: 256, ' if name == 'at256' else ''}{f'compute_g: {told}, ' if told else ''}params_m: 5.0}}]}}"
        for name, told in figures.items()
    )
    return linked_models(load(make_root({"papers/one.yml": record("one", variants=f"[{variants}]")})))


def test_usual_sizes_are_tried_where_no_known_one_fits(asked: Path, links: dict[str, LinkedModel]) -> None:
    """A model is counted at its own size and the stated ones; at the usual ones only if its compute fits none."""
    outcomes = {outcome.model: outcome for outcome in run(links)}

    usual = "[224, 240, 256, 288, 320, 336, 384]"
    assert sorted(asked.read_text().splitlines()) == sorted(
        [
            "at224 []",
            "at256 [256]",
            "at288 []",
            f"at288 {usual}",
            "never []",
            f"never {usual}",
            "params []",
        ]
    )
    assert {name: verdict(outcome, links[name]) for name, outcome in outcomes.items()} == {
        "at224": Verdict.AGREES,
        "at256": Verdict.AGREES,
        "at288": Verdict.OTHER_SIZE,
        "never": Verdict.MISMATCH,
        "params": Verdict.AGREES,
    }
    assert not is_unexplained(count("at288", 224, 288), links["at288"])


def test_models_without_a_count_have_a_verdict_too() -> None:
    """What timm does not have is told from what failed, and from what nothing is reported of."""
    link = plain("a")["a"]
    missing = Missing(model="a", reason="timm has no architecture a")

    assert verdict(CountOutcome("a", missing=missing), link) is Verdict.NOT_IN_TIMM
    assert verdict(CountOutcome("a", error="no such layer"), link) is Verdict.NOT_COUNTED
    assert verdict(CountOutcome("a", count("a")), link) is Verdict.NOTHING


class TestMerged:
    """The file of counts after a run."""

    versions: ClassVar = {"torch": "2.13.0", "timm": "1.0.31", "counter": "1"}
    listing = TimmListing(("a", "b"))
    old = Counts(
        versions={"timm": "1.0.30"},
        architectures=("old",),
        models=(count("a"), count("c"), count("d")),
        missing=(Missing(model="b", reason="why"), Missing(model="e", reason="why")),
    )

    def test_a_whole_run_makes_it_anew(self) -> None:
        """Everything was asked for: what is linked no more is gone, and what failed has no entry."""
        outcomes = (
            CountOutcome("b", count("b")),
            CountOutcome("a", count("a")),
            CountOutcome("x", error="no such layer"),
            CountOutcome("m", missing=Missing(model="m", reason="why")),
        )

        assert merged(None, outcomes, self.listing, self.versions) == Counts(
            versions={"counter": "1", "timm": "1.0.31", "torch": "2.13.0"},
            architectures=("a", "b"),
            models=(count("a"), count("b")),
            missing=(Missing(model="m", reason="why"),),
        )

    def test_a_part_leaves_the_rest(self) -> None:
        """Only models that were asked for change; one that failed keeps its entry."""
        outcomes = (
            CountOutcome("a", count("a", 256)),
            CountOutcome("b", count("b")),
            CountOutcome("c", missing=Missing(model="c", reason="gone")),
            CountOutcome("d", error="no such layer"),
        )

        new = merged(self.old, outcomes, self.listing, self.versions)

        assert new.models == (count("a", 256), count("b"), count("d"))
        assert new.missing == (Missing(model="c", reason="gone"), Missing(model="e", reason="why"))


SAMPLE = {
    "deit_tiny_patch16_224.fb_in1k": (5_717_416, 5_717_416, 1_253_683_200, 1_253_683_200),
    "edgenext_xx_small.in1k": (1_327_216, 1_327_216, 257_905_088, 257_905_088),
    "efficientvit_m0.r224_in1k": (2_349_436, 2_334_916, 79_193_600, 79_193_600),
    "mobileone_s0.apple_in1k": (5_293_272, 2_078_504, 1_051_935_232, 275_110_400),
    "mobilevit_xxs.cvnets_in1k": (1_272_024, 1_272_024, 407_364_096, 407_364_096),
    "repvit_m0_9.dist_450e_in1k": (5_489_328, 5_067_056, 817_280_832, 815_617_344),
}
"""Parameters and MACs of small models, as built and fused; the MACs are half the FLOPs that torch's counter gives."""


@pytest.mark.usefixtures("loaded")
def test_a_real_sample_is_counted_without_a_network(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Real models are counted in real processes that can reach nothing; a second run asks nothing of them."""
    reached, guarded = tmp_path / "reached.txt", tmp_path / "guarded.txt"
    (tmp_path / "sitecustomize.py").write_text(
        "import socket\n"
        "def refuse(*args, **options):\n"
        f"    open({str(reached)!r}, 'a').write(f'{{args}}\\n')\n"
        "    raise OSError('no network here')\n"
        f"open({str(guarded)!r}, 'w').close()\n"
        "socket.socket.connect = socket.getaddrinfo = refuse\n"
    )
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    names = [*SAMPLE, "mobilevit_xxs.nobody_in1k", "hf-hub:someone/repository"]

    with Verifier() as verifier:
        assert "mobilevit_xxs" in verifier.listing().architectures
        outcomes = {outcome.model: outcome for outcome in verifier.verify(plain(*names), lambda *_: None)}
    monkeypatch.setattr(CountPool, "_workers", lambda _: pytest.fail("a process was started"))
    with Verifier() as verifier:
        verifier.listing()
        again = verifier.verify(plain(*names), lambda *_: None)

    assert guarded.exists()
    assert not reached.exists()
    assert again == tuple(outcomes[name] for name in sorted(names))
    assert {name: _figures(outcomes[name]) for name in SAMPLE} == SAMPLE
    assert outcomes["mobilevit_xxs.nobody_in1k"].missing == Missing(
        model="mobilevit_xxs.nobody_in1k",
        reason="timm has mobilevit_xxs, but not with the tag nobody_in1k",
        near=("mobilevit_xxs.cvnets_in1k",),
    )
    assert outcomes["hf-hub:someone/repository"].missing == Missing(
        model="hf-hub:someone/repository", reason="this is no name of a timm model"
    )


def _figures(outcome: CountOutcome) -> tuple[int, ...]:
    assert outcome.counted is not None
    cost = outcome.counted.sizes[0]
    return outcome.counted.params, outcome.counted.params_fused, cost.macs, cost.macs_fused


@pytest.mark.usefixtures("loaded")
def test_a_model_is_counted_at_its_own_size_first() -> None:
    """First comes the model's own size, then timm's test size, then those asked for, without those it cannot take."""
    edgenext = count_model(CountTask("edgenext_small.usi_in1k", (224, 256))).counted
    nest = count_model(CountTask("nest_tiny_jx.goog_in1k", (250, 256))).counted

    assert edgenext is not None
    assert [cost.size for cost in edgenext.sizes] == [256, 320, 224]
    assert edgenext.sizes[0].macs < edgenext.sizes[1].macs
    assert nest is not None
    assert [cost.size for cost in nest.sizes] == [224, 256]


def test_a_model_that_fails_is_an_outcome(loaded: Libraries, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever a model raises at its own size is told in one line, and concerns it alone."""

    def fail(*_: Any, **__: Any) -> None:
        raise KeyError("first\nsecond")

    monkeypatch.setattr(importlib.import_module("lvkb.models.construction"), "build", fail)

    assert count_model(CountTask("mobilevit_xxs.cvnets_in1k")) == CountOutcome(
        "mobilevit_xxs.cvnets_in1k", error=r"'first\nsecond'"
    )


def test_a_worker_is_offline(monkeypatch: pytest.MonkeyPatch) -> None:
    """A worker never fetches, and leaves interrupts to the process that asks."""
    monkeypatch.setenv("HF_HUB_OFFLINE", "0")
    ignored: list[Any] = []
    monkeypatch.setattr(signal, "signal", lambda *given: ignored.append(given))
    monkeypatch.setattr(warnings, "simplefilter", lambda _: None)

    count_worker.start_worker()

    assert os.environ["HF_HUB_OFFLINE"] == "1"
    assert ignored == [(signal.SIGINT, signal.SIG_IGN)]
