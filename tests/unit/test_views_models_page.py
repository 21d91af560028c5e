"""Rows of the models page, its chart, and the lists below it."""

from __future__ import annotations

import pytest
from lvkb.views.best import best_light

from lvkb.catalog import load
from lvkb.exports import csv_text, json_text
from lvkb.subject.agreement import Verdict
from lvkb.views.models_page import Verdicts
from lvkb.views.near_names import Architectures, parts
from lvkb.views.scatter import SIDE, scatter
from tests.conftest import MakeRoot
from tests.counted import MODEL, counts_file, model_count
from tests.samples import record

FUSABLE = model_count(params=7_300_000, fused=6_810_000, sizes=((224, 1_452_000_000, 1_108_000_000),))


def variants(*readings: str, name: str = "Na-S", timm: str = MODEL) -> str:
    """Gives the YAML of variants: one with the readings."""
    rows = ", ".join(f'{{source: paper, at: "row {number}", {values}}}' for number, values in enumerate(readings, 1))
    return f"[{{name: {name}, timm: {timm}, readings: [{rows}]}}]"


def verdicts(make_root: MakeRoot, *readings: str, counted: dict[str, str] | None = None) -> Verdicts:
    """Gives the verdicts on a catalogue of one variant with the readings."""
    files = {"papers/a.yml": record("a", variants=variants(*readings))}
    return Verdicts(load(make_root(files | (counts_file(model_count()) if counted is None else counted))))


def test_a_row_shows_reported_beside_counted(make_root: MakeRoot) -> None:
    """A row has the reported figures as printed, the counted ones, verdict, licence and snippet."""
    found = verdicts(make_root, "resolution: 224, top1: 78, params_m: 5.60, compute_g: 1.1, compute_unit: macs")
    (row,) = found.by_name()
    assert row._replace(snippet="")._asdict() == {
        "paper": "a",
        "name": "Na",
        "variant": "Na-S",
        "model": MODEL,
        "size": "224",
        "params": "5.60",
        "params_counted": "5.58",
        "params_fused": "",
        "gmacs": "1.1",
        "gmacs_counted": "1.10",
        "gmacs_fused": "",
        "verdict": Verdict.MATCH,
        "params_shown": "5.58",
        "gmacs_shown": "1.10",
        "notes": (),
        "licence": "apache-2.0",
        "snippet": "",
    }
    assert f'"{MODEL}"' in row.snippet


def test_a_fusable_model_shows_both_forms(make_root: MakeRoot) -> None:
    """Figures of the fused model stand beside those of the model as built, and the snippet fuses it."""
    values = "resolution: 224, top1: 78, params_m: 6.8, compute_g: 1.1, compute_unit: macs"
    (row,) = verdicts(make_root, values, counted=counts_file(FUSABLE)).by_name()
    assert (row.params_counted, row.params_fused, row.gmacs_counted, row.gmacs_fused) == (
        "7.30",
        "6.81",
        "1.45",
        "1.11",
    )
    assert (row.params_shown, row.gmacs_shown) == ("6.81 fused", "1.11 fused")
    assert row.notes == ("parameters of the deployed form", "compute of the deployed form")
    assert "reparameterize_model(model)" in row.snippet


def test_without_reported_compute_the_stated_size_counts(make_root: MakeRoot) -> None:
    """Where no compute is reported, it is counted at the first image size that a reading states."""
    counted = counts_file(model_count(sizes=((224, 1_102_000_000), (384, 3_240_000_000))))
    (row,) = verdicts(make_root, "top1: 78", "top1: 79, resolution: 384", counted=counted).by_name()
    assert (row.size, row.gmacs_counted, row.verdict) == ("384", "3.24", Verdict.NOTHING)


def test_what_was_not_counted_is_empty(make_root: MakeRoot) -> None:
    """A linked variant that nothing was counted on has its reported figures and its verdict, and no note."""
    values = "resolution: 224, top1: 78, params_m: 5.6"
    (row,) = verdicts(make_root, values, counted=counts_file()).by_name()
    assert (row.params, row.params_counted, row.size, row.snippet) == ("5.6", "", "", "")
    assert (row.verdict, row.notes) == (Verdict.NOT_COUNTED, ())


def test_other_weights_lend_no_licence_and_no_snippet(make_root: MakeRoot) -> None:
    """Counts of other weights of the architecture serve for figures, not for what belongs to the weights."""
    counted = counts_file(model_count("pebblevit_s.moraine_in1k"))
    (row,) = verdicts(make_root, "resolution: 224, top1: 78, params_m: 5.6", counted=counted).by_name()
    assert (row.verdict, row.params_counted, row.licence, row.snippet) == (Verdict.MATCH, "5.58", "", "")


def test_corrections_are_listed_worst_first(make_root: MakeRoot) -> None:
    """Each figure that does not fit stands once: mismatches before others, the farthest off first."""
    found = verdicts(
        make_root,
        "resolution: 224, top1: 78, params_m: 5.2, compute_g: 1.3, compute_unit: macs",
        "resolution: 224, top1: 79, params_m: 5.2, compute_g: 2.2, compute_unit: flops",
        "resolution: 224, top1: 79, params_m: 5.6",
    )
    told = [(item.figure, item.counted, item.verdict, item.at) for item in found.corrections()]
    assert told == [
        ("1.3 G", "1.10 G at 224 px", Verdict.MISMATCH, "row 1"),
        ("5.2 M", "5.58 M", Verdict.MISMATCH, "row 1"),
        ("2.2 G", "1.10 G at 224 px", Verdict.FACTOR_TWO, "row 2"),
    ]


def test_figures_of_the_fused_form_say_so(make_root: MakeRoot) -> None:
    """A count of the fused form is marked in the list of disagreements and beside a paper's best reading."""
    values = "resolution: 224, top1: 78, params_m: 6.5, compute_g: 1.1, compute_unit: macs, form: deploy"
    found = verdicts(make_root, values, counted=counts_file(FUSABLE))
    best = best_light(found.catalog.papers["a"])
    assert best is not None
    assert found.beside(best) == "6.81 M fused, 1.11 GMACs fused: mismatch"
    assert [item.counted for item in found.corrections()] == ["6.81 M fused"]


def test_tally_puts_the_best_first(make_root: MakeRoot) -> None:
    """Verdicts are counted with matches first, and those without figures last."""
    one = variants("params_m: 5.6")[1:-1]
    two = variants("params_m: 9", name="Na-B", timm=MODEL)[1:-1]
    three = variants("top1: 70", name="Na-L", timm=MODEL)[1:-1]
    root = make_root({"papers/a.yml": record("a", variants=f"[{three}, {two}, {one}]"), **counts_file(model_count())})
    assert list(Verdicts(load(root)).tally().items()) == [
        (Verdict.MATCH, 1),
        (Verdict.MISMATCH, 1),
        (Verdict.NOTHING, 1),
    ]


def test_papers_without_links(make_root: MakeRoot) -> None:
    """Papers whose variants timm seems to have are told from those it has nothing of; linked ones are in neither."""
    reading = '{source: paper, at: "T", top1: 70}'
    files = {
        f"papers/{name.lower()}.yml": record(
            name.lower(), name=name, variants=f"[{{name: {name}-S, readings: [{reading}]}}]"
        )
        for name in ("Gravel", "Sand")
    }
    linked = {"papers/a.yml": record("a", variants=variants("top1: 70"))}
    counted = counts_file(model_count(), architectures=("gravel_small_patch16_224", "pebblevit_s"))
    found = Verdicts(load(make_root(files | linked | counted)))
    assert [(item.paper.id, item.variants) for item in found.unlinked()] == [
        ("gravel", (("Gravel-S", ("gravel_small_patch16_224",)),))
    ]
    assert [paper.id for paper in found.absent()] == ["sand"]


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ("top1: 78, params_m: 5.6, compute_g: 1.1, compute_unit: macs, resolution: 224", "5.58 M, 1.10 GMACs: match"),
        ("top1: 78, params_m: 9, resolution: 224", "5.58 M: mismatch"),
        ("top1: 78, resolution: 224", ""),
    ],
)
def test_counted_figures_beside_the_best_reading(make_root: MakeRoot, values: str, words: str) -> None:
    """The line of a paper gets what was counted beside its reading, and nothing where nothing was."""
    found = verdicts(make_root, values)
    best = best_light(found.catalog.papers["a"])
    assert best is not None
    assert found.beside(best) == words


@pytest.mark.parametrize(
    ("name", "architecture"),
    [
        ("Swin-B", "swin_base_patch4_window7_224"),
        ("ViT-B/16", "vit_base_patch16_224"),
        ("DeiT-Ti", "deit_tiny_patch16_224"),
        ("Mixer-S/32", "mixer_s32_224"),
        ("ConvNeXt V2-H", "convnextv2_huge"),
        ("GC ViT-XT", "gcvit_xt_224"),
        ("LowFormer-B1.5", "lowformer_b15"),
        ("Hiera-B+", "hiera_base_plus_224"),
    ],
)
def test_near_names(name: str, architecture: str) -> None:
    """Variants are recognised in timm's spelling of their names."""
    assert Architectures([architecture], []).near(name) == (architecture,)


@pytest.mark.parametrize("name", ["EViT-S", "CPVT-Ti", "Swin", "+", "-"])
def test_names_that_are_not_near(name: str) -> None:
    """Only the beginning of a name counts, in whole words; what is linked already is nobody else's."""
    found = Architectures(["levit_s", "twins_pcpvt_tiny", "swin_tiny", "swinv2_tiny"], ["swin_tiny"])
    assert found.near(name) == ()


def test_words_are_not_torn() -> None:
    """Letters and digits of a name are apart, sizes have one spelling, filling words drop out."""
    assert parts("MaxViT-T_tf 224") == ("maxvit", "tiny", "224")


def test_points_lie_where_their_figures_are(make_root: MakeRoot) -> None:
    """Equal figures lie on the diagonal, larger counts above it, and each figure of a variant is one point."""
    found = verdicts(
        make_root,
        "top1: 78, params_m: 5.578632",
        "top1: 79, params_m: 5.578632",
        "top1: 79, params_m: 2",
        "top1: 80, params_m: 20",
    )
    chart = scatter(found.judged(), "params")
    assert chart is not None
    assert (round(chart.points[0].x + chart.points[0].y), chart.points[0].verdict) == (SIDE, Verdict.MATCH)
    small, large = sorted(chart.points[1:], key=lambda point: point.x)
    assert small.x + small.y < SIDE < large.x + large.y
    assert (len(chart.points), chart.fitting) == (3, 1)
    assert [tick.label for tick in chart.ticks] == ["2", "5", "10", "20"]
    assert small.title == "Na-S: 2 M reported, 5.58 M counted, counted parameters 178.9 % above the reported"
    assert scatter(found.judged(), "compute") is None


def test_exports_have_the_counted_figures(make_root: MakeRoot) -> None:
    """CSV has counted figures and verdict beside each judged reading, JSON what was counted on each variant."""
    found = verdicts(make_root, "params_m: 5.6, compute_g: 2.2, compute_unit: flops, resolution: 224", "top1: 70")
    head, first, second = csv_text(found.catalog).splitlines()
    assert head.endswith(",counted_params_m,counted_gmacs,verdict")
    assert first.endswith(",5.578632,1.102,factor two")
    assert second.endswith(",,,")
    measured = (
        '"measured":{"params":5578632,"params_fused":5578632,"sizes":[{"size":224,"macs":1102000000,'
        '"macs_fused":1102000000,"norms":0}],"verdict":"factor two","license":"apache-2.0"}'
    )
    assert measured in json_text(found.catalog)
