"""The answer to a question for models, as plain text and as Markdown; `pick_json` has it for programs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from lvkb.findings import visible
from lvkb.render.choice_texts import (
    about_best,
    band_title,
    counts_text,
    difference,
    figures_text,
    or_unknown,
    question_text,
    speed_text,
    widening_gain,
    widening_options,
)
from lvkb.render.markdown import markdown_text
from lvkb.render.shown_figures import shown_accuracy, shown_cost
from lvkb.render.snippet_rows import model_snippet
from lvkb.views.picker import Answer, Choice
from lvkb.views.ranking import Entry
from lvkb.views.widening import Widening

NOTHING = "No model keeps these limits."
NOTHING_HELPS = "No single step is known that lets a model in."
NO_STEP = "No model that passes the other filters is more accurate by more than noise, whatever it costs."
COUNTED = "* counted by lvkb on the model in timm, since nobody reports it"
DISAGREE = "≠ the authors' own sources disagree"
_HEAD = ("Model", "Paper", "Year", "Top-1 %", "Params M", "GMACs")
_NUMBERS = range(2, 6)


class Card(NamedTuple):
    """One of the models that an answer is about, with what is said of it."""

    title: str
    choice: Choice
    entry: Entry
    about: str


def cards(answer: Answer) -> tuple[Card, ...]:
    """Gives the best model, the cheapest that ties with it, and the next step up, as far as there are."""
    best, cheapest, step = answer.best, answer.ranking.cheapest, answer.ranking.step
    if best is None or cheapest is None:
        return ()
    both = cheapest == best
    title = "Most accurate within the limits" + (", and the cheapest of its tie" if both else "")
    found = [Card(title, answer.choices[best], best, about_best(answer))]
    if not both:
        beaten = f"It dominates {answer.beaten_by_cheapest} of the others."
        about = f"Against {answer.choices[best].result.variant.name}: {difference(best, cheapest)}. {beaten}"
        found.append(Card("Cheapest within the tie", answer.choices[cheapest], cheapest, about))
    if step:
        about = f"The cheapest that is better by more than noise: {difference(best, step.entry)}."
        found.append(Card("The next step up", answer.choices[step.entry], step.entry, about))
    return tuple(found)


def shown_bands(answer: Answer, most: int) -> Iterator[tuple[int, Sequence[Entry], Sequence[Entry]]]:
    """Gives each band with its number, from 0, and the rows of it that there is room for."""
    left = most
    for nr, band in enumerate(answer.ranking.bands):
        if left <= 0:
            return
        yield nr, band, band[:left]
        left -= len(band)


def pick_text(answer: Answer, wider: Sequence[Widening], most: int) -> str:
    """Gives an answer as plain text; characters that would not show are spelt out.

    Args:
        answer: The answer.
        wider: What to widen where it is empty.
        most: Most rows of the ranking.
    """
    lines = [f"Asked for: {question_text(answer.question)}."]
    lines += _text(answer, most) if answer.best else _nothing(wider)
    shown = choice_with_snippet(answer)
    lines += ["", _python_for(shown), ""] if shown else []
    return "".join(f"{visible(line)}\n" for line in lines) + (_snippet(shown) if shown else "")


def pick_markdown(answer: Answer, wider: Sequence[Widening], most: int) -> str:
    """Gives an answer as Markdown, what records say escaped; `pick_text` tells the arguments."""
    lines = [f"Asked for: {markdown_text(question_text(answer.question))}.", ""]
    lines += _markdown(answer, most) if answer.best else _nothing_in_markdown(wider)
    shown = choice_with_snippet(answer)
    lines += ["", markdown_text(_python_for(shown)), ""] if shown else []
    text = "".join(f"{visible(line)}\n" for line in lines)
    return text + (f"```python\n{_snippet(shown)}```\n" if shown else "")


def _text(answer: Answer, most: int) -> Iterator[str]:
    yield counts_text(answer)
    for card in cards(answer):
        yield ""
        yield card.title
        yield f"  {_name(card.choice)}: {figures_text(card.choice, card.entry)}"
        yield f"  {card.about}"
    if not answer.ranking.step:
        yield from ("", "The next step up", f"  {NO_STEP}")
    yield ""
    head, parts = _rows(answer, most)
    widths = [max(map(len, column)) for column in zip(head, *(row for _, rows in parts for row in rows), strict=True)]
    yield _padded(head, widths)
    for title, rows in parts:
        yield title
        yield from (_padded(row, widths) for row in rows)
    yield from _below(answer, parts, most)


def _markdown(answer: Answer, most: int) -> Iterator[str]:
    yield counts_text(answer)
    yield ""
    for card in cards(answer):
        figures = figures_text(card.choice, card.entry)
        yield f"- **{card.title}**: {markdown_text(f'{_name(card.choice)}, {figures}. {card.about}')}"
    if not answer.ranking.step:
        yield f"- **The next step up**: {NO_STEP}"
    head, parts = _rows(answer, most)
    for title, rows in parts:
        yield from ("", f"{markdown_text(title)}", "")
        yield f"| {' | '.join(head)} |"
        yield f"|{'|'.join('---:' if nr in _NUMBERS else '---' for nr, _ in enumerate(head))}|"
        yield from (f"| {' | '.join(map(markdown_text, row))} |" for row in rows)
    for line in _below(answer, parts, most):
        yield from ("", markdown_text(line))


def _rows(answer: Answer, most: int) -> tuple[tuple[str, ...], list[tuple[str, list[tuple[str, ...]]]]]:
    """Gives the heading, and each band as its title with its rows as cells."""
    device = answer.question.device
    head = (*_HEAD, *((f"On {device}",) if device else ()), "timm", "Weights")
    parts = [
        (band_title(band, nr), [_cells(answer.choices[entry], entry, has_speed=bool(device)) for entry in shown])
        for nr, band, shown in shown_bands(answer, most)
    ]
    return head, parts


def _cells(choice: Choice, entry: Entry, *, has_speed: bool) -> tuple[str, ...]:
    result = choice.result
    speed = (or_unknown(speed_text(entry)),) if has_speed else ()
    figures = (shown_accuracy(result.top1), shown_cost(result.params_m), shown_cost(result.gmacs))
    named = (or_unknown(choice.timm), or_unknown(choice.license.removeprefix("LicenseRef-")))
    cells = (result.variant.name, choice.paper.name, str(choice.paper.published.year), *figures, *speed, *named)
    return tuple(map(visible, cells))


def _padded(row: Sequence[str], widths: Sequence[int]) -> str:
    cells = (
        cell.rjust(width) if nr in _NUMBERS else cell.ljust(width)
        for nr, (cell, width) in enumerate(zip(row, widths, strict=True))
    )
    return f"  {'  '.join(cells)}".rstrip()


def _below(answer: Answer, parts: Sequence[tuple[str, Sequence[Sequence[str]]]], most: int) -> Iterator[str]:
    """Gives the remarks below the rows: what is left out, and what their marks mean."""
    left = len(answer.ranking.rows) - most
    if left > 0:
        yield f"{left} more: --rows {len(answer.ranking.rows)} shows all."
    shown = "".join(cell for _, rows in parts for row in rows for cell in row[3:6])
    yield from (told for told in (COUNTED, DISAGREE) if told[0] in shown)


def _nothing(wider: Sequence[Widening]) -> Iterator[str]:
    yield NOTHING + (" What lets models in:" if wider else f" {NOTHING_HELPS}")
    yield from (f"  {widening_options(step)}: {widening_gain(step)}" for step in wider)


def _nothing_in_markdown(wider: Sequence[Widening]) -> Iterator[str]:
    yield NOTHING + (" What lets models in:" if wider else f" {NOTHING_HELPS}")
    if wider:
        yield ""
    yield from (f"- `{widening_options(step)}`: {markdown_text(widening_gain(step))}" for step in wider)


def choice_with_snippet(answer: Answer) -> Choice | None:
    """Gives the choice that the Python is for: the best, else the cheapest of its tie, else the first that timm has."""
    entries = (answer.best, answer.ranking.cheapest, *answer.ranking.rows)
    return next((answer.choices[entry] for entry in entries if entry and answer.choices[entry].own), None)


def _python_for(choice: Choice) -> str:
    warning = "; timm's weights are of another setup" if choice.has_other_weights else ""
    return f"Python for {_name(choice)}{warning}:"


def _snippet(choice: Choice) -> str:
    return model_snippet(choice.own) if choice.own else ""


def _name(choice: Choice) -> str:
    return f"{choice.result.variant.name} ({choice.paper.name}, {choice.paper.published.year})"
