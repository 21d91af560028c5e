"""The data of earlier releases on the site: taken from their archives, at addresses that never change."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping
from datetime import date
from pathlib import Path

import pytest
from typer.testing import CliRunner

from lvkb.build import BuildError, build
from lvkb.build.archive import write_archive
from lvkb.build.built_page import read_page
from lvkb.build.release_copies import ReleaseCopies
from lvkb.catalog import load
from lvkb.cli import app
from lvkb.results import Results
from tests.build.conftest import ADDRESS
from tests.build.toy import TOY, copy_toy, files_in
from tests.samples import record

DAY = date(2026, 11, 20)


def release(version: str, day: str = "2026-11-20") -> dict[str, bytes]:
    """Gives the files of a release."""
    return {
        "README.md": b"# Notice\n",
        "CITATION.cff": f'version: "{version}"\n'.encode(),
        "catalog/release.yml": f'version: "{version}"\ndate: "{day}"\n'.encode(),
        "catalog/papers/one.yml": b"id: one\n",
        "data/catalog.json": f'{{"of":"{version}"}}\n'.encode(),
        "data/results.csv": b"paper\n",
        "embed/index.html": b"<!doctype html>\n<title>Any view</title>\n",
        "views/a/gmacs.csv": b"front\n",
        "views/a/gmacs.md": b"| Model |\n",
        "views/a/gmacs.html": b"<!doctype html>\n<title>A view</title>\n<a href='../../../../models/'>Models</a>\n",
        "site/index.html": b"<!doctype html><title>Old</title>\n",
    }


KEPT = (
    *("CITATION.cff", "data/catalog.json", "data/results.csv"),
    *("embed/index.html", "views/a/gmacs.csv", "views/a/gmacs.html", "views/a/gmacs.md"),
)
"""What the site keeps of it."""


def put(folder: Path, name: str, files: Mapping[str, bytes]) -> Path:
    """Puts an archive into a folder, and gives the folder."""
    folder.mkdir(exist_ok=True)
    (folder / f"{name}.zip").write_bytes(write_archive(name, files, DAY))
    return folder


PLAIN = "catalog/papers/toy-plain.yml"


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of a toy knowledge base of release 1.10.0 that keeps two releases."""
    base = tmp_path_factory.mktemp("releases")
    plain = (TOY / "catalog/papers/toy-plain.yml").read_text(encoding="utf-8")
    root = copy_toy(base / "kb")
    (root / "catalog/release.yml").write_bytes(release("1.10.0", "2026-11-30")["catalog/release.yml"])
    for version, day in (("1.9.0", "2026-11-20"), ("1.10.0", "2026-11-30")):
        put(base / "archives", f"toys-data-{version}", release(version, day) | {PLAIN: plain.encode()})
    old = plain.replace("id: toy-plain", "id: toy-old").replace("name: ", "name: Old ", 1)
    gone = record("toy-gone", name='"<b>Gone</b> | [x](y)"')
    more = {
        "catalog/papers/toy-old.yml": old.encode(),
        "catalog/papers/toy-gone.yml": gone.encode(),
        "catalog/papers/toy-broken.yml": b"id: [",
    }
    put(base / "archives", "toys-data-1.9.0", release("1.9.0") | more)
    (base / "archives/toys-data-1.9.0.zip.sha256").write_text("beside it\n", encoding="utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("LVKB_CACHE", str(base / "cache"))
        patch.setenv("LVKB_SITE_URL", ADDRESS)
        patch.setenv("LVKB_REPO_URL", "https://forge.example/o/kb")
        build(Results(load(root)), lambda _: None, search=False, releases=base / "archives")
    return root / "build/site"


def test_data_of_each_release(site: Path) -> None:
    """Data, views and citation of each release stand below v/ as its archive has them, and nothing else of it."""
    pages = {"1.9.0/index.html", "1.10.0/index.html"}
    found = {path: data for path, data in files_in(site / "v").items() if path not in pages}
    assert found == {f"{version}/{path}": release(version)[path] for version in ("1.9.0", "1.10.0") for path in KEPT}


def test_views_of_each_release(site: Path) -> None:
    """The page of a release leads to its views, and the page of models offers to embed those of the newest."""
    text = (site / "v/1.9.0/index.html").read_text(encoding="utf-8")
    assert "views/a/gmacs.html" in {item.url for item in read_page(text).addresses}
    assert "data-frozen=1.10.0" in (site / "models/index.html").read_text(encoding="utf-8")
    assert "../v/1.10.0/" in {
        item.url for item in read_page((site / "views/index.html").read_text(encoding="utf-8")).addresses
    }


def test_a_page_of_each_release(site: Path) -> None:
    """The page of a release leads to its files, tells their checksums, and how the release is cited."""
    text = (site / "v/1.9.0/index.html").read_text(encoding="utf-8")
    page = read_page(text)
    links = {item.url for item in page.addresses}
    assert {"CITATION.cff", "data/catalog.json", "data/results.csv", "../../data/"} <= links
    assert "https://forge.example/o/kb/releases/tag/data-v1.9.0" in links
    assert f"{{{ADDRESS}v/1.9.0/}}" in text
    digest = hashlib.sha256(release("1.9.0")["data/results.csv"]).hexdigest()
    assert f"{digest}  data/results.csv\n" in text
    assert "<title>Data 1.9.0 - Toy Knowledge Base</title>" in text


def test_releases_are_found_from_the_page_of_data(site: Path) -> None:
    """The page of data leads to all releases, the newest first, and cites the last one at its own address."""
    text = (site / "data/index.html").read_text(encoding="utf-8")
    leads = [item.url for item in read_page(text).addresses if item.url.startswith("../v/")]
    assert leads == ["../v/1.10.0/", "../v/1.9.0/"]
    assert f"{{{ADDRESS}v/1.10.0/}}" in text
    about = (site / "about/index.html").read_text(encoding="utf-8")
    assert f"{{{ADDRESS}v/1.10.0/}}" in about


@pytest.mark.parametrize(
    ("identity", "name", "link"),
    [
        ("toy-old", "Old ", "../toy-plain/"),
        ("toy-gone", "&lt;b>Gone&lt;/b> | [x](y)", "../../v/1.9.0/"),
        ("toy-broken", "toy-broken", "../../v/1.9.0/"),
    ],
)
def test_papers_that_are_there_no_more(site: Path, identity: str, name: str, link: str) -> None:
    """A paper of a release keeps its address: its page leads to where it is now, or to the last release that had it."""
    text = (site / f"papers/{identity}/index.html").read_text(encoding="utf-8")
    assert f"<h1>{name}" in re.sub(r"<h1[^>]*>", "<h1>", text)
    assert link in {item.url for item in read_page(text).addresses}
    assert ("stands under another id now" in text) == (identity == "toy-old")


def test_programs_are_told_of_papers_that_are_there_no_more(site: Path) -> None:
    """The API lists the ids that are gone with where they went, and the text of each page goes on."""
    rows = json.loads((site / "api/v1/gone.json").read_bytes())["gone"]
    assert [(row["id"], row["release"]["version"], row.get("file")) for row in rows] == [
        ("one", "1.10.0", None),
        ("toy-broken", "1.9.0", None),
        ("toy-gone", "1.9.0", None),
        ("toy-old", "1.9.0", "papers/toy-plain.json"),
    ]
    addresses = {row[key] for row in rows for key in ("data", "page", "file") if key in row}
    assert [path for path in addresses if not (site / "api/v1" / path).exists()] == []
    gone, old = ((site / f"papers/{row['id']}/index.md").read_text(encoding="utf-8") for row in rows[2:])
    last = "[Data 1.9.0](../../v/1.9.0/) of 2026-11-20 was the last release that had it under the id"
    assert gone == (
        "# &#60;b&#62;Gone&#60;/b&#62; &#124; &#91;x&#93;(y)\n\n"
        f"This paper is in the knowledge base no more.\n\n{last} `toy-gone`.\n"
    )
    assert old == (
        "# Old ToyPlain\n\n"
        f"This paper stands under another id now: [ToyPlain](../toy-plain/index.md).\n\n{last} `toy-old`.\n"
    )


def test_papers_that_are_there_keep_their_page(site: Path) -> None:
    """A paper that a release had and that is there still has its own page."""
    assert "was the last release" not in (site / "papers/toy-plain/index.html").read_text(encoding="utf-8")


def test_a_release_that_the_site_does_not_keep(toy_root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without its archive a release is cited at the address of the site, and no page leads to a place below v/."""
    (toy_root / "catalog/release.yml").write_bytes(release("1.4.2")["catalog/release.yml"])
    monkeypatch.setenv("LVKB_SITE_URL", ADDRESS)
    build(Results(load(toy_root)), lambda _: None, search=False)
    text = (toy_root / "build/site/data/index.html").read_text(encoding="utf-8")
    assert "The last release is 1.4.2 of 2026-11-20" in text
    assert f"{{{ADDRESS}}}" in text
    assert "/v/" not in text
    assert not (toy_root / "build/site/v").exists()


BAD: dict[str, tuple[dict[str, bytes], str]] = {
    "unreleased": (
        {path: data for path, data in release("1.0.0").items() if path != "CITATION.cff"},
        "bad.zip holds what was not released yet, and the site keeps releases alone. Delete it.",
    ),
    "no version": (
        {**release("1.0.0"), "catalog/release.yml": b"version: one\n"},
        "bad.zip does not say in catalog/release.yml which release it holds.",
    ),
    "no release file": (
        {path: data for path, data in release("1.0.0").items() if path != "catalog/release.yml"},
        "bad.zip does not say in catalog/release.yml which release it holds.",
    ),
    "twice": (release("1.9.0"), "bad.zip and good.zip both hold release 1.9.0. Delete one."),
}


@pytest.mark.parametrize("kind", BAD)
def test_archives_that_the_site_cannot_keep(tmp_path: Path, kind: str) -> None:
    """What is no release, or one that is there already, is named, and what to do."""
    files, said = BAD[kind]
    put(tmp_path / "archives", "good", release("1.9.0"))
    put(tmp_path / "archives", "bad", files)
    with pytest.raises(BuildError) as caught:
        ReleaseCopies(tmp_path / "archives")
    assert str(caught.value) == said


def test_no_folder_of_archives(toy_root: Path) -> None:
    """A folder that is not there stops the build before anything is made; an empty one keeps nothing."""
    command = ["build", "--root", str(toy_root), "--no-search", "--releases", str(toy_root / "none")]
    result = CliRunner().invoke(app, command)
    assert (result.exit_code, result.stderr) == (
        1,
        f"lvkb: There is no folder {toy_root}/none of archives.\nNothing was replaced.\n",
    )
    assert not (toy_root / "build").exists()
    (toy_root / "none").mkdir()
    assert ReleaseCopies(toy_root / "none").releases == ()


def test_json_of_a_release_is_never_read(site: Path) -> None:
    """A release keeps the layout of its day: its files are copied, whatever they hold."""
    assert json.loads((site / "v/1.9.0/data/catalog.json").read_bytes()) == {"of": "1.9.0"}
