"""A paper or a model in words: facts as pairs, results as cells; `sheet_report` puts them into forms."""

from __future__ import annotations

from collections.abc import Iterator

from lvkb.permalinks import code_url, paper_links, source_url
from lvkb.records import Code
from lvkb.registers import REGISTERS
from lvkb.render.choice_texts import or_unknown
from lvkb.render.figure_texts import applied_text
from lvkb.render.markdown import first_sentence
from lvkb.render.related_columns import weights_text
from lvkb.render.shown_figures import (
    COUNTED_MARK,
    DIFFERS_MARK,
    UNKNOWN_MARK,
    shown_accuracy,
    shown_cost,
    shown_speed,
)
from lvkb.views.marks import marks
from lvkb.views.paper_sheet import Sheet
from lvkb.views.picker import Choice
from lvkb.views.result_columns import speeds

HEAD = ("Model", "Top-1 %", "Params M", "GMACs", "Setup", "Speed", "Weights", "Read in")
NUMBERS = range(1, 4)
"""The columns of numbers."""

_LABELS = {register.key: register.label for register in REGISTERS}
_LEGEND = {
    COUNTED_MARK: f"{COUNTED_MARK} counted by lvkb on the model in timm, since nobody reports it",
    DIFFERS_MARK: f"{DIFFERS_MARK} the authors' own sources disagree",
}


def title(sheet: Sheet) -> str:
    """Gives the heading: the model with its paper, or the paper, with year and venue."""
    paper = sheet.paper
    name = f"{sheet.variant.name} ({paper.name})" if sheet.variant else paper.name
    return ", ".join(filter(None, (name, str(paper.published.year), paper.published.venue)))


def facts(sheet: Sheet) -> Iterator[tuple[str, str]]:
    """Gives what a paper is, in pairs of a word and a text."""
    paper = sheet.paper
    yield "title", paper.title
    yield "authors", ", ".join(paper.authors)
    if paper.aliases:
        yield "aliases", ", ".join(paper.aliases)
    yield "record", f"{paper.id}{'' if paper.scope == 'core' else ', beside the field'}"
    yield "topics", ", ".join(paper.categories)
    yield from ((_LABELS[key], url) for key, url in paper_links(paper).items())
    yield from (("code", code_text(code)) for code in paper.code)
    yield "idea", first_sentence(paper.annotation.idea)[0]
    if paper.no_results:
        yield "no results", paper.no_results
    if sheet.without:
        yield "no accuracy", ", ".join(sheet.without)


def code_text(code: Code) -> str:
    """Gives the address of a repository, whether it is official, and its licence."""
    official = "official" if code.official else "not official"
    licence = f"licence {weights_text(code.license)}" if code.license else "licence unknown"
    return f"{code_url(code)} ({official}, {licence})"


def cells(row: Choice) -> tuple[str, ...]:
    """Gives a result as cells below `HEAD`."""
    result = row.result
    applied = applied_text(result.protocol.base, result.protocol.setting)
    told = speeds(result)
    reading = result.main.reading
    at = ", ".join((reading.source, reading.at, *marks(result)))
    return (
        result.variant.name,
        shown_accuracy(result.top1),
        shown_cost(result.params_m),
        shown_cost(result.gmacs),
        f"{result.setup}; {applied}" if applied else str(result.setup),
        shown_speed(told[0] if told else None),
        or_unknown(weights_text(row.license)),
        at,
    )


def evidence(row: Choice) -> str:
    """Gives speed, licence and place of a result in one line; what nobody tells is left out."""
    speed, weights, at = cells(row)[HEAD.index("Speed") :]
    named = (("", speed), ("weights ", weights), ("read in ", at))
    return "; ".join(f"{name}{cell}" for name, cell in named if cell != UNKNOWN_MARK)


def sources(sheet: Sheet) -> Iterator[tuple[str, str]]:
    """Gives the documents that the results were read in, with their permanent addresses."""
    read = {item.reading.source for row in sheet.rows for item in row.result.readings}
    yield from ((key, source_url(source)) for key, source in sheet.paper.sources.items() if key in read)


def remarks(sheet: Sheet) -> tuple[str, ...]:
    """Gives what the marks mean that stand in the rows."""
    shown = "".join("".join(cells(row)[1:4]) for row in sheet.rows)
    return tuple(text for mark, text in _LEGEND.items() if mark in shown)


def python_for(row: Choice) -> str:
    """Gives the line above the Python that runs a model."""
    other = "; timm's weights are of another setup" if row.has_other_weights else ""
    return f"Python for {row.result.variant.name}{other}:"
