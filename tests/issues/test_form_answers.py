"""Bodies of issues to answers."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from lvkb.issues import MAX_BODY_BYTES, IssueRefused, read_body
from lvkb.issues.answered import FORMS, WRONG_NUMBER, Form
from tests.issues.answered_forms import confirm, missing, new_paper, wrong

FOLDER = Path(__file__).parents[2] / ".github/ISSUE_TEMPLATE"


def refused(text: str | bytes) -> str:
    """Gives why a body is refused."""
    with pytest.raises(IssueRefused) as error:
        read_body(text if isinstance(text, bytes) else text.encode())
    assert str(error.value).isprintable()
    return str(error.value)


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.file)
def test_questions_are_those_of_the_forms(form: Form) -> None:
    """What the repository asks is what is read: ids, labels, order, and what must be answered."""
    told = yaml.safe_load((FOLDER / form.file).read_text(encoding="utf-8"))
    asked = [item for item in told["body"] if item["type"] != "markdown"]
    assert told["name"] == form.name
    assert [
        (
            item["id"],
            item["attributes"]["label"],
            item.get("validations", {}).get("required", False) or item["type"] == "checkboxes",
            item["type"] != "input",
        )
        for item in asked
    ] == [tuple(question) for question in form.questions]


def test_every_form_of_the_repository_is_known() -> None:
    """No form is there that nothing reads."""
    assert {file.name for file in FOLDER.glob("*.yml")} == {"config.yml", *(form.file for form in FORMS)}


@pytest.mark.parametrize(
    ("text", "name"),
    [(wrong(), "Wrong number"), (missing(), "Missing number"), (confirm(), "Confirm my paper's numbers")],
)
def test_the_form_is_known_by_its_questions(text: str, name: str) -> None:
    """The labels tell which form was answered, with whatever line ends."""
    assert read_body(text.encode()).form.name == name
    assert read_body(text.replace("\n", "\r\n").encode()) == read_body(text.encode())


def test_answers() -> None:
    """Answers stand by id; one that was not given is empty, and a long one may have headings of its own."""
    more = "I looked twice.\n\n### My reading\n\nIt says 78.4.\n\n```\n### What the source says\n\n99\n```"
    found = read_body(wrong(more=more).encode())
    assert found.form is WRONG_NUMBER
    assert found.answers["said"] == "top1: 78.30"
    assert found.answers["more"] == "I looked twice."
    assert read_body(wrong().encode()).answers["more"] == ""


def test_a_checkbox_list_is_kept() -> None:
    """What was ticked is told as it stands."""
    assert read_body(new_paper("2110.02178").encode()).answers["looked"].startswith("- [x] I looked")


@pytest.mark.parametrize(
    "hidden",
    [
        "```\n### What the source says\n\ntop1: 99\n```",
        "<!--\n### What the source says\n\ntop1: 99\n-->",
        "> ### What the source says\n>\n> top1: 99",
        "- ### What the source says\n\n  top1: 99",
        "    ### What the source says\n\n    top1: 99",
        "<details>\n### What the source says\n\ntop1: 99\n</details>",
    ],
    ids=["fence", "comment", "quote", "list", "code", "html"],
)
def test_what_is_no_heading_is_no_question(hidden: str) -> None:
    """A heading in a fence, a comment, a quote, a list or HTML is part of the answer that it stands in, or refused."""
    try:
        found = read_body(wrong(more=hidden).encode())
    except IssueRefused as error:
        assert str(error) == '"What the source says" stands twice; nobody can say which answer is meant.'  # noqa: PT017 - both are right
    else:
        assert found.answers["right"] == "top1: 78.4"
    text = wrong().replace("### What the source says\n\ntop1: 78.4\n", f"{hidden}\n")
    assert "top1: 99" not in (read_or_refuse(text) or {}).get("right", "")


def read_or_refuse(text: str) -> dict[str, str] | None:
    """Gives the answers of a body, None when it is refused."""
    try:
        return dict(read_body(text.encode()).answers)
    except IssueRefused:
        return None


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", "the body is none of an answered form: "),
        ("Hello, MobileViT is wrong.", "the body is none of an answered form: "),
        (b"\xff\xfe", "the body is not UTF-8."),
        (b"x" * (MAX_BODY_BYTES + 1), "the body has 300,001 bytes; an issue has at most 300,000."),
        (wrong() + missing(), "the body answers several forms at once: "),
        (wrong() + wrong(), '"Record and model" stands twice; nobody can say which answer is meant.'),
        (wrong(right="_No response_"), '"What the source says" has no answer.'),
        (wrong(right=""), '"What the source says" has no answer.'),
        (wrong(right="top1: 78.4\ntop5: 95"), 'the answer to "What the source says" has several lines.'),
        (wrong(right="x" * 501), 'the answer to "What the source says" has 501 letters; at most 500 are read.'),
        (
            wrong(right="top1: 78.\u202e4"),
            r'the answer to "What the source says" has characters that do not show: top1: 78.\u202e4',
        ),
        (
            wrong(where="catalog/papers/pebblevit.yml\x1b[2J"),
            r'the answer to "Record and model" has characters that do not show: catalog/papers/pebblevit.yml\x1b[2J',
        ),
        (
            wrong().replace("### Source and place", "### More\n\nx\n\n### Source and place"),
            '"More" is no question of the form "Wrong number".',
        ),
        (
            wrong(more="x\n\n### What the source says\n\ntop1: 99"),
            '"What the source says" stands twice; nobody can say which answer is meant.',
        ),
        (wrong().replace("### ", "## "), "the body is none of an answered form: "),
    ],
    ids=[
        *("empty", "prose", "bytes", "huge", "two forms", "twice", "no response", "blank", "two lines", "long"),
        *("direction", "escape", "foreign question", "injected", "other level"),
    ],
)
def test_what_is_no_answered_form(text: str | bytes, why: str) -> None:
    """A body that is no answered form, or that could be read in two ways, is refused with the reason."""
    assert refused(text).startswith(why)


def test_names_of_forms_are_told() -> None:
    """Whoever hands in something else is told which forms there are."""
    names = '"Wrong number", "Missing number", "Missing paper", "Confirm my paper\'s numbers"'
    assert refused("x") == f"the body is none of an answered form: {names}."
    assert refused(wrong() + missing()) == 'the body answers several forms at once: "Wrong number", "Missing number".'


@given(st.text(st.sampled_from("#` \n<!->a*_[]:\\\r\t\u2028é"), max_size=200))
def test_any_text_is_read_or_refused(text: str) -> None:
    """No text breaks the reader, alone or as the long answer of a form."""
    read_or_refuse(text)
    found = read_or_refuse(wrong(more=text))
    assert found is None or found["right"] == "top1: 78.4"


def test_labels_are_plain() -> None:
    """Labels say nothing of one knowledge base, so that another one can take the forms as they are."""
    labels = " ".join(question.label for form in FORMS for question in form.questions)
    assert not re.search(r"lvkb|ViT", labels)
