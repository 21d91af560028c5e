"""Rules of the catalogue's files: what may lie in the folder, and what its files may be."""

from __future__ import annotations

from lvkb.findings import Level, Rule

UNREADABLE = Rule(
    "LV001",
    Level.ERROR,
    "Every file of the catalogue can be read.",
    "What cannot be read is missing from every page and table.",
    "Restore the file, or its permissions.",
)
OUTSIDE = Rule(
    "LV008",
    Level.ERROR,
    "Files of the catalogue are plain files inside it.",
    "A link could bring a file of this machine onto a public page.",
    "Put the file itself here instead of a link.",
)
STRAY_FILE = Rule(
    "LV009",
    Level.ERROR,
    "`catalog/papers/` holds nothing but `<id>.yml` files.",
    "Any other file is never read, and its content is lost without a word.",
    "Rename the file to `<id>.yml`, or move it out of the folder.",
)
FILE_NAME = Rule(
    "LV015",
    Level.ERROR,
    "A record's file is named after its id.",
    "Links to a paper's page are made from the id, and files are found by it.",
    "Rename the file, unless the id itself is the slip.",
)

MEASURED_BROKEN = Rule(
    "LV601",
    Level.ERROR,
    "The files of `catalog/measured/` are as a command wrote them.",
    "Pages show their figures beside the reported ones, so a slip of the hand would pass for a measurement.",
    "Take the file of the last commit, or write it anew: `lvkb models verify --write`, `lvkb models import-timm`.",
)

RULES = (UNREADABLE, OUTSIDE, STRAY_FILE, FILE_NAME, MEASURED_BROKEN)
