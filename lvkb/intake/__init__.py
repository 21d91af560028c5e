"""Import of a list of papers, Markdown or BibTeX: entries to draft records, a question for all that is left open."""

from __future__ import annotations

from lvkb.intake.draft_files import write
from lvkb.intake.import_plan import Already, Draft, ImportPlan, plan
from lvkb.intake.list_entries import Entry, Link, ParsedList, Section, read_file
from lvkb.intake.list_formats import read_list
from lvkb.intake.question_rules import RULES, question_line

__all__ = [
    "RULES",
    "Already",
    "Draft",
    "Entry",
    "ImportPlan",
    "Link",
    "ParsedList",
    "Section",
    "plan",
    "question_line",
    "read_file",
    "read_list",
    "write",
]
