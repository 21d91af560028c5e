"""Papers on OpenReview: notes of the present API, fifty at once, and of the old one for venues before about 2023.

A paper is missing only when both APIs have given a good answer without it.

Reasons given here: `answered` (ok), `other-paper` for a reply in a forum (mismatch), `404` for a deleted paper,
`not-in-register` (dead), `bad-answer`, and those of the service (unknown).
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any, TypeAlias
from urllib.parse import quote

from lvkb.links.answers import facts, inside, listed, objects, plain, year_in
from lvkb.links.checkers.checker import Checker
from lvkb.links.checkers.service import Service
from lvkb.links.context import Batch, Context
from lvkb.links.limits import Limits
from lvkb.links.link_status import LinkStatus, Outcome, Reason, http_outcome
from lvkb.links.targets import Target
from lvkb.registers import OPENREVIEW

_BATCH = 50
_MAX_BYTES = 10_000_000
_SPOKEN = (200, 400, 403, 404)  # errors are told in JSON; log-in pages and captchas are not
_NOT_THERE = frozenset({"NotFoundError", "NotFound", "notFound"})

Note: TypeAlias = Mapping[str, Any]


def check(targets: Sequence[Target], context: Context) -> Iterator[Batch]:
    """Looks forums up."""
    apis = _Apis(context)
    for start in range(0, len(targets), _BATCH):
        yield from apis.about(targets[start : start + _BATCH])


def calls(targets: Sequence[Target], limits: Limits) -> int:  # noqa: ARG001 - all checkers are asked alike
    """Gives the number of requests of a clean run in which the present API knows every paper."""
    return math.ceil(len(targets) / _BATCH)


class _Apis:
    """Both APIs."""

    def __init__(self, context: Context) -> None:
        gap = context.limits.host_gap_s
        self._present = _Api(Service(context, context.endpoints.openreview, gap), context.endpoints.openreview)
        self._old = _Api(Service(context, context.endpoints.openreview_v1, gap), context.endpoints.openreview_v1)

    def about(self, part: Sequence[Target]) -> Iterator[Batch]:
        """Gives outcomes for a batch: at once for what the list holds, then one by one."""
        notes = self._present.listed([target.id for target in part])
        if isinstance(notes, Outcome):
            yield [(target, notes) for target in part]
            return
        # what a good list leaves out is most likely old; the list itself is doubted only for what is nowhere else
        apis = (self._present, self._old) if notes is None else (self._old, self._present)
        notes = notes or {}
        if there := [(target, _judged(target.id, notes[target.id])) for target in part if target.id in notes]:
            yield there
        for target in part:
            if target.id not in notes:
                yield [(target, _single(target.id, apis))]


class _Api:
    """One API."""

    def __init__(self, service: Service, base: str) -> None:
        self._service = service
        self._base = base

    def listed(self, forums: Sequence[str]) -> dict[str, Note] | Outcome | None:
        """Gives those notes of a list that are there, by id; None when the list is not answered as such."""
        query = quote(",".join(forums), safe=",")
        told = self._service.ask_json(f"{self._base}/notes?ids={query}", expected=_SPOKEN, max_bytes=_MAX_BYTES)
        if isinstance(told, Outcome):
            return told
        if told.status != 200:
            return None
        notes = ((note.get("id"), note) for note in objects(told.tree.get("notes")))
        return {identity: note for identity, note in notes if isinstance(identity, str)}

    def single(self, forum: str) -> Note | Outcome | None:
        """Gives a note, None when a good answer is without it, or the reason why nothing is known."""
        told = self._service.ask_json(
            f"{self._base}/notes?id={quote(forum, safe='')}", expected=_SPOKEN, max_bytes=_MAX_BYTES
        )
        if isinstance(told, Outcome):
            return told
        if told.status == 200 and isinstance(told.tree.get("notes"), list):
            return next((note for note in objects(told.tree["notes"]) if note.get("id") == forum), None)
        if told.status == 404 and plain(told.tree.get("name")) in _NOT_THERE:
            return None
        error = plain(told.tree.get("name"), 60)
        said = f"{self._service.name} answered {told.status}" + (f" ({error})" if error else "")
        if told.status == 403:
            return http_outcome(LinkStatus.UNKNOWN, 403, f"{said}.")
        return Outcome(LinkStatus.UNKNOWN, Reason.BAD_ANSWER, f"{said}.")


def _single(forum: str, apis: Sequence[_Api]) -> Outcome:
    """Looks for one forum: some API has it, or each says that it is not there."""
    unknown: Outcome | None = None
    for api in apis:
        note = api.single(forum)
        if isinstance(note, Mapping):
            return _judged(forum, note)
        unknown = unknown or note
    return unknown or Outcome(LinkStatus.DEAD, Reason.NOT_IN_REGISTER, f"OpenReview has no forum {forum}, old or new.")


def _judged(forum: str, note: Note) -> Outcome:
    deleted = note.get("ddate")
    if isinstance(deleted, int | float) and not isinstance(deleted, bool):
        day = _day(deleted)
        return http_outcome(LinkStatus.DEAD, 404, f"{forum} was deleted{f' on {day}' if day else ''}.")
    if note.get("forum") != forum:
        where = plain(note.get("forum"), 40) or "another forum"
        return Outcome(LinkStatus.MISMATCH, Reason.OTHER_PAPER, f"{forum} is a reply in {where}, not a paper.")
    known = _facts(note)
    named = f': "{known["title"]}"' if "title" in known else ""
    return Outcome(LinkStatus.OK, Reason.ANSWERED, f"OpenReview has {forum}{named}.", facts=known)


def _facts(note: Note) -> dict[str, str]:
    authors, venue = _content(note, "authors"), plain(_content(note, "venue"))
    return facts(
        title=plain(_content(note, "title")),
        authors=listed([_name(author) for author in authors] if isinstance(authors, list) else []),
        venue=venue,
        year=year_in(venue) or _day(note.get("pdate"))[:4],
    )


def _content(note: Note, name: str) -> Any:
    """Gives a field of a note; the present API wraps it, the old one does not."""
    value = inside(note, "content", name)
    return value.get("value") if isinstance(value, dict) else value


def _name(author: object) -> str:
    return plain(author) or plain(inside(author, "fullname"))


def _day(moment: object) -> str:
    """Gives the ISO day of a moment in milliseconds since 1970, empty when it is none."""
    if isinstance(moment, bool) or not isinstance(moment, int | float):
        return ""
    try:
        return f"{datetime.fromtimestamp(moment / 1000, UTC):%Y-%m-%d}"
    except (ValueError, OverflowError, OSError):
        return ""


CHECKER = Checker(OPENREVIEW, check, calls, lambda limits: limits.host_gap_s)
