"""The words that tables of results are written in: what heads a column, what a row of its own says of those below.

English, and the headings of German, French, Spanish and Chinese tables.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from lvkb.subject.bit_widths import named_bits
from lvkb.subject.datasets import DEFAULT_DATASET, SPELLINGS


def _words(*patterns: str) -> re.Pattern[str]:
    return re.compile("|".join(patterns), re.IGNORECASE)


OTHER_DATA = _words(
    r"\bcoco\b", r"\bade[ -]?20k\b", r"\bvoc\b", r"cityscapes", r"\bcifar", r"\bvtab\b", r"\bpets\b", r"flowers?\b",
    r"\bcars\b",
    r"inat(?:uralist)?", r"places ?\d+", r"kinetics", r"\bmAP\b", r"\bAP(?:\b|[_^\d])", r"m?IoU\b", r"\bmCE\b",
    r"\bPQ\b",
    r"\bRea ?L\b", r"(?:imagenet|in)[ -]?(?:v2|a|r|c|sketch|sk|real|es|100|o)\b", r"\bv2\b", r"adversarial",
    r"corrupt", r"robust",
    r"\bFID\b", r"\bmIOU", r"\bDTD\b", r"food-?101", r"\bsun397", r"\bk-?nn\b", r"\blinear\b",
    r"\b[arc]-(?:acc|top|err)", r"zero-?shot", r"few-?shot", r"\b\d+-?shots?\b", r"\d\s*% (?:of )?labels?",
    r"tiny[ -]?imagenet", r"imagenet-?(?:150|200)\b", r"objectnet", r"\bsvhn\b", r"mnist\b", r"\bstl-?10\b", r"caltech",
    r"aircraft", r"\bcub(?:-?200)?\b", r"stanford", r"oxford", r"eurosat", r"resisc", r"\bucf-?101\b", r"hmdb",
    r"pixel acc", r"\bsegm", r"\bndcg", r"\brecall\b", r"\bfgsm\b", r"\bpgd\b", r"auto-?attack", r"calibration",
)  # fmt: skip
"""What tells that a column is about another data set, another task or another evaluation."""

OTHER_SETS = _words(
    r"\bcoco\b", r"\bade[ -]?20k\b", r"\bvoc\b", r"cityscapes", r"\bcifar", r"\bvtab\b", r"\bflowers\b",
    r"inat(?:uralist)?[ -]?\d", r"places ?\d+", r"kinetics", r"(?:imagenet|in)[ -]?(?:v2|a|r|c|sketch|real|100)\b",
    r"tiny[ -]?imagenet", r"objectnet", r"zero-?shot", r"linear (?:prob|eval)", r"\bk-?nn\b", r"few-?shot",
)  # fmt: skip
"""What tells that the rows below a row of one text are about another data set or evaluation."""

DIFFERENCE = _words(
    r"\N{GREEK CAPITAL LETTER DELTA}", r"\N{INCREMENT}", r"\bdelta\b", r"\bgains?\b", r"\bdrop\b", r"reduc(?:tion|ed)",
    r"speed-?ups?", r"saving",
    r"increase", r"decrease", r"improvement", r"compression", r"relative", r"\bvs\b", r"\bdiff", r"\bstd\b",
    r"rank\b",
    r"\bratio of\b", r"\bratio\b(?<!keep ratio)(?<!keeping ratio)(?<!token ratio)",
    r"\btrain(?:ing)?[ -](?:time|cost|hours|speed|thr)",
    r"gpu[ -]?hours", r"memory", r"\bmem\b", r"\bper\b[^/]*\bparam", r"energy", r"\bpower\b", r"carbon",
    r"activations?\b", r"\bloss\b", r"\bgap\b", r"degradation", r"\bchanges?\b", r"warm-?\s?up",
    r"trainable|tunable|\bactivated\b",
    r"(?<!pre)(?<!pre-)\btrain(?:ing)?[ -](?:acc|top|err|im|fps|lat|[gtm]?flops|[gm]?macs|compute)",
    r"(?:flops|macs|ops)\s*/\s*(?:s|sec|w|tokens?|params?)\b", r"tokens?\s*/\s*s", r"[(\[]\s*[\u00d7x]\s*[)\]]",
)  # fmt: skip
"""What tells that a column holds differences, ratios or costs that readings do not keep."""

KINDS: Mapping[str, re.Pattern[str]] = {
    "keep_ratio": _words(r"keep(?:ing|ed)?[ -]?(?:ratio|rate)", r"token[ -]?ratio", r"\bkeep\b", r"\brho\b",
    r"^ratio \u03c1", r"^\s*[\u03c1\u03ba]\s*$"),
    "merged_per_layer": _words(r"^\s*r\s*$", r"merged? (?:tokens? )?per layer"),
    "threshold": _words(r"threshold", r"^\s*[\u03c4\u03b8]\s*$"),
    "exit_layer": _words(r"\bexit(?:[ -]?layer)?"),
    "tokens": _words(r"^\s*#?\s*tokens?\s*$", r"number of tokens"),
    "throughput": _words(
        r"through ?put", r"\bfps\b", r"ima?ge?s?\s*/\s*s", r"\bims?\s*/\s*s", r"images per sec",
        r"\bimgs?[ /.-]*s(?:ec)?\b", r"durchsatz",
        r"frames?\s*/\s*s", r"d\u00e9bit", r"\u541e\u5410", r"samples?\s*/\s*s", r"\bthr(?:u|pt)?\b\.?",
        r"\btput\b", r"\bthpt\b",
    ),
    "latency": _words(
        r"latenc", r"latenz", r"\bms\b", r"inference[ -]?time", r"run-?time", r"\blat\b\.?", r"\btime\b",
        r"\bspeed\b", r"\u5ef6\u8fdf", r"\u00b5s\b",
    ),
    "train_resolution": _words(r"train(?:ing)?[ -]?(?:res|size|crop|img|image|input)"),
    "resolution": _words(
        r"resolution", r"r\u00e9solution", r"aufl\u00f6sung", r"resoluci\u00f3n", r"\u5206\u8fa8\u7387",
        r"\bres\b\.?",
        r"(?:input|image|img|test|eval(?:uation)?|crop|inference|im)s?\.?[ _-]?(?:size|res|dim|shape|crop)",
        r"^\s*(?:input|image|img\.?|crop|test)\s*$",
        r"bildgr\u00f6\u00dfe", r"eingabe",
    ),
    "compute": _words(
        r"flops?\b", r"\b[kmgtb]?[ -]?macs?\b", r"m-?adds?\b", r"mult[a-z]*[ -]?(?:adds?|acc)",
        r"\b[gm]?[ -]?ops\b", r"\bcompute\b",
        r"complexity", r"computation", r"\u8ba1\u7b97\u91cf", r"rechenaufwand",
    ),
    "params": _words(r"param", r"param\u00e8tre", r"\u53c2\u6570", r"#\s*p(?:ar)?\b", r"\bparms?\b", r"\bprms\b",
    r"par\u00e1metros",
    r"\bweights \(m\)"),
    "top5": _words(r"top[ -]?5\b", r"(?:acc|err|prec|precision|accuracy|error|p|r)?\.?[ ]?@[ ]?5\b",
    r"\b(?:acc|err|top|prec)[-_]?5\b"),
    "top1": _words(r"top[ -]?1\b", r"(?:acc|err|prec|precision|accuracy|error|p|r)?\.?[ ]?@[ ]?1\b",
    r"\b(?:acc|err|top|prec)[-_]?1\b"),
    "accuracy": _words(
        r"\baccu?r?a?c?y?\b\.?", r"genauigkeit", r"pr\u00e9cision", r"exactitud", r"\u51c6\u786e\u7387",
        r"\u7cbe\u5ea6", r"\berr(?:or)?\b\.?",
        r"^\s*(?:imagenet|in)(?:-?1k)?\s*(?:\(?%?\)?|val(?:idation)?)\s*$",
    ),
    "bits": _words(r"(?<!\d[ -])\bbits?\b", r"bit-?width", r"^\s*#?\s*W\s*/\s*A\b", r"[(\[]W\s*/\s*A"),
    "teacher": _words(r"\bteacher\b"),
    "distilled": _words(r"distil", r"\bkd\b"),
    "pretrain": _words(
        r"pre[ -]?train(?:ing|ed)?(?!.*epoch)", r"(?:extra|training|train)[ -]?(?:data|set)",
         r"^\s*pt\s*$",
    ),
    "dataset": _words(r"^\s*(?:eval(?:uation)? |test )?data(?:set)?s?\s*$", r"^\s*benchmarks?\s*$"),
    "epochs": _words(r"\bepochs?\b", r"\bep\b\.?", r"epochen", r"\u00e9poques"),
    "model": _words(
        r"\bmodell?s?\b", r"\bmethods?\b", r"\bname\b", r"\bnetworks?\b", r"\barch(?:itectures?|\.|s)?\b",
        r"\bbackbones?\b", r"\bvariants?\b",
        r"mod\u00e8le", r"modelo", r"methode", r"\u6a21\u578b", r"\u65b9\u6cd5", r"\bencoders?\b",
        r"\bnetz(?:werk)?\b", r"\bconfig(?:uration)?s?\b(?=$)",
    ),
}  # fmt: skip
"""What the words over a column tell, the most telling first; a column is the first that its heading names."""

YES = frozenset({":white_check_mark:", ":heavy_check_mark:", "✓", "✔", "yes", "y", "true", "√", "☑", "✅"})
NO = frozenset({":x:", ":heavy_multiplication_x:", "✗", "✘", "\u00d7", "x", "no", "n", "none", "false", "❌", "✕"})
"""Cells, in lower case, that tell whether something is so."""

NOT_TAKEN = _words(
    r"\blogs?\b", r"\bconfigs?\b", r"\bckpt", r"checkpoint", r"download", r"\blinks?\b", r"\burl\b", r"\byear\b",
    r"\bvenue\b", r"weights?$",
    r"\bdepth\b", r"\bdims?\b", r"\bheads?\b", r"\blayers\b", r"\bblocks\b", r"\bMB\b", r"\b[1-9]\d?k model\b",
    r"publi", r"^#$", r"\btype\b",
    r"^\s*model \(?(?:file|zip|pth|link|\.)", r"pre-?trained (?:model|weight|checkpoint)", r"epochs? \(?pre-?train",
    r"pre-?train\w* epochs?",
    r"\b(?:top[ -]?|acc\w*\.? ?@ ?)(?:3|10|20)\b",
    r"\bhash\b", r"crop[ -]?(?:pct|ratio)", r"interpolation",
)  # fmt: skip
"""Columns that no reading has a key for."""

_MACS = _words(r"macs?\b", r"m-?adds?\b", r"mult[a-z]*[ -]?(?:adds?|acc)")
_FLOPS = _words(r"flops?\b")
IS_ERROR = _words(r"\berr(?:ors?)?\b\.?", r"fehler", r"erreur")


def compute_unit(text: str) -> str:
    """Gives `macs` or `flops` where a text names one of them, else an empty text."""
    named = [unit for unit, words in (("macs", _MACS), ("flops", _FLOPS)) if words.search(text)]
    return named[0] if len(named) == 1 else ""


_DATA = r"(?:imagenet|in)[ -]?(?:21|22)k(?:-p)?|imagenet[ -]?(?:21|22)\b|jft[ -]?(?:300m|3b|4b)|(?:imagenet|in)[ -]?1k"
_PRETRAINED = re.compile(
    rf"(?P<a>{_DATA})[ -]*(?:\w+ )?pre-?train|pre-?train\w*[^.;]{{0,30}}?(?P<b>{_DATA})|"
    rf"(?P<c>{_DATA})\s*(?:→|->|to\b)",
    re.IGNORECASE,
)
_ALONE = re.compile(
    r"\bfrom scratch\b|(?:no|without|w/o)[ .]*(?:extra|external|additional)[ -](?:training[ -])?data|"
    r"imagenet[ -]?1k (?:only|train)|"
    r"train\w*(?: only)? on (?:the )?(?:imagenet|in)[ -]?1k|(?:without|w/o|no)[ .]*pre-?train",
    re.IGNORECASE,
)
_SELF = re.compile(r"self-?superv|unsuperv|\bMAE\b|\bDINO|BEiT|masked|contrastive|\bCLIP\b|\bMIM\b", re.IGNORECASE)
_UNTAUGHT = re.compile(r"(?:without|w/o|no|not)[ .-]*(?:knowledge[ -])?(?:distil\w*|kd\b)|non-?distil", re.IGNORECASE)
_TAUGHT = re.compile(r"(?P<kind>\b(?:hard|soft|feature))?[ -]?(?:label[ -])?(?:distil\w*|\bKD\b)", re.IGNORECASE)
_EPOCHS = re.compile(r"(?<![\d.])(\d{2,4})[ -]?(?:training[ -])?(?:epochs?\b|ep\b|e\b)", re.IGNORECASE)
_SIZE = re.compile(
    r"(?<!\d)(?P<a>\d{2,4})\s*(?:\^\{?2\}?|\u00b2)|(?<!\d)(?P<b>\d{2,4})\s*[\u00d7xX*]\s*(?P<c>\d{2,4})(?!\d)|"
    r"(?:[@\u2191]|resolution(?: of)?:?|\bat|\bsize)\s*(?P<d>\d{3,4})(?!\d|\.\d|[ -]?e(?:p|pochs?)?\b)|"
    r"(?<![\d.])(?P<e>\d{3,4})\s*(?:px|pixels?|res)\b",
    re.IGNORECASE,
)


def protocol_of(text: str) -> dict[str, str]:
    """Gives what a heading or a row of its own says plainly of the protocol: `ImageNet-21K pre-trained, 384x384`."""
    said: dict[str, str] = {}
    if not _SELF.search(text):
        if match := _PRETRAINED.search(text):
            said["pretrain"] = pretraining(match["a"] or match["b"] or match["c"])
        elif _ALONE.search(text):
            said["pretrain"] = "none"
    if _UNTAUGHT.search(text):
        said["distilled"] = "none"
    elif match := _TAUGHT.search(text):
        said["distilled"] = (match["kind"] or "unstated").lower()
    if "pre" not in text.lower() and (match := _EPOCHS.search(text)):
        said["epochs"] = match[1]
    if size := side(text):
        said["resolution"] = size
    said["bits"] = named_bits(text)
    return {key: value for key, value in said.items() if value}


def side(text: str) -> str:
    """Gives the side in pixels of a square that a text names, as `224^2`, `224x224` or `@384`; else an empty text."""
    match = _SIZE.search(text)
    if match is None or (match["b"] and match["b"] != match["c"]):
        return ""
    found = next(filter(None, (match[name] for name in "abde")), "")
    return found if 32 <= int(found or 0) <= 2048 else ""


def without_side(text: str) -> str:
    """Gives a name without the size that stands behind it: `DeiT-B` for `DeiT-B\u2191384` or `DeiT-B (384x384)`."""
    bare = re.sub(rf"\s*\(\s*(?:{_SIZE.pattern}|\d{{3}})\s*(?:px)?\s*\)\s*$", "", text, flags=re.IGNORECASE)
    behind = r"\s*[@\u2191]\s*\d{3,4}(?!\d|[ -]?e(?:p|pochs?)?\b)(?:\^\{?2\}?|\u00b2|\s*[\u00d7x]\s*\d{3,4})?\s*$"
    return re.sub(behind, "", bare).strip()


def dataset(text: str) -> str:
    """Gives a data set as records spell it; empty where a text names none that is known."""
    key = "".join(filter(str.isalnum, text.casefold()))
    return SPELLINGS.get(key) or SPELLINGS.get(re.sub(r"(?:val(?:idation)?|test)$", "", key), "")


def pretraining(text: str) -> str:
    """Gives the data of a pre-training as records spell it, `none` for the data set itself; else an empty text."""
    bare = text.strip()
    key = "".join(filter(str.isalnum, bare.casefold()))
    if not key:
        return ""
    if key in ("none", "no", "scratch", "fromscratch"):
        return "none"
    known = SPELLINGS.get(key) or SPELLINGS.get(key.removesuffix("only"))
    if known is None and (match := re.fullmatch(r"(?:imagenet|in)?(1|21|22)k", key)):
        known = DEFAULT_DATASET if match[1] == "1" else "imagenet-21k"
    if known is None and (match := re.fullmatch(r"(?:imagenet|in)?(21|22)k(?:to)?(?:imagenet|in)?1k", key)):
        known = "imagenet-21k"
    return "none" if known == DEFAULT_DATASET else known or ""
