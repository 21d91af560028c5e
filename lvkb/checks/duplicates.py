"""LV11x and LV12x: two records for one thing, and one name for two things."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations
from typing import NamedTuple

from rapidfuzz import fuzz

from lvkb.catalog import Catalog
from lvkb.findings import Correction, Does, Finding, Level, Rule
from lvkb.records import Code, Paper
from lvkb.registers import ARXIV, CVF, DOI, OPENREVIEW, title_key
from lvkb.yamlfile import field_name

SHARED_ARXIV = Rule(
    "LV110",
    Level.ERROR,
    "One arXiv id belongs to one paper.",
    "Each paper has its own arXiv id.",
    "Open both abstract pages and correct the wrong one.",
)
SHARED_DOI = Rule(
    "LV111",
    Level.ERROR,
    "One DOI belongs to one paper.",
    "Each paper has its own DOI.",
    "Resolve the DOI and correct the wrong record.",
)
SHARED_OPENREVIEW = Rule(
    "LV112",
    Level.ERROR,
    "One OpenReview id belongs to one paper.",
    "Each submission has its own forum.",
    "Open the forum and correct the wrong record.",
)
SHARED_CVF = Rule(
    "LV113",
    Level.ERROR,
    "One CVF page belongs to one paper.",
    "Each paper has its own page.",
    "Open the page and correct the wrong record.",
)
SHARED_CODE = Rule(
    "LV114",
    Level.HINT,
    "A repository that two papers name is worth a look.",
    "Authors do share one repository for several papers, but a copied link looks the same.",
    "If both belong there, leave it so, or add the folder of each as `path:`.",
)
REPEATED = Rule(
    "LV115",
    Level.ERROR,
    "A value stands once in a list.",
    "A repeated entry is counted and shown twice.",
    "Delete one of the two.",
)
EQUAL_TITLES = Rule(
    "LV120",
    Level.ERROR,
    "Two papers have two titles.",
    "Equal titles are nearly always one paper entered twice.",
    "Join the two records; keep the older id.",
)
NEAR_TITLES = Rule(
    "LV121",
    Level.WARNING,
    "Nearly equal titles are one paper until someone has looked.",
    "Preprint and published version often differ in a word.",
    "Join the two records, or waive this with the reason they are two papers.",
)
SHARED_NAME = Rule(
    "LV122",
    Level.ERROR,
    "A short name belongs to one paper.",
    "Tables and lists show the short name alone, so readers would take two models for one.",
    "Tell them apart in `name`, as in `EViT (eagle)`, and keep the plain name in `aliases`.",
)

RULES = (
    SHARED_ARXIV,
    SHARED_DOI,
    SHARED_OPENREVIEW,
    SHARED_CVF,
    SHARED_CODE,
    REPEATED,
    EQUAL_TITLES,
    NEAR_TITLES,
    SHARED_NAME,
)

NEAR_SCORE = 92.0
"""Score of two title keys, 0 to 100, from which on they count as nearly equal."""

SHARED = {ARXIV: SHARED_ARXIV, DOI: SHARED_DOI, OPENREVIEW: SHARED_OPENREVIEW, CVF: SHARED_CVF}
"""The rule of each register of papers on an id that stands in two records."""
_RARE_TOKENS = 3
_MAX_BLOCK = 50


class _Use(NamedTuple):
    """One value, the form it is compared in, and where a record gives it."""

    key: str
    value: str
    paper: Paper
    keys: tuple[str | int, ...]


def check_shared_ids(catalog: Catalog) -> Iterator[Finding]:
    """Gives a finding for each record that names an id another record has."""
    for register, rule in SHARED.items():
        uses = (
            _Use(register.compared(value), value, paper, (register.field,))
            for paper in catalog.papers.values()
            if (value := getattr(paper, register.field))
        )
        yield from _shared(catalog, uses, rule)


def check_shared_code(catalog: Catalog) -> Iterator[Finding]:
    """Gives a hint for each record that names a repository (and folder) another record names."""
    uses = (
        _Use(address.lower(), address, paper, ("code", index))
        for paper in catalog.papers.values()
        for index, code in enumerate(paper.code)
        if (address := code_address(code))
    )
    yield from _shared(catalog, uses, SHARED_CODE)


def code_address(code: Code) -> str:
    """Gives the address of code with its folder; empty without one."""
    return "/".join(part.rstrip("/") for part in (code.github or code.url, code.path) if part)


def _shared(catalog: Catalog, uses: Iterable[_Use], rule: Rule) -> Iterator[Finding]:
    first: dict[str, _Use] = {}
    for use in uses:
        other = first.setdefault(use.key, use)
        if other.paper.id != use.paper.id:
            there = catalog.at(other.paper.id, *other.keys)
            what = f'"{use.value}" already belongs to {other.paper.id} ({there.path}:{there.line}).'
            yield rule.at(catalog.at(use.paper.id, *use.keys), field_name(use.keys), what)


def check_repeated(catalog: Catalog) -> Iterator[Finding]:
    """Gives findings on values that stand twice in one list of a record, and on variants of one name."""
    for paper in catalog.papers.values():
        yield from _repeated(catalog, paper, "categories", paper.categories)
        yield from _repeated(catalog, paper, "aliases", paper.aliases)
        yield from _repeated(catalog, paper, "authors", paper.authors)
        yield from _repeated(catalog, paper, "code", [code_address(code) for code in paper.code])
        yield from _repeated(catalog, paper, "variants", [variant.name for variant in paper.variants])
        for index, variant in enumerate(paper.variants):
            rows = [reading.model_dump_json() for reading in variant.readings]
            places = [f"{reading.source}, {reading.at}" for reading in variant.readings]
            for at in _repeats(rows):
                keys = ("variants", index, "readings", at)
                what = f"The reading at {places[at]} stands here already."
                yield REPEATED.at(catalog.at(paper.id, *keys), f"{variant.name}: readings[{at}]", what)


_WORDS = ("aliases", "categories")
"""Lists whose equal entries are the same; two authors may well have one name."""


def _repeated(catalog: Catalog, paper: Paper, key: str, values: Sequence[str]) -> Iterator[Finding]:
    for index in _repeats([value.casefold() for value in values]):
        keys = (key, index, *(("name",) if key == "variants" else ()))
        what = f'"{values[index]}" stands in {key} already.'
        surplus = (Correction(keys, does=Does.DELETE),) if key in _WORDS else ()
        yield REPEATED.at(catalog.at(paper.id, *keys), field_name(keys), what, corrections=surplus)


def _repeats(values: Sequence[str]) -> Iterator[int]:
    seen: set[str] = set()
    for index, value in enumerate(values):
        if value in seen:
            yield index
        seen.add(value)


def check_titles(catalog: Catalog) -> Iterator[Finding]:
    """Gives findings on equal and nearly equal titles.

    Titles are compared only inside blocks that share a rare word, so that cost stays near linear in the number of
    papers.
    """
    keyed = [(title_key(paper.title), paper) for paper in catalog.papers.values()]
    first: dict[str, Paper] = {}
    for key, paper in keyed:
        other = first.setdefault(key, paper)
        if other is not paper:
            what = f'"{paper.title}" is the title of {other.id} too.'
            yield EQUAL_TITLES.at(catalog.at(paper.id, "title"), "title", what)
    for (one_key, one), (two_key, two) in _near_pairs(keyed):
        what = f'"{two.title}" is nearly the title of {one.id}: "{one.title}".'
        if one_key != two_key:
            yield NEAR_TITLES.at(catalog.at(two.id, "title"), "title", what)


def _near_pairs(keyed: list[tuple[str, Paper]]) -> Iterator[tuple[tuple[str, Paper], tuple[str, Paper]]]:
    seen: set[tuple[int, int]] = set()
    for block in _blocks([key for key, _ in keyed]):
        for pair in combinations(block, 2):
            if pair in seen:
                continue
            seen.add(pair)
            one, two = keyed[pair[0]], keyed[pair[1]]
            if fuzz.ratio(one[0], two[0], score_cutoff=NEAR_SCORE):
                yield one, two


def _blocks(keys: list[str]) -> Iterator[list[int]]:
    """Groups titles by their rarest words; a title stands in several groups, a group stays small."""
    holders: dict[str, list[int]] = defaultdict(list)
    for index, key in enumerate(keys):
        for word in set(key.split()):
            holders[word].append(index)
    blocks: dict[str, list[int]] = defaultdict(list)
    for index, key in enumerate(keys):
        rare = sorted(set(key.split()), key=lambda word: (len(holders[word]), word))[:_RARE_TOKENS]
        for word in rare:
            blocks[word].append(index)
    return (block for block in blocks.values() if 1 < len(block) <= _MAX_BLOCK)


def check_names(catalog: Catalog) -> Iterator[Finding]:
    """Gives findings on short names that two papers carry."""
    first: dict[str, Paper] = {}
    for paper in catalog.papers.values():
        other = first.setdefault(name_key(paper.name), paper)
        if other is not paper:
            spelling = "" if other.name == paper.name else f', as "{other.name}"'
            what = f'"{paper.name}" is the name of {other.id} too{spelling}.'
            yield SHARED_NAME.at(catalog.at(paper.id, "name"), "name", what)
    for paper in catalog.papers.values():
        for index, alias in enumerate(paper.aliases):
            other = first.get(name_key(alias), paper)
            if other is not paper:
                what = f'The alias "{alias}" is the name of {other.id}.'
                fix = "Delete the alias, or tell the two apart in `name`, as in `EViT (eagle)`."
                yield SHARED_NAME.at(catalog.at(paper.id, "aliases", index), f"aliases[{index}]", what, fix)


def name_key(name: str) -> str:
    """Gives the form under which names are compared; a plus sign is all that tells some models apart."""
    return title_key(name.replace("+", " plus "))


CHECKS = (check_shared_ids, check_shared_code, check_repeated, check_titles, check_names)
