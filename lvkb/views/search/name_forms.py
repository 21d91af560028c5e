"""Names in the forms in which they are compared: `Swin-T`, `swin t` and `SWIN_TINY` are one.

`site/assets/js/search/folding.js` folds by the same rules; one table of examples tests both.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from lvkb.accents import without_accents

_GREEK = str.maketrans(
    {
        "\N{GREEK SMALL LETTER ALPHA}": "alpha",
        "\N{GREEK SMALL LETTER BETA}": "beta",
        "\N{GREEK SMALL LETTER GAMMA}": "gamma",
        "\N{GREEK SMALL LETTER DELTA}": "delta",
        "\N{GREEK SMALL LETTER LAMDA}": "lambda",
        "\N{GREEK SMALL LETTER MU}": "mu",
        "\N{GREEK SMALL LETTER PI}": "pi",
        "\N{GREEK SMALL LETTER SIGMA}": "sigma",
    }
)
"""Letters of another script that names of models hold."""

_SIZES = {
    "atto": "a",
    "femto": "f",
    "pico": "p",
    "nano": "n",
    "tiny": "t",
    "ti": "t",
    "small": "s",
    "medium": "m",
    "base": "b",
    "large": "l",
    "huge": "h",
    "giant": "g",
    "xtiny": "xt",
    "xxtiny": "xxt",
    "xsmall": "xs",
    "xxsmall": "xxs",
    "xlarge": "xl",
    "distill": "distilled",
}
"""Words of size, and the letters that stand for them in names of models."""

_ONE_SPELLING = tuple(
    (re.compile(pattern), other)
    for pattern, other in (
        (r"([iy])z(?=[aeio]|$)", r"\1s"),
        (r"(?<=[a-z]{2})our(?=$|s$|ed|ing|hood|ful)", "or"),
        (r"(?<=[a-z]{2})ll(?=ed$|er$|ing$)", "l"),
        (r"(?<=[a-z]{2})tre(?=s?$)", "ter"),
        (r"(?<=[a-z]{2})ogue(?=s?$)", "og"),
        (r"(?<=licen)ce|(?<=defen)ce|(?<=offen)ce", "se"),
        (r"^grey", "gray"),
        (r"^artefact", "artifact"),
    )
)
"""British and American spellings made one, also in the beginning of a word."""

_IS_SPELT_TWICE = re.compile(r"[iy]z|our|ll|tre|ogue|nce|^grey|^artefact")
"""What words hold that are spelt in two ways; most hold nothing of it."""

_LAST_PLUS = re.compile(r"\+(?![^\W_])")
_WORD = re.compile(r"[^\W_]+")
_NO_DIGIT = re.compile(r"\D")


class Form(NamedTuple):
    """A text in the forms that are compared.

    Attributes:
        text: The text as it is written.
        words: Its words, folded.
        sizes: The same with letters for words of size.
        compact: The words as one.
        sized: The sizes as one.
        digits: The digits of the words.
        spaced: The words with a blank before and behind each.
    """

    text: str
    words: tuple[str, ...]
    sizes: tuple[str, ...]
    compact: str
    sized: str
    digits: str
    spaced: str


def form(text: str) -> Form:
    """Gives a text in the forms that are compared."""
    words = folded_words(text)
    sizes, compact = tuple(map(size_of, words)), "".join(words)
    return Form(text, words, sizes, compact, "".join(sizes), _NO_DIGIT.sub("", compact), f" {' '.join(words)} ")


def folded_words(text: str) -> tuple[str, ...]:
    """Gives what stands between blanks, hyphens and other marks: small, without accents, in one spelling of English."""
    plain = without_accents(text).lower().translate(_GREEK)
    return tuple(map(_one_spelling, _WORD.findall(_LAST_PLUS.sub("plus", plain))))


def size_of(word: str) -> str:
    """Gives the letter for a word of size, `t` for `tiny` and `ti`; any other word as it is."""
    return _SIZES.get(word, word)


def _one_spelling(word: str) -> str:
    if not _IS_SPELT_TWICE.search(word):
        return word
    for pattern, other in _ONE_SPELLING:
        word = pattern.sub(other, word)
    return word
