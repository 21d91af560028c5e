"""A work of a list to the text of a draft record: what the list says, and a marked gap for all it does not say."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from lvkb.catalog import Node
from lvkb.documents.markdown_lists import printable
from lvkb.editing.record_style import EDITOR_LINE
from lvkb.intake.headings import Placement
from lvkb.intake.works import Identity, Work
from lvkb.records import Annotation, Code, Paper, Published
from lvkb.registers import ARXIV, CVF, PAPER_REGISTERS, Register, arxiv_month, cvf_venue, cvf_year
from lvkb.yamlfile.scalars import GAP, is_kept, quoted, scalar


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known of a paper beside its list entry.

    Attributes:
        id: Id of the record.
        name: Short name, empty when unknown or taken.
        name_note: Why the name is not known.
        placements: Where its headings put it, in order.
        doubtful: Ids that stand under another title too, with that title.
        added: Day the record comes in, None when not given.
    """

    id: str
    name: str
    name_note: str
    placements: tuple[Placement, ...]
    doubtful: dict[Identity, str]
    added: date | None


def write_draft(work: Work, facts: Facts) -> str:
    """Gives the text of a draft record, in the key order of docs/record-format.md."""
    ids = dict(_ids(work, facts))
    lines = [
        EDITOR_LINE,
        f"id: {scalar(facts.id)}" + ("" if facts.name else "  # rename it with its file once the short name is known"),
        f"name: {scalar(facts.name)}" if facts.name else f"name: {_gap(facts.name_note)}",
        f"title: {quoted(work.title)}" + _title_note(work.title),
        _authors(work),
        _published(ids, work.year),
        *_categories(facts.placements),
        *_identity_lines(work, facts, ids),
        *_code(work),
        "annotation:",
        *(f"  {key}: {_gap(Annotation.model_fields[key].description)}" for key in ("idea", "cheaper", "limits")),
        f"added: {quoted(facts.added.isoformat())}" if facts.added else f"added: {_gap(_added_note())}",
    ]
    return "\n".join(lines) + "\n"


def _authors(work: Work) -> str:
    if work.authors:
        return f"authors: [{', '.join(scalar(name) if is_kept(name) else GAP for name in work.authors)}]"
    return f"authors: [{GAP}]{_comment(Paper.model_fields['authors'].description)}"


def _gap(note: str | None) -> str:
    return GAP + _comment(note)


def _comment(note: str | None) -> str:
    return f"  # {printable(note)}" if note else ""


def _title_note(title: str) -> str:
    return _comment("all capitals in the list: write it as the paper does") if title.isupper() else ""


def _added_note() -> str:
    return f'{Paper.model_fields["added"].description}, as "YYYY-MM-DD"'


def _ids(work: Work, facts: Facts) -> Iterator[tuple[Register, str]]:
    """Gives the ids that can be trusted: the only one of their register, and under no other title."""
    for register in {identity.register: None for identity in work.identities}:
        found = work.ids(register)
        if len(found) == 1 and Identity(register, found[0]) not in facts.doubtful:
            yield register, found[0]


def _published(ids: dict[Register, str], said: str) -> str:
    """Gives year and venue: an arXiv id carries the month of the first version, a CVF page its conference.

    The year that the list says counts where no id carries one.
    """
    years = [arxiv_month(ids[ARXIV])[0]] if ARXIV in ids else []
    years += [cvf_year(ids[CVF])] if CVF in ids else []
    years += [int(said)] if said and not years else []
    year = str(min(years)) if years else GAP
    conference = cvf_venue(ids[CVF]) if CVF in ids else ""
    venue = f", venue: {scalar(conference)}" if conference else ""
    note = "the conference's; a preprint may be older" if years else Published.model_fields["year"].description
    return f"published: {{year: {year}{venue}}}" + _comment("" if ARXIV in ids else note)


def _categories(placements: Sequence[Placement]) -> Iterator[str]:
    if all(item.leaf for item in placements):
        yield f"categories: [{', '.join(scalar(item.leaf) for item in placements)}]"
        return
    yield "categories:"
    for item in placements:
        yield f"  - {scalar(item.leaf) if item.leaf else _gap(_place_note(item))}"


def _place_note(placement: Placement) -> str:
    node = placement.node
    heading = f'listed under "{placement.inner.title}": ' if placement.inner else "listed under no heading: "
    return heading + (f"a leaf of {leaves_text(node)}" if node else "a leaf of catalog/taxonomy.yml")


def leaves_text(node: Node) -> str:
    """Names a node and, where they are its leaves, its children: `components/framework (hierarchical, other)`."""
    names = ", ".join(child.rpartition("/")[2] for child in node.children)
    return f"{node.path} ({names})" if node.depth > 0 and names else node.path


def _identity_lines(work: Work, facts: Facts, ids: dict[Register, str]) -> Iterator[str]:
    given = {identity.register for identity in work.identities}
    if not given:
        yield f"arxiv: {_gap('or doi, openreview, cvf: the list links no paper')}"
    for register in PAPER_REGISTERS:
        if register in ids:
            yield f"{register.field}: {quoted(ids[ARXIV]) if register is ARXIV else scalar(ids[register])}"
        elif register in given:
            yield f"{register.field}: {_gap(_doubt(work, facts, register))}"


def _doubt(work: Work, facts: Facts, register: Register) -> str:
    found = work.ids(register)
    if len(found) > 1:
        return f"the list has {' and '.join(found)}"
    return f'the list has {found[0]}, but also for "{facts.doubtful[Identity(register, found[0])]}"'


def _code(work: Work) -> Iterator[str]:
    lines: dict[str, str] = {}
    for link in work.links:
        if link.is_code:
            where = _repository(link.ref.id, link.ref.path) if link.ref else f"url: {quoted(link.url)}"
            note = _comment(Code.model_fields["official"].description)
            lines.setdefault(where.casefold(), f"  - {{{where}, official: {GAP}}}{note}")
    if lines:
        yield "code:"
        yield from lines.values()


def _repository(github: str, path: str) -> str:
    return f"github: {scalar(github)}" + (f", path: {scalar(path)}" if is_kept(path) else "")
