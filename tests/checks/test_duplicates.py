"""Two records for one thing, and one name for two things."""

from __future__ import annotations

import hashlib
from collections.abc import Callable

import pytest

from lvkb.checks import duplicates
from tests.conftest import MakeRoot
from tests.samples import record, told


def rare_title(number: int) -> str:
    """Gives a title of frequent and rare words, unlike that of any other number."""
    mark = hashlib.sha256(str(number).encode()).hexdigest()
    return f"{mark[:6]} efficient vision {mark[6:12]} of transformer {mark[12:18]} tokens"


def common_title(number: int) -> str:
    """Gives a title of eight words out of a hundred that all titles share."""
    mark = hashlib.sha256(str(number).encode()).digest()
    return " ".join(f"word{byte % 100}" for byte in mark[:8])


@pytest.mark.parametrize("count", [200, 2_000, 5_000])
@pytest.mark.parametrize(("title_of", "most"), [(rare_title, 1), (common_title, 75)])
def test_comparisons_stay_near_linear(
    title_of: Callable[[int], str], most: int, count: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Titles are compared a bounded number of times a paper, not once a pair, even when they share all their words."""
    compared: list[str] = []

    def ratio(one: str, two: str, *, score_cutoff: float) -> float:
        compared.append(one)
        return 0.0

    monkeypatch.setattr("lvkb.checks.duplicates.fuzz.ratio", ratio)
    keyed = [(title_of(number), None) for number in range(count)]
    assert list(duplicates._near_pairs(keyed)) == []  # type: ignore[arg-type]
    assert len(compared) <= most * count


def test_near_titles_are_found_among_many() -> None:
    """Among thousands of titles every pair that differs in a letter is found."""
    keyed = [(rare_title(number), None) for number in range(2_000)]
    keyed += [(rare_title(number).replace("tokens", "token"), None) for number in range(0, 2_000, 100)]
    pairs = list(duplicates._near_pairs(keyed))  # type: ignore[arg-type]
    assert [(one[0], two[0]) for one, two in pairs] == [
        (rare_title(number), rare_title(number).replace("tokens", "token")) for number in range(0, 2_000, 100)
    ]


@pytest.mark.parametrize(
    ("one", "two", "code"),
    [
        ("A Title of Some Length", "a title\u2014of SOME l\u00e9ngth!", "LV120"),
        ("Light-weight Vision Transformers", "Lightweight Vision Transformers", "LV121"),
        ("Vision Transformers for Small Devices", "Vision Transformer for Small Devices", "LV121"),
        ("Vision Transformers for Small Devices", "Vision Networks for Small Devices", ""),
        ("Fast Tokens", "Slow Tokens", ""),
    ],
)
def test_titles(one: str, two: str, code: str, make_root: MakeRoot) -> None:
    """Titles of the same letters are equal, of nearly the same near, and others neither."""
    root = make_root({"papers/a.yml": record("a", title=f'"{one}"'), "papers/b.yml": record("b", title=f'"{two}"')})
    assert [line[:5] for line in told(root)] == ([code] if code else [])


def test_three_equal_titles(make_root: MakeRoot) -> None:
    """Each further paper of a title is told the first one."""
    root = make_root({f"papers/{name}.yml": record(name, title="The Same") for name in "abc"})
    assert told(root) == [
        'LV120 title: "The Same" is the title of a too.',
        'LV120 title: "The Same" is the title of a too.',
    ]


@pytest.mark.parametrize(
    ("key", "one", "two", "shared"),
    [
        ("arxiv", "2101.00001", "2101.00001v2", True),
        ("arxiv", "2101.00001", "2101.00010", False),
        ("doi", "10.1000/ABC", "10.1000/abc", True),
        ("openreview", "abcdefgh_1", "abcdefgh_2", False),
    ],
)
def test_shared_ids(key: str, one: str, two: str, shared: bool, make_root: MakeRoot) -> None:
    """Ids are compared in the form under which they name one thing, and shown as they are written."""
    files = {
        f"papers/{name}.yml": record(name, **{key: text}, variants=None) for name, text in (("a", one), ("b", two))
    }
    lines = told(make_root(files), "LV110", "LV111", "LV112")
    assert [line.partition(": ")[2] for line in lines] == (
        [f'"{two}" already belongs to a (catalog/papers/a.yml:{7 if key == "arxiv" else 11}).'] if shared else []
    )


@pytest.mark.parametrize(
    ("one", "two", "shared"),
    [
        ("github: a/b", "github: A/b", True),
        ("github: a/b", "{github: a/b, path: c}", False),
        ("github: a/b, path: c", "github: a/b, path: c/", True),
        ("url: https://x.example/a/", "url: https://x.example/a", True),
        ("url: https://x.example/a", "url: https://x.example/b", False),
    ],
)
def test_shared_code(one: str, two: str, shared: bool, make_root: MakeRoot) -> None:
    """A repository counts with its folder, and without the case of its letters."""
    entries = (("a", one.strip("{}")), ("b", two.strip("{}")))
    files = {f"papers/{name}.yml": record(name, code=f"[{{{text}, official: true}}]") for name, text in entries}
    assert bool(told(make_root(files))) is shared


@pytest.mark.parametrize(
    ("one", "two", "shared"),
    [
        ("EViT", "E-ViT", False),
        ("EViT", "evit", True),
        ("EViT", "EViT (eagle)", False),
        ("Swin", "Swin+", False),
        ("Swin+", "Swin +", True),
        ("A-ViT", "A ViT", True),
    ],
)
def test_names(one: str, two: str, shared: bool, make_root: MakeRoot) -> None:
    """Names that differ in case, spaces or hyphens alone are one; a plus sign tells them apart."""
    root = make_root({"papers/a.yml": record("a", name=one), "papers/b.yml": record("b", name=two)})
    assert bool(told(root, "LV122")) is shared


def test_own_alias_may_repeat_the_name(make_root: MakeRoot) -> None:
    """An alias that is the paper's own name, and one that two papers give, belong to no other paper."""
    files = {f"papers/{name}.yml": record(name, aliases=f"[N{name}, Token Thing]") for name in "ab"}
    assert told(make_root(files)) == []


def test_repeated_entries(make_root: MakeRoot) -> None:
    """Entries that stand twice in a list are told at the later one."""
    text = record(
        "a",
        aliases="[X, Y, x]",
        categories="[dynamic/depth-adaptation, dynamic/depth-adaptation]",
        code="[{github: a/b, official: true}, {github: a/b, path: c, official: true}, {github: a/b, official: false}]",
    )
    assert told(make_root({"papers/a.yml": text})) == [
        'LV115 categories[1]: "dynamic/depth-adaptation" stands in categories already.',
        'LV115 aliases[2]: "x" stands in aliases already.',
        'LV115 code[2]: "a/b" stands in code already.',
    ]


@pytest.mark.parametrize(
    ("one", "two", "near"),
    [
        ("moss of slate tokens gill", "moss of slate tokens gixx", True),
        ("moss of slate tokens gil", "moss of slate tokens gxx", False),
    ],
)
def test_near_titles_on_the_bound(one: str, two: str, near: bool, make_root: MakeRoot) -> None:
    """Titles that share 92 per cent of their letters are near: 23 of 25 are enough, 22 of 24 are not."""
    root = make_root({"papers/a.yml": record("a", title=one), "papers/b.yml": record("b", title=two)})
    assert told(root) == ([f'LV121 title: "{two}" is nearly the title of a: "{one}".'] if near else [])


def pairs(*titles: str) -> list[tuple[str, str]]:
    """Gives the titles that are nearly equal."""
    keyed = [(title, None) for title in titles]
    return [(one[0], two[0]) for one, two in duplicates._near_pairs(keyed)]  # type: ignore[arg-type]


ONE, TWO = f"{'a' * 30} slate", f"{'a' * 29}b slate"


@pytest.mark.parametrize(("number", "found"), [(50, [(ONE, TWO)]), (51, [])])
def test_a_word_that_fifty_titles_share(number: int, found: list[tuple[str, str]]) -> None:
    """Titles are compared by a word that up to 50 of them share; a word of more is no mark of any."""
    others = [f"{hashlib.sha256(str(index).encode()).hexdigest()} slate" for index in range(number - 2)]
    assert pairs(ONE, TWO, *others) == found


@pytest.mark.parametrize(("rarer", "found"), [(2, True), (3, False)])
def test_the_three_rarest_words_of_a_title(rarer: int, found: bool) -> None:
    """Titles are compared when one of their three rarest words is the same."""
    tail = "slate moss gill rock sand flint stone brook"
    one, two = (" ".join(f"{mark}{number}" for number in range(rarer)) + f" {tail}" for mark in "ab")
    common = [f"{hashlib.sha256(word.encode()).hexdigest()} {word}" for word in tail.split() if word != "slate"]
    assert bool(pairs(one, two, *common)) is found


def test_a_pair_that_was_compared_does_not_end_the_search() -> None:
    """Two titles that meet again by another word leave room for the others of that word."""
    one, two, three = f"{'a' * 30} moss {'b' * 30}", f"{'a' * 30} moss {'c' * 30}", f"{'a' * 29}x moss {'b' * 29}y"
    assert pairs(one, two, three) == [(one, three)]


def test_a_pair_is_told_once() -> None:
    """Two titles that share several rare words are compared once."""
    assert pairs("moss of slate tokens gill", "moss of slate tokens gilt") == [
        ("moss of slate tokens gill", "moss of slate tokens gilt")
    ]


def test_repeated_authors_variants_and_readings(make_root: MakeRoot) -> None:
    """Authors, variants and whole readings that stand twice are told at the later one."""
    rows = "{source: paper, at: T, top1: 78}, {source: paper, at: U, top1: 78}, {source: paper, at: T, top1: 78}"
    text = record(
        "a",
        authors="[Ada Flint, Bo Slate, ada flint]",
        variants=f"[{{name: S, readings: [{rows}]}}, {{name: s, readings: [{{source: paper, at: T, top1: 78}}]}}]",
    )
    assert told(make_root({"papers/a.yml": text})) == [
        'LV115 authors[2]: "ada flint" stands in authors already.',
        "LV115 S: readings[2]: The reading at paper, T stands here already.",
        'LV115 variants[1].name: "s" stands in variants already.',
    ]


def test_a_shared_id_is_told_at_its_place(make_root: MakeRoot) -> None:
    """Each further record of an id is told where the first one gives it."""
    root = make_root({f"papers/{name}.yml": record(name, doi="10.1000/x") for name in "abc"})
    what = 'LV111 doi: "10.1000/x" already belongs to a (catalog/papers/a.yml:12).'
    assert told(root) == [what, what]


@pytest.mark.parametrize(
    ("name", "alias", "lines"),
    [
        ("EViT", "evit", ['LV122 aliases[1]: The alias "evit" is the name of a.']),
        ("EViT", "EViT (eagle)", []),
        ("Swin", "Swin+", []),
    ],
)
def test_aliases(name: str, alias: str, lines: list[str], make_root: MakeRoot) -> None:
    """An alias is not the name of another paper."""
    files = {"papers/a.yml": record("a", name=name), "papers/b.yml": record("b", aliases=f"[Other, {alias}]")}
    assert told(make_root(files)) == lines


def test_equal_names_in_another_spelling(make_root: MakeRoot) -> None:
    """A name that is another paper's in other capitals is told with both spellings."""
    names = (("a", "EViT"), ("b", "evit"), ("c", "EViT"))
    assert told(make_root({f"papers/{key}.yml": record(key, name=name) for key, name in names})) == [
        'LV122 name: "evit" is the name of a too, as "EViT".',
        'LV122 name: "EViT" is the name of a too.',
    ]
