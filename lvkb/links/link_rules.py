"""LV5: what look-ups of links can have to say about the records."""

from __future__ import annotations

from lvkb.findings import Level, Rule

DEAD = Rule(
    "LV501",
    Level.ERROR,
    "Every link leads somewhere.",
    "It was found dead twice, at least a day apart, so this is no passing trouble.",
    "Correct the link, name another copy, or take it out.",
)
SUSPECT = Rule(
    "LV502",
    Level.WARNING,
    "A link that is found dead is looked at again a day later.",
    "One bad day of a server is no dead link; it becomes an error when it is found dead again after a day.",
    "Open it; correct it if it is a slip.",
)
MOVED = Rule(
    "LV503",
    Level.WARNING,
    "A link names the present address.",
    "A redirect holds only as long as somebody cares for the old address.",
    "Write the new address; `lvkb fix --links --write` does it.",
)
RENAMED = Rule(
    "LV504",
    Level.WARNING,
    "A repository goes by its present name.",
    "Whoever takes the old name takes the link over: the redirect ends there without a word.",
    "Write the new name; `lvkb fix --links --write` does it.",
)
OTHER_PAPER = Rule(
    "LV505",
    Level.ERROR,
    "An id belongs to the paper that names it.",
    "The link works and leads to a wrong paper, which no checker of addresses can see.",
    "Open the page of the id and of the paper; correct the id, or the title.",
)
TITLE_DRIFT = Rule(
    "LV506",
    Level.WARNING,
    "A title is the one that its register knows.",
    "Papers are renamed between versions; readers look for them by the present title.",
    "Compare both; take over the new title and keep the old name in `aliases`, or waive this with the reason.",
)
WITHDRAWN = Rule(
    "LV507",
    Level.WARNING,
    "A paper stands by its results.",
    "A withdrawn paper answers like any other, and its numbers are not to be compared.",
    "Read the comment; note the withdrawal in the record, or take the record out.",
)
AMISS = Rule(
    "LV508",
    Level.WARNING,
    "A page shows what the link promises.",
    "It answers, but not with what was linked: a page of regret, a log-in, the front page, a missing section.",
    "Open it and correct the address.",
)
BLOCKED = Rule(
    "LV509",
    Level.ERROR,
    "A link leads to a public address by http or https, without a password in it.",
    "Readers cannot follow it, and a program that does could be led into a private network.",
    "Name a public address.",
)
NEW_DOI = Rule(
    "LV510",
    Level.HINT,
    "The publisher's DOI is recorded once arXiv knows it.",
    "It leads to the published version.",
    "Open it to see that it is this paper; `lvkb fix --links --write` adds it.",
)
OTHER_DOI = Rule(
    "LV511",
    Level.WARNING,
    "Record and arXiv name the same DOI.",
    "One of the two leads to another paper, or to another edition.",
    "Open both and correct the record if it is wrong.",
)
NEW_VENUE = Rule(
    "LV512",
    Level.HINT,
    "A paper that came out names its venue.",
    "arXiv's comment or journal reference says more than the record.",
    "Look it up at the venue, and add `venue` to `published`.",
)
NEWER_VERSION = Rule(
    "LV513",
    Level.HINT,
    "Numbers are read in the newest version.",
    "Tables change between versions.",
    "Compare the tables; add readings of the newer version where they differ.",
)
ARCHIVED = Rule(
    "LV514",
    Level.HINT,
    "A repository is looked after.",
    "An archived repository answers no issues and gets no fixes.",
    "Nothing to mend; readers may want to know.",
)
NOT_VERIFIED = Rule(
    "LV515",
    Level.HINT,
    "Every link can be verified.",
    "Refusals and outages say nothing about the link, and are never held against it.",
    "Nothing to mend; it is asked again in a later run.",
)
LONG_UNKNOWN = Rule(
    "LV516",
    Level.WARNING,
    "A link can be verified at least once in thirty days.",
    "Nobody knows by now whether it still works.",
    "Open it in a browser; replace it, or waive this with the day you looked.",
)
BROKEN_ENTRY = Rule(
    "LV517",
    Level.WARNING,
    "An entry of BibTeX parses.",
    "BibTeX drops what it cannot parse. Its links are asked, but held against a title only where that is whole.",
    "Close its braces and quotes; each field has a name, `=`, a value, and a comma before the next.",
)

RULES = (
    DEAD,
    SUSPECT,
    MOVED,
    RENAMED,
    OTHER_PAPER,
    TITLE_DRIFT,
    WITHDRAWN,
    AMISS,
    BLOCKED,
    NEW_DOI,
    OTHER_DOI,
    NEW_VENUE,
    NEWER_VERSION,
    ARCHIVED,
    NOT_VERIFIED,
    LONG_UNKNOWN,
    BROKEN_ENTRY,
)
