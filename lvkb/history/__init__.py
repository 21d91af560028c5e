"""What git knows of the knowledge base: which records differ from an earlier state, and what that state held."""

from __future__ import annotations

from lvkb.history.commit_log import ChangedFile, Commit, commits
from lvkb.history.git_command import HistoryUnreadable, is_shallow
from lvkb.history.local_changes import Differences, changed_records, differences, has_moved_on, uncommitted
from lvkb.history.past_state import Blob, PastState, contents, past_state

__all__ = [
    "Blob",
    "ChangedFile",
    "Commit",
    "Differences",
    "HistoryUnreadable",
    "PastState",
    "changed_records",
    "commits",
    "contents",
    "differences",
    "has_moved_on",
    "is_shallow",
    "past_state",
    "uncommitted",
]
