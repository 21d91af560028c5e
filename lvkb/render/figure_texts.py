"""Figures in words: numbers, units, settings, speeds and whole results as readers see them."""

from __future__ import annotations

import re
from decimal import Decimal

from lvkb.records import Latency, Protocol, Reading, Setting, Speed, Throughput
from lvkb.records.reading import Basis
from lvkb.render.shown_figures import COUNTED_MARK, accuracy
from lvkb.results import Figure, Result
from lvkb.results.explanations import explain, in_unit
from lvkb.results.verdicts import Judgement, Quantity
from lvkb.subject.agreement import RANKS
from lvkb.subject.setups import EVALUATIONS
from lvkb.views.counted_models import Correction

UNITS = {"macs": "G MACs", "flops": "G FLOPs", "unstated": "G"}
_SYMBOLS: dict[Quantity, str] = {"params": "M", "compute": "G"}
_TRAINING = {"none": "off the shelf", "finetuned": "fine-tuned", "scratch": "trained from scratch"}

_PRETRAINING = {"": "", "none": "no pre-training"}
_DISTILLATION = {"none": "no distillation", "unstated": "distilled"}
_RECORD = re.compile(r"^[a-z0-9]+(?:-[a-z0-9]+)*/(?=.)")
"""What names a model of the catalogue begins with: the id of its paper."""

FORMS = {"train": "as trained", "deploy": "fused for inference"}
"""What the forms of a re-parameterised network are called."""


def number(value: Decimal | int | None) -> str:
    """Gives a number with all its digits; empty for None."""
    return "" if value is None else f"{value:f}" if isinstance(value, Decimal) else str(value)


def grouped(count: int) -> str:
    """Gives how many there are, with commas between thousands: `4,587`."""
    return f"{count:,}"


def figure_text(figure: Figure | None) -> str:
    """Gives a number of a result: as printed, or as counted with a mark; empty for None."""
    if figure is None:
        return ""
    return number(figure.value) if figure.told else f"{rounded(figure.value)}{COUNTED_MARK}"


def rounded(value: Decimal) -> str:
    """Gives a counted figure for readers: two decimals, three below 1."""
    return f"{value:.3f}" if value < 1 else f"{value:.2f}"


def applied_text(base: str | None, setting: Setting | None) -> str:
    """Gives base model and setting: `DeiT-S, keep ratio 0.7`; empty for other models."""
    return ", ".join(filter(None, (base, setting_text(setting))))


def setting_text(setting: Setting | None) -> str:
    """Gives a setting in words, in the order of its fields."""
    if setting is None:
        return ""
    parts = {
        "keep ratio": setting.keep_ratio,
        "merged per layer": setting.merged_per_layer,
        "threshold": setting.threshold,
        "exit after layer": setting.exit_layer,
        "tokens": setting.tokens,
    }
    words = [f"{name} {number(value)}" for name, value in parts.items() if value is not None]
    return ", ".join([*words, *([_TRAINING[setting.training]] if setting.training else [])])


def protocol_text(entry: Protocol | Reading) -> str:
    """Gives what a reading, or a protocol of a record, says: `224 px, distilled (soft) by RegNetY-16GF, 300 epochs`."""
    parts = (
        f"{entry.resolution} px" if entry.resolution else "",
        f"trained at {entry.train_resolution} px" if entry.train_resolution else "",
        _PRETRAINING.get(entry.pretrain or "", f"pre-trained on {entry.pretrain}"),
        _distillation(entry),
        f"{entry.epochs} epochs" if entry.epochs else "",
        FORMS[entry.form] if entry.form else "",
    )
    return ", ".join(filter(None, parts))


def _distillation(entry: Protocol | Reading) -> str:
    teachers = ", ".join(map(work_text, entry.teacher))
    if not entry.distilled:
        return f"teacher {teachers}" if teachers else ""
    told = _DISTILLATION.get(entry.distilled, f"distilled ({entry.distilled})")
    return f"{told} by {teachers}" if teachers else told


def work_text(work: str) -> str:
    """Gives a work that a record names as readers know it: `RegNetY-16GF` for `regnet/RegNetY-16GF`."""
    return _RECORD.sub("", work)


def basis_text(basis: Basis) -> str:
    """Gives what a protocol rests on: `stated`, `from the code`, or `inferred`."""
    return "from the code" if basis == "code" else basis


def throughput_text(throughput: Throughput | None) -> str:
    """Gives `1157 images/s on V100 (batch 64, fp32)`; empty when unknown."""
    return f"{number(throughput.images_per_s)} images/s {_conditions(throughput)}" if throughput else ""


def latency_text(latency: Latency | None) -> str:
    """Gives `0.9 ms on iPhone 12 (CoreML)`; empty when unknown."""
    return f"{number(latency.ms)} ms {_conditions(latency)}" if latency else ""


def speed_conditions(speed: Speed) -> str:
    """Gives what a speed was measured under beside its device: `batch 64, fp32`; empty when nobody says."""
    known = (
        f"batch {speed.batch}" if speed.batch else "",
        speed.precision or "",
        speed.runtime or "",
        f"{speed.threads} threads" if speed.threads else "",
    )
    return ", ".join(filter(None, known))


def _conditions(speed: Speed) -> str:
    inside = speed_conditions(speed)
    return f"on {speed.device} ({inside})" if inside else f"on {speed.device}"


def compute_text(result: Result) -> str:
    """Gives a result's compute with the unit as its source names it: `4.5 G FLOPs`; empty when nobody tells any.

    Counted compute, and what was twice the count, is in GMACs.
    """
    figure = result.gmacs
    if figure is None:
        return ""
    reading = figure.reading
    unit = UNITS[reading.compute_unit or "unstated"] if reading and reading.compute_g == figure.value else "GMACs"
    return f"{figure_text(figure)} {unit}"


def summary(result: Result) -> str:
    """Gives a result in one line: `81.6 % top-1, 20 M, 4.5 G FLOPs, 224 px (CvT-13)`."""
    protocol = result.protocol
    parts = (
        f"{accuracy(result.top1.value)} % top-1" if result.top1 else "",
        f"{figure_text(result.params_m)} M" if result.params_m else "",
        compute_text(result),
        f"{protocol.resolution} px" if protocol.resolution else "",
        f"pre-trained on {protocol.pretrain}" if protocol.pretrain not in (None, "none") else "",
        "distilled" if protocol.distilled not in (None, "none") else "",
        EVALUATIONS.get(protocol.evaluation, ""),
    )
    return f"{', '.join(filter(None, parts))} ({result.variant.name})"


def confirmed(result: Result) -> str:
    """Gives the counts beside a result's reported figures: `6.81 M, 1.11 GMACs: agrees`; empty when there are none."""
    judged = {"M": _judged(result.params_m, "params"), "GMACs": _judged(result.gmacs, "compute")}
    counts = {unit: item for unit, item in judged.items() if item and item.built is not None}
    if not counts:
        return ""
    worst = max((item.verdict for item in counts.values()), key=RANKS.__getitem__)
    return f"{', '.join(told_count(item, unit) for unit, item in counts.items())}: {worst}"


def counted_instead(result: Result) -> str:
    """Gives the figures that nobody reports and lvkb counted: `5.58 M, 1.10 GMACs counted by us`; empty without any."""
    figures = {"M": result.params_m, "GMACs": result.gmacs}
    counts = [f"{rounded(item.value)} {unit}" for unit, item in figures.items() if item and item.origin == "counted"]
    return f"{', '.join(counts)} counted by us" if counts else ""


def _judged(figure: Figure | None, quantity: Quantity) -> Judgement | None:
    return figure.told[0].judged(quantity) if figure and figure.told else None


def told_count(item: Judgement, unit: str = "") -> str:
    """Gives the count that a verdict rests on, with a unit if wanted: `5.07 M fused`; empty when not counted."""
    if item.built is None:
        return ""
    return " ".join(filter(None, (in_unit(item.quantity, item.counted), unit, "fused" if item.is_fused else "")))


def reported(item: Judgement) -> str:
    """Gives the figure that a verdict is on, with its unit: `5.6 M`."""
    return f"{number(item.reported)} {_SYMBOLS[item.quantity]}"


def counted(item: Judgement) -> str:
    """Gives the count that a verdict rests on, with its unit and image size: `2.03 G at 256 px`."""
    at_size = f" at {item.size} px" if item.size else ""
    return told_count(item, _SYMBOLS[item.quantity]) + at_size


def point_title(told: Correction) -> str:
    """Gives what a point of the chart says: variant, reported and counted figure, and how they differ."""
    item = told.judgement
    unit = _SYMBOLS[item.quantity]
    text = f"{told.variant.name}: {reported(item)} reported, {in_unit(item.quantity, item.counted)} {unit} counted"
    note = explain(item)
    return f"{text}, {note}" if note else text
