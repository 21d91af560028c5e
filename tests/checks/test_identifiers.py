"""Ids in the form of their registers, and in agreement with year and title."""

from __future__ import annotations

import pytest

from lvkb import checks
from lvkb.catalog import load
from tests.conftest import MakeRoot
from tests.samples import record, told

CVF = "ICCV2023/Flint_{}_ICCV_{}_paper"


@pytest.mark.parametrize(
    ("key", "text", "cure"),
    [
        ("arxiv", "arXiv:2101.00001", 'Write arxiv: "2101.00001".'),
        ("arxiv", "arxiv.org/abs/2101.00001v3", 'Write arxiv: "2101.00001".'),
        ("arxiv", "math.GT/0309136", 'Write arxiv: "math/0309136".'),
        ("arxiv", "https://doi.org/10.48550/arXiv.2101.00001", 'Write arxiv: "2101.00001".'),
        ("arxiv", "2101.0001", 'Copy it from the abstract page, in the form `arxiv: "2110.02178"`.'),
        ("arxiv", "10.1109/x", 'Copy it from the abstract page, in the form `arxiv: "2110.02178"`.'),
        ("doi", "doi:10.1109/X.1", 'Write doi: "10.1109/x.1".'),
        ("doi", "10.48550/arXiv.2101.00001", "Write the publisher's DOI as `doi: 10.1109/...`, or leave it out."),
        ("doi", "2101.00001", "Write the publisher's DOI as `doi: 10.1109/...`, or leave it out."),
        ("openreview", "openreview.net/pdf?id=abcdefgh", 'Write openreview: "abcdefgh".'),
        ("openreview", "abc", "Write what follows `forum?id=` in the address."),
        (
            "doi",
            "https://doi.org/10.1002/(SICI)1097-0258(19980815/30)17:15/16%3C1661::AID-SIM968%3E3.0.CO;2-2",
            'Write doi: "10.1002/(sici)1097-0258(19980815/30)17:15/16<1661::aid-sim968>3.0.co;2-2".',
        ),
        (
            "cvf",
            "http://www.cv-foundation.org/openaccess/content_cvpr_workshops_2015/W01/papers/Li_A_2015_CVPR_paper.pdf",
            'Write cvf: "cvpr_workshops_2015/W01/Li_A_2015_CVPR_paper".',
        ),
        (
            "cvf",
            "A_paper",
            (
                "From https://openaccess.thecvf.com/content/ICCV2023/html/X_paper.html take ICCV2023/X_paper, "
                "from .../content_cvpr_2018/html/X_paper.html cvpr_2018/X_paper."
            ),
        ),
    ],
)
def test_ids_in_other_forms(key: str, text: str, cure: str, make_root: MakeRoot) -> None:
    """An id in another form is told the canonical one where it can be known."""
    root = make_root({"papers/a.yml": record("a", published="{year: 2021}", **{key: f'"{text}"'})})
    found = [item for item in checks.run(load(root)) if item.field == key]
    assert [item.fix for item in found] == [cure]


@pytest.mark.parametrize(
    "text",
    [
        "10.1109/ICCV48922.2021.00009",
        "10.1007/978-3-031-20053-3_5",
        "10.1609/aaai.v36i3.20202",
        "10.1002/(SICI)1097-0258(19980815/30)17:15/16<1661::AID-SIM968>3.0.CO;2-2",
    ],
)
def test_dois_of_publishers(text: str, make_root: MakeRoot) -> None:
    """A publisher's DOI is taken with its own capitals."""
    assert told(make_root({"papers/a.yml": record("a", doi=f'"{text}"')})) == []


@pytest.mark.parametrize(
    "text",
    [
        "cvpr_2022/Flint_T_CVPR_2022_paper",
        "CVPRW_2022/EVW/Flint_T_CVPRW_2022_paper",
        "ICCVW_2022/Flint_T_ICCVW_2022_paper",
        "cvpr_2022_workshops/w4/Flint_T_CVPR_2022_paper",
    ],
)
def test_pages_of_older_layouts(text: str, make_root: MakeRoot) -> None:
    """A CVF id is taken in each of the forms that the site has had."""
    paper = record("a", title="T", published="{year: 2021}", cvf=text)
    assert [line for line in told(make_root({"papers/a.yml": paper})) if "cvf" in line] == []


@pytest.mark.parametrize(
    ("year", "extra", "fits"),
    [
        (2021, {}, True),
        (2020, {}, False),
        (2022, {}, False),
        (2020, {"doi": "10.1000/x"}, True),
        (2020, {"openreview": "abcdefgh"}, True),
        (2019, {"doi": "10.1000/x"}, False),
        (2022, {"doi": "10.1000/x"}, False),
    ],
)
def test_years(year: int, extra: dict[str, str], fits: bool, make_root: MakeRoot) -> None:
    """The year is that of the arXiv id, or the one before for a paper that came out elsewhere first."""
    text = record("a", published=f"{{year: {year}}}", **extra)
    assert (told(make_root({"papers/a.yml": text}), "LV102") == []) is fits


@pytest.mark.parametrize(
    ("year", "venue", "fits"), [(2019, "ICCV 2019", True), (2019, "ICCV 2021", False), (2022, "ICCV 2022", False)]
)
def test_years_of_venues(year: int, venue: str, fits: bool, make_root: MakeRoot) -> None:
    """A paper that came out at a venue of its year may be older than its arXiv id, however much; never younger."""
    text = record("a", published=f"{{year: {year}, venue: {venue}}}")
    assert (told(make_root({"papers/a.yml": text}), "LV102") == []) is fits


def test_year_and_month_of_an_id(make_root: MakeRoot) -> None:
    """A year that does not fit is told with the month of the id."""
    text = record("a", arxiv='"2103.00009"', published="{year: 2022}")
    line = "LV102 published.year: The year is 2022, but arXiv 2103.00009 dates from 2021-03."
    assert told(make_root({"papers/a.yml": text}), "LV102") == [line]


@pytest.mark.parametrize(
    ("entry", "cure"),
    [
        ("path: a", "Add `github: owner/name`, or `url:` for another host."),
        ("github: a/b, url: https://gitlab.example/a", "Keep one; GitHub repositories go by `github: owner/name`."),
        ("url: https://github.com/a/b", 'Write github: "a/b".'),
    ],
)
def test_cures_of_code(entry: str, cure: str, make_root: MakeRoot) -> None:
    """What is missing is to be added, what is too much to be dropped, and what is a GitHub address to be split."""
    root = make_root({"papers/a.yml": record("a", code=f"[{{{entry}, official: true}}]")})
    assert [item.fix for item in checks.run(load(root))] == [cure]


@pytest.mark.parametrize(
    ("title", "words", "year", "fits"),
    [
        ("Rounder Tokens: A Light-Weight Way", "Rounder_Tokens_A_Light-Weight_Way", 2023, True),
        ("Rounder Tokens: A Lightweight Way", "Rounder_Tokens_A_Light-Weight_Way", 2023, True),
        ("Na\u00efve Tokens & 3D Stones", "Naive_Tokens__3D_Stones", 2024, True),
        ("Rounder Tokens for All", "Rounder_Tokens_for_All", 2021, True),
        ("Rounder Tokens for All", "Rounder_Tokens_for_All", 2025, False),
        ("Rounder Tokens", "Rounder_Tokens_Erosion", 2023, True),
        ("Rounder Tokens", "Rounder_Erosion_Depth", 2023, False),
        ("Rounder Tokens for All", "Rounder_Tokens_for_All_Erosion_Depth", 2023, True),
        ("Rounder Tokens for All", "Rounder_Tokens_for_Depth_Erosion_Stones", 2023, False),
        ("Rounder Tokens for All", "Rounder_Tokens_for_All", 2020, False),
        ("Rounder Tokens for All", "Depth_by_Erosion_of_Stones", 2023, False),
    ],
)
def test_cvf_pages(title: str, words: str, year: int, fits: bool, make_root: MakeRoot) -> None:
    """A CVF page fits when most words are in the title and it is of the paper's year or up to three later."""
    text = record("a", title=f'"{title}"', cvf=CVF.format(words, year))
    assert (told(make_root({"papers/a.yml": text}), "LV108") == []) is fits


@pytest.mark.parametrize(
    ("entry", "lines"),
    [
        ("github: a/b", []),
        ("url: https://gitlab.example/a/b", []),
        ("github: a/b.git", ['LV107 code[0].github: "a/b.git" is not owner/name.']),
        ("github: github.com/a/b", ['LV107 code[0].github: "github.com/a/b" is not owner/name.']),
        ("github: a", ['LV107 code[0].github: "a" is not owner/name.']),
        ("github: topics/a", ['LV107 code[0].github: "topics/a" is a page of GitHub\'s own.']),
        ("github: a/..", ['LV107 code[0].github: "a/.." is not owner/name.']),
        ("path: a", ["LV109 code[0]: The entry gives neither github nor url."]),
        ("github: a/b, url: https://gitlab.example/a", ["LV109 code[0]: The entry gives both github and url."]),
        ("url: https://github.com/a/b", ['LV109 code[0].url: "https://github.com/a/b" is a GitHub address.']),
    ],
)
def test_code(entry: str, lines: list[str], make_root: MakeRoot) -> None:
    """Code has one address; one on GitHub is owner and name."""
    assert told(make_root({"papers/a.yml": record("a", code=f"[{{{entry}, official: true}}]")})) == lines


def test_github_sources(make_root: MakeRoot) -> None:
    """Repositories of sources have the same form."""
    source = "{paper: {github: https://github.com/a/b/blob/main/R.md, path: R.md, commit: 84d992f}}"
    root = make_root({"papers/a.yml": record("a", sources=source)})
    (finding,) = checks.run(load(root))
    assert (finding.code, finding.field, finding.fix) == (
        "LV107",
        "sources.paper.github",
        'Write github: "a/b" and path: R.md.',
    )


@pytest.mark.parametrize("key", ["arxiv", "doi", "openreview", "cvf"])
def test_one_identity_is_enough(key: str, make_root: MakeRoot) -> None:
    """A paper has at least one identity, of whatever register."""
    ids = {"arxiv": '"2101.00001"', "doi": "10.1000/x", "openreview": "abcdefgh", "cvf": "ICCV2021/F_T_ICCV_2021_paper"}
    text = record("a", title="T", **{**dict.fromkeys(ids), key: ids[key]})
    assert told(make_root({"papers/a.yml": text}), "LV103") == []


def test_no_identity(make_root: MakeRoot) -> None:
    """A paper without any identity is told."""
    text = record("a", arxiv=None, sources=None, variants=None)
    assert told(make_root({"papers/a.yml": text}), "LV103") == ['LV103 : "Na" has no identity.']
