"""What the catalogue holds already, drafts with gaps included."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from pathlib import PurePath

from lvkb.catalog import Catalog, read_document
from lvkb.intake.works import Identity, Work
from lvkb.layout import paper_files
from lvkb.records import Paper
from lvkb.registers import PAPER_REGISTERS, Register, title_key
from lvkb.yamlfile import Data
from lvkb.yamlfile.scalars import GAP


@dataclass(frozen=True, slots=True)
class KnownRecord:
    """A record as far as an import has to know it.

    Attributes:
        id: Stem of its file.
        path: Its file.
        title: Title, empty when it cannot be read.
        names: Short name and aliases.
        identities: Its ids.
    """

    id: str
    path: str
    title: str
    names: tuple[str, ...]
    identities: tuple[Identity, ...]

    def ids(self, register: Register) -> tuple[str, ...]:
        """Gives its id in one register, if it has one."""
        return tuple(identity.id for identity in self.identities if identity.register is register)


class KnownRecords:
    """The records of a catalogue by title, id and name.

    Attributes:
        stems: Names of all record files without `.yml`, those that cannot be read included.
        numbers: The next number to try behind a name, for names that needed one.
    """

    def __init__(self, catalog: Catalog) -> None:
        known = list(_known_records(catalog))
        self.numbers: dict[str, int] = {}
        self.stems = {record.id.lower() for record in known}
        self._titles = {title_key(item.title): item for item in reversed(known) if title_key(item.title)}
        self._identities = {identity: item for item in reversed(known) for identity in item.identities}
        self._names = {title_key(name): item.id for item in reversed(known) for name in item.names}

    def find(self, work: Work, doubtful: Collection[Identity]) -> KnownRecord | None:
        """Gives the record of a paper: by title, else by an id that is not in doubt; None when there is none."""
        for entry in work.entries:
            if record := self._titles.get(title_key(entry.title)):
                return record
        trusted = (identity for identity in work.identities if identity not in doubtful)
        return next((self._identities[identity] for identity in trusted if identity in self._identities), None)

    def named(self, name: str) -> str:
        """Gives the id of the record that has a short name or alias, empty when none has."""
        return self._names.get(title_key(name), "")

    def add(self, record_id: str, name: str) -> None:
        """Notes a draft, so that the next one takes neither its file nor its name."""
        self.stems.add(record_id)
        if name:
            self._names.setdefault(title_key(name), record_id)


def _known_records(catalog: Catalog) -> Iterator[KnownRecord]:
    for path in paper_files(catalog.root):
        stem = PurePath(path).stem
        paper = catalog.papers.get(stem)
        yield _of_paper(paper, path) if paper else _of_data(read_document(catalog.root, path).data, stem, path)


def _of_paper(paper: Paper, path: str) -> KnownRecord:
    given = ((register.field, getattr(paper, register.field)) for register in PAPER_REGISTERS)
    ids = {field: value for field, value in given if value}
    return KnownRecord(paper.id, path, paper.title, (paper.name, *paper.aliases), _identities(ids))


def _of_data(data: Data, stem: str, path: str) -> KnownRecord:
    """Reads what can be read of a record that is not valid, such as a draft with gaps."""
    items = data.items() if isinstance(data, dict) else ()
    texts = {key: value for key, value in items if isinstance(value, str) and value != GAP}
    names = (texts["name"],) if "name" in texts else ()
    return KnownRecord(stem, path, texts.get("title", ""), names, _identities(texts))


def _identities(texts: Mapping[str, str]) -> tuple[Identity, ...]:
    return tuple(
        Identity(register, ref.id if (ref := register.parse(texts[register.field])) else texts[register.field])
        for register in PAPER_REGISTERS
        if register.field in texts
    )
