"""What a record says of other records leads to them."""

from __future__ import annotations

import pytest

from lvkb import checks
from lvkb.catalog import load
from tests.conftest import MakeRoot
from tests.samples import record, told, with_reading


@pytest.mark.parametrize(
    ("text", "what", "cure"),
    [
        ("b/Nb-S", "", ""),
        ("Nb-S", "", ""),
        ("RegNetY-16GF (our training)", "", ""),
        ("ViT-B/16", "", ""),
        ("regnet", "", ""),
        ("b", "", ""),
        ("b/Nb-L", 'b has no variant "Nb-L".', 'Did you mean "b/Nb-S"?'),
        (
            "bb/Nb-S",
            'There is no record "bb".',
            "Correct the id or the variant's name, or write the work's name alone when it is not held.",
        ),
        ("mobile-vit/S", 'There is no record "mobile-vit".', 'Did you mean "mobilevit"?'),
    ],
)
def test_references_of_readings(text: str, what: str, cure: str, make_root: MakeRoot) -> None:
    """A base or teacher in the form of a reference leads to a variant; any other text is a work's name."""
    reading = f"{{source: paper, at: T, top1: 78, distilled: soft, teacher: [Other, {text}]}}"
    files = {"papers/a.yml": with_reading("a", reading), "papers/b.yml": record("b")}
    root = make_root({**files, "papers/mobilevit.yml": record("mobilevit", name="MobileViT")})
    found = checks.run(load(root))
    assert [(item.what, item.fix) for item in found] == ([(what, cure)] if what else [])
    assert all(item.field == "Na-S: teacher" for item in found)


def test_references_of_relations(make_root: MakeRoot) -> None:
    """A relation that looks like an id leads to a record; a work that is not held has another name."""
    relations = "{builds-on: [b, Some Work, ResNet, gone], supersedes: [b, gone/too]}"
    root = make_root({"papers/a.yml": record("a", relations=relations), "papers/b.yml": record("b")})
    assert told(root) == [
        'LV314 relations.builds-on[3]: There is no record "gone".',
        'LV314 relations.supersedes[1]: There is no record "gone".',
    ]


def test_a_base_in_words(make_root: MakeRoot) -> None:
    """A base without a slash is the name of a work, whatever it looks like; one with a slash is a reference."""
    rows = ("base: resnet", "base: gone/X", "base: b/Nb-S")
    readings = ", ".join(f"{{source: paper, at: T{n}, top1: 7{n}, {row}}}" for n, row in enumerate(rows))
    text = record("a", variants=f"[{{name: S, readings: [{readings}]}}]")
    root = make_root({"papers/a.yml": text, "papers/b.yml": record("b")})
    assert told(root) == ['LV314 S: base: There is no record "gone".']


def test_the_nearest_variant_is_named(make_root: MakeRoot) -> None:
    """Of several variants that are near, one is named."""
    row = "readings: [{source: paper, at: T, top1: 78}]"
    other = record("b", variants=f"[{{name: Pebble-S1, {row}}}, {{name: Pebble-S2, {row}}}]")
    text = with_reading("a", "{source: paper, at: T, top1: 78, base: b/Pebble-S12}")
    (found,) = checks.run(load(make_root({"papers/a.yml": text, "papers/b.yml": other})))
    assert found.fix in ('Did you mean "b/Pebble-S1"?', 'Did you mean "b/Pebble-S2"?')
