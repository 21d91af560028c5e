"""The rules as a whole: their order, the files' order, and records that cannot be read."""

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
