"""Issues that readers wrote in the repository's forms, to changes of records. All of it is input of strangers."""

from __future__ import annotations

from lvkb.issues.answered import IssueRefused
from lvkb.issues.form_answers import MAX_BODY_BYTES, read_body
from lvkb.issues.issue_changes import IssueChange, Thread, change_of

__all__ = ["MAX_BODY_BYTES", "IssueChange", "IssueRefused", "Thread", "change_of", "read_body"]
