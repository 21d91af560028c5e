"""The body of an issue, as GitHub writes it for a form, to answers: `### Label`, an empty line, the answer."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from typing import NamedTuple

from markdown_it import MarkdownIt

from lvkb.findings import visible
from lvkb.issues.answered import FORMS, Answered, Form, IssueRefused, Question

MAX_BODY_BYTES = 300_000
"""GitHub takes 65,536 characters, of up to four bytes each."""

MOST_LETTERS = 500
"""Longest answer that is one line; no text of a record but annotations may be longer."""

_NOTHING = "_No response_"
_HEADING = "h3"


class _Section(NamedTuple):
    label: str
    text: str


def read_body(content: bytes) -> Answered:
    """Gives the answers of an issue.

    Only headings count that GitHub shows as such: none inside a block of code, a comment, a quote or a list.

    Args:
        content: The body of the issue.

    Raises:
        IssueRefused: It is no answered form, or it could be read in more than one way.
    """
    if len(content) > MAX_BODY_BYTES:
        raise IssueRefused(f"the body has {len(content):,} bytes; an issue has at most {MAX_BODY_BYTES:,}.")
    try:
        text = content.decode()
    except UnicodeDecodeError:
        raise IssueRefused("the body is not UTF-8.") from None
    sections = list(_sections(text.replace("\r\n", "\n").replace("\r", "\n")))
    form = _form(sections)
    return Answered(form, _answers(form, sections))


def _sections(text: str) -> Iterator[_Section]:
    """Gives what stands below each heading of the third level; what stands above the first is left out."""
    parser = MarkdownIt("commonmark")
    parser.core.ruler.enableOnly(["normalize", "block"])
    tokens = parser.parse(text)
    lines = text.split("\n")
    headings = [
        (token.map, following.content)
        for token, following in itertools.pairwise(tokens)
        if token.type == "heading_open" and token.tag == _HEADING and token.level == 0 and token.map
    ]
    ends = [place[0] for place, _ in headings[1:]] + [len(lines)] * bool(headings)
    for ((_, begin), label), end in zip(headings, ends, strict=True):
        yield _Section(label.strip(), "\n".join(lines[begin:end]).strip())


def _form(sections: list[_Section]) -> Form:
    labels = {section.label for section in sections}
    found = [form for form in FORMS if all(item.label in labels for item in form.questions if item.is_required)]
    if len(found) != 1:
        names = ", ".join(f'"{form.name}"' for form in found or FORMS)
        what = "answers several forms at once" if found else "is none of an answered form"
        raise IssueRefused(f"the body {what}: {names}.")
    return found[0]


def _answers(form: Form, sections: list[_Section]) -> dict[str, str]:
    """Gives the answers by id; a heading that the form does not have belongs to the long answer that it stands in."""
    by_label = {question.label: question for question in form.questions}
    answers: dict[str, str] = {}
    current: Question | None = None
    for section in sections:
        question = by_label.get(section.label)
        if question and question.id in answers:
            raise IssueRefused(f'"{question.label}" stands twice; nobody can say which answer is meant.')
        if question is None and not (current and current.is_long):
            raise IssueRefused(f'"{visible(section.label[:80])}" is no question of the form "{form.name}".')
        if question is not None:
            answers[question.id] = _answer(question, section.text)
            current = question
    return {question.id: answers.get(question.id, "") for question in form.questions}


def _answer(question: Question, text: str) -> str:
    """Gives an answer; one that is to change a record is a line of characters that can be seen.

    Raises:
        IssueRefused: It is longer, has several lines, or is missing though the form demands it.
    """
    answer = "" if text == _NOTHING else text
    if question.is_required and not answer:
        raise IssueRefused(f'"{question.label}" has no answer.')
    if question.is_long:
        return answer
    if "\n" in answer:
        raise IssueRefused(f'the answer to "{question.label}" has several lines.')
    if len(answer) > MOST_LETTERS:
        raise IssueRefused(
            f'the answer to "{question.label}" has {len(answer):,} letters; at most {MOST_LETTERS} are read.'
        )
    if not answer.isprintable():
        raise IssueRefused(f'the answer to "{question.label}" has characters that do not show: {visible(answer)}')
    return answer
