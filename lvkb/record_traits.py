"""What a record shares with others: ids, names, references, spellings. They are remembered between runs."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from rapidfuzz import fuzz, process

from lvkb.cache import Store, code_digest
from lvkb.catalog import DiskFiles, read_papers
from lvkb.checks.duplicates import NEAR_SCORE, code_address, name_key
from lvkb.checks.references import named_records
from lvkb.checks.sources import spelling_key
from lvkb.layout import PAPERS
from lvkb.near_words import near_words
from lvkb.records import Paper
from lvkb.registers import ARXIV, PAPER_REGISTERS, title_key

_STORE = "traits"
_SPELT = ("dataset", "pretrain")


class Traits(NamedTuple):
    """What a record shares with others.

    Attributes:
        title: Its title in the form that is compared; empty when the record cannot be read.
        has: What it is or owns: `record:<id>`, `arxiv:<id>`, `name:<key>`, `code:<address>`, `timm:<name>`, ....
        wants: What it says of others, in the same form.
        spelt: Spellings that a catalogue has once: key, text, number of readings.
    """

    title: str
    has: frozenset[str]
    wants: frozenset[str]
    spelt: tuple[tuple[str, str, int], ...]


def traits_of(path: str, paper: Paper | None) -> Traits:
    """Gives the traits of a record; of one that cannot be read, its id alone."""
    if paper is None:
        return Traits("", frozenset({f"record:{Path(path).stem}"}), frozenset(), ())
    return Traits(title_key(paper.title), frozenset(_has(paper)), frozenset(_wants(paper)), tuple(_spelt(paper)))


def _has(paper: Paper) -> Iterator[str]:
    yield f"record:{paper.id}"
    yield f"title:{title_key(paper.title)}"
    yield f"name:{name_key(paper.name)}"
    for register in PAPER_REGISTERS:
        if value := getattr(paper, register.field):
            yield f"{register.key}:{register.compared(value)}"
    yield from (f"code:{address.lower()}" for code in paper.code if (address := code_address(code)))
    for variant in paper.variants:
        names = (variant.timm, *(reading.timm for reading in variant.readings))
        yield from (f"timm:{name}" for name in names if name)


def _wants(paper: Paper) -> Iterator[str]:
    yield from (f"record:{id_}" for id_ in named_records(paper))
    yield from (f"name:{name_key(alias)}" for alias in paper.aliases)
    yield from (f"arxiv:{ARXIV.compared(source.arxiv)}" for source in paper.sources.values() if source.arxiv)


def _spelt(paper: Paper) -> Iterator[tuple[str, str, int]]:
    readings = [reading for variant in paper.variants for reading in variant.readings]
    found = Counter((field, text) for reading in readings for field in _SPELT if (text := getattr(reading, field)))
    yield from ((f"{field}:{spelling_key(text)}", text, number) for (field, text), number in found.items())


def remembered(root: Path, kept: Mapping[str, str]) -> dict[str, Traits]:
    """Gives the traits of records by path, those from memory that were read in an earlier run.

    Args:
        root: Root of the knowledge base.
        kept: The record files, with git's name for the content of each.
    """
    stored = Store(_STORE).get(map(_key, kept.items()))
    known = {item[0]: read for item in kept.items() if (read := _decoded(stored.get(_key(item)))) is not None}
    left = [path for path in kept if path not in known]
    fresh = {read.path: traits_of(read.path, read.paper) for read in read_papers(DiskFiles(root), left)}
    _remember(fresh, kept)
    return known | fresh


def remember(root: Path, papers: Mapping[str, Paper]) -> None:
    """Keeps the traits of a whole catalogue for later runs, under the names that git will have for the contents."""
    read = DiskFiles(root).read(f"{PAPERS}/{id_}.yml" for id_ in papers)
    names = {path: _git_name(content) for path, content in read if isinstance(content, bytes)}
    stored = Store(_STORE).get(map(_key, names.items()))
    new = (path for path in names if _key((path, names[path])) not in stored)
    _remember({path: traits_of(path, papers[Path(path).stem]) for path in new}, names)


def _git_name(content: bytes) -> str:
    """Gives what git calls a content, unless the repository counts by SHA-256: its traits are then read once more."""
    return hashlib.sha1(b"blob %d\0" % len(content) + content, usedforsecurity=False).hexdigest()


def _remember(found: Mapping[str, Traits], names: Mapping[str, str]) -> None:
    if found:
        Store(_STORE).put({_key((path, names[path])): _encoded(traits) for path, traits in found.items()})


def _key(item: tuple[str, str]) -> str:
    path, content = item
    return f"{code_digest().decode()[:16]} {path} {content}"


def _encoded(traits: Traits) -> str:
    return json.dumps([traits.title, sorted(traits.has), sorted(traits.wants), traits.spelt], ensure_ascii=False)


def _decoded(text: str | None) -> Traits | None:
    """Gives stored traits, or None when nothing or nothing sound is stored."""
    try:
        title, has, wants, spelt = json.loads(text or "null")
        return Traits(title, frozenset(has), frozenset(wants), tuple((key, word, int(n)) for key, word, n in spelt))
    except (ValueError, TypeError):
        return None


def companions(changed: Sequence[Traits], before: Sequence[Traits], others: Mapping[str, Traits]) -> frozenset[str]:
    """Gives the paths of those records that some changed ones can be at odds with.

    Those that share an id, a name or code, that one refers to or that refer to it, whose titles are nearly the same,
    whose ids were probably meant by a reference to none, and enough of those that spell a dataset otherwise.

    Args:
        changed: Traits of the changed records.
        before: What these were before.
        others: Traits of all others, by path.
    """
    ours = [*changed, *before]
    has, wants = (frozenset().union(*(getattr(item, name) for item in ours)) for name in ("has", "wants"))
    either = has | wants
    found = {path for path, item in others.items() if not either.isdisjoint(item.has) or not has.isdisjoint(item.wants)}
    found |= _of_near_titles(ours, others)
    found |= _of_near_ids(wants, {f"record:{Path(path).stem}": path for path in others})
    return frozenset(found | _of_other_spelling(changed, others, found))


def _of_near_titles(ours: Iterable[Traits], others: Mapping[str, Traits]) -> set[str]:
    titles = {path: item.title for path, item in others.items() if item.title}
    near = (
        process.extract(item.title, titles, scorer=fuzz.ratio, score_cutoff=NEAR_SCORE, limit=None)
        for item in ours
        if item.title
    )
    return {path for matches in near for _, _, path in matches}


def _of_near_ids(wants: frozenset[str], paths: Mapping[str, str]) -> set[str]:
    """Gives the records whose ids are named as the ones that were probably meant."""
    unknown = [want for want in wants if want.startswith("record:") and want not in paths]
    ids = [key.removeprefix("record:") for key in paths] if unknown else []
    near = (near_words(want.removeprefix("record:"), ids, most=1, likeness=0.7) for want in unknown)
    return {paths[f"record:{id_}"] for words in near for id_ in words}


def _of_other_spelling(ours: Iterable[Traits], others: Mapping[str, Traits], found: set[str]) -> set[str]:
    """Gives so many records that the most common spelling of the whole catalogue is the most common of theirs."""
    here = _counted([*ours, *(others[path] for path in found)])
    everywhere = _counted([*ours, *others.values()])
    added: set[str] = set()
    for key, counts in here.items():
        if len(everywhere[key]) > 1:
            wanted = _most_common(everywhere[key])
            for path, item in others.items():
                if _most_common(counts) == wanted:
                    break
                held = next((number for group, text, number in item.spelt if (group, text) == (key, wanted)), 0)
                if held and path not in found:
                    counts[wanted] += held
                    added.add(path)
    return added


def _counted(items: Iterable[Traits]) -> dict[str, Counter[str]]:
    counts: dict[str, Counter[str]] = {}
    for item in items:
        for key, text, number in item.spelt:
            counts.setdefault(key, Counter())[text] += number
    return counts


def _most_common(counts: Counter[str]) -> str:
    return min(counts, key=lambda text: (-counts[text], text))
