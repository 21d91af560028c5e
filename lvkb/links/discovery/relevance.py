"""How likely a new paper belongs into the catalogue, by rules that are stated with every score."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date
from typing import NamedTuple

from lvkb.links.checkers.arxiv_feed import Entry

_NEW_DAYS = 7


class Reason(NamedTuple):
    """One rule that holds for a paper.

    Attributes:
        points: What it adds to the score; below 0 for what speaks against the paper.
        text: The rule in few words.
    """

    points: int
    text: str

    def __str__(self) -> str:
        return f"{self.text} {self.points:+d}"


_TITLE_WORDS = {
    "lightweight": r"light-?\s?weight",
    "efficient": r"efficien\w+|accelerat\w+|fast(?:er)?|speed\w*|cheap\w*",
    "small": r"mobile|edge|tiny|compact|small|on-device|resource-\w+|low-\w*(?:cost|power)",
    "pruning": r"prun\w+|merg\w+|token (?:reduc|compress|drop|skip|sparsif)\w+|early[- ]exit\w*|halting",
    "attention": r"linear(?:-complexity)? attention|linear transformers?|low-rank|window attention|softmax-free",
    "distillation": r"distill?\w*",
}
_ABOUT = re.compile(r"vision transformers?|\bvits?\b|vision mlps?|vision backbones?|visual backbones?", re.IGNORECASE)
_ABSTRACT_FIGURES = {
    "ImageNet": r"imagenet",
    "parameters": r"\d\s?m\b(?:illion)?(?:\s+param\w+)?|param\w+",
    "compute": r"\bg?flops?\b|\bg?macs?\b",
}
_OTHER_TASKS = (
    r"remote sensing|satellite|hyperspectral|agricult\w*|video|diffusion|generat\w+|speech|audio|language models?|"
    r"llms?|vlms?|vision-language|multimodal|robot\w*|driving|tracking|deepfake\w*|super-resolution"
)
_LOWER = {
    "survey": (-4, r"survey|review|overview|benchmark\w*|tutorial"),
    "medical": (
        -3,
        r"medical|clinical|mri|ct|x-ray|tumou?r|cancer|lesion|disease|histo\w*|patholog\w*|retina\w*|ultrasound|brain",
    ),
    "3D": (-3, r"3d|point clouds?|lidar|gaussian splatting|nerf|occupancy|pose"),
    "other task": (-3, _OTHER_TASKS),
}


def _whole(words: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{words})(?!\w)", re.IGNORECASE)


_TITLE = {name: _whole(words) for name, words in _TITLE_WORDS.items()}
_FIGURES = {name: _whole(words) for name, words in _ABSTRACT_FIGURES.items()}
_AGAINST = {name: (points, _whole(words)) for name, (points, words) in _LOWER.items()}


def reasons(entry: Entry, nodes: Sequence[str], today: date) -> tuple[Reason, ...]:
    """Gives what speaks for and against a paper; their points are its score.

    Args:
        entry: The paper.
        nodes: Nodes of the taxonomy whose searches found it, one for each search.
        today: The day of the run.
    """
    return tuple(_reasons(entry, nodes, today))


def _reasons(entry: Entry, nodes: Sequence[str], today: date) -> Iterator[Reason]:
    title = entry.facts.get("title", "")
    if len(nodes) > 1:
        yield Reason(2 * min(len(nodes) - 1, 3), f"found by {len(nodes)} searches")
    if words := [name for name, pattern in _TITLE.items() if pattern.search(title)]:
        yield Reason(2 * min(len(words), 3), f"title: {', '.join(words)}")
    if _ABOUT.search(title):
        yield Reason(2, "title: vision transformer")
    if figures := [name for name, pattern in _FIGURES.items() if pattern.search(entry.abstract)]:
        yield Reason(len(figures), f"abstract: {', '.join(figures)}")
    if entry.facts.get("category") == "cs.CV":
        yield Reason(1, "cs.CV")
    if _age(entry, today) <= _NEW_DAYS:
        yield Reason(1, f"at most {_NEW_DAYS} days old")
    for name, (points, pattern) in _AGAINST.items():
        if pattern.search(title):
            yield Reason(points, name)


def _age(entry: Entry, today: date) -> int:
    published = entry.facts.get("published", "")
    try:
        return (today - date.fromisoformat(published)).days
    except ValueError:
        return _NEW_DAYS + 1
