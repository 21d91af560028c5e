"""Every number leads to its source, and data are spelt in one way."""

from __future__ import annotations

import pytest

from lvkb import checks
from lvkb.catalog import load
from tests.conftest import MakeRoot
from tests.samples import record, told, with_reading

DAY = 'read: "2026-11-20"'


def lines(make_root: MakeRoot, source: str, **values: str | None) -> list[str]:
    """Gives what is said of a record whose only source is the YAML given."""
    return told(make_root({"papers/a.yml": record("a", sources=f"{{paper: {{{source}}}}}", **values)}))


@pytest.mark.parametrize(
    "source",
    [
        "arxiv: 2101.00001v3",
        f"arxiv: '2101.00001', {DAY}",
        "github: a/b, path: README.md, commit: 84d992f",
        f"openreview: abcdefgh, {DAY}",
        f"cvf: ICCV2023/Flint_X_ICCV_2023_paper, {DAY}",
        f"doi: 10.1000/ABC, {DAY}",
        f"url: https://a.example/b, {DAY}, via: full-text copy",
    ],
)
def test_sound_sources(source: str, make_root: MakeRoot) -> None:
    """Each kind of source can be named so that it is found again."""
    assert lines(make_root, source, arxiv='"2101.00001"') == []


SPLIT = "Keep one of them, in canonical form; split other documents into sources of their own."
PIN = "Add the file and commit that were read."


@pytest.mark.parametrize(
    ("source", "line", "cure"),
    [
        (DAY, "LV305 sources.paper: The source names no document.", "Add the one of them that it has."),
        (
            f"path: R.md, {DAY}",
            "LV305 sources.paper: The source names no document.",
            "Add the one of them that it has.",
        ),
        (
            f"arxiv: '2101.00001', doi: 10.1/x, url: https://x.example, {DAY}",
            "LV305 sources.paper: The source gives arxiv and doi and url.",
            SPLIT,
        ),
        (
            f"doi: https://doi.org/10.1000/x, {DAY}",
            'LV305 sources.paper.doi: "https://doi.org/10.1000/x" is not in canonical form.',
            'Write doi: "10.1000/x".',
        ),
        (f"openreview: abc, {DAY}", 'LV305 sources.paper.openreview: "abc" is not in canonical form.', SPLIT),
        (
            f"url: https://github.com/a/b, {DAY}",
            'LV305 sources.paper.url: "https://github.com/a/b" belongs under github.',
            'Write github: "a/b".',
        ),
        (
            "arxiv: '2101.00001'",
            "LV306 sources.paper: The source has neither a version nor a day of reading.",
            "Write the version behind the id, as in 2110.02178v2.",
        ),
        (
            "doi: 10.1000/x",
            "LV306 sources.paper: The source has neither a version nor a day of reading.",
            "Add `read:` with the day.",
        ),
        (f"github: a/b, commit: 84d992f, {DAY}", "LV306 sources.paper: The source has no path.", PIN),
        (f"github: a/b, path: R.md, {DAY}", "LV306 sources.paper: The source has no commit.", PIN),
        (f"github: a/b, {DAY}", "LV306 sources.paper: The source has no path and no commit.", PIN),
    ],
)
def test_unsound_sources(source: str, line: str, cure: str, make_root: MakeRoot) -> None:
    """A source that names no document, several, or none that can be found again is told so once, with the cure."""
    root = make_root({"papers/a.yml": record("a", sources=f"{{paper: {{{source}}}}}", arxiv='"2101.00001"')})
    assert [(f"{item.code} {item.field}: {item.what}", item.fix) for item in checks.run(load(root))] == [(line, cure)]


@pytest.mark.parametrize(
    ("sources", "known"),
    [(f"{{zoo: {{doi: 10.1000/x, {DAY}}}, blog: {{doi: 10.1000/y, {DAY}}}}}", "zoo, blog"), (None, "it has none")],
)
def test_unknown_source_of_a_reading(sources: str | None, known: str, make_root: MakeRoot) -> None:
    """A reading whose source the record does not list is told, with those that it lists."""
    root = make_root({"papers/a.yml": record("a", sources=sources)})
    assert told(root, "LV303") == [f'LV303 Na-S: source: "paper" is not among the sources of the record: {known}.']


def test_unused_source(make_root: MakeRoot) -> None:
    """A source that no reading and no protocol names is a hint."""
    sources = f"{{paper: {{doi: 10.1000/x, {DAY}}}, blog: {{doi: 10.1000/y, {DAY}}}}}"
    root = make_root({"papers/a.yml": record("a", sources=sources)})
    assert told(root) == ['LV304 sources.blog: No reading uses "blog".']


def foreign(make_root: MakeRoot, source: str, kind: str, **values: str | None) -> list[str]:
    """Gives what is said of a record that reads another paper's document."""
    reading = f"{{source: paper, at: T, top1: 78, kind: {kind}}}"
    sources = f"{{paper: {{{source}}}}}"
    return told(
        make_root(
            {
                "papers/a.yml": with_reading("a", reading, sources=sources, **values),
                "papers/b.yml": record("b", arxiv='"2103.00009"', sources=None, variants=None),
            }
        )
    )


def test_foreign_sources(make_root: MakeRoot) -> None:
    """A number that another paper of the catalogue prints is no report of the authors."""
    assert foreign(make_root, "arxiv: 2103.00009v1", "reported") == [
        "LV307 sources.paper.arxiv: arXiv 2103.00009 is not this paper but b."
    ]


def test_foreign_source_of_a_paper_without_arxiv_id(make_root: MakeRoot) -> None:
    """A paper that has no arXiv id cannot have that of another one."""
    assert foreign(make_root, "arxiv: 2103.00009v1", "reported", arxiv=None, doi="10.1000/x") == [
        "LV307 sources.paper.arxiv: arXiv 2103.00009 is not this paper but b."
    ]


def test_source_that_nobody_holds(make_root: MakeRoot) -> None:
    """A source with an arXiv id unlike the paper's is foreign, though no record holds it."""
    assert foreign(make_root, "arxiv: 2109.00001v1", "reported") == [
        "LV307 sources.paper.arxiv: arXiv 2109.00001 is not this paper."
    ]


@pytest.mark.parametrize("kind", ["quoted", "measured"])
def test_quoted_numbers_may_be_foreign(kind: str, make_root: MakeRoot) -> None:
    """Numbers that are marked as another's may come from its paper."""
    assert foreign(make_root, "arxiv: 2103.00009v1", kind) == []


def test_own_versions_are_not_foreign(make_root: MakeRoot) -> None:
    """Any version of the paper itself is its own, also when the record's id is in another form."""
    assert foreign(make_root, "arxiv: 2103.00008v7", "reported", arxiv='"2103.00008"') == []


def test_own_source_of_an_id_in_another_form(make_root: MakeRoot) -> None:
    """An id with a version is one finding, not a foreign source besides."""
    found = foreign(make_root, "arxiv: 2103.00008v7", "reported", arxiv='"2103.00008v7"')
    assert [line[:5] for line in found] == ["LV101"]


def test_spelling_of_the_table_wins(make_root: MakeRoot) -> None:
    """Known data have a fixed spelling, however many records use another one."""
    rows = ("imagenet-1k", "ImageNet-1K", "ImageNet-1k", "IN-1K")
    files = {
        f"papers/a{n}.yml": with_reading(f"a{n}", f"{{source: paper, at: T, top1: 78, dataset: {row}}}")
        for n, row in enumerate(rows)
    }
    assert told(make_root(files)) == [
        f'LV308 Na{n}-S: dataset: "{row}" is spelt "imagenet-1k" in this catalogue.'
        for n, row in enumerate(rows)
        if n > 0
    ]


def test_spelling_of_the_majority_wins(make_root: MakeRoot) -> None:
    """Other data are spelt as most records do, and as the first in order when it is a draw."""
    rows = ("CIFAR-10", "cifar10", "cifar10", "Places365", "places-365")
    files = {
        f"papers/a{n}.yml": with_reading(f"a{n}", f"{{source: paper, at: T, top1: 78, pretrain: {row}}}")
        for n, row in enumerate(rows)
    }
    assert told(make_root(files)) == [
        'LV309 Na0-S: pretrain: "CIFAR-10" is spelt "cifar10" in this catalogue.',
        'LV309 Na4-S: pretrain: "places-365" is spelt "Places365" in this catalogue.',
    ]


def test_spelling_of_data_before_a_method(make_root: MakeRoot) -> None:
    """Known data keep their spelling where a method of pre-training stands in brackets behind them."""
    rows = ("imagenet-22k (ibot)", "imagenet-21k (ibot)", "lvd-142m (dinov2)")
    files = {
        f"papers/a{n}.yml": with_reading(f"a{n}", f"{{source: paper, at: T, top1: 78, pretrain: {row}}}")
        for n, row in enumerate(rows)
    }
    assert told(make_root(files)) == [
        'LV309 Na0-S: pretrain: "imagenet-22k (ibot)" is spelt "imagenet-21k (ibot)" in this catalogue.'
    ]
