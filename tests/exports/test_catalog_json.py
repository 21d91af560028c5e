"""The catalogue as JSON."""

from __future__ import annotations

import json
from collections import deque
from datetime import date
from decimal import Decimal
from types import MappingProxyType
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from lvkb import __version__
from lvkb.exports import catalog_json
from lvkb.exports.json_text import json_value
from lvkb.results import Results
from tests.counted import MODEL, counts, model_count
from tests.evaluated import LINK, PAPER, TIMM
from tests.exported import exported
from tests.invented import catalog, paper, reading, variant

JSON = """\
{
  "schema_version": 2,
  "generator": "lvkb 0.0.0",
  "license": "CC-BY-4.0",
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
              "gmacs": 2.00,
              "setup": "imagenet-1k / distilled / 256"
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
              "reason": "The text says 78.",
              "note": "The text says 78; the figure 77.",
              "setup": "pre-training unknown / distillation unknown / resolution unknown"
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


WANTED = JSON.replace("0.0.0", __version__)


def papers(results: Results) -> list[dict[str, Any]]:
    """Gives the papers of a catalogue as its JSON has them."""
    found: list[dict[str, Any]] = json.loads("".join(catalog_json(results)), parse_float=Decimal)["papers"]
    return found


def test_text() -> None:
    """JSON has all that the records say in the documented order, with their digits, and derived keys last."""
    given, wanted = (
        json.loads(text, parse_float=Decimal) for text in ("".join(catalog_json(Results(exported()))), WANTED)
    )
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


def test_any_mapping_and_sequence_is_written() -> None:
    """Mappings and sequences of any kind, days and decimals have their text."""
    value = MappingProxyType({"day": date(2026, 1, 2), "list": deque([Decimal("78.30"), (1, True)])})
    assert json_value(value) == '{"day":"2026-01-02","list":[78.30,[1,true]]}'  # type: ignore[arg-type]


def test_a_paper_on_a_line() -> None:
    """Each paper is one line of the file, so that two versions of it compare paper by paper."""
    lines = "".join(catalog_json(Results(exported()))).splitlines()
    assert [json.loads(line.removesuffix(","))["id"] for line in lines[2:-1]] == ["a-vit", "b-net"]


def test_counts_stand_beside_their_variant() -> None:
    """A variant has what was counted on its model, the worst verdict, and the licence of its very weights."""
    values = reading(params_m="5.6", compute_g="2.2", compute_unit="flops", resolution=224)
    given = paper("a", variant("A-S", values, timm=MODEL), variant("A-B", reading(top1=70)))
    (one,) = papers(Results(catalog(given, counts=counts(model_count()))))
    assert [item.get("measured") for item in one["variants"]] == [
        {
            "params": 5578632,
            "params_fused": 5578632,
            "sizes": [{"size": 224, "macs": 1102000000, "macs_fused": 1102000000, "norms": 0}],
            "verdict": "factor two",
            "license": "apache-2.0",
        },
        None,
    ]


def test_a_licence_is_of_the_very_weights() -> None:
    """Counts of other weights of the architecture serve, their licence does not; nor is an empty one written."""
    given = paper("a", variant("A-S", reading(top1=70), timm=MODEL))
    for count in (model_count("pebblevit_s.moraine_in1k"), model_count(license="")):
        (one,) = papers(Results(catalog(given, counts=counts(count))))
        assert "license" not in one["variants"][0]["measured"]


def test_evaluations_of_timm_stand_apart() -> None:
    """They have a key of their own beside the variants, with throughputs and their conditions."""
    (one,) = papers(Results(catalog(PAPER, timm=TIMM)))
    assert [len(item["readings"]) for item in one["variants"]] == [2, 1]
    assert [item["kind"] for item in one["timm_evaluations"]] == ["timm"] * 3
    assert one["timm_evaluations"][0] == {
        "variant": "A-S",
        "at": "results-imagenet.csv, line 2",
        "resolution": 224,
        "top1": Decimal("99.100"),
        "top5": Decimal("99.90"),
        "params_m": Decimal("5.10"),
        "pretrain": "none",
        "timm": "a_s.fb_in1k",
        "kind": "timm",
        "crop_pct": Decimal("0.950"),
        "interpolation": "bicubic",
        "throughputs": [
            {
                "device": "RTX 4090",
                "precision": "amp",
                "batch": 1024,
                "runtime": "PyTorch 2.9.1",
                "images_per_s": Decimal("2714.20"),
            }
        ],
        "link": f"{LINK}#L2",
    }
    assert "timm_evaluations" not in papers(Results(catalog(PAPER)))[0]


def test_a_confirmation_is_told() -> None:
    """Thread and day of a confirmation stand where the record has them."""
    confirmed = {"by": "https://forum.example/7", "date": "2026-11-25"}
    sources = {"zoo": {"url": "https://zoo.example/a", "read": "2026-11-20", "confirmed": confirmed}}
    one = paper("a", variant("S", reading(source="zoo", top1=70)), sources=sources, confirmed=confirmed)
    (told,) = json.loads("".join(catalog_json(Results(catalog(one)))))["papers"]
    assert told["confirmed"] == told["sources"]["zoo"]["confirmed"] == confirmed
