"""An answered form to the change of one record: which values of which reading, or that an author confirms them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from lvkb.catalog import Catalog
from lvkb.editing import ChangedFile, record_content
from lvkb.issues.answered import CONFIRM, MISSING_NUMBER, MISSING_PAPER, WRONG_NUMBER, Answered, IssueRefused
from lvkb.issues.reading_edits import Edit, confirmed, corrected, filled
from lvkb.issues.reading_search import find_record
from lvkb.issues.sound_records import demand_sound
from lvkb.layout import PAPERS
from lvkb.records import Paper
from lvkb.registers import parse_arxiv, parse_url


class Thread(NamedTuple):
    """Where and when an author confirmed figures; a maintainer tells it, never the issue itself."""

    by: str
    day: date


@dataclass(frozen=True, slots=True)
class IssueChange:
    """What an issue comes to.

    Attributes:
        file: The record and what it is to become.
        summary: What changes, line by line.
        notes: What a person has to look at before the change is written.
    """

    file: ChangedFile
    summary: tuple[str, ...]
    notes: tuple[str, ...]


def change_of(issue: Answered, catalog: Catalog, thread: Thread | None = None) -> IssueChange:
    """Gives the change of a record that an issue asks for; nothing is written.

    Args:
        issue: The issue.
        catalog: The catalogue.
        thread: For a confirmation: where and when it was given.

    Raises:
        IssueRefused: Something was not understood, or the changed record would not pass the check.
        EditRefused: The record cannot be changed without loss.
    """
    if issue.form is MISSING_PAPER:
        raise IssueRefused(_new_paper(issue.answers["paper"], catalog))
    if thread is not None and issue.form is not CONFIRM:
        raise IssueRefused(f'--thread and --date are for a confirmation; this issue is a "{issue.form.name}".')
    paper, model = find_record(issue.answers["where"], catalog)
    edit = _edit(issue, paper, model, thread)
    path = f"{PAPERS}/{paper.id}.yml"
    old = record_content(catalog.root, path)
    file = ChangedFile(path, old, edit.apply(old, path))
    if file.new == old:
        raise IssueRefused("the record says this already.")
    warnings = demand_sound(catalog, paper, file)
    return IssueChange(file, edit.summary, (*edit.notes, *warnings))


def _edit(issue: Answered, paper: Paper, model: str, thread: Thread | None) -> Edit:
    answers = issue.answers
    if issue.form is WRONG_NUMBER:
        return corrected(paper, model, answers)
    if issue.form is MISSING_NUMBER:
        return filled(paper, model, answers)
    assert issue.form is CONFIRM
    if thread is None:
        raise IssueRefused("a confirmation needs --thread and --date: where and when the author gave it.")
    if model:
        raise IssueRefused('"Record" names a model; figures are confirmed for a source, or for the whole record.')
    return confirmed(paper, answers, {"by": thread.by, "date": thread.day.isoformat()})


def _new_paper(text: str, catalog: Catalog) -> str:
    """Gives what is to be done about a paper that has no record."""
    ref = parse_arxiv(text) or parse_url(text)
    if ref is None or not ref.register.is_paper:
        return f'"{text}" is no id or address of a paper. Look for it, then: lvkb add ID'
    held = [
        paper.id
        for paper in catalog.papers.values()
        if (own := getattr(paper, ref.register.field)) and ref.register.parse(own) == ref._replace(version="")
    ]
    if held:
        return f"the catalogue holds this paper: {PAPERS}/{held[0]}.yml."
    return f"this asks for a new record, which changes none. Run: lvkb add {ref.url}"
