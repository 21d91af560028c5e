"""What becomes of a garbled file: each kind of file with its reader, and with another reader that has to agree.

A garbled file may be refused, with findings or with the one exception that its reader documents. When it is taken, it
must say what it says:

* A YAML file is read again by the part of PyYAML that is written in Python, which shares no code with the parser of
  lvkb, with every scalar as plain text (`BaseLoader`). What the record holds must be that text: each number with its
  digits, each day, flag and word as it is written, each list and mapping with the same entries, and nothing beside.
  That reader takes no tab between two words, so tabs count as spaces; some other files it refuses too, such as a
  question mark in `[a ? b]`, and then nothing can be compared.
* A file of measured figures is read again by Python's own JSON with exact numbers and with an eye on keys that stand
  twice. Each field must hold that very number or text.
* A draft made from a list must be a file that is read without a slip, with the title that the list says.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any, NamedTuple

import yaml
from pydantic import BaseModel

from lvkb.catalog import Catalog
from lvkb.intake import plan, read_list
from lvkb.links.file_links import read_text
from lvkb.links.routing import targets
from lvkb.measured import Counts, TimmResults, parse_measured
from lvkb.records import Decisions, Paper, Queries, Record, Taxonomy, Waivers
from lvkb.validation import read_record
from lvkb.yamlfile import parse

ROOT = Path(__file__).parents[1]
TOY = ROOT / "tests/toy"

WAIVERS = b"""waivers:
  - {code: LV114, record: pebblevit, field: code, reason: Both papers share one repository., date: "2026-11-20"}
  - code: LV204
    record: gravelnet
    reason: "The table prints it so: 78.30."
    date: "2026-11-21"
"""
DECISIONS = b"""decisions:
  - {listing: survey, title: "A Paper: About Other Things", reason: it is about video}
  - {listing: survey, title: PebbleViT, record: pebblevit}
"""
QUERIES = b"""queries:
  - {category: components/position-encoding, search: 'abs:"position encoding" AND cat:cs.CV'}
"""
BIBTEX = rb"""@inproceedings{pebble21,
  title     = {{PebbleViT}: Small Stones for {L}arge \"Uses},
  author    = {Flint, Ada and M\"uller, Jan and others},
  url       = {https://arxiv.org/abs/2101.00001v2},
  doi       = "10.1109/ICCV48922.2021.00009",
  note      = {see \url{https://github.com/ada/pebble_vit}}
}
@article{gravel, title = "Gravel" # " Net", eprint = {2103.14899}, archiveprefix = {arXiv}, year = 2021}
@string{iccv = {ICCV}}
"""
HTML = b"""<!doctype html><html><head><title>A List</title><script src="https://a.example/s.js">a < b</script></head>
<body><!-- <a href="https://a.example/hidden"> --><ul><li><a href='https://arxiv.org/abs/2101.00001'>PebbleViT</a>
<li><a href=https://github.com/ada/pebble_vit target=_blank>code</a> <img src="//a.example/i.png?a=1&amp;b=2"></ul>
</body></html>
"""


class Taken(NamedTuple):
    """What became of one garbled file.

    Attributes:
        is_taken: Whether its reader took it.
        wrong: What it means else than it says, empty when nothing.
        is_alone: Whether the other reader refused it.
    """

    is_taken: bool
    wrong: str = ""
    is_alone: bool = False


class GarbledKind(NamedTuple):
    """One kind of file.

    Attributes:
        seeds: Sound files.
        read: Reads a garbled file.
        share: How many of a hundred garbled files are of this kind.
    """

    seeds: Sequence[bytes]
    read: Callable[[bytes], Taken]
    share: int


def _record(model: type[Record]) -> Callable[[bytes], Taken]:
    def read(content: bytes) -> Taken:
        record = read_record(parse(content, "x.yml"), model)
        if record is None:
            return Taken(is_taken=False)
        try:
            text = content.decode().replace("\t", " ")
            plain = yaml.load(text, Loader=yaml.BaseLoader)  # noqa: S506 - it makes texts, lists and mappings
        except yaml.YAMLError:
            return Taken(is_taken=True, is_alone=True)
        return Taken(is_taken=True, wrong=difference(record, plain))

    return read


def difference(value: object, plain: object, place: str = "") -> str:
    """Tells where a value is not what a plain reading of its file gives; empty when it is."""
    if isinstance(value, BaseModel):
        names = {info.alias or name: name for name, info in type(value).model_fields.items()}
        given = {key: getattr(value, name) for key, name in names.items() if name in value.model_fields_set}
        return difference(given, plain, place)
    if isinstance(value, dict):
        if not isinstance(plain, dict) or set(value) != set(plain):
            return f"{place}: {value!r} is not {plain!r}"
        return next((said for key in value if (said := difference(value[key], plain[key], f"{place}.{key}"))), "")
    if isinstance(value, tuple):
        items = [plain] if isinstance(plain, str) else plain
        if not isinstance(items, list) or len(items) != len(value):
            return f"{place}: {value!r} is not {plain!r}"
        pairs = enumerate(zip(value, items, strict=True))
        return next((said for at, pair in pairs if (said := difference(*pair, f"{place}[{at}]"))), "")
    is_same = isinstance(plain, str) and _written(value) == plain.replace("\t", " ")
    return "" if is_same else f"{place}: {value!r} is not {plain!r}"


def _written(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return value.isoformat() if isinstance(value, date) else str(value).replace("\t", " ")


def _measured(model: type[Counts | TimmResults]) -> Callable[[bytes], Taken]:
    def read(content: bytes) -> Taken:
        try:
            stored: BaseModel = parse_measured(content, model)
        except ValueError:
            return Taken(is_taken=False)
        try:
            plain = json.loads(content, parse_float=Decimal, object_pairs_hook=_pairs)
        except ValueError as error:
            return Taken(is_taken=True, wrong=f"another reader refuses it: {error}")
        return Taken(is_taken=True, wrong=_json_difference(stored, plain))

    return read


def _pairs(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    if len(dict(pairs)) != len(pairs):
        raise ValueError(f"a key stands twice among {[key for key, _ in pairs]}")
    return dict(pairs)


def _json_difference(value: object, plain: object, place: str = "") -> str:
    if isinstance(value, BaseModel):
        value = {name: getattr(value, name) for name in type(value).model_fields if name in value.model_fields_set}
    if isinstance(value, dict) and isinstance(plain, dict) and set(value) == set(plain):
        return next((said for key in value if (said := _json_difference(value[key], plain[key], f"{place}.{key}"))), "")
    if isinstance(value, tuple) and isinstance(plain, list) and len(value) == len(plain):
        pairs = enumerate(zip(value, plain, strict=True))
        return next((said for at, pair in pairs if (said := _json_difference(*pair, f"{place}[{at}]"))), "")
    is_same = float(plain) == value if isinstance(value, float) and isinstance(plain, int | Decimal) else plain == value
    return (
        "" if is_same and isinstance(value, bool) == isinstance(plain, bool) else f"{place}: {value!r} is not {plain!r}"
    )


def _list(content: bytes) -> Taken:
    text = content.decode("utf-8", "replace")
    list(targets(read_text(text, "x.md").uses))
    planned = plan(read_list(text, "x.md"), Catalog(TOY, {}, None))
    for draft in planned.drafts:
        document = parse(draft.text.encode(), draft.path)
        title = document.data.get("title") if isinstance(document.data, dict) else None
        if title != draft.title:
            return Taken(is_taken=True, wrong=f"{draft.path} has the title {title!r}, the list {draft.title!r}")
    return Taken(is_taken=bool(planned.drafts))


def _links(ending: str) -> Callable[[bytes], Taken]:
    def read(content: bytes) -> Taken:
        return Taken(is_taken=bool(targets(read_text(content.decode("utf-8", "replace"), f"x.{ending}").uses)))

    return read


def _files(*folders: str) -> list[bytes]:
    return [file.read_bytes() for folder in folders for file in sorted((ROOT / folder).glob("*.yml"))]


def kinds(records: Sequence[bytes] = ()) -> dict[str, GarbledKind]:
    """Gives the kinds of files.

    Args:
        records: Records to change beside those of the tests.
    """
    sound = [*_files("tests/examples/good", "tests/toy/catalog/papers"), *records]
    return {
        "records": GarbledKind(sound, _record(Paper), 50),
        "taxonomy": GarbledKind([(TOY / "catalog/taxonomy.yml").read_bytes()], _record(Taxonomy), 5),
        "waivers": GarbledKind([WAIVERS], _record(Waivers), 5),
        "decisions": GarbledKind([DECISIONS], _record(Decisions), 3),
        "queries": GarbledKind([QUERIES], _record(Queries), 2),
        "lists": GarbledKind([_first_lines(TOY / "lightweight-vit-readme.md")], _list, 10),
        "HTML": GarbledKind([HTML], _links("html"), 8),
        "BibTeX": GarbledKind([BIBTEX], _links("bib"), 9),
        "counts": GarbledKind([_short("counts", Counts)], _measured(Counts), 4),
        "timm results": GarbledKind([_short("timm-results", TimmResults)], _measured(TimmResults), 4),
    }


def _first_lines(file: Path) -> bytes:
    return b"".join(file.read_bytes().splitlines(keepends=True)[:60])


def _short(name: str, model: type[Counts | TimmResults]) -> bytes:
    """Gives the first models of a file of measured figures of the catalogue."""
    data = json.loads((ROOT / f"catalog/measured/{name}.json").read_bytes())
    kept = {key: value[:8] if isinstance(value, list) else value for key, value in data.items()}
    content = json.dumps(kept, indent=1, ensure_ascii=False).encode()
    parse_measured(content, model)
    return content
