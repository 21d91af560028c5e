"""Venues and authors as bibliographies need them."""

from __future__ import annotations

import pytest

from lvkb import checks
from lvkb.catalog import load
from tests.conftest import MakeRoot
from tests.samples import record, told


@pytest.mark.parametrize(
    ("venue", "what", "cure"),
    [
        ("ICLR 2022", "", ""),
        ("IJCV 2021", "", ""),
        ("NIPS 2021", '"NIPS 2021" is not in the list of venues.', "Write NeurIPS 2021."),
        (
            "CaveConf 2023",
            '"CaveConf 2023" is not in the list of venues.',
            "Write it as the list does, as in `NeurIPS 2021`; a new venue goes into the list first.",
        ),
        ("arXiv 2021", '"arXiv 2021" is no venue.', "Delete the key; a preprint has none."),
    ],
)
def test_venues(venue: str, what: str, cure: str, make_root: MakeRoot) -> None:
    """A venue is one of the list; what was probably meant is told, and a preprint has none."""
    root = make_root({"papers/a.yml": record("a", published=f"{{year: 2021, venue: {venue}}}")})
    found = [(item.code, item.field, item.what, item.fix) for item in checks.run(load(root))]
    assert found == ([("LV140", "published.venue", what, cure)] if what else [])


@pytest.mark.parametrize(("year", "fits"), [(2020, False), (2021, True), (2027, True), (2028, False)])
def test_years_of_venues(year: int, fits: bool, make_root: MakeRoot) -> None:
    """A venue is of the year of the first version, or of one of the six that follow."""
    root = make_root({"papers/a.yml": record("a", published=f"{{year: 2021, venue: ICLR {year}}}")})
    line = f'LV141 published.venue: "ICLR {year}" does not follow a first version of 2021.'
    assert told(root) == ([] if fits else [line])


@pytest.mark.parametrize(
    ("author", "what"),
    [
        ("Ada Flint", ""),
        ("Ada Flint, Jr.", ""),
        ("Ada Flint, Sr", ""),
        ("Ada Flint, III", ""),
        ("Andrea Sand", ""),
        ("Ada Brandt", ""),
        ("Ada et al.", '"Ada et al." stands for authors that are left out.'),
        ("others", '"others" stands for authors that are left out.'),
        ("and others", '"and others" stands for authors that are left out.'),
        ("Ada Flint and Bo Slate", '"Ada Flint and Bo Slate" names more than one.'),
        ("Ada Flint; Bo Slate", '"Ada Flint; Bo Slate" names more than one.'),
        ("Ada & Bo", '"Ada & Bo" names more than one.'),
        ("Flint, Ada", '"Flint, Ada" has the family name first.'),
    ],
)
def test_authors(author: str, what: str, make_root: MakeRoot) -> None:
    """An entry of authors is one person or group, given name first."""
    root = make_root({"papers/a.yml": record("a", authors=f'[Bo Slate, "{author}"]')})
    assert told(root) == ([f"LV142 authors[1]: {what}"] if what else [])


def test_the_family_name_is_put_behind(make_root: MakeRoot) -> None:
    """A name in the order of a bibliography is told in the order of the title page."""
    root = make_root({"papers/a.yml": record("a", authors='["van der Flint, Ada B."]')})
    assert [item.fix for item in checks.run(load(root))] == ["Write Ada B. van der Flint."]


def test_a_preprint_does_not_end_the_search(make_root: MakeRoot) -> None:
    """Records behind one without a venue are looked at."""
    bad = "{year: 2021, venue: CaveConf 2023}"
    root = make_root({"papers/a.yml": record("a"), "papers/b.yml": record("b", published=bad)})
    assert [line[:5] for line in told(root)] == ["LV140"]


PLAIN_CURE = (
    "Write its SPDX name, or `LicenseRef-` and a short name for one that has none; a new one goes into the list first."
)
LICENSED = """\
- {{name: S, readings: [{{source: paper, at: T, top1: 78}}, {{source: paper, at: U, top1: 78, weights_license: {0}}}]}}
- {{name: B, weights_license: {0}, readings: [{{source: paper, at: T, top1: 78}}]}}
"""


@pytest.mark.parametrize(
    ("licence", "cure"),
    [
        ("Apache-2.0", None),
        ("LicenseRef-FAIR-NC", None),
        ("NONE", None),
        ("apache-2.0", "Write Apache-2.0."),
        ("Apache 2", PLAIN_CURE),
    ],
)
def test_licences(licence: str, cure: str | None, make_root: MakeRoot) -> None:
    """Licences of code, of variants and of readings are of the list; one in other capitals is told as it is written."""
    code = f"[{{github: a/b, official: true}}, {{github: a/c, official: false, license: {licence}}}]"
    text = record("a", code=code, variants="\n" + LICENSED.format(licence))
    found = checks.run(load(make_root({"papers/a.yml": text})))
    fields = ["variants[0].readings[1].weights_license", "variants[1].weights_license", "code[1].license"]
    wanted = [] if cure is None else [("LV143", field, f'"{licence}" is not in the list.', cure) for field in fields]
    assert [(item.code, item.field, item.what, item.fix) for item in found] == wanted
