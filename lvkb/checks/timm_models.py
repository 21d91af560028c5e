"""LV6: timm names lead to models of that very paper, and reported figures fit what was counted on them."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

from lvkb.catalog import Catalog
from lvkb.checks.located import ReadingSpot
from lvkb.findings import Finding, Level, Rule
from lvkb.measured import ModelCount
from lvkb.near_words import did_you_mean
from lvkb.records import Paper, Variant
from lvkb.registers import parse_arxiv
from lvkb.results import Results
from lvkb.results.explanations import explain, in_unit, is_cut_off
from lvkb.results.verdicts import Judgement
from lvkb.subject.agreement import Verdict
from lvkb.yamlfile import KeyPath

UNKNOWN_NAME = Rule(
    "LV602",
    Level.ERROR,
    "timm knows the name.",
    "A snippet with a name that does not exist only fails.",
    "Look the name up with `timm.list_pretrained()`, or leave it out when timm has no such model.",
)
OTHER_PAPER = Rule(
    "LV603",
    Level.ERROR,
    "A timm name stands for a model of this very paper.",
    "Near names of other works are easily taken for it, and all figures beside it would be of another model.",
    "Look into timm's module of the model for the paper it implements, and link the right one or none.",
)
BAD_NAME = Rule(
    "LV604",
    Level.ERROR,
    "A timm name is an architecture with its tag.",
    "Anything else names no weights: without a tag timm takes whichever come first, maybe with another head.",
    "Write it as timm does: `mobilevit_s.cvnets_in1k`.",
)
PARAMS = Rule(
    "LV605",
    Level.WARNING,
    "Reported parameters are within 10 per cent of those counted on the linked model.",
    "Either the figure was taken from another row, or the link is wrong, or paper and code differ.",
    "Read the figure again; waive this if the source really says so.",
)
COMPUTE = Rule(
    "LV606",
    Level.WARNING,
    "Reported compute is within 10 per cent of the multiply-adds counted on the linked model.",
    "Either the figure was taken from another row, or the link is wrong, or paper and code differ.",
    "Read the figure again; waive this if the source really says so.",
)
FACTOR_TWO = Rule(
    "LV607",
    Level.WARNING,
    "Reported compute counts a multiply-add as one.",
    "A figure twice or half the counted one is in another unit, and does not compare with the others.",
    "Read figure and unit again in the source; if it counts otherwise, say so in `note`.",
)
OTHER_SIZE = Rule(
    "LV608",
    Level.HINT,
    "Reported compute is of the reading's input size.",
    "The figure fits the model at another size, so either the size or the figure stands in the wrong row.",
    "Look for the input size in the source, and correct `resolution` or add it.",
)
NOT_COUNTED = Rule(
    "LV609",
    Level.HINT,
    "Every linked model is counted.",
    "Its figures cannot be held against the code until then.",
    "Run `lvkb models verify --write`.",
)
DEPLOY = Rule(
    "LV610",
    Level.HINT,
    "Figures of a re-parameterised model say so.",
    "The figure fits the model only after its branches are fused, and a reader may take it for the training form.",
    "Add `form: deploy` to the reading, if the source agrees.",
)
NEAR = Rule(
    "LV611",
    Level.HINT,
    "Reported figures fit the counted ones.",
    "Papers often print a figure of another state of their code; sometimes it is a slip of the record.",
    "Read the figure again; if the source says so, leave it: the audit lists it.",
)

RULES = (UNKNOWN_NAME, OTHER_PAPER, BAD_NAME, PARAMS, COMPUTE, FACTOR_TWO, OTHER_SIZE, NOT_COUNTED, DEPLOY, NEAR)

RECIPES = frozenset({"2110.00476", "2104.10972", "2106.10270"})
"""Works on training that timm names for weights of other papers' models."""

FAR = Decimal("0.1")
"""A figure that is off by more than this share of it is more than another state of the code."""

_NAME = re.compile(r"[a-z0-9_]+\.[a-z0-9_]+", re.ASCII)
_FIELDS = {"params": "params_m", "compute": "compute_g"}
_BY_VERDICT = {
    Verdict.FACTOR_TWO: FACTOR_TWO,
    Verdict.OTHER_SIZE: OTHER_SIZE,
    Verdict.FUSED_ONLY: DEPLOY,
}


class _Link(NamedTuple):
    """A timm name where a record writes it."""

    catalog: Catalog
    paper: Paper
    variant: Variant
    keys: KeyPath
    name: str

    def find(self, rule: Rule, what: str, fix: str = "") -> Finding:
        where = self.catalog.at(self.paper.id, *self.keys)
        return rule.at(where, f"{self.variant.name}: timm", what, fix)


def _links(catalog: Catalog) -> Iterator[_Link]:
    """Gives every timm name of the records, variants before their readings."""
    for paper in catalog.papers.values():
        for one, variant in enumerate(paper.variants):
            keys: KeyPath = ("variants", one)
            if variant.timm:
                yield _Link(catalog, paper, variant, (*keys, "timm"), variant.timm)
            for two, reading in enumerate(variant.readings):
                if reading.timm:
                    yield _Link(catalog, paper, variant, (*keys, "readings", two, "timm"), reading.timm)


def check_names(catalog: Catalog) -> Iterator[Finding]:
    """Gives findings on names that are written wrong, that timm does not know, and that were not counted yet."""
    counts = catalog.counts
    missing = {item.model: item for item in counts.missing} if counts else {}
    known = {item.model for item in counts.models} if counts else set()
    told: set[tuple[str, str]] = set()
    for link in _links(catalog):
        if not _NAME.fullmatch(link.name):
            has_tag = "." in link.name
            what = f'"{link.name}" is not written as timm writes names.' if has_tag else f'"{link.name}" has no tag.'
            yield link.find(BAD_NAME, what)
        elif link.name in missing:
            what = f'timm has no "{link.name}": {missing[link.name].reason.rstrip(".")}.'
            yield link.find(UNKNOWN_NAME, what, did_you_mean(missing[link.name].near))
        elif counts and link.name not in known and (link.paper.id, link.name) not in told:
            told.add((link.paper.id, link.name))
            yield link.find(NOT_COUNTED, f'"{link.name}" is linked, and nothing was counted on it yet.')


def check_papers(catalog: Catalog) -> Iterator[Finding]:
    """Gives findings on names that timm itself gives to another paper, or that two records claim."""
    models = {item.model: item for item in catalog.counts.models} if catalog.counts else {}
    holders: dict[str, list[str]] = defaultdict(list)
    for link in _links(catalog):
        holder = holders[link.name]
        if link.paper.id not in holder:
            holder.append(link.paper.id)
            named = _papers(models[link.name]) if link.name in models else []
            if named and link.paper.arxiv and link.paper.arxiv not in named:
                ids = " and ".join(f'"{item}"' for item in named)
                what = f'timm names arXiv {ids} as the paper of "{link.name}"; this record has "{link.paper.arxiv}".'
                yield link.find(OTHER_PAPER, what)
            if len(holder) > 1:
                yield link.find(OTHER_PAPER, f'"{link.name}" is linked by {holder[0]} too.')


def _papers(model: ModelCount) -> list[str]:
    """Gives arXiv ids, without version, of the papers that timm names for a model; works on training are left out."""
    ids = [ref.id if (ref := parse_arxiv(item)) else item for item in model.papers]
    return [item for item in ids if item not in RECIPES]


def check_figures(results: Results) -> Iterator[Finding]:
    """Gives findings on reported figures that do not fit the counted ones, each figure of a variant once."""
    told: set[tuple[str, str, str, Decimal]] = set()
    for reading in results.readings:
        for item in reading.judgements:
            key = (reading.paper.id, reading.variant.name, item.quantity, item.reported)
            if item.verdict not in (Verdict.AGREES, Verdict.NOT_COUNTED) and key not in told:
                told.add(key)
                spot = ReadingSpot(results.catalog, reading.paper, reading.variant, reading.keys, reading.reading)
                yield spot.find(_rule(item), _FIELDS[item.quantity], _beside(item))


def _rule(item: Judgement) -> Rule:
    if item.verdict is not Verdict.MISMATCH:
        return _BY_VERDICT[item.verdict]
    if is_cut_off(item) or abs(item.ratio - 1) <= FAR:
        return NEAR
    return PARAMS if item.quantity == "params" else COMPUTE


def _beside(item: Judgement) -> str:
    """Gives reported and counted figure in a sentence."""
    unit = "M" if item.quantity == "params" else "G"
    size = f" at {item.size} pixels" if item.size else ""
    fused = f" (fused {in_unit(item.quantity, item.fused)} {unit})" if item.fused != item.built else ""
    counted = f"{in_unit(item.quantity, item.built)} {unit}{fused}"
    return f"{item.reported:f} {unit} reported, {counted} counted on {item.model}{size}: {explain(item)}."


CHECKS = (check_names, check_papers)
RESULT_CHECKS = (check_figures,)
