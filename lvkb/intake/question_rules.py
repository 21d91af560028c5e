"""LV05x: what an import cannot know and has to ask, or did and wants to be looked at."""

from __future__ import annotations

from lvkb.findings import Finding, Level, Rule

SHARED_ID = Rule(
    "LV050",
    Level.WARNING,
    "One id in a list belongs to one title.",
    "Two titles on one id mean that one of the links is another paper's.",
    "Open the link, see whose it is, and put the right id into each record.",
)
SEVERAL_IDS = Rule(
    "LV051",
    Level.WARNING,
    "One title in a list has one id in each register.",
    "Two ids mean two papers of one name, or a wrong link.",
    "Open both links and keep the id of the paper with this title.",
)
NO_CODE = Rule(
    "LV052",
    Level.HINT,
    "An entry of a list links the paper's code.",
    "Readers look for code first, and a list may have left it out.",
    "Look into the paper for its repository, and add it as `code`.",
)
OTHER_IDENTITY = Rule(
    "LV053",
    Level.HINT,
    "An entry of a list links arXiv.",
    "Most papers are there, and the arXiv id is how a second mention is recognised.",
    "Search arXiv for the title, and add `arxiv` if the paper is there.",
)
ALL_CAPITALS = Rule(
    "LV054",
    Level.HINT,
    "A title is not all capitals.",
    "Capitals hide how names in it are written.",
    "Write it in the record as the paper's abstract page does.",
)
HEADING = Rule(
    "LV055",
    Level.WARNING,
    "A heading of a list is the title of a node of catalog/taxonomy.yml.",
    "The category of every paper below it hangs on that.",
    "Name a leaf of catalog/taxonomy.yml in each of their records.",
)
UNKNOWN_LINK = Rule(
    "LV056",
    Level.HINT,
    "A link of a list leads to a paper or to code.",
    "An import takes only what it recognises, so this link is in no record.",
    "Open it; a DOI, an OpenReview page or code behind it goes into the record.",
)
LISTED_TWICE = Rule(
    "LV057",
    Level.HINT,
    "A paper stands once in a list.",
    "Its mentions were joined into one record with the categories and code of all.",
    "Nothing to do, unless the record should not have every one of its categories.",
)
NOT_A_LEAF = Rule(
    "LV058",
    Level.HINT,
    "A heading of a list is a leaf of the tree.",
    "Records stand in leaves only, and a list may sort more coarsely.",
    "Choose a branch for each paper, in its record.",
)
NOT_TAKEN = Rule(
    "LV059",
    Level.HINT,
    "An entry of a list has one title that is told from other text, and a link to the paper.",
    "An item without them, or with two, may be no paper or a wrong one, so it was passed over.",
    "If it is a paper, put its title in bold and add a link, or write the record by hand.",
)

RULES = (
    SHARED_ID,
    SEVERAL_IDS,
    NO_CODE,
    OTHER_IDENTITY,
    ALL_CAPITALS,
    HEADING,
    UNKNOWN_LINK,
    LISTED_TWICE,
    NOT_A_LEAF,
    NOT_TAKEN,
)


def question_line(question: Finding) -> str:
    """Writes a question the short way: place, code, what it is about, and how to answer."""
    return f"{question.location}: {question.code} {question.what} {question.fix}"
