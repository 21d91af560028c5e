"""What an import is going to do: drafts to write, papers that are here already, and questions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from lvkb.catalog import Catalog
from lvkb.findings import Finding, Location
from lvkb.intake.drafts import Facts, write_draft
from lvkb.intake.headings import Placement, place
from lvkb.intake.known_records import KnownRecords
from lvkb.intake.list_entries import ParsedList
from lvkb.intake.questions import Placed, about_draft, about_headings, about_known, about_list
from lvkb.intake.short_names import free_id, given_name, short_name
from lvkb.intake.works import Identity, Work, merge, shared
from lvkb.layout import PAPERS
from lvkb.records import Paper
from lvkb.wording import amount, first_of

_MOST_LINES = 12


class Draft(NamedTuple):
    """A record to be written.

    Attributes:
        id: Its id.
        text: Its text.
        title: The paper's title.
        at: First mention in the list.
    """

    id: str
    text: str
    title: str
    at: Location

    @property
    def path(self) -> str:
        """Its file, relative to the root."""
        return f"{PAPERS}/{self.id}.yml"


class Already(NamedTuple):
    """A paper of the list that the catalogue holds.

    Attributes:
        id: Id of its record.
        title: Title as listed.
        at: First mention in the list.
    """

    id: str
    title: str
    at: Location

    def __str__(self) -> str:
        return f'{self.at}: "{self.title}" is already here as {self.id}.'


@dataclass(frozen=True, slots=True)
class ImportPlan:
    """All that an import would do; nothing is written yet.

    Attributes:
        entries: Number of entries in the list.
        drafts: Records to write, in the order of the list.
        already: Papers that have a record, drafts of an earlier import included.
        questions: What the list leaves open, in the order of the list.
        left: Places of the items with links that were passed over.
    """

    entries: int
    drafts: tuple[Draft, ...]
    already: tuple[Already, ...]
    questions: tuple[Finding, ...]
    left: tuple[Location, ...] = ()

    @property
    def papers(self) -> int:
        """Number of different papers in the list."""
        return len(self.drafts) + len(self.already)

    def summary(self, written: int) -> str:
        """Gives the closing line of an import.

        Args:
            written: Number of records that were written, or would be.
        """
        found = f"{amount(self.entries, 'entry', 'entries')}, {amount(self.papers, 'paper')}"
        open_ = amount(len(self.questions), "question")
        left = f"; {self._left_over()}" if self.left else ""
        return f"{found}: {written} written, {len(self.already)} already here, {open_}{left}"

    def warning(self) -> str:
        """Gives what is to be said first when more is left than taken, else nothing."""
        if len(self.left) <= self.entries:
            return ""
        taken = f"taken: {self.entries}"
        return f"More is left than taken ({taken}): {self._left_over()}. LV059 says why, item by item."

    def _left_over(self) -> str:
        lines = list(dict.fromkeys(str(place.line) for place in self.left))
        noun = "line" if len(lines) == 1 else "lines"
        return f"{amount(len(self.left), 'item')} with links passed over ({noun} {first_of(lines, _MOST_LINES)})"


def plan(parsed: ParsedList, catalog: Catalog, added: date | None = None) -> ImportPlan:
    """Works out what importing a list means for a catalogue; writes nothing.

    Args:
        parsed: The list.
        catalog: The catalogue; its record files are read again as far as they could not be loaded.
        added: Day to write into the records, left as a gap when not given.
    """
    works = merge(parsed.entries)
    doubtful = shared(works)
    known = KnownRecords(catalog)
    found = {work: known.find(work, doubtful) for work in works}
    places = {sections: place(sections, catalog.nodes) for sections in {entry.sections for entry in parsed.entries}}
    placed = {
        work: tuple(Placed(work, entry, *places[entry.sections]) for entry in work.entries)
        for work, record in found.items()
        if record is None
    }
    questions = [
        *parsed.findings,
        *about_list(parsed, works, doubtful),
        *(question for work, record in found.items() if record for question in about_known(work, record)),
        *(question for work in placed for question in about_draft(work)),
        *about_headings([item for items in placed.values() for item in items]),
    ]
    return ImportPlan(
        len(parsed.entries),
        tuple(_draft(work, items, doubtful, known, added) for work, items in placed.items()),
        tuple(Already(record.id, work.title, work.entries[0].at) for work, record in found.items() if record),
        tuple(sorted(questions, key=lambda question: question.sort_key)),
        tuple(entry.at for entry in parsed.left),
    )


def _draft(
    work: Work,
    placed: Sequence[Placed],
    doubtful: Mapping[Identity, Sequence[Work]],
    known: KnownRecords,
    added: date | None,
) -> Draft:
    name = given_name(work.name) or short_name(work.title)
    holder = known.named(name) if name else ""
    note = f"{name} is the name of {holder}: tell them apart, as in EViT (eagle)" if holder else ""
    facts = Facts(
        id=free_id(work, known.stems, known.numbers),
        name="" if holder else name,
        name_note=note or Paper.model_fields["name"].description or "",
        placements=_distinct(placed),
        doubtful={one: _other_title(work, doubtful[one]) for one in work.identities if one in doubtful},
        added=added,
    )
    known.add(facts.id, facts.name)
    return Draft(facts.id, write_draft(work, facts), work.title, work.entries[0].at)


def _distinct(placed: Sequence[Placed]) -> tuple[Placement, ...]:
    """Gives the places of a paper in the order of the list, each once."""
    places: dict[tuple[str, str], Placement] = {}
    for placement in (item.placement for item in placed):
        path = placement.node.path if placement.node else ""
        is_unknown = placement.inner and not (placement.is_inner or placement.leaf)
        places.setdefault((path, placement.inner.title if is_unknown and placement.inner else ""), placement)
    return tuple(places.values())


def _other_title(work: Work, group: Sequence[Work]) -> str:
    return next(other.title for other in group if other is not work)
