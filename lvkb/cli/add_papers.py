"""`lvkb add` of papers: what services know of them, what a person says, and their records."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from lvkb.cli.common import NotWritten, asking, find, is_terminal, progress, read_stdin
from lvkb.cli.link_options import link_context
from lvkb.errors import ExitCode, WrongUse
from lvkb.extras import need
from lvkb.findings import visible
from lvkb.near_words import did_you_mean, near_words
from lvkb.wording import amount

if TYPE_CHECKING:
    from lvkb.catalog import Catalog
    from lvkb.documents.paper_facts import PaperFacts
    from lvkb.intake.known_records import KnownRecords
    from lvkb.intake.paper_arguments import NamedPaper
    from lvkb.intake.paper_record import Choices, NewPaper
    from lvkb.links.discovery.paper_lookup import NotFound
    from lvkb.registers import Ref


_MOST_BYTES = 1_000_000


@dataclass(frozen=True)
class PaperTask:
    """What a user asks.

    Attributes:
        papers: Ids, addresses, files of BibTeX, or `-` for BibTeX on the standard input.
        category: Leaf of the taxonomy.
        name: Short name.
        record_id: Id of the record.
        official: Repositories that are the authors' own, as `owner/name` or address.
        annotation: `idea`, `cheaper` and `limits`.
        added: Day to write into the records.
        offline: Whether no service is asked.
        allow_host: Hosts that may be asked though they are not public.
    """

    papers: Sequence[str]
    category: str | None = None
    name: str | None = None
    record_id: str | None = None
    official: Sequence[str] = ()
    annotation: Mapping[str, str] = field(default_factory=dict)
    added: date | None = None
    offline: bool = False
    allow_host: Sequence[str] = ()


def add_papers(task: PaperTask, root: Path | None, *, dry_run: bool) -> None:
    """Writes a record for each paper, and says of each other one why it gets none.

    Raises:
        LvkbError: Nothing can be asked or written.
    """
    where = find(root)
    if not task.offline:
        need("links", "Asking the services")
    from lvkb.catalog import load

    named = list(_named(task.papers))
    catalog = load(where)
    _demand_sense(task, named, catalog)
    found, refused = _found(task, named, catalog)
    if is_terminal() and not dry_run:
        found = _asked(found, catalog)
    count = 0
    for path, text in _records(found, catalog.root, task.added or date.today(), refused, dry_run=dry_run):  # noqa: DTZ011
        count += text.decode().count("GAP")
        typer.echo(f"{path} {'would be ' if dry_run else ''}written{':' if dry_run else ''}")
        for line in text.decode().splitlines() if dry_run else ():
            typer.echo(visible(line))
    if count and not dry_run:
        typer.echo(f"Fill the {amount(count, 'GAP mark')}; `lvkb check` names each.")
    for line in refused:
        typer.echo(visible(line), err=True)
    if refused:
        raise typer.Exit(ExitCode.FINDINGS)


def _named(papers: Iterable[str]) -> Iterator[NamedPaper]:
    """Gives the papers that were named, each id once."""
    from lvkb.intake.paper_arguments import looks_like_bibtex, named_in_bibtex, named_paper

    seen = set()
    for text in papers:
        if text == "-" or looks_like_bibtex(text) or Path(text[:200]).suffix.lower() in (".bib", ".bibtex"):
            given, name = (text, "BibTeX") if looks_like_bibtex(text) else _read(text)
            several = list(named_in_bibtex(given, name))
        else:
            several = [named_paper(text)]
        for paper in several:
            if paper.ref is None or paper.ref[:2] not in seen:
                seen.add(paper.ref[:2] if paper.ref else None)
                yield paper


def _read(file: str) -> tuple[str, str]:
    """Gives the text of a file of BibTeX, and its name in messages."""
    from lvkb import intake

    if file != "-":
        return intake.read_file(Path(file)), file
    content = read_stdin("the entry", _MOST_BYTES)
    if len(content) > _MOST_BYTES:
        raise WrongUse(f"<stdin> has more than {_MOST_BYTES:,} bytes.")
    try:
        return content.decode("utf-8-sig"), "<stdin>"
    except UnicodeDecodeError:
        raise WrongUse("<stdin> is no UTF-8 text.") from None


def _demand_sense(task: PaperTask, named: Sequence[NamedPaper], catalog: Catalog) -> None:
    """Refuses options that cannot be meant."""
    if catalog.taxonomy is None:
        raise WrongUse("catalog/taxonomy.yml cannot be used; lvkb check says why.")
    single = [name for name, given in (("--name", task.name), ("--id", task.record_id)) if given]
    if len(named) > 1 and (single or task.annotation or task.official):
        raise WrongUse("--name, --id, --official, --idea, --cheaper and --limits say something of one paper alone.")
    if task.category is not None:
        node = catalog.nodes.get(task.category)
        if node is None:
            near = did_you_mean(near_words(task.category, catalog.nodes), quoted=True)
            raise WrongUse(visible(f'"{task.category}" is no node of catalog/taxonomy.yml. {near}'.rstrip()))
        if node.children:
            raise WrongUse(f'"{task.category}" has branches; take one of {", ".join(node.children)}.')
    if task.record_id is not None:
        _demand_free_id(task.record_id, catalog)


def _demand_free_id(record_id: str, catalog: Catalog) -> None:
    import re

    from lvkb.layout import PAPERS
    from lvkb.records import SLUG

    if not re.fullmatch(SLUG, record_id) or len(record_id) > 60:
        raise WrongUse(visible(f'"{record_id}" is no id: lower case letters, digits and single hyphens, at most 60.'))
    if (catalog.root / PAPERS / f"{record_id}.yml").exists():
        raise WrongUse(f"{PAPERS}/{record_id}.yml is there already.")


def _found(task: PaperTask, named: Sequence[NamedPaper], catalog: Catalog) -> tuple[list[NewPaper], list[str]]:
    """Gives the papers that may get a record, and why others get none."""
    from lvkb.documents.paper_facts import PaperFacts
    from lvkb.intake.category_guess import guess_categories
    from lvkb.intake.known_records import KnownRecords
    from lvkb.intake.paper_record import NewPaper, joined

    known = KnownRecords(catalog)
    decided = _decided(catalog)
    told: Mapping[Ref, PaperFacts | NotFound] = {}
    if not task.offline and (new := [item for item in named if not _is_held(item, catalog, known)]):
        told = _look_up(new, task.allow_host)
    papers: list[NewPaper] = []
    refused: list[str] = []
    for item in named:
        facts = told.get(item.ref) or PaperFacts(ids=(item.ref,)) if item.ref else PaperFacts()
        if not isinstance(facts, PaperFacts):
            refused.append(f"{item.shown}: {facts}")
            continue
        paper = NewPaper(item.shown, joined(facts, item.stated))
        if why := _refusal(paper, catalog, known, decided):
            refused.append(f"{item.shown}: {why}")
            continue
        guesses = (
            () if task.category else guess_categories(paper.facts.title, paper.facts.abstract, catalog.papers.values())
        )
        papers.append(replace(paper, guesses=guesses, choices=_choices(task)))
    return papers, refused


def _is_held(item: NamedPaper, catalog: Catalog, known: KnownRecords) -> bool:
    """Tells whether a paper is held by what was said of it alone, so that nobody needs to be asked."""
    from lvkb.documents.paper_facts import PaperFacts
    from lvkb.intake.paper_record import NewPaper, joined, place_of_held

    said = PaperFacts(ids=(item.ref,) if item.ref else ())
    return bool(place_of_held(NewPaper(item.shown, joined(said, item.stated)), catalog, known))


def _look_up(named: Sequence[NamedPaper], allow_host: Sequence[str]) -> Mapping[Ref, PaperFacts | NotFound]:
    """Asks the registers.

    Raises:
        NoAnswer: One gives no usable answer.
    """
    from lvkb.links.discovery.arxiv_search import NoAnswer
    from lvkb.links.discovery.paper_lookup import look_up

    try:
        with link_context(allow_host) as context, progress(lines=False) as say:
            say("Asking for the papers")
            return look_up([item.ref for item in named if item.ref], context)
    except NoAnswer as error:
        hint = "Nothing was written; --offline makes records with gaps, without asking."
        raise NoAnswer(f"there was no answer: {str(error).rstrip(chr(46))}. {hint}") from None


def _refusal(paper: NewPaper, catalog: Catalog, known: KnownRecords, decided: Mapping[str, str]) -> str:
    """Gives why a paper gets no record, empty when it may have one."""
    from lvkb.intake.paper_record import place_of_held
    from lvkb.registers import title_key

    if paper.facts.withdrawn:
        return f"{paper.facts.withdrawn}."
    if place := place_of_held(paper, catalog, known):
        return f"it is held already, at {place}."
    return decided.get(title_key(paper.facts.title), "") if paper.facts.title else ""


def _decided(catalog: Catalog) -> Mapping[str, str]:
    """Gives why papers were left out, by title key; those with a record are found by it."""
    from lvkb.registers import title_key

    return {
        title_key(item.title): f"it was left out by a decision on {item.listing}: {item.reason}."
        for item in catalog.decisions
        if item.reason
    }


def _choices(task: PaperTask) -> Choices:
    from lvkb.intake.paper_record import Choices
    from lvkb.registers import parse_github, parse_url

    official = {parse_github(text) or parse_url(text) or text: True for text in task.official}
    categories = (task.category,) if task.category else ()
    return Choices(task.name or "", task.record_id or "", categories, official, task.annotation)


def _asked(papers: Sequence[NewPaper], catalog: Catalog) -> list[NewPaper]:
    from lvkb.cli.paper_prompts import ask_about
    from lvkb.intake.known_records import KnownRecords

    known = KnownRecords(catalog)
    with asking():
        return [ask_about(paper, catalog, known) for paper in papers]


def _records(
    papers: Sequence[NewPaper], root: Path, added: date, refused: list[str], *, dry_run: bool
) -> Iterator[tuple[str, bytes]]:
    """Writes the records, while no other lvkb does, and gives each as soon as it is there.

    What others wrote while a person was asked is looked at again.
    """
    from lvkb.atomic_files import write_new
    from lvkb.catalog import load
    from lvkb.editing import EditRefused
    from lvkb.folder_lock import one_writer
    from lvkb.intake.known_records import KnownRecords
    from lvkb.intake.paper_record import write_record
    from lvkb.layout import PAPERS

    if not papers:
        return
    with one_writer(root / PAPERS):
        catalog = load(root)
        known, decided = KnownRecords(catalog), _decided(catalog)
        for paper in papers:
            try:
                why = _refusal(paper, catalog, known, decided)
                path, text = ("", b"") if why else write_record(paper, known, added.isoformat())
                if why or not (dry_run or write_new(root / path, text, within=root / "catalog")):
                    refused.append(f"{paper.shown}: {why or f'{path} is there already.'}")
                    continue
            except EditRefused as why:
                refused.append(f"{paper.shown}: it gets no record: {why}")
                continue
            except OSError as error:
                raise NotWritten(f"catalog/papers cannot be written: {error.strerror}.") from None
            yield path, text
            catalog = catalog if dry_run else load(root)
            known = known if dry_run else KnownRecords(catalog)
