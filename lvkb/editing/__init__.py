"""Texts of records changed without loss: comments stay, and no value changes but the one that is meant.

Everything here takes and gives the bytes of a file, and `record_files` alone touches the disk. Whatever is given back
was read by the strict reader, which found the data that were meant in it; otherwise `EditRefused` is raised.
"""

from __future__ import annotations

from lvkb.editing.canonical import canonical, new_record
from lvkb.editing.record_edits import add_protocol, add_readings, add_source, add_variant, reading_line
from lvkb.editing.record_files import ChangedFile, change_record, record_content, write_changed
from lvkb.editing.scalar_style import Value
from lvkb.editing.splices import append, delete, rename_key, set_value
from lvkb.editing.verified import EditRefused

__all__ = [
    "ChangedFile",
    "EditRefused",
    "Value",
    "add_protocol",
    "add_readings",
    "add_source",
    "add_variant",
    "append",
    "canonical",
    "change_record",
    "delete",
    "new_record",
    "reading_line",
    "record_content",
    "rename_key",
    "set_value",
    "write_changed",
]
