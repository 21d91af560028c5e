"""Questions about a list: about the list itself, about papers to be written, about papers that are here already."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from lvkb.findings import Finding
from lvkb.intake.drafts import leaves_text
from lvkb.intake.headings import Nearly, Placement
from lvkb.intake.known_records import KnownRecord
from lvkb.intake.list_entries import Entry, ParsedList
from lvkb.intake.question_rules import (
    ALL_CAPITALS,
    HEADING,
    LISTED_TWICE,
    NO_CODE,
    NOT_A_LEAF,
    NOT_TAKEN,
    OTHER_IDENTITY,
    SEVERAL_IDS,
    SHARED_ID,
    UNKNOWN_LINK,
)
from lvkb.intake.works import Identity, Work, are_alike, exact_key
from lvkb.registers import ARXIV, PAPER_REGISTERS
from lvkb.wording import amount


class Placed(NamedTuple):
    """A mention of a paper to be written, and where its headings put it."""

    work: Work
    entry: Entry
    placement: Placement
    nearly: tuple[Nearly, ...]


def about_list(
    parsed: ParsedList, works: Iterable[Work], doubtful: Mapping[Identity, Sequence[Work]]
) -> Iterator[Finding]:
    """Asks about ids under two titles, papers listed twice, and items that were passed over."""
    for identity, group in doubtful.items():
        for work in group:
            other = next(one for one in group if one is not work)
            line = other.identities[identity].at.line
            what = f'"{identity.id}" stands under "{work.title}" and, in line {line}, under "{other.title}".'
            yield SHARED_ID.at(work.identities[identity].at, "", what)
    for work in works:
        for entry in work.entries[1:]:
            under = f', there as "{work.title}"' if entry.title != work.title else ""
            what = f'"{entry.title}" stands in line {work.entries[0].at.line} already{under}.'
            yield LISTED_TWICE.at(entry.at, "", what)
    yield from (_passed_over(entry) for entry in parsed.passed_over)


def _passed_over(entry: Entry) -> Finding:
    if entry.doubt:
        fix = "Give each paper an item of its own with its title in bold or as a link, or write the record by hand."
        return NOT_TAKEN.at(entry.at, "", entry.doubt, fix)
    if entry.has_paper:
        return NOT_TAKEN.at(entry.at, "", "No title stands out in this item, so the paper it links was not taken.")
    lacks = "no link to a paper" if entry.links else "no link"
    what = (
        f'"{entry.title}" has {lacks} and was not taken.'
        if entry.title
        else f"This item has {lacks} and was not taken."
    )
    return NOT_TAKEN.at(entry.at, "", what)


def about_known(work: Work, record: KnownRecord) -> Iterator[Finding]:
    """Asks where the list and the record of a paper that is here already do not agree."""
    identities = work.identities
    common = [identity for identity in identities if identity in record.identities]
    if common and record.title and not any(are_alike(entry.title, record.title) for entry in work.entries):
        what = f'"{common[0].id}" stands under "{work.title}", but belongs to {record.id} ("{record.title}").'
        fix = f"Open the link: if it is another paper than {record.id}, correct the link and import again."
        yield SHARED_ID.at(identities[common[0]].at, "", what, fix)
    is_by_title = any(exact_key(entry.title) == exact_key(record.title) for entry in work.entries)
    if not common and not is_by_title:
        what = f'"{work.title}" is taken for {record.id} ("{record.title}"), whose repository it names.'
        fix = f"If it is another paper than {record.id}, write its record by hand."
        yield SHARED_ID.at(work.entries[0].at, "", what, fix)
    for identity, link in identities.items():
        other = next((one for one in record.ids(identity.register) if one != identity.id), "")
        if other:
            what = (
                f'The list has {identity.register.key} "{identity.id}" for "{work.title}", {record.path} has "{other}".'
            )
            fix = "Open both pages, and correct the record if the list is right."
            yield SEVERAL_IDS.at(link.at, "", what, fix)


def about_draft(work: Work) -> Iterator[Finding]:
    """Asks about one paper to be written."""
    at = work.entries[0].at
    if work.title.isupper():
        yield ALL_CAPITALS.at(at, "", f'"{work.title}" is all capitals.')
    if not any(link.is_code for link in work.links):
        yield NO_CODE.at(at, "", f'"{work.title}" has no code link.')
    yield from _about_identity(work)
    seen: set[str] = set()
    for link in work.links:
        if not (link.is_paper or link.is_code or link.url in seen):
            seen.add(link.url)
            label = f" ({link.label})" if link.label else ""
            what = f'"{link.url[:120]}"{label} leads to no paper or code that an import knows.'
            yield UNKNOWN_LINK.at(link.at, "", what)


def _about_identity(work: Work) -> Iterator[Finding]:
    identities = work.identities
    if not identities:
        fix = "Search the paper, and add its arxiv, doi, openreview or cvf id."
        yield OTHER_IDENTITY.at(work.entries[0].at, "", f'No link of "{work.title}" names the paper.', fix)
    elif not work.ids(ARXIV):
        for identity, link in identities.items():
            what = f'{identity.register.key} "{identity.id}" is taken as the identity of "{work.title}".'
            yield OTHER_IDENTITY.at(link.at, "", what)
    for register in PAPER_REGISTERS:
        if len(found := work.ids(register)) > 1:
            what = f'"{work.title}" has the {register.key} ids {" and ".join(found)}.'
            yield SEVERAL_IDS.at(identities[Identity(register, found[1])].at, "", what)


def about_headings(placed: Sequence[Placed]) -> Iterator[Finding]:
    """Asks about headings that are no leaf of the tree, once a heading, with the number of papers it concerns."""
    taken: dict[Nearly, set[Work]] = defaultdict(set)
    inner: dict[Placement, list[Placed]] = defaultdict(list)
    for item in placed:
        for nearly in item.nearly:
            taken[nearly].add(item.work)
        inner[item.placement].append(item)
    for nearly, works in taken.items():
        node = f'"{nearly.node.title}" ({nearly.node.path})'
        what = f'"{nearly.section.title}" is taken for {node}, with {amount(len(works), "paper")} below it.'
        fix = "Leave it so if that is what it means; else name the right leaf in each of their records."
        yield HEADING.at(nearly.section.at, "", what, fix)
    for placement, items in inner.items():
        yield from _about_placement(placement, items)


def _about_placement(placement: Placement, items: Sequence[Placed]) -> Iterator[Finding]:
    node, section = placement.node, placement.inner
    count = amount(len({item.work for item in items}), "paper")
    fix = f"Name a leaf of {node.path if node else 'catalog/taxonomy.yml'} in each of their records."
    if section is None:
        yield HEADING.at(items[0].entry.at, "", f"No heading stands above {count}.", fix)
    elif not (placement.is_inner or placement.leaf):
        yield HEADING.at(section.at, "", f'"{section.title}" is not in the tree, with {count} below it.', fix)
    elif node and node.children:
        what = f'"{section.title}" is no leaf, with {count} below it.'
        yield NOT_A_LEAF.at(section.at, "", what, f"Choose a leaf of {leaves_text(node)} in each of their records.")
