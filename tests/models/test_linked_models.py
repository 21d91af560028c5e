"""Which models records link to, and what people may call them."""

from __future__ import annotations

import pytest

from lvkb.catalog import Catalog, load
from lvkb.models.linked_models import UnknownName, linked_models, models_named
from tests.conftest import MakeRoot
from tests.samples import record


def reading(**values: str) -> str:
    """Gives the YAML of a reading with these values."""
    given = {"source": "paper", "at": '"Table 1"', "top1": "78.3", **values}
    return "{" + ", ".join(f"{key}: {value}" for key, value in given.items()) + "}"


@pytest.fixture
def catalog(make_root: MakeRoot) -> Catalog:
    """Two papers with links of every kind."""
    one = f"""[
      {{name: One-S, timm: one_s.in1k, readings: [
        {reading(resolution="384")},
        {reading(resolution="224", timm="one_s.in22k")},
        {reading(resolution="160", setting="{keep_ratio: 0.7}", base='"DeiT-S"')},
        {reading(resolution="96", dataset="cifar-100")},
        {reading(resolution="2048")},
        {reading(resolution="256")},
        {reading(resolution="256")}]}},
      {{name: One-B, readings: [{reading(resolution="224")}]}}]"""
    two = f"[{{name: One-S, timm: two_s.a_in1k, readings: [{reading()}]}}]"
    none = f"[{{name: None-S, readings: [{reading()}]}}]"
    papers = {"one": one, "two": two, "none": none}
    return load(make_root({f"papers/{name}.yml": record(name, variants=text) for name, text in papers.items()}))


def test_models_have_the_sizes_that_their_readings_state(catalog: Catalog) -> None:
    """A size counts for the weights it was read of; reduced models, other data and sides out of range give none."""
    links = linked_models(catalog)

    assert {name: link.sizes for name, link in links.items()} == {
        "one_s.in1k": (256, 384),
        "one_s.in22k": (224,),
        "two_s.a_in1k": (),
    }
    readings = catalog.papers["one"].variants[0].readings
    assert [(link.papers, link.names, [item.readings for item in link.variants]) for link in links.values()] == [
        (("one",), ("One-S",), [(readings[0], *readings[2:])]),
        (("one",), ("One-S",), [(readings[1],)]),
        (("two",), ("One-S",), [catalog.papers["two"].variants[0].readings]),
    ]


@pytest.mark.parametrize(
    ("name", "models"),
    [
        ("one_s.in1k", ["one_s.in1k"]),
        ("one_s", ["one_s.in1k", "one_s.in22k"]),
        ("two", ["two_s.a_in1k"]),
        ("one-s", ["one_s.in1k", "one_s.in22k", "two_s.a_in1k"]),
        ("two/One-S", ["two_s.a_in1k"]),
        ("two/one-s", ["two_s.a_in1k"]),
    ],
    ids=["with tag", "without tag", "paper", "variant", "variant of a paper", "in small letters"],
)
def test_names_stand_for_models(catalog: Catalog, name: str, models: list[str]) -> None:
    """Models are named by timm name, paper or variant."""
    assert list(models_named(catalog, [name])) == models


def test_several_names_are_taken_together(catalog: Catalog) -> None:
    """Each model is taken once, in the order of names; without names all are."""
    assert list(models_named(catalog, ["two", "one_s.in22k", "one_s.in22k"])) == ["one_s.in22k", "two_s.a_in1k"]
    assert models_named(catalog, []) == linked_models(catalog)


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("none", 'No variant of the paper "none" is linked to a model of timm.'),
        (
            "one_x.in1k",
            (
                '"one_x.in1k" is no linked model of timm, no paper with one, and no variant. '
                "Did you mean one_s.in1k, one_s.in22k, two_s.a_in1k?"
            ),
        ),
        ("hf-hub:a/b", '"hf-hub:a/b" is no linked model of timm, no paper with one, and no variant.'),
        ("Two/One-S", '"Two/One-S" is no linked model of timm, no paper with one, and no variant.'),
        ("one/One-B", '"one/One-B" is no linked model of timm, no paper with one, and no variant.'),
    ],
)
def test_names_that_stand_for_nothing_are_told(catalog: Catalog, name: str, text: str) -> None:
    """A name without a model is told, with near ones."""
    with pytest.raises(UnknownName) as caught:
        models_named(catalog, ["two", name])

    assert str(caught.value) == text
