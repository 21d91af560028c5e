"""Venues: how they are read, what a slip probably meant, and the page that lists them."""

from __future__ import annotations

import pytest

from lvkb.subject.venues import Venue, corrected, is_no_venue, parse_venue, venue_table

ICLR = "International Conference on Learning Representations"


@pytest.mark.parametrize(
    ("text", "venue"),
    [
        ("ICLR 2022", Venue("ICLR", ICLR, "2022", "proceedings")),
        ("IJCV 2025", Venue("IJCV", "International Journal of Computer Vision", "2025", "journal")),
        ("Neural Networks 2022", Venue("Neural Networks", "Neural Networks", "2022", "journal")),
        (
            "Computational Visual Media 2022",
            Venue("Computational Visual Media", "Computational Visual Media", "2022", "journal"),
        ),
        ("NeurIPS 2021 Workshop on X", None),
        ("NoSuchConf 2021", None),
        ("iclr 2022", None),
        ("ICLR, 2022", None),
        ("ICLR", None),
        ("2021", None),
        ("ICLR 1899", None),
    ],
)
def test_parse_venue(text: str, venue: Venue | None) -> None:
    """A venue of the list with its year is read; any other spelling is none."""
    assert parse_venue(text) == venue


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("NIPS 2021", "NeurIPS 2021"),
        ("ICLR'22", "ICLR 2022"),
        ("ICLR \u201922", "ICLR 2022"),
        ("iclr, 2022", "ICLR 2022"),
        ("CVPR2023", "CVPR 2023"),
        ("International Conference on Learning Representations 2020", "ICLR 2020"),
        ("IEEE TPAMI 2024", "TPAMI 2024"),
        ("ECCV Workshops 2022", "ECCVW 2022"),
        ("ICLR", ""),
        ("CaveConf 2023", ""),
        ("ICLR 22", ""),
    ],
)
def test_corrected(text: str, meant: str) -> None:
    """A slip in the spelling gives the venue that was meant, as far as name and year tell it."""
    assert corrected(text) == meant
    assert meant == "" or parse_venue(meant) is not None


@pytest.mark.parametrize(
    ("text", "none"),
    [
        ("arXiv 2021", True),
        ("CoRR 2020", True),
        ("Under review", True),
        ("Preprint", True),
        ("Submitted to CVPR 2026", True),
        ("Technical report", True),
        ("CVPR 2021", False),
        ("Pattern Recognition 2023", False),
    ],
)
def test_is_no_venue(text: str, none: bool) -> None:
    """A preprint and a submission have no venue."""
    assert is_no_venue(text) is none


def test_the_list_reads_itself() -> None:
    """Each venue of the list is read as it is written there, and by its full name too."""
    for short, (name, kind) in venue_table().items():
        assert parse_venue(f"{short} 2024") == Venue(
            short, name, "2024", "journal" if kind == "journal" else "proceedings"
        )
        assert corrected(f"{name} 2024") in (f"{short} 2024", f"{name} 2024")
