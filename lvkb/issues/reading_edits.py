"""The values that a form changes in a record: each is named by the form, and none else is touched."""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal
from typing import NamedTuple

from lvkb.editing import Value, add_readings, set_value
from lvkb.issues.answered import IssueRefused
from lvkb.issues.reading_search import Spot, find_place, find_reading, find_variant, spots, value_of
from lvkb.issues.told_values import KINDS, SPEEDS, Told, told_values
from lvkb.records import Paper
from lvkb.yamlfile import KeyPath

_DONE = re.compile(r"[-*+] \[[xX]\] ")
_ALL = ("all", "all of them", "all figures")


class Edit(NamedTuple):
    """Values to set, or a reading to add, with what is said of it.

    Attributes:
        values: Values by their path in the record.
        summary: What changes, line by line.
        notes: What a person has to look at first.
        added: A reading to add to a variant, by its name.
    """

    values: Mapping[KeyPath, Value]
    summary: tuple[str, ...]
    notes: tuple[str, ...] = ()
    added: tuple[str, Mapping[str, Value]] | None = None

    def apply(self, content: bytes, path: str) -> bytes:
        """Gives the changed text of a record.

        Raises:
            EditRefused: It cannot be changed without loss.
        """
        for keys, value in self.values.items():
            content = set_value(content, path, keys, value)
        return add_readings(content, path, self.added[0], [self.added[1]]) if self.added else content


def corrected(paper: Paper, model: str, answers: Mapping[str, str]) -> Edit:
    """Gives the change that a wrong number asks for.

    Raises:
        IssueRefused: The reading, its values or the right ones are not told without doubt.
    """
    said = told_values(answers["said"])
    right = told_values(answers["right"], alone=next(iter(said)) if len(said) == 1 else "")
    for key, told in right.items():
        if key not in said:
            raise IssueRefused(f'"{key}" is told as right, but not as what the record says.')
        if told.rest and told.rest != said[key].rest:
            raise IssueRefused(f'only the number of {key} can be changed by a form, not "{told.rest}".')
    place = find_place(answers["source"], paper)
    spot = find_reading(paper, model, said, place)
    keys: KeyPath = ("variants", spot.variant, "readings", spot.number)
    changed = {key: told for key, told in right.items() if told.value != _written(value_of(spot.reading, key))}
    values: dict[KeyPath, Value] = {(*keys, *KINDS[key].path): _value(key, told) for key, told in changed.items()}
    summary = [f"{key}: {_written(value_of(spot.reading, key))} becomes {told.value}" for key, told in changed.items()]
    if place and place != (spot.reading.source, spot.reading.at):
        values |= {(*keys, "source"): place.source, (*keys, "at"): place.at}
        summary.append(f"place: {spot.reading.source}: {spot.reading.at} becomes {place.source}: {place.at}")
    if not summary:
        raise IssueRefused("the record says already what the issue calls right.")
    return Edit(values, (f"{paper.id}, {spot}", *summary), () if place else (_no_place(answers["source"]),))


def filled(paper: Paper, model: str, answers: Mapping[str, str]) -> Edit:
    """Gives the change that a missing number asks for: values more in the reading of that place, else a reading more.

    Raises:
        IssueRefused: Model, values or place are not told without doubt, or the record has other values there.
    """
    variant = find_variant(paper, model)
    told = told_values(answers["what"])
    if speeds := [key for key in told if key in SPEEDS]:
        raise IssueRefused(f"{speeds[0]} needs its device and more; add the reading by hand.")
    place = find_place(answers["source"], paper)
    if place is None:
        known = ", ".join(paper.sources) or "it has none"
        raise IssueRefused(
            f'"{answers["source"]}" begins with no source of the record ({known}), as in "paper: Table 2".'
        )
    found = [
        spot for spot in spots(paper) if spot.name == variant.name and place == (spot.reading.source, spot.reading.at)
    ]
    if len(found) > 1:
        raise IssueRefused(
            f"{len(found)} readings of {variant.name} stand at {place.source}: {place.at}; add it by hand."
        )
    summary = tuple(f"{key}: {item.value} is added" for key, item in told.items())
    if found:
        return _completed(paper, found[0], told)
    values = {"source": place.source, "at": place.at, **{key: _value(key, item) for key, item in told.items()}}
    return Edit({}, (f"{paper.id}, {variant.name}, {place.source}: {place.at}", *summary), added=(variant.name, values))


def _completed(paper: Paper, spot: Spot, told: Mapping[str, Told]) -> Edit:
    for key, item in told.items():
        present = value_of(spot.reading, key)
        if key in spot.reading.model_fields_set and present is not None:
            same = "already" if item.equals(present) else f"as {_written(present)}; that would be a wrong number"
            raise IssueRefused(f"{spot} tells {key} {same}.")
    keys = ("variants", spot.variant, "readings", spot.number)
    values: dict[KeyPath, Value] = {(*keys, *KINDS[key].path): _value(key, item) for key, item in told.items()}
    return Edit(values, (f"{paper.id}, {spot}", *(f"{key}: {item.value} is added" for key, item in told.items())))


def confirmed(paper: Paper, answers: Mapping[str, str], confirmation: Mapping[str, Value]) -> Edit:
    """Gives the change that a confirmation asks for.

    Raises:
        IssueRefused: The author did not say that the figures were compared, or which ones.
    """
    if not _DONE.match(answers["compared"]):
        raise IssueRefused("the author has not ticked that the figures were compared.")
    which = answers["source"].strip()
    if which.lower() not in _ALL and which not in paper.sources:
        known = ", ".join(paper.sources) or "it has none"
        raise IssueRefused(f'"{which}" is no source of {paper.id} ({known}), nor "all".')
    keys: KeyPath = ("confirmed",) if which not in paper.sources else ("sources", which, "confirmed")
    what = "all figures" if which not in paper.sources else f"figures of {which}"
    notes = (
        f'The issue names as author: "{answers["author"]}". See that it is one, and that it is who wrote the issue.',
    )
    return Edit({keys: dict(confirmation)}, (f"{paper.id}: {what} are confirmed by {confirmation['by']}",), notes)


def _value(key: str, told: Told) -> Value:
    return Decimal(told.value) if KINDS[key].is_number else told.value


def _written(value: object) -> str:
    return f"{value:f}" if isinstance(value, Decimal) else str(value)


def _no_place(text: str) -> str:
    return f'The issue names as source: "{text}". Look there first; source and place of the reading stay as they are.'
