"""The command `lvkb models verify`: what it prints, what it writes, and how it ends."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from lvkb.cli import app
from lvkb.layout import COUNTS
from lvkb.measured import Counts, Missing, measured_text, parse_measured
from lvkb.models import verification
from lvkb.models.count_pool import CountPool
from lvkb.models.count_worker import CountOutcome, CountTask, TimmListing
from lvkb.models.preflight import Unavailable
from tests.conftest import MakeRoot
from tests.models.made_up import count
from tests.samples import record

VERSIONS = {"counter": "1", "timm": "1.0.31", "torch": "2.13.0"}
LISTING = TimmListing(("good", "other"), "an operator was left empty.")


def variants(*links: str) -> str:
    """Gives the YAML of variants linked to models, each with 5.0 M parameters."""
    return "[" + ", ".join(
        f"{{name: N{number}, timm: {link}, readings: [{{source: paper, at: T1, params_m: 5.0}}]}}"
        for number, link in enumerate(links)
    ) + "]"  # fmt: skip


@pytest.fixture
def root(make_root: MakeRoot) -> Path:
    """Two papers: one with two models that can be counted, one with a name that timm does not know."""
    return make_root(
        {
            "papers/one.yml": record("one", variants=variants("good.in1k", "fusable.in1k")),
            "papers/two.yml": record("two", variants=variants("unknown.in1k", "broken.in1k")),
        }
    )


class MadeUpPool(CountPool):
    """Counts without a process; what a model does is in its name."""

    def listing(self) -> TimmListing:
        """Gives made-up architectures."""
        return LISTING

    def counted(self, tasks: Sequence[CountTask]) -> Iterator[tuple[CountTask, CountOutcome]]:
        """Gives made-up counts."""
        yield from ((task, _made_up(task)) for task in tasks)


def _made_up(task: CountTask) -> CountOutcome:
    if task.model.startswith("broken"):
        return CountOutcome(task.model, error="no such \x1b[31mlayer")
    if task.model.startswith("unknown"):
        return CountOutcome(
            task.model, missing=Missing(model=task.model, reason="timm has no such", near=("good.in1k",))
        )
    fused = 4_000_000 if task.model.startswith("fusable") else 5_000_000
    return CountOutcome(task.model, count(task.model).model_copy(update={"params_fused": fused}), seconds=0.25)


@pytest.fixture(autouse=True)
def made_up(monkeypatch: pytest.MonkeyPatch) -> None:
    """Counts are made up, and torch is not asked for."""
    monkeypatch.setattr(verification, "installed_versions", lambda: {"timm": "1.0.31", "torch": "2.13.0"})
    monkeypatch.setattr(verification, "CountPool", MadeUpPool)


def call(root: Path, *arguments: str) -> Result:
    """Runs the command."""
    return CliRunner().invoke(app, ["models", "verify", "--root", str(root), *arguments])


def stored(root: Path) -> Counts:
    """Reads the file of counts."""
    return parse_measured((root / COUNTS).read_bytes(), Counts)


def test_models_are_shown_with_their_verdicts(root: Path) -> None:
    """Each model has a line with size, parameters, MACs and verdict; what failed says why, in plain characters."""
    result = call(root)

    assert result.exit_code == 1
    assert result.stdout == (
        "broken.in1k   not counted: no such \\x1b[31mlayer\n"
        "fusable.in1k  224 px  5.000 (deployed 4.000) M  1.000 GMACs  agrees\n"
        "good.in1k     224 px  5.000 M  1.000 GMACs  agrees\n"
        "unknown.in1k  not in timm: timm has no such (near: good.in1k)\n"
        "4 models: 2 agrees, 1 not counted, 1 not in timm\n"
        "catalog/measured/counts.json would change: 3 new; --write writes it\n"
    )
    assert result.stderr == "note: an operator was left empty.\nCounted 4 of 4 models ...\n"
    assert not (root / COUNTS).exists()


def test_json_has_one_object_a_model(root: Path) -> None:
    """Programs get figures as numbers on the output; all else goes to the error channel."""
    result = call(root, "good", "unknown.in1k", "--format", "json")

    assert json.loads(result.stdout) == [
        {
            "model": "good.in1k",
            "input_size": 224,
            "params": 5_000_000,
            "params_fused": 5_000_000,
            "macs": 1_000_000_000,
            "macs_fused": 1_000_000_000,
            "macs_with_norms": 1_000_000_002,
            "seconds": 0.25,
            "verdict": "agrees",
        },
        {
            "model": "unknown.in1k",
            "input_size": None,
            "params": None,
            "params_fused": None,
            "macs": None,
            "macs_fused": None,
            "macs_with_norms": None,
            "seconds": 0.0,
            "verdict": "not in timm",
        },
    ]
    assert result.stderr == (
        "note: an operator was left empty.\n"
        "Counted 2 of 2 models ...\n"
        "lvkb: unknown.in1k: timm has no such (near: good.in1k)\n"
        "catalog/measured/counts.json would change: 2 new; --write writes it\n"
    )


def test_counts_are_written(root: Path) -> None:
    """The file holds what was counted, what timm lacks, and what counted; a second run changes nothing."""
    first = call(root, "--write")
    second = call(root, "--write")

    assert first.stdout.splitlines()[-1] == "wrote catalog/measured/counts.json: 3 new"
    assert second.stdout.splitlines()[-1] == "catalog/measured/counts.json is up to date"
    assert stored(root).versions == VERSIONS
    assert stored(root).architectures == ("good", "other")
    assert [item.model for item in stored(root).models] == ["fusable.in1k", "good.in1k"]
    assert [item.model for item in stored(root).missing] == ["unknown.in1k"]


def test_a_clean_run_ends_with_0(root: Path) -> None:
    """Where every model that was asked for was counted, the exit code is 0."""
    assert call(root, "one").exit_code == 0


def keep(root: Path, counts: Counts) -> None:
    """Puts a file of counts into a knowledge base."""
    file = root / COUNTS
    file.parent.mkdir()
    file.write_text(measured_text(counts), encoding="utf-8")


def test_counting_some_models_keeps_the_others(root: Path) -> None:
    """With names, entries of models that were not asked for stay as they are; without, those linked no more go."""
    keep(root, Counts(versions=VERSIONS, models=(count("elsewhere.in1k"), count("good.in1k", 256))))

    part = call(root, "good", "--write")
    kept = [item.model for item in stored(root).models]
    whole = call(root, "--write")

    assert part.stdout.splitlines()[-1] == "wrote catalog/measured/counts.json: 1 changed, other architectures"
    assert kept == ["elsewhere.in1k", "good.in1k"]
    assert whole.stdout.splitlines()[-1] == "wrote catalog/measured/counts.json: 2 new, 1 gone"
    assert [item.model for item in stored(root).models] == ["fusable.in1k", "good.in1k"]


def test_counts_of_several_versions_are_not_mixed(root: Path) -> None:
    """A part counted by other versions is not written beside the rest."""
    keep(root, Counts(versions={**VERSIONS, "timm": "1.0.20"}, models=(count("good.in1k"),)))
    before = (root / COUNTS).read_bytes()

    result = call(root, "good", "--write")

    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr == (
        "lvkb: the stored counts are of counter 1, timm 1.0.20, torch 2.13.0; here is counter 1, timm 1.0.31, torch "
        "2.13.0. Count all models anew: run it without names.\n"
    )
    assert (root / COUNTS).read_bytes() == before


def test_a_broken_file_of_counts_is_made_anew(root: Path) -> None:
    """A file that cannot be read is made by a run over all models, and not replaced by a part of them."""
    (root / COUNTS).parent.mkdir()
    (root / COUNTS).write_text("{", encoding="utf-8")

    part = call(root, "good", "--write")
    kept = (root / COUNTS).read_text(encoding="utf-8")

    assert call(root, "--write").exit_code == 1
    assert len(stored(root).models) == 2
    assert (part.exit_code, part.stdout, kept) == (2, "", "{")
    assert part.stderr == (
        "lvkb: catalog/measured/counts.json cannot be read, so its other models would be lost. Run it without names.\n"
    )


def test_a_disk_that_refuses_is_told(root: Path) -> None:
    """Where the file cannot be written, the command says so in one line and ends with 2."""
    (root / "catalog/measured").write_text("no folder", encoding="utf-8")

    result = call(root, "one", "--write")

    assert result.exit_code == 2
    assert result.stderr.splitlines()[-1].startswith("lvkb: Cannot write ")
    assert isinstance(result.exception, SystemExit)


def test_nothing_is_written_while_a_record_is_broken(root: Path) -> None:
    """A record that cannot be read would take its models out of the file."""
    (root / "catalog/papers/three.yml").write_text("id: [", encoding="utf-8")

    result = call(root, "--write")

    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr == (
        "lvkb: nothing was counted: catalog/papers/three.yml cannot be read. `lvkb check` says why.\n"
    )
    assert call(root, "one").exit_code == 0


def test_a_name_that_is_not_known_is_told(root: Path) -> None:
    """A name that is not known ends the command with 2, and the one that was probably meant."""
    result = call(root, "goood.in1k")

    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr == (
        'lvkb: "goood.in1k" is no linked model of timm, no paper with one, and no variant. Did you mean good.in1k?\n'
    )


def test_a_catalogue_without_links_is_told(make_root: MakeRoot) -> None:
    """Where nothing can be counted, the run is not a clean one."""
    result = call(make_root({"papers/one.yml": record("one")}))

    assert (result.exit_code, result.stderr) == (2, "lvkb: no record links to a timm model.\n")


def test_without_torch_the_cure_is_told(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without the extra, the command names what to install."""

    def versions() -> dict[str, str]:
        raise Unavailable("timm is not installed. Install it.")

    monkeypatch.setattr(verification, "installed_versions", versions)

    result = call(root)

    assert (result.exit_code, result.stderr) == (2, "lvkb: timm is not installed. Install it.\n")
