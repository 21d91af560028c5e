"""Which paper a place says that its link is: texts that can be a title, and which links they belong to."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from lvkb.documents.proper_names import names_people, names_venue
from lvkb.registers import parse_url, title_key

LEAST_WORDS = 3
LONGEST_TITLE = 500

_QUOTED = re.compile(r"\u201c([^\u201c\u201d\0]{8,500})\u201d|\"([^\"\0]{8,500})\"")
_NO_CONTENT = re.compile(
    r"\d+|[a-z]|a|an|and|are|as|at|available|blog|by|can|click|co?de?s?|com|data|dataset|demo|details?|download|for|from|"
    r"full|github|here|how|html|https?|implementation|in|is|it|its|journal|link|links?|models?|more|new|not|of|official|on|"
    r"open|or|oral|original|our|page|papers?|pdf|post|poster|preprint|project|pytorch|read|release|repo|repository|"
    r"report|review|see|slides|spotlight|supplementary|talk|tensorflow|text|that|the|their|this|to|tutorial|use|version|"
    r"via|video|was|website|weights|what|with|you|your|arxiv|openreview|doi|"
    r"cvprw?|iccvw?|eccvw?|wacv|bmvc|iclr|icml|neurips|nips|aaai|ijcai|acl|emnlp|mm|tpami|pami|ijcv|tip|tnnls|tmlr"
)


def is_title(text: str) -> bool:
    """Tells a text that can be a paper's title, with at least three words of content.

    Labels such as `Code`, and names of venues and of people are none.
    """
    if len(text) > LONGEST_TITLE:
        return False
    content = sum(1 for word in title_key(text).split() if not _NO_CONTENT.fullmatch(word))
    return content >= LEAST_WORDS and not names_venue(text) and not names_people(text)


def quoted(text: str) -> Iterator[tuple[int, int, str]]:
    """Gives the texts in double quotes that can be titles, each with its offset and that behind it."""
    for match in _QUOTED.finditer(text):
        if is_title(said := match[1] or match[2]):
            yield match.start(), match.end(), tidy(said)


def tidy(text: str) -> str:
    """Gives a title on one line, without the punctuation around it."""
    return " ".join(text.split()).strip(" .,:;\"'*\u201c\u201d")


def register(url: str) -> str:
    """Names the register of papers that an address belongs to; empty for anything but a paper."""
    ref = parse_url(url)
    return ref.register.key if ref and ref.register.is_paper else ""


class ItemTitles:
    """What a list item or a table row has said so far: titles that stand out, and links to papers.

    A title goes to the first link in each register that follows it, as in `**Title** [pdf](...) [review](...)`. A title
    that follows its link is taken too, when the item links but one paper of that register.
    """

    def __init__(self) -> None:
        self._title = ""
        self._served: set[str] = set()
        self._links: Counter[str] = Counter()
        self._waiting: dict[str, int] = {}

    def says(self, title: str) -> None:
        """Notes a title that stands out."""
        self._title, self._served = title, set()

    def title_for(self, kind: str, own: str, index: int) -> str:
        """Gives the title that a link to a paper is under.

        Args:
            kind: Register of the paper.
            own: Title in the link's own text, else empty.
            index: Number under which `late` names the link again.
        """
        self._links[kind] += 1
        if own:
            self._served.add(kind)
            return own
        if not self._title:
            self._waiting.setdefault(kind, index)
            return ""
        if kind in self._served:
            return ""
        self._served.add(kind)
        return self._title

    def late(self) -> Iterator[tuple[int, str]]:
        """Gives the links whose title came after them, with the title."""
        for kind, index in self._waiting.items():
            if self._title and self._links[kind] == 1:
                yield index, self._title
