"""What the catalogue holds already, drafts with gaps included."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import PurePath

from lvkb.catalog import Catalog, read_document
from lvkb.intake.works import Identity, Work, are_alike, exact_key
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
        code: Its repositories on GitHub, without case.
    """

    id: str
    path: str
    title: str
    names: tuple[str, ...]
    identities: tuple[Identity, ...]
    code: tuple[str, ...] = ()

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
        self._titles = {exact_key(item.title): item for item in reversed(known) if exact_key(item.title)}
        self._identities = {identity: item for item in reversed(known) for identity in item.identities}
        self._code = _only_holders(known)
        self._names = {title_key(name): item.id for item in reversed(known) for name in item.names}

    def find(self, work: Work, doubtful: Collection[Identity]) -> KnownRecord | None:
        """Gives the record of a paper, None when there is none.

        An id that is not in doubt tells it where the titles are alike too, else an equal title, else an id alone, else
        a repository that no other record names, unless the list has another id for the paper than the record.
        """
        trusted = [identity for identity in work.identities if identity not in doubtful]
        by_id = next((self._identities[identity] for identity in trusted if identity in self._identities), None)
        if by_id and any(are_alike(entry.title, by_id.title) for entry in work.entries):
            return by_id
        by_title = (self._titles.get(exact_key(entry.title)) for entry in work.entries)
        return next((record for record in by_title if record), None) or by_id or self._by_code(work)

    def _by_code(self, work: Work) -> KnownRecord | None:
        names = (link.ref.id.lower() for link in work.links if link.is_code and link.ref)
        record = next((self._code[name] for name in names if name in self._code), None)
        is_other = record and any(work.ids(register) and record.ids(register) for register in PAPER_REGISTERS)
        return None if is_other else record

    def named(self, name: str) -> str:
        """Gives the id of the record that has a short name or alias, empty when none has."""
        return self._names.get(title_key(name), "")

    def add(self, record_id: str, name: str) -> None:
        """Notes a draft, so that the next one takes neither its file nor its name."""
        self.stems.add(record_id)
        if name:
            self._names.setdefault(title_key(name), record_id)


def _only_holders(known: Iterable[KnownRecord]) -> dict[str, KnownRecord]:
    """Gives the repositories that one record alone names, with it."""
    holders: dict[str, list[KnownRecord]] = defaultdict(list)
    for record in known:
        for name in set(record.code):
            holders[name].append(record)
    return {name: group[0] for name, group in holders.items() if len(group) == 1}


def _known_records(catalog: Catalog) -> Iterator[KnownRecord]:
    for path in paper_files(catalog.root):
        stem = PurePath(path).stem
        paper = catalog.papers.get(stem)
        yield _of_paper(paper, path) if paper else _of_data(read_document(catalog.root, path).data, stem, path)


def _of_paper(paper: Paper, path: str) -> KnownRecord:
    given = ((register.field, getattr(paper, register.field)) for register in PAPER_REGISTERS)
    ids = {field: value for field, value in given if value}
    names = (paper.name, *paper.aliases)
    return KnownRecord(paper.id, path, paper.title, names, _identities(ids), tuple(_repositories(paper)))


def _repositories(paper: Paper) -> Iterator[str]:
    """Gives the repositories that are this paper's as a whole: a folder in one may be any paper's."""
    return (code.github.lower() for code in paper.code if code.github and not code.path)


def _of_data(data: Data, stem: str, path: str) -> KnownRecord:
    """Reads what can be read of a record that is not valid, such as a draft with gaps."""
    items = data.items() if isinstance(data, dict) else ()
    texts = {key: value for key, value in items if isinstance(value, str) and value != GAP}
    names = (texts["name"],) if "name" in texts else ()
    given = data.get("code") if isinstance(data, dict) else None
    rows = [row for row in given if isinstance(row, dict)] if isinstance(given, list) else []
    code = (str(row["github"]).lower() for row in rows if isinstance(row.get("github"), str) and "path" not in row)
    return KnownRecord(stem, path, texts.get("title", ""), names, _identities(texts), tuple(code))


def _identities(texts: Mapping[str, str]) -> tuple[Identity, ...]:
    return tuple(
        Identity(register, ref.id if (ref := register.parse(texts[register.field])) else texts[register.field])
        for register in PAPER_REGISTERS
        if register.field in texts
    )
