"""Papers and models by whatever readers call them: name, alias, `paper/variant`, timm name, id or address."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

from lvkb.accents import without_accents
from lvkb.catalog import Catalog
from lvkb.errors import WrongUse
from lvkb.findings import visible
from lvkb.near_words import did_you_mean, near_words
from lvkb.records import Paper, Variant
from lvkb.registers import BY_FIELD, GITHUB, PAPER_REGISTERS, REGISTERS, parse_url
from lvkb.results.evaluations import weights
from lvkb.wording import first_of

_MOST_LISTED = 8
_LONGEST = 300
_FOLDED_AWAY = re.compile(r"[^\w+]|_")
_TOLD_APART = re.compile(r"(.+?) \([^()]+\)")
"""A short name with what tells it from another paper's: `EViT (eagle)`."""


class Found(NamedTuple):
    """What a name stands for.

    Attributes:
        paper: The paper.
        variant: The model; None where the name is of the paper as a whole.
    """

    paper: Paper
    variant: Variant | None = None

    def __str__(self) -> str:
        return f"{self.paper.id}/{self.variant.name}" if self.variant else self.paper.id


class Spelling(NamedTuple):
    """A name of a paper or a model.

    Attributes:
        text: The name as it is written.
        kind: What it is: `id`, `name`, `alias`, `title`, `variant`, `timm`, or the field of a register: `arxiv`, ...
        found: What it stands for.
    """

    text: str
    kind: str
    found: Found


class UnknownModel(WrongUse):
    """A name stands for nothing, or for several things; the text says what may have been meant."""


def folded(text: str) -> str:
    """Gives letters, digits and + alone, without case and accents: `Swin-T`, `swin t` and `SwinT` are one."""
    return _FOLDED_AWAY.sub("", without_accents(text).casefold())


_WRITE: tuple[Callable[[str], str], ...] = (str, str.casefold, folded)
"""How names are compared, the strictest way first."""


class ModelNames:
    """All names of a catalogue's papers and models."""

    def __init__(self, catalog: Catalog) -> None:
        """Takes the catalogue."""
        self._catalog = catalog
        own = ((item.text, item.found) for item in spellings(catalog))
        self._known = (tuple(own), tuple(_shared_names(catalog)))
        self._words = {folded(word): word for known in self._known for word, _ in known}

    def named(self, name: str) -> list[Found]:
        """Gives all that a name stands for, by the strictest way to compare that finds anything; look_up tells how."""
        for write in _WRITE:
            wanted = write(name)
            for known in self._known:
                found = _distinct(thing for word, thing in known if wanted and write(word) == wanted)
                if found:
                    return found
        return _distinct(identified(self._catalog, name))

    def near(self, name: str) -> tuple[str, ...]:
        """Gives names that one was probably meant to be, the nearest first."""
        return tuple(self._words[word] for word in near_words(folded(name[:_LONGEST]), list(self._words)))

    def look_up(self, name: str) -> Found:
        """Gives the one paper or model that a name stands for.

        What is written exactly goes before what differs in capitals, hyphens or blanks, and a paper before its own
        model of the same name.

        Args:
            name: A name, id or address.

        Raises:
            UnknownModel: It stands for nothing, or for several.
        """
        name = name.strip()
        if len(name) > _LONGEST:
            raise UnknownModel(f"a name has at most {_LONGEST} characters.")
        if found := self.named(name):
            return _only(name, found)
        hint = did_you_mean(self.near(name), quoted=True)
        raise UnknownModel(f'there is no paper or model "{visible(name)}". {hint}'.rstrip())

    def look_up_all(self, names: Iterable[str]) -> list[Found]:
        """Gives what each of some names stands for, as `look_up` does.

        Raises:
            UnknownModel: Some stand for nothing, or for several; the text has a line for each.
        """
        found, wrong = list[Found](), list[str]()
        for name in names:
            try:
                found.append(self.look_up(name))
            except UnknownModel as error:
                wrong.append(str(error))
        if wrong:
            raise UnknownModel("\n".join(wrong))
        return found


def _shared_names(catalog: Catalog) -> Iterator[tuple[str, Found]]:
    """Gives the names that several papers might have, without what tells them apart."""
    names = ((shared_name(paper.name), paper) for paper in catalog.papers.values())
    yield from ((name, Found(paper)) for name, paper in names if name != paper.name)


def shared_name(name: str) -> str:
    """Gives a paper's short name without what tells it, in brackets, from another one's: `EViT` for `EViT (eagle)`."""
    match = _TOLD_APART.fullmatch(name)
    return match[1] if match else name


def spellings(catalog: Catalog) -> Iterator[Spelling]:
    """Gives every name of papers and models with what it stands for; `identities` gives the ids."""
    for paper in catalog.papers.values():
        own = (
            ("id", paper.id),
            ("name", paper.name),
            *(("alias", name) for name in paper.aliases),
            ("title", paper.title),
        )
        yield from (Spelling(text, kind, Found(paper)) for kind, text in own)
        for variant in paper.variants:
            model = Found(paper, variant)
            yield Spelling(str(model), "id", model)
            yield Spelling(variant.name, "variant", model)
            for timm in weights(variant):
                yield Spelling(timm, "timm", model)
                yield Spelling(timm.partition(".")[0], "timm", model)


def identities(catalog: Catalog) -> Iterator[Spelling]:
    """Gives the ids of papers in their registers, and the repositories of their code."""
    for paper in catalog.papers.values():
        whole = Found(paper)
        for register in PAPER_REGISTERS:
            if value := getattr(paper, register.field):
                yield Spelling(value, register.field, whole)
        yield from (Spelling(code.github, GITHUB.field, whole) for code in paper.code if code.github)


def identified(catalog: Catalog, text: str) -> Iterator[Found]:
    """Gives the papers that an id or an address is of: the paper's own, its page on the site, or that of its code."""
    home = catalog.about.address
    if home and (page := re.fullmatch(rf"{re.escape(home.rstrip('/'))}/papers/([a-z0-9-]+)/?(?:#.*)?", text)):
        yield from (Found(paper) for paper in catalog.papers.values() if paper.id == page[1])
        return
    refs = [parse_url(text), *(register.parse(text) for register in REGISTERS)]
    wanted = {(ref.register.field, ref.register.folded(ref.id)) for ref in refs if ref}
    for item in identities(catalog):
        if (item.kind, BY_FIELD[item.kind].folded(item.text)) in wanted:
            yield item.found


def _distinct(things: Iterable[Found]) -> list[Found]:
    """Gives each thing once; of a paper and its own models, the paper."""
    found = {str(thing): thing for thing in things}
    papers = {thing.paper.id for thing in found.values() if thing.variant is None}
    return [thing for thing in found.values() if thing.variant is None or thing.paper.id not in papers]


def _only(name: str, found: list[Found]) -> Found:
    if len(found) == 1:
        return found[0]
    listed = first_of((f'"{visible(str(thing))}"' for thing in found), _MOST_LISTED)
    raise UnknownModel(f'"{visible(name)}" may be {listed}. Write one of them.')
