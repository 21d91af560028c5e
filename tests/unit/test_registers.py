"""Identities: every common spelling gives one canonical form, and that gives the address back."""

from __future__ import annotations

import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lvkb import registers
from lvkb.registers import ARXIV, CVF, DOI, GITHUB, OPENREVIEW, Ref

CVF_ID = "ICCV2023/Xu_FDViT_Improve_the_Hierarchical_Architecture_ICCV_2023_paper"
CVF_OLD = "content_ICCV_2019/html/Liu_A_Thing_ICCV_2019_paper.html"

ADDRESSES = [
    ("https://arxiv.org/abs/2110.02178", Ref(ARXIV, "2110.02178")),
    ("https://arxiv.org/abs/2110.02170", Ref(ARXIV, "2110.02170")),
    ("https://arxiv.org/abs/2110.02178v2", Ref(ARXIV, "2110.02178", "v2")),
    ("https://arxiv.org/abs/1409.1556", Ref(ARXIV, "1409.1556")),
    ("https://arxiv.org/abs/math/0309136", Ref(ARXIV, "math/0309136")),
    ("https://doi.org/10.1109/iccv48922.2021.00009", Ref(DOI, "10.1109/iccv48922.2021.00009")),
    ("https://openreview.net/forum?id=vh-0sUt8HlG", Ref(OPENREVIEW, "vh-0sUt8HlG")),
    ("https://openaccess.thecvf.com/content/" + CVF_ID.replace("/", "/html/") + ".html", Ref(CVF, CVF_ID)),
    ("https://openaccess.thecvf.com/" + CVF_OLD, Ref(CVF, "ICCV_2019/Liu_A_Thing_ICCV_2019_paper")),
    ("https://github.com/apple/ml-cvnets", Ref(GITHUB, "apple/ml-cvnets")),
    ("https://github.com/a/b.c_d", Ref(GITHUB, "a/b.c_d")),
    ("https://github.com/a/b/tree/HEAD/models/vit", Ref(GITHUB, "a/b", path="models/vit")),
    ("https://doi.org/10.1016/s0%281%29%23", Ref(DOI, "10.1016/s0(1)#")),
]
"""Canonical addresses: reading and writing them are each other's inverse."""

SPELLINGS = [
    ("http://www.arxiv.org/pdf/2110.02178", Ref(ARXIV, "2110.02178")),
    ("https://arxiv.org/pdf/2110.02178v1.pdf", Ref(ARXIV, "2110.02178", "v1")),
    ("https://arxiv.org/html/2110.02178v2#S3.T2", Ref(ARXIV, "2110.02178", "v2")),
    ("https://arxiv.org/abs/2110.02178#:~:text=MobileViT", Ref(ARXIV, "2110.02178")),
    ("https://arxiv.org/abs/2110.02178?context=cs.CV", Ref(ARXIV, "2110.02178")),
    (" https://ar5iv.labs.arxiv.org/html/2110.02178/ ", Ref(ARXIV, "2110.02178")),
    ("https://arxiv.org/abs/math.GT/0309136v1", Ref(ARXIV, "math/0309136", "v1")),
    ("arxiv.org/abs/2110.02178", Ref(ARXIV, "2110.02178")),
    ("https://doi.org/10.48550/arXiv.2110.02178", Ref(ARXIV, "2110.02178")),
    ("http://dx.doi.org/10.1109/ICCV48922.2021.00009", Ref(DOI, "10.1109/iccv48922.2021.00009")),
    ("https://openreview.net/pdf?id=vh-0sUt8HlG", Ref(OPENREVIEW, "vh-0sUt8HlG")),
    ("https://openreview.net/forum?noteId=x&id=vh-0sUt8HlG", Ref(OPENREVIEW, "vh-0sUt8HlG")),
    ("https://openaccess.thecvf.com/content/" + CVF_ID.replace("/", "/papers/") + ".pdf", Ref(CVF, CVF_ID)),
    ("https://github.com/apple/ml-cvnets.git", Ref(GITHUB, "apple/ml-cvnets")),
    ("https://GitHub.com/apple/ml-cvnets/", Ref(GITHUB, "apple/ml-cvnets")),
    ("https://github.com/apple/ml-cvnets/issues/3", Ref(GITHUB, "apple/ml-cvnets")),
    ("https://github.com/apple/ml-cvnets/blob/main/a/b.md#table", Ref(GITHUB, "apple/ml-cvnets", path="a/b.md")),
]

NO_IDENTITY = [
    "",
    "2110.02178",
    "https://arxiv.org/",
    "https://arxiv.org/list/cs.CV/recent",
    "https://arxiv.org/abs/2113.02178",
    "https://arxiv.org/abs/2110.2178",
    "https://arxiv.org/abs/1409.01556",
    "https://arxiv.org/abs/2110.02178v0",
    "https://arxiv.org/abs/\uff12\uff11\uff11\uff10.\uff10\uff12\uff11\uff17\uff18",
    "https://arxiv.org.evil.example/abs/2110.02178",
    "https://github.com/apple",
    "https://github.com/-apple/x",
    "https://github.com/apple/..",
    "https://openreview.net/forum",
    "https://openaccess.thecvf.com/menu",
    "https://doi.org/10.1/x",
    "https://example.org/abs/2110.02178",
    "https://[half/open",
]

ADDRESS_LIKE = (
    r"\Ahttps://(arxiv\.org/abs/|github\.com/a/b/tree/x/|doi\.org/10\.1234/|openreview\.net/forum\?id=|"
    r"openaccess\.thecvf\.com/content/ICCV2023/html/)[^%]{1,12}(_2023_paper\.html)?\Z"
)


@pytest.mark.parametrize(("url", "ref"), ADDRESSES)
def test_canonical_addresses_go_both_ways(url: str, ref: Ref) -> None:
    """A canonical address gives its identity, and the identity gives the address."""
    assert registers.parse_url(url) == ref
    assert ref.url == url


@pytest.mark.parametrize(("url", "ref"), SPELLINGS)
def test_other_spellings_give_the_canonical_form(url: str, ref: Ref) -> None:
    """Other spellings of an address give the same identity, which reads itself again."""
    assert registers.parse_url(url) == ref
    assert registers.parse_url(ref.url) == ref


@pytest.mark.parametrize("url", NO_IDENTITY)
def test_other_addresses_are_no_identity(url: str) -> None:
    """Addresses of no register, and broken ones, give nothing."""
    assert registers.parse_url(url) is None


@pytest.mark.parametrize(
    ("text", "ref"),
    [
        ("2110.02178", Ref(ARXIV, "2110.02178")),
        (" arXiv:2110.02178v3 ", Ref(ARXIV, "2110.02178", "v3")),
        ("10.48550/ARXIV.2110.02178", Ref(ARXIV, "2110.02178")),
        ("0704.0001", Ref(ARXIV, "0704.0001")),
        ("hep-th/9108001", Ref(ARXIV, "hep-th/9108001")),
        ("0703.0001", None),
        ("hep-th/0704001", None),
        ("hep-th/9107001", Ref(ARXIV, "hep-th/9107001")),
        ("hep-th/9106001", None),
        ("2110.0217", None),
        ("2100.02178", None),
    ],
)
def test_arxiv_ids(text: str, ref: Ref | None) -> None:
    """Bare arXiv ids are read in the form of their time only."""
    assert registers.parse_arxiv(text) == ref


@pytest.mark.parametrize(
    ("arxiv", "month"), [("2110.02178", (2021, 10)), ("math/0309136", (2003, 9)), ("hep-th/9108001", (1991, 8))]
)
def test_arxiv_month(arxiv: str, month: tuple[int, int]) -> None:
    """An arXiv id of either form tells year and month."""
    assert registers.arxiv_month(arxiv) == month


def test_cvf_parts() -> None:
    """A CVF id tells the year and the words of the title."""
    assert registers.cvf_year(CVF_ID) == 2023
    assert registers.cvf_title_words(CVF_ID) == "FDViT Improve the Hierarchical Architecture"
    with pytest.raises(ValueError, match="not a canonical CVF id: nonsense"):
        registers.cvf_year("nonsense")


def test_written_form() -> None:
    """An identity tells how a record writes it."""
    assert Ref(ARXIV, "2110.02178", "v2").written == 'arxiv: "2110.02178v2"'
    assert Ref(GITHUB, "a/b", path="c/d").written == 'github: "a/b" and path: c/d'


@pytest.mark.parametrize(
    ("title", "key"),
    [
        ("MobileViT: Light-weight, General-purpose", "mobilevit light weight general purpose"),
        ("\uff21 Full\u2013Width Naïve \uff34itle", "a full width naive title"),
        ("STRASSE und Straße", "strasse und strasse"),
        ("Soft_max $O(n^2)$", "soft max o n 2"),
        ("標題 2", "標題 2"),
    ],
)
def test_title_key(title: str, key: str) -> None:
    """Case, accents, width and punctuation do not count in titles."""
    assert registers.title_key(title) == key


@pytest.mark.parametrize(
    ("name", "slug"), [("T2T-ViT", "t2t-vit"), ("EViT (eagle)", "evit-eagle"), ("Ünïcode++", "unicode"), ("?", "")]
)
def test_slug(name: str, slug: str) -> None:
    """A name gives the record id that it suggests."""
    assert registers.slug(name) == slug


@given(st.text(max_size=60))
def test_keys_are_idempotent(text: str) -> None:
    """The key of a key, and the slug of a slug, is itself."""
    assert registers.title_key(registers.title_key(text)) == registers.title_key(text)
    assert registers.slug(registers.slug(text)) == registers.slug(text)


@given(st.one_of(st.text(max_size=80), st.from_regex(ADDRESS_LIKE)))
def test_reading_an_address_never_raises_and_is_idempotent(text: str) -> None:
    """Whatever the address, an identity read from it has an address that gives the same identity."""
    ref = registers.parse_url(text)
    if ref is not None:
        assert registers.parse_url(ref.url) == ref


@given(
    st.integers(7, 99),
    st.integers(1, 12),
    st.integers(0, 99_999),
    st.sampled_from(["", "v1", "v12"]),
)
def test_arxiv_ids_of_each_month(year: int, month: int, number: int, version: str) -> None:
    """Every id of the present form is read as itself, with its version."""
    digits = 5 if (year, month) >= (15, 1) else 4
    if (year, month) < (7, 4) or number >= 10**digits:
        return
    arxiv = f"{year:02}{month:02}.{number:0{digits}}"
    assert registers.parse_arxiv(f"arXiv:{arxiv}{version}") == Ref(ARXIV, arxiv, version)


@given(st.text(string.printable, max_size=30))
def test_parsers_accept_only_what_they_give_back(text: str) -> None:
    """Each parser reads the canonical form that it gives as the same identity."""
    for parse in (
        registers.parse_arxiv,
        registers.parse_doi,
        registers.parse_openreview,
        registers.parse_cvf,
        registers.parse_github,
    ):
        ref = parse(text)
        if ref is not None:
            assert parse(ref.id + ref.version) == ref
