"""What a change means, in words: sections of rows, whose values are still to be escaped for their place."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import NamedTuple

from lvkb.changes.comparison import Changes, PaperLine
from lvkb.changes.number_changes import NumberChange, ShownChange, ShownFigure, ToldReading
from lvkb.changes.places import Place
from lvkb.changes.record_changes import KINDS, FieldChange
from lvkb.changes.standing_changes import SetupChange, VerdictChange
from lvkb.changes.tree_changes import NodeChange
from lvkb.render.figure_texts import number, rounded
from lvkb.render.page_changes import PageChanges
from lvkb.render.reference_texts import ARROW, cost_text
from lvkb.render.shown_figures import COUNTED_MARK
from lvkb.views.ranking import Entry
from lvkb.wording import amount

NOTHING = "nothing"


class Row(NamedTuple):
    """One change.

    Attributes:
        subject: What it is about: `mobilevit / MobileViT-S`.
        what: What changed.
        details: Further values, each behind a word of ours.
    """

    subject: str
    what: str
    details: tuple[tuple[str, str], ...] = ()


class Section(NamedTuple):
    """Changes of one kind.

    Attributes:
        title: What they are.
        brief: What the first line of the report says of them; empty to say nothing there.
        rows: The changes.
        is_loud: Whether something is gone or cannot be told.
    """

    title: str
    brief: str
    rows: tuple[Row, ...]
    is_loud: bool = False


_NAMES_A_ROW = 12
_MODELS_A_DETAIL = 4


def sections(changes: Changes, pages: PageChanges | None) -> tuple[Section, ...]:
    """Gives the sections of a report that hold anything, what is gone first."""
    found = (
        Section(
            "Files that cannot be read",
            amount(len(changes.unreadable), "file that cannot be read", "files that cannot be read"),
            tuple(_unreadable(changes)),
            is_loud=any(item.is_new for item in changes.unreadable),
        ),
        _removed(changes),
        _gone("Readings that vanish", "reading", tuple(map(_reading, _of_papers_left(changes)))),
        _gone("Numbers that vanish from readings", "number", tuple(map(_number, changes.lost))),
        _counted(
            "Papers under another id", "paper", "renamed", tuple(Row(two, f"was {one}") for one, two in changes.renamed)
        ),
        _counted("Papers added", "paper", "added", tuple(map(_paper, changes.added))),
        _counted("Numbers changed", "number", "changed", tuple(map(_number, changes.numbers))),
        _counted("Readings added", "reading", "added", tuple(map(_reading, changes.readings))),
        _counted(
            "Figures that pages show from elsewhere now", "shown figure", "changed", tuple(map(_shown, changes.shown))
        ),
        _counted("Setups changed", "setup", "changed", tuple(map(_setup, changes.setups))),
        _counted("Verdicts changed", "verdict", "changed", tuple(map(_verdict, changes.verdicts))),
        Section(
            "Fronts, bands and picks",
            f"{amount(len(changes.moves), 'move')} on fronts, bands and picks",
            tuple(_boards(changes)),
        ),
        *_fields(changes),
        _counted("Taxonomy", "node", "of the taxonomy changed", tuple(map(_node, changes.nodes))),
        _counted(
            "Other files of the catalogue",
            "other file",
            "changed",
            tuple(Row(path, "changed") for path in changes.files),
        ),
        Section(
            "Records rewritten without saying anything else",
            f"{amount(len(changes.rewritten), 'record')} rewritten in form alone",
            tuple(Row("same content", ", ".join(part)) for part in _batches(changes.rewritten, _NAMES_A_ROW)),
        ),
        *_pages(pages),
    )
    return tuple(item for item in found if item.rows)


def summary(found: tuple[Section, ...]) -> str:
    """Gives the change in one sentence."""
    counts = ", ".join(item.brief for item in found if item.brief)
    return counts or "README.md alone differs"


def readme_line(changes: Changes, pages: PageChanges | None) -> str:
    """Gives the size of README.md before and after; empty without one."""
    before, after = changes.readme
    if before is None and after is None:
        return ""
    line = f"README.md: {_size(before)} before, {_size(after)} now"
    if pages and pages.readme_after != (after or 0):
        line += f"; the records give {_size(pages.readme_after)}, `lvkb build` writes it"
    return f"{line}."


def _size(size: int | None) -> str:
    return "none" if size is None else f"{size:,} bytes"


def _gone(title: str, noun: str, rows: tuple[Row, ...]) -> Section:
    return Section(title, f"{amount(len(rows), noun)} gone", rows, is_loud=True)


def _removed(changes: Changes) -> Section:
    rows = tuple(map(_paper, changes.removed))
    readings = amount(sum(item.readings for item in changes.removed), "reading")
    return Section("Papers removed", f"{amount(len(rows), 'paper')} gone with {readings}", rows, is_loud=True)


def _counted(title: str, noun: str, verb: str, rows: tuple[Row, ...]) -> Section:
    return Section(title, f"{amount(len(rows), noun)} {verb}", rows)


def _unreadable(changes: Changes) -> Iterator[Row]:
    for item in changes.unreadable:
        side = "now" if item.is_new else "before"
        yield Row(
            str(item.finding.location),
            f"cannot be compared: not readable {side}",
            ((item.finding.code, item.finding.what),),
        )


def _of_papers_left(changes: Changes) -> Iterator[ToldReading]:
    """Gives the readings that are gone from papers that are still there; a removed paper is told as a whole."""
    removed = {item.id for item in changes.removed}
    return (item for item in changes.vanished if item.paper not in removed)


def _paper(item: PaperLine) -> Row:
    content = f"{amount(item.variants, 'variant')}, {amount(item.readings, 'reading')}"
    return Row(item.id, f"{item.name}, {content}", (("title", item.title), ("category", item.category)))


def _reading(item: ToldReading) -> Row:
    figures = ", ".join(f"{name} {value}" for name, value in item.figures) or "no number"
    return Row(_model(item.paper, item.variant), figures, (_place("in", item.place),))


def _number(item: NumberChange) -> Row:
    what = f"{item.metric.field} {number(item.old) or NOTHING} {ARROW} {number(item.new) or NOTHING}"
    if item.before._replace(location=item.after.location) == item.after:
        places: tuple[tuple[str, str], ...] = (_place("in", item.after),)
    else:
        places = (_place("before in", item.before), _place("now in", item.after))
    return Row(_model(item.paper, item.variant), what, places)


def _shown(item: ShownChange) -> Row:
    noun = "GMACs" if item.metric.key == "compute_g" else item.metric.key
    what = f"{noun} {_figure(item.old)} {ARROW} {_figure(item.new)}"
    spots = [("before in", item.old), ("now in", item.new)]
    details = tuple(_place(word, figure.place) for word, figure in spots if figure and figure.place)
    return Row(_model(item.paper, item.variant), what, (*details, ("setup", item.setup)))


def _figure(figure: ShownFigure | None) -> str:
    if figure is None:
        return NOTHING
    return f"{rounded(figure.value)}{COUNTED_MARK}" if figure.place is None else number(figure.value)


def _setup(item: SetupChange) -> Row:
    details = (*(_place("in", place) for place in item.places[:3]), *_more(len(item.places) - 3))
    return Row(_model(item.paper, item.variant), f"{item.old} {ARROW} {item.new}", details)


def _more(number_left: int) -> tuple[tuple[str, str], ...]:
    return (("and", f"{number_left} more"),) if number_left > 0 else ()


def _verdict(item: VerdictChange) -> Row:
    about = {"params": "parameters: ", "compute": "compute: "}.get(item.quantity or "", "")
    return Row(
        _model(item.paper, item.variant), f"{about}{item.old or 'not judged'} {ARROW} {item.new or 'not judged'}"
    )


def _boards(changes: Changes) -> Iterator[Row]:
    """Gives a row for each board that models enter or leave."""
    for (setup, board, budget), group in groupby(
        changes.moves, key=lambda move: (move.setup, move.board, move.budget_m)
    ):
        details: dict[str, list[str]] = {
            "enters": [],
            "leaves": [],
            "enters since others changed": [],
            "leaves since others changed": [],
        }
        for move in group:
            word = "enters" if move.entered else "leaves"
            details[word if move.is_own else f"{word} since others changed"].append(_standing(move.entry))
        told = (
            (word, ", ".join(part)) for word, models in details.items() for part in _batches(models, _MODELS_A_DETAIL)
        )
        name = f"{board} up to {number(budget)} M" if budget else board
        yield Row(str(setup), name, tuple(told))


def _batches(items: Sequence[str], size: int) -> Iterator[Sequence[str]]:
    return (items[start : start + size] for start in range(0, len(items), size))


def _standing(entry: Entry) -> str:
    return f"{entry.model} ({number(entry.top1)} %, {cost_text(entry.params)} M, {cost_text(entry.gmacs)} G)"


def _fields(changes: Changes) -> Iterator[Section]:
    titles = {
        "identity": "Identity",
        "relations": "Relations",
        "annotation": "Annotations",
        "sources": "Sources",
        "protocols": "Protocols",
        "variants": "Variants",
        "conditions": "Conditions of readings",
    }
    for kind in KINDS:
        rows = tuple(_field(item) for item in changes.fields if item.kind == kind)
        yield _counted(titles[kind], f"field of {titles[kind].lower()}", "changed", rows)._replace(
            brief=f"{titles[kind].lower()}: {amount(len(rows), 'field')}"
        )


def _field(item: FieldChange) -> Row:
    details = (("before", item.old or NOTHING), ("now", item.new or NOTHING), ("at", str(item.location)))
    return Row(_model(item.paper, item.variant), item.field, details)


def _node(item: NodeChange) -> Row:
    if item.field:
        return Row(item.path, item.field, (("before", item.old or NOTHING), ("now", item.new or NOTHING)))
    return Row(item.path, "added" if item.new else "removed", (("title", item.new or item.old),))


def _pages(pages: PageChanges | None) -> Iterator[Section]:
    if pages is None:
        return
    yield _gone("Pages that go: links to them lead nowhere", "page", tuple(_by_folder("gone", pages.removed)))
    rows = (*_by_folder("new", pages.added), *_by_folder("changed", pages.changed))
    brief = f"{amount(len(pages.added) + len(pages.changed), 'page')} new or changed"
    yield Section("Pages of the site", brief, rows)


def _by_folder(word: str, paths: Iterable[str]) -> Iterator[Row]:
    """Gives pages in few rows: those of one folder together."""
    for folder, group in groupby(sorted(paths, key=_parts), key=lambda path: _parts(path)[0]):
        names = [_parts(path)[1] for path in group]
        yield from (Row(word, f"{folder}{', '.join(part)}") for part in _batches(names, _NAMES_A_ROW))


def _parts(path: str) -> tuple[str, str]:
    folder, slash, name = path.removesuffix(".md").rpartition("/")
    return (f"{folder.partition('/')[0]}: ", f"{folder}/{name}".partition("/")[2]) if slash else ("", name)


def _model(paper: str, variant: str) -> str:
    return f"{paper} / {variant}" if variant else paper


def _place(word: str, place: Place) -> tuple[str, str]:
    document = place.document or place.source
    return word, f"{document}, {place.at} ({place.location})"
