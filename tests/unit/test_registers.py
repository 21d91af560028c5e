"""Identities: every common spelling gives one canonical form, and that gives the address back."""

from __future__ import annotations

import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lvkb import registers
from lvkb.registers import ARXIV, CVF, DOI, GITHUB, OPENREVIEW, PAPER_REGISTERS, Ref, Register
from lvkb.subject.venues import parse_venue

CVF_ID = "ICCV2023/Xu_FDViT_Improve_the_Hierarchical_Architecture_ICCV_2023_paper"
CVF_OLD = "content_ICCV_2019/html/Liu_A_Thing_ICCV_2019_paper.html"
SICI = "10.1002/(sici)1097-0258(19980815/30)17:15/16<1661::aid-sim968>3.0.co;2-2"

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
    (
        "https://doi.org/10.1002/%28sici%291097-0258%2819980815/30%2917%3A15/16%3C1661%3A%3Aaid-sim968%3E3.0.co%3B2-2",
        Ref(DOI, SICI),
    ),
    ("https://doi.org/10.1000.10/abc", Ref(DOI, "10.1000.10/abc")),
]
"""Canonical addresses: reading and writing them are each other's inverse."""

CVF_PAGES = [
    ("content_cvpr_2018/html/Li_A_Thing_CVPR_2018_paper", "cvpr_2018/Li_A_Thing_CVPR_2018_paper"),
    ("content_iccv_2017/html/He_Mask_R-CNN_ICCV_2017_paper", "iccv_2017/He_Mask_R-CNN_ICCV_2017_paper"),
    ("content_ICCV_2017/html/He_Mask_R-CNN_ICCV_2017_paper", "ICCV_2017/He_Mask_R-CNN_ICCV_2017_paper"),
    ("content_ECCV_2018/html/Ma_Light_ECCV_2018_paper", "ECCV_2018/Ma_Light_ECCV_2018_paper"),
    ("content_WACV_2020/html/Xu_A_Thing_WACV_2020_paper", "WACV_2020/Xu_A_Thing_WACV_2020_paper"),
    ("content_cvpr_2015/html/Li_A_Thing_2015_CVPR_paper", "cvpr_2015/Li_A_Thing_2015_CVPR_paper"),
    ("content_CVPRW_2019/html/EVW/Li_A_Thing_CVPRW_2019_paper", "CVPRW_2019/EVW/Li_A_Thing_CVPRW_2019_paper"),
    ("content_CVPRW_2019/html/CV-COPS/Li_A_CVPRW_2019_paper", "CVPRW_2019/CV-COPS/Li_A_CVPRW_2019_paper"),
    ("content_ICCVW_2019/html/Li_A_Thing_ICCVW_2019_paper", "ICCVW_2019/Li_A_Thing_ICCVW_2019_paper"),
    ("content_cvpr_2018_workshops/w4/html/Li_A_CVPR_2018_paper", "cvpr_2018_workshops/w4/Li_A_CVPR_2018_paper"),
    ("content_cvpr_2018_workshops/html/Li_A_CVPR_2018_paper", "cvpr_2018_workshops/Li_A_CVPR_2018_paper"),
    ("content_ICCV_2017_workshops/w9/html/Li_A_ICCV_2017_paper", "ICCV_2017_workshops/w9/Li_A_ICCV_2017_paper"),
    ("content_cvpr_workshops_2015/W01/html/Li_A_2015_CVPR_paper", "cvpr_workshops_2015/W01/Li_A_2015_CVPR_paper"),
    ("content/CVPR2022W/MobileAI/html/Li_A_CVPRW_2022_paper", "CVPR2022W/MobileAI/Li_A_CVPRW_2022_paper"),
    ("content/ACCV2020/html/Li_A_ACCV_2020_paper", "ACCV2020/Li_A_ACCV_2020_paper"),
    ("content/CVPR2026F/html/Li_A_CVPRF_2026_paper", "CVPR2026F/Li_A_CVPRF_2026_paper"),
]
"""Pages of each layout that the CVF site has had, and their ids."""

SPELLINGS = [
    ("https://browse.arxiv.org/pdf/2309.10020v2.pdf", Ref(ARXIV, "2309.10020", "v2")),
    ("https://cn.arxiv.org/abs/1406.2661", Ref(ARXIV, "1406.2661")),
    ("http://xxx.lanl.gov/abs/hep-th/9108001", Ref(ARXIV, "hep-th/9108001")),
    ("https://arxiv.org/ftp/arxiv/papers/2403/2403.20041.pdf", Ref(ARXIV, "2403.20041")),
    ("https://arxiv.org/ftp/cs/papers/0309/0309136.pdf", Ref(ARXIV, "cs/0309136")),
    ("http://arxiv.org/PS_cache/arxiv/pdf/0906/0906.3014v1.pdf", Ref(ARXIV, "0906.3014", "v1")),
    ("http://arxiv.org/PS_cache/math/pdf/0604/0604504v3.pdf#page=4", Ref(ARXIV, "math/0604504", "v3")),
    ("https://arxiv.org//pdf/2110.02178", Ref(ARXIV, "2110.02178")),
    ("https://arxiv.org/2110.02178", Ref(ARXIV, "2110.02178")),
    ("https://huggingface.co/papers/2405.11582", Ref(ARXIV, "2405.11582")),
    ("https://www.alphaxiv.org/abs/2405.11583v1", Ref(ARXIV, "2405.11583", "v1")),
    ("https://www.alphaxiv.org/overview/2405.11583", Ref(ARXIV, "2405.11583")),
    ("https://www.arxiv-vanity.com/papers/1904.02877/", Ref(ARXIV, "1904.02877")),
    ("https://papers.cool/arxiv/2405.11583", Ref(ARXIV, "2405.11583")),
    ("https://scirate.com/arxiv/2405.11583", Ref(ARXIV, "2405.11583")),
    ("https://www.semanticscholar.org/arxiv/2405.11583", Ref(ARXIV, "2405.11583")),
    ("https://api.semanticscholar.org/arXiv:2405.11583", Ref(ARXIV, "2405.11583")),
    ("https://ui.adsabs.harvard.edu/abs/arXiv:2405.11583", Ref(ARXIV, "2405.11583")),
    ("https://www.catalyzex.com/paper/arxiv:2405.11583", Ref(ARXIV, "2405.11583")),
    (f"https://doi.org/{SICI.upper()}", Ref(DOI, SICI)),
    (
        "https://doi.org/10.1002/(SICI)1097-0258(19980815/30)17:15/16%3C1661::AID-SIM968%3E3.0.CO;2-2",
        Ref(DOI, SICI),
    ),
    (
        "http://openaccess.thecvf.com/content_ICCV_2017/papers/He_Mask_R-CNN_ICCV_2017_paper.pdf",
        Ref(CVF, "iccv_2017/He_Mask_R-CNN_ICCV_2017_paper"),
    ),
    (
        "https://www.cv-foundation.org//openaccess/content_cvpr_workshops_2014/W15/papers/Li_A_2014_CVPR_paper.pdf",
        Ref(CVF, "cvpr_workshops_2014/W15/Li_A_2014_CVPR_paper"),
    ),
    (
        "https://openaccess.thecvf.com/content_cvpr_2018_workshops/papers/w4/Li_A_CVPR_2018_paper.pdf",
        Ref(CVF, "cvpr_2018_workshops/w4/Li_A_CVPR_2018_paper"),
    ),
    (
        "http://openaccess.thecvf.com/content_CVPRW_2019/papers/EVW/Li_A_CVPRW_2019_paper.pdf?ref=x",
        Ref(CVF, "CVPRW_2019/EVW/Li_A_CVPRW_2019_paper"),
    ),
    (
        "http://openaccess.thecvf.com/content_cvpr_2018/html/Li_A_CVPR_2018_paper",
        Ref(CVF, "cvpr_2018/Li_A_CVPR_2018_paper"),
    ),
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
    ("git@github.com:apple/ml-cvnets.git", Ref(GITHUB, "apple/ml-cvnets")),
    ("ssh://git@github.com/apple/ml-cvnets.git", Ref(GITHUB, "apple/ml-cvnets")),
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
    "https://openaccess.thecvf.com/CVPR2020_workshops/CVPRW",
    "https://openaccess.thecvf.com/content_cvpr_2018/CameraReady/3171.pdf",
    "https://openaccess.thecvf.com/content_cvpr_2018/Supplemental/Li_A_CVPR_2018_supplemental.pdf",
    "https://openaccess.thecvf.com/content_cvpr_2018/html/papers/Li_A_CVPR_2018_paper.html",
    "https://openaccess.thecvf.com/content_CVPR2022/html/Li_A_CVPR_2022_paper.html",
    "https://openaccess.thecvf.com/content/../html/Li_A_CVPR_2022_paper.html",
    "https://openaccess.thecvf.com/content_CVPRW_2019/html/../Li_A_CVPR_2022_paper.html",
    "https://arxiv.org/ftp/arxiv/papers/2403/",
    "https://info.arxiv.org/help/arxiv_identifier.html",
    "https://huggingface.co/papers",
    "https://huggingface.co/apple/mobilevit-small",
    "https://openreview.net/pdf/fed763a30898a94daf0c79a480b698875f2cf105.pdf",
    "https://gist.github.com/apple/0123456789abcdef",
    "https://doi.org/10.1002/a<b>c",
    "https://doi.org/10.1/x",
    "https://example.org/abs/2110.02178",
    "https://[half/open",
]

GITHUB_PAGES = [
    "topics/vision-transformer",
    "user-attachments/assets/0a1b2c3d-0000-4000-8000-000000000001",
    "sponsors/someone",
    "solutions/ci-cd",
    "features/actions",
    "marketplace/models",
    "orgs/apple/repositories",
    "settings/profile",
    "Topics/Transformers",
    "users/someone/projects",
    "collections/machine-learning",
    "enterprise/startups",
    "stars/someone/lists",
    "search/advanced",
    "login/oauth",
    "apps/dependabot",
    "advisories/GHSA-0000",
    "github-copilot/signup",
    "codespaces/new",
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


@pytest.mark.parametrize(("page", "cvf"), CVF_PAGES)
def test_pages_of_the_cvf_of_all_years(page: str, cvf: str) -> None:
    """Each layout that the site has had is read, as id and as address, and the id leads back to the very page."""
    url = f"https://openaccess.thecvf.com/{page}.html"
    assert registers.parse_url(url) == registers.parse_cvf(cvf) == Ref(CVF, cvf)
    assert Ref(CVF, cvf).url == url
    assert registers.parse_url(f"http://www.cv-foundation.org/openaccess/{page}.html") == Ref(CVF, cvf)


@pytest.mark.parametrize("page", GITHUB_PAGES)
def test_pages_of_github_are_no_repositories(page: str) -> None:
    """GitHub's own pages are no repositories, neither as an address nor in the field of a record."""
    assert registers.parse_url(f"https://github.com/{page}") is None
    assert registers.parse_github("/".join(page.split("/")[:2])) is None
    assert registers.is_github_page(page)


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
    assert registers.cvf_year("cvpr_2015/Szegedy_Going_Deeper_With_2015_CVPR_paper") == 2015
    assert registers.cvf_title_words("cvpr_2015/Szegedy_Going_Deeper_With_2015_CVPR_paper") == "Going Deeper With"
    with pytest.raises(ValueError, match="not a canonical CVF id: nonsense"):
        registers.cvf_year("nonsense")


@pytest.mark.parametrize(
    ("folder", "venue"),
    [
        ("CVPR2022", "CVPR 2022"),
        ("CVPR2022W/MobileAI", "CVPRW 2022"),
        ("CVPR2026F", "CVPR Findings 2026"),
        ("cvpr_2018", "CVPR 2018"),
        ("CVPRW_2019/EVW", "CVPRW 2019"),
        ("cvpr_2018_workshops/w4", "CVPRW 2018"),
        ("iccv_workshops_2013/W01", "ICCVW 2013"),
        ("CVPR2022X", ""),
        ("nonsense", ""),
    ],
)
def test_cvf_venue(folder: str, venue: str) -> None:
    """The folder of a CVF id tells the conference as records write it, or nothing."""
    assert registers.cvf_venue(f"{folder}/Li_A_Thing_2022_paper") == venue
    assert not venue or parse_venue(venue)


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


WORD = st.from_regex(r"[A-Za-z0-9][A-Za-z0-9-]{0,12}", fullmatch=True)
YEAR = st.integers(2010, 2039)
CONFERENCE = st.sampled_from(["CVPR", "ICCV", "ECCV", "WACV", "ACCV"])
CVF_FOLDER = st.one_of(
    st.builds("{}{}{}".format, CONFERENCE, YEAR, st.sampled_from(["", "W", "F"])),
    st.builds("{}_{}{}".format, CONFERENCE, YEAR, st.sampled_from(["", "_workshops"])),
    st.builds("{}{}_{}".format, CONFERENCE, st.sampled_from(["W", "_workshops"]), YEAR),
)
KINDS = {"html", "papers", "supplemental"}
CVF_STEM = st.builds("{}_{}_{}_{}_paper".format, WORD, st.text("ab\u00e9+,'!%?#&=", min_size=1), CONFERENCE, YEAR)
SUFFIX = st.text(st.characters(categories=["L", "N", "P", "S"], exclude_characters='"<>'), min_size=1, max_size=20)
IDS: dict[Register, st.SearchStrategy[str]] = {
    ARXIV: st.one_of(
        st.from_regex(r"(1[5-9]|[2-9][0-9])(0[1-9]|1[0-2])\.[0-9]{5}", fullmatch=True),
        st.from_regex(r"(math|cs|hep-th)/0[0-6](0[1-9]|1[0-2])[0-9]{3}", fullmatch=True),
    ),
    DOI: st.one_of(
        st.builds("10.{}/{}".format, st.integers(1000, 999_999_999), SUFFIX),
        st.builds("10.1002/(SICI){}<{}>{}".format, SUFFIX, SUFFIX, SUFFIX),
    ).map(lambda doi: f"{doi}1"),  # a slash at the end counts for nothing
    OPENREVIEW: st.from_regex(r"[A-Za-z0-9_-]{8,14}", fullmatch=True),
    CVF: st.one_of(
        st.builds("{}/{}".format, CVF_FOLDER.map(str.lower), CVF_STEM).filter(lambda cvf: "_" in cvf.split("/")[0]),
        st.builds("{}/{}".format, CVF_FOLDER, CVF_STEM),
        st.builds("{}/{}/{}".format, CVF_FOLDER, WORD.filter(lambda word: word.lower() not in KINDS), CVF_STEM),
    ),
    GITHUB: st.builds("{}/{}".format, WORD, WORD).filter(lambda name: not registers.is_github_page(name)),
}


def test_every_register_of_ids_is_tried() -> None:
    """The property below speaks of all registers that give ids of their own."""
    assert set(IDS) == {*PAPER_REGISTERS, GITHUB}


@given(st.sampled_from(list(IDS)).flatmap(lambda register: st.tuples(st.just(register), IDS[register])))
def test_the_address_of_an_id_gives_the_id(drawn: tuple[Register, str]) -> None:
    """Whatever id of whatever register: its address is read as the id itself, in canonical form."""
    register, text = drawn
    ref = register.parse(text)
    assert ref is not None
    assert registers.parse_url(ref.url) == ref
    assert register.compared(ref.id) == register.compared(text)


@given(st.text(st.sampled_from("/().<>10abSICI%?#: "), max_size=40))
def test_any_text_that_is_a_doi_has_an_address(text: str) -> None:
    """Whatever is taken for a DOI is found again behind its own address."""
    ref = registers.parse_doi(f"10.1002/{text}")
    if ref is not None:
        assert registers.parse_url(ref.url) == ref
