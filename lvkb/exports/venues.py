"""Venues as bibliographies name them."""

from __future__ import annotations

import re
from typing import NamedTuple

_JOURNALS = {
    "IJCV": "International Journal of Computer Vision",
    "JMLR": "Journal of Machine Learning Research",
    "Machine Intelligence Research": "Machine Intelligence Research",
    "Neural Networks": "Neural Networks",
    "Neurocomputing": "Neurocomputing",
    "Pattern Recognition": "Pattern Recognition",
    "TCSVT": "IEEE Transactions on Circuits and Systems for Video Technology",
    "TCYB": "IEEE Transactions on Cybernetics",
    "TIP": "IEEE Transactions on Image Processing",
    "TMLR": "Transactions on Machine Learning Research",
    "TMM": "IEEE Transactions on Multimedia",
    "TNNLS": "IEEE Transactions on Neural Networks and Learning Systems",
    "TPAMI": "IEEE Transactions on Pattern Analysis and Machine Intelligence",
}
_CONFERENCES = {
    "AAAI": "AAAI Conference on Artificial Intelligence",
    "ACCV": "Asian Conference on Computer Vision",
    "ACM MM": "ACM International Conference on Multimedia",
    "AJCAI": "Australasian Joint Conference on Artificial Intelligence",
    "BMVC": "British Machine Vision Conference",
    "CVPR": "Conference on Computer Vision and Pattern Recognition",
    "CVPRW": "Conference on Computer Vision and Pattern Recognition Workshops",
    "ECCV": "European Conference on Computer Vision",
    "HPCA": "International Symposium on High-Performance Computer Architecture",
    "ICASSP": "International Conference on Acoustics, Speech and Signal Processing",
    "ICCV": "International Conference on Computer Vision",
    "ICCVW": "International Conference on Computer Vision Workshops",
    "ICIP": "International Conference on Image Processing",
    "ICLR": "International Conference on Learning Representations",
    "ICML": "International Conference on Machine Learning",
    "IJCAI": "International Joint Conference on Artificial Intelligence",
    "NeurIPS": "Advances in Neural Information Processing Systems",
    "WACV": "Winter Conference on Applications of Computer Vision",
}
_YEAR = re.compile(r"\b(?:19|20)\d{2}\b")
_JOURNAL_WORDS = re.compile(r"\b(?:Journal|Transactions|Letters|Magazine|Access|Proceedings of the IEEE)\b")


class Venue(NamedTuple):
    """Where a paper came out.

    Attributes:
        name: Full name where the short one is well known, else the name as recorded; without a year at its end.
        year: The year that the record names with it, if any.
        is_journal: Whether it is a journal; what is not known as one counts as a conference.
    """

    name: str
    year: str
    is_journal: bool


def parse_venue(text: str) -> Venue:
    """Reads a record's venue, such as `ICLR 2022` or `Machine Intelligence Research 2024`."""
    found = _YEAR.search(text)
    year = found[0] if found else ""
    short = (text.removesuffix(year).rstrip(" ,") if year else text) or text
    if short in _CONFERENCES:
        return Venue(_CONFERENCES[short], year, is_journal=False)
    is_journal = short in _JOURNALS or _JOURNAL_WORDS.search(short) is not None
    return Venue(_JOURNALS.get(short, short), year, is_journal)
