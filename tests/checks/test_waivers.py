"""Waivers cover findings, and say why."""

from __future__ import annotations

import pytest

from lvkb import checks
from lvkb.catalog import load
from tests.conftest import MakeRoot
from tests.samples import record, told, with_reading

WAIVER = "{{code: {}, record: {}, reason: So it is., date: '2026-11-20'{}}}"


def waivers(*entries: tuple[str, str, str]) -> str:
    """Gives a file of waivers: code, record and, where not empty, field of each."""
    rows = [WAIVER.format(code, name, f", field: '{field}'" if field else "") for code, name, field in entries]
    return f"waivers: [{', '.join(rows)}]\n"


LOW = with_reading("one", "{source: paper, at: T, top1: 0.1, top5: 0.2}")


def test_waiver_covers_its_findings(make_root: MakeRoot) -> None:
    """A waiver covers every finding of its code on its record, and gives each its reason."""
    root = make_root({"papers/one.yml": LOW, "waivers.yml": waivers(("LV202", "one", ""))})
    assert [(item.code, item.waived) for item in checks.run(load(root))] == [("LV202", "So it is.")] * 2


def test_waiver_of_one_field(make_root: MakeRoot) -> None:
    """A waiver with a field covers no other field."""
    root = make_root({"papers/one.yml": LOW, "waivers.yml": waivers(("LV202", "one", "None-S: top5"))})
    assert [bool(item.waived) for item in checks.run(load(root))] == [False, True]


def test_waiver_of_another_record_or_code(make_root: MakeRoot) -> None:
    """A waiver covers neither another record nor another code, and is idle."""
    idle = waivers(("LV202", "two", ""), ("LV201", "one", ""), ("LV202", "one", "None-S: top3"))
    root = make_root({"papers/one.yml": LOW, "papers/two.yml": record("two"), "waivers.yml": idle})
    assert told(root) == [
        "LV202 None-S: top1: 0.1 is below 1.",
        "LV202 None-S: top5: 0.2 is below 1.",
        "LV920 waivers[0]: LV202 on two matches no finding.",
        "LV920 waivers[1]: LV201 on one matches no finding.",
        "LV920 waivers[2]: LV202 on one, field None-S: top3, matches no finding.",
    ]


def test_two_waivers_of_one_finding(make_root: MakeRoot) -> None:
    """Waivers that cover the same finding are both in use; the first gives the reason."""
    both = waivers(("LV202", "one", ""), ("LV202", "one", "None-S: top1")).replace("So it is.", "First.", 1)
    root = make_root({"papers/one.yml": LOW, "waivers.yml": both})
    assert [item.waived for item in checks.run(load(root))] == ["First.", "First."]


@pytest.mark.parametrize("code", ["LV004", "LV013", "LV014", "LV301"])
def test_what_keeps_a_record_out_is_never_waived(code: str, make_root: MakeRoot) -> None:
    """Findings that leave the record out of the catalogue cannot be waived: it would be missing without a word."""
    text = {
        "LV004": "id: [",
        "LV013": record("one", scope="wide"),
        "LV014": record("one", title=""),
        "LV301": with_reading("one", "{at: T, top1: 1}"),
    }
    root = make_root({"papers/one.yml": text[code], "waivers.yml": waivers((code, "one", ""))})
    found = checks.run(load(root))
    assert [(item.code, item.waived) for item in found] == [(code, ""), ("LV920", "")]
    assert found[1].what == f"{code} cannot be waived: a record that breaks it is not read at all."


def test_waiver_of_a_record_that_cannot_be_read(make_root: MakeRoot) -> None:
    """While a record cannot be read, the waivers of its other findings are not called idle."""
    broken = LOW.replace("Ada Flint", "")
    root = make_root({"papers/one.yml": broken, "waivers.yml": waivers(("LV202", "one", ""))})
    assert [line[:5] for line in told(root)] == ["LV013"]
