"""The readings of the catalogue as CSV."""

from __future__ import annotations

import csv
from io import StringIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lvkb.catalog import Catalog
from lvkb.exports import readings_csv
from lvkb.exports.columns import READINGS
from lvkb.measured import Counts
from lvkb.records import Reading
from lvkb.results import Results
from tests.counted import MODEL, counts, model_count
from tests.evaluated import LINK, PAPER, TIMM
from tests.exported import FULL, exported, text_of_cell
from tests.invented import catalog, paper, reading, variant

TEXT = """\
paper,name,scope,arxiv,category,year,venue,variant,dataset,evaluation,resolution,top1,top5,params_m,compute_g,\
compute_unit,gmacs,pretrain,distilled,teacher,epochs,form,base,setting,throughput,throughput_device,latency_ms,\
latency_device,setup,light,timm,code_license,weights_license,commercial,source_kind,source_url,source_at,status,\
kind,exactness,note,protocol_basis,counted_params_m,counted_gmacs,verdict,source_read
a-vit,"A, the ViT",core,2110.02170,parts/tokens,2021,ICLR 2022,A-S,imagenet-1k,supervised,256,78.30,,5.60,2.00,\
flops,2.00,none,soft+feature,b-net/B-L; RegNetY-16GF,300,,,,1157.0,"V100, 16 GB",,\
,imagenet-1k / distilled / 256,true,a_s.in1k,,,,github,https://github.com/a/b/blob/84d992f/zoo.md,"row 3, ""S""\",\
,reported,exact,,,,,not counted,2026-01-01
a-vit,"A, the ViT",core,2110.02170,parts/tokens,2021,ICLR 2022,A-S,imagenet-1k,supervised,,77,94.10,,,\
,,,,,,,'=DeiT-S,keep_ratio=0.70;training=none,,,0.90,\
iPhone 12,pre-training unknown / distillation unknown / resolution unknown,false,a_s.other,,,,arxiv,\
https://arxiv.org/abs/2110.02170v2,Figure 2,quoted plot disputed,quoted,plot,The text says 78; the figure 77.,,,,,
"""


def rows(given: Catalog) -> list[dict[str, str]]:
    """Gives the lines of a catalogue by column."""
    return list(csv.DictReader(StringIO("".join(readings_csv(Results(given))), newline="")))


def test_text() -> None:
    """CSV has a line for each reading: digits kept, commas and quotes quoted, unknown cells empty, text unaltered."""
    assert "".join(readings_csv(Results(exported()))) == TEXT


def test_nothing() -> None:
    """A catalogue without readings gives the header alone."""
    assert "".join(readings_csv(Results(catalog()))) == ",".join(READINGS) + "\n"


def test_reading_without_source() -> None:
    """A reading whose source is not in the record is exported with empty source cells."""
    lost = exported({**FULL, "sources": {}})
    assert [(row["source_kind"], row["source_url"]) for row in rows(lost)] == [("", ""), ("", "")]


OFFICIAL, OTHER, WITHOUT = (
    {"github": "a/b", "license": "MIT", "official": True},
    {"github": "c/d", "license": "Apache-2.0", "official": False},
    {"github": "e/f", "official": True},
)


@pytest.mark.parametrize(
    ("code", "wanted"),
    [
        ([], ""),
        ([WITHOUT], ""),
        ([OTHER], "Apache-2.0"),
        ([OTHER, OFFICIAL], "MIT"),
        ([OFFICIAL, OTHER], "MIT"),
        ([WITHOUT, OTHER], "Apache-2.0"),
        ([OFFICIAL, {"github": "g/h", "license": "GPL-3.0", "official": True}], "MIT"),
    ],
    ids=["none", "without", "other", "other-official", "official-other", "without-other", "two-official"],
)
def test_licence_of_the_code(code: list[dict[str, object]], wanted: str) -> None:
    """It is that of the official code, whatever stands before it, or else of the first code that has one."""
    (row,) = rows(catalog(paper("a", variant("A-S", reading(top1=70)), code=code)))
    assert row["code_license"] == wanted


LINES = st.text(st.characters(exclude_categories=["Cc", "Cs"]), min_size=1, max_size=40).filter(
    lambda text: text == text.strip()
)


@given(name=LINES, model=LINES, at=LINES, note=LINES, teacher=st.lists(LINES, min_size=1, max_size=3))
def test_it_reads_back(name: str, model: str, at: str, note: str, teacher: list[str]) -> None:
    """Any text comes back from CSV as it was, in the column it belongs to."""
    one = variant(model, reading(at=at, note=note, teacher=teacher, top1=70))
    (row,) = rows(catalog(paper("a", one, name=name)))
    cells = [row[column] for column in ("name", "variant", "source_at", "note", "teacher", "status")]
    assert tuple(map(text_of_cell, cells)) == (name, model, at, note, "; ".join(teacher), "")


def test_evaluations_of_timm_follow_their_paper() -> None:
    """They stand behind the readings of their paper, with kind and status `timm` and the address of the line."""
    found = rows(catalog(PAPER, timm=TIMM))
    assert [row["kind"] for row in found] == ["reported"] * 3 + ["timm"] * 3
    told = (
        "variant",
        "top1",
        "resolution",
        "setup",
        "light",
        "timm",
        "source_kind",
        "source_url",
        "source_at",
        "status",
    )
    assert [found[3][column] for column in told] == [
        "A-S",
        "99.100",
        "224",
        "timm: imagenet-1k / distillation unknown / 224",
        "",
        "a_s.fb_in1k",
        "github",
        f"{LINK}#L2",
        "results-imagenet.csv, line 2",
        "timm",
    ]


def counted_cells(*readings: Reading, counted: Counts, timm: str = MODEL) -> list[tuple[str, ...]]:
    """Gives what a CSV says of the counts beside each reading of a linked variant."""
    columns = ("counted_params_m", "counted_gmacs", "verdict", "weights_license")
    given = catalog(paper("a", variant("A-S", *readings, timm=timm)), counts=counted)
    return [tuple(row[column] for column in columns) for row in rows(given)]


def test_counts_stand_beside_what_is_reported() -> None:
    """A judged reading has the counted figures and the verdict; one that reports neither has the figures alone."""
    one = reading(params_m="5.6", compute_g="2.2", compute_unit="flops", resolution=224)
    assert counted_cells(one, reading(top1=70), counted=counts(model_count())) == [
        ("5.578632", "1.102", "factor two", "Apache-2.0"),
        ("5.578632", "", "", "Apache-2.0"),
    ]


def test_a_licence_is_of_the_very_weights() -> None:
    """Other weights of the architecture lend their counts, not their licence; a reading's own weights have one."""
    other = model_count("pebblevit_s.moraine_in1k", license="MIT")
    assert counted_cells(reading(top1=70), counted=counts(other)) == [("5.578632", "", "", "")]
    own = reading(top1=70, timm="pebblevit_s.moraine_in1k")
    assert counted_cells(own, counted=counts(model_count(), other)) == [("5.578632", "", "", "MIT")]
