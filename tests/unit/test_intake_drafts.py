"""Draft records: what is written, what is marked as a gap, and that it reads back the same."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from lvkb.catalog import Catalog
from lvkb.intake import ImportPlan, plan, read_list
from lvkb.records import Paper, Taxonomy
from lvkb.yamlfile import parse
from lvkb.yamlfile.scalars import GAP, is_kept, quoted, scalar

TREE = Taxonomy.model_validate(
    {
        "families": [
            {
                "id": "parts",
                "title": "Parts",
                "definition": "x",
                "categories": [
                    {"id": "tokens", "title": "Tokens", "definition": "x"},
                    {
                        "id": "layers",
                        "title": "Layers",
                        "definition": "x",
                        "branches": [
                            {"id": "wide", "title": "Wide Layers", "definition": "x"},
                            {"id": "deep", "title": "Deep Layers", "definition": "x"},
                        ],
                    },
                ],
            }
        ]
    }
)
TOKENS = "## Parts\n### Tokens\n"
ARXIV = "https://arxiv.org/abs/2103.14899"
CVF = "https://openaccess.thecvf.com/content"


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Catalog:
    """A catalogue with a tree and no papers."""
    root = tmp_path_factory.mktemp("empty")
    (root / "catalog/papers").mkdir(parents=True)
    return Catalog(root, {}, TREE)


def draft(text: str, catalog: Catalog, added: date | None = None) -> str:
    """Gives the text of the first draft that a list leads to."""
    return imported(text, catalog, added).drafts[0].text


def imported(text: str, catalog: Catalog, added: date | None = None) -> ImportPlan:
    """Gives the plan for a list."""
    return plan(read_list(text, "list.md"), catalog, added)


def line(text: str, key: str) -> str:
    """Gives the line of a top-level key."""
    return next(one for one in text.splitlines() if one.startswith(f"{key}:"))


def test_whole_draft(empty: Catalog) -> None:
    """A draft holds what the list says in the order of keys, and says at each gap what belongs there."""
    entry = f"- **CrossViT: Cross-Attention** [[Code](https://github.com/IBM/CrossViT.git)] [[PDF]({ARXIV}v2)]"
    assert draft(TOKENS + entry, empty, date(2026, 11, 20)) == (
        "# yaml-language-server: $schema=../schema/paper.schema.json\n"
        "id: crossvit\n"
        "name: CrossViT\n"
        'title: "CrossViT: Cross-Attention"\n'
        "authors: [GAP]  # All authors in order, given name first\n"
        "published: {year: 2021}\n"
        "categories: [parts/tokens]\n"
        'arxiv: "2103.14899"\n'
        "code:\n"
        "  - {github: IBM/CrossViT, official: GAP}  # true only where the paper or its authors say so\n"
        "annotation:\n"
        "  idea: GAP  # The mechanism: what is computed from what\n"
        "  cheaper: GAP  # What becomes cheaper, and why accuracy holds\n"
        "  limits: GAP  # The price: what it does not save, and what it needs\n"
        'added: "2026-11-20"\n'
    )


def test_draft_with_every_gap(empty: Catalog) -> None:
    """Of an entry that says next to nothing, hardly anything is known, and all of it is marked."""
    entry = "## Layers\n- **TOKEN MERGING** [Page](https://example.org/page)"
    assert draft(entry, empty) == (
        "# yaml-language-server: $schema=../schema/paper.schema.json\n"
        "id: token-merging  # rename it with its file once the short name is known\n"
        "name: GAP  # Short name, unique in the catalogue\n"
        'title: "TOKEN MERGING"  # all capitals in the list: write it as the paper does\n'
        "authors: [GAP]  # All authors in order, given name first\n"
        "published: {year: GAP}  # Year of the first public version\n"
        "categories:\n"
        '  - GAP  # listed under "Layers": a leaf of parts/layers (wide, deep)\n'
        "arxiv: GAP  # or doi, openreview, cvf: the list links no paper\n"
        "annotation:\n"
        "  idea: GAP  # The mechanism: what is computed from what\n"
        "  cheaper: GAP  # What becomes cheaper, and why accuracy holds\n"
        "  limits: GAP  # The price: what it does not save, and what it needs\n"
        'added: GAP  # Day the record came in, as "YYYY-MM-DD"\n'
    )


@pytest.mark.parametrize(
    ("links", "published"),
    [
        (ARXIV, "published: {year: 2021}"),
        ("https://arxiv.org/abs/math/9901001", "published: {year: 1999}"),
        (
            f"{CVF}/ICCV2023/papers/Xu_Token_Merging_ICCV_2023_paper.pdf",
            "published: {year: 2023, venue: ICCV 2023}  # the conference's; a preprint may be older",
        ),
        (
            f"{CVF}/CVPR2022W/ECV/html/Xu_Token_Merging_CVPRW_2022_paper.html {ARXIV}",
            "published: {year: 2021, venue: CVPRW 2022}",
        ),
        (
            f"{CVF}_CVPR_2019/html/Xu_Token_Merging_CVPR_2019_paper.html {ARXIV}",
            "published: {year: 2019, venue: CVPR 2019}",
        ),
        ("https://openreview.net/pdf?id=xMWFqb5Uyk", "published: {year: GAP}  # Year of the first public version"),
        ("https://doi.org/10.1109/X.2021.1", "published: {year: GAP}  # Year of the first public version"),
    ],
)
def test_year_and_venue(empty: Catalog, links: str, published: str) -> None:
    """The year is the earliest that an id carries, the venue the conference of a CVF page; other ids carry none."""
    assert line(draft(f"{TOKENS}- **Token Merging** {links}", empty), "published") == published


def test_ids_of_all_registers(empty: Catalog) -> None:
    """Every id that the list links is written in its canonical form, in the order of keys."""
    links = (
        "https://openreview.net/pdf?id=xMWFqb5Uyk https://doi.org/10.1109/ABC https://arxiv.org/pdf/2103.14899v2.pdf "
        f"{CVF}/ICCV2023/papers/Xu_Token_Merging_ICCV_2023_paper.pdf"
    )
    text = draft(f"{TOKENS}- **Token Merging** {links}", empty)
    assert text.partition("categories: [parts/tokens]\n")[2].partition("annotation:")[0] == (
        'arxiv: "2103.14899"\n'
        "doi: 10.1109/abc\n"
        "openreview: xMWFqb5Uyk\n"
        "cvf: ICCV2023/Xu_Token_Merging_ICCV_2023_paper\n"
    )


def test_two_ids_of_one_register(empty: Catalog) -> None:
    """Where the list has two arXiv ids for one paper, the draft has none of them and names both."""
    text = draft(f"{TOKENS}- **Token Merging** {ARXIV} https://arxiv.org/abs/2103.15808", empty)
    assert line(text, "arxiv") == "arxiv: GAP  # the list has 2103.14899 and 2103.15808"
    assert line(text, "published") == "published: {year: GAP}  # Year of the first public version"


def test_code_of_all_mentions(empty: Catalog) -> None:
    """Code of all mentions is kept in order, each once, with folder or foreign host; none is called official."""
    text = draft(
        f"{TOKENS}- **Token Merging** {ARXIV} [code](https://github.com/A/B/tree/main/a%20b) [code](https://gitlab.com/c)\n"
        f"- **Token Merging** {ARXIV} [code](https://github.com/a/b/tree/dev/a%20b) [code](https://github.com/a/b)\n",
        empty,
    )
    note = "  # true only where the paper or its authors say so"
    assert text.partition("code:\n")[2].partition("annotation:")[0] == (
        f"  - {{github: A/B, path: a b, official: GAP}}{note}\n"
        f'  - {{url: "https://gitlab.com/c", official: GAP}}{note}\n'
        f"  - {{github: a/b, official: GAP}}{note}\n"
    )


def test_categories_of_all_mentions(empty: Catalog) -> None:
    """Categories of all mentions stand in order, each once; headings that are no leaf or unknown leave a gap each."""
    entry = f"- **Token Merging** {ARXIV}\n"
    text = draft(
        f"{entry}## Parts\n{entry}### Layers\n{entry}{entry}### Strange\n{entry}"
        f"### Tokens\n{entry}#### Rotary\n{entry}",
        empty,
    )
    assert text.partition("categories:\n")[2].partition("arxiv:")[0] == (
        "  - GAP  # listed under no heading: a leaf of catalog/taxonomy.yml\n"
        '  - GAP  # listed under "Parts": a leaf of parts\n'
        '  - GAP  # listed under "Layers": a leaf of parts/layers (wide, deep)\n'
        '  - GAP  # listed under "Strange": a leaf of parts\n'
        "  - parts/tokens\n"
    )


@pytest.mark.parametrize(
    ("title", "record_id", "name"),
    [
        ("A-ViT: Adaptive Tokens", "a-vit", "A-ViT"),
        ("ÉcoViT: Adaptive Tokens", "ecovit", "ÉcoViT"),
        ("Swin Transformer: Shifted Windows", "swin-transformer", ""),
        ("Yes: no maybe", "yes", "Yes"),
        ("2021: A Year", "2021", "2021"),
        ("GAP: Global Pools", "gap", ""),
        ("***: adaptive tokens", "adaptive-tokens", ""),
        (
            "A Title of So Many Words That No File Name Should Ever Hold All of Them",
            "a-title-of-so-many-words-that-no-file-name-should-ever-hold",
            "",
        ),
        ("W" * 70 + " and more", "w" * 60, ""),
        ("视觉 变换器", "paper-2103-14899", ""),
    ],
)
def test_names_and_ids(empty: Catalog, title: str, record_id: str, name: str) -> None:
    """The word before a colon is the short name; the id is made from what stands before the colon, or the title."""
    text = imported(f"{TOKENS}- **{title}** {ARXIV}", empty).drafts[0].text
    data = parse(text.encode(), "x.yml").data
    assert isinstance(data, dict)
    assert (data["id"], data["name"]) == (record_id, name or GAP)


def test_names_and_files_are_not_shared(empty: Catalog) -> None:
    """A second paper of one name gets a longer id, a gap for its name, and the reason."""
    text = (
        f"{TOKENS}- **EViT: First Tokens** {ARXIV}\n- **EViT: Second Tokens** https://arxiv.org/abs/2103.14900\n"
        "- **EViT: Second: Tokens!** https://arxiv.org/abs/2103.14901\n"
        "- **EViT: Second. ToKens** https://openreview.net/forum?id=xMWFqb5Uyk\n"
    )
    drafts = imported(text, empty).drafts
    assert [item.path for item in drafts] == ["catalog/papers/evit.yml", "catalog/papers/evit-second-tokens.yml"]
    note = "EViT is the name of evit: tell them apart, as in EViT (eagle)"
    assert [line(item.text, "name") for item in drafts] == ["name: EViT", f"name: GAP  # {note}"]


def test_longer_ids_until_one_is_free(tmp_path: Path) -> None:
    """Where name and title are taken by other files, the paper's own id and then numbers make the difference."""
    folder = tmp_path / "catalog/papers"
    folder.mkdir(parents=True)
    catalog = Catalog(tmp_path, {}, TREE)
    entry = f"{TOKENS}- **EViT: Tokens** {ARXIV}"
    seen = []
    for _ in range(5):
        item = imported(entry, catalog).drafts[0]
        seen.append(item.id)
        (folder / f"{item.id}.yml").write_text("no record\n", encoding="utf-8")
    assert seen == ["evit", "evit-tokens", "evit-tokens-2103-14899", "evit-tokens-2", "evit-tokens-3"]


STAND_INS = ("-", "--", "\u2013", "\u2014", "?", "n/a", "N/A")
VALUES = st.text() | st.from_regex(r"[A-Za-z0-9 .:#,{}\[\]&*!|>'\"%@`/()+-]{0,12}", fullmatch=True)


@given(VALUES)
def test_quoted_text_reads_back(text: str) -> None:
    """Any text in quotes is read back as it was, on one line and without a character that cannot be seen."""
    assume(text not in STAND_INS)
    written = f"{{key: {quoted(text)}}}\n"
    document = parse(written.encode(), "x.yml")
    assert written.strip().isprintable()
    assert document.data == {"key": text}
    assert document.findings == [] or not text.isprintable()


@given(VALUES)
@pytest.mark.parametrize("frame", ["key: {}\n", "key: [{}]\n", "key: {{key: {}, other: x}}\n"])
def test_scalar_reads_back(frame: str, text: str) -> None:
    """A text that records can hold is read back from a scalar as it was, in block and flow style."""
    assume(is_kept(text))
    document = parse(frame.format(scalar(text)).encode(), "x.yml")
    value = document.data
    while not isinstance(value, str):
        assert value
        value = value[0] if isinstance(value, list) else value["key"]
    assert (document.findings, value) == ([], text)


@pytest.mark.parametrize("text", ["", "GAP", "a\0b", "a\u202eb", *STAND_INS])
def test_what_records_cannot_hold(text: str) -> None:
    """Texts that stand for nothing, for a gap, or hold what cannot be seen are no values."""
    assert not is_kept(text)


def test_values_that_stand_for_nothing_are_gaps(empty: Catalog) -> None:
    """A title that starts with `n/a:` gives no name, and a folder of that name is left out."""
    text = draft(f"{TOKENS}- **n/a: Token Merging** {ARXIV} https://github.com/a/b/tree/main/n/a", empty)
    assert line(text, "name") == "name: GAP  # Short name, unique in the catalogue"
    assert "{github: a/b, official: GAP}" in text


@pytest.mark.parametrize(
    "word", ["no", "Yes", "true", "NULL", "off", "y", "GAP", "1e3", "2103", "-", "a: b", "a #b", ""]
)
def test_scalar_quotes_what_readers_differ_on(word: str) -> None:
    """Words that some YAML reader takes for something else stand in quotes."""
    assert scalar(word).startswith('"')


NASTY = st.text(
    alphabet=st.one_of(st.sampled_from("abcXYZ 0123:#'\"|`{}[]&*!%@,\\-_?<>$~"), st.characters(codec="utf-8")),
    max_size=60,
)


@given(NASTY)
def test_draft_of_any_title_reads_back(empty: Catalog, text: str) -> None:
    """Whatever a title holds, its draft is one valid YAML mapping with exactly that title."""
    parsed = read_list(f"{TOKENS}- **Token {text} Merging** [PDF]({ARXIV})", "list.md")
    for entry, item in zip(parsed.entries, plan(parsed, empty).drafts, strict=True):
        document = parse(item.text.encode(), item.path)
        assert document.findings == []
        assert isinstance(document.data, dict)
        assert document.data["title"] == entry.title
        assert document.data["id"] == item.id


@given(NASTY, NASTY)
def test_draft_with_any_links_and_headings_reads_back(empty: Catalog, heading: str, address: str) -> None:
    """Whatever headings, code addresses and ids hold, the draft stays one valid YAML mapping of the known keys."""
    text = (
        f"## {heading}\n- **Token Merging** [Code](https://{address}) https://doi.org/10.1109/{address} "
        f"https://github.com/a/b/tree/main/{address} {ARXIV}"
    )
    for item in imported(text, empty).drafts:
        document = parse(item.text.encode(), item.path)
        assert document.findings == []
        assert isinstance(document.data, dict)
        assert list(document.data) == [key for key in Paper.model_fields if key in document.data]
