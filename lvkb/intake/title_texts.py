"""A text that holds a title, cut to the title: what lists write before and behind one goes."""

from __future__ import annotations

import re
from collections import deque
from itertools import islice
from typing import NamedTuple

from lvkb.intake.label_words import Labels

_EDGES = " \t\n\v.,:;*|\u00b7\u2022\u2026\u3002\uff0c\uff1a\uff1b"
_TRAILING = " -\u2013\u2014/|<>=\u2192\u21d2"
_QUOTES = (
    "\u2018\u2019",
    '""',
    "\u201c\u201d",
    "''",
    "\u00ab\u00bb",
    "\u300c\u300d",
    "\u300e\u300f",
    "\u300a\u300b",
    "\u201e\u201c",
)
_GROUPS = {"[": "]", "(": ")", "\u3010": "\u3011", "\uff08": "\uff09", "{": "}", "\uff3b": "\uff3d"}
_SQUARE = frozenset("[\u3010\uff3b")
_CLOSERS = {closer: opener for opener, closer in _GROUPS.items()}
_DATE = re.compile(r"(?:19|20)\d\d(?:[./-]\d{1,2}){0,2}\s*[-\u2013\u2014,.:|]\s*|\d{1,3}[.)]\s+")
_FULL_DATE = re.compile(r"\d{1,2}[.)]\s+|(?:19|20)\d\d[./-]\d{1,2}(?:[./-]\d{1,2})?\s*[-\u2013\u2014,.:|]?\s+")
_DATED = re.compile(r"(?:[^\s,:]+,?\s+){1,7}\(?(?:19|20)\d\d\)?")
_ID = re.compile(r"\barxiv\s?:\s?\S+", re.IGNORECASE)
_FIRST = frozenset("[(\u3010\uff08{$\"\u201c'\u00ab\u300a\u300c\u300e<\\\u2018`")
_SHORTCODE = re.compile(r":[a-z][a-z0-9_+-]{1,30}:\s*")
_CAMEL_NAME = re.compile(r"[A-Za-z0-9+-]{0,20}[A-Z][A-Za-z0-9+-]{0,10}[A-Z][A-Za-z0-9+-]{0,10}")
_LEADING_PART = re.compile(r"([^,|\u2013\u2014:\n\[\](){}]{2,40}?)(?P<sign>\s[-|]\s|\s?[,\u2013\u2014]\s)\s*")
_INITIALS = re.compile(r"(?:[A-Z]\.[ -]?){1,3}[^\W\d_a-z][\w'\u2019-]+")
_LEADING_LABEL = re.compile(
    r"(?:papers?|paper title|titles?|article|titel|titre|t\u00edtulo|titolo|art\u00edculo|artigo|"
    r"\u0441\u0442\u0430\u0442\u044c\u044f|\u8bba\u6587|\u6807\u9898|\u9898\u76ee|\u8ad6\u6587|\u30bf\u30a4\u30c8\u30eb|\ub17c\ubb38|\uc81c\ubaa9)\s?[:\uff1a]\s*",
    re.IGNORECASE,
)
_PERIOD = re.compile(r"(?<=[^\s.]{2})\.(?=\s|$)|(?<=\w)\u3002")
_AFTER_MARK = re.compile(r"[?!\uff1f\uff01]\s+")
_SEGMENT = re.compile(r"\s[-\u2013\u2014|/]\s|[,;\uff0c\uff1b]")
_SHORTENED = re.compile(
    r"(?:^|[\s(])(?:vs|etc|eg|ie|e\.g|i\.e|al|no|fig|sec|st|dr|mr|ms|ver|cf|approx|vol|[A-Z])$", re.IGNORECASE
)
_NAME_PART = r"(?:[^\W\d_a-z][\w'\u2019.\u2010-]*\*?|van|von|de|der|den|del|della|di|da|dos|du|la|le|el|al|bin|ten|ter)"
_PERSON = re.compile(rf"{_NAME_PART}(?:\s+{_NAME_PART}){{0,4}}")
_TITLE_WORD = re.compile(
    r"\b(?:an?(?!\.)|the|for|with|from|via|to|of|in|on|towards?|learning|networks?|nets?|models?|transformers?|attention|vision|"
    r"visual|images?|videos?|tokens?|training|recognition|estimation|detection|segmentation|classification|generation|"
    r"adaptation|distillation|quantization|quantisation|pruning|compression|optimi[sz]ation|representation|performance|"
    r"efficient|faster|fast|accurate|effective|better|deep|neural|survey|data|features?|semantic|object|"
    r"analysis|applications?|architectures?|convolution\w*|language|inference|benchmarks?|challenges?|methods?)\b",
    re.IGNORECASE,
)
_ANY_YEAR = re.compile(r"[(,]?\s?\b(?:19|20)\d\d[a-z]?\)?")
_ONLY_INITIALS = re.compile(r"(?:[A-Z]\.[ -]?){1,3}")
_ET_AL = re.compile(r"\bet\.?\s+al\b|\band others\b|\u7b49$", re.IGNORECASE)
_PROSE = re.compile(
    r"(?:we|our|please|thanks|welcome|feel free|for more|note that|if you (?:find|use|want|have|are|would|like)|todo|"
    r"updated?|released?|releasing|added|this (?:repo|repository|list|paper|work|page|is)|check out|contact|"
    r"the (?:following|code|repo|repository|latest|first version)|\u6211\u4eec|\u672c)\b",
    re.IGNORECASE,
)
_MOST_TAGS = 6
_MOST_CUTS = 12
_MOST_MARKS = 3
_LONGEST_TAG = 60
_MOST_NAME_WORDS = 4
_MOST_TAG_WORDS = 8


class TitleText(NamedTuple):
    """What is left of a text.

    Attributes:
        title: The title, empty when nothing is left.
        name: Short name that stands before it in brackets, else empty.
        skipped: Number of characters of the text before the title.
        has_venue: Whether a venue or a date stands behind it.
        rest: A sentence behind it that is neither venue nor authors, else empty.
    """

    title: str
    name: str = ""
    skipped: int = 0
    has_venue: bool = False
    rest: str = ""


def trim(raw: str) -> str:
    """Gives a text on one line without the punctuation and the quotes around it."""
    text = " ".join(raw.split()).strip(_EDGES).rstrip(_TRAILING).rstrip(_EDGES)
    for pair in _QUOTES:
        opener, closer = pair[0], pair[1]
        inner = text[1:-1]
        if len(text) > 2 and (text[0], text[-1]) == (opener, closer) and opener not in inner and closer not in inner:
            return inner.strip(_EDGES)
    if text[:1] == "[" and _group_end(text, 0, len(text)) == len(text):
        return text[1:-1].strip(_EDGES)
    is_lone = text[:1] in ('"', "\u201c") and not set(text[1:]) & {'"', "\u201d"}
    return text[1:] if is_lone else text


def titled(text: str, labels: Labels) -> TitleText:
    """Gives the title in a text that is marked as one, such as that of a link: tags and venue go, the rest stays."""
    lead = _lead(text, labels, _FULL_DATE)
    body, has_venue = _without_groups(text[lead.skipped :], labels, is_whole=True)
    body, more = _without_venue(body, labels, needs_year=True)
    return TitleText(trim(body), lead.name, lead.skipped, has_venue or more)


def cut(text: str, labels: Labels) -> TitleText:
    """Gives the title in a running text, which ends where a sentence does, or before venue, date or authors."""
    lead = _lead(text, labels)
    body, past = _first_sentence(text[lead.skipped :], labels)
    skipped = lead.skipped + past
    rest = text[skipped + len(body) :]
    behind = _PERIOD.split(_ID.sub("", rest).lstrip(_EDGES), maxsplit=1)[0].strip(_EDGES)
    has_venue = bool(behind) and labels.is_venue(behind)
    has_venue = has_venue or _DATED.fullmatch(behind) is not None
    is_told = has_venue or is_people(behind) or any(labels.is_end(part) for part in _SEGMENT.split(behind))
    for _ in range(_MOST_CUTS):
        shorter, found = _without_groups(body, labels)
        shorter, more = _without_venue(shorter, labels)
        has_venue = has_venue or found or more
        if shorter == body:
            break
        body = shorter
    rest = "" if is_told or len(behind.split()) < 2 else trim(behind)  # one word is a place or an organisation
    return TitleText(trim(_without_authors(body, labels)), lead.name, skipped, has_venue, rest)


def undoubled(title: str) -> tuple[str, str]:
    """Gives a title without the name that a list puts before it once more, as in `X: X: Title`, and that name."""
    name, colon, rest = title.partition(": ")
    is_double = bool(colon) and rest.casefold().startswith(f"{name.casefold()}:")
    return (rest, name) if is_double else (title, "")


def is_people(text: str) -> bool:
    """Tells a list of names of people: parts of two words and more that begin with capitals."""
    if _ET_AL.search(text):
        return True
    text = _ANY_YEAR.sub("", text)
    parts = [part.strip() for part in re.split(r"[,;&]|\band\b", text) if part.strip(" .*")]
    if _TITLE_WORD.search(text) or re.search(r"\w-[a-z]", text):
        return False
    if len(parts) < 2 or not re.search(r"[,;&]", text):
        return False
    people = [part for part in parts if _PERSON.fullmatch(part) and ":" not in part]
    full = [part for part in people if len(part.split()) > 1]
    people_and = re.split(r"\band\b|&", text)
    is_family_first = len(people_and) > 1 and all("," in one for one in people_and)
    is_family_first = is_family_first or any(_ONLY_INITIALS.fullmatch(part) for part in parts)
    return len(people) == len(parts) and (len(full) * 2 > len(parts) or is_family_first)


def is_citation(text: str) -> bool:
    """Tells the short form of a citation, such as `Bell et al., 2023`."""
    return _ET_AL.search(text) is not None


def is_prose(text: str) -> bool:
    """Tells a text that speaks to its readers, as news and instructions do."""
    return _PROSE.match(text.lstrip()) is not None


def _lead(text: str, labels: Labels, date: re.Pattern[str] = _DATE) -> TitleText:
    """Takes off what stands before a title: signs, dates, labels with a colon, and tags in brackets."""
    at, name, is_running = 0, "", date is _DATE
    for _ in range(_MOST_TAGS):
        begin = at
        while at < len(text) and not (text[at].isalnum() or text[at] in _FIRST or _SHORTCODE.match(text, at)):
            at += 1
        if match := _SHORTCODE.match(text, at):
            at = match.end()
        elif is_running and (match := _LEADING_PART.match(text, at)) and _goes_before(match, labels):
            name = name or (match[1] if _CAMEL_NAME.fullmatch(match[1]) and not labels.is_dated(match[1]) else "")
            at = match.end()
        elif match := date.match(text, at):
            rest = text[match.end() : match.end() + _LONGEST_TAG]
            at = match.end()
            venue, dash, _ = rest.partition("-")
            if dash and labels.is_venue(venue):
                at += len(venue) + 1
        elif text[at : at + 1] in _GROUPS:
            end = _group_end(text, at)
            inner = text[at + 1 : end - 1].strip()
            is_tag = bool(inner) and (labels.is_note(inner) or len(inner) == 1)
            is_square = text[at] in _SQUARE and len(inner.split()) <= (
                _MOST_TAG_WORDS if is_running else _MOST_NAME_WORDS
            )
            is_name = _CAMEL_NAME.fullmatch(inner) is not None
            if end < 0 or not text[end:].strip(_EDGES) or not (is_tag or is_square or is_name or not inner):
                break
            name = name or ("" if is_tag or len(inner.split()) > _MOST_NAME_WORDS else inner)
            at = end
        elif (match := _LEADING_LABEL.match(text, at)) and text[match.end() :].strip():
            at = match.end()
        elif at == begin:
            break
    return TitleText("", trim(name), at)


def _goes_before(match: re.Match[str], labels: Labels) -> bool:
    """Tells whether what stands before a comma or a dash is a venue, an author, or before a dash a short name."""
    part = match[1]
    is_name = match["sign"].strip() != "," and _CAMEL_NAME.fullmatch(part) is not None
    return is_name or labels.is_dated(part) or _INITIALS.fullmatch(part) is not None


def _group_end(text: str, start: int, most: int = _LONGEST_TAG) -> int:
    """Gives where the bracket that opens at an offset is closed, -1 when it is not within a short tag."""
    depth = 0
    for at in range(start, min(start + most, len(text))):
        if text[at] in _GROUPS:
            depth += 1
        elif text[at] in _CLOSERS:
            depth -= 1
            if depth == 0:
                return at + 1
    return -1


def _first_sentence(text: str, labels: Labels) -> tuple[str, int]:
    """Gives the first sentence that is no list of authors and no venue, and how many characters stand before it."""
    start = 0
    for _ in range(3):
        end = _sentence_end(text, start, labels)
        sentence = text[start:end]
        rest = text[end:].lstrip(_EDGES)
        if not rest or not (is_people(sentence) or labels.is_venue(sentence)) or _is_end(rest, labels):
            break
        start = len(text) - len(rest)
    body = text[start : _sentence_end(text, start, labels)]
    for match in deque(_AFTER_MARK.finditer(body), maxlen=_MOST_MARKS):
        behind = _SEGMENT.split(body[match.end() :].lstrip(_EDGES + "-\u2013\u2014"), maxsplit=1)[0]
        is_venue = labels.is_venue(behind) and re.search(r"\d|[A-Z]{2}", behind)
        if is_venue or is_people(body[match.end() :]):
            return body[: match.end()], start
    return body, start


def _is_end(rest: str, labels: Labels) -> bool:
    """Tells whether a text behind a sentence holds no title any more."""
    return labels.is_venue(_PERIOD.split(rest, maxsplit=1)[0])


def _sentence_end(text: str, start: int, labels: Labels) -> int:
    for match in _PERIOD.finditer(text, start):
        behind = text[match.end() : match.end() + _LONGEST_TAG].lstrip()
        goes_on = behind[:1].islower() and not labels.is_venue(_SEGMENT.split(_PERIOD.split(behind)[0])[0])
        if not goes_on and not _SHORTENED.search(text[max(start, match.start() - 12) : match.start()]):
            return match.start()
    return len(text)


def _without_groups(text: str, labels: Labels, *, is_whole: bool = False) -> tuple[str, bool]:
    """Takes off brackets at the end that hold a venue or a date, or of a running text any label or organisation."""
    found = False
    for _ in range(_MOST_TAGS):
        bare = text.rstrip(_EDGES + "-\u2013\u2014")
        opener = _CLOSERS.get(bare[-1:], "")
        start = _group_start(bare)
        inner = bare[start + 1 : -1].strip()
        if not opener or start <= 0:
            break
        if not (
            labels.is_venue(inner) if is_whole else labels.is_note(inner) or inner.startswith("@") or is_people(inner)
        ):
            break
        text, found = bare[:start], True
    return text, found


def _group_start(text: str) -> int:
    depth = 0
    for at in range(len(text) - 1, max(len(text) - 2 * _LONGEST_TAG, -1), -1):
        if text[at] in _CLOSERS:
            depth += 1
        elif text[at] in _GROUPS:
            depth -= 1
            if depth == 0:
                return at
    return -1


def _without_venue(text: str, labels: Labels, *, needs_year: bool = False) -> tuple[str, bool]:
    """Takes off parts at the end, behind a comma or a dash, that name a venue or a date."""
    breaks = deque(((match.start(), match.end()) for match in _SEGMENT.finditer(text)), maxlen=_MOST_CUTS)
    kept, found = len(text), False
    for start, end in reversed(breaks):
        part = text[end:kept].strip(_EDGES)
        is_dated = not needs_year or found or re.search(r"\d{2}", part)
        is_inside = text.count("(", 0, start) > text.count(")", 0, start)
        if is_inside or (part and not (labels.is_end(part) and is_dated)):
            break
        kept, found = start, found or bool(part)
    return (text[:kept], True) if found else (text, False)


def _without_authors(text: str, labels: Labels) -> str:
    """Takes off names of people behind a comma or a dash, where the list has them or no title could end so."""
    for match in islice(_SEGMENT.finditer(text), _MOST_CUTS):
        start, end = match.span()
        rest = text[end:]
        is_sure = labels.has_authors or _ET_AL.search(rest) or (rest.count(",") > 1 and ", and " not in rest)
        if is_sure and is_people(rest) and len(text[:start].split()) > 2:
            return text[:start]
    return text
