"""The folder as a catalogue: what is read, what is refused, and what the cache remembers."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

import lvkb
from lvkb import check_cache
from lvkb.catalog import Catalog, load, read_paper
from lvkb.findings import Location
from lvkb.layout import RootNotFound
from lvkb.records import UNNAMED
from lvkb.yamlfile import Document, parse
from tests.conftest import MakeRoot
from tests.invented import catalog, paper, taxonomy
from tests.samples import TAXONOMY, record

PAPERS = "catalog/papers"


def found(catalog: Catalog) -> list[str]:
    """Gives place, code and text of the catalogue's findings."""
    return [f"{item.location}: {item.code} {item.what}" for item in catalog.findings]


def test_records_are_sorted_by_id(make_root: MakeRoot) -> None:
    """Papers stand in order of their ids, whatever the order on disk."""
    root = make_root({f"papers/{name}.yml": record(name) for name in ("two", "one", "a-b", "a")})
    catalog = load(root)
    assert list(catalog.papers) == ["a", "a-b", "one", "two"]
    assert (catalog.files, catalog.findings) == (4, ())


def test_bad_records_do_not_hide_good_ones(make_root: MakeRoot) -> None:
    """Several broken files in one run are all reported, and the sound ones are loaded."""
    root = make_root(
        {
            "papers/good.yml": record("good"),
            "papers/empty.yml": "",
            "papers/binary.yml": b"\x89PNG\r\n\x1a\n\x00\x00",
            "papers/broken.yml": "id: broken\nname: *name",
            "papers/typed.yml": record("typed", published="{year: soon}"),
            "papers/last.yml": record("last"),
        }
    )
    catalog = load(root)
    assert list(catalog.papers) == ["good", "last"]
    assert catalog.files == 6
    assert found(catalog) == [
        f"{PAPERS}/binary.yml:1:1: LV003 Byte 0x89 is not UTF-8.",
        f"{PAPERS}/broken.yml:2:7: LV006 The alias *name stands here.",
        f"{PAPERS}/empty.yml:1:1: LV004 The file is empty.",
        f'{PAPERS}/typed.yml:5:19: LV013 "soon" must be a year such as 2021.',
    ]


def test_huge_file_is_not_read(make_root: MakeRoot, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file of 50 MB is refused by its size, without its bytes being read."""
    root = make_root({"papers/one.yml": record("one")})
    with (root / PAPERS / "huge.yml").open("wb") as file:
        file.truncate(50_000_000)
    read: list[Path] = []
    read_bytes = Path.read_bytes

    def noted(self: Path) -> bytes:
        read.append(self)
        return read_bytes(self)

    monkeypatch.setattr(Path, "read_bytes", noted)
    catalog = load(root)
    assert found(catalog) == [f"{PAPERS}/huge.yml:1:1: LV002 The file has 50,000,000 bytes."]
    assert [file.name for file in read] == ["one.yml", "taxonomy.yml"]


def test_link_out_of_the_catalogue(make_root: MakeRoot, tmp_path: Path) -> None:
    """A link to a file elsewhere is refused, and nothing of that file is shown."""
    secret = tmp_path / "secret.yml"
    secret.write_text(record("secret"))
    root = make_root({"papers/one.yml": record("one")})
    (root / PAPERS / "secret.yml").symlink_to(secret)
    (root / PAPERS / "null.yml").symlink_to("/dev/null")
    catalog = load(root)
    assert list(catalog.papers) == ["one"]
    assert found(catalog) == [
        f"{PAPERS}/null.yml:1:1: LV008 The file is a link that leads out of the catalogue.",
        f"{PAPERS}/secret.yml:1:1: LV008 The file is a link that leads out of the catalogue.",
    ]


def test_linked_folder_of_records(make_root: MakeRoot, tmp_path: Path) -> None:
    """Records are refused when their whole folder is a link that leads out."""
    root = make_root({"papers/one.yml": record("one")})
    (root / PAPERS).rename(tmp_path / "elsewhere")
    (root / PAPERS).symlink_to(tmp_path / "elsewhere")
    assert [item.code for item in load(root).findings] == ["LV008"]


def test_linked_taxonomy(make_root: MakeRoot, tmp_path: Path) -> None:
    """The files beside the records are held to the same rule."""
    root = make_root({"papers/one.yml": record("one")})
    (root / "catalog/taxonomy.yml").rename(tmp_path / "taxonomy.yml")
    (root / "catalog/taxonomy.yml").symlink_to(tmp_path / "taxonomy.yml")
    catalog = load(root)
    assert catalog.taxonomy is None
    assert [item.code for item in catalog.findings] == ["LV008"]


def test_link_inside_the_catalogue(make_root: MakeRoot) -> None:
    """A link to another record is read, and has that record's id."""
    root = make_root({"papers/one.yml": record("one")})
    (root / PAPERS / "two.yml").symlink_to("one.yml")
    assert found(load(root)) == [f'{PAPERS}/two.yml:1:5: LV015 The id "one" belongs into {PAPERS}/one.yml.']


def test_dangling_link(make_root: MakeRoot) -> None:
    """A link that leads nowhere cannot be read, a waivers file neither."""
    root = make_root({"papers/one.yml": record("one")})
    (root / PAPERS / "two.yml").symlink_to("gone.yml")
    (root / "catalog/waivers.yml").symlink_to("gone.yml")
    assert found(load(root)) == [
        f"{PAPERS}/two.yml:1:1: LV001 The file cannot be read: No such file or directory.",
        "catalog/waivers.yml:1:1: LV001 The file cannot be read: No such file or directory.",
    ]


def test_link_to_itself(make_root: MakeRoot) -> None:
    """A link in a circle ends."""
    root = make_root({"papers/one.yml": record("one")})
    (root / PAPERS / "two.yml").symlink_to("two.yml")
    assert [item.code for item in load(root).findings] == ["LV001"]


def test_unreadable_file(make_root: MakeRoot, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file whose reading fails is a finding that says why."""
    root = make_root({"papers/one.yml": record("one"), "papers/two.yml": record("two")})
    read_bytes = Path.read_bytes

    def refuse(self: Path) -> bytes:
        if self.name == "one.yml":
            raise PermissionError(13, "Permission denied")
        return read_bytes(self)

    monkeypatch.setattr(Path, "read_bytes", refuse)
    catalog = load(root)
    assert list(catalog.papers) == ["two"]
    assert found(catalog) == [f"{PAPERS}/one.yml:1:1: LV001 The file cannot be read: Permission denied."]


def _make_folder(path: Path) -> None:
    path.mkdir()


def _make_pipe(path: Path) -> None:
    os.mkfifo(path)


@pytest.mark.parametrize("make", [_make_folder, _make_pipe])
def test_what_is_no_plain_file(make: Callable[[Path], None], make_root: MakeRoot) -> None:
    """Folders and pipes that are named like records are refused, and nothing waits for them."""
    root = make_root({"papers/one.yml": record("one")})
    make(root / PAPERS / "two.yml")
    assert found(load(root)) == [f"{PAPERS}/two.yml:1:1: LV008 This is not a plain file."]


def test_stray_files(make_root: MakeRoot) -> None:
    """Everything else in the folder of records is reported, hidden files apart."""
    root = make_root(
        {"papers/one.yml": record("one"), "papers/.keep": "", "papers/notes.txt": "", "papers/two.yaml": ""}
    )
    (root / PAPERS / "more").mkdir()
    catalog = load(root)
    assert [(item.location.path, item.fix) for item in catalog.findings] == [
        (f"{PAPERS}/more", "Rename the file to `<id>.yml`, or move it out of the folder."),
        (f"{PAPERS}/notes.txt", "Rename the file to `<id>.yml`, or move it out of the folder."),
        (f"{PAPERS}/two.yaml", "Rename it to two.yml."),
    ]
    assert {item.code for item in catalog.findings} == {"LV009"}


@pytest.mark.parametrize("name", [b"\xff\xfe.yml", b"a\n::error::.yml", b"\x1b[31m.yml", "\u202elmy.yml".encode()])
def test_file_names_that_do_not_print(name: bytes, make_root: MakeRoot) -> None:
    """A file whose name is no printable text is a stray one, and its name is spelt out in one line."""
    root = make_root({"papers/one.yml": record("one")})
    try:
        Path(os.fsdecode(os.fsencode(root / PAPERS) + b"/" + name)).write_text(record("two"))
    except OSError:
        pytest.skip("this file system refuses such a name")
    catalog = load(root)
    (line,) = [str(item) for item in catalog.findings]
    assert line.isprintable()
    assert " LV009 " in line
    assert list(catalog.papers) == ["one"]


@pytest.mark.parametrize("name", ["Two", "two-", "tw\u00f6", "t.w.o"])
def test_file_named_unlike_its_id(name: str, make_root: MakeRoot) -> None:
    """A record under another name is refused, and told the name it needs."""
    root = make_root({f"papers/{name}.yml": record("two")})
    catalog = load(root)
    assert not catalog.papers
    assert found(catalog) == [f'{PAPERS}/{name}.yml:1:5: LV015 The id "two" belongs into {PAPERS}/two.yml.']


def test_missing_taxonomy(make_root: MakeRoot) -> None:
    """Without a taxonomy the papers are there, and the file is missed."""
    root = make_root({"papers/one.yml": record("one")})
    (root / "catalog/taxonomy.yml").unlink()
    catalog = load(root)
    assert (list(catalog.papers), catalog.taxonomy, dict(catalog.nodes)) == (["one"], None, {})
    assert found(catalog) == ["catalog/taxonomy.yml:1:1: LV001 The file cannot be read: No such file or directory."]


def test_waivers(make_root: MakeRoot) -> None:
    """Waivers are read when there are any; a broken file of them is a finding."""
    entry = "{code: LV121, record: one, reason: Two papers., date: '2026-11-20'}"
    root = make_root({"papers/one.yml": record("one"), "waivers.yml": f"waivers: [{entry}]"})
    assert [(waiver.code, waiver.reason) for waiver in load(root).waivers] == [("LV121", "Two papers.")]
    (root / "catalog/waivers.yml").write_text("waivers: none")
    catalog = load(root)
    assert catalog.waivers == ()
    assert [item.code for item in catalog.findings] == ["LV012"]


def test_nodes_of_the_tree(make_root: MakeRoot) -> None:
    """Every node is found by its path, in the order of the tree, with its parent and children."""
    nodes = load(make_root({})).nodes
    assert list(nodes) == [
        "components",
        "components/embedding",
        "components/embedding/dynamic-patch-partitioning",
        "components/embedding/local-patch-embedding",
        "components/position-encoding",
        "dynamic",
        "dynamic/dynamic-resolution",
        "dynamic/dynamic-resolution/dynamic-token-merging",
        "dynamic/depth-adaptation",
    ]
    assert [node.depth for node in nodes.values()] == [0, 1, 2, 2, 1, 0, 1, 2, 1]
    assert nodes["components"].parent == ""
    assert nodes["dynamic/dynamic-resolution"].parent == "dynamic"
    assert nodes["dynamic/dynamic-resolution"].children == ("dynamic/dynamic-resolution/dynamic-token-merging",)
    assert nodes["dynamic/depth-adaptation"].children == ()


def test_group_of_a_branch(make_root: MakeRoot) -> None:
    """A branch carries the heading that it stands under."""
    text = TAXONOMY.replace(
        "- id: dynamic-token-merging\n", "- id: dynamic-token-merging\n            group: Merging\n"
    )
    nodes = load(make_root({"taxonomy.yml": text})).nodes
    assert nodes["dynamic/dynamic-resolution/dynamic-token-merging"].group == "Merging"
    assert nodes["dynamic/depth-adaptation"].group == ""


def test_places(make_root: MakeRoot) -> None:
    """The catalogue tells where a value stands, and at least the file when it is not there."""
    catalog = load(make_root({"papers/one.yml": record("one")}))
    assert catalog.at("one", "published", "year") == Location(f"{PAPERS}/one.yml", 5, 19)
    assert catalog.at("gone", "title") == Location(f"{PAPERS}/gone.yml", 1, 1)
    assert catalog.place("catalog/taxonomy.yml", "families", 1, "id") == Location("catalog/taxonomy.yml", 20, 9)


def test_places_in_many_files(make_root: MakeRoot) -> None:
    """Places stay right when more files are asked for than are kept in memory."""
    names = [f"p{number}" for number in range(205)]
    catalog = load(make_root({f"papers/{name}.yml": record(name) for name in names}))
    places = [catalog.at(name, "name") for name in (*names, "p0")]
    assert places == [Location(f"{PAPERS}/{name}.yml", 2, 7) for name in (*names, "p0")]


def test_second_load_is_equal(make_root: MakeRoot, monkeypatch: pytest.MonkeyPatch) -> None:
    """A catalogue that comes from the cache equals the one that was read, and parses no sound record again."""
    root = make_root(
        {"papers/one.yml": record("one"), "papers/two.yml": record("two"), "papers/bad.yml": record("bad", title="")}
    )
    fresh = load(root)
    parsed: list[str] = []

    def noted(content: bytes, path: str) -> Document:
        parsed.append(path)
        return parse(content, path)

    for module in ("paper_loading", "files"):
        monkeypatch.setattr(f"lvkb.catalog.{module}.parse", noted)
    again = load(root)
    assert again == fresh
    assert parsed == [f"{PAPERS}/bad.yml", "catalog/taxonomy.yml"]


def test_changed_file_is_seen(make_root: MakeRoot) -> None:
    """A record that changes by one letter, at the same size and time, is read again."""
    root = make_root({"papers/one.yml": record("one", title="First")})
    file = root / PAPERS / "one.yml"
    before = file.stat()
    assert load(root).papers["one"].title == "First"
    file.write_text(record("one", title="Fjrst"))
    os.utime(file, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert load(root).papers["one"].title == "Fjrst"


def test_renamed_file_is_seen(make_root: MakeRoot) -> None:
    """A record under a new name is judged anew, though its content is known."""
    root = make_root({"papers/one.yml": record("one")})
    load(root)
    (root / PAPERS / "one.yml").rename(root / PAPERS / "two.yml")
    assert [item.code for item in load(root).findings] == ["LV015"]


@pytest.mark.parametrize("value", ["nonsense", "{}", "[1]", "[" * 100_000, "null", 7, b"\x00"])
def test_nonsense_in_the_cache_is_ignored(value: object, make_root: MakeRoot, own_cache: Path) -> None:
    """Stored values that are no record are read from the file instead."""
    root = make_root({"papers/one.yml": record("one")})
    fresh = load(root)
    with sqlite3.connect(own_cache / "records.sqlite") as connection:
        assert connection.execute("UPDATE entries SET value = ?", (value,)).rowcount == 1
    connection.close()
    assert load(root) == fresh


def test_corrupted_cache_is_ignored_and_made_anew(make_root: MakeRoot, own_cache: Path) -> None:
    """A cache that is no database changes nothing, and is replaced."""
    root = make_root({"papers/one.yml": record("one")})
    fresh = load(root)
    store = own_cache / "records.sqlite"
    store.write_bytes(b"nonsense" * 1_000)
    assert load(root) == fresh
    assert load(root) == fresh
    assert store.read_bytes().startswith(b"SQLite format 3")


def test_cache_that_cannot_be_written(make_root: MakeRoot, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A cache folder that is a file changes nothing."""
    file = tmp_path / "file"
    file.write_text("")
    monkeypatch.setenv("LVKB_CACHE", str(file / "cache"))
    root = make_root({"papers/one.yml": record("one")})
    assert load(root) == load(root)


def test_load_from_a_folder_inside(make_root: MakeRoot) -> None:
    """The catalogue is found from any folder below its root, under lvkb's own name too."""
    root = make_root({"papers/one.yml": record("one")})
    assert lvkb.load(root / PAPERS).root == root.resolve()


def test_load_outside(tmp_path: Path) -> None:
    """Outside a knowledge base there is none, and the error names the folder."""
    with pytest.raises(RootNotFound, match=rf"^No catalog/papers folder in {tmp_path} or above it\.$"):
        load(tmp_path)


TREE = taxonomy("a/b/c", "a/d", "a-b/b")


def test_way_to_a_node() -> None:
    """The way to a node leads over those above it; what the taxonomy does not have is left out."""
    ways = [[node.path for node in catalog(taxonomy=TREE).way_to(path)] for path in ("a", "a/b/c", "a/x", "x/y")]
    assert ways == [["a"], ["a", "a/b", "a/b/c"], ["a"], []]


def test_papers_below_a_node() -> None:
    """Papers of a node and of all nodes below it stand below it, each once, and none of a node of like name."""
    papers = [
        paper("one", categories=["a/b/c"]),
        paper("two", categories=["a/d", "a/b/c"]),
        paper("three", categories=["a-b/b"]),
    ]
    given = catalog(*papers, taxonomy=TREE)
    found = {path: [item.id for item in given.below(path)] for path in ("a", "a/b", "a/b/c", "a/d", "a-b", "x")}
    assert found == {
        "a": ["one", "two"],
        "a/b": ["one", "two"],
        "a/b/c": ["one", "two"],
        "a/d": ["two"],
        "a-b": ["three"],
        "x": [],
    }


def test_day_of_the_newest_record() -> None:
    """A catalogue is as new as the record that came in last; without records it has no day."""
    given = catalog(paper("a", added="2026-02-01"), paper("b", added="2026-01-31"))
    assert (given.updated, catalog().updated) == (date(2026, 2, 1), None)


def test_catalogue_with_another_paper() -> None:
    """A new record takes its place among the ids, another content that of the old one; the first catalogue stays."""
    given = catalog(paper("a"), paper("c"), taxonomy=TREE)
    new = given.with_paper(paper("b")).with_paper(paper("a", title="Another"))
    assert [(item.id, item.title) for item in new.papers.values()] == [
        ("a", "Another"),
        ("b", "The title of b"),
        ("c", "The title of c"),
    ]
    assert (list(given.papers), new.taxonomy) == (["a", "c"], TREE)


def test_one_record_alone(make_root: MakeRoot) -> None:
    """One record is read as the whole catalogue reads it; a broken one or a missing one gives its findings."""
    root = make_root({"papers/one.yml": record("one"), "papers/two.yml": "id: ["})
    whole = load(root)
    assert read_paper(root, f"{PAPERS}/one.yml").paper == whole.papers["one"]
    assert read_paper(root, f"{PAPERS}/two.yml").findings == whole.findings
    gone = read_paper(root, f"{PAPERS}/three.yml")
    assert (gone.paper, [finding.code for finding in gone.findings]) == (None, ["LV001"])


def test_about(make_root: MakeRoot) -> None:
    """What a knowledge base says of itself is read; without the file it has no name of its own."""
    root = make_root({"about.yml": "name: Mixers\ndescription: All.\nfield: mixers\naddress: https://a.example/b/\n"})
    about = load(root).about
    assert (about.name, about.short, about.field, about.address) == (
        "Mixers",
        "Mixers",
        "mixers",
        "https://a.example/b/",
    )
    (root / "catalog/about.yml").unlink()
    assert load(root).about == UNNAMED


def test_broken_about(make_root: MakeRoot) -> None:
    """What is wrong with the file is told at its place, by a check that has passed before too."""
    root = make_root({})
    assert check_cache.check(root).findings == ()
    (root / "catalog/about.yml").write_text("name: Mixers\nfeld: mixers\nrepository: http://x.example/?a=b\n")
    assert [f"{item.location}: {item.code} {item.what} {item.fix}" for item in check_cache.check(root).findings] == [
        'catalog/about.yml:1:1: LV011 "description" is missing. Add the key; the page Record format says what it is.',
        'catalog/about.yml:2:1: LV010 "feld" is not a known key. Did you mean "field"?',
        (
            'catalog/about.yml:3:13: LV013 "http://x.example/?a=b" must be an https address of letters, digits and '
            ". _ ~ / -. Correct the value."
        ),
    ]
    assert load(root).about == UNNAMED


def test_release(make_root: MakeRoot) -> None:
    """The release of the data is read; without the file the data are unreleased."""
    root = make_root({"release.yml": 'version: "1.10.2"\ndate: "2026-11-30"\n'})
    release = load(root).release
    assert release is not None
    assert (release.version, release.numbers, release.date) == ("1.10.2", (1, 10, 2), date(2026, 11, 30))
    (root / "catalog/release.yml").unlink()
    assert load(root).release is None


def test_broken_release(make_root: MakeRoot) -> None:
    """What is wrong with the file is told at its place, by a check that has passed before too."""
    root = make_root({})
    assert check_cache.check(root).findings == ()
    (root / "catalog/release.yml").write_text('version: "1.02"\ndate: "2026-11-31"\nname: First\n')
    assert [f"{item.location}: {item.code} {item.what} {item.fix}" for item in check_cache.check(root).findings] == [
        (
            'catalog/release.yml:1:10: LV013 "1.02" must be a version of three whole numbers, such as 1.2.0. '
            "Correct the value."
        ),
        'catalog/release.yml:2:7: LV013 "2026-11-31" must be a day as "YYYY-MM-DD". Correct the value.',
        'catalog/release.yml:3:1: LV010 "name" is not a known key. Known here: version, date.',
    ]
    assert load(root).release is None
