"""A question for models out of words: those of the site's addresses, with what was meant where one is unknown."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import NamedTuple

from lvkb.errors import WrongUse
from lvkb.findings import visible
from lvkb.near_words import did_you_mean, meant_words, near_words
from lvkb.subject.datasets import DEFAULT_DATASET
from lvkb.subject.devices import device_name
from lvkb.subject.setups import EVALUATIONS, RESOLUTION_CLASSES, SUPERVISED, UNKNOWN
from lvkb.views.picker import Question
from lvkb.views.ranking import ANY, NO_LIMITS, Conditions, Range
from lvkb.views.workspace import Workspace
from lvkb.wording import first_of

ANYTHING = "any"
"""Stands for a part of the setup that may be as it likes."""

NO_PRETRAINING = "none"

AT_LEAST = frozenset({"top1", "year", "ips"})
"""Values of which a single number is the least; of the others it is the most."""

_NUMBER = r"(\d{1,12}(?:\.\d{1,12})?|\.\d{1,12})"
_RANGE = re.compile(rf"{_NUMBER}|{_NUMBER}?-{_NUMBER}?", re.ASCII)
_RESOLUTIONS = {name.partition(" ")[0]: name for _, name in RESOLUTION_CLASSES} | {UNKNOWN: UNKNOWN}
_MOST_KNOWN = 12
_MOST_MEANT = 5


class AskedSetup(NamedTuple):
    """The words for the parts of the setup; the setup that readers meet first by default."""

    pretrain: str = NO_PRETRAINING
    distilled: str = "no"
    resolution: str = "224"
    evaluation: str = SUPERVISED


class Asked(NamedTuple):
    """What was written.

    Attributes:
        ranges: Ranges by the value that they limit, as in `{"params": "2-6"}`.
        setup: Words for the setup.
        device: A device, in any spelling.
        topic: A node of the taxonomy.
        timm: Whether timm must have the weights.
        commercial: Whether their licence must allow commercial use.
        adjacent: Whether papers beside the field take part.
        unknown: Whether models pass whose values nobody tells.
    """

    ranges: Mapping[str, str] = {}
    setup: AskedSetup = AskedSetup()
    device: str = ""
    topic: str = ""
    timm: bool = False
    commercial: bool = False
    adjacent: bool = False
    unknown: bool = False


RANGES = ("params", "gmacs", "top1", "year", "ms", "ips")
"""Values that can be limited, in the order in which the site has them."""

_TEXTS = ("device", "topic")
_FLAGS = ("timm", "commercial", "adjacent", "unknown")


def asked_of(pairs: Iterable[str]) -> Asked:
    """Reads what was asked for as `KEY=VALUE`, the keys being the options of `lvkb pick`.

    Args:
        pairs: Such as `params=6`, `resolution=any` and `timm=yes`.

    Raises:
        WrongUse: One is no pair, or its key is unknown.
    """
    values: dict[str, str] = {}
    for pair in pairs:
        key, equals, value = pair.partition("=")
        if not equals or not value.strip():
            raise WrongUse(f'--where "{visible(pair[:60])}" is no KEY=VALUE, as in params=6.')
        values[_known("where", key.strip(), (*RANGES, *AskedSetup._fields, *_TEXTS, *_FLAGS))] = value.strip()
    return Asked(
        ranges={name: values[name] for name in RANGES if name in values},
        setup=AskedSetup(**{name: values[name] for name in AskedSetup._fields if name in values}),
        device=values.get("device", ""),
        topic=values.get("topic", ""),
        **{name: _is_on(name, values.get(name, "no")) for name in _FLAGS},
    )


def _is_on(name: str, value: str) -> bool:
    """Reads a yes or a no.

    Raises:
        WrongUse: It is neither.
    """
    words = {"yes": True, "1": True, "true": True, "no": False, "0": False, "false": False}
    if value.casefold() not in words:
        raise WrongUse(f'--where {name}="{visible(value[:60])}": write yes or no.')
    return words[value.casefold()]


def question_of(asked: Asked, rows: Workspace) -> Question:
    """Reads a question.

    Args:
        asked: What was written.
        rows: The workspace, which knows the devices, topics and pre-trainings.

    Raises:
        WrongUse: A word is unknown, or no range; the text says what may have been meant.
    """
    device = _device(asked.device, rows.devices) if asked.device else ""
    ranges = {name: range_of(name, text) for name, text in asked.ranges.items()}
    if not device and (ranges.get("ms", ANY), ranges.get("ips", ANY)) != (ANY, ANY):
        raise WrongUse("a limit on speed needs --device, since speeds compare on one device alone.")
    topics = [node.path for node in (*rows.families, *rows.topics)]
    return Question(
        limits=NO_LIMITS.changed(ranges)._replace(commercial=asked.commercial),
        conditions=_conditions(asked.setup, rows),
        device=device,
        topic=_known("topic", asked.topic, topics) if asked.topic else "",
        in_timm=asked.timm,
        core=not asked.adjacent,
        unknown=asked.unknown,
    )


def range_of(name: str, text: str) -> Range:
    """Reads a range: `6`, `2-6`, `2-` or `-6`.

    Args:
        name: The value that is limited, which tells what a single number is.
        text: The range.

    Raises:
        WrongUse: It is none.
    """
    match = _RANGE.fullmatch(text.strip())
    if match is None or not any(match.groups()):
        raise WrongUse(f'--{name} "{visible(text[:40])}" is no range: write 6, 2-6, 2- or -6.')
    single, least, most = (None if part is None else Decimal(part) for part in match.groups())
    found = Range(least, most) if single is None else Range(single) if name in AT_LEAST else Range(most=single)
    if found.least is not None and found.most is not None and found.least > found.most:
        raise WrongUse(f"--{name} {text.strip()}: the first number must not be above the second.")
    return found


def range_text(name: str, limit: Range) -> str:
    """Gives a range as `range_of` reads it."""
    least, most = ("" if bound is None else f"{bound:f}" for bound in limit)
    if limit.most is None if name in AT_LEAST else limit.least is None:
        return least or most
    return f"{least}-{most}"


def pretrain_word(data: str) -> str:
    """Gives the word for data of a pre-training: `none` for the data set itself."""
    return NO_PRETRAINING if data == DEFAULT_DATASET else data


def _conditions(setup: AskedSetup, rows: Workspace) -> Conditions:
    data = {pretrain_word(item.data): item.data for item in rows.setups if item.dataset == DEFAULT_DATASET}
    return Conditions(
        data=_part("pretrain", setup.pretrain, {NO_PRETRAINING: DEFAULT_DATASET} | data),
        distilled=_part("distilled", setup.distilled, {word: word for word in ("no", "yes", UNKNOWN)}),
        resolution=_part("resolution", setup.resolution, _RESOLUTIONS),
        evaluation=_part("evaluation", setup.evaluation, {word: word for word in (SUPERVISED, *EVALUATIONS)}),
    )


def _part(option: str, word: str, values: Mapping[str, str]) -> str | None:
    """Gives the value that a word of an option stands for; None for any."""
    return None if word == ANYTHING else values[_known(option, word, [*values, ANYTHING])]


def _known(option: str, word: str, words: Iterable[str]) -> str:
    """Gives a word that is known.

    Raises:
        WrongUse: It is not.
    """
    known = list(dict.fromkeys(words))
    if word in known:
        return word
    raise WrongUse(f'--{option} "{visible(word[:100])}" is not known. {_meant(word, known)}'.rstrip())


def _meant(word: str, known: Sequence[str]) -> str:
    """Says which of some words was meant: those written nearly so, or that have it as a part; else all, or a few."""
    if meant := meant_words(word, known):
        return did_you_mean(meant, quoted=True)
    if len(known) > _MOST_KNOWN:
        quoted = (f'"{name}"' for name in known)
        return f"There are {first_of(quoted, _MOST_MEANT)}."
    return f"Write {', '.join(known[:-1])} or {known[-1]}." if len(known) > 1 else ""


def _device(word: str, devices: Iterable[str]) -> str:
    """Gives the device that is meant: in any spelling, with or without its maker.

    Raises:
        WrongUse: Nobody tells a speed on it.
    """
    known = tuple(devices)
    by_spelling = {_folded(name): name for name in reversed(known)}
    if word in known or _folded(word) in by_spelling:
        return word if word in known else by_spelling[_folded(word)]
    near = near_words(_folded(word)[:100], list(by_spelling))
    hint = did_you_mean((by_spelling[name] for name in near), quoted=True) or _meant(word, known)
    raise WrongUse(f'nobody tells a speed on the device "{visible(word[:100])}". {hint}'.rstrip())


def _folded(device: str) -> str:
    return "".join(filter(str.isalnum, device_name(device).casefold()))
