"""How much the catalogue holds."""

from __future__ import annotations

from lvkb.views.totals import totals
from tests.evaluated import PAPER, TIMM
from tests.invented import paper, reading, results, variant


def test_totals() -> None:
    """Each total counts what it says, over all papers or over those of core scope."""
    papers = (
        PAPER,
        paper(
            "b",
            variant("B-S", reading(top1=70), reading(source="zoo", top1=70), reading(source="zoo", params_m=5)),
            variant("B-B", reading(top1=71, kind="quoted"), timm="b_b.in1k"),
            published={"year": 2019},
            code=[{"github": "a/b", "official": False}, {"github": "a/c", "official": True}],
        ),
        paper("c", no_results="Text only.", code=[{"github": "a/b", "official": False}]),
        paper("d", variant("D", reading(top1=90, dataset="cifar-10", evaluation="knn"))),
        paper("e", variant("E", reading(params_m=5)), scope="adjacent", published={"year": 2019}),
        paper("f", no_results="Text only.", scope="adjacent"),
    )
    assert totals(results(*papers, timm=TIMM))._asdict() == {
        "papers": 6,
        "core": 4,
        "with_readings": 2,
        "without_results": 1,
        "with_code": 1,
        "variants": 6,
        "readings": 9,
        "results": 7,
        "compared": 6,
        "sources": 5,
        "runnable": 2,
        "years": ((2019, 2), (2021, 4)),
        "kinds": (("quoted", 1), ("reported", 8)),
        "evaluations": (("knn", 1), ("supervised", 8)),
        "bases": (("printed", 9),),
        "speeds": 0,
        "devices": (),
        "code_licensed": "0 of 3",
        "weights_licensed": "0 of 2",
        "timm_evaluations": 3,
        "timings": 0,
    }


def test_what_is_known_of_speeds_licences_and_protocols() -> None:
    """Speeds count by device, protocols by basis; a licence of weights counts once a linked variant."""
    usual = {"usual": {"source": "paper", "at": "Section 4", "basis": "inferred", "epochs": 300}}
    fast = reading(latency={"ms": 1, "device": "Phone"}, protocol="usual")
    one = paper(
        "a",
        variant("A-S", fast, reading(top1=70), reading(throughput={"images_per_s": 9, "device": "GPU"}), timm="a.in1k"),
        variant("A-B", reading(top1=71, weights_license="MIT"), fast, timm="b.in1k"),
        variant("A-L", reading(top1=72, weights_license="MIT")),
        code=[{"github": "a/b", "official": True, "license": "MIT"}, {"github": "a/c", "official": True}],
        protocols=usual,
    )
    found = totals(results(one))
    assert (found.speeds, found.devices) == (3, (("Phone", 2), ("GPU", 1)))
    assert found.bases == (("inferred", 2), ("printed", 4))
    assert (found.code_licensed, found.weights_licensed) == ("1 of 2", "1 of 2")
