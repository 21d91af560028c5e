"""The comparison table: its rows, their order, and what each cell holds."""

from __future__ import annotations

from typing import Any

from lvkb.catalog import Node
from lvkb.records import Paper
from lvkb.results import Figure, Result
from lvkb.views.compare import COLUMNS, Cell, Link, Method, cells, compared
from tests.counted import MODEL, counts, model_count
from tests.invented import PLAIN, merged, paper, reading, results, variant

NODE = Node("components/embedding", "Embedding", "Pixels to tokens.", "", "components", ())
LIGHT: dict[str, Any] = PLAIN | {"params_m": 5, "compute_g": 1, "compute_unit": "macs"}
HEAVY = LIGHT | {"params_m": 90}


def row(result: Result) -> dict[str, Cell]:
    """Gives the cells of a result by the key of their column."""
    found = cells(result, {NODE.path: NODE})
    return dict(zip((column.key for column in COLUMNS), found, strict=True))


def one(**values: Any) -> Result:
    """Gives the result of one reading."""
    (found,) = merged(reading(**values))
    return found


def test_columns() -> None:
    """The table has these columns, which sort as texts, numbers or links."""
    assert [(column.key, column.title, column.type) for column in COLUMNS] == [
        ("model", "Model", "link"),
        ("paper", "Paper", "text"),
        ("top1", "Top-1 %", "number"),
        ("resolution", "Pixels", "number"),
        ("params", "Params M", "number"),
        ("gmacs", "GMACs", "number"),
        ("setup", "Setup", "text"),
        ("dataset", "Data set", "text"),
        ("pretrain", "Pre-training", "text"),
        ("distilled", "Distilled", "text"),
        ("epochs", "Epochs", "number"),
        ("method", "Applied to", "text"),
        ("note", "Note", "text"),
        ("year", "Year", "number"),
        ("category", "Category", "text"),
        ("marks", "Marks", "text"),
        ("source", "Source", "link"),
    ]


def test_every_cell_of_a_row() -> None:
    """A row tells the model, its paper, its figures, its whole protocol, what to note, and where it was read."""
    values = reading(
        **LIGHT | {"distilled": "soft", "resolution": 256, "dataset": "imagenet-v2", "pretrain": "imagenet-21k"},
        top1="78.30",
        epochs=300,
        base="DeiT-S",
        note="Ten crops.",
        kind="quoted",
        source="zoo",
        at="row 3",
    )
    (result,) = results(
        paper("a", variant("A-S", values), published={"year": 2022}, categories=["components/embedding", "x"])
    ).results
    found = row(result)
    figures = {key: found.pop(key) for key in ("top1", "params", "gmacs")}
    assert [str(figure.value) for figure in figures.values() if isinstance(figure, Figure)] == ["78.30", "5", "1"]
    assert found == {
        "model": Link("A-S", "../papers/a/"),
        "paper": "A",
        "resolution": 256,
        "setup": "imagenet-v2: imagenet-21k / distilled / 256",
        "dataset": "imagenet-v2",
        "pretrain": "imagenet-21k",
        "distilled": "soft",
        "epochs": 300,
        "method": Method(result),
        "note": "Ten crops.",
        "year": 2022,
        "category": "Embedding",
        "marks": "quoted",
        "source": Link("row 3", "../papers/a/#source-zoo"),
    }


def test_cells_of_what_nobody_says() -> None:
    """Unknown cells are empty; the data set, which is never unknown, is told."""
    (result,) = results(paper("a", variant("A-S", reading(top1=78)), categories=["no/such"])).results
    found = row(result)
    unknown = ("resolution", "params", "gmacs", "pretrain", "distilled", "epochs")
    assert [found[key] for key in unknown] == [None] * len(unknown)
    assert [found[key] for key in ("dataset", "note", "category", "marks")] == ["imagenet-1k", "", "", ""]


def test_notes_are_joined() -> None:
    """Notes of several readings behind an accuracy stand in one cell."""
    (result,) = merged(reading(top1=78, note="One."), reading(source="zoo", top1=78, note="Two."))
    assert row(result)["note"] == "One.; Two."


def order(*papers: Paper) -> list[str]:
    """Gives the variants of the table, in its order."""
    return [result.variant.name for result in compared(results(*papers).results)]


def test_light_models_stand_before_heavy_ones() -> None:
    """Lightweight models go first, each half by falling accuracy as a number."""
    rows = (
        variant("heavy, low", reading(**HEAVY, top1="85.5")),
        variant("light, low", reading(**LIGHT, top1="9.9")),
        variant("heavy, high", reading(**HEAVY, top1="86")),
        variant("light, high", reading(**LIGHT, top1="80.10")),
        variant("light, middle", reading(**LIGHT, top1="80.09")),
        variant("unknown compute", reading(**PLAIN, top1=90)),
    )
    assert order(paper("a", *rows)) == [
        "light, high",
        "light, middle",
        "light, low",
        "unknown compute",
        "heavy, high",
        "heavy, low",
    ]


def test_equals_stand_by_name() -> None:
    """Of equal accuracy the variants stand by name without regard to capitals, then by paper, then by place."""
    other = LIGHT | {"pretrain": "jft"}
    papers = (
        paper("b", variant("b-s", reading(**LIGHT, top1=80, at="y")), variant("C-S", reading(**LIGHT, top1=80))),
        paper("a", variant("B-S", reading(**LIGHT, top1=80, at="z"), reading(**other, top1=80, at="x"))),
    )
    found = compared(results(*papers).results)
    assert [(item.variant.name, item.main.reading.at) for item in found] == [
        ("B-S", "x"),
        ("B-S", "z"),
        ("b-s", "y"),
        ("C-S", "Table 1"),
    ]


def test_results_without_accuracy_are_left_out() -> None:
    """A result without top-1 accuracy is no row, one of another data set or a quoted one is."""
    rows = (
        variant("none", reading(params_m=5, top5=94)),
        variant("other", reading(top1=90, dataset="cifar-10")),
        variant("quoted", reading(top1=80, kind="quoted")),
    )
    assert order(paper("a", *rows)) == ["other", "quoted"]


def test_counted_figures_are_cells_too() -> None:
    """Where nobody reports parameters or compute, the counted figures stand in the cells."""
    (result,) = merged(reading(top1=78, **PLAIN), timm=MODEL, counts=counts(model_count()))
    found = row(result)
    assert [(str(f.value), f.origin) for f in (found["params"], found["gmacs"]) if isinstance(f, Figure)] == [
        ("5.578632", "counted"),
        ("1.102", "counted"),
    ]
