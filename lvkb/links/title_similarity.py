"""How near two titles of papers are, whatever hand wrote them: case, TeX, markup, hyphens, venue behind."""

from __future__ import annotations

import html
import re
from functools import lru_cache

from rapidfuzz import fuzz
from rapidfuzz.distance import Levenshtein

from lvkb.accents import without_accents

SAME = 0.75
"""From here on two titles mean one paper."""
DOUBTFUL = 0.50
"""Below it, titles alone say that these are two papers; in between it is one that was renamed a little."""
FEWEST_WORDS = 3
"""Content words below which a title says too little to be judged alone."""

_LONGEST = 500
_CONTAINED = 90.0  # per cent: a title cut off in the middle of a word, or with one letter wrong, is still contained
_STOP_WORDS = frozenset(
    word
    for line in ("a an and are as at be by for from in into", "is of on or the their to toward towards using via with")
    for word in line.split()
)
_TAG = re.compile(r"</?[a-z][\w:-]{0,20}(?:\s[^<>=]{0,100}=[^<>]{0,300})?\s{0,2}/?>", re.IGNORECASE)
_BADGE = re.compile(
    r"[\[(]\s*(?:code|paper|pdf|arxiv|github|project|project page|website|page|video|slides|demo|bib|bibtex|supp|oral|"
    r"spotlight|highlight|poster|preprint)\s*[\])]",
    re.IGNORECASE,
)
_ARXIV_LABEL = re.compile(
    r"\[?\barxiv(?:\s+preprint)?\s*:\s*(?:(?:\d{4}\.\d{4,5}|[a-z-]+(?:\.[a-z]{2})?/\d{7})(?:v\d+)?)?\]?", re.IGNORECASE
)
_VENUES = (
    "3DV|AAAI|ACCV|ACL|ACM MM|arXiv|BMVC|COLM|CVPRW?|ECCVW?|EMNLP|HPCA|ICASSP|ICCVW?|ICIP|ICLR|ICML|ICPR|IJCAI|IJCV|"
    "IROS|ICRA|JMLR|KDD|MICCAI|MLSys|NAACL|NeurIPS|NIPS|PAMI|TIP|TMLR|TNNLS|TPAMI|WACV"
)
_VENUE_BEHIND = re.compile(
    rf"(?:[\s,.|\u2013\u2014-]|[(\[])+(?:(?:accepted\s+)?(?:at|by|in|to)\s+)?\b(?:IEEE\s+)?(?:{_VENUES})"
    r"[\s'\u2019-]{0,2}(?:(?:19|20)\d\d|\d\d)\b(?:[\s,(-]{1,3}(?:oral|spotlight|highlight|poster|workshops?|findings))?[)\].\s]*$",
    re.IGNORECASE,
)
_ACCENT = re.compile(r"\\[`'^\"~=.]|\\[bcdHkruv](?=\{)")
_SYMBOL = re.compile(r"\\times(?![a-zA-Z])|\u00d7")
_STYLE = re.compile(
    r"\\(?:text(?:bf|it|sc|rm|tt|sf)?|emph|math(?:bf|cal|rm|bb|sf|it)|bf|it|em|rm|sc|ensuremath|operatorname)(?![a-zA-Z])"
)
_COMMAND = re.compile(r"\\([a-zA-Z]+)")
_TEX_SIGNS = re.compile(r"[{}$^_\\]")
_TIMES = re.compile(r"(?<=\d)\s*x\s*(?=\d)")
_WORD = re.compile(r"[^\W_]+")


def without_tags(text: str) -> str:
    """Gives a text without HTML; what only looks like it, as in `a < b`, stays."""
    return _TAG.sub("", html.unescape(text))


def is_telling(title: str) -> bool:
    """Tells whether a title has enough content words to be judged alone; `CvT` has not."""
    return len(_content(title)) >= FEWEST_WORDS


def similarity(one: str, other: str) -> float:
    """Tells how near two titles are.

    The greatest of three: words in common, one title inside the other (a subtitle dropped, a short name put before, a
    cut at some length), and letters in common (`Light-weight`, British spelling, a slip). A short name that stands
    before the colon of the other title is that title.

    Returns:
        From 0.0, nothing in common, to 1.0; see `SAME` and `DOUBTFUL`.
    """
    first, second = title_words(one), title_words(other)
    if not first or not second:
        return 0.0
    if first == second or _is_short_name(one, other) or _is_short_name(other, one):
        return 1.0
    letters = Levenshtein.normalized_similarity("".join(first), "".join(second))
    return max(letters, _shared(_content(one), _content(other)), _contained(one, other))


def _is_short_name(name: str, title: str) -> bool:
    before, colon, _ = title.partition(":")
    return bool(colon) and ":" not in name.strip(" :") and title_words(name) == title_words(before)


def _shared(one: frozenset[str], other: frozenset[str]) -> float:
    return 2 * len(one & other) / (len(one) + len(other)) if one and other else 0.0


def _contained(one: str, other: str) -> float:
    if not is_telling(one) or not is_telling(other):
        return 0.0
    first, second = "".join(title_words(one)), "".join(title_words(other))
    return fuzz.partial_ratio(first, second, score_cutoff=_CONTAINED) / 100


@lru_cache(maxsize=4096)
def title_words(title: str) -> tuple[str, ...]:
    """Gives the words of a title, in lower case without accents, markup, TeX, and what lists write around it."""
    text = without_accents(_bare(title)).casefold()
    return tuple(_WORD.findall(_TIMES.sub("x", text.replace("&", " and "))))


def _content(title: str) -> frozenset[str]:
    return frozenset(title_words(title)) - _STOP_WORDS


def _bare(title: str) -> str:
    text = " ".join(without_tags(title[:_LONGEST]).split())
    text = _ARXIV_LABEL.sub(" ", _BADGE.sub(" ", text)).strip()
    text = _SYMBOL.sub("x", _ACCENT.sub("", text))
    text = _TEX_SIGNS.sub("", _COMMAND.sub(r"\1", _STYLE.sub("", text)))
    shorter = _VENUE_BEHIND.sub("", text)
    return shorter if _WORD.search(shorter) else text
