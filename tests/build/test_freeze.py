"""`lvkb freeze` on the toy knowledge base: what is in the archive, the same each time, and what is refused."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import warnings
import zipfile
from pathlib import Path

import pytest
import yaml
from pyarrow import parquet
from typer.testing import CliRunner

from lvkb import __version__
from lvkb.cli import app
from lvkb.render.view_files import ENDINGS
from lvkb.views import named_views
from tests.api.closed_schemas import complaints
from tests.git_steps import committed, git

CATALOG_SCHEMA = "catalog.schema.json"
RELEASE = 'version: "1.4.2"\ndate: "2026-11-20"\n'


def lvkb(root: Path, *arguments: str) -> tuple[int, str, str]:
    """Runs a command of lvkb; gives exit code, output and errors."""
    result = CliRunner().invoke(app, [*arguments, "--root", str(root)])
    return result.exit_code, result.stdout, result.stderr


@pytest.fixture
def root(toy_root: Path) -> Path:
    """The toy knowledge base as a repository, built and released."""
    (toy_root / "catalog/release.yml").write_text(RELEASE, encoding="utf-8")
    (toy_root / "LICENSE-data").write_text("Take it.\n", encoding="utf-8")
    (toy_root / ".gitignore").write_text("/build/\n", encoding="utf-8")
    assert lvkb(toy_root, "build", "--no-html")[0] == 0
    return committed(toy_root)


def files(archive: Path) -> dict[str, bytes]:
    """Gives the files of an archive by path."""
    with zipfile.ZipFile(archive) as opened:
        return {name: opened.read(name) for name in opened.namelist()}


LICENCE = "The data are licensed under CC-BY-4.0: name their source, and the papers whose numbers you use."
NOTICE = """\
# Toy Knowledge Base: data 1.4.2

Results of imagined models: every number with its source.

Release 1.4.2 of 2026-11-20.
5 papers, 4 model variants, 8 readings, merged into 7 results.

| file | holds |
|---|---|
| `data/` | the data as CSV, Parquet, JSON and BibTeX, layout 2; `data-format.md` says what each column and key holds |
| `croissant.json` | the tables of `data/`, typed, for readers of [Croissant](https://docs.mlcommons.org/croissant/) |
| `catalog/` | the records that the data are made of, as people wrote them; `record-format.md` describes them |
| `views/`, `embed/` | charts as pages to embed, pictures, tables and data; a page that shows any choice of models |
| `CITATION.cff` | how to cite this release |
| `SHA256SUMS` | checksums of all files; `sha256sum --check SHA256SUMS` compares |

Made by lvkb VERSION from commit COMMIT.

## Licence

LICENCE The licences stand in LICENSE-data.

"""


def test_what_an_archive_holds(root: Path, tmp_path: Path) -> None:
    """All formats, all records, notice, citation, licence and checksums stand in one folder named by the version."""
    code, text, _ = lvkb(root, "freeze", str(tmp_path / "out"), "--no-site")
    archive = tmp_path / "out/toys-data-1.4.2.zip"
    digest = hashlib.sha256(archive.read_bytes()).hexdigest()
    found = files(archive)
    assert (code, text) == (
        0,
        f"wrote {archive}: {len(found)} files, {archive.stat().st_size:,} bytes\nsha256 {digest}\n",
    )
    assert (tmp_path / "out/toys-data-1.4.2.zip.sha256").read_text() == f"{digest}  {archive.name}\n"
    records = {f"toys-data-1.4.2/{file.relative_to(root)}" for file in (root / "catalog").rglob("*") if file.is_file()}
    beside = {name.removeprefix("toys-data-1.4.2/") for name in found.keys() - records}
    assert records < found.keys()
    assert {name for name in beside if not name.startswith("data/")} == {
        *("README.md", "CITATION.cff", "LICENSE-data", "SHA256SUMS", "croissant.json"),
        *("data-format.md", "licences.md", "record-format.md"),
        *("embed/index.html", "embed/embed.js", "embed/embed.css"),
    }
    assert {"data/models.json", "data/notice.json"} <= beside
    page = found["toys-data-1.4.2/embed/index.html"].decode()
    assert 'data-src="../data/models.json" data-home="../../../"' in page
    assert "data 1.4.2 of 2026-11-20" in page
    assert {"data/results.csv", "data/readings.csv", "data/catalog.json", "data/catalog.bib"} <= beside
    assert {f"data/{name}.parquet" for name in ("results", "readings", "timings")} <= beside
    told = {"VERSION": __version__, "COMMIT": git(root, "rev-parse", "HEAD"), "LICENCE ": f"{LICENCE} "}
    notice = NOTICE
    for word, value in told.items():
        notice = notice.replace(word, value)
    assert found["toys-data-1.4.2/README.md"].decode().partition("## Cite\n")[0] == notice
    assert yaml.safe_load(found["toys-data-1.4.2/CITATION.cff"])["version"] == "1.4.2"
    rows = csv.DictReader(io.StringIO(found["toys-data-1.4.2/data/results.csv"].decode()))
    table = parquet.read_table(io.BytesIO(found["toys-data-1.4.2/data/results.parquet"]))
    assert len(list(rows)) == table.num_rows == 7


def test_the_site_is_in_it_and_all_is_the_same_again(root: Path, tmp_path: Path) -> None:
    """With the site too, a second run in another clone gives the same bytes, and leaves no folder behind."""
    assert lvkb(root, "freeze", str(tmp_path / "one"))[0] == 0
    git(tmp_path, "clone", "-q", str(root), "clone")
    assert lvkb(tmp_path / "clone", "freeze", str(tmp_path / "two"))[0] == 0
    one, two = (tmp_path / name / "toys-data-1.4.2.zip" for name in ("one", "two"))
    assert files(one).keys() == files(two).keys()
    assert one.read_bytes() == two.read_bytes()
    assert {"toys-data-1.4.2/site/index.html", "toys-data-1.4.2/site/pagefind/pagefind.js"} <= files(one).keys()
    assert sorted(file.name for file in (root / "build").iterdir()) == ["docs", "mkdocs.yml"]


def test_the_data_describe_themselves(root: Path, tmp_path: Path) -> None:
    """Unpacked anywhere, croissant.json leads to the tables beside it, and the schema to catalog.json."""
    about = root / "catalog/about.yml"
    about.write_text(about.read_text(encoding="utf-8") + "address: https://toys.example/\n", encoding="utf-8")
    assert lvkb(root, "build", "--no-html")[0] == 0
    git(root, "commit", "-qam", "with an address")
    assert lvkb(root, "freeze", str(tmp_path), "--no-site")[0] == 0
    with zipfile.ZipFile(tmp_path / "toys-data-1.4.2.zip") as archive:
        archive.extractall(tmp_path)
    folder = tmp_path / "toys-data-1.4.2"
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        import mlcroissant

        rows = list(mlcroissant.Dataset(jsonld=str(folder / "croissant.json")).records("results"))
    assert len(rows) == 7
    catalog, schema = (json.loads((folder / "data" / name).read_bytes()) for name in ("catalog.json", CATALOG_SCHEMA))
    assert complaints(schema, catalog) == []


def test_named_views_are_in_it(root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Views of a release name it, lead out of its folder on the site, and cite it."""
    monkeypatch.setattr(named_views, "ENOUGH", 1)
    assert lvkb(root, "freeze", str(tmp_path), "--no-site", "--no-parquet")[0] == 0
    found = files(tmp_path / "toys-data-1.4.2.zip")
    folder = "toys-data-1.4.2/views/imagenet-1k-no-distillation-224"
    assert {name.rpartition(".")[2] for name in found if name.startswith(f"{folder}/gmacs.")} == set(ENDINGS)
    page = found[f"{folder}/gmacs.html"].decode()
    assert "data 1.4.2 of 2026-11-20" in page
    assert 'href="../../../../models/?' in page
    with zipfile.ZipFile(io.BytesIO(found[f"{folder}/gmacs.zip"])) as opened:
        citation = opened.read("imagenet-1k-no-distillation-224-gmacs/CITATION.bib").decode()
    assert "v/1.4.2/" in citation


def test_the_notice_tells_what_it_takes_to_make_it_again(
    root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Data have links to the site: for another address the bytes are others, so that the notice names it."""
    monkeypatch.setenv("LVKB_SITE_URL", "https://toys.example/kb")
    assert lvkb(root, "freeze", str(tmp_path), "--no-site")[0] == 0
    notice = files(tmp_path / "toys-data-1.4.2.zip")["toys-data-1.4.2/README.md"].decode()
    commit = git(root, "rev-parse", "HEAD")
    assert f"\nMade by lvkb {__version__} from commit {commit}, for the site https://toys.example/kb/.\n" in notice


def test_without_parquet(root: Path, tmp_path: Path) -> None:
    """Tables as Parquet can be left out, and the notice does not speak of them."""
    assert lvkb(root, "freeze", str(tmp_path), "--no-site", "--no-parquet")[0] == 0
    found = files(tmp_path / "toys-data-1.4.2.zip")
    assert [name for name in found if name.endswith(".parquet")] == []
    assert "Parquet" not in found["toys-data-1.4.2/README.md"].decode()


def test_next(root: Path, tmp_path: Path) -> None:
    """The state between releases goes by its own name, says that it is none, and is not cited."""
    (root / "catalog/release.yml").unlink()
    (root / "CITATION.cff").unlink()
    assert lvkb(root, "build", "--no-html")[0] == 0
    git(root, "commit", "-qam", "unreleased")
    assert lvkb(root, "freeze", str(tmp_path), "--no-site", "--next")[0] == 0
    found = files(tmp_path / "toys-data-next.zip")
    assert "toys-data-next/CITATION.cff" not in found
    notice = found["toys-data-next/README.md"].decode()
    assert notice.startswith("# Toy Knowledge Base: unreleased data\n\n")
    assert "\n\nThe state between two releases. It changes every day: " in notice
    assert "## Cite" not in notice


@pytest.mark.parametrize("folder", ["archives", "."])
def test_an_archive_inside_the_knowledge_base_is_no_change_of_it(root: Path, folder: str) -> None:
    """Archives may lie in the repository, whether git ignores them or not."""
    assert [lvkb(root, "freeze", str(root / folder), "--no-site")[0] for _ in range(2)] == [0, 0]


def test_what_is_not_committed(root: Path, tmp_path: Path) -> None:
    """Changed and new files are named, and nothing is written."""
    (root / "LICENSE-data").write_text("Leave it.\n", encoding="utf-8")
    (root / "catalog/new.txt").write_text("", encoding="utf-8")
    assert lvkb(root, "freeze", str(tmp_path / "out"), "--no-site")[::2] == (
        1,
        (
            "Looking whether everything is committed ...\n"
            "lvkb: 2 files are not committed: LICENSE-data, catalog/new.txt. A release is what a commit holds: "
            "commit first, or set changes aside with `git stash --include-untracked`.\n"
        ),
    )
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize("folder", [".", "catalog"])
def test_changes_beside_the_archive(root: Path, folder: str) -> None:
    """Where the archive goes into the knowledge base itself, what is changed there is refused all the same."""
    with (root / "catalog/papers/toy-plain.yml").open("a", encoding="utf-8") as file:
        file.write("# changed\n")
    code, _, errors = lvkb(root, "freeze", str(root / folder), "--no-site")
    assert code == 1
    assert "1 file is not committed: catalog/papers/toy-plain.yml." in errors


def test_records_that_git_ignores(root: Path, tmp_path: Path) -> None:
    """A record that only this clone has is no part of a release; hidden files of the system are none at all."""
    (root / ".git/info/exclude").write_text("toy-own.yml\n.DS_Store\n", encoding="utf-8")
    (root / "catalog/.DS_Store").touch()
    assert lvkb(root, "freeze", str(tmp_path), "--no-site")[0] == 0
    text = (root / "catalog/papers/toy-gap.yml").read_text(encoding="utf-8")
    own = text.replace("toy-gap", "toy-own").replace("ToyGap", "ToyOwn").replace("toy.gap", "toy.own")
    (root / "catalog/papers/toy-own.yml").write_text(own, encoding="utf-8")
    code, _, errors = lvkb(root, "freeze", str(tmp_path), "--no-site")
    assert code == 1
    assert "1 file is not committed: catalog/papers/toy-own.yml." in errors


def test_licences_that_are_links(root: Path, tmp_path: Path) -> None:
    """A link to a file of the machine is no licence; one to another licence is."""
    (tmp_path / "secret").write_text("mine\n", encoding="utf-8")
    (root / "LICENSE-secret").symlink_to(tmp_path / "secret")
    (root / "LICENSE").symlink_to("LICENSE-data")
    git(root, "add", "-A")
    git(root, "commit", "-qm", "links")
    assert lvkb(root, "freeze", str(tmp_path / "out"), "--no-site")[0] == 0
    found = files(tmp_path / "out/toys-data-1.4.2.zip")
    assert found["toys-data-1.4.2/LICENSE"] == b"Take it.\n"
    assert "toys-data-1.4.2/LICENSE-secret" not in found


def test_a_clone_without_the_whole_history(root: Path, tmp_path: Path) -> None:
    """A feed of the site is made from the history, so that a shallow clone is refused; without the site it is none."""
    git(root, "commit", "-q", "--allow-empty", "-m", "second")
    git(tmp_path, "clone", "-q", "--depth=1", root.as_uri(), "shallow")
    code, _, errors = lvkb(tmp_path / "shallow", "freeze", str(tmp_path / "site"))
    told = "this clone does not hold the whole history, from which a feed of the site is made."
    cure = "`git fetch --unshallow` brings it; --no-site needs none."
    assert (code, errors.splitlines()[-1]) == (1, f"lvkb: {told} {cure}")
    assert not (tmp_path / "site").exists()
    assert lvkb(tmp_path / "shallow", "freeze", str(tmp_path / "one"), "--no-site")[0] == 0
    assert lvkb(root, "freeze", str(tmp_path / "two"), "--no-site")[0] == 0
    one, two = ((tmp_path / name / "toys-data-1.4.2.zip").read_bytes() for name in ("one", "two"))
    assert one == two


def test_generated_files_out_of_date(root: Path, tmp_path: Path) -> None:
    """A committed release whose README and citation are of another one is refused, with the first differences."""
    (root / "catalog/release.yml").write_text(RELEASE.replace("1.4.2", "1.5.0"), encoding="utf-8")
    git(root, "commit", "-qam", "1.5.0")
    code, _, errors = lvkb(root, "freeze", str(tmp_path / "out"), "--no-site")
    assert code == 1
    assert "\nCITATION.cff:8:13: LV901 The file is out of date: it has 'version: \"1.4.2\"' where " in errors
    assert errors.endswith("Generated files are out of date; run `lvkb build` and commit the result.\n")


def test_broken_records(root: Path, tmp_path: Path) -> None:
    """A record with an error is shown, and nothing is packed."""
    (root / "catalog/papers/broken.yml").write_text("id: [", encoding="utf-8")
    git(root, "add", "-A")
    git(root, "commit", "-qm", "broken")
    code, text, errors = lvkb(root, "freeze", str(tmp_path / "out"), "--no-site")
    assert (code, errors) == (1, "lvkb: nothing was built; mend these errors first.\n")
    assert text.startswith("catalog/papers/broken.yml:1:")


def test_no_release(root: Path, tmp_path: Path) -> None:
    """Without a release the command says what to write."""
    (root / "catalog/release.yml").unlink()
    code, _, errors = lvkb(root, "freeze", str(tmp_path / "out"), "--no-site")
    assert code == 2
    assert errors == (
        "lvkb: there is no catalog/release.yml: write `version` and `date` of a release into it, or pack with --next.\n"
    )


def test_no_repository(toy_root: Path, tmp_path: Path) -> None:
    """A folder that git does not know has no state that could be a release."""
    (toy_root / "catalog/release.yml").write_text(RELEASE, encoding="utf-8")
    code, _, errors = lvkb(toy_root, "freeze", str(tmp_path / "out"), "--no-site")
    assert (code, errors.splitlines()[-1]) == (
        2,
        "lvkb: this folder is no clone of a git repository, so that there is nothing to compare with.",
    )


@pytest.mark.parametrize("path", ["LICENSE-data/out", "nowhere/out"])
def test_no_folder_can_be_there(root: Path, path: str) -> None:
    """What stands in the way of the folder is named before anything is built."""
    (root / "nowhere").symlink_to(root / "gone")
    there = (root / path).parent
    assert lvkb(root, "freeze", str(root / path))[::2] == (
        2,
        f"lvkb: {there} is no folder. Name one that is there, or a new one.\n",
    )


def test_a_file_in_the_place_of_the_folder(root: Path) -> None:
    """Archives go into a folder."""
    file = root / "LICENSE-data"
    assert lvkb(root, "freeze", str(file), "--no-site")[::2] == (
        2,
        f"lvkb: {file} is no folder. Name one that is there, or a new one.\n",
    )
