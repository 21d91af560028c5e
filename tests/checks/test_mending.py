"""What `lvkb fix` mends without judgement: just what changes, that the finding is gone, that no other value changed."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import NamedTuple

import pytest

from lvkb import checks
from lvkb.catalog import load
from lvkb.mending import MENDED, mend
from lvkb.records import Paper
from lvkb.validation import read_record
from lvkb.yamlfile import KeyPath, parse
from lvkb.yamlfile.places import walk
from tests.conftest import MakeRoot

EXAMPLES = Path(__file__).parents[1] / "examples"
PATH = "catalog/papers/pebblevit.yml"


class Case(NamedTuple):
    """A bad example, and what of its text is replaced by what."""

    example: str
    old: str
    new: str


CASES = [
    Case("LV003-byte-order-mark", "\ufeff# Invented", "# Invented"),
    Case("LV010-unknown-key", "top_1: 78.3", "top1: 78.3"),
    Case("LV013-odd-numbers", "78.3%", "78.3"),
    Case("LV013-wrong-value", "official: yes", "official: true"),
    Case("LV013-wrong-value", "224x224", "224"),
    Case("LV013-wrong-value", "5.6M", "5.6"),
    Case("LV014-empty-value", ', venue: "-"', ""),
    Case("LV014-empty-value", ", top5: null", ""),
    Case("LV017-without-quotes", "arxiv: 2211.99010", 'arxiv: "2211.99010"'),
    Case("LV017-without-quotes", "added: 2026-11-20", 'added: "2026-11-20"'),
    Case("LV018-hidden-mark", "\u200b", ""),
    Case("LV101-arxiv-address", "https://arxiv.org/pdf/2303.99001v2.pdf", '"2303.99001"'),
    Case("LV101-arxiv-with-version", '"2303.99001v2"\n', '"2303.99001"\n'),
    Case("LV104-doi-address", "https://doi.org/10.1109/ICCV.2023.99001", "10.1109/iccv.2023.99001"),
    Case("LV105-openreview-address", "https://openreview.net/forum?id=PebbleViT1", "PebbleViT1"),
    Case("LV106-cvf-address", "https://openaccess.thecvf.com/content/ICCV2023/html/Flint", "ICCV2023/Flint"),
    Case("LV106-cvf-address", "paper.html", "paper"),
    Case(
        "LV107-github-address",
        "https://github.com/flint/pebblevit/tree/main/models,",
        "flint/pebblevit, path: models,",
    ),
    Case("LV109-no-address", 'url: "https://github.com/flint/pebblevit.git"', 'github: "flint/pebblevit"'),
    Case("LV140-no-venue", ", venue: Under review", ""),
    Case("LV140-other-spelling", "NIPS 2021", "NeurIPS 2021"),
    Case("LV140-short-year", '"ICLR\'22"', '"ICLR 2022"'),
    Case("LV143-licence", "apache-2.0", "Apache-2.0"),
    Case("LV202-fraction", "0.783", "78.3"),
    Case("LV202-fraction", "0.941", "94.1"),
    Case("LV209-not-millions", "5600000", "5.6"),
    Case("LV305-not-canonical", "arXiv:2303.99001v2", "2303.99001v2"),
    Case("LV308-dataset", "ImageNet}", "imagenet-1k}"),
    Case("LV309-pretraining", "ImageNet-22K}", "imagenet-21k}"),
    Case("LV318-told-twice", ", epochs: 300, top1", ", top1"),
    Case("LV319-device", '"Tesla V100 (16GB)"', '"V100 16GB"'),
]
"""One line for each replacement; those of one example are made together."""


@pytest.fixture
def example(make_root: MakeRoot, request: pytest.FixtureRequest) -> Path:
    """A knowledge base with the records of a bad example."""
    root = make_root({})
    shutil.copy(EXAMPLES / "taxonomy.yml", root / "catalog")
    for file in (EXAMPLES / "bad" / str(request.param)).glob("*.yml"):
        shutil.copy(file, root / "catalog/papers")
    return root


@pytest.mark.parametrize("example", dict.fromkeys(case.example for case in CASES), indirect=True)
def test_just_what_was_meant_is_replaced(example: Path, request: pytest.FixtureRequest) -> None:
    """Every other byte stays; once written, the finding is gone, and there is nothing left to mend."""
    name = request.node.callspec.params["example"]
    cases = [case for case in CASES if case.example == name]
    mending = mend(example)
    (file,) = mending.files
    wanted = file.old.decode()
    for case in cases:
        assert case.old in wanted
        wanted = wanted.replace(case.old, case.new)
    assert file.new.decode() == wanted
    (example / file.path).write_bytes(file.new)
    places = {(item.code, item.location.path, item.field) for item in checks.run(load(example))}
    assert not places & {(item.code, item.location.path, item.field) for item in mending.made}
    assert not mend(example).files


@pytest.mark.parametrize("example", ["LV202-fraction", "LV010-unknown-key", "LV209-not-millions"], indirect=True)
def test_no_other_value_changes(example: Path) -> None:
    """Values that no finding speaks of are the same before and after."""
    mending = mend(example)
    (file,) = mending.files
    places = {change.keys for item in mending.made for change in item.corrections}
    renamed = {(*change.keys[:-1], change.new) for item in mending.made for change in item.corrections}
    assert _others(file.old, places | renamed) == _others(file.new, places | renamed)


def _others(content: bytes, places: set[KeyPath]) -> dict[KeyPath, object]:
    values = walk(parse(content, PATH).data)
    return {keys: value for keys, value in values if isinstance(value, str) and keys not in places}


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("aliases: [A, B, a]\n", "aliases: [A, B]\n"),
        ("categories:\n  - a/b\n  - c\n  - a/b\n", "categories:\n  - a/b\n  - c\n"),
        ("categories: dynamic/depth-adaptation  # where\n", "categories: [dynamic/depth-adaptation]  # where\n"),
        ("aliases: Pebbles\n", "aliases: [Pebbles]\n"),
    ],
)
def test_lists(make_root: MakeRoot, old: str, new: str) -> None:
    """An entry that stands twice goes, and one text where a list must be becomes its one entry."""
    key = old.partition(":")[0]
    good = (EXAMPLES / "good/marks.yml").read_text()
    start = good.index(f"\n{key}:") + 1
    text = good[:start] + old + good[good.index("\n", start) + 1 :]
    root = make_root({"papers/marks.yml": text})
    shutil.copy(EXAMPLES / "taxonomy.yml", root / "catalog")
    (file,) = mend(root).files
    assert file.new.decode() == text.replace(old, new)


def test_two_authors_of_one_name_stay(make_root: MakeRoot) -> None:
    """Two people may be called alike, and a text with a comma may be several people."""
    good = (EXAMPLES / "good/pebblevit.yml").read_text()
    start = good.index("authors:")
    rest = good[good.index("\n", start) :]
    for authors in ("authors: [Wei Wang, Wei Wang]", "authors: Wei Wang and Bo Li", "authors: Wei Wang; Bo Li"):
        root = make_root({})
        (root / "catalog/papers/pebblevit.yml").write_text(good[:start] + authors + rest)
        assert not mend(root).files
        shutil.rmtree(root)


def test_all_that_is_mended_is_told_and_shown() -> None:
    """The documentation of a rule says so exactly where an example or a test here shows it."""
    shown = {case.example.partition("-")[0] for case in CASES} | {"LV012", "LV115"}
    assert shown == MENDED


WANTS_JUDGEMENT = [
    "LV011-missing-key",
    "LV016-gap",
    "LV102-year",
    "LV110-shared-arxiv",
    "LV115-repeated",
    "LV204-swapped",
]


@pytest.mark.parametrize("example", [*WANTS_JUDGEMENT, "LV211-keep-ratio", "LV401-unknown-category"], indirect=True)
def test_what_wants_judgement_is_left_to_people(example: Path) -> None:
    """No record is changed for a finding that could be mended in two ways."""
    assert not mend(example).files


def test_a_key_that_must_be_there_is_not_deleted(make_root: MakeRoot) -> None:
    """Its value is empty: that stays for a person, with the reason."""
    root = make_root({"papers/x.yml": "id: x\ntitle: ~\ndoi: ~\n"})
    mending = mend(root)
    assert mending.files[0].new == b"id: x\ntitle: ~\n"
    assert [(item.field, why) for item, why in mending.unmended.items()] == [("title", '"title" is missing.')]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("{parms_m: 5600000}", "{params_m: 5.6}"),
        ("{top-1: 0.7830}", "{top1: 78.30}"),
        ("{Top1: 78.3 %, resolution: 224 px}", "{top1: 78.3, resolution: 224}"),
        ("{top1: 78, compute_g: 4.5 GFLOPs, compute_unit: MACs}", "{top1: 78, compute_g: 4.5, compute_unit: macs}"),
        ("{top1: 78, distilled: None, form: Deploy}", "{top1: 78, distilled: none, form: deploy}"),
    ],
)
def test_one_mending_shows_the_next(make_root: MakeRoot, old: str, new: str) -> None:
    """A key that is put right lets the record be read, whose values are then put right too."""
    good = (EXAMPLES / "good/pebblevit.yml").read_text()
    line = '      - {source: paper, at: "Table 9, row 1", '
    text = good.replace("variants:\n", f"variants:\n  - name: PebbleViT-X\n    readings:\n{line}{old[1:]}\n")
    root = make_root({"papers/pebblevit.yml": text})
    shutil.copy(EXAMPLES / "taxonomy.yml", root / "catalog")
    (file,) = mend(root).files
    assert file.new.decode() == text.replace(old[1:], new[1:])


@pytest.mark.parametrize("text", ["78,3", "1_000", "56k", "5.6B", "about 78", "224x192", "-3", "", "9" * 400 + "%"])
def test_numbers_that_may_mean_something_else_stay(text: str) -> None:
    """A comma may part decimals or thousands; a letter may be another unit."""
    content = f'variants: [{{name: x, readings: [{{top1: "{text}", params_m: "{text}", resolution: "{text}"}}]}}]\n'
    document = parse(content.encode(), PATH)
    read_record(document, Paper)
    wrong = [item for item in document.findings if item.code == "LV013" and "readings" in item.field]
    assert wrong
    assert [change.new for item in wrong for change in item.corrections if len(text) < 400] == []


def test_waived_findings_and_other_files_stay(make_root: MakeRoot) -> None:
    """A waiver is a judgement; a file that was not named is not touched."""
    shown = (EXAMPLES / "bad/LV202-fraction/pebblevit.yml").read_text()
    waiver = {"code": "LV202", "record": "pebblevit", "reason": "so printed", "date": "2026-11-20"}
    root = make_root({"papers/pebblevit.yml": shown, "waivers.yml": f"waivers: [{json.dumps(waiver)}]\n"})
    shutil.copy(EXAMPLES / "taxonomy.yml", root / "catalog")
    assert not mend(root).files
    (root / "catalog/waivers.yml").unlink()
    assert not mend(root, only=()).files
    assert mend(root, only=(PATH,)).files
