"""What is known of a paper to the text of a record, with a marked gap for all that a person still has to read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from lvkb.catalog import Catalog, read_document
from lvkb.documents.markdown_lists import printable
from lvkb.documents.paper_facts import PaperFacts, code_links
from lvkb.editing import Value, new_record
from lvkb.findings import Location
from lvkb.intake.category_guess import Guess
from lvkb.intake.known_records import KnownRecord, KnownRecords
from lvkb.intake.list_entries import Entry, Link
from lvkb.intake.short_names import free_id, short_name
from lvkb.intake.works import Work
from lvkb.layout import PAPERS
from lvkb.records import Annotation
from lvkb.registers import (
    ARXIV,
    CVF,
    DOI,
    OPENREVIEW,
    PAPER_REGISTERS,
    Ref,
    Register,
    arxiv_month,
    cvf_venue,
    cvf_year,
    slug,
)
from lvkb.yamlfile import KeyPath
from lvkb.yamlfile.scalars import GAP, is_kept

ANNOTATION = ("idea", "cheaper", "limits")
_LONGEST_ID = 50


@dataclass(frozen=True, slots=True)
class Choices:
    """What a person says of a paper, empty where nobody did yet.

    Attributes:
        name: Short name.
        id: Id of the record.
        categories: Leaves of the taxonomy.
        official: Whether a repository is the authors' own, by its link; None where nobody looked.
        annotation: `idea`, `cheaper` and `limits`.
    """

    name: str = ""
    id: str = ""
    categories: tuple[str, ...] = ()
    official: Mapping[Ref | str, bool | None] = field(default_factory=dict)
    annotation: Mapping[str, str] = field(default_factory=dict)


UNDECIDED = Choices()


@dataclass(frozen=True, slots=True)
class NewPaper:
    """A paper that is to get a record.

    Attributes:
        shown: What messages call it.
        facts: What is known of it.
        guesses: Categories that it may belong to.
        choices: What a person says of it.
    """

    shown: str
    facts: PaperFacts
    guesses: tuple[Guess, ...] = ()
    choices: Choices = UNDECIDED

    def id_of(self, register: Register) -> str:
        """Gives its id in a register, without version; empty when it has none there."""
        return next((ref.id for ref in self.facts.ids if ref.register is register), "")

    @property
    def name(self) -> str:
        """Its short name, from its title where nobody gave one; empty when it is not known."""
        return _kept(self.choices.name) or short_name(self.facts.title)

    @property
    def work(self) -> Work:
        """The paper as an import knows it."""
        at = Location(self.shown)
        links = tuple(Link(ref.url, "", at, ref) for ref in self.facts.ids)
        return Work((Entry(self.facts.title, at, links, (), authors=self.facts.authors),))


def joined(told: PaperFacts, stated: PaperFacts) -> PaperFacts:
    """Gives what a service tells of a paper, and where it tells nothing, what an entry of BibTeX says."""
    registers = {ref.register for ref in told.ids}
    return replace(
        told,
        title=told.title or stated.title,
        authors=told.authors or stated.authors,
        year=told.year or stated.year,
        venue=told.venue or stated.venue,
        ids=(*told.ids, *(ref for ref in stated.ids if ref.register not in registers)),
    )


def place_of_held(paper: NewPaper, catalog: Catalog, known: KnownRecords) -> str:
    """Gives where a paper is held already, as `catalog/papers/x.yml:9: x`; empty when it is not."""
    record = known.find(paper.work, ())
    if record is None:
        return ""
    place = read_document(catalog.root, record.path).at(_shared_key(paper, record))
    return f"{place.path}:{place.line}: {record.id}"


def _shared_key(paper: NewPaper, record: KnownRecord) -> KeyPath:
    shared = (item.register for item in record.identities if paper.id_of(item.register) == item.id)
    return (next((register.field for register in shared), "title"),)


def write_record(paper: NewPaper, known: KnownRecords, added: str) -> tuple[str, bytes]:
    """Gives the file of a paper's record, relative to the root, and its text.

    Args:
        paper: The paper.
        known: The records that are there; the new one is noted.
        added: Day to write into it.
    """
    record_id = paper.choices.id or _free_id(paper, known)
    holder = known.named(paper.name) if paper.name else ""
    name = "" if holder else paper.name
    values: dict[str, Value] = {"id": record_id}
    notes: dict[KeyPath, str] = {}
    _put(values, notes, "name", name, _name_note(paper.name, holder))
    _put(values, notes, "title", _kept(paper.facts.title), "full title as the paper prints it")
    authors = [_kept(author) or GAP for author in paper.facts.authors]
    values["authors"] = authors or [GAP]
    notes |= {} if authors else {("authors",): "all authors in order, given name first"}
    _put_published(values, notes, paper)
    _put_categories(values, notes, paper)
    values |= {register.field: text for register in PAPER_REGISTERS if (text := paper.id_of(register))}
    if not any(register.field in values for register in PAPER_REGISTERS):
        _put(values, notes, "arxiv", "", "or doi, openreview, cvf")
    _put_code(values, notes, paper)
    annotation: dict[str, Value] = {}
    values["annotation"] = annotation
    for key in ANNOTATION:
        annotation[key] = paper.choices.annotation.get(key) or GAP
        if annotation[key] == GAP:
            notes["annotation", key] = f"{Annotation.model_fields[key].description}; own words"
    source = _source(paper)
    values |= {"sources": {"paper": source}} if source else {}
    values["added"] = added
    path = f"{PAPERS}/{record_id}.yml"
    content = new_record(values, notes, path)
    known.add(record_id, name)
    return path, content


def _source(paper: NewPaper) -> dict[str, Value]:
    """Gives the paper as a source, which readings name; where no version pins it, the check asks for one or a day."""
    for register in (ARXIV, OPENREVIEW, CVF, DOI):
        for ref in paper.facts.ids:
            if ref.register is register:
                return {register.field: ref.id + ref.version}
    return {}


def _free_id(paper: NewPaper, known: KnownRecords) -> str:
    if not paper.facts.title and not paper.name and paper.facts.ids:
        ref = next((ref for ref in paper.facts.ids if ref.register is ARXIV), paper.facts.ids[0])
        base = slug(f"{ref.register.field} {ref.id}")[:_LONGEST_ID].rstrip("-")
        return base if base not in known.stems else f"{base}-2"
    work = replace(paper.work.entries[0], name=paper.name)
    return free_id(Work((work,)), known.stems, known.numbers)


def _name_note(name: str, holder: str) -> str:
    if holder:
        return f"{name} is the name of {holder}: tell them apart, as in EViT (eagle)"
    return "short name that readers use, unique in the catalogue"


def _put(values: dict[str, Value], notes: dict[KeyPath, str], key: str, text: str, note: str) -> None:
    values[key] = text or GAP
    if not text:
        notes[key,] = note


def _kept(text: str) -> str:
    shown = printable(text)
    return shown if is_kept(shown) else ""


def _put_published(values: dict[str, Value], notes: dict[KeyPath, str], paper: NewPaper) -> None:
    arxiv, cvf = paper.id_of(ARXIV), paper.id_of(CVF)
    years = [arxiv_month(arxiv)[0]] if arxiv else []
    years += [cvf_year(cvf)] if cvf else []
    years += [int(paper.facts.year)] if paper.facts.year.isdigit() and len(paper.facts.year) == 4 and not years else []
    venue = (cvf_venue(cvf) if cvf else "") or paper.facts.venue
    values["published"] = {"year": min(years) if years else GAP, **({"venue": venue} if venue else {})}
    if not years:
        notes["published",] = "year of the first public version; venue with its year where it came out"
    elif not arxiv:
        notes["published",] = "the conference's or publisher's year; a preprint may be older"
    elif venue and not cvf:
        notes["published",] = "venue as arXiv's comment tells it"


def _put_categories(values: dict[str, Value], notes: dict[KeyPath, str], paper: NewPaper) -> None:
    values["categories"] = list(paper.choices.categories) or [GAP]
    if not paper.choices.categories:
        guesses = "; ".join(map(str, paper.guesses))
        notes["categories",] = f"proposed: {printable(guesses)}" if guesses else "a leaf of catalog/taxonomy.yml"


def _put_code(values: dict[str, Value], notes: dict[KeyPath, str], paper: NewPaper) -> None:
    rows: list[Value] = []
    for link, where in code_links(paper.facts).items():
        official = paper.choices.official.get(link)
        address: dict[str, Value] = {"github": link.id} if isinstance(link, Ref) else {"url": link}
        rows.append({**address, "official": GAP if official is None else official})
        if official is None:
            notes["code", len(rows) - 1] = f"named in the paper's {where}: true where the authors' own"
    if rows:
        values["code"] = rows
