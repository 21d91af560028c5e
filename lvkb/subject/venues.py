"""Venues of the field: how records write them, and how bibliographies name them. The list is closed."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Literal, NamedTuple

_JOURNALS = {
    "Applied Intelligence": "Applied Intelligence",
    "Computational Visual Media": "Computational Visual Media",
    "CVIU": "Computer Vision and Image Understanding",
    "Expert Systems with Applications": "Expert Systems with Applications",
    "IEEE Access": "IEEE Access",
    "IJCV": "International Journal of Computer Vision",
    "Image and Vision Computing": "Image and Vision Computing",
    "Information Sciences": "Information Sciences",
    "JMLR": "Journal of Machine Learning Research",
    "KBS": "Knowledge-Based Systems",
    "Machine Intelligence Research": "Machine Intelligence Research",
    "Neural Networks": "Neural Networks",
    "Neurocomputing": "Neurocomputing",
    "Pattern Recognition": "Pattern Recognition",
    "PLOS ONE": "PLOS ONE",
    "Scientific Reports": "Scientific Reports",
    "Sensors": "Sensors",
    "TCSVT": "IEEE Transactions on Circuits and Systems for Video Technology",
    "TCYB": "IEEE Transactions on Cybernetics",
    "TIP": "IEEE Transactions on Image Processing",
    "TMLR": "Transactions on Machine Learning Research",
    "TMM": "IEEE Transactions on Multimedia",
    "TNNLS": "IEEE Transactions on Neural Networks and Learning Systems",
    "TPAMI": "IEEE Transactions on Pattern Analysis and Machine Intelligence",
}
_PROCEEDINGS = {
    "3DV": "International Conference on 3D Vision",
    "AAAI": "AAAI Conference on Artificial Intelligence",
    "ACCV": "Asian Conference on Computer Vision",
    "ACL": "Annual Meeting of the Association for Computational Linguistics",
    "ACM MM": "ACM International Conference on Multimedia",
    "AJCAI": "Australasian Joint Conference on Artificial Intelligence",
    "BMVC": "British Machine Vision Conference",
    "CVPR": "Conference on Computer Vision and Pattern Recognition",
    "CVPR Findings": "Findings of the Conference on Computer Vision and Pattern Recognition",
    "CVPRW": "Conference on Computer Vision and Pattern Recognition Workshops",
    "DAC": "Design Automation Conference",
    "ECAI": "European Conference on Artificial Intelligence",
    "ECCV": "European Conference on Computer Vision",
    "ECCVW": "European Conference on Computer Vision Workshops",
    "EMNLP": "Conference on Empirical Methods in Natural Language Processing",
    "HPCA": "International Symposium on High-Performance Computer Architecture",
    "ICASSP": "International Conference on Acoustics, Speech and Signal Processing",
    "ICCV": "International Conference on Computer Vision",
    "ICCVW": "International Conference on Computer Vision Workshops",
    "ICIP": "International Conference on Image Processing",
    "ICLR": "International Conference on Learning Representations",
    "ICLRW": "International Conference on Learning Representations Workshops",
    "ICME": "International Conference on Multimedia and Expo",
    "ICML": "International Conference on Machine Learning",
    "ICMLW": "International Conference on Machine Learning Workshops",
    "ICPR": "International Conference on Pattern Recognition",
    "ICRA": "International Conference on Robotics and Automation",
    "IJCAI": "International Joint Conference on Artificial Intelligence",
    "IJCNN": "International Joint Conference on Neural Networks",
    "IROS": "International Conference on Intelligent Robots and Systems",
    "KDD": "Conference on Knowledge Discovery and Data Mining",
    "MICCAI": "International Conference on Medical Image Computing and Computer-Assisted Intervention",
    "MLSys": "Conference on Machine Learning and Systems",
    "NeurIPS": "Advances in Neural Information Processing Systems",
    "NeurIPSW": "Advances in Neural Information Processing Systems Workshops",
    "WACV": "Winter Conference on Applications of Computer Vision",
    "WACVW": "Winter Conference on Applications of Computer Vision Workshops",
}
_OTHER_SPELLINGS = {
    "cvpr workshops": "CVPRW",
    "cvprworkshop": "CVPRW",
    "eccv workshops": "ECCVW",
    "iccv workshops": "ICCVW",
    "ieee tpami": "TPAMI",
    "nips": "NeurIPS",
    "neurips workshops": "NeurIPSW",
    "pami": "TPAMI",
    "t-pami": "TPAMI",
    "cvm": "Computational Visual Media",
    "ivc": "Image and Vision Computing",
    "mm": "ACM MM",
    "eswa": "Expert Systems with Applications",
    "knowledge-based systems": "KBS",
    "computer vision and image understanding": "CVIU",
}
_WRITTEN = re.compile(r"(.+) ((?:19|20)\d\d)")
_LOOSE = re.compile(r"(.+?)[\s,]*(?:'|\u2019)?((?:19|20)\d\d|(?<=['\u2019])\d\d)?")
_NO_VENUE = re.compile(r"arxiv|corr|preprint|under review|submitted|in submission|tech(?:nical)? report", re.IGNORECASE)


class Venue(NamedTuple):
    """Where a paper came out.

    Attributes:
        short: As records write it.
        name: Full name.
        year: Year that the record names with it.
        kind: `journal` for an article, `proceedings` for a paper of a conference.
    """

    short: str
    name: str
    year: str
    kind: Literal["journal", "proceedings"]


def parse_venue(text: str) -> Venue | None:
    """Reads a venue of a record, such as `ICLR 2022`; None when it is not written so, or is not in the list."""
    match = _WRITTEN.fullmatch(text)
    if match is None:
        return None
    short, year = match[1], match[2]
    if short in _PROCEEDINGS:
        return Venue(short, _PROCEEDINGS[short], year, "proceedings")
    return Venue(short, _JOURNALS[short], year, "journal") if short in _JOURNALS else None


def is_no_venue(text: str) -> bool:
    """Tells whether a text says that a paper has no venue: `arXiv 2021`, `Under review`."""
    return _NO_VENUE.match(text) is not None


def corrected(text: str) -> str:
    """Gives the venue that was probably meant: `NeurIPS 2021` for `NIPS'21`; empty when it cannot be told."""
    match = _LOOSE.fullmatch(text)
    if match is None or match[2] is None:
        return ""
    spelt = {**{short.casefold(): short for short in (*_PROCEEDINGS, *_JOURNALS)}, **_OTHER_SPELLINGS}
    spelt |= {name.casefold(): short for short, name in (*_PROCEEDINGS.items(), *_JOURNALS.items())}
    short = spelt.get(match[1].casefold())
    year = match[2] if len(match[2]) == 4 else f"20{match[2]}"
    return f"{short} {year}" if short else ""


def venue_table() -> Mapping[str, tuple[str, str]]:
    """Gives every venue of the list: full name and kind by short name, in alphabetical order."""
    known = {short: (name, "proceedings") for short, name in _PROCEEDINGS.items()}
    known |= {short: (name, "journal") for short, name in _JOURNALS.items()}
    return dict(sorted(known.items(), key=lambda item: item[0].casefold()))
