"""The matching of the search, imported into an empty page: spellings, addresses, misspellings, and real queries."""

from __future__ import annotations

import csv
import json
import shutil
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser

from lvkb.catalog import load
from lvkb.render.names_data import INDEX, names_files
from lvkb.views.names import names
from lvkb.views.search.record_search import RecordSearch
from tests.browser.conftest import Visit
from tests.browser.knowledge_base import REPOSITORY
from tests.browser.server import serve
from tests.folded_words import FOLDED

DATA = Path(__file__).parent / "data"
FILES = {"search.csv": 54, "search_more.csv": 77, "search_names.csv": 51}
"""Files of queries, and how many each has."""

Run = Callable[..., Any]


@pytest.fixture(scope="module")
def bench(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of an empty page beside the modules and the name index of the whole catalogue."""
    folder = tmp_path_factory.mktemp("bench")
    shutil.copytree(REPOSITORY / "site/assets/js/search", folder / "search")
    for path, text in names_files(names(load(REPOSITORY))):
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text, encoding="utf-8")
    (folder / "index.html").write_text('<!doctype html><title>Bench</title><link rel="icon" href="data:,">')
    with serve(folder) as address:
        yield address


@pytest.fixture(scope="module")
def run(chromium: Browser, bench: str) -> Iterator[Run]:
    """Runs an expression on one argument, with everything that a module exports and the name index at hand."""
    with ExitStack() as stack:
        visit = Visit(chromium, bench, stack)
        page = visit()

        def evaluate(module: str, expression: str, argument: Any = None) -> Any:
            return page.evaluate(
                f"""async (given) => {{
                  const all = await import("./search/{module}.js");
                  {INDEX_OF}
                  return (async ({{ {EXPORTS[module]} }}) => {expression})(all);
                }}""",
                argument,
            )

        yield evaluate
        assert visit.problems == []


INDEX_OF = """
const { partOfTitle, readNames } = await import("./search/entries.js");
const { addPart, partsFor, titlesOf } = await import("./search/parts.js");
const read = async (path) => (globalThis.files ??= {})[path] ??= await (await fetch(`data/${path}.json`)).json();
const fresh = JSON.stringify({ authors: [], ids: { arxiv: "", doi: "", github: [] } });
globalThis.index ??= readNames(await read("names"));
const indexFor = async (...texts) => {
  for (const paper of index.papers) {
    const { authors, ids } = JSON.parse(fresh);
    Object.assign(paper, { authors, told: [], title: partOfTitle([]) });
    Object.assign(paper.ids, { ...ids, openreview: paper.ids.openreview });
  }
  const parts = new Set(texts.flatMap((text) => partsFor(index, text)));
  for (const part of parts) addPart(index, await read(`names/${part}`));
  return index;
};"""
"""Gives the name index with those parts alone that the search would fetch for some texts."""

EXPORTS = {
    "folding": "words, sized, compact",
    "addresses": "identityIn",
    "spelling": "difference, spellingOf, tolerance",
    "names": "find, isSure",
    "query": "readQuery, withoutCommon",
}


@pytest.mark.browser
@pytest.mark.parametrize(("text", "folded"), FOLDED)
def test_words(run: Run, text: str, folded: str) -> None:
    """Case, accents, marks and the two spellings of English are folded away; Greek letters are written out."""
    assert run("folding", "words(given).join(' ')", text) == folded


@pytest.mark.browser
def test_sizes_have_one_letter(run: Run) -> None:
    """A word of size and its letter are the same; the compact form has no gaps."""
    assert run(
        "folding", "given.map((text) => sized(words(text)).join(''))", ["Swin Tiny", "DeiT-Ti", "XCiT large"]
    ) == [
        "swint",
        "deitt",
        "xcitl",
    ]
    assert run("folding", "compact(given)", "Next ViT - S") == "nextvits"


ADDRESSES: dict[str, tuple[str, str] | None] = {
    "2110.02178": ("arxiv", "2110.02178"),
    "arXiv:2110.02178v2": ("arxiv", "2110.02178"),
    "https://arxiv.org/abs/2110.02178": ("arxiv", "2110.02178"),
    "arxiv.org/pdf/2110.02178v1.pdf": ("arxiv", "2110.02178"),
    "https://arxiv.org/html/2110.02178v2#S3": ("arxiv", "2110.02178"),
    "https://www.alphaxiv.org/abs/2110.02178": ("arxiv", "2110.02178"),
    "https://doi.org/10.48550/arXiv.2110.02178": ("arxiv", "2110.02178"),
    "https://doi.org/10.1109/CVPR52688.2022.01199.": ("doi", "10.1109/cvpr52688.2022.01199"),
    "doi:10.1007/978-3-031-20083-0_37": ("doi", "10.1007/978-3-031-20083-0_37"),
    "https://openreview.net/forum?id=vh-0sUt8HlG&noteId=x": ("openreview", "vh-0sUt8HlG"),
    "https://openreview.net/pdf?id=vh-0sUt8HlG": ("openreview", "vh-0sUt8HlG"),
    "https://openaccess.thecvf.com/content/ICCV2021/html/Wu_CvT_Introducing_ICCV_2021_paper.html": (
        "cvf",
        "CvT_Introducing",
    ),
    "https://openaccess.thecvf.com/content/CVPR2024/papers/Ma_Rewrite_the_Stars_CVPR_2024_paper.pdf": (
        "cvf",
        "Rewrite_the_Stars",
    ),
    "https://openaccess.thecvf.com/content_cvpr_2018/html/Zhang_Deep_Mutual_Learning_CVPR_2018_paper.html": (
        "cvf",
        "Deep_Mutual_Learning",
    ),
    "http://www.cv-foundation.org/openaccess/content_cvpr_2015/html/Szegedy_Going_Deeper_With_2015_CVPR_paper.html": (
        "cvf",
        "Going_Deeper_With",
    ),
    "https://github.com/Apple/ml-cvnets.git": ("github", "apple/ml-cvnets"),
    "git@github.com:apple/ml-cvnets": ("github", "apple/ml-cvnets"),
    "github.com/apple/ml-cvnets/tree/main/docs?plain=1": ("github", "apple/ml-cvnets"),
    "https://raw.githubusercontent.com/apple/ml-cvnets/main/README.md": ("github", "apple/ml-cvnets"),
    "https://huggingface.co/timm/swin_tiny_patch4_window7_224.ms_in1k": (
        "timm",
        "swin_tiny_patch4_window7_224.ms_in1k",
    ),
    "hf-hub:timm/convit_tiny.fb_in1k": ("timm", "convit_tiny.fb_in1k"),
    "timm/convit_tiny": ("timm", "convit_tiny"),
    "Swin-T": None,
    "224.5": None,
    "12345.67890": None,
    "": None,
}


@pytest.mark.browser
@pytest.mark.parametrize("text", ADDRESSES)
def test_identities(run: Run, text: str) -> None:
    """What somebody pastes is taken for the id in it, whatever page, version or file it leads to."""
    found = run("addresses", "identityIn(given)", text)
    wanted = ADDRESSES[text]
    assert found == (wanted and {"register": wanted[0], "id": wanted[1]})


@pytest.mark.browser
@pytest.mark.parametrize(
    ("typed", "known", "most", "whole", "beginning"),
    [
        ("mobilvit", "mobilevit", 2, 1, 1),
        ("poolfromer", "poolformer", 2, 1, 1),
        ("swin", "swin", 1, 0, 0),
        ("effcient", "efficientformer", 2, None, 1),
        ("abcd", "efgh", 1, None, None),
        ("abdc", "abcdef", 1, None, 1),
        ("mobilenetv3", "mobilenetv4", 2, None, None),
        ("mobilenet", "mobilenetv4", 2, None, 0),
        ("longer than it", "longer", 2, None, None),
    ],
)
def test_difference(run: Run, typed: str, known: str, most: int, whole: int | None, beginning: int | None) -> None:
    """Letters left out, put in, replaced or swapped are counted up to a bound; digits are never misspelt."""
    found = run(
        "spelling",
        "(({whole, beginning}) => [whole, beginning].map((count) => (count === Infinity ? null : count)))"
        "(difference(spellingOf(given[0]), spellingOf(given[1]), given[2]))",
        [typed, known, most],
    )
    assert found == [whole, beginning]


@pytest.mark.browser
def test_tolerance(run: Run) -> None:
    """Short words must be right, longer ones may have one wrong letter, long ones two."""
    assert run("spelling", "[3, 4, 7, 8, 30].map(tolerance)") == [0, 1, 1, 2, 2]


@pytest.mark.browser
@pytest.mark.parametrize(
    ("text", "year", "words"),
    [("2021 CvT", "2021", "cvt"), ("CvT 2021", "2021", "cvt"), ("2021", "", "2021"), ("1536/2048", "", "1536 2048")],
)
def test_year(run: Run, text: str, year: str, words: str) -> None:
    """A year beside other words is that of the paper or its venue; alone it is a word."""
    assert run("query", "[readQuery(given).year, readQuery(given).asked.words.join(' ')]", text) == [year, words]


@pytest.mark.browser
@pytest.mark.parametrize(
    ("text", "searched"),
    [
        ("Entropy of the  map", "Entropy map"),
        ("The", "The"),
        ("", ""),
        ('"state of the art"', '"state of the art"'),
    ],
)
def test_words_that_tell_nothing_are_not_searched(run: Run, text: str, searched: str) -> None:
    """Common words are left out, unless there are no others, or quotes ask for a phrase."""
    assert run("query", "withoutCommon(given)", text) == searched


FIRST = """{
  const hits = [];
  for (const text of given) {
    const entry = find(await indexFor(text), text).found[0]?.entry;
    hits.push(!entry ? "" : entry.kind === "paper" ? entry.id.text : entry.address.replace(/\\/$/, ""));
  }
  return hits;
}"""


def queries_of(file: str) -> list[dict[str, str]]:
    """Gives the queries of a file with what they ask for."""
    with (DATA / file).open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def missed(run: Run, file: str) -> dict[str, str]:
    """Gives the queries of a file whose first result is not the wanted one, with what comes first."""
    rows = queries_of(file)
    first = run("names", FIRST, [row["query"] for row in rows])
    return {
        row["query"]: found for row, found in zip(rows, first, strict=True) if found not in row["first_hit"].split("|")
    }


@pytest.mark.browser
def test_queries_of_the_review(run: Run) -> None:
    """Of 54 queries that readers typed, each leads to the page that they meant."""
    assert missed(run, "search.csv") == {}


@pytest.mark.browser
def test_queries_of_every_kind(run: Run) -> None:
    """Of 77 others, written down before the matching was, all do but one, whose words only the text of pages has."""
    assert missed(run, "search_more.csv") == {"Factorised attention": ""}


@pytest.mark.browser
def test_queries_by_names(run: Run) -> None:
    """Of 51 that ask for a paper, each leads to it."""
    assert missed(run, "search_names.csv") == {}


@pytest.mark.browser
def test_both_searches_give_the_same_first(run: Run) -> None:
    """The search of `lvkb mcp` gives the same paper first; it has no pages of the site, and topics stand aside."""
    queries = [row["query"] for file in FILES for row in queries_of(file)]
    search = RecordSearch(load(REPOSITORY))
    apart = {}
    for query, of_site in zip(queries, run("names", FIRST, queries), strict=True):
        found = search.find(query)
        papers, topics = [hit.found.paper.id for hit in found.hits], [hit.node.path for hit in found.topics]
        if of_site and of_site not in (*papers[:1], *(f"taxonomy/{topic}" for topic in topics[:1])):
            apart[query] = of_site
    merging = "taxonomy/dynamic/dynamic-resolution/dynamic-token-merging"
    assert apart == {
        "FLOPs": "method",
        "MACs": "method",
        "lane": "method",
        "coverage": "coverage",
        "licences": "licences",
        "token mergin": merging,
    }


@pytest.mark.browser
def test_every_paper_is_found_by_each_of_its_ids(run: Run) -> None:
    """Name, id, arXiv id, DOI and OpenReview id of every paper lead to a paper that bears them."""
    wrong = run(
        "names",
        """(await indexFor("any/identity")).papers.flatMap((paper) => {
          const {arxiv, doi, openreview} = paper.ids;
          const isLost = (id) => id && find(index, id).found[0]?.entry !== paper;
          const ids = [arxiv, doi, openreview].filter(isLost);
          const isFirst = find(index, paper.name.text).found[0]?.entry === paper;
          return [...ids, ...(isFirst ? [] : [paper.name.text])];
        })""",
    )
    assert wrong == []
    assert run("names", "index.papers.filter(({ids}) => ids.arxiv && !ids.doi).length") > 0


@pytest.mark.browser
def test_every_model_is_found_by_its_name(run: Run) -> None:
    """Among the results for a model's name, as printed and in small letters without marks, is its paper."""
    lost = run(
        "names",
        """(await indexFor()).papers.flatMap((paper) => paper.models.filter(({name}) => {
          const texts = [name.text, name.words.join(" ")];
          return !texts.every((text) => find(index, text).found.some(({entry}) => entry === paper));
        }).map(({name}) => `${paper.id.text}/${name.text}`))""",
    )
    assert lost == []


@pytest.mark.browser
def test_what_fits_is_said(run: Run) -> None:
    """A result says what of it fits: a model, another name, an author, a name in timm, an id."""
    found = run(
        "names",
        """{
          const whole = await indexFor(...given);
          const firsts = given.map((text) => find(whole, text).found[0]);
          const titles = titlesOf(whole, firsts.map(({entry}) => entry));
          for (const part of titles) addPart(whole, await read(`names/${part}`));
          return firsts.map(({entry, match: {field, text}}) => [field, field === "title" ? entry.title.text : text]);
        }""",
        ["swin tiny", "vision mamba", "dosovitskiy", "convit_tiny", "arxiv.org/abs/2110.02178v2", "Rewrite the"],
    )
    assert found == [
        ["model", "Swin-T"],
        ["alias", "Vision Mamba"],
        ["author", "Alexey Dosovitskiy"],
        ["timm", "convit_tiny.fb_in1k"],
        ["id", "2110.02178"],
        ["title", "Rewrite the Stars"],
    ]


@pytest.mark.browser
@pytest.mark.parametrize(
    "text", ["", "  ", "98765", "zzzzzz", "2401.99999", "github.com/nobody/nothing", "((", "\\", "-"]
)
def test_nothing_is_found(run: Run, text: str) -> None:
    """What is nowhere finds nothing, and an unknown id nothing that merely resembles it."""
    assert run("names", "find(await indexFor(given), given).found.length", text) == 0


def test_the_files_of_queries_are_whole() -> None:
    """The queries name papers of the catalogue and pages of the site, each query once."""
    catalog = load(REPOSITORY)
    pages = json.loads(dict(names_files(names(catalog)))[INDEX])["pages"]["address"]
    known = {*catalog.papers, *(address.rstrip("/") for address in pages)}
    for file, least in FILES.items():
        rows = queries_of(file)
        assert len({row["query"] for row in rows}) == len(rows) == least
        assert {hit for row in rows for hit in row["first_hit"].split("|")} <= known
