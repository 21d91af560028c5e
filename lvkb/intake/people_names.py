"""Names of people, and other texts beside titles that are none."""

from __future__ import annotations

import re

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
