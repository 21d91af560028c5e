"""The links of records: what they lead to, and where they stand."""

from __future__ import annotations

from lvkb.catalog import load
from lvkb.links.record_links import catalog_targets
from lvkb.registers import GITHUB
from tests.conftest import MakeRoot
from tests.samples import record

RICH = """id: rich
name: Rich
title: "A Rich Record of Many Links"
authors: [Ada Flint, Ben Oak]
published: {year: 2021, venue: CVPR 2022}
categories: [components/position-encoding]
arxiv: "2101.00001"
doi: 10.1109/ABC.2021.1
openreview: AbCdEfGh12
cvf: CVPR2022/Flint_A_Rich_Record_of_Many_Links_CVPR_2022_paper
code:
  - {github: ada/rich, official: true}
  - {github: ben/zoo, path: models/rich, official: false}
  - {url: "https://code.example/rich", official: false}
annotation: {idea: "See https://ideas.example/a.", cheaper: Something., limits: Some.}
sources:
  paper: {arxiv: "2101.00001v2", read: "2026-11-20", via: "https://ar5iv.labs.arxiv.org/html/2101.00001v2"}
  other: {arxiv: "2102.00002v1", read: "2026-11-20"}
  readme: {github: ada/rich, path: README.md, commit: 0123abc}
  page: {url: "https://github.com/ada/rich/releases", read: "2026-11-20", via: full-text copy}
variants: [{name: Rich-S, readings: [{source: paper, at: "Table 1", top1: 78.3}]}]
added: "2026-11-20"
"""


def test_every_link_of_a_record(make_root: MakeRoot) -> None:
    """Ids, repositories, addresses and sources are found with line, column, field and page."""
    found = catalog_targets(load(make_root({"papers/rich.yml": RICH})))
    lines = [
        f"{use.location.line}:{use.location.column} {use.field} {target.key} {use.version}".rstrip()
        for target in found
        for use in target.uses
    ]
    assert lines == [
        "7:8 arxiv arxiv:2101.00001",
        "17:18 sources.paper.arxiv arxiv:2101.00001 v2",
        "17:59 sources.paper.via arxiv:2101.00001 v2",
        "8:6 doi doi:10.1109/abc.2021.1",
        "9:13 openreview openreview:AbCdEfGh12",
        "10:6 cvf cvf:CVPR2022/Flint_A_Rich_Record_of_Many_Links_CVPR_2022_paper",
        "12:14 code[0].github github:ada/rich",
        "20:15 sources.page.url github:ada/rich",
        "13:14 code[1].github github:ben/zoo@HEAD:models/rich",
        "14:11 code[2].url web:https://code.example/rich",
        "18:18 sources.other.arxiv arxiv:2102.00002 v1",
        "19:20 sources.readme.github github:ada/rich@0123abc:README.md",
        "15:20 annotation.idea web:https://ideas.example/a",
    ]


def test_only_own_ids_claim_the_title(make_root: MakeRoot) -> None:
    """A source may be another paper: only ids of the record itself are held against title and authors."""
    found = catalog_targets(load(make_root({"papers/rich.yml": RICH})))
    titled = [use.field for target in found for use in target.uses if use.title]
    assert titled == ["arxiv", "sources.paper.arxiv", "doi", "openreview", "cvf"]
    assert {use.authors for target in found for use in target.uses if use.title} == {("Ada Flint", "Ben Oak")}


def test_repositories_are_one_whatever_their_case(make_root: MakeRoot) -> None:
    """GitHub does not tell case apart, so neither is it asked twice."""
    one = record("one", code="[{github: Ada/Rich, official: true}]")
    two = record("two", code="[{github: ada/rich, official: true}]")
    found = catalog_targets(load(make_root({"papers/one.yml": one, "papers/two.yml": two})))
    assert [(target.id, len(target.uses)) for target in found if target.register is GITHUB] == [("Ada/Rich", 2)]


def test_chosen_records_only(make_root: MakeRoot) -> None:
    """A list of records keeps the others out."""
    catalog = load(make_root({"papers/one.yml": record("one"), "papers/two.yml": record("two")}))
    assert {use.record for target in catalog_targets(catalog, {"two"}) for use in target.uses} == {"two"}
    assert catalog_targets(catalog, ()) == ()


def test_ids_that_are_none_are_left_to_the_offline_check(make_root: MakeRoot) -> None:
    """A malformed id is no target."""
    bad = record("bad", arxiv='"2101.1"', doi="none", code="[{github: no-slash, official: true}]", sources="{}")
    assert catalog_targets(load(make_root({"papers/bad.yml": bad}))) == ()


def test_threads_of_confirmations(make_root: MakeRoot) -> None:
    """A confirmation links to its thread, of the record and of a source."""
    told = RICH.replace("added:", 'confirmed: {by: "https://forum.example/7", date: "2026-11-25"}\nadded:').replace(
        "commit: 0123abc}", 'commit: 0123abc, confirmed: {by: "https://forum.example/8", date: "2026-11-25"}}'
    )
    found = catalog_targets(load(make_root({"papers/rich.yml": told})))
    uses = [(use.field, target.key) for target in found for use in target.uses if "confirmed" in use.field]
    assert uses == [
        ("sources.readme.confirmed.by", "web:https://forum.example/8"),
        ("confirmed.by", "web:https://forum.example/7"),
    ]
