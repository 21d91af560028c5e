"""What a change means: two states of the knowledge base, held against each other as rows of values."""

from __future__ import annotations

from lvkb.changes.comparison import Changes, compare
from lvkb.changes.release_changes import ReleaseNotes, release_notes
from lvkb.changes.sides import Sides, load_sides

__all__ = ["Changes", "ReleaseNotes", "Sides", "compare", "load_sides", "release_notes"]
