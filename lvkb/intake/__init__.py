"""Import of a list of papers in Markdown: entries to draft records, with a question for all the list leaves open."""

from __future__ import annotations

from lvkb.intake.draft_files import write
from lvkb.intake.import_plan import Already, Draft, ImportPlan, plan
from lvkb.intake.list_entries import Entry, Link, ParsedList, Section, read_file
from lvkb.intake.markdown_list import read_list
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
