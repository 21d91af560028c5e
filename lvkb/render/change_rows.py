"""Changes as rows of texts: what each is about, what changed, and where it stands."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import NamedTuple

from lvkb.changes.comparison import Changes, PaperLine
from lvkb.changes.number_changes import NumberChange, ShownChange, ShownFigure, ToldReading
from lvkb.changes.record_changes import FieldChange
from lvkb.changes.standing_changes import SetupChange, VerdictChange
from lvkb.changes.told_places import Place
from lvkb.changes.tree_changes import NodeChange
from lvkb.render.figure_texts import number, rounded
from lvkb.render.reference_texts import ARROW, cost_text
from lvkb.render.shown_figures import COUNTED_MARK
from lvkb.views.ranking import Entry
from lvkb.wording import amount

NOTHING = "nothing"
"""Stands where nobody says anything, or no more."""

NAMES_A_ROW = 12
_MODELS_A_DETAIL = 4


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


def unreadable_rows(changes: Changes) -> Iterator[Row]:
    """Gives a row for each file that cannot be read."""
    for item in changes.unreadable:
        side = "now" if item.is_new else "before"
        yield Row(
            str(item.finding.location),
            f"cannot be compared: not readable {side}",
            ((item.finding.code, item.finding.what),),
        )


def paper_row(item: PaperLine) -> Row:
    """Gives a paper that came or is gone."""
    content = f"{amount(item.variants, 'variant')}, {amount(item.readings, 'reading')}"
    return Row(item.id, f"{item.name}, {content}", (("title", item.title), ("category", item.category)))


def reading_row(item: ToldReading) -> Row:
    """Gives a reading that came or is gone, with its figures and its place."""
    figures = ", ".join(f"{name} {value}" for name, value in item.figures) or "no number"
    return Row(_model(item.paper, item.variant), figures, (_place("in", item.place),))


def number_row(item: NumberChange) -> Row:
    """Gives a number before and after, with both places unless they are one."""
    what = f"{item.metric.field} {number(item.old) or NOTHING} {ARROW} {number(item.new) or NOTHING}"
    if item.before._replace(location=item.after.location) == item.after:
        places: tuple[tuple[str, str], ...] = (_place("in", item.after),)
    else:
        places = (_place("before in", item.before), _place("now in", item.after))
    return Row(_model(item.paper, item.variant), what, places)


def shown_row(item: ShownChange) -> Row:
    """Gives a number that pages show, before and after, with the place of each."""
    noun = "GMACs" if item.metric.key == "compute_g" else item.metric.key
    what = f"{noun} {_figure(item.old)} {ARROW} {_figure(item.new)}"
    spots = [("before in", item.old), ("now in", item.new)]
    details = tuple(_place(word, figure.place) for word, figure in spots if figure and figure.place)
    return Row(_model(item.paper, item.variant), what, (*details, ("setup", item.setup)))


def _figure(figure: ShownFigure | None) -> str:
    if figure is None:
        return NOTHING
    return f"{rounded(figure.value)}{COUNTED_MARK}" if figure.place is None else number(figure.value)


def setup_row(item: SetupChange) -> Row:
    """Gives a setup before and after, with the first places of its readings."""
    details = (*(_place("in", place) for place in item.places[:3]), *_more(len(item.places) - 3))
    return Row(_model(item.paper, item.variant), f"{item.old} {ARROW} {item.new}", details)


def _more(number_left: int) -> tuple[tuple[str, str], ...]:
    return (("and", f"{number_left} more"),) if number_left > 0 else ()


def verdict_row(item: VerdictChange) -> Row:
    """Gives a verdict before and after."""
    about = {"params": "parameters: ", "compute": "compute: "}.get(item.quantity or "", "")
    return Row(
        _model(item.paper, item.variant), f"{about}{item.old or 'not judged'} {ARROW} {item.new or 'not judged'}"
    )


def board_rows(changes: Changes) -> Iterator[Row]:
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
            (word, ", ".join(part)) for word, models in details.items() for part in batches(models, _MODELS_A_DETAIL)
        )
        name = f"{board} up to {number(budget)} M" if budget else board
        yield Row(str(setup), name, tuple(told))


def batches(items: Sequence[str], size: int) -> Iterator[Sequence[str]]:
    """Cuts a list of names into parts."""
    return (items[start : start + size] for start in range(0, len(items), size))


def _standing(entry: Entry) -> str:
    return f"{entry.model} ({number(entry.top1)} %, {cost_text(entry.params)} M, {cost_text(entry.gmacs)} G)"


def field_row(item: FieldChange) -> Row:
    """Gives a field of a record before and after."""
    details = (("before", item.old or NOTHING), ("now", item.new or NOTHING), ("at", str(item.location)))
    return Row(_model(item.paper, item.variant), item.field, details)


def node_row(item: NodeChange) -> Row:
    """Gives a node of the taxonomy that came, went or says something else."""
    if item.field:
        return Row(item.path, item.field, (("before", item.old or NOTHING), ("now", item.new or NOTHING)))
    return Row(item.path, "added" if item.new else "removed", (("title", item.new or item.old),))


def page_rows(word: str, paths: Iterable[str]) -> Iterator[Row]:
    """Gives pages in few rows: those of one folder together."""
    for folder, group in groupby(sorted(paths, key=_parts), key=lambda path: _parts(path)[0]):
        names = [_parts(path)[1] for path in group]
        yield from (Row(word, f"{folder}{', '.join(part)}") for part in batches(names, NAMES_A_ROW))


def _parts(path: str) -> tuple[str, str]:
    folder, slash, name = path.removesuffix(".md").rpartition("/")
    return (f"{folder.partition('/')[0]}: ", f"{folder}/{name}".partition("/")[2]) if slash else ("", name)


def _model(paper: str, variant: str) -> str:
    return f"{paper} / {variant}" if variant else paper


def _place(word: str, place: Place) -> tuple[str, str]:
    document = place.document or place.source
    return word, f"{document}, {place.at} ({place.location})"
