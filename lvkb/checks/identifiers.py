"""LV10x: ids in the form their registers use, and in agreement with each other."""

from __future__ import annotations

from collections.abc import Iterator

from lvkb.catalog import Catalog
from lvkb.findings import Correction, Does, Finding, Level, Rule
from lvkb.records import Code, Paper, Source
from lvkb.registers import (
    ARXIV,
    CVF,
    DOI,
    GITHUB,
    OPENREVIEW,
    PAPER_REGISTERS,
    Ref,
    Register,
    arxiv_month,
    cvf_title_words,
    cvf_year,
    is_arxiv_doi,
    is_github_page,
    parse_arxiv,
    parse_cvf,
    parse_doi,
    parse_github,
    parse_url,
    title_key,
)
from lvkb.subject.venues import parse_venue
from lvkb.yamlfile import KeyPath, field_name

BAD_ARXIV = Rule(
    "LV101",
    Level.ERROR,
    "An arXiv id is bare and without version.",
    "The id is compared, dated and linked; other forms would pass as different papers.",
    'Copy it from the abstract page, in the form `arxiv: "2110.02178"`.',
)
ARXIV_YEAR = Rule(
    "LV102",
    Level.ERROR,
    "The year of a paper is the year of its first public version.",
    "An arXiv id carries the month of the first version, so a later year is a slip or the id is another paper's.",
    "Open the abstract page: correct the year, or the id.",
)
NO_IDENTITY = Rule(
    "LV103",
    Level.ERROR,
    "A paper has an arXiv id, a DOI, an OpenReview id or a CVF page.",
    "Without one, nobody can tell which paper is meant.",
    "Add `arxiv`, `doi`, `openreview` or `cvf`.",
)
BAD_DOI = Rule(
    "LV104",
    Level.ERROR,
    "A DOI is bare, starts with 10. and is the publisher's.",
    "DOIs are compared and linked; the one that arXiv mints says nothing that the arXiv id does not say.",
    "Write the publisher's DOI as `doi: 10.1109/...`, or leave it out.",
)
BAD_OPENREVIEW = Rule(
    "LV105",
    Level.ERROR,
    "An OpenReview id is the `id` of the forum's address.",
    "Other forms make no working link.",
    "Write what follows `forum?id=` in the address.",
)
BAD_CVF = Rule(
    "LV106",
    Level.ERROR,
    "A CVF id is `<folder>/<stem>` of the paper's page.",
    "Other forms make no working link.",
    "From https://openaccess.thecvf.com/content/ICCV2023/html/X_paper.html take ICCV2023/X_paper, "
    "from .../content_cvpr_2018/html/X_paper.html cvpr_2018/X_paper.",
)
BAD_GITHUB = Rule(
    "LV107",
    Level.ERROR,
    "A GitHub repository is `owner/name`.",
    "Addresses with .git, folders or fragments hide that two records name one repository.",
    "Write `github: owner/name`, and a folder as `path:`.",
)
CVF_MISFIT = Rule(
    "LV108",
    Level.ERROR,
    "A CVF page carries the title and a year of its paper.",
    "Its address is made from both, so a misfit is another paper's page.",
    "Open the page and correct the id, or the title.",
)
CODE_ADDRESS = Rule(
    "LV109",
    Level.ERROR,
    "Code is given once, by `github` or by `url`.",
    "Repositories are compared and linked by this one address.",
    "Keep one; GitHub repositories go by `github: owner/name`.",
)

RULES = (
    BAD_ARXIV,
    ARXIV_YEAR,
    NO_IDENTITY,
    BAD_DOI,
    BAD_OPENREVIEW,
    BAD_CVF,
    BAD_GITHUB,
    CVF_MISFIT,
    CODE_ADDRESS,
)

_ABSENT_BEFORE_PREPRINT = 1
FORMS = {ARXIV: BAD_ARXIV, DOI: BAD_DOI, OPENREVIEW: BAD_OPENREVIEW, CVF: BAD_CVF}
"""The rule of each register of papers on the form of its ids."""


def check_ids(catalog: Catalog) -> Iterator[Finding]:
    """Gives findings on ids that do not have the form of their register, or are missing altogether."""
    for paper in catalog.papers.values():
        if not any(getattr(paper, register.field) for register in PAPER_REGISTERS):
            yield NO_IDENTITY.at(catalog.at(paper.id), "", f'"{paper.name}" has no identity.')
        for register, rule in FORMS.items():
            value = getattr(paper, register.field)
            if value is not None and not _is_good(register, value):
                yield _bad_form(catalog, paper, register, rule, value)


def _bad_form(catalog: Catalog, paper: Paper, register: Register, rule: Rule, value: str) -> Finding:
    found = parse_url(value) or parse_arxiv(value) or parse_doi(value)
    corrections: tuple[Correction, ...] = ()
    if found and found.register is register and _is_good(register, found.id):
        what, fix = f'"{value}" is not in canonical form.', f"Write {found._replace(version='').written}."
        corrections = (Correction((register.field,), found.id),)
    else:
        what, fix = f'"{value}" is no {register.id_name}.', ""
    return rule.at(catalog.at(paper.id, register.field), register.field, what, fix, corrections)


def _is_good(register: Register, text: str) -> bool:
    """Tells whether a text is an id as records write it; the DOI that arXiv mints is none of a publisher."""
    return register.is_canonical(text) and not is_arxiv_doi(text)


def check_years(catalog: Catalog) -> Iterator[Finding]:
    """Gives findings where year, arXiv month and CVF page do not agree."""
    for paper in catalog.papers.values():
        year = paper.published.year
        ref = parse_arxiv(paper.arxiv or "")
        if ref and not _year_fits(year, ref.id, paper):
            said = arxiv_month(ref.id)
            what = f"The year is {year}, but arXiv {ref.id} dates from {said[0]}-{said[1]:02d}."
            yield ARXIV_YEAR.at(catalog.at(paper.id, "published", "year"), "published.year", what)
        if paper.cvf and parse_cvf(paper.cvf):
            yield from _check_cvf(catalog, paper, paper.cvf)


def _year_fits(year: int, arxiv: str, paper: Paper) -> bool:
    """A paper out elsewhere first may be older than its arXiv id: as old as its venue, else a year; never younger."""
    first = arxiv_month(arxiv)[0]
    if year >= first:
        return year == first
    venue = parse_venue(paper.published.venue or "")
    elsewhere = any(getattr(paper, register.field) for register in PAPER_REGISTERS if register is not ARXIV)
    return bool(venue and int(venue.year) == year) or bool(elsewhere and first - _ABSENT_BEFORE_PREPRINT <= year)


def _check_cvf(catalog: Catalog, paper: Paper, cvf: str) -> Iterator[Finding]:
    if not paper.published.year <= cvf_year(cvf) <= paper.published.year + 3:
        what = f"The page is of {cvf_year(cvf)}, the paper of {paper.published.year}."
        yield CVF_MISFIT.at(catalog.at(paper.id, "cvf"), "cvf", what)
    words = title_key(cvf_title_words(cvf)).split()
    title = set(title_key(paper.title.replace("-", " ") + " " + paper.title).split())
    strange = [word for word in words if word not in title]
    if len(strange) > len(words) / 3:
        what = f'The page\'s title "{" ".join(words)}" does not fit "{paper.title}".'
        yield CVF_MISFIT.at(catalog.at(paper.id, "cvf"), "cvf", what)


def check_code(catalog: Catalog) -> Iterator[Finding]:
    """Gives findings on repositories that are not written as `owner/name`, and on sources alike."""
    for paper in catalog.papers.values():
        for index, code in enumerate(paper.code):
            if (code.github is None) == (code.url is None):
                where = catalog.at(paper.id, "code", index)
                what = "The entry gives both github and url." if code.url else "The entry gives neither github nor url."
                fix = "" if code.url else "Add `github: owner/name`, or `url:` for another host."
                yield CODE_ADDRESS.at(where, f"code[{index}]", what, fix)
            yield from _check_github(catalog, paper, code, ("code", index, "github"))
            if code.url and (ref := parse_url(code.url)) and ref.register is GITHUB:
                fix = f"Write {ref.written}."
                where = catalog.at(paper.id, "code", index, "url")
                what = f'"{code.url}" is a GitHub address.'
                yield CODE_ADDRESS.at(where, f"code[{index}].url", what, fix, _as_github(ref, ("code", index), code))
        for key, source in paper.sources.items():
            yield from _check_github(catalog, paper, source, ("sources", key, "github"))


def _check_github(catalog: Catalog, paper: Paper, entry: Code | Source, keys: KeyPath) -> Iterator[Finding]:
    value = entry.github
    if value is not None and parse_github(value) is None:
        ref = parse_url(value) or parse_github(value.removesuffix(".git"))
        fix = f"Write {ref.written}." if ref and ref.register is GITHUB else ""
        kind = "a page of GitHub's own" if is_github_page(value) else "not owner/name"
        changes = _named(ref, keys, entry) if ref and fix else ()
        yield BAD_GITHUB.at(catalog.at(paper.id, *keys), field_name(keys), f'"{value}" is {kind}.', fix, changes)


def _named(ref: Ref, keys: KeyPath, entry: Code | Source) -> tuple[Correction, ...]:
    """Gives what writes a repository by its name, and a folder of it as path; nothing where another path stands."""
    if ref.path and entry.path:
        return ()
    folder = (Correction((*keys[:-1], "path"), ref.path),) if ref.path else ()
    return Correction((*keys[:-1], "github"), ref.id), *folder


def _as_github(ref: Ref, keys: KeyPath, code: Code) -> tuple[Correction, ...]:
    """Gives what turns the address of a repository into its name; nothing where the entry has a name already."""
    named = () if code.github else _named(ref, (*keys, "url"), code)
    return (Correction((*keys, "url"), "github", Does.RENAME), *named) if named else ()


CHECKS = (check_ids, check_years, check_code)
