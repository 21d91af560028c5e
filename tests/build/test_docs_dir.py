"""The folder of documents: generated and hand-written pages, and nothing that is neither."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest

from lvkb.build import BuildError, shared_work
from lvkb.build.docs_dir import assemble
from lvkb.catalog import Catalog, load
from lvkb.exports.atom_feed import atom_feeds
from lvkb.render.pages.site_pages import site_pages
from lvkb.render.site_data import LINKED
from tests.build.conftest import ADDRESS, Built
from tests.build.toy import REPOSITORY, files_in, own, renderer

LONG_AGO = 1_000_000_000


def write(file: Path, text: str) -> None:
    """Writes a file and the folders above it."""
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8")


def test_documents_are_generated_and_hand_written(built: Built, toy: Catalog, monkeypatch: pytest.MonkeyPatch) -> None:
    """build/docs holds the pages, the feeds, site/pages, site/assets, pages on formats, and the data files, empty."""
    site = REPOSITORY / "site"
    monkeypatch.setenv("LVKB_SITE_URL", ADDRESS)  # as where it was built: badges are named by their whole address
    expected = {path: text.encode() for path, text in site_pages(renderer(toy))}
    expected |= dict.fromkeys(LINKED, b"")
    expected |= files_in(site / "pages")
    expected |= {f"assets/{path}": data for path, data in files_in(site / "assets").items()}
    formats = ("record-format.md", "data-format.md", "licences.md")
    expected |= {name: (REPOSITORY / "docs" / name).read_bytes() for name in formats}
    expected |= {path: text.encode() for path, text in atom_feeds(toy, "Toy Knowledge Base", ADDRESS, None)}
    assert files_in(built.root / "build/docs") == expected


def test_stale_documents_go(toy_root: Path) -> None:
    """What a former build left goes, with folders that this empties; what is the same keeps its time."""
    docs = assemble(renderer(load(toy_root)))
    expected = files_in(docs)
    os.utime(docs / "index.md", (LONG_AGO, LONG_AGO))
    write(docs / "papers/toy-gone.md", "old")
    write(docs / "old/deep/page.md", "old")
    write(docs / "papers/toy-plain.md", "changed by hand")
    assert assemble(renderer(load(toy_root))) == docs == toy_root / "build/docs"
    assert files_in(docs) == expected
    assert not (docs / "old").exists()
    assert (docs / "index.md").stat().st_mtime == LONG_AGO


@pytest.mark.parametrize("copies", [True, False])
def test_two_processes_make_the_same_documents(
    built: Built, toy_root: Path, monkeypatch: pytest.MonkeyPatch, *, copies: bool
) -> None:
    """A copy of the process, where the system has copies, and one process alone make the bytes of every build."""
    monkeypatch.setenv("LVKB_SITE_URL", ADDRESS)
    monkeypatch.setattr(shared_work, "_FEW", 2)
    monkeypatch.setattr(shared_work, "_COPIES", copies and shared_work._COPIES)
    assert files_in(assemble(renderer(load(toy_root)))) == files_in(built.root / "build/docs")


def test_page_of_a_record_that_is_gone(toy_root: Path) -> None:
    """The page of a deleted record goes with it."""
    docs = assemble(renderer(load(toy_root)))
    assert (docs / "papers/toy-gap.md").is_file()
    (toy_root / "catalog/papers/toy-gap.yml").unlink()
    assemble(renderer(load(toy_root)))
    assert not (docs / "papers/toy-gap.md").exists()


def test_own_pages_and_assets(toy_root: Path) -> None:
    """A knowledge base with pages, assets and pages on formats of its own gets these and not lvkb's."""
    own = {
        "site/pages/method.md": "# Our method\n",
        "site/pages/sub/more.md": "# More\n",
        "site/assets/css/own.css": "p {}\n",
        "docs/record-format.md": "# Our records\n",
    }
    for path, text in own.items():
        write(toy_root / path, text)
    docs = assemble(renderer(load(toy_root)))
    assert (docs / "method.md").read_text() == "# Our method\n"
    assert (docs / "sub/more.md").read_text() == "# More\n"
    assert files_in(docs / "assets") == {"css/own.css": b"p {}\n"}
    assert (docs / "record-format.md").read_text() == "# Our records\n"
    assert not (docs / "contribute.md").exists()
    assert (docs / "data-format.md").read_bytes() == (REPOSITORY / "docs/data-format.md").read_bytes()


@pytest.mark.parametrize("path", ["papers/toy-plain.md", "compare.md", "data/models.json"])
def test_two_pages_of_one_name(toy_root: Path, path: str) -> None:
    """A hand-written page under the name of a generated one is refused by name, and nothing is written."""
    write(toy_root / "site/pages" / path, "# Mine\n")
    message = f"site/pages/{path} has the name of a generated page. Rename it."
    with pytest.raises(BuildError, match=f"^{re.escape(message)}$"):
        assemble(renderer(load(toy_root)))
    assert files_in(toy_root / "build") == {}


def test_broken_template_of_a_page(toy_root: Path) -> None:
    """A page template that does not parse is told with its place, and nothing is written."""
    template = own(toy_root, "templates") / "templates/pages/data.md.j2"
    template.write_text("# Data\n{{ nobody }}\n", encoding="utf-8")
    with pytest.raises(BuildError, match=f"^{re.escape(str(template))}:2: 'nobody' is undefined$"):
        assemble(renderer(load(toy_root)))
    assert files_in(toy_root / "build") == {}
