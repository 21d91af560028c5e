"""The whole of a comparison: what changed in the knowledge base, as rows of values."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import chain
from typing import NamedTuple

from lvkb.changes.front_moves import Move, moves
from lvkb.changes.number_changes import (
    NumberChange,
    ShownChange,
    ToldReading,
    number_changes,
    shown_changes,
    told_reading,
)
from lvkb.changes.ranked_field import Ranked, ranked, remembered
from lvkb.changes.reading_pairs import Pair, pair, renamed_papers
from lvkb.changes.record_changes import FieldChange, field_changes
from lvkb.changes.reference_rows import ReferenceTable, reference_tables
from lvkb.changes.sides import Sides, Unreadable
from lvkb.changes.standing_changes import SetupChange, VerdictChange, setup_changes, verdict_changes
from lvkb.changes.tree_changes import NodeChange, node_changes
from lvkb.layout import PAPERS, README, TAXONOMY
from lvkb.records import Paper
from lvkb.results import JudgedReading, Results


class PaperLine(NamedTuple):
    """A paper that came, or is gone.

    Attributes:
        id: Its id.
        name: Its short name.
        title: Its title.
        category: Its first category.
        variants: How many variants it has.
        readings: How many readings they have.
    """

    id: str
    name: str
    title: str
    category: str
    variants: int
    readings: int


class ReadmeSize(NamedTuple):
    """Bytes of README.md before and after, as the repository has it; None where it has none."""

    before: int | None
    after: int | None


class Changes(NamedTuple):
    """What changed.

    Attributes:
        commit: The commit that the present state is compared with.
        before: Number of records there.
        after: Number of records now.
        unreadable: Files that one side cannot be told of.
        vanished: Readings that are gone, those of removed papers among them.
        lost: Numbers that are gone from readings that stand.
        removed: Papers that are gone.
        renamed: Papers that came under another id: the old one and the new one.
        added: Papers that came.
        numbers: Numbers of readings that are others now.
        readings: Readings that came, to papers that were there.
        shown: Numbers that pages show and that are others now, though no reading of them changed.
        setups: Readings in other setups.
        verdicts: Other verdicts.
        moves: Models that come onto a front, into a band or among picks, or leave them.
        tables: New and changed results beside reference rows of their setups.
        fields: What records say otherwise beside numbers.
        nodes: Nodes of the taxonomy that differ.
        files: Other files of the catalogue that differ.
        rewritten: Records that differ in their form alone.
        readme: Size of README.md.
    """

    commit: str
    before: int
    after: int
    unreadable: tuple[Unreadable, ...]
    vanished: tuple[ToldReading, ...]
    lost: tuple[NumberChange, ...]
    removed: tuple[PaperLine, ...]
    renamed: tuple[tuple[str, str], ...]
    added: tuple[PaperLine, ...]
    numbers: tuple[NumberChange, ...]
    readings: tuple[ToldReading, ...]
    shown: tuple[ShownChange, ...]
    setups: tuple[SetupChange, ...]
    verdicts: tuple[VerdictChange, ...]
    moves: tuple[Move, ...]
    tables: tuple[ReferenceTable, ...]
    fields: tuple[FieldChange, ...]
    nodes: tuple[NodeChange, ...]
    files: tuple[str, ...]
    rewritten: tuple[str, ...]
    readme: ReadmeSize

    @property
    def is_loud(self) -> bool:
        """Whether something is gone that readers could see, or cannot be told."""
        broken = any(item.is_new for item in self.unreadable)
        return bool(self.vanished or self.lost or self.removed or broken)

    @property
    def vanished_alone(self) -> tuple[ToldReading, ...]:
        """The readings that are gone from papers that are still there; a removed paper is told as a whole."""
        removed = {item.id for item in self.removed}
        return tuple(item for item in self.vanished if item.paper not in removed)

    @property
    def is_empty(self) -> bool:
        """Whether nothing changed that anybody can see."""
        told = (value for value in self if isinstance(value, tuple) and not isinstance(value, ReadmeSize))
        return not any(told) and self.readme.before == self.readme.after


def compare(sides: Sides) -> Changes:
    """Holds two states against each other."""
    old, new = sides.old, sides.new
    names = _known_papers(sides)
    papers = [_of_paper(old, new, before, after) for before, after in names.items()]
    gone, come = _alone(sides, old, names), _alone(sides, new, names.values())
    told = (
        _PaperChanges(*(tuple(chain.from_iterable(parts)) for parts in zip(*papers, strict=True))) if papers else _SAME
    )
    standing = _rankings(sides, dict(told.models))
    lost_with_papers = (told_reading(old.catalog, item) for paper in gone for item in old.by_paper[paper.id])
    return Changes(
        commit=sides.state.commit,
        before=sides.before,
        after=sides.after,
        unreadable=sides.unreadable,
        vanished=(*lost_with_papers, *told.vanished),
        lost=tuple(item for item in told.numbers if item.new is None),
        removed=tuple(map(_line, gone)),
        renamed=tuple((one, two) for one, two in names.items() if one != two),
        added=tuple(map(_line, come)),
        numbers=tuple(item for item in told.numbers if item.new is not None),
        readings=told.readings,
        shown=told.shown,
        setups=told.setups,
        verdicts=told.verdicts,
        moves=standing.moves,
        tables=standing.tables,
        fields=told.fields,
        nodes=_nodes(sides) if TAXONOMY in sides.files else (),
        files=tuple(path for path in sides.files if path not in (TAXONOMY, README)),
        rewritten=tuple(
            two
            for (one, two), paper in zip(names.items(), papers, strict=True)
            if _is_rewritten(sides, one, two) and not any(paper._replace(models=()))
        ),
        readme=_readme(sides),
    )


class _Rankings(NamedTuple):
    moves: tuple[Move, ...]
    tables: tuple[ReferenceTable, ...]


def _rankings(sides: Sides, models: Mapping[str, str]) -> _Rankings:
    """Gives what changes in rankings; only setups in which a ranked result differs are looked at.

    Args:
        sides: The two states.
        models: The present names of models by their past ones.
    """
    before, after = tuple(_renamed(_ranked(sides, sides.old), models)), _ranked(sides, sides.new)
    setups = {item.setup for item in {*before} ^ {*after}}
    field = tuple(remembered(sides.root, sides.new_files, sides.same, setups))
    whole_before, whole_after = (
        (*field, *(item for item in items if item.setup in setups)) for items in (before, after)
    )
    touched = {path.removeprefix(f"{PAPERS}/").removesuffix(".yml") for path in sides.changed}
    return _Rankings(
        moves=tuple(moves(whole_before, whole_after, touched)),
        tables=tuple(reference_tables(whole_after, before, after)),
    )


class _PaperChanges(NamedTuple):
    models: tuple[tuple[str, str], ...]
    vanished: tuple[ToldReading, ...]
    readings: tuple[ToldReading, ...]
    numbers: tuple[NumberChange, ...]
    shown: tuple[ShownChange, ...]
    setups: tuple[SetupChange, ...]
    verdicts: tuple[VerdictChange, ...]
    fields: tuple[FieldChange, ...]


_SAME = _PaperChanges((), (), (), (), (), (), (), ())


def _of_paper(old: Results, new: Results, before: str, after: str) -> _PaperChanges:
    pairs: Sequence[Pair] = pair(old.by_paper[before], new.by_paper[after])
    numbers = tuple(number_changes(old.catalog, new.catalog, pairs))
    papers = old.catalog.papers[before], new.catalog.papers[after]
    return _PaperChanges(
        models=tuple((_model(item.old), _model(item.new)) for item in pairs if item.old and item.new),
        vanished=tuple(told_reading(old.catalog, item.old) for item in pairs if item.old and not item.new),
        readings=tuple(told_reading(new.catalog, item.new) for item in pairs if item.new and not item.old),
        numbers=numbers,
        shown=tuple(shown_changes(old, new, pairs, numbers)),
        setups=tuple(setup_changes(new, pairs)),
        verdicts=tuple(verdict_changes(old, new, pairs)),
        fields=tuple(field_changes(new.catalog, *papers, pairs)),
    )


def _known_papers(sides: Sides) -> Mapping[str, str]:
    """Gives the papers that are on both sides: the id before, and the id now."""
    old, new = sides.old.catalog.papers, sides.new.catalog.papers
    gone = (paper for key, paper in old.items() if key not in new)
    come = (paper for key, paper in new.items() if key not in old)
    moved = renamed_papers(gone, come)
    return {key: key if key in new else moved[key] for key in old if key in new or key in moved}


def _alone(sides: Sides, results: Results, known: Collection[str]) -> tuple[Paper, ...]:
    """Gives the papers of one side that the other side does not have."""
    papers = results.catalog.papers.items()
    return tuple(paper for key, paper in papers if key not in known and _is_told(sides, key))


def _is_told(sides: Sides, identity: str) -> bool:
    """Tells whether a paper that one side lacks is really not there, and not unreadable on that side."""
    return f"{PAPERS}/{identity}.yml" not in {item.path for item in sides.unreadable}


def _nodes(sides: Sides) -> tuple[NodeChange, ...]:
    """Gives the nodes that differ; none where one side has no taxonomy that can be read."""
    old, new = sides.old.catalog, sides.new.catalog
    return tuple(node_changes(old, new)) if old.taxonomy and new.taxonomy else ()


def _is_rewritten(sides: Sides, before: str, after: str) -> bool:
    """Tells whether the file of a paper that kept its id is another one."""
    return before == after and f"{PAPERS}/{before}.yml" in sides.changed


def _ranked(sides: Sides, results: Results) -> tuple[Ranked, ...]:
    """Gives the ranked results of a side, those apart of records that the other side cannot be told of."""
    told = (results.merged[key] for key in results.catalog.papers if _is_told(sides, key))
    return tuple(ranked(chain.from_iterable(told)))


def _model(item: JudgedReading) -> str:
    return f"{item.paper.id}/{item.variant.name}"


def _renamed(items: Iterable[Ranked], models: Mapping[str, str]) -> Iterator[Ranked]:
    """Gives ranked results under the present names of their models, so that another name is no move."""
    for setup, entry in items:
        yield Ranked(setup, entry._replace(model=models.get(entry.model, entry.model)))


def _line(paper: Paper) -> PaperLine:
    readings = sum(len(variant.readings) for variant in paper.variants)
    return PaperLine(paper.id, paper.name, paper.title, paper.categories[0], len(paper.variants), readings)


def _readme(sides: Sides) -> ReadmeSize:
    past = sides.state.files.get(README)
    return ReadmeSize(past.size if past else None, sides.readme_after)
