"""The rules as a whole: their order, the files' order, and waivers."""

from __future__ import annotations

import os
import random
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lvkb import checks
from lvkb.catalog import load
from tests.conftest import MakeRoot
from tests.samples import record, told, with_reading, write_root

WAIVER = "{{code: {}, record: {}, reason: So it is., date: '2026-11-20'{}}}"


def waivers(*entries: tuple[str, str, str]) -> str:
    """Gives a file of waivers: code, record and, where not empty, field of each."""
    rows = [WAIVER.format(code, name, f", field: '{field}'" if field else "") for code, name, field in entries]
    return f"waivers: [{', '.join(rows)}]\n"


@pytest.fixture(scope="module")
def tangle(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Records that share ids, titles, names, repositories and spellings in many ways."""
    same = {"arxiv": "2101.00001", "doi": "10.1000/x", "title": "One and the same title of two"}
    files = {f"papers/{name}.yml": record(name, **same) for name in ("c", "a", "b")}
    files |= {f"papers/n{n}.yml": record(f"n{n}", name=name) for n, name in enumerate(("ViT", "vit", "V\u00efT"))}
    for n, dataset in enumerate(("cifar-10", "CIFAR-10", "cifar10", "cifar-10")):
        files[f"papers/d{n}.yml"] = with_reading(f"d{n}", f"{{source: paper, at: T, top1: 78, dataset: {dataset}}}")
    files |= {f"papers/t{n}.yml": record(f"t{n}", title=f"A title that is nearly the same {n}") for n in range(4)}
    files |= {f"papers/g{n}.yml": record(f"g{n}", code="[{github: a/B, official: true}]") for n in range(3)}
    files["papers/bad.yml"] = record("bad", title="")
    return write_root(tmp_path_factory.mktemp("tangle") / "kb", files)


@settings(max_examples=20)
@given(st.randoms(use_true_random=False))
def test_order_of_files_does_not_count(tangle: Path, order: random.Random) -> None:
    """A disk that lists the files in another order gives the same findings in the same order."""
    expected = checks.run(load(tangle))
    listdir = os.listdir

    def shuffled(folder: str) -> list[str]:
        names = listdir(folder)
        order.shuffle(names)
        return names

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(os, "listdir", shuffled)
        assert checks.run(load(tangle)) == expected
    assert len(expected) > 10


def test_order_of_checks_does_not_count(tangle: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The findings are the same whichever check comes first."""
    expected = checks.run(load(tangle))
    monkeypatch.setattr(checks, "CHECKS", checks.CHECKS[::-1])
    assert checks.run(load(tangle)) == expected
    assert [item.sort_key for item in expected] == sorted(item.sort_key for item in expected)


def test_no_finding_is_told_twice(tangle: Path) -> None:
    """No two findings are equal."""
    found = checks.run(load(tangle))
    assert len(set(found)) == len(found)


LOW = with_reading("one", "{source: paper, at: T, top1: 0.1, top5: 0.2}")


def test_waiver_covers_its_findings(make_root: MakeRoot) -> None:
    """A waiver covers every finding of its code on its record, and gives each its reason."""
    root = make_root({"papers/one.yml": LOW, "waivers.yml": waivers(("LV202", "one", ""))})
    assert [(item.code, item.waived) for item in checks.run(load(root))] == [("LV202", "So it is.")] * 2


def test_waiver_of_one_field(make_root: MakeRoot) -> None:
    """A waiver with a field covers no other field."""
    root = make_root({"papers/one.yml": LOW, "waivers.yml": waivers(("LV202", "one", "None-S: top5"))})
    assert [bool(item.waived) for item in checks.run(load(root))] == [False, True]


def test_waiver_of_another_record_or_code(make_root: MakeRoot) -> None:
    """A waiver covers neither another record nor another code, and is idle."""
    idle = waivers(("LV202", "two", ""), ("LV201", "one", ""), ("LV202", "one", "None-S: top3"))
    root = make_root({"papers/one.yml": LOW, "papers/two.yml": record("two"), "waivers.yml": idle})
    assert told(root) == [
        "LV202 None-S: top1: 0.1 is below 1.",
        "LV202 None-S: top5: 0.2 is below 1.",
        "LV920 waivers[0]: LV202 on two matches no finding.",
        "LV920 waivers[1]: LV201 on one matches no finding.",
        "LV920 waivers[2]: LV202 on one, field None-S: top3, matches no finding.",
    ]


def test_two_waivers_of_one_finding(make_root: MakeRoot) -> None:
    """Waivers that cover the same finding are both in use; the first gives the reason."""
    both = waivers(("LV202", "one", ""), ("LV202", "one", "None-S: top1")).replace("So it is.", "First.", 1)
    root = make_root({"papers/one.yml": LOW, "waivers.yml": both})
    assert [item.waived for item in checks.run(load(root))] == ["First.", "First."]


@pytest.mark.parametrize("code", ["LV004", "LV013", "LV014", "LV301"])
def test_what_keeps_a_record_out_is_never_waived(code: str, make_root: MakeRoot) -> None:
    """Findings that leave the record out of the catalogue cannot be waived: it would be missing without a word."""
    text = {
        "LV004": "id: [",
        "LV013": record("one", scope="wide"),
        "LV014": record("one", title=""),
        "LV301": with_reading("one", "{at: T, top1: 1}"),
    }
    root = make_root({"papers/one.yml": text[code], "waivers.yml": waivers((code, "one", ""))})
    found = checks.run(load(root))
    assert [(item.code, item.waived) for item in found] == [(code, ""), ("LV920", "")]
    assert found[1].what == f"{code} cannot be waived: a record that breaks it is not read at all."


def test_waiver_of_a_record_that_cannot_be_read(make_root: MakeRoot) -> None:
    """While a record cannot be read, the waivers of its other findings are not called idle."""
    broken = LOW.replace("Ada Flint", "")
    root = make_root({"papers/one.yml": broken, "waivers.yml": waivers(("LV202", "one", ""))})
    assert [line[:5] for line in told(root)] == ["LV013"]


def test_one_broken_record_breaks_no_other(make_root: MakeRoot) -> None:
    """References to a record that cannot be read are not reported besides."""
    root = make_root(
        {
            "papers/one.yml": record("one", title=""),
            "papers/two.yml": record("two", relations="{builds-on: [one]}"),
            "papers/six.yml": with_reading("six", "{source: paper, at: T, top1: 78, base: one/None-S}"),
        }
    )
    assert told(root) == ["LV014 title: The value is empty."]


def test_missing_taxonomy_breaks_no_record(make_root: MakeRoot) -> None:
    """Without a taxonomy no category is called unknown."""
    root = make_root({"papers/one.yml": record("one")})
    (root / "catalog/taxonomy.yml").unlink()
    assert [line[:5] for line in told(root)] == ["LV001"]
