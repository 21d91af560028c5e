"""Names of people and of venues: what stands out in lists as titles do, and is none."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lvkb.documents.proper_names import names_people, names_venue
from lvkb.documents.stated_titles import is_title

VENUES = [
    "IEEE Transactions on Pattern Analysis and Machine Intelligence",
    "IEEE Trans. Pattern Anal. Mach. Intell.",
    "IEEE/CVF Conference on Computer Vision and Pattern Recognition 2022",
    "European Conference on Computer Vision (ECCV) 2022",
    "Advances in Neural Information Processing Systems 34 (NeurIPS 2021)",
    "Thirty-Fifth Conference on Neural Information Processing Systems",
    "The Tenth International Conference on Learning Representations, ICLR 2022, Virtual Event, April 25-29, 2022",
    "Proceedings of the AAAI Conference on Artificial Intelligence",
    "International Journal of Computer Vision",
    "Computer Vision and Image Understanding",
    "Nature Machine Intelligence",
    "Springer Lecture Notes in Computer Science",
    "Workshop on Efficient Deep Learning for Computer Vision",
    "NeurIPS 2021 Datasets and Benchmarks Track",
    "CVPR 2022 Best Paper Award Candidate",
    "ICLR 2023 notable top 5%",
    "Accepted to the International Conference on Machine Learning",
]
PEOPLE = [
    "Ze Liu, Yutong Lin, Yue Cao",
    "Ze Liu*, Yutong Lin\u2020, Han Hu1 and Baining Guo",
    "Ashish Vaswani and Noam Shazeer and Niki Parmar",
    "Liu, Ze; Lin, Yutong; Cao, Yue",
    "J. Deng, W. Dong, R. Socher",
    "Alexey Dosovitskiy, Lucas Beyer, Alexander Kolesnikov et al., 2021",
    "Dosovitskiy, Beyer, Kolesnikov et al.",
    "Wei Wang and 3 others",
    "Laurens van der Maaten",
    "Juan Carlos Niebles",
    "St\u00e9phane d'Ascoli, Hugo Touvron, Matthew Leavitt",
    "Chun-Fu (Richard) Chen, Rameswar Panda",
    "Qihang Fan, Quanzeng You, Renhao Wang",
    "Dr. Kaiming He's Group Page",
    "Talk by Alexey Dosovitskiy and Lucas Beyer",
    "by Juan Carlos Niebles",
    "University of California, Berkeley",
]
TITLES = [
    "Swin Transformer: Hierarchical Vision Transformer Using Shifted Windows",
    "An Image is Worth 16x16 Words: Transformers for Image Recognition at Scale",
    "Deep Mutual Learning",
    "Masked Autoencoders Are Scalable Vision Learners",
    "Attention, Convolution, and Token Mixing",
    "Vision Transformers, Convolutional Networks, Token Mixers",
    "Advances in Efficient Vision Transformers: A Survey",
    "Efficient Communications for Federated Learning",
    "Neural Networks and Pattern Recognition with Applications",
    "Track Anything, Segment Anything",
    "Vision Transformer's Best Friend",
    "ICLR 2021 Vision Transformers for Small Datasets",
    "Every Row Has One",
    "Learning by Cheating Tricky Agents",
    "Vision Permutator: A Permutable MLP-Like Architecture for Visual Recognition",
]


@pytest.mark.parametrize("text", VENUES)
def test_venues(text: str) -> None:
    """Where a paper came out, and how it was presented there, is not what it is called."""
    assert names_venue(text)
    assert not is_title(text)


@pytest.mark.parametrize("text", PEOPLE)
def test_people(text: str) -> None:
    """Lists of authors, one person, and what is somebody's, are no titles."""
    assert names_people(text)
    assert not is_title(text)


@pytest.mark.parametrize("text", TITLES)
def test_titles(text: str) -> None:
    """Titles stay titles, with commas, capitals and words of venues in them."""
    assert (names_venue(text), names_people(text)) == (False, False)
    assert is_title(text)


@given(st.text(max_size=200), st.sampled_from(["", " et al.", ", Ada Flint", " 2021"]))
def test_any_text_is_judged(text: str, end: str) -> None:
    """Whatever the text, it is judged without an error, and space around it does not count."""
    said = text + end
    assert names_people(f" {said} ") == names_people(said)
    assert names_venue(f" {said} ") == names_venue(said)
