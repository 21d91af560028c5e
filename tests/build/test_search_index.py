"""The search index: in one canonical order, and left alone where Pagefind's format is not the known one."""

from __future__ import annotations

import gzip
import hashlib
import json
import re
import sys
from pathlib import Path
from typing import Any

import cbor2
import pytest

from lvkb.build import search_index
from lvkb.build.search_index import SearchError, index_site
from tests.build.conftest import Built
from tests.build.toy import files_in

MARK = b"pagefind_dcd"


def packed(content: object) -> bytes:
    """Gives a file of Pagefind with a content."""
    return gzip.compress(MARK + cbor2.dumps(content), mtime=0)


def unpacked(file: Path) -> Any:
    """Gives the content of a file of Pagefind."""
    raw = gzip.decompress(file.read_bytes())
    assert raw.startswith(MARK)
    return cbor2.loads(raw.removeprefix(MARK))


def meta_of(bundle: Path) -> list[Any]:
    """Gives the first file of an index: version, pages, files of words, filters, sorts and fields."""
    entry = json.loads((bundle / "pagefind-entry.json").read_text(encoding="utf-8"))
    content: list[Any] = unpacked(bundle / f"pagefind.{entry['languages']['en']['hash']}.pf_meta")
    return content


def test_index_of_the_site(built: Built) -> None:
    """Filters and their values stand by name; a file is named by its content, or has a number behind a hash of all."""
    bundle = built.site / "pagefind"
    filters = {name: unpacked(bundle / f"filter/{file}.pf_filter") for name, file in meta_of(bundle)[3]}
    assert list(filters) == ["Code", "Family", "Year"]
    assert [value for value, _ in filters["Year"][1]] == ["2020", "2021", "2022", "2023", "2024"]
    assert [value for value, _ in filters["Code"][1]] == ["no", "yes"]
    assert {file.stem for file in bundle.glob("filter/*")} == {file for _, file in meta_of(bundle)[3]}
    for file in (*bundle.glob("filter/*.pf_filter"), *bundle.glob("*.pf_meta")):
        digest = hashlib.sha256(gzip.decompress(file.read_bytes())).hexdigest()
        assert file.stem.endswith(f"en_{digest[:10]}")
    _, pages, chunks, *_ = meta_of(bundle)
    stem = pages[0][0].removesuffix("-0")
    assert [page for page, _ in pages] == [f"{stem}-{number:x}" for number in range(len(pages))]
    assert [file for _, _, file in chunks] == [f"{stem}-{number:x}" for number in range(len(chunks))]
    assert {file.stem for file in bundle.glob("fragment/*")} == {page for page, _ in pages}
    assert {file.stem for file in bundle.glob("index/*")} == {file for _, _, file in chunks}


def test_pages_of_the_index(built: Built) -> None:
    """Papers and categories are found, each under its own words; tables and lists of others are not indexed."""
    fragments = [unpacked_text(file) for file in (built.site / "pagefind/fragment").iterdir()]
    pages = {page["url"]: page for page in fragments}
    assert "/papers/toy-plain/" in pages
    assert "/taxonomy/components/embedding/" in pages
    assert not {"/compare/", "/models/", "/coverage/", "/papers/"} & set(pages)
    assert "three convolutions" in pages["/papers/toy-plain/"]["content"]
    assert "@misc" not in pages["/papers/toy-plain/"]["content"]
    assert "ToyPlain" not in pages["/taxonomy/components/framework/hierarchical/"]["content"]
    assert pages["/papers/toy-plain/"]["filters"]["Code"] == ["yes"]
    assert pages["/papers/toy-hostile/"]["filters"]["Year"] == ["2021"]


def test_excerpts_are_words(built: Built) -> None:
    """Tables of numbers and lists of sources are no text of a page; cells of other tables stand apart."""
    fragments = [unpacked_text(file) for file in (built.site / "pagefind/fragment").iterdir()]
    pages = {page["url"]: page["content"] for page in fragments}
    paper = pages["/papers/toy-plain/"]
    assert "Tokens are an eighth of the pixels" in paper
    assert not [text for text in ("78.30", "README, table 1", "0123abc") if text in paper]
    assert "the authors' own number. quoted. a number that" in pages["/method/"]


def test_names_lead_to_pages(built: Built) -> None:
    """Every address of the name index is a page of the site, and every paper of the catalogue has its place in it."""
    index = json.loads((built.site / "data/names.json").read_text(encoding="utf-8"))
    papers = index["papers"]
    names = zip(papers["id"], papers["name"], strict=True)
    ids = {identity or name.lower().replace(" ", "-") for identity, name in names}
    assert ids == {file.stem for file in (built.root / "catalog/papers").glob("*.yml")}
    addresses = [*index["pages"]["address"], *(f"papers/{identity}/" for identity in ids)]
    assert not [address for address in addresses if not (built.site / address / "index.html").is_file()]


def unpacked_text(file: Path) -> dict[str, Any]:
    """Gives what a fragment of the index says of its page."""
    data: dict[str, Any] = json.loads(gzip.decompress(file.read_bytes()).removeprefix(MARK))
    return data


def test_ready_made_boxes_go(built: Built) -> None:
    """Pagefind's own search boxes, which the site does not use, are deleted; its scripts stay."""
    names = {file.name for file in (built.site / "pagefind").iterdir()}
    assert not {name for name in names if "-ui" in name or "component" in name}
    assert {"pagefind.js", "pagefind-entry.json"} <= names


@pytest.fixture
def bundle(tmp_path: Path) -> Path:
    """An index of a page with three words, and of two filters, both out of order."""
    (tmp_path / "fragment").mkdir()
    (tmp_path / "fragment/p.pf_fragment").write_bytes(b"page")
    (tmp_path / "filter").mkdir()
    (tmp_path / "index").mkdir()
    (tmp_path / "index/en_c.pf_index").write_bytes(packed([[["a", [0]], ["prune", [0]]]]))
    (tmp_path / "index/en_d.pf_index").write_bytes(packed([[["pruning", [0]]]]))
    (tmp_path / "filter/en_b.pf_filter").write_bytes(packed(["Year", [["2022", [1]], ["2021", [0]]]]))
    (tmp_path / "filter/en_a.pf_filter").write_bytes(packed(["Code", [["yes", [1]], ["no", [0]]]]))
    meta = [
        "1.5",
        [["p", 1]],
        [["a", "pruna", "en_c"], ["pruni", "z", "en_d"]],
        [["Year", "en_b"], ["Code", "en_a"]],
        [],
        ["f"],
    ]
    (tmp_path / "pagefind.en_m.pf_meta").write_bytes(packed(meta))
    entry = {"version": "1.5", "languages": {"en": {"hash": "en_m", "page_count": 1}}, "include_characters": ["‿"]}
    (tmp_path / "pagefind-entry.json").write_text(json.dumps(entry), encoding="utf-8")
    return tmp_path


def tidy(bundle: Path) -> None:
    """Puts an index into canonical order."""
    search_index.tidy(bundle / "pagefind-entry.json")


def test_canonical_order(bundle: Path) -> None:
    """Filters and values are sorted and renamed, the old files go, and everything else is as it was."""
    tidy(bundle)
    meta = meta_of(bundle)
    ((page, count),) = meta[1]
    assert [meta[0], count, *meta[4:]] == ["1.5", 1, [], ["f"]]
    assert files_in(bundle / "fragment") == {f"{page}.pf_fragment": b"page"}
    ((first, last, file),) = meta[2]
    assert page == file
    assert re.fullmatch(r"en_[0-9a-f]{10}-0", file)
    assert (first, last) == ("a", "pru\U0010ffff")
    assert unpacked(bundle / f"index/{file}.pf_index") == [[["a", [0]], ["prune", [0]], ["pruning", [0]]]]
    assert [path.stem for path in bundle.glob("index/*")] == [file]
    filters = [(name, unpacked(bundle / f"filter/{file}.pf_filter")) for name, file in meta[3]]
    assert filters == [
        ("Code", ["Code", [["no", [0]], ["yes", [1]]]]),
        ("Year", ["Year", [["2021", [0]], ["2022", [1]]]]),
    ]
    assert len(list(bundle.glob("filter/*"))) == 2
    assert len(list(bundle.glob("*.pf_meta"))) == 1
    entry = (bundle / "pagefind-entry.json").read_text(encoding="utf-8")
    name = next(bundle.glob("*.pf_meta")).name.split(".")[1]
    assert entry == (
        f'{{"version":"1.5","languages":{{"en":{{"hash":"{name}","page_count":1}}}},"include_characters":["‿"]}}'
    )


def test_any_order_gives_equal_files(bundle: Path, tmp_path: Path) -> None:
    """Two indexes that differ in the order of filters and values alone become equal, byte by byte; once is enough."""
    tidy(bundle)
    first = files_in(bundle)
    (bundle / "filter/en_x.pf_filter").write_bytes(packed(["Year", [["2021", [0]], ["2022", [1]]]]))
    (bundle / "filter/en_y.pf_filter").write_bytes(packed(["Code", [["no", [0]], ["yes", [1]]]]))
    _, pages, words, *_ = meta_of(bundle)
    meta = ["1.5", pages, words, [["Code", "en_y"], ["Year", "en_x"]], [], ["f"]]
    for file in bundle.glob("*.pf_meta"):
        file.unlink()
    (bundle / "pagefind.en_n.pf_meta").write_bytes(packed(meta))
    entry = {"version": "1.5", "languages": {"en": {"hash": "en_n", "page_count": 1}}, "include_characters": ["‿"]}
    (bundle / "pagefind-entry.json").write_text(json.dumps(entry), encoding="utf-8")
    tidy(bundle)
    assert files_in(bundle) == first
    tidy(bundle)
    assert files_in(bundle) == first


OTHER_FORMATS: dict[str, tuple[str, bytes]] = {
    "no languages": ("pagefind-entry.json", b'{"version": "9"}'),
    "languages as a list": ("pagefind-entry.json", b'{"languages": ["en"]}'),
    "language without hash": ("pagefind-entry.json", b'{"languages": {"en": {}}}'),
    "no such file": ("pagefind-entry.json", b'{"languages": {"en": {"hash": "en_other"}}}'),
    "not gzipped": ("pagefind.en_m.pf_meta", b"plain"),
    "cut off": ("pagefind.en_m.pf_meta", packed([1, 2])[:-4]),
    "another mark": ("pagefind.en_m.pf_meta", gzip.compress(b"pagefind_xyz" + cbor2.dumps([1]))),
    "no mark": ("pagefind.en_m.pf_meta", gzip.compress(cbor2.dumps(["1.5", [], [], [["Code", "en_a"]], [], []]))),
    "not CBOR": ("pagefind.en_m.pf_meta", gzip.compress(MARK + b"\x9f")),
    "a mapping": ("pagefind.en_m.pf_meta", packed({"filters": []})),
    "too short": ("pagefind.en_m.pf_meta", packed(["1.5", [], []])),
    "page that is not there": ("pagefind.en_m.pf_meta", packed(["1.5", [["en_z", 1]], [], [], [], []])),
    "filters of three parts": ("pagefind.en_m.pf_meta", packed(["1.5", [], [], [["Year", "en_b", 1]], [], []])),
    "files of words without an end": ("pagefind.en_m.pf_meta", packed(["1.5", [], [["a", "en_c"]], [], [], []])),
    "words in two parts": ("index/en_c.pf_index", packed([[["a", [0]]], [["b", [0]]]])),
    "words out of order": ("index/en_c.pf_index", packed([[["z", [0]]]])),
    "words of another form": ("index/en_c.pf_index", packed([[{"word": "a"}]])),
    "filter that is not there": ("pagefind.en_m.pf_meta", packed(["1.5", [], [], [["Year", "en_z"]], [], []])),
    "last filter of another form": ("filter/en_a.pf_filter", packed(["Code"])),
    "values that cannot be sorted": ("filter/en_a.pf_filter", packed(["Code", [["no", [0]], 7]])),
}


@pytest.mark.parametrize(("path", "content"), OTHER_FORMATS.values(), ids=OTHER_FORMATS)
def test_another_format_is_left_alone(bundle: Path, path: str, content: bytes) -> None:
    """An index of a form that lvkb does not know stays as Pagefind wrote it, to the last byte."""
    (bundle / path).write_bytes(content)
    before = files_in(bundle)
    tidy(bundle)
    assert files_in(bundle) == before


def test_pagefind_that_fails_is_told(tmp_path: Path) -> None:
    """What Pagefind says when it fails is the error."""
    with pytest.raises(SearchError, match=r"\S"):
        index_site(tmp_path / "no such site")


def test_pagefind_that_is_missing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Python without Pagefind says so, and nothing is indexed."""
    fake = tmp_path / "python"
    fake.write_text("#!/bin/sh\necho No module named pagefind >&2\nexit 1\n")
    fake.chmod(0o755)
    monkeypatch.setattr(sys, "executable", str(fake))
    with pytest.raises(SearchError, match=r"^No module named pagefind$"):
        index_site(tmp_path)
