"""CSV and JSON of the whole catalogue, and the set of published files."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator
from decimal import Decimal
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lvkb.exports.csvfile import COLUMNS, setting_text, status
from lvkb.exports.jsontext import json_value

from lvkb.catalog import Catalog
from lvkb.exports import bibtex_text, csv_text, json_text, published
from lvkb.records import Paper, Reading, Setting, Taxonomy

PLAIN = {
    "id": "b-net",
    "name": "B",
    "title": "B",
    "authors": ["Ada Bell"],
    "published": {"year": "2020"},
    "categories": ["parts/tokens"],
    "annotation": {"idea": "i", "cheaper": "c", "limits": "l"},
    "added": "2026-01-02",
}
FULL = {
    **PLAIN,
    "id": "a-vit",
    "name": "A, the ViT",
    "aliases": ["AVT"],
    "title": 'A "Quoted" Title',
    "published": {"year": "2021", "venue": "ICLR 2022"},
    "categories": ["parts/tokens", "parts/order"],
    "arxiv": "2110.02170",
    "code": [{"github": "a/b", "path": "vit", "official": "false"}],
    "relations": {"builds-on": ["b-net"]},
    "sources": {
        "zoo": {"github": "a/b", "path": "zoo.md", "commit": "84d992f", "read": "2026-01-01"},
        "paper": {"arxiv": "2110.02170v2"},
    },
    "variants": [
        {
            "name": "A-S",
            "timm": "a_s.in1k",
            "readings": [
                {
                    "source": "zoo",
                    "at": 'row 3, "S"',
                    "resolution": "256",
                    "top1": "78.30",
                    "params_m": "5.60",
                    "compute_g": "2.00",
                    "compute_unit": "flops",
                    "throughput": {"images_per_s": "1157.0", "device": "V100, 16 GB", "batch": "64"},
                    "pretrain": "none",
                    "distilled": "soft+feature",
                    "teacher": ["b-net/B-L", "RegNetY-16GF"],
                    "epochs": "300",
                },
                {
                    "source": "paper",
                    "at": "Figure 2",
                    "top1": "77",
                    "top5": "94.10",
                    "latency": {"ms": "0.90", "device": "iPhone 12"},
                    "base": "=DeiT-S",
                    "setting": {"keep_ratio": "0.70", "training": "none"},
                    "timm": "a_s.other",
                    "kind": "quoted",
                    "exactness": "plot",
                    "status": "disputed",
                    "reason": "The text says 78.",
                },
            ],
        }
    ],
}
TREE = {
    "families": [
        {
            "id": "parts",
            "title": "Parts",
            "definition": "What it is made of.",
            "categories": [
                {"id": "tokens", "title": "Tokens", "definition": "Pixels to tokens."},
                {"id": "order", "title": "Order", "definition": "Where tokens stand."},
            ],
        }
    ]
}
CSV = """\
paper,name,arxiv,category,year,venue,variant,dataset,resolution,top1,top5,params_m,compute_g,compute_unit,gmacs,\
pretrain,distilled,teacher,epochs,form,base,setting,throughput,throughput_device,latency_ms,latency_device,lane,timm,\
source_kind,source_url,source_at,status,kind,\
counted_params_m,counted_gmacs,verdict
a-vit,"A, the ViT",2110.02170,parts/tokens,2021,ICLR 2022,A-S,imagenet-1k,256,78.30,,5.60,2.00,flops,2.00,\
none,soft+feature,b-net/B-L; RegNetY-16GF,300,,,,1157.0,"V100, 16 GB",,,imagenet-1k / distilled / 256,a_s.in1k,\
github,https://github.com/a/b/blob/84d992f/zoo.md,"row 3, ""S""\",,reported,,,not counted
a-vit,"A, the ViT",2110.02170,parts/tokens,2021,ICLR 2022,A-S,imagenet-1k,,77,94.10,,,,,\
,,,,,=DeiT-S,keep_ratio=0.70;training=none,,,0.90,iPhone 12,\
pre-training unknown / distillation unknown / resolution unknown,a_s.other,\
arxiv,https://arxiv.org/abs/2110.02170v2,Figure 2,quoted plot disputed,quoted,,,
"""
JSON = """\
{
  "schema_version": 1,
  "generator": "lvkb 0.0.0",
  "licence": "CC-BY-4.0",
  "taxonomy": [
    {"path": "parts", "title": "Parts", "definition": "What it is made of."},
    {"path": "parts/tokens", "title": "Tokens", "definition": "Pixels to tokens.", "parent": "parts"},
    {"path": "parts/order", "title": "Order", "definition": "Where tokens stand.", "parent": "parts"}
  ],
  "papers": [
    {
      "id": "a-vit",
      "name": "A, the ViT",
      "aliases": ["AVT"],
      "title": "A \\"Quoted\\" Title",
      "authors": ["Ada Bell"],
      "published": {"year": 2021, "venue": "ICLR 2022"},
      "categories": ["parts/tokens", "parts/order"],
      "arxiv": "2110.02170",
      "code": [
        {"github": "a/b", "path": "vit", "official": false, "link": "https://github.com/a/b/tree/HEAD/vit"}
      ],
      "annotation": {"idea": "i", "cheaper": "c", "limits": "l"},
      "relations": {"builds-on": ["b-net"]},
      "sources": {
        "zoo": {
          "github": "a/b",
          "path": "zoo.md",
          "commit": "84d992f",
          "read": "2026-01-01",
          "link": "https://github.com/a/b/blob/84d992f/zoo.md"
        },
        "paper": {"arxiv": "2110.02170v2", "link": "https://arxiv.org/abs/2110.02170v2"}
      },
      "variants": [
        {
          "name": "A-S",
          "timm": "a_s.in1k",
          "readings": [
            {
              "source": "zoo",
              "at": "row 3, \\"S\\"",
                            "resolution": 256,
              "top1": 78.30,
              "params_m": 5.60,
              "compute_g": 2.00,
              "compute_unit": "flops",
              "throughput": {"device": "V100, 16 GB", "batch": 64, "images_per_s": 1157.0},
              "pretrain": "none",
              "distilled": "soft+feature",
              "teacher": ["b-net/B-L", "RegNetY-16GF"],
              "epochs": 300,
              "gmacs": 2.00
            },
            {
              "source": "paper",
              "at": "Figure 2",
                            "top1": 77,
              "top5": 94.10,
              "latency": {"device": "iPhone 12", "ms": 0.90},
              "base": "=DeiT-S",
              "setting": {"keep_ratio": 0.70, "training": "none"},
              "timm": "a_s.other",
              "kind": "quoted",
              "exactness": "plot",
              "status": "disputed",
              "reason": "The text says 78."
            }
          ]
        }
      ],
      "added": "2026-01-02",
      "links": {"arxiv": "https://arxiv.org/abs/2110.02170"}
    },
    {
      "id": "b-net",
      "name": "B",
      "title": "B",
      "authors": ["Ada Bell"],
      "published": {"year": 2020},
      "categories": ["parts/tokens"],
      "annotation": {"idea": "i", "cheaper": "c", "limits": "l"},
      "added": "2026-01-02"
    }
  ]
}
"""


@pytest.fixture
def catalog() -> Catalog:
    """A catalogue of one paper with everything and one with nothing but what is required."""
    papers = [Paper.model_validate(FULL), Paper.model_validate(PLAIN)]
    return Catalog(Path(), {paper.id: paper for paper in papers}, Taxonomy.model_validate(TREE))


def test_csv(catalog: Catalog) -> None:
    """CSV has a line for each reading: digits kept, commas and quotes quoted, unknown cells empty, text unaltered."""
    assert csv_text(catalog) == CSV


def test_csv_of_nothing() -> None:
    """A catalogue without readings gives the header alone."""
    assert csv_text(Catalog(Path(), {}, None)) == ",".join(COLUMNS) + "\n"


def test_csv_reading_without_source(catalog: Catalog) -> None:
    """A reading whose source is not in the record is exported with empty source cells."""
    lost = Paper.model_validate({**FULL, "sources": {}})
    rows = list(csv.DictReader(StringIO(csv_text(Catalog(Path(), {lost.id: lost}, None)))))
    assert [(row["source_kind"], row["source_url"]) for row in rows] == [("", ""), ("", "")]


LINES = st.text(st.characters(exclude_categories=["Cc", "Cs"]), min_size=1, max_size=40).filter(
    lambda text: text == text.strip()
)


@given(name=LINES, variant=LINES, at=LINES, teacher=st.lists(LINES, min_size=1, max_size=3))
def test_csv_reads_back(name: str, variant: str, at: str, teacher: list[str]) -> None:
    """Any text comes back from CSV as it was, in the column it belongs to."""
    first = {**FULL["variants"][0]["readings"][0], "at": at, "teacher": teacher}  # type: ignore[index]
    paper = Paper.model_validate({**FULL, "name": name, "variants": [{"name": variant, "readings": [first]}]})
    rows = list(csv.DictReader(StringIO(csv_text(Catalog(Path(), {paper.id: paper}, None)), newline="")))
    cells = [(row["name"], row["variant"], row["source_at"], row["teacher"], row["status"]) for row in rows]
    assert cells == [(name, variant, at, "; ".join(teacher), "")]


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({}, ""),
        ({"kind": "measured"}, "measured"),
        ({"exactness": "rounded"}, "rounded"),
        ({"status": "disputed"}, "disputed"),
        ({"kind": "timm", "status": "disputed"}, "timm disputed"),
    ],
)
def test_status(fields: dict[str, str], words: str) -> None:
    """The status is empty for the authors' own exact undisputed numbers and names every reason why one is not."""
    assert status(Reading.model_validate({"source": "a", "at": "b", **fields})) == words


def test_setting_text() -> None:
    """A setting is written key by key in the order of the record format, with the digits of the source."""
    fields = {"training": "scratch", "tokens": "64", "exit_layer": "7", "threshold": "0.90", "merged_per_layer": "8"}
    setting = Setting.model_validate({**fields, "keep_ratio": "0.70"})
    assert setting_text(setting) == (
        "keep_ratio=0.70;merged_per_layer=8;threshold=0.90;exit_layer=7;tokens=64;training=scratch"
    )
    assert setting_text(None) == ""


def test_json(catalog: Catalog, monkeypatch: pytest.MonkeyPatch) -> None:
    """JSON has all that the records say in the documented order, with their digits, and derived keys last."""
    monkeypatch.setattr("lvkb.exports.jsonfile.__version__", "0.0.0")
    given, wanted = (json.loads(text, parse_float=Decimal) for text in (json_text(catalog), JSON))
    assert repr(given) == repr(wanted)  # order of keys and digits of numbers included


LEAVES = (
    st.text()
    | st.booleans()
    | st.integers()
    | st.decimals(min_value=0, max_value=10**12, allow_nan=False, allow_infinity=False, places=3)
)


@given(st.recursive(LEAVES, lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner), max_leaves=30))
def test_json_value_reads_back(value: Any) -> None:
    """Any data comes back from its JSON text as it was, with every digit."""
    read = json.loads(json_value(value), parse_float=Decimal)
    assert (read, repr(read)) == (value, repr(value))


def test_json_has_a_paper_on_a_line(catalog: Catalog) -> None:
    """Each paper is one line of the file, so that two versions of it compare paper by paper."""
    lines = json_text(catalog).splitlines()
    assert [json.loads(line.removesuffix(","))["id"] for line in lines[2:-1]] == list(catalog.papers)


def test_published(catalog: Catalog) -> None:
    """The published files are the three of the whole catalogue."""
    assert published(catalog) == {
        "data/readings.csv": csv_text(catalog),
        "data/catalog.json": json_text(catalog),
        "data/catalog.bib": bibtex_text(catalog),
    }


DOCS = Path(__file__).parents[2] / "docs" / "data-format.md"


def test_columns_are_documented() -> None:
    """The table of columns in the documentation is the header, in its order."""
    table = DOCS.read_text(encoding="utf-8").split("## CSV")[1].split("## JSON")[0]
    named = [line.split("`")[1] for line in table.splitlines() if line.startswith("| `")]
    assert tuple(named) == COLUMNS


def _keys(schema: dict[str, Any]) -> Iterator[str]:
    for part in (schema, *schema["$defs"].values()):
        yield from part["properties"]


def test_keys_are_documented(catalog: Catalog) -> None:
    """Every key of a record, and every key that an export adds, stands in the documentation of JSON."""
    table = DOCS.read_text(encoding="utf-8").split("## JSON")[1].split("## BibTeX")[0]
    added = {"gmacs", "link", "links", "path", "definition", "group", "parent", "measured", "params_fused", "norms"}
    keys = {*_keys(Paper.model_json_schema(by_alias=True)), *json.loads(json_text(catalog)), *added}
    assert [key for key in sorted(keys) if f"`{key}`" not in table] == []
