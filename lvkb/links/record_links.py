"""The links of the catalogue: every id, repository and address that a record writes, with its place."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

from lvkb.catalog import Catalog
from lvkb.links.routing import target_of, without_secret
from lvkb.links.targets import Target, Use, merged
from lvkb.records import Paper, Source
from lvkb.registers import GITHUB, PAPER_REGISTERS, WEB, Ref, Register, parse_github, parse_url
from lvkb.yamlfile import KeyPath

Found = tuple[Target, Use]

_PROSE = ("idea", "cheaper", "limits", "placement")
_ADDRESS = re.compile(r"https?://[^\s<>()\[\]\"'`|]+[^\s<>()\[\]\"'`|.,;:!?]")


def catalog_targets(catalog: Catalog, records: Collection[str] | None = None) -> tuple[Target, ...]:
    """Gives everything that records link to, each once, in the order of the records.

    A paper's own ids carry its title and authors, so that they can be held against what the register says. Ids that
    are not in canonical form are left out: the offline check tells of them.

    Args:
        catalog: The catalogue.
        records: Ids of the records to look at; all when None.
    """
    papers = (paper for paper in catalog.papers.values() if records is None or paper.id in records)
    return merged(item for paper in papers for item in _paper_links(catalog, paper))


def _paper_links(catalog: Catalog, paper: Paper) -> Iterator[Found]:
    for register in PAPER_REGISTERS:
        yield from _identity(catalog, paper, register, getattr(paper, register.field), ())
    for index, code in enumerate(paper.code):
        if code.github:
            yield from _repository(catalog, paper, code.github, code.path or "", "HEAD", ("code", index, GITHUB.field))
        if code.url:
            yield from _address(catalog, paper, code.url, ("code", index, WEB.field))
    for name, source in paper.sources.items():
        yield from _source_links(catalog, paper, source, ("sources", name))
    if paper.confirmed:
        yield from _address(catalog, paper, paper.confirmed.by, ("confirmed", "by"))
    for key in _PROSE:
        for address in _ADDRESS.findall(getattr(paper.annotation, key) or ""):
            yield from _address(catalog, paper, address, ("annotation", key))


def _source_links(catalog: Catalog, paper: Paper, source: Source, keys: KeyPath) -> Iterator[Found]:
    for register in PAPER_REGISTERS:
        yield from _identity(catalog, paper, register, getattr(source, register.field), keys)
    if source.github:
        where = (*keys, GITHUB.field)
        yield from _repository(catalog, paper, source.github, source.path or "", source.commit or "HEAD", where)
    if source.url:
        yield from _address(catalog, paper, source.url, (*keys, WEB.field))
    if source.via and _ADDRESS.fullmatch(source.via):
        yield from _address(catalog, paper, source.via, (*keys, "via"))
    if source.confirmed:
        yield from _address(catalog, paper, source.confirmed.by, (*keys, "confirmed", "by"))


def _identity(catalog: Catalog, paper: Paper, register: Register, value: str | None, above: KeyPath) -> Iterator[Found]:
    """Gives a written id; only the paper's own ids stand for this very paper, sources may be others."""
    ref = register.parse(value) if value else None
    if ref is None:
        return
    own, keys = getattr(paper, register.field), (*above, register.field)
    is_own = own is not None and register.parse(own) == ref._replace(version="")
    location = catalog.at(paper.id, *keys)
    title, authors = (paper.title, paper.authors) if is_own else ("", ())
    use = Use(location, ref.url, keys, paper.id, title, authors, ref.version, ref.id + ref.version)
    yield Target(ref.register, ref.id), use


def _repository(catalog: Catalog, paper: Paper, github: str, path: str, commit: str, keys: KeyPath) -> Iterator[Found]:
    ref = parse_github(github)
    if ref is None:
        return
    url = Ref(GITHUB, ref.id, path=path).url
    use = Use(catalog.at(paper.id, *keys), url, keys, paper.id, written=github)
    yield Target(GITHUB, ref.id, path, commit if path else ""), use


def _address(catalog: Catalog, paper: Paper, url: str, keys: KeyPath) -> Iterator[Found]:
    ref = parse_url(url)
    version = ref.version if ref else ""
    use = Use(catalog.at(paper.id, *keys), without_secret(url), keys, paper.id, version=version)
    yield target_of(url), use
