"""Import of a list of papers in Markdown: entries to draft records, with a question for all the list leaves open."""

from __future__ import annotations

from lvkb.intake.listing import Entry, Link, ListUnreadable, ParsedList, Section, read_file, read_list
from lvkb.intake.planning import Already, Draft, ImportPlan, plan
from lvkb.intake.questions import RULES, question_line
from lvkb.intake.writing import write

__all__ = [
    "RULES",
    "Already",
    "Draft",
    "Entry",
    "ImportPlan",
    "Link",
    "ListUnreadable",
    "ParsedList",
    "Section",
    "plan",
    "question_line",
    "read_file",
    "read_list",
    "write",
]
