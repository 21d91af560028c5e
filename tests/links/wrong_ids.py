"""How many wrong ids are caught, and how many right ones are doubted: papers against the ids of other papers.

The stand-in of arXiv knows every paper under its true title. Wrong ids are those of another paper of the same field;
right ones are listed under a title as people write it, or under one that the paper had before it was renamed.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from lvkb.findings import Location
from lvkb.links.checkers import arxiv
from lvkb.links.context import Context
from lvkb.links.http.client import Client
from lvkb.links.identity import judge, needs_first_version
from lvkb.links.limits import Limits
from lvkb.links.link_status import LinkStatus, Outcome
from lvkb.links.rate_limit import RateLimit
from lvkb.links.targets import Target, Use
from lvkb.registers import ARXIV
from tests.links.fake_arxiv import fake_arxiv, fake_paper

LIMITS = Limits(arxiv_gap_s=0.0, arxiv_waits_s=(), host_gap_s=0.0, retries=0)
_BRITISH = {
    "ization": "isation",
    "izing": "ising",
    "izer": "iser",
    "ized": "ised",
    "ize ": "ise ",
    "color": "colour",
    "behavior": "behaviour",
    "center": "centre",
    "modeling": "modelling",
    "neighbor": "neighbour",
}


class Listed(NamedTuple):
    """A paper of a list or catalogue; no authors where the list names none."""

    id: str
    title: str
    authors: tuple[str, ...] = ()


class Pair(NamedTuple):
    """A listed title, and the paper whose id stands beside it."""

    title: str
    authors: tuple[str, ...]
    id: str
    kind: str


class Figures(NamedTuple):
    """Verdicts on pairs.

    Attributes:
        pairs: Number of pairs.
        mismatch: Of these, called another paper's.
        drift: Of these, called drift.
        shown: The pairs that were not judged as one would wish.
    """

    pairs: int
    mismatch: int
    drift: int
    shown: tuple[Pair, ...]

    @property
    def rate(self) -> float:
        """Share that was called another paper's."""
        return self.mismatch / self.pairs

    def line(self, what: str) -> str:
        """Gives the figures for people."""
        return f"{what:<44} {self.pairs:6} pairs  {self.rate:7.2%} mismatch  {self.drift / self.pairs:7.2%} drift"


def british(title: str) -> str:
    """Gives a title in British spelling."""
    for american, spelling in _BRITISH.items():
        title = title.replace(american, spelling)
    return title


def slipped(title: str) -> str:
    """Gives a title with two letters swapped in its longest word."""
    word = max(re.findall(r"\w+", title), key=len)
    return title.replace(word, word[:2] + word[3] + word[2] + word[4:], 1) if len(word) > 4 else title


def _behind_colon(title: str) -> str:
    return title.partition(": ")[2] or title


VARIATIONS: Mapping[str, Callable[[str], str]] = {
    "as it is": lambda title: title,
    "lower case": str.lower,
    "capitals": str.upper,
    "TeX braces": lambda title: re.sub(r"\b([A-Z]\w*[A-Z]\w*)", r"{\1}", title),
    "TeX mathematics": lambda title: title.replace("16x16", r"$16\times16$").replace(" a ", r" \emph{a} "),
    "hyphens gone": lambda title: title.replace("-", " "),
    "hyphens closed up": lambda title: title.replace("-", ""),
    "dashes for colons": lambda title: title.replace(":", " \N{EN DASH}"),
    "venue behind": lambda title: f"{title} (CVPR 2022)",
    "venue and prize": lambda title: f"{title}, NeurIPS'21 (oral)",
    "badges": lambda title: f"{title} [paper] [code]",
    "label before": lambda title: f"[arXiv:2103.15808v2] {title}",
    "markup": lambda title: f"<b>{title.replace('&', '&amp;')}</b>",
    "subtitle dropped": lambda title: title.partition(": ")[0],
    "subtitle added": lambda title: f"{title}: A Simple and Strong Baseline",
    "short name put before": lambda title: f"ABC-Net: {title}",
    "short name left out": _behind_colon,
    "cut at 60 characters": lambda title: title[:60],
    "cut with dots": lambda title: title[:60] + "...",
    "British spelling": british,
    "a slip": slipped,
}
"""Ways in which people write a title; none of them makes it another paper's."""

STATED = (
    ("2211.08024", "NAR-Former: Neural Architecture Representation Learning towards Holistic Attributes Prediction",
     "HeatViT: Hardware-Efficient Adaptive Token Pruning for Vision Transformers"),
    ("2104.05704", "Escaping the Big Data Paradigm with Compact Transformers",
     "LocalViT: Bringing Locality to Vision Transformers"),
    ("2104.05707", "LocalViT: Bringing Locality to Vision Transformers",
     "Escaping the Big Data Paradigm with Compact Transformers"),
    ("2111.15127", "A Unified Pruning Framework for Vision Transformers",
     "FQ-ViT: Post-Training Quantization for Fully Quantized Vision Transformer"),
    ("2103.15808", "CvT: Introducing Convolutions to Vision Transformers",
     "MobileViT: Light-weight, General-purpose, and Mobile-friendly Vision Transformer"),
)  # fmt: skip
"""Ids that public lists give to a wrong paper: id, its own title, the title listed."""

RENAMED = (
    ("2203.03952", "EdgeFormer: Improving Light-weight ConvNets by Learning from Vision Transformers",
     "ParC-Net: Position Aware Circular Convolution with Merits from ConvNets and Transformer"),
    ("2112.08879", "Looking Outside the Box to Ground Language in 3D Scenes",
     "Bottom Up Top Down Detection Transformers for Language Grounding in Images and Point Clouds"),
    ("2203.10421", "CLIP on Wheels: Zero-Shot Object Navigation as Object Localization and Exploration",
     "CoWs on Pasture: Baselines and Benchmarks for Language-Driven Zero-Shot Object Navigation"),
)  # fmt: skip
"""Papers that were renamed between versions: id, first title, newest title."""


def wrong_pairs(papers: Sequence[Listed], rounds: int) -> Iterator[Pair]:
    """Gives every paper with the id of another one, in so many rounds of other permutations and ways of writing."""
    for seed in range(rounds):
        rng = random.Random(seed)  # noqa: S311 - the same in every run
        others = rng.sample(papers, len(papers))
        for paper, other in zip(papers, others, strict=True):
            if paper.id != other.id:
                kind = rng.choice(list(VARIATIONS))
                yield Pair(VARIATIONS[kind](paper.title), paper.authors, other.id, kind)


def right_pairs(papers: Sequence[Listed]) -> Iterator[Pair]:
    """Gives every paper with its own id, under its title in every way of writing."""
    for paper in papers:
        for kind, write in VARIATIONS.items():
            yield Pair(write(paper.title), paper.authors, paper.id, kind)


def renamed_pairs(papers: Sequence[Listed]) -> Iterator[Pair]:
    """Gives papers with their own id under the title of their first version, which `study` makes up."""
    for paper in papers:
        yield Pair(first_title(papers, paper), paper.authors, paper.id, "renamed")


def first_title(papers: Sequence[Listed], paper: Listed) -> str:
    """Gives a made-up first title that has nothing of the newest: new short name, the words of another paper."""
    other = papers[(papers.index(paper) + len(papers) // 2) % len(papers)]
    return f"Proto{len(other.title)}: {' '.join(reversed(_behind_colon(other.title).split()))}"


class Register:
    """What arXiv says of papers and their first versions, asked once over loopback."""

    def __init__(self, papers: Sequence[Listed], folder: Path, *, renamed: bool = False) -> None:
        fakes = [
            fake_paper(
                paper.id,
                first_title(papers, paper) if renamed else paper.title,
                paper.title,
                authors=paper.authors or ("Ada Lovelace",),
            )
            for paper in papers
        ]
        self._outcomes: dict[str, Outcome] = {}
        with fake_arxiv(*fakes).running() as fake:
            client = Client(LIMITS, allowed=[fake.host])
            context = Context(client, RateLimit(folder), fake.endpoints, LIMITS)
            wanted = [Target(ARXIV, f"{paper.id}{version}") for paper in papers for version in ("", "v1")]
            for batch in arxiv.check(wanted, context):
                self._outcomes |= {target.id: outcome for target, outcome in batch}
            client.close()

    def judge(self, pair: Pair) -> Outcome:
        """Judges one pair, asking for the first version as a run does."""
        use = Use(Location("list.md", 1, 1), f"https://arxiv.org/abs/{pair.id}", title=pair.title, authors=pair.authors)
        newest = self._outcomes[pair.id]
        first = self._outcomes[f"{pair.id}v1"] if needs_first_version(use, newest) else None
        return judge(use, newest, first)

    def study(self, pairs: Iterator[Pair], wish: LinkStatus) -> Figures:
        """Judges pairs, and keeps those that are not judged as wished."""
        judged = [(pair, self.judge(pair).status) for pair in pairs]
        statuses = [link_status for _, link_status in judged]
        shown = tuple(pair for pair, link_status in judged if link_status is not wish)
        return Figures(len(judged), statuses.count(LinkStatus.MISMATCH), statuses.count(LinkStatus.WARN), shown)


def listed_in(text: str) -> list[Listed]:
    """Gives the papers of an awesome list: bold titles, and the arXiv id on the lines below."""
    found: dict[str, Listed] = {}
    for title, rest in re.findall(r"\*\*(.+?)\*\*(.*?)(?=\*\*|\Z)", text, re.DOTALL):
        link = re.search(r"arxiv\.org/(?:abs|pdf)/(\d{4}\.\d{5})", rest)
        if link and link[1] not in found:
            found[link[1]] = Listed(link[1], " ".join(title.split()))
    return list(found.values())
