"""How what is typed and a name fit: as a whole, as a beginning, from some word on, or word by word.

`site/assets/js/search/fitting.js` has the same for the search of the site.
"""

from __future__ import annotations

from collections.abc import Iterable

from rapidfuzz.distance import OSA

from lvkb.views.search.name_forms import Form, size_of

_LEAST_BEGINNING, _LEAST_INSIDE = 2, 3
"""Letters that must be typed before beginnings of names, and parts of them, are looked for."""

_LEAST_MISSPELT, _LEAST_MISSPELT_TWICE = 4, 8
"""Letters of a word in which one, and two, may be wrong."""


def is_written(asked: Form, name: Form) -> bool:
    """Tells whether a name is typed as it is written but for capitals."""
    return asked.text.strip().lower() == name.text.lower()


def is_written_with_underscore(asked: Form, name: Form) -> bool:
    """Tells whether a name of timm is typed; a single word may be meant for something else."""
    return "_" in asked.text and is_written(asked, name)


def is_same(asked: Form, name: Form) -> bool:
    """Tells whether a name is typed but for accents and marks."""
    return asked.compact == name.compact != ""


def is_same_by_size(asked: Form, name: Form) -> bool:
    """Tells whether a name is typed, its size as a word or a letter."""
    return asked.sized == name.sized != ""


def begins(asked: Form, name: Form) -> bool:
    """Tells whether a name begins with what is typed."""
    return len(asked.compact) >= _LEAST_BEGINNING and name.compact.startswith(asked.compact)


def begins_by_size(asked: Form, name: Form) -> bool:
    """Tells whether a name begins with what is typed, its size as a word or a letter."""
    return len(asked.compact) >= _LEAST_BEGINNING and name.sized.startswith(asked.sized)


def begins_in_words(asked: Form, name: Form) -> bool:
    """Tells whether a name begins with several words, none of them cut: `ViT-S/16` with `vit small`."""
    return len(asked.sizes) > 1 and name.sizes[: len(asked.sizes)] == asked.sizes


def stands_in(asked: Form, name: Form) -> bool:
    """Tells whether what is typed stands in a name from the beginning of one of its words on."""
    if len(asked.compact) < _LEAST_INSIDE or asked.compact not in name.compact:
        return False
    return any("".join(name.words[at:]).startswith(asked.compact) for at in range(len(name.words)))


def begins_title(asked: Form, title: Form) -> bool:
    """Tells whether a title begins with several words."""
    return is_phrase(asked, title) and title.compact.startswith(asked.compact)


def is_phrase(asked: Form, title: Form) -> bool:
    """Tells whether a title holds several words in one piece."""
    return len(asked.words) > 1 and stands_in(asked, title)


def has_word(word: str, names: Iterable[Form]) -> bool:
    """Tells whether a word is one of some names', or the beginning of one."""
    wanted = f" {word}" if len(word) >= _LEAST_BEGINNING else f" {word} "
    return any(wanted in name.spaced for name in names)


def begins_word(word: str, name: Form) -> bool:
    """Tells whether a word begins one of a name's; two letters are too few for it."""
    return len(word) > _LEAST_BEGINNING and has_word(word, (name,))


def has_size(word: str, name: Form) -> bool:
    """Tells whether a word is one of a name's, or the beginning of one, or its size."""
    return has_word(word, (name,)) or size_of(word) in name.sizes


def letters_apart(asked: Form, name: Form) -> float | None:
    """Gives by how many letters a name differs from what is typed, or its beginning does; None where these are many.

    Digits are never misspelt: MobileNetV3 is another model than MobileNetV4. In a beginning one letter less may be
    wrong, and it counts half a letter more.
    """
    length, most = len(asked.compact), _misspelt(asked.compact)
    if not most or length - len(name.compact) > most or not name.digits.startswith(asked.digits):
        return None
    whole = _apart(asked.compact, name.compact, most) if asked.digits == name.digits else most + 1
    beginnings = (name.compact[:end] for end in range(length - most + 1, length + most))
    begun = 0.5 + min(_apart(asked.compact, beginning, most - 1) for beginning in beginnings)
    least = min(whole, begun)
    return least if least <= most else None


def word_apart(asked: str, word: str) -> int | None:
    """Gives by how many letters a word differs from one that is typed; None where these are many."""
    most = _misspelt(asked)
    apart = _apart(asked, word, most)
    return apart if apart <= most and _digits(asked) == _digits(word) else None


def _misspelt(typed: str) -> int:
    """Gives how many letters may be wrong."""
    return (len(typed) >= _LEAST_MISSPELT) + (len(typed) >= _LEAST_MISSPELT_TWICE)


def _apart(one: str, other: str, most: int) -> int:
    """Gives the letters that are left out, put in, replaced, or swapped with the next; more than the most for many."""
    return OSA.distance(one, other, score_cutoff=most)


def _digits(word: str) -> str:
    return "".join(filter(str.isdigit, word))
