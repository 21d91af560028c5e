"""`lvkb add` of papers: records from stand-ins of the registers, from BibTeX, from nothing; who gets none, and why."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from xml.sax.saxutils import escape

import pytest
from pytest_httpserver import HTTPServer
from typer.testing import CliRunner, Result
from werkzeug import Request, Response

from lvkb.catalog import load
from lvkb.cli import add_papers, app
from lvkb.editing import canonical
from tests.conftest import MakeRoot
from tests.samples import record

POSITION = "components/position-encoding"
ANNOTATION = '{idea: "Convolutions encode positions", cheaper: "No table", limits: "Few"}'


def paper(arxiv: str, title: str, *, comment: str = "", abstract: str = "", doi: str = "", more: str = "") -> str:
    """Gives the Atom entry of a paper, in its third version."""
    tags = {"arxiv:comment": comment, "arxiv:doi": doi}
    told = "".join(f"<{name}>{escape(text)}</{name}>" for name, text in tags.items() if text)
    return (
        f'<entry xmlns:arxiv="http://arxiv.org/schemas/atom"><id>http://arxiv.org/abs/{arxiv}v3</id>'
        f"<title>{escape(title)}</title><summary>{escape(abstract)}</summary><published>2026-11-18T17:58:22Z</published>"
        "<updated>2026-11-19T17:58:22Z</updated>"
        f"<author><name>Ada Flint</name></author><author><name>Zoë O'Neil</name></author>{told}{more}</entry>"
    )


WITHDRAWN = "This paper has been withdrawn by the authors due to an error"
PAPERS = {
    "2611.00009": paper(
        "2611.00009",
        "X-ViT: A Title",
        comment="Accepted at NeurIPS 2026 (oral). Code: https://github.com/flint/x-vit/tree/main",
        abstract="We encode positions by convolutions. Models at https://gitlab.com/f/stones.",
        doi="10.1109/x.2026",
    ),
    "2611.00001": paper("2611.00001", "A Held Paper"),
    "2611.00005": paper("2611.00005", "A Paper Left: Out"),
    "2611.00006": paper("2611.00006", "Gone", comment=WITHDRAWN),
    "2611.00012": paper("2611.00012", "Gone Without a Comment", abstract=f"{WITHDRAWN}."),
    "2611.00010": paper("2611.00010", "A Title Without a Name", comment="ICLR 2027 Workshop"),
    "2611.00011": paper("2611.00011", "Held: Another Paper of That Name"),
}


def feed(*entries: str) -> str:
    """Gives an answer of the query API."""
    return f'<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom"><id>x</id>{"".join(entries)}</feed>'


def arxiv(request: Request) -> Response:
    """Answers as arXiv does."""
    ids = request.args["id_list"].split(",")
    return Response(feed(*(PAPERS[item] for item in ids if item in PAPERS)))


CVF_PAGE = """<html><head><meta name="citation_title" content="C-ViT: Stones &amp; Sand">
<meta name="citation_author" content="Flint, Ada"><meta name="citation_author" content="Bo Li"></head></html>"""

Run = Callable[..., Result]


@pytest.fixture
def root(make_root: MakeRoot) -> Path:
    """A catalogue with a record, and a paper that was decided against."""
    decision = 'decisions:\n  - {listing: list, title: "A Paper Left: Out", reason: "about music"}\n'
    held = record("held", title='"A Held Paper"', name="Held", annotation=ANNOTATION, arxiv='"2611.00001"')
    return make_root({"papers/held.yml": held, "decisions.yml": decision})


@pytest.fixture
def run(httpserver: HTTPServer, monkeypatch: pytest.MonkeyPatch, root: Path) -> Run:
    """Gives a function that runs `lvkb add` against the stand-ins."""
    httpserver.expect_request("/api").respond_with_handler(arxiv)
    note = {"id": "OpenPaper1", "forum": "OpenPaper1", "content": {"title": {"value": "O-ViT: Open"}}}
    note["content"] |= {"authors": {"value": ["Ada Flint"]}, "venue": {"value": "ICLR 2025 Poster"}}  # type: ignore[operator]
    httpserver.expect_request("/openreview/notes").respond_with_json({"notes": [note]})
    httpserver.expect_request("/doi/api/handles/10.1109/d").respond_with_json(
        {"responseCode": 1, "handle": "10.1109/d"}
    )
    httpserver.expect_request("/doi/api/handles/10.1109/none").respond_with_json({"responseCode": 100}, 404)
    person = {"given": "Ada", "family": "Flint"}
    work = {"DOI": "10.1109/d", "title": ["D-ViT: Doors"], "author": [person], "issued": {"date-parts": [[2024]]}}
    httpserver.expect_request("/crossref/works").respond_with_json({"message": {"items": [work]}})
    httpserver.expect_request("/cvf/content/CVPR2024/html/Flint_C-ViT_CVPR_2024_paper.html").respond_with_data(CVF_PAGE)
    for name in ("doi", "crossref", "openreview", "cvf"):
        monkeypatch.setenv(f"LVKB_{name.upper()}", httpserver.url_for(f"/{name}"))
    monkeypatch.setenv("LVKB_ARXIV_API", httpserver.url_for("/api"))
    allow = ("--allow-host", f"{httpserver.host}:{httpserver.port}")

    def added(*arguments: str, text: str = "") -> Result:
        return CliRunner().invoke(
            app, ["add", "--root", str(root), "--added", "2026-11-20", *allow, *arguments], input=text
        )

    return added


X_VIT = """\
# yaml-language-server: $schema=../schema/paper.schema.json
id: x-vit
name: X-ViT
title: "X-ViT: A Title"
authors: [Ada Flint, "Zoë O'Neil"]
published: {year: 2026, venue: NeurIPS 2026}  # venue as arXiv's comment tells it
categories: [GAP]  # proposed: components/position-encoding (as Held)
arxiv: "2611.00009"
doi: 10.1109/x.2026
code:
  - {github: flint/x-vit, official: GAP}  # named in the paper's comment: true where the authors' own
  - {url: "https://gitlab.com/f/stones", official: GAP}  # named in the paper's abstract: true where the authors' own
annotation:
  idea: GAP  # The mechanism: what is computed from what; own words
  cheaper: GAP  # What becomes cheaper, and why accuracy holds; own words
  limits: GAP  # The price: what it does not save, and what it needs; own words
sources:
  paper: {arxiv: "2611.00009v3"}
added: "2026-11-20"
"""


def test_arxiv_fills_what_it_tells(run: Run, root: Path) -> None:
    """Title, authors, year, DOI, venue and code are there; what wants a person is marked, and check names each mark."""
    result = run("2611.00009")
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout == "catalog/papers/x-vit.yml written\nFill the 6 GAP marks; `lvkb check` names each.\n"
    written = (root / "catalog/papers/x-vit.yml").read_bytes()
    assert written.decode() == X_VIT
    assert canonical(written, "x-vit.yml") == written
    gaps = [item.field for item in load(root).findings if item.code == "LV016"]
    assert gaps == [
        *("categories[0]", "code[0].official", "code[1].official"),
        *("annotation.idea", "annotation.cheaper", "annotation.limits"),
    ]


def test_who_gets_no_record(run: Run, root: Path) -> None:
    """Held with the place of its id, withdrawn with arXiv's words, decided against, unknown; the others are written."""
    result = run(
        "https://arxiv.org/abs/2611.00009v1", "arXiv:2611.00001", "2611.00005", "2611.00006", "2611.00012", "2611.00007"
    )
    assert result.exit_code == 1
    assert result.stdout.startswith("catalog/papers/x-vit.yml written\n")
    where = (root / "catalog/papers/held.yml").read_text().split("\n")
    line = next(number for number, text in enumerate(where, start=1) if text.startswith("arxiv:"))
    assert result.stderr.splitlines() == [
        f"arXiv:2611.00001: it is held already, at catalog/papers/held.yml:{line}: held.",
        "2611.00005: it was left out by a decision on list: about music.",
        f'2611.00006: the newest version is a withdrawal; its comment says "{WITHDRAWN}".',
        "2611.00012: the newest version is a withdrawal.",
        "2611.00007: arXiv knows no such paper.",
    ]


@pytest.mark.parametrize(
    ("named", "file", "lines"),
    [
        (
            "https://openreview.net/forum?id=OpenPaper1",
            "o-vit",
            [
                "name: O-ViT",
                "authors: [Ada Flint]",
                "published: {year: 2025, venue: ICLR 2025}",
                "openreview: OpenPaper1",
            ],
        ),
        ("openreview:OpenPaper1", "o-vit", ["openreview: OpenPaper1"]),
        ("https://doi.org/10.1109/D", "d-vit", ["name: D-ViT", "published: {year: 2024}", "doi: 10.1109/d"]),
        (
            "https://openaccess.thecvf.com/content/CVPR2024/html/Flint_C-ViT_CVPR_2024_paper.html",
            "c-vit",
            [
                'title: "C-ViT: Stones & Sand"',
                "authors: [Ada Flint, Bo Li]",
                "published: {year: 2024, venue: CVPR 2024}",
                "cvf: CVPR2024/Flint_C-ViT_CVPR_2024_paper",
            ],
        ),
    ],
)
def test_other_registers(run: Run, root: Path, named: str, file: str, lines: list[str]) -> None:
    """OpenReview, Crossref and the CVF site are asked for theirs."""
    result = run(named)
    assert (result.exit_code, result.stderr) == (0, "")
    text = (root / f"catalog/papers/{file}.yml").read_text()
    assert [line for line in lines if f"\n{line}" not in text] == []


def test_a_doi_that_nobody_knows(run: Run) -> None:
    """The register says so, and nothing is written."""
    result = run("10.1109/none")
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr == "10.1109/none: 10.1109/none is not registered as a DOI.\n"


BIBTEX = """@inproceedings{flint, title = {{B-ViT}: {Bricks} and M{\\"o}rtel},
  author = {Flint, Ada and Bo Li and others},
  booktitle = {CVPR}, year = {2023}, eprint = {2611.00009}, archivePrefix = {arXiv}}
@article{two, title={No Id At All}, author={Li, Bo}, year={2020}}"""


@pytest.mark.parametrize("way", ["argument", "file", "input"])
def test_bibtex(run: Run, root: Path, tmp_path: Path, way: str) -> None:
    """What a service tells comes first, BibTeX tells the rest; an entry without an id gets a gap for it."""
    (tmp_path / "a.bib").write_text(BIBTEX)
    named = {"argument": BIBTEX, "file": str(tmp_path / "a.bib"), "input": "-"}[way]
    result = run(named, text=BIBTEX if way == "input" else "")
    assert (result.exit_code, result.stderr) == (0, "")
    assert 'title: "X-ViT: A Title"' in (root / "catalog/papers/x-vit.yml").read_text()
    bare = (root / "catalog/papers/no-id-at-all.yml").read_text()
    assert "name: GAP  # short name that readers use, unique in the catalogue\n" in bare
    assert "authors: [Bo Li]\npublished: {year: 2020}  # the conference's or publisher's year; a preprint may" in bare
    assert "\narxiv: GAP  # or doi, openreview, cvf\n" in bare


def test_offline_takes_what_is_said(run: Run, root: Path, httpserver: HTTPServer) -> None:
    """No service is asked: an id gives its year, BibTeX all that it says."""
    result = run("--offline", "2505.01234", BIBTEX)
    assert (result.exit_code, result.stderr, httpserver.log) == (0, "", [])
    skeleton = (root / "catalog/papers/arxiv-2505-01234.yml").read_text()
    assert "title: GAP  # full title as the paper prints it\nauthors: [GAP]  # all authors in order" in skeleton
    assert (
        'published: {year: 2025}\ncategories: [GAP]  # a leaf of catalog/taxonomy.yml\narxiv: "2505.01234"\n'
        in skeleton
    )
    said = (root / "catalog/papers/b-vit.yml").read_text()
    assert 'title: "B-ViT: Bricks and Mörtel"\nauthors: [Ada Flint, Bo Li]\n' in said


@pytest.mark.parametrize(
    ("given", "name"),
    [
        ("2505.01234", "arxiv-2505-01234"),
        ("cs/0112017", "arxiv-cs-0112017"),
        ("10.1609/aaai.v39i20.35453", "doi-10-1609-aaai-v39i20-35453"),
        ("openreview:vh-0sUt8HlG", "openreview-vh-0sut8hlg"),
    ],
)
def test_a_paper_without_a_title_is_called_by_its_id(run: Run, root: Path, given: str, name: str) -> None:
    """Until a person gives it a name; a number alone would say nothing."""
    assert run(given, "--offline").stdout.startswith(f"catalog/papers/{name}.yml written\n")
    assert (root / f"catalog/papers/{name}.yml").exists()


def test_flags_say_what_is_asked_otherwise(run: Run, root: Path) -> None:
    """With all of them the record has no gap but that of code that nobody looked at."""
    notes = ("--idea", "Positions from convolutions.", "--cheaper", "No table.", "--limits", "Few.")
    result = run(
        "2611.00009", "--name", "XVT", "--id", "xvt", "--category", POSITION, "--official", "flint/x-vit", *notes
    )
    assert result.exit_code == 0
    text = (root / "catalog/papers/xvt.yml").read_text()
    assert "id: xvt\nname: XVT\n" in text
    assert f"categories: [{POSITION}]\n" in text
    assert "  - {github: flint/x-vit, official: true}\n" in text
    assert "  idea: >-\n    Positions from convolutions.\n" in text
    assert text.count("GAP") == 1


@pytest.mark.parametrize(("given", "name"), [("a\n  b: {c}", '"a b: {c}"'), ("-", "X-ViT"), (" ", "X-ViT")])
def test_a_name_is_one_line_that_a_record_holds(run: Run, root: Path, given: str, name: str) -> None:
    """Line breaks become spaces; what stands for nothing is none."""
    assert run("2611.00009", "--id", "x", "--name", given).exit_code == 0
    assert f"id: x\nname: {name}\n" in (root / "catalog/papers/x.yml").read_text()


def test_a_name_that_is_taken_is_a_gap(run: Run, root: Path) -> None:
    """The title would give a name that another record has."""
    assert run("2611.00011").exit_code == 0
    text = (root / "catalog/papers/held-another-paper-of-that-name.yml").read_text()
    assert "name: GAP  # Held is the name of held: tell them apart, as in EViT (eagle)\n" in text


@pytest.mark.parametrize(
    ("arguments", "why"),
    [
        (["https://github.com/a/b"], "names no paper: give an arXiv id, a DOI, the address of a paper on arXiv"),
        (["nonsense\u202e"], r'"nonsense\u202e" names no paper'),
        (["2611.00009", "--category", "nowhere"], '"nowhere" is no node of catalog/taxonomy.yml.'),
        (
            ["2611.00009", "--category", "components/position-encodings"],
            'catalog/taxonomy.yml. Did you mean "components/position-encoding", "components/embedding"?\n',
        ),
        (["2611.00009", "--category", "components"], '"components" has branches; take one of components/'),
        (["2611.00009", "2611.00010", "--name", "X"], "say something of one paper alone."),
        (["2611.00009", "--id", "Not An Id"], '"Not An Id" is no id: lower case letters, digits and single hyphens'),
        (["2611.00009", "--id", "held"], "catalog/papers/held.yml is there already."),
        (["@article{x, title = {Open"], 'BibTeX: "@article{x, title = {Open" does not parse as an entry.'),
        (["none.bib"], "none.bib"),
        (["2611.00009", "--rows", "1", "--device", "V100"], "Only with --table: --rows, --device."),
        (["2611.00009", "--format", "json"], "Only with --table: --format json."),
        (["--table", "x.csv", "--name", "X", "--offline"], "For papers, not for --table: --name, --offline, --added."),
        ([], "Name papers by id, address or BibTeX, or a table of results with --table."),
    ],
)
def test_wrong_use_asks_nobody(run: Run, httpserver: HTTPServer, arguments: list[str], why: str) -> None:
    """The message says what to give instead."""
    result = run(*arguments)
    assert (result.exit_code, result.stdout, httpserver.log) == (2, "", [])
    assert why in result.stderr


def test_a_dry_run_writes_nothing(run: Run, root: Path) -> None:
    """It shows the record that would be written."""
    shown = run("2611.00009", "--dry-run").stdout
    assert [file.name for file in (root / "catalog/papers").iterdir()] == ["held.yml"]
    run("2611.00009")
    record_text = (root / "catalog/papers/x-vit.yml").read_text()
    assert shown == f"catalog/papers/x-vit.yml would be written:\n{record_text}"


def test_nobody_is_asked_for_what_is_held(run: Run, httpserver: HTTPServer) -> None:
    """The place of a held paper is told without an answer of any service."""
    result = run("arXiv:2611.00001v2")
    assert (result.exit_code, result.stdout, httpserver.log) == (1, "", [])
    assert result.stderr.startswith("arXiv:2611.00001v2: it is held already, at catalog/papers/held.yml:")


BOMB = '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]><feed>&b;</feed>'


@pytest.mark.parametrize(
    "body",
    [BOMB, "no feed", feed(paper("2611.00009", "X", more="<a>" * 50)), "<feed>" + "x" * 12_000_000, ""],
    ids=["entities", "no feed", "too deep", "megabytes", "empty"],
)
def test_an_answer_that_cannot_be_trusted(
    run: Run, root: Path, httpserver: HTTPServer, monkeypatch: pytest.MonkeyPatch, body: str
) -> None:
    """Nothing is written; the message says what came, and how to go on without."""
    httpserver.expect_request("/bad").respond_with_data(body, content_type="application/atom+xml")
    monkeypatch.setenv("LVKB_ARXIV_API", httpserver.url_for("/bad"))
    result = run("2611.00009")
    assert (result.exit_code, result.stdout) == (3, "")
    assert result.stderr.startswith("lvkb: there was no answer: ")
    assert result.stderr.endswith("Nothing was written; --offline makes records with gaps, without asking.\n")
    assert len(result.stderr) < 500
    assert [file.name for file in (root / "catalog/papers").iterdir()] == ["held.yml"]


def test_hostile_texts_stay_texts(run: Run, root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Line breaks, quotes and marks of YAML in a title and a name are nothing but letters of the record."""
    nasty = 'Evil: "x"\n  - {github: a/b, official: true} # \u202e &amp; [x]: {{ y }}'
    monkeypatch.setitem(PAPERS, "2611.00012", paper("2611.00012", nasty, comment="Code: https://github.com/a/b]}#"))
    assert run("2611.00012").exit_code == 0
    file = root / "catalog/papers/evil.yml"
    assert canonical(file.read_bytes(), "evil.yml") == file.read_bytes()
    assert 'title: "Evil: \\"x\\" - {github: a/b, official: true} # & [x]: {{ y }}"\n' in file.read_text()


def test_a_terminal_is_asked_only_what_nobody_tells(run: Run, root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The category by its number, code by a letter, the annotation in own words; an empty answer leaves a gap."""
    monkeypatch.setattr(add_papers, "is_terminal", lambda: True)
    result = run("2611.00009", text="nowhere\n1\nmaybe\ny\n\nIdea.\n\n\n")
    assert result.exit_code == 0, result.output
    text = (root / "catalog/papers/x-vit.yml").read_text()
    assert '"nowhere" is no leaf of catalog/taxonomy.yml' in result.stdout
    assert f"categories: [{POSITION}]\n" in text
    assert "{github: flint/x-vit, official: true}\n" in text
    assert 'stones", official: GAP}' in text
    assert "  idea: >-\n    Idea.\n  cheaper: GAP" in text


def test_a_terminal_is_asked_for_a_name_that_is_free(run: Run, root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The name before the colon is another record's, and so is the first answer."""
    monkeypatch.setattr(add_papers, "is_terminal", lambda: True)
    result = run("2611.00011", text="held\nHeld (stone)\n\n\n\n\n")
    assert result.exit_code == 0, result.output
    assert result.stdout.count("is the name of held: tell them apart, as in EViT (eagle)") == 2
    assert "id: held-stone\nname: Held (stone)\n" in (root / "catalog/papers/held-stone.yml").read_text()


def test_a_stop_while_asking_writes_nothing(run: Run, root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The input ends in the second paper: neither is written."""
    monkeypatch.setattr(add_papers, "is_terminal", lambda: True)
    result = run("2611.00009", "2611.00010", text="1\ny\n\nIdea.\n\n\nName\n")
    assert result.exit_code == 2
    assert result.stderr.endswith("lvkb: stopped while asking; nothing was written.\n")
    assert [file.name for file in (root / "catalog/papers").iterdir()] == ["held.yml"]


def test_two_at_once_write_one_record(root: Path) -> None:
    """Five processes add one paper under names of their own: one writes it, the others say where it is."""
    command = [sys.executable, "-m", "lvkb", "add", "2505.01234", "--offline", "--root", str(root)]
    runs = [
        subprocess.Popen(
            [*command, "--id", f"paper-{name}", "--name", name],
            cwd=Path(__file__).parents[2],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        for name in "abcde"
    ]
    said = [process.communicate() for process in runs]
    assert sorted(process.returncode for process in runs) == [0, 1, 1, 1, 1]
    (written,) = [file.stem for file in (root / "catalog/papers").iterdir() if file.stem != "held"]
    assert [err for _, err in said if err] == [
        f"2505.01234: it is held already, at catalog/papers/{written}.yml:8: {written}.\n"
    ] * 4
