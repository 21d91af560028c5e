"""Names of people and of venues, which stand out in lists as titles do and are none."""

from __future__ import annotations

import re

from lvkb.registers import title_key
from lvkb.subject.title_words import is_title_word
from lvkb.subject.venues import venue_table

_PARTICLE = re.compile(r"al|bin|d[aeiou]s?|de[lnr]|el|ibn|l[ae]|te[nr]|v[ao]n", re.IGNORECASE)
_MOST_WORDS_OF_A_NAME = 5
_MOST_WORDS_OF_A_PAGE = 3
_MOST_WORDS_OF_A_PLAIN_NAME = 3
_WORDS_FOR_A_COMMON_ONE = 4
_OTHERS = re.compile(
    r"[\s,]*(?:\bet\.?\s*al\b\.?|\band\s+(?:\d+\s+(?:others|more)|others|colleagues)\b)[\s,.]*", re.IGNORECASE
)
_YEAR = re.compile(r"[\s,(\[]*\b(?:19|20)\d\d\b[\s)\].]*$")
_BETWEEN = re.compile(r"\s*(?:[,;&\u3001\u00b7|]|\band\b)\s*", re.IGNORECASE)
_OWNER = re.compile(r"(?P<who>.+?)(?:['\u2019]s?|s['\u2019])\s+(?P<what>\S.*)")
_BY = re.compile(
    r"\A(?:(?:blog|code|explained|explanation|implementation|implemented|notes|paper|post|presented|review|slides|summary|"
    r"talk|thread|tutorial|video|work|written)\s+){0,3}by\s+",
    re.IGNORECASE,
)
_TITLE_OF_A_PERSON = re.compile(r"(?:dr|prof|professor|mrs?|ms)\.?\s+", re.IGNORECASE)
_FOOTNOTE = re.compile(r"[\d*\u2020\u2021\u00a7\u00b6\u2217\u00b9\u00b2\u00b3\u2070-\u2079]+$")
_NAME_WORD = re.compile(r"[^\W\d_][^\W\d_.'\u2019-]*(?:[.'\u2019-]+[^\W\d_]+)*\.?")
_INSTITUTION = re.compile(
    r"\b(?:university|universit[\u00e4\u00e9]t?|institute|college|academy|laborator(?:y|ies)|polytechnic|corporation)\b",
    re.IGNORECASE,
)
_NOISE = re.compile(
    r"\b(?:\d+(?:st|nd|rd|th)?|proceedings|proc|of the|in the|ieee|cvf|acm|aaai|springer|elsevier|vol|volume|"
    r"no|pp|pages|jan\w*|feb\w*|mar|march|apr\w*|may|june?|july?|aug\w*|sept?\w*|oct\w*|nov\w*|dec\w*)\b"
)
_OF_A_VENUE = re.compile(
    r"(?:[^\W_]+ ){0,5}(?:(?:conference|symposium|workshops?|congress) (?:on|of|for)|transactions on|"
    r"journal (?:of|on|for)|annual meeting of)\b.*"
    r"|(?:[^\W_]+ ){1,5}(?:conference|symposium|workshops?|congress|journal|letters|magazine)"
    r"|lecture notes in .*|nature [^\W_]+(?: [^\W_]+)?|frontiers in .*"
)
_ABBREVIATED = re.compile(r"\b(?:trans|conf|int|symp|proc|lett|adv)\.\s", re.IGNORECASE)
_PERIODICALS = (
    "Artificial Intelligence Review|Computers and Electronics in Agriculture|Digital Signal Processing|"
    "Engineering Applications of Artificial Intelligence|Information Processing and Management|"
    "International Joint Conference on Neural Networks|Journal of Visual Communication and Image Representation|"
    "Machine Vision and Applications|Medical Image Analysis|Multimedia Tools and Applications|"
    "Neural Computing and Applications|Neural Information Processing Systems|Neural Processing Letters|"
    "Pattern Analysis and Applications|Remote Sensing of Environment|Signal Image and Video Processing|"
    "Signal Processing Image Communication|Communications of the ACM|Computing Surveys|"
    "Computer Vision and Pattern Recognition"
)
_SHORT = frozenset(
    word
    for short, (_, kind) in venue_table().items()
    if kind == "proceedings" or short.isupper()
    for word in title_key(short).split()
)
_PRESENTED = frozenset(
    word
    for line in (
        "accepted and arxiv at award best by candidate datasets benchmarks demo event extended abstract finalist",
        "findings highlight honorable honourable in main mention notable oral outstanding paper papers poster preprint",
        "presentation proposal regular session short spotlight submission submitted talk test the time to top track",
        "tutorial under review virtual workshop workshops year",
    )
    for word in line.split()
)
_FULL = frozenset(
    title_key(name)
    for name in (*(full for full, _ in venue_table().values()), *venue_table(), *_PERIODICALS.split("|"))
)


def names_venue(text: str) -> bool:
    """Tells whether a text says where a paper came out, or how it was presented, instead of what it is called.

    Known venues, those whose name says what they are (`Workshop on ...`, `Transactions on ...`, `Journal of ...`), and
    what stands beside them: years, tracks, awards.
    """
    words = " ".join(_NOISE.sub(" ", title_key(text)).split())
    if words in _FULL or _OF_A_VENUE.fullmatch(words) or _ABBREVIATED.search(text):
        return True
    rest = next((words.removeprefix(full) for full in _FULL if words.startswith(f"{full} ")), words)
    return all(word in _SHORT or word in _PRESENTED for word in rest.split())


def names_people(text: str) -> bool:
    """Tells whether a text names people, what is theirs (`Ada Flint's homepage`), or whom they work for.

    A name is of one to five words with capitals, initials and particles (`van der`). One that stands alone holds no
    common word of titles (`Vision`, `Tokens`), and is of three words unless it has an initial or a particle; of a list,
    fewer than one word in four may be such a word (`Shan You`).
    """
    plain = _BY.sub("", _YEAR.sub("", text.strip(" .,:;")))
    others = _OTHERS.search(plain)
    if others and others.end() == len(plain):
        return True
    if _INSTITUTION.search(plain) and ":" not in plain:
        return True
    owner = _OWNER.fullmatch(plain)
    if owner and len(owner["what"].split()) <= _MOST_WORDS_OF_A_PAGE:
        plain = owner["who"]
    names = [name for name in _BETWEEN.split(plain) if name]
    words = [word.strip(".") for name in names for word in name.lower().split()]
    common = sum(map(is_title_word, words))
    if len(names) < 2:
        is_short = len(words) <= _MOST_WORDS_OF_A_PLAIN_NAME or any(
            len(w) == 1 or _PARTICLE.fullmatch(w) for w in words
        )
        return is_short and not common and _is_name(plain, least=2)
    has_whole_name = ";" in plain or any(len(name.split()) > 1 for name in names)
    return has_whole_name and common * _WORDS_FOR_A_COMMON_ONE < len(words) and all(map(_is_name, names))


def _is_name(text: str, least: int = 1) -> bool:
    words = [_FOOTNOTE.sub("", word.strip("()")) for word in _TITLE_OF_A_PERSON.sub("", text).split()]
    words = [word for word in words if word]
    capitals = [word for word in words if _has_capital(word)]
    known = all(_NAME_WORD.fullmatch(word) and (_has_capital(word) or _PARTICLE.fullmatch(word)) for word in words)
    return known and least <= len(words) <= _MOST_WORDS_OF_A_NAME and bool(capitals)


def _has_capital(word: str) -> bool:
    return word[:1].isupper() or (word[1:2] in {"'", "\u2019"} and word[2:3].isupper())  # d'Ascoli
