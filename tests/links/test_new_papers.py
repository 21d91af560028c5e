"""`lvkb discover` and `lvkb fix --links`: new papers from a stand-in of arXiv, corrections shown and written."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from xml.sax.saxutils import escape

import pytest
from pytest_httpserver import HTTPServer
from typer.testing import CliRunner, Result
from werkzeug import Request, Response

from lvkb import intake
from lvkb.catalog import Catalog, load
from lvkb.cli import app, fix
from lvkb.links.checkers.arxiv_feed import Entry, read_feed
from lvkb.links.context import Context
from lvkb.links.discovery.arxiv_search import NoAnswer, by_id, search
from lvkb.links.discovery.candidates import write
from lvkb.links.discovery.new_papers import Discovery, QueriesUnreadable, discover, read_queries
from lvkb.links.discovery.relevance import reasons
from lvkb.links.endpoints import Endpoints
from lvkb.links.fixes.link_corrections import Change
from lvkb.links.http.client import Client
from lvkb.links.limits import Limits
from lvkb.links.rate_limit import RateLimit
from tests.conftest import MakeRoot
from tests.samples import record

TODAY = date(2026, 11, 20)
POSITION = "components/position-encoding"
QUERIES = f"""\
queries:
  - {{category: {POSITION}, search: 'abs:"one"'}}
  - {{category: {POSITION}, search: 'abs:"two"'}}
"""
TITLE = "An Efficient [Vision] Transformer | with *Token* Pruning & a < b"
LIMITS = Limits(arxiv_gap_s=0, arxiv_waits_s=(1, 2))


def entry(
    arxiv: str,
    title: str,
    day: str = "2026-11-18",
    abstract: str = "",
    authors: tuple[str, ...] = ("A B",),
    comment: str = "",
) -> str:
    """Gives the Atom entry of a paper."""
    names = "".join(f"<author><name>{escape(name)}</name></author>" for name in authors)
    return (
        f"<entry><id>http://arxiv.org/abs/{arxiv}v1</id><title>{escape(title)}</title><summary>{escape(abstract)}</summary>"
        f"<published>{day}T17:58:22Z</published><updated>{day}T17:58:22Z</updated>{names}"
        f'<arxiv:comment xmlns:arxiv="http://arxiv.org/schemas/atom">{escape(comment)}</arxiv:comment>'
        '<arxiv:primary_category xmlns:arxiv="http://arxiv.org/schemas/atom" term="cs.CV"/></entry>'
    )


def feed(*entries: str) -> str:
    """Gives an answer of the query API."""
    return (
        '<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom" '
        'xmlns:opensearch="http://a9.com/-/spec/opensearch/1.1/"><id>http://arxiv.org/api/x</id><title>arXiv</title>'
        f"<opensearch:totalResults>{len(entries)}</opensearch:totalResults>{''.join(entries)}</feed>"
    )


@pytest.fixture
def context(httpserver: HTTPServer) -> Iterator[Context]:
    """The means to ask the stand-in; waits are noted, not slept."""
    client = Client(LIMITS, allowed=[f"{httpserver.host}:{httpserver.port}"])
    yield Context(client, RateLimit(), Endpoints(arxiv_api=httpserver.url_for("/api")), LIMITS, lambda _: None)
    client.close()


@pytest.fixture
def catalog(make_root: MakeRoot) -> Catalog:
    """A catalogue with a record, a draft with gaps, a decision, and two searches."""
    decision = 'decisions:\n  - {listing: list, title: "A Paper Left: Out", reason: "about music"}\n'
    files = {
        "papers/held.yml": record("held", title='"A Held Paper"', arxiv='"2611.00001"'),
        "papers/draft.yml": 'id: draft\ntitle: "A Draft With Gaps"\narxiv: "2611.00002"\nauthors: [GAP]\n',
        "decisions.yml": decision,
        "queries.yml": QUERIES,
    }
    return load(make_root(files))


def answer(httpserver: HTTPServer, answers: Callable[[Request], Response]) -> None:
    """Lets the stand-in answer."""
    httpserver.expect_request("/api").respond_with_handler(answers)


def searched(request: Request) -> Response:
    """Gives new and known papers to the two searches."""
    new = entry("2611.00009", TITLE, abstract="ImageNet, 5 M parameters and 1 GFLOPs. SECRET")
    if request.args["search_query"] == 'abs:"one"':
        known = (
            entry("2611.00001", "Another Title of the Held Paper"),
            entry("2611.00003", "A held PAPER"),
            entry("2611.00002", "Draft"),
            entry("2611.00004", "A Draft with Gaps"),
            entry("2611.00005", "A paper left: out!"),
            entry("2610.00001", "Too Old", "2026-10-20"),
        )
        return Response(feed(new, *known))
    return Response(feed(new, entry("2611.00008", "A Survey of Medical Vision Transformers", "2026-11-01")))


def found(catalog: Catalog, context: Context) -> Discovery:
    """Gives what a run finds."""
    return discover(catalog, read_queries(catalog), context, TODAY, 30)


DISCOVERED = """\
2611.00009  An Efficient [Vision] Transformer | with *Token* Pruning & a < b  [components/position-encoding] score 11\
: found by 2 searches +2, title: efficient, pruning +4, abstract: ImageNet, parameters, compute +3, cs.CV +1, \
at most 7 days old +1
2611.00008  A Survey of Medical Vision Transformers  [components/position-encoding] score -4: \
title: vision transformer +2, cs.CV +1, survey -4, medical -3
7 papers found, 2 new to the catalogue; 2 of 2 searches answered; ready for `lvkb add ID`
"""


def test_discover(httpserver: HTTPServer, catalog: Catalog, context: Context) -> None:
    """New papers are ranked with reasons; held, drafted, decided and old ones are left out; no abstract shows."""
    answer(httpserver, searched)
    result = found(catalog, context)
    assert write(result, 50, "text", catalog.nodes) == DISCOVERED
    assert "SECRET" not in "".join(write(result, 50, form, catalog.nodes) for form in ("text", "json", "markdown"))
    assert dict(httpserver.log[0][0].args) == {
        "search_query": 'abs:"one"',
        "sortBy": "submittedDate",
        "sortOrder": "descending",
        "start": "0",
        "max_results": "100",
    }


def test_withdrawn_papers_are_left_out(httpserver: HTTPServer, catalog: Catalog, context: Context) -> None:
    """Comment or abstract tell that a paper is withdrawn; it is named, and no candidate. A held one is not."""
    said = "This paper has been withdrawn by the authors due to an error in Table 2"
    gone = (
        entry("2611.00009", "Gone by Its Comment", comment=said),
        entry("2611.00007", "Gone by Its Abstract", abstract=f"{said}."),
        entry("2611.00001", "A Held Paper", comment=said),
        entry("2611.00008", "A Vision Transformer", abstract="We withdraw tokens. This paper is withdrawn from ICLR."),
    )
    answer(httpserver, lambda _: Response(feed(*gone)))
    result = found(catalog, context)
    assert write(result, 50, "text", catalog.nodes) == (
        "2611.00008  A Vision Transformer  [components/position-encoding] score 6: found by 2 searches +2, "
        "title: vision transformer +2, cs.CV +1, at most 7 days old +1\n"
        "4 papers found, 1 new to the catalogue, 2 withdrawn and left out (2611.00007, 2611.00009); 2 of 2 searches "
        "answered; ready for `lvkb add ID`\n"
    )
    assert json.loads(write(result, 50, "json", catalog.nodes))["withdrawn"] == ["2611.00007", "2611.00009"]
    assert "Gone" not in write(result, 50, "markdown", catalog.nodes)


def test_limit(httpserver: HTTPServer, catalog: Catalog, context: Context) -> None:
    """Only as many papers as asked for are shown, and the closing line tells it."""
    answer(httpserver, searched)
    lines = write(found(catalog, context), 1, "text", catalog.nodes).splitlines()
    assert len(lines) == 2
    assert lines[1] == (
        "7 papers found, 2 new to the catalogue, 1 shown; 2 of 2 searches answered; ready for `lvkb add ID`"
    )


def test_json(httpserver: HTTPServer, catalog: Catalog, context: Context) -> None:
    """The JSON form has counts, and each paper with its reasons."""
    answer(httpserver, searched)
    document = json.loads(write(found(catalog, context), 50, "json", catalog.nodes))
    assert (document["found"], document["new"], document["searches"], document["answered"]) == (7, 2, 2, 2)
    assert document["papers"][1] == {
        "arxiv": "2611.00008",
        "url": "https://arxiv.org/abs/2611.00008",
        "title": "A Survey of Medical Vision Transformers",
        "authors": ["A B"],
        "published": "2026-11-01",
        "categories": [POSITION],
        "score": -4,
        "reasons": [
            {"points": 2, "text": "title: vision transformer"},
            {"points": 1, "text": "cs.CV"},
            {"points": -4, "text": "survey"},
            {"points": -3, "text": "medical"},
        ],
    }


def test_markdown_can_be_imported(httpserver: HTTPServer, catalog: Catalog, context: Context) -> None:
    """An import of the Markdown form gives a draft for each paper, in its category, with title and id as found."""
    answer(httpserver, searched)
    text = write(found(catalog, context), 50, "markdown", catalog.nodes)
    plan = intake.plan(intake.read_list(text, "new.md"), catalog)
    assert [draft.title for draft in plan.drafts] == [TITLE, "A Survey of Medical Vision Transformers"]
    assert all(f"categories: [{POSITION}]" in draft.text for draft in plan.drafts)
    assert 'arxiv: "2611.00009"' in plan.drafts[0].text
    assert {question.code for question in plan.questions} == {"LV052"}


def test_search_that_is_refused_ends_the_run(httpserver: HTTPServer, catalog: Catalog, context: Context) -> None:
    """A refusing arXiv is asked again after each wait; then no further search is asked, and it is said."""
    answer(httpserver, lambda _: Response("Rate exceeded.", 429))
    result = found(catalog, context)
    assert result == Discovery((), 0, 2, 0, 'search "abs:"one"": arXiv gave no answer, it answered 429')
    assert len(httpserver.log) == 3


def test_a_passing_failure_is_waited_for(httpserver: HTTPServer, context: Context) -> None:
    """A search that is throttled at first is answered in the end."""
    answers = iter([Response("", 503), Response(feed(entry("2611.00009", TITLE)))])
    answer(httpserver, lambda _: next(answers))
    assert [one.ref.id for one in search("x", context)] == ["2611.00009"]


@pytest.mark.parametrize(
    ("body", "status"),
    [
        ("<html>", 200),
        ("", 403),
        (feed(), 400),
        (feed("<entry><id>http://arxiv.org/api/errors#x</id><title>Error</title></entry>"), 200),
    ],
)
def test_bad_answers(httpserver: HTTPServer, context: Context, body: str, status: int) -> None:
    """An answer that is no good feed is no answer."""
    answer(httpserver, lambda _: Response(body, status))
    with pytest.raises(NoAnswer):
        search("x", context)


def test_address_that_may_not_be_asked_is_not_waited_for() -> None:
    """An address inside a private network is refused at once."""
    slept: list[float] = []
    client = Client(LIMITS)
    context = Context(client, RateLimit(), Endpoints(arxiv_api="http://127.0.0.1:9/api"), LIMITS, slept.append)
    with pytest.raises(NoAnswer):
        search("x", context)
    assert slept == []


def test_by_id(httpserver: HTTPServer, context: Context) -> None:
    """Papers are matched by id, whatever the order; others than those asked for are dropped."""
    answer(
        httpserver,
        lambda _: Response(feed(entry("2611.00002", "B"), entry("2611.00001", "A"), entry("2611.00007", "C"))),
    )
    got = by_id(["2611.00001", "2611.00002", "2611.00003"], context)
    assert {arxiv: one.facts["title"] for arxiv, one in got.items()} == {"2611.00002": "B", "2611.00001": "A"}
    assert httpserver.log[0][0].args["max_results"] == "3"


def test_all_authors_are_kept() -> None:
    """A paper of a hundred authors keeps them all, beyond what a fact has room for."""
    names = tuple(f"Ada Number{number} Lovelace" for number in range(100))
    (one,) = read_feed(feed(entry("2611.00001", "A", authors=names)).encode()).entries
    assert one.authors == names


def ranked(title: str, *nodes: str, day: str = "2026-11-20", abstract: str = "") -> list[str]:
    """Gives the reasons for a paper."""
    (one,) = read_feed(feed(entry("2611.00001", title, day, abstract)).encode()).entries
    return [str(reason) for reason in reasons(one, nodes, TODAY)]


@pytest.mark.parametrize(
    ("title", "wanted"),
    [
        ("Lightweight Mobile ViT", ["title: lightweight, small +4", "title: vision transformer +2"]),
        (
            "Lightweight Fast Tiny Pruned Distilled Networks",
            ["title: lightweight, efficient, small, pruning, distillation +6"],
        ),
        ("Point Clouds in 3D", ["3D -3"]),
        ("Video Diffusion with Language Models", ["other task -3"]),
        ("Smallest Steps", []),
    ],
)
def test_reasons(title: str, wanted: list[str]) -> None:
    """Words of a title count for or against a paper, each group once."""
    assert [text for text in ranked(title) if text.startswith(("title", "3D", "other"))] == wanted


def test_age_and_searches() -> None:
    """New papers and those found by several searches count more, up to a bound."""
    assert ranked("X", *"abcdef", day="2026-11-12") == ["found by 6 searches +6", "cs.CV +1"]
    assert ranked("X", "a", day="2026-11-13") == ["cs.CV +1", "at most 7 days old +1"]
    assert reasons(Entry(read_feed(feed(entry("2611.00001", "A")).encode()).entries[0].ref, {}), (), TODAY) == ()


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("queries: []\n", "catalog/queries.yml:1:10: LV013 queries: The list is empty."),
        (
            "queries:\n  - {category: nowhere, search: x}\n",
            'catalog/queries.yml:2:16: "nowhere" is no node of catalog/taxonomy.yml.',
        ),
        (
            "queries:\n  - {category: components}\n",
            'catalog/queries.yml:2:5: LV011 queries[0].search: "search" is missing.',
        ),
        (None, "catalog/queries.yml:1:1: LV001 The file cannot be read: No such file or directory."),
    ],
)
def test_bad_queries(make_root: MakeRoot, text: str | None, why: str) -> None:
    """A file of searches that is missing or wrong is refused with the place."""
    catalog = load(make_root({"queries.yml": text} if text else {}))
    with pytest.raises(QueriesUnreadable) as caught:
        read_queries(catalog)
    assert str(caught.value).startswith(why)


def run(httpserver: HTTPServer, monkeypatch: pytest.MonkeyPatch, *arguments: str | Path) -> Result:
    """Runs a command in this process, with the stand-in in arXiv's place."""
    monkeypatch.setenv("LVKB_ARXIV_API", httpserver.url_for("/api"))
    allow = ["--allow-host", f"{httpserver.host}:{httpserver.port}"]
    return CliRunner().invoke(app, [*map(str, arguments), *allow])


def test_discover_command(httpserver: HTTPServer, make_root: MakeRoot, monkeypatch: pytest.MonkeyPatch) -> None:
    """The command prints new papers; its Markdown goes into an import as it is, and its counts beside it."""
    day = (datetime.now(UTC).date() - timedelta(days=2)).isoformat()
    answer(httpserver, lambda _: Response(feed(entry("2611.00009", "A Small ViT Model", day))))
    root = make_root({"queries.yml": f"queries:\n  - {{category: {POSITION}, search: 'x'}}\n"})
    done = run(httpserver, monkeypatch, "discover", "--root", root, "--format", "markdown")
    assert done.exit_code == 0, done.output
    new = root / "new.md"
    new.write_text(done.stdout, encoding="utf-8")
    assert done.stderr.endswith(
        "1 paper found, 1 new to the catalogue; 1 of 1 searches answered; ready for `lvkb add ID`\n"
    )
    imported = CliRunner().invoke(app, ["import", str(new), "--root", str(root)])
    assert "catalog/papers/a-small-vit-model.yml written" in imported.stdout


def test_discover_command_without_answer(
    httpserver: HTTPServer, make_root: MakeRoot, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A run without an answer ends with exit code 3 and the reason, a wrong format or no file of searches with 2."""
    answer(httpserver, lambda _: Response("no", 403))
    root = make_root({"queries.yml": f"queries:\n  - {{category: {POSITION}, search: 'x'}}\n"})
    done = run(httpserver, monkeypatch, "discover", "--root", root)
    assert (done.exit_code, done.stdout) == (3, "0 papers found, 0 new to the catalogue; 0 of 1 searches answered\n")
    assert 'lvkb: search "x": arXiv gave no answer, ' in done.stderr
    assert run(httpserver, monkeypatch, "discover", "--root", root, "--format", "yaml").exit_code == 2
    (root / "catalog/queries.yml").unlink()
    assert run(httpserver, monkeypatch, "discover", "--root", root).exit_code == 2


def fixed(root: Path, *arguments: str) -> Result:
    """Runs `lvkb fix` in this process."""
    return CliRunner().invoke(app, ["fix", "--root", str(root), *arguments])


FIX = """\
--- a/catalog/papers/one.yml
+++ b/catalog/papers/one.yml
@@ -5,6 +5,7 @@
+doi: 10.1109/x
1 correction in 1 record; write them with `lvkb fix --links --write`
"""


def test_fix(make_root: MakeRoot, monkeypatch: pytest.MonkeyPatch) -> None:
    """Corrections are shown as a diff, written with --write, and then there is nothing left to correct."""
    root = make_root({"papers/one.yml": record("one", arxiv='"2101.00001"')})
    path = "catalog/papers/one.yml"
    before = (root / path).read_text(encoding="utf-8")
    change = Change(path, ("doi",), "", "10.1109/x")
    monkeypatch.setattr(fix, "_changes", lambda *_, **__: (change,))
    shown = fixed(root, "--links")
    assert shown.exit_code == 1
    assert "".join(line for line in shown.stdout.splitlines(keepends=True) if not line.startswith(" ")) == FIX
    assert (root / path).read_text(encoding="utf-8") == before
    done = fixed(root, "--links", "--write")
    assert (done.exit_code, done.stdout) == (0, f"{path} written\n1 correction in 1 record: 1 record written\n")
    assert (root / path).read_text(encoding="utf-8") == before.replace(
        'arxiv: "2101.00001"\n', 'arxiv: "2101.00001"\ndoi: 10.1109/x\n'
    )
    again = fixed(root, "--links", "--write")
    assert again.exit_code == 1
    assert again.stderr == f"{path}:8:6: doi is left as it is: There is a value by now.\n"
    monkeypatch.setattr(fix, "_changes", lambda *_, **__: ())
    nothing = fixed(root, "--links")
    assert (nothing.exit_code, nothing.stdout) == (0, "0 corrections in 0 records\n")


def test_fix_without_records(make_root: MakeRoot) -> None:
    """A base without records is wrong use, with services and without."""
    root = make_root({})
    bare = fixed(root)
    assert (bare.exit_code, bare.stderr) == (2, "lvkb: there is no record to correct.\n")
    assert fixed(root, "--links").exit_code == 2
