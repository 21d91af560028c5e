"""The rules of reading YAML: what a file of the catalogue may be at all."""

from __future__ import annotations

from lvkb.findings import Level, Rule

MAX_BYTES = 1_000_000
MAX_DEPTH = 12
MAX_NODES = 20_000

TOO_LARGE = Rule(
    "LV002",
    Level.ERROR,
    "A file of the catalogue has at most 1,000,000 bytes.",
    "A record is a few kilobytes; a larger file is a mistake or an attack, and is not read.",
    "Remove what does not belong into the record, or split it into records of one paper each.",
)
NOT_TEXT = Rule(
    "LV003",
    Level.ERROR,
    "A file of the catalogue is UTF-8 text without control characters.",
    "Other encodings and binary content cannot be reviewed in a diff.",
    "Save the file as UTF-8 text without a byte order mark.",
)
BAD_SYNTAX = Rule(
    "LV004",
    Level.ERROR,
    "A file of the catalogue is valid YAML with one mapping.",
    "Nothing in the file can be used until it parses.",
    "Look at the place named and the lines above it: often a quote, a colon or the indent is off.",
)
EQUAL_KEYS = Rule(
    "LV005",
    Level.ERROR,
    "A key stands once in a mapping.",
    "YAML readers keep one of the two values silently, so the other would be lost.",
    "Delete one of the two, or join their values.",
)
YAML_FEATURE = Rule(
    "LV006",
    Level.ERROR,
    "Records use no anchors, aliases, tags, merge keys or second documents.",
    "Such marks hide values from review and let a small file grow without bound.",
    "Write the value out where it is needed.",
)
TOO_DEEP = Rule(
    "LV007",
    Level.ERROR,
    f"A file nests at most {MAX_DEPTH} levels and holds at most {MAX_NODES:,} values.",
    "No record needs more; such files are made to exhaust the reader.",
    "Flatten the structure, or split the record.",
)
EMPTY_VALUE = Rule(
    "LV014",
    Level.ERROR,
    "What is unknown is left out.",
    "An empty value could mean unknown, none or forgotten.",
    "Give the value, or delete the key.",
)
HIDDEN_MARK = Rule(
    "LV018",
    Level.ERROR,
    "Text holds no invisible marks that change its direction or length.",
    "Such marks make a line read differently on screen from what it says.",
    "Delete the invisible character, or retype the word.",
)

RULES = (TOO_LARGE, NOT_TEXT, BAD_SYNTAX, EQUAL_KEYS, YAML_FEATURE, TOO_DEEP, EMPTY_VALUE, HIDDEN_MARK)
