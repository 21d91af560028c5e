"""The wheel: what is in it, and what it can do where the sources are not."""

from __future__ import annotations

import json
import re
import zipfile
from pathlib import Path

import pytest

from tests.packaging.conftest import REPOSITORY, Environment

LOADED = "import json, sys, lvkb; print(json.dumps([len(lvkb.load('.').papers), lvkb.__file__, sorted(sys.modules)]))"
FRAMES = """
import json, sys, lvkb
kb = lvkb.load()
rows = kb.results.where(params_m__le=6, top1__ne=None)
print(json.dumps([repr(kb), len(rows), type(rows[0]["top1"]).__name__, sorted(sys.modules)]))
"""
ASK = """
import json, os, sys, anyio
from mcp import Client
from mcp.client.stdio import StdioServerParameters
async def ask():
    program = StdioServerParameters(command=sys.executable, args=["-m", "lvkb", "mcp"], env=dict(os.environ))
    async with Client(program) as client:
        picked = (await client.call_tool("pick", {"params": 6})).structured_content
        texts = [(await client.read_resource(f"lvkb://{name}")).contents[0].text for name in ("method", "glossary")]
        return client.instructions, picked["cards"][0]["model"], [text.split("\\n")[0] for text in texts]
print(json.dumps(anyio.run(ask)))
"""
SNAPSHOT = r"lvkb: data of the snapshot \d+\.\d+\.\d+ of \d{4}-\d\d-\d\d, packed with lvkb \S+\.\n"
MOST_BYTES = 10_000_000
SITE = "cbor2, feedgen, minify-html, mkdocs, mkdocs-material, pagefind, pillow, rcssmin, tinycss2"
LINKS = "certifi, feedparser, idna, requests, urllib3"
UNPACKED = ("catalog/queries.yml", "catalog/schema/paper.schema.json")
"""Files of the catalogue that only its editors need."""


def test_sources_and_shared_files_are_in_the_wheel(wheel: Path) -> None:
    """Each module, template, page and asset that the program reads is packed, and nothing else."""
    packed = set(zipfile.ZipFile(wheel).namelist())
    own = {name for name in packed if ".dist-info/" not in name}
    if not (REPOSITORY / "lvkb").is_dir():  # the wheel is tried with the sources away
        assert {"lvkb/__init__.py", "lvkb/_share/mkdocs.yml"} <= own
        return
    modules = {path.relative_to(REPOSITORY).as_posix() for path in (REPOSITORY / "lvkb").rglob("*.py")}
    shared = {f"lvkb/_share/{path}" for folder in ("templates", "site") for path in _files(REPOSITORY / folder)}
    pages = {f"lvkb/_share/docs/{name}.md" for name in ("record-format", "data-format", "licences", "glossary")}
    forms = {f"lvkb/_share/.github/{path}" for path in _files(REPOSITORY / ".github/ISSUE_TEMPLATE")}
    fonts = {f"lvkb/build/{path}" for path in _files(REPOSITORY / "lvkb/build/fonts")}
    data = {f"lvkb/_share/{path}" for path in _files(REPOSITORY / "catalog") if path not in UNPACKED}
    files = {"lvkb/_share/mkdocs.yml", "lvkb/exports/api/openapi.d.ts", "lvkb/py.typed"}
    assert own == {*modules, *shared, *pages, *forms, *fonts, *data, *files}


def _files(folder: Path) -> list[str]:
    return [path.relative_to(folder.parent).as_posix() for path in folder.rglob("*") if path.is_file()]


def test_a_knowledge_base_is_loaded_with_few_packages(plain: Environment) -> None:
    """`lvkb.load` works without any extra, from the installed package, and imports neither MkDocs nor requests."""
    done = plain.run("-c", LOADED)
    assert done.stderr == ""
    papers, file, modules = json.loads(done.stdout)
    assert papers == len(list((plain.root / "catalog/papers").glob("*.yml")))
    assert not Path(file).is_relative_to(REPOSITORY / "lvkb")
    assert {"requests", "urllib3", "mkdocs", "torch"}.isdisjoint(modules)


def test_what_needs_no_extra_works_without_one(plain: Environment) -> None:
    """Without any extra, records are checked and exported, and README.md is built."""
    assert plain.lvkb("check") == (0, "5 records checked: no findings\n", "")
    assert plain.lvkb("export", "csv", "--out", "all.csv", "--root", ".") == (0, "", "")
    assert (plain.root / "all.csv").read_text(encoding="utf-8").startswith("paper,")
    assert plain.lvkb("export", "bibtex")[0] == 0
    assert plain.lvkb("build", "--no-html") == (0, "wrote README.md\nwrote catalog/schema/paper.schema.json\n", "")


@pytest.mark.parametrize(
    "words",
    [
        ["pick", "--params", "6", "--gmacs", "1"],
        ["show", "MobileViT"],
        ["table", "MobileViT-S", "--format", "csv"],
        ["stats"],
        ["export", "results"],
        ["models", "list", "--paper", "mobilevit"],
    ],
    ids=lambda words: words[0],
)
def test_questions_are_answered_in_an_empty_folder(plain: Environment, words: list[str]) -> None:
    """The wheel brings the catalogue: questions are answered anywhere; whose data it is goes to the error channel."""
    code, out, errors = plain.elsewhere.lvkb(*words)
    assert code == 0, errors
    assert len(out.splitlines()) > 1
    assert re.fullmatch(SNAPSHOT, errors), errors


def test_frames_in_an_empty_folder(plain: Environment) -> None:
    """In Python too the snapshot answers anywhere, with digits and filters, without any library of data frames."""
    done = plain.elsewhere.run("-c", FRAMES)
    assert (done.returncode, done.stderr) == (0, "")
    shown, rows, top1, modules = json.loads(done.stdout)
    assert re.fullmatch(r"<KnowledgeBase of the snapshot .*, packed with lvkb .*: \d+ papers>", shown), shown
    assert (rows > 0, top1) == (True, "Decimal")
    assert {"pandas", "polars", "pyarrow", "requests", "mkdocs", "torch"}.isdisjoint(modules)


def test_parquet_in_an_empty_folder(with_answers: Environment) -> None:
    """With the extra `arrow` the snapshot is written as Parquet."""
    code, out, errors = with_answers.elsewhere.lvkb("export", "parquet", "--out", "results.parquet")
    assert (code, out) == (0, ""), errors
    assert (with_answers.elsewhere.root / "results.parquet").read_bytes().startswith(b"PAR1")


def test_assistants_are_answered_in_an_empty_folder(with_answers: Environment) -> None:
    """With the extra `mcp` the official client starts the server anywhere; it answers, and has its documents."""
    done = with_answers.elsewhere.run("-c", ASK)
    assert done.returncode == 0, done.stderr
    told, best, texts = json.loads(done.stdout)
    assert re.fullmatch(r".* data version \d+\.\d+\.\d+ of \d{4}-\d\d-\d\d", told.partition(". ")[0]), told
    assert best
    assert texts == ["# Method", "# Glossary"]
    assert re.fullmatch(SNAPSHOT, done.stderr), done.stderr


def test_what_is_installed_is_small(plain: Environment) -> None:
    """Code, templates and the whole catalogue take less than ten megabytes, and bring no package of an extra."""
    done = plain.run("-c", "import lvkb, pathlib; print(pathlib.Path(lvkb.__file__).parent)")
    files = (file for file in Path(done.stdout.strip()).rglob("*") if file.suffix != ".pyc" and file.is_file())
    assert sum(file.stat().st_size for file in files) < MOST_BYTES


def test_the_snapshot_is_neither_checked_nor_changed(plain: Environment) -> None:
    """Commands that check or write are for a knowledge base of one's own."""
    for words in (["check"], ["fmt"], ["fix"], ["build", "--no-html"], ["diff", "main"]):
        code, out, errors = plain.elsewhere.lvkb(*words)
        assert (code, out) == (2, "")
        assert errors.startswith("lvkb: No catalog/papers folder in "), errors
        assert errors.endswith("is for questions alone: pick, table, show, stats, export, mcp.\n")
    assert list(plain.elsewhere.root.iterdir()) == []


@pytest.mark.parametrize(
    ("words", "job", "packages", "extra"),
    [
        (["build"], "Building the site", SITE, "site"),
        (["serve"], "Showing the site", SITE, "site"),
        (["check", "--links"], "Checking links", LINKS, "links"),
        (["links", "README.md"], "Checking links", LINKS, "links"),
        (["fix", "--links"], "Asking the services", LINKS, "links"),
        (["discover"], "Asking arXiv", LINKS, "links"),
        (["add", "2110.02178"], "Asking the services", LINKS, "links"),
        (["export", "parquet", "--root", "."], "A table of Arrow", "pyarrow", "arrow"),
        (["mcp"], "Answering assistants", "mcp", "mcp"),
    ],
)
def test_a_missing_extra_is_named(plain: Environment, words: list[str], job: str, packages: str, extra: str) -> None:
    """A command that needs an extra says in two sentences what is missing and what brings it, and does nothing."""
    cure = f'Run pip install "lvkb[{extra}]", or in a clone pip install ".[{extra}]".'
    wanted = f"lvkb: {job} needs packages that are not installed: {packages}. {cure}\n"
    assert plain.lvkb(*words) == (2, "", wanted)


def test_missing_models_are_named(plain: Environment) -> None:
    """A command that needs torch says what brings it."""
    code, out, errors = plain.lvkb("models", "verify")
    assert (code, out) == (2, "")
    assert 'pip install "lvkb[models]"' in errors


def test_the_site_is_built_without_the_sources(with_site: Environment) -> None:
    """With the extra `site`, the wheel alone builds the searchable site, from the templates packed in it."""
    code, out, errors = with_site.lvkb("build")
    assert code == 0, errors
    assert "wrote build/site" in out
    assert (with_site.root / "build/site/papers/toy-plain/index.html").is_file()
    assert (with_site.root / "build/site/pagefind/pagefind-entry.json").is_file()


def test_another_survey_is_made_without_the_sources(with_site: Environment) -> None:
    """The wheel alone makes a survey of another name, which checks and builds at once."""
    code, out, errors = with_site.lvkb("init", "mixers", "--name", "A Survey of Mixers", "--field", "mixers")
    assert (code, errors) == (0, ""), out
    assert with_site.lvkb("check", "--strict", "--root", "mixers") == (0, "2 records checked: no findings\n", "")
    code, out, errors = with_site.lvkb("build", "--root", "mixers")
    assert (code, out) == (0, "wrote build/site\n"), errors
    home = (with_site.root / "mixers/build/site/index.html").read_text(encoding="utf-8")
    assert "A Survey of Mixers" in home
    assert "Lightweight ViT" not in home


def test_a_survey_is_made_without_an_extra(plain: Environment) -> None:
    """`lvkb init` needs no extra, and README.md is built."""
    assert plain.lvkb("init", "mixers")[0] == 0
    assert plain.lvkb("build", "--check", "--no-html", "--root", "mixers") == (
        0,
        "generated files are up to date\n",
        "",
    )
