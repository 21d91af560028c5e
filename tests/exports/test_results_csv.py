"""The results of the catalogue as CSV, and the picks that a reader can make from it."""

from __future__ import annotations

import csv
from io import StringIO

from hypothesis import given
from hypothesis import strategies as st

from lvkb.catalog import Catalog
from lvkb.exports import results_csv
from lvkb.exports.columns import RESULTS
from lvkb.records import Paper, Reading
from lvkb.results import Results
from tests.counted import MODEL, counts, model_count
from tests.exported import FULL, exported, picked, picked_by_a_reader
from tests.invented import PLAIN, catalog, paper, reading, results, variant

TEXT = """\
paper,name,variant,dataset,evaluation,setup,resolution,pretrain,distilled,teacher,epochs,form,base,setting,\
top1,top1_low,top1_high,top5,params_m,params_from,gmacs,gmacs_from,light,readings,timm,scope,status,note,\
weights_license,commercial,protocol_basis,source_url,source_at,source_read
a-vit,"A, the ViT",A-S,imagenet-1k,supervised,imagenet-1k / distilled / 256,256,none,soft+feature,\
b-net/B-L; RegNetY-16GF,300,,,,78.30,78.30,78.30,,5.60,reported,2.00,reported,true,1,a_s.in1k,core,,,,,,\
https://github.com/a/b/blob/84d992f/zoo.md,"row 3, ""S""\",2026-01-01
a-vit,"A, the ViT",A-S,imagenet-1k,supervised,pre-training unknown / distillation unknown / resolution unknown,,,,\
,,,'=DeiT-S,keep_ratio=0.70;training=none,77,77,77,94.10,,,,,false,1,a_s.other,core,quoted plot disputed,\
The text says 78; the figure 77.,,,,https://arxiv.org/abs/2110.02170v2,Figure 2,
"""

Row = dict[str, str]


def rows(given: Results) -> list[Row]:
    """Gives the lines of a catalogue by column."""
    return list(csv.DictReader(StringIO("".join(results_csv(given)), newline="")))


def row(*readings: Reading, **values: str) -> Row:
    """Gives the only line of the readings of a variant."""
    (found,) = rows(results(paper("a", variant("A-S", *readings, **values)), counts=counts(model_count())))
    return found


def test_text() -> None:
    """CSV has a line for each result: digits kept, commas and quotes quoted, unknown cells empty, text unaltered."""
    assert "".join(results_csv(Results(exported()))) == TEXT


def test_nothing() -> None:
    """A catalogue without readings gives the header alone."""
    assert "".join(results_csv(results())) == ",".join(RESULTS) + "\n"


def test_result_without_source() -> None:
    """A result whose source is not in the record has no address."""
    assert [item["source_url"] for item in rows(Results(exported({**FULL, "sources": {}})))] == ["", ""]


def test_readings_that_stand_together_are_one_line() -> None:
    """A line counts the readings behind it, tells how far they are apart, and has the place of the shown accuracy."""
    other = reading(source="zoo", at="row 1", top1="78.5", top5="94.0", epochs=300, note="Other crop.")
    found = row(reading(top1="78.30", note="Ten crops.", **PLAIN), other)
    assert {
        key: found[key] for key in ("top1", "top1_low", "top1_high", "top5", "readings", "epochs", "source_at")
    } == {
        "top1": "78.30",
        "top1_low": "78.30",
        "top1_high": "78.5",
        "top5": "94.0",
        "readings": "2",
        "epochs": "300",
        "source_at": "Table 1",
    }
    assert found["note"] == "Ten crops.; Other crop."


def test_who_says_a_cost() -> None:
    """A cost says whether it was reported, quoted or counted; one that nobody tells has neither number nor origin."""
    keys = ("params_m", "params_from", "gmacs", "gmacs_from", "light")
    values = {"params_m": "5.60", "compute_g": "1.10", "compute_unit": "flops"}
    told = row(reading(top1=78, **PLAIN, **values))
    assert [told[key] for key in keys] == ["5.60", "reported", "1.10", "reported", "true"]
    quoted = row(reading(top1=78, **PLAIN), reading(source="zoo", kind="quoted", **PLAIN, **values))
    assert [quoted[key] for key in keys] == ["5.60", "quoted", "1.10", "quoted", "true"]
    counted = row(reading(top1=78, **PLAIN), timm=MODEL)
    assert [counted[key] for key in keys] == ["5.578632", "counted", "1.102", "counted", "true"]
    unknown = row(reading(top1=78, **PLAIN))
    assert [unknown[key] for key in keys] == ["", "", "", "", "false"]


def test_scope_and_status() -> None:
    """A line says whether its paper is of core scope, and what keeps its accuracy from being a plain one."""
    one = paper("a", variant("A-S", reading(top1=78, kind="quoted", exactness="plot")), scope="adjacent")
    (found,) = rows(results(one))
    assert (found["scope"], found["status"]) == ("adjacent", "quoted plot")


READINGS = st.fixed_dictionaries(
    {"top1": st.sampled_from(["70", "78.3", "78.30", "80"])},
    optional={
        "params_m": st.sampled_from(["2.9", "3", "3.1", "6", "12", "30", "30.1"]),
        "kind": st.sampled_from(["quoted", "measured"]),
        "exactness": st.sampled_from(["rounded", "plot"]),
        "status": st.just("disputed"),
        "base": st.just("DeiT-S"),
        "dataset": st.just("imagenet-v2"),
        "evaluation": st.just("knn"),
        "epochs": st.sampled_from([300, 600]),
        "distilled": st.sampled_from(["hard", "unstated"]),
        "source": st.just("zoo"),
    },
)
PAPERS = st.lists(
    st.tuples(st.sampled_from(["core", "adjacent"]), st.lists(READINGS, min_size=1, max_size=4)), min_size=1, max_size=5
)


def made_up(given: list[tuple[str, list[dict[str, str]]]]) -> Catalog:
    """Gives a catalogue of papers with two variants each, one of them linked to a counted model."""
    papers: list[Paper] = []
    for number, (scope, values) in enumerate(given):
        rows_ = [reading(**PLAIN | {"compute_g": 1, "compute_unit": "macs"} | value) for value in values]
        one = variant(f"N{number}-S", *rows_, timm=MODEL)
        two = variant(f"N{number}-B", *rows_[:2])
        papers.append(paper(f"n{number}", one, two, scope=scope))
    return catalog(*papers, counts=counts(model_count()))


@given(PAPERS)
def test_a_reader_can_make_every_pick(given_: list[tuple[str, list[dict[str, str]]]]) -> None:
    """The picks of the site follow from the file alone, whatever the records say."""
    found = Results(made_up(given_))
    assert picked_by_a_reader(rows(found)) == picked(found)
