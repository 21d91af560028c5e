"""Links by which readers report an error or edit a record."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest

from lvkb.records import UNNAMED
from lvkb.render.reports import Reports, told
from lvkb.render.repository import Repository, repository_of
from tests.invented import judged, reading

HERE = "https://git.example/a/b"
FORMS = Path(__file__).parents[2] / ".github/ISSUE_TEMPLATE"


def fields(address: str) -> dict[str, str]:
    """Gives what an address fills into its form."""
    return {key: text for key, (text,) in parse_qs(urlsplit(address).query).items()}


def test_a_wrong_number_opens_a_filled_form() -> None:
    """The form has the record with the model, what lvkb says, and where it was read; nothing escapes its field."""
    (item,) = judged(reading(source="zoo", at="Table 1, row A&B #3", top1="78.30", params_m="5.6"))
    address = Reports(Repository(f"{HERE}/"), "../../").reading(item)
    assert address.startswith(f"{HERE}/issues/new?template=wrong-number.yml&")
    assert fields(address) == {
        "template": "wrong-number.yml",
        "title": "Wrong: A-S",
        "where": "catalog/papers/a.yml, A-S",
        "said": "top1: 78.30, params_m: 5.6",
        "source": "zoo: Table 1, row A&B #3",
    }


def test_other_forms() -> None:
    """A page has a form for an error somewhere, for what is missing and for a new paper; and an editor."""
    reports = Reports(Repository(HERE), "../")
    assert fields(reports.paper("swin")) == {"template": "wrong-number.yml", "where": "catalog/papers/swin.yml"}
    assert fields(reports.missing("swin", "parameters")) == {
        "template": "missing-number.yml",
        "where": "catalog/papers/swin.yml",
        "what": "parameters",
    }
    assert fields(reports.new_paper()) == {"template": "missing-paper.yml"}
    assert reports.edit("swin") == f"{HERE}/edit/main/catalog/papers/swin.yml"


def test_forms_and_fields_are_there() -> None:
    """Each form that a page opens is one of the repository, with the fields that are filled in."""
    (item,) = judged(reading(top1=78))
    reports = Reports(Repository(HERE), "")
    for address in (reports.reading(item), reports.missing("a", "b"), reports.new_paper()):
        given = fields(address)
        form = (FORMS / given["template"]).read_text(encoding="utf-8")
        assert [key for key in given if key not in ("template", "title") and f"id: {key}\n" not in form] == []


def test_without_a_repository() -> None:
    """Where no repository is known every link leads to the page on contributing."""
    (item,) = judged(reading(top1=78))
    reports = Reports(Repository(""), "../../")
    links = {
        reports.reading(item),
        reports.paper("a"),
        reports.missing("a", "b"),
        reports.new_paper(),
        reports.edit("a"),
    }
    assert links == {"../../contribute/"}


def test_what_a_reading_tells() -> None:
    """Figures have the keys of the record, speeds their words."""
    speeds = {"throughput": {"images_per_s": 9, "device": "T4"}, "latency": {"ms": 2, "device": "T4"}}
    assert told(reading(top1=78, top5=94, params_m=5, compute_g="2.0", compute_unit="macs", **speeds)) == (
        "top1: 78, top5: 94, params_m: 5, compute_g: 2.0, throughput: 9 images/s on T4, latency: 2 ms on T4"
    )


@pytest.mark.parametrize(
    ("told", "variable", "url"),
    [
        (None, "", ""),
        ("https://git.example/a/b/", "", "https://git.example/a/b"),
        ("https://git.example/a/b", "https://set.example/c", "https://set.example/c"),
        (None, "https://set.example/c", "https://set.example/c"),
    ],
)
def test_the_repository_is_told_once(
    told: str | None, variable: str, url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The knowledge base names its repository, and a variable of the environment goes before it."""
    monkeypatch.setenv("LVKB_REPO_URL", variable)
    assert repository_of(UNNAMED.model_copy(update={"repository": told})).url == url
