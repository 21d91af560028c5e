"""`lvkb add`: draft records of single papers."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Annotated

import typer

from lvkb.cli import table_options
from lvkb.cli.add_table import TableTask, add_table
from lvkb.cli.common import Format, Root, TextOrJson, app, find, progress
from lvkb.cli.extras import need
from lvkb.cli.import_list import Added, DryRun, write_drafts
from lvkb.cli.link_options import AllowHost, link_context
from lvkb.errors import ExitCode, WrongUse

if TYPE_CHECKING:
    from lvkb import intake
    from lvkb.catalog import Catalog
    from lvkb.links.checkers.arxiv_feed import Entry


@app.command()
def add(
    papers: Annotated[
        list[str] | None, typer.Argument(metavar="[ID|URL...]", help="arXiv ids or addresses.", show_default=False)
    ] = None,
    root: Root = None,
    category: Annotated[
        str | None, typer.Option("--category", metavar="PATH", help="Leaf of the taxonomy that the papers belong to.")
    ] = None,
    added: Added = None,
    dry_run: DryRun = False,
    allow_host: AllowHost = None,
    output: Format = TextOrJson.TEXT,
    table: table_options.Table = None,
    to: table_options.To = None,
    source: table_options.SourceOption = None,
    at: table_options.At = None,
    written_as: table_options.WrittenAs = None,
    rows: table_options.Rows = None,
    resolution: table_options.Resolution = None,
    compute_unit: table_options.ComputeUnit = None,
    pretrain: table_options.Pretrain = None,
    distilled: table_options.Distilled = None,
    epochs: table_options.Epochs = None,
    teacher: table_options.Teacher = None,
    device: table_options.Device = None,
    precision: table_options.Precision = None,
    batch: table_options.Batch = None,
    given: table_options.Given = None,
) -> None:
    """Write a draft record with title, authors and year as arXiv tells them, and GAP marks for the rest.

    With --table, turn a table of results into readings of the record that --to names: LaTeX, Markdown, HTML, CSV, tabs,
    or columns of a PDF. What the table does not say is asked, on a terminal or by the flags that are listed.

    Exit code 0: all written, 1: a paper is held, decided on or unknown to arXiv, 2: wrong use, 3: no answer.
    """
    if table is not None:
        if papers:
            raise WrongUse("A table goes into one record, which --to names; give no papers beside it.")
        fields = {"resolution": resolution, "compute_unit": compute_unit, "pretrain": pretrain, "distilled": distilled}
        fields |= {"epochs": epochs, "teacher": teacher, "device": device, "precision": precision, "batch": batch}
        answers = table_options.answers_of(fields, given or ())
        add_table(TableTask(table, written_as, to, source, at, rows, answers), root, dry_run=dry_run, output=output)
        return
    if not papers:
        raise WrongUse("Name papers by arXiv id or address, or a table of results with --table.")
    need("links", "Asking arXiv")
    from lvkb import intake
    from lvkb.catalog import load

    ids = _ids(papers)
    catalog = load(find(root))
    if catalog.taxonomy is None:
        raise WrongUse("catalog/taxonomy.yml cannot be used; lvkb check says why.")
    if category is not None and category not in catalog.nodes:
        raise WrongUse(f'"{category}" is no node of catalog/taxonomy.yml.')
    found = _ask(ids, allow_host)
    refused = [f"{arxiv}: arXiv knows no such paper." for arxiv in ids if arxiv not in found]
    decided = _decided(catalog)
    wanted: list[Entry] = []
    for arxiv in (arxiv for arxiv in ids if arxiv in found):
        why = decided.get(_key(found[arxiv]))
        wanted += [] if why else [found[arxiv]]
        refused += [f'{arxiv}: "{found[arxiv].facts["title"]}" {why}'] if why else []
    parsed = intake.ParsedList("", tuple(_entry(entry, catalog, category) for entry in wanted), ())
    plan = intake.plan(parsed, catalog, added.date() if added else None)
    refused += (f'{item.at.path}: "{item.title}" is already here as {item.id}.' for item in plan.already)
    if write_drafts(plan, catalog.root, dry_run=dry_run) and not dry_run:
        typer.echo("Fill the GAP marks; `lvkb check` lists them.")
    for line in refused:
        typer.echo(line, err=True)
    if refused:
        raise typer.Exit(ExitCode.FINDINGS)


def _ids(papers: Iterable[str]) -> list[str]:
    """Gives the canonical arXiv ids of what the user named, each once."""
    from lvkb.findings import visible
    from lvkb.registers import ARXIV, parse_arxiv, parse_url

    ids: dict[str, None] = {}
    for text in papers:
        ref = parse_arxiv(text) or parse_url(text)
        if ref is None or ref.register is not ARXIV:
            raise WrongUse(f'"{visible(text)}" is no arXiv id or address; other papers are added by hand or by import.')
        ids[ref.id] = None
    return list(ids)


def _ask(ids: list[str], allow_host: list[str] | None) -> dict[str, Entry]:
    from lvkb.links.discovery.arxiv_search import NoAnswer, by_id

    try:
        with link_context(allow_host) as context, progress(lines=False) as say:
            say("Asking arXiv")
            found = by_id(ids, context)
    except NoAnswer as error:
        raise NoAnswer(f"arXiv gave no answer: {error}. Nothing was written.") from None
    return {arxiv: entry for arxiv, entry in found.items() if entry.facts.get("title")}


def _key(entry: Entry) -> str:
    from lvkb.registers import title_key

    return title_key(entry.facts["title"])


def _decided(catalog: Catalog) -> Mapping[str, str]:
    """Gives why papers were left out, by title key; those with a record are found by it."""
    from lvkb.registers import title_key

    return {
        title_key(item.title): f"was left out by a decision on {item.listing}: {item.reason}."
        for item in catalog.decisions
        if item.reason
    }


def _entry(entry: Entry, catalog: Catalog, category: str | None) -> intake.Entry:
    """Gives a paper as the entry of a list, under the headings of its category."""
    from lvkb import intake
    from lvkb.findings import Location
    from lvkb.registers import ARXIV, Ref

    at = Location(f"arXiv:{entry.ref.id}")
    ref = Ref(ARXIV, entry.ref.id)
    steps = category.split("/") if category else []
    titles = [catalog.nodes["/".join(steps[: depth + 1])].title for depth in range(len(steps))]
    sections = tuple(intake.Section(depth, title, at) for depth, title in enumerate(titles, start=1))
    return intake.Entry(entry.facts["title"], at, (intake.Link(ref.url, "", at, ref),), sections, authors=entry.authors)
