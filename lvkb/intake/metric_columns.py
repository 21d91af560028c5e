"""The headings of a table to what its columns tell: metric, unit, device, protocol."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from lvkb.documents.table_grid import Cell
from lvkb.intake.table_figures import is_unknown, marks_of
from lvkb.subject.bit_widths import named_bits
from lvkb.subject.devices import spelling
from lvkb.subject.table_words import DIFFERENCE, IS_ERROR, KINDS, NOT_TAKEN, OTHER_DATA, compute_unit, protocol_of

SPEEDS = ("throughput", "latency")
ANOTHER_TASK = "it is about another data set, task or evaluation"
"""Why a column is passed over that is not about ImageNet-1K, or not about models that were trained for it."""

COMPARED = "it holds differences, ratios or other costs"
"""Why a column is passed over that compares models or tells what readings do not keep."""

ACCURACIES = ("top1", "top5", "accuracy")
NO_KEY = "no reading has a key for it"
METRICS = (*ACCURACIES, "params", "compute", *SPEEDS)
_SCRIPT = re.compile(r"[\^_]\{[^{}]*\}")
_LOWERED = re.compile(r"[\^_]\{((?=[^{}]*[A-Za-z(]{2})[^{}]*)\}")
"""Words of a heading that are set smaller, and no footnote mark."""

_POWER = re.compile(r"10\s*\^?\{?(\d{1,2})\}?|\b1e(\d{1,2})\b")
_SCALE = re.compile(
    r"[(\[/,]\s*#?\s*(?P<a>k|m|g|b|t|mio|mil|million|millions|billion|bn)\.?\s*"
    r"(?:flops?|macs?|param\w*|ops|m?adds?|mult\S*)?\s*(?:[)\]]|$)|"
    r"\b(?P<b>[kmgtb])[ -]?(?:flops?|macs?|ops|madds?|mult)\b|\b(?P<c>millions?|billions?|mio|mil)\b",
    re.IGNORECASE,
)
_SCALES = {"k": 3, "m": 6, "g": 9, "b": 9, "t": 12}
_MORE_SCALES = {"mio": 6, "mil": 6, "million": 6, "millions": 6, "billion": 9, "billions": 9, "bn": 9}
_SPEED_WORDS = re.compile(
    r"throughput|latency|through ?put|\bspeed\b|inference|\bfps\b|ima?ge?s?\s*/\s*s(?:ec(?:ond)?)?|"
    r"\bims?/s(?:ec)?|images per second|\bms\b|\btime\b|\bms/im(?:g|age)\b|\bimgs?[ /.-]*s(?:ec)?\b|"
    r"samples?\s*/\s*s(?:ec)?|\blat\b\.?|"
    r"\brun-?time\b|durchsatz|latenz|"
    r"\bon\b|\bper\b|\bimages?\b|\(s\)|\bseconds?\b|\bthr\b\.?|↑|↓|\bavg\b\.?|\bmean\b|\bmobile\b$|\btest\b",
    re.IGNORECASE,
)
_THOUSANDS = re.compile(r"\bk[ -]?(?:ima?ge?s?|ims?)\s*/\s*s", re.IGNORECASE)
_BATCH = re.compile(r"\b(?:batch(?: ?size)?|bs)\s*[=:]?\s*(\d{1,4})\b", re.IGNORECASE)
_PRECISION = re.compile(r"\b(fp32|fp16|amp|int8|bf16)\b", re.IGNORECASE)
_SORT = re.compile(r"^(?:GPU|CPU|ARM)\s+(?=\S*\d|xeon|core)", re.IGNORECASE)
_SIZE_FIRST = re.compile(r"^(\d+ ?GB) (.+)$")
_UNNAMED = re.compile(
    r"(?:cpu|gpu|mobile|edge|device|phone|arm|npu|tpu|trt|onnx|coreml|tensorrt|pytorch|cuda|gpus|cpus)?", re.IGNORECASE
)
_RUNTIME = re.compile(r"\b(tensorrt|trt|onnx(?: ?runtime)?|core ?ml|tflite|openvino|ncnn|pytorch)\b", re.IGNORECASE)
_RUNTIMES = {
    "tensorrt": "TensorRT", "trt": "TensorRT", "onnx": "ONNX Runtime", "onnxruntime": "ONNX Runtime",
    "coreml": "CoreML", "tflite": "TFLite",
    "openvino": "OpenVINO", "ncnn": "ncnn", "pytorch": "PyTorch",
}  # fmt: skip


_SLASH = re.compile(r"\s*/(?!\s*s(?:ec)?\b)\s*", re.IGNORECASE)
"""A slash that is none of `img/s`."""

_IN_BRACKETS = re.compile(r"[(\[]\s*(?P<labels>[\w.+@ -]{1,20}(?:/[\w.+@ -]{1,20}){1,2})[)\]]\s*$")
_CONDITION = r"(?:CPU|GPU|NPU|TPU|DSP|mobile|@?\s*\d{3})"
_IN_TEXT = re.compile(rf"(?<![\w./])(?P<labels>{_CONDITION}(?:\s*/\s*{_CONDITION}){{1,2}})(?![\w./])", re.IGNORECASE)
_NUMBERED = re.compile(r"(@?)\s*(\d{2,})(.*)")
_SCALES_ALONE = re.compile(r"[kmgb]", re.IGNORECASE)
_UNIT_PART = re.compile(r"s(?:ec)?|image|img|\d{1,2}", re.IGNORECASE)


@dataclass(frozen=True, slots=True, eq=False)
class Column:
    """What a column tells.

    Attributes:
        index: Its place in the row, from 0.
        title: Its heading, on one line.
        kind: A metric, a field of the protocol, `model`, or empty for a column that is passed over.
        scale: Power of ten of its unit, None where the heading has none.
        unit: `macs` or `flops`; `ms`, `s` or `us`; empty where the heading says none.
        speed: Device, precision, batch and runtime of a speed, as far as the heading has them.
        protocol: What the heading says of the protocol.
        is_error: Whether it prints errors in place of accuracies.
        why: Why it is passed over.
        marks: Footnote marks of the heading.
        part: Which piece of cells such as `28 / 4.5` is meant, from 0.
        parts: How many pieces its cells have.
    """

    index: int
    title: str
    kind: str
    scale: int | None = None
    unit: str = ""
    speed: dict[str, str] = field(default_factory=dict)
    protocol: dict[str, str] = field(default_factory=dict)
    is_error: bool = False
    why: str = ""
    marks: tuple[str, ...] = ()
    part: int = 0
    parts: int = 1

    def of(self, cells: Sequence[Cell]) -> str:
        """Gives the text of its cell in a row, empty where the cell has not as many pieces as the heading."""
        return self.piece(cells[self.index].text) or ""

    def piece(self, text: str) -> str | None:
        """Gives its piece of the text of a cell; None where the cell has not as many pieces as the heading."""
        if self.parts == 1:
            return text
        pieces = _SLASH.split(text)
        if len(pieces) == self.parts:
            return pieces[self.part].strip()
        return "" if is_unknown(text) else None


def read_columns(parts: tuple[str, ...], index: int = 0) -> tuple[Column, ...]:
    """Gives the columns below one heading.

    They are two or three for one such as `Params (M) / FLOPs (G)`, `Params / FLOPs (M / G)`, `Top-1 (300 / 450)` or
    `Latency CPU / GPU (ms)`.
    """
    whole = read_heading(parts, index)
    if whole.kind not in (*METRICS, "speed"):
        return (whole,)
    if titles := _under_conditions(whole.title):
        each = [read_heading((title,), index) for title in titles]
    else:
        each = [read_heading((title,), index) for title in _of_each_metric(whole.title)]
        if len({column.kind for column in each} & {*METRICS}) != len(each) or len(each) > 3:
            return (whole,)
        each = [replace(column, is_error=column.kind in ACCURACIES and whole.is_error) for column in each]
    return tuple(replace(column, part=part, parts=len(each)) for part, column in enumerate(each))


def _under_conditions(title: str) -> list[str]:
    """Gives a heading once for each of the conditions that it names: two for `Latency CPU / GPU (ms)`."""
    for pattern in (_IN_BRACKETS, _IN_TEXT):
        if match := pattern.search(title):
            labels = _alike([label.strip() for label in match["labels"].split("/")])
            are_units = any(map(_UNIT_PART.fullmatch, labels)) or all(map(_SCALES_ALONE.fullmatch, labels))
            if not are_units and not named_bits(match["labels"]):
                start, end = match.span("labels")
                return [f"{title[:start]}{label}{title[end:]}" for label in labels]
    return []


def _alike(labels: list[str]) -> list[str]:
    """Gives conditions with the words that are said of one of them and go for all: `@224 / 384`, `300 / 450 epochs`."""
    found = [_NUMBERED.fullmatch(label) for label in labels]
    numbered = [match.groups() for match in found if match]
    if len(numbered) < len(labels):
        return labels
    sign, words = (max(parts) for parts in (zip(*((before, behind) for before, _, behind in numbered), strict=True)))
    return [f"{sign}{number}{behind or words}" for _, number, behind in numbered]


def _of_each_metric(title: str) -> list[str]:
    """Gives the headings that stand in one, each with its unit where `(M / G)` behind them tells those of all."""
    match = _IN_BRACKETS.search(title)
    units = [unit.strip() for unit in match["labels"].split("/")] if match else []
    titles = _SLASH.split(title[: match.start()].strip() if match else title)
    if match and len(units) == len(titles) and all(map(_SCALES_ALONE.fullmatch, units)):
        return [f"{name} ({unit})" for name, unit in zip(titles, units, strict=True)]
    return _SLASH.split(title)


def read_heading(parts: tuple[str, ...], index: int = 0) -> Column:
    """Gives what a column tells by its heading.

    Args:
        parts: The cells above it, from top to bottom; a cell that spans rows is one of them.
        index: Place of the column.
    """
    parts = tuple(_LOWERED.sub(r" \1", part) for part in parts)
    title = " ".join(dict.fromkeys(part for part in parts if part))
    words = _power_free(title)
    marks = tuple(mark for part in dict.fromkeys(parts) for mark in marks_of(_POWER.sub("", part)) if mark not in "↑↓")
    if words and (why := _why_not(words)):
        return Column(index, title, "", why=why, marks=marks)
    kind = next((kind for kind, pattern in KINDS.items() if pattern.search(words)), "") if words else ""
    kind = _speed_kind(kind, words)
    if why := _why_not_metric(kind, words):
        return Column(index, title, "", why=why, marks=marks)
    protocol = protocol_of(title) if kind in METRICS else {}
    if kind in SPEEDS:
        protocol.pop("bits", None)  # which its precision tells
    return Column(
        index,
        title,
        kind,
        _scale(title) if kind in ("params", "compute") else 3 if _THOUSANDS.search(words) else None,
        compute_unit(words) if kind == "compute" else _time_unit(words) if kind == "latency" else "",
        speed_of(_without_size(words, protocol.get("resolution", ""))) if kind in SPEEDS else {},
        protocol,
        is_error=kind in ACCURACIES and bool(IS_ERROR.search(words)),
        why="" if kind else NO_KEY if words else "it has no heading",
        marks=marks,
    )


def _why_not(words: str) -> str:
    if KINDS["keep_ratio"].search(words):
        return ""
    if OTHER_DATA.search(words):
        return ANOTHER_TASK
    if DIFFERENCE.search(words):
        return COMPARED
    return NO_KEY if NOT_TAKEN.search(words) else ""


def _why_not_metric(kind: str, words: str) -> str:
    """Tells figures of a teacher, lost accuracies, and costs in per cent of others, from figures of the model."""
    if kind in METRICS and re.search(r"\bteacher\b", words, re.IGNORECASE):
        return "it is about the teacher"
    is_lost = kind in ACCURACIES and "↓" in words and not IS_ERROR.search(words)
    return COMPARED if is_lost or (kind in ("params", "compute") and "%" in words) else ""


def _power_free(title: str) -> str:
    """Gives a heading without raised and lowered parts and footnote marks, for its words to be looked at."""
    return _SCRIPT.sub("", title).strip("*†‡§¶⋆ ")


def _without_size(words: str, size: str) -> str:
    """Gives a heading without the image size in it, which is no part of the name of a device."""
    return re.sub(rf"@?\s*(?<!\d){size}(?!\d)(?:\s*[x\u00d7]\s*{size}|\s*px|\u00b2)?", " ", words) if size else words


def _speed_kind(kind: str, words: str) -> str:
    """Tells throughput from latency by the unit where a heading says `Speed`."""
    if kind == "latency" and not re.search(r"latenc|latenz|\bms\b|\blat\b|time|\u00b5s", words, re.IGNORECASE):
        return "" if re.search(r"\bspeed\b", words, re.IGNORECASE) is None else "speed"
    if (
        kind == "throughput"
        and re.search(r"\bms\b", words, re.IGNORECASE)
        and not re.search(r"/\s*s|fps", words, re.IGNORECASE)
    ):
        return "latency"
    return kind


def _scale(title: str) -> int | None:
    if match := _POWER.search(title):
        return int(match[1] or match[2])
    if match := _SCALE.search(_SCRIPT.sub("", title)):
        name = next(filter(None, match.groups())).lower()
        return _SCALES.get(name) or _MORE_SCALES[name]
    return None


def _time_unit(words: str) -> str:
    if re.search(r"\u00b5s|\bus\b", words):
        return "us"
    if re.search(r"\bms\b|millisec", words, re.IGNORECASE):
        return "ms"
    return "s" if re.search(r"[(\[/,]\s*s(?:ec(?:onds?)?)?\s*[)\]]?$", words, re.IGNORECASE) else ""


def speed_of(words: str) -> dict[str, str]:
    """Gives what a heading says of the conditions of a speed: `Throughput (img/s), A100, batch 64`."""
    said: dict[str, str] = {}
    rest = _SPEED_WORDS.sub(" ", _THOUSANDS.sub(" ", words))
    for key, pattern in (("batch", _BATCH), ("precision", _PRECISION), ("runtime", _RUNTIME)):
        if match := pattern.search(rest):
            word = match[1].lower()
            said[key] = _RUNTIMES.get(word.replace(" ", ""), word) if key == "runtime" else word
            rest = f"{rest[: match.start()]} {rest[match.end() :]}"
    device = " ".join(re.sub(r"[()\[\],:;/#%@|=]+", " ", rest).split()).strip(" -.")
    device = _SIZE_FIRST.sub(r"\2 \1", _SORT.sub("", device))
    if (
        device
        and not _UNNAMED.fullmatch(device.replace(" ", ""))
        and re.search(r"\d|pixel|iphone|xeon|core|jetson|titan|graviton", device, re.IGNORECASE)
    ):
        said["device"] = spelling(device)
    return said


def without_metric(column: Column) -> str:
    """Gives the words of a heading that are not those of its metric and unit: `ToMe` for `ToMe acc`."""
    rest = KINDS["latency" if column.kind == "speed" else column.kind].sub(" ", _POWER.sub(" ", column.title))
    rest = re.sub(r"[(\[]\s*(?:%|[kmgb]|ms|s|img/s|images/s|im/s)?\s*[)\]]", " ", rest, flags=re.IGNORECASE)
    return " ".join(re.sub(r"[()\[\],:;%]+", " ", rest).split())
