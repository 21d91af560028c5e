"""LV310 to LV315 but LV314: what a reading says of its protocol fits together."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lvkb.catalog import Catalog
from lvkb.checks.located import paper_spots, reading_spots
from lvkb.findings import Finding, Level, Rule
from lvkb.results.protocol import completed
from lvkb.subject.datasets import DEFAULT_DATASET

NO_RESULTS = Rule(
    "LV310",
    Level.ERROR,
    "`no_results` and ImageNet-1K readings exclude each other.",
    "The record says both that there are results and that there are none.",
    "Delete `no_results`, or the readings.",
)
TEACHER = Rule(
    "LV311",
    Level.ERROR,
    "Only distilled models have a teacher.",
    "Whether a model was distilled decides what it may be compared with.",
    "Set `distilled` to the kind of distillation, or delete `teacher`.",
)
SETTING = Rule(
    "LV312",
    Level.ERROR,
    "A setting comes with the base model it changes.",
    "A keep ratio or threshold says nothing without the model it was applied to.",
    "Add `base:` with the model it was applied to.",
)
DISPUTED = Rule(
    "LV313",
    Level.ERROR,
    "A disputed reading and its reason go together.",
    "Readers must be able to judge the dispute.",
    "Add what is missing: `status: disputed`, or the reason.",
)
EVALUATION = Rule(
    "LV315",
    Level.WARNING,
    "A linear probe, k-NN or zero-shot accuracy is told in `evaluation`.",
    "Otherwise it stands in one ranking with those of models that were trained on the labels.",
    "Set `evaluation` as the source says.",
)
RULES = (NO_RESULTS, TEACHER, SETTING, DISPUTED, EVALUATION)


def check_protocol(catalog: Catalog) -> Iterator[Finding]:
    """Gives findings on protocol fields that contradict each other."""
    for spot in paper_spots(catalog):
        if spot.paper.no_results and any(item.dataset == DEFAULT_DATASET for _, item in spot.paper.readings()):
            yield spot.find(NO_RESULTS, ("no_results",), "The record has ImageNet-1K readings.")
    for at in reading_spots(catalog):
        reading = completed(at.reading, at.paper.protocols.get(at.reading.protocol or ""))
        if reading.teacher and reading.distilled in (None, "none"):
            what = f"There is a teacher, but distilled is {reading.distilled or 'not given'}."
            yield at.find(TEACHER, "teacher", what)
        if reading.setting and not reading.base:
            yield at.find(SETTING, "setting", "The base model is missing.")
        if (reading.status is None) != (reading.reason is None):
            given, lacks = ("status", "reason") if reading.status else ("reason", "status")
            fix = f"Add `{lacks}:`, or delete `{given}`."
            yield at.find(DISPUTED, given, f"There is a {given} but no {lacks}.", fix)


def _whole(words: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![\w-])(?:{words})(?![\w-])", re.IGNORECASE)


_SAID: dict[str, re.Pattern[str]] = {
    "linear-probe": _whole(
        r"linear (?:prob(?:es?|ing)|evaluation|classifiers? on frozen features)|column (?:imagenet )?linear"
    ),
    "knn": _whole(r"k-?nn|nearest[ -]neighbou?rs?"),
    "zero-shot": _whole(r"zero[ -]?shot"),
}
_ANY_SAID = re.compile("|".join(words.pattern for words in _SAID.values()), re.IGNORECASE)
"""Words that name an evaluation. Alone, "linear" is a kind of attention too, and `DPC-KNN` a way of clustering."""


def check_evaluation(catalog: Catalog) -> Iterator[Finding]:
    """Gives findings on accuracies whose place or note names another evaluation than the reading has."""
    for at in reading_spots(catalog):
        if at.reading.top1 is None and at.reading.top5 is None:
            continue
        if not _ANY_SAID.search(f"{at.reading.at}\n{at.reading.note or ''}"):  # most say nothing of the kind
            continue
        said = {
            kind: (field, match[0])
            for field in ("at", "note")
            for kind, words in _SAID.items()
            if (match := words.search(getattr(at.reading, field) or ""))
        }
        if said and at.reading.evaluation not in said:
            kind, (field, words) = next(iter(said.items()))
            what = f'It says "{words}", but evaluation is {at.reading.evaluation}.'
            yield at.find(EVALUATION, field, what, f"Write evaluation: {kind}.")


CHECKS = (check_protocol, check_evaluation)
