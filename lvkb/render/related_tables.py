"""A table of related work as LaTeX, Markdown, CSV and HTML, in the form of the site's exports."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from html import escape

from lvkb.exports.cells import csv_lines
from lvkb.findings import visible
from lvkb.render.figure_texts import number, setting_text
from lvkb.render.related_columns import RelatedColumn, all_speeds, footnotes, legend, shown, used
from lvkb.results import Figure
from lvkb.views.marks import marks
from lvkb.views.picker import Choice

_LATEX: Mapping[str, str] = {
    **{mark: f"\\{mark}" for mark in "&%$#_{}"},
    "\\": r"\textbackslash{}",
    "^": r"\textasciicircum{}",
    "~": r"\textasciitilde{}",
    "<": r"\textless{}",
    ">": r"\textgreater{}",
    "|": r"\textbar{}",
    "*": "$^{*}$",
    "\N{NOT EQUAL TO}": r"$\neq$",
    "\N{EN DASH}": "--",
    "\N{MINUS SIGN}": "$-$",
    "\N{MULTIPLICATION SIGN}": r"$\times$",
    "\N{GREEK CAPITAL LETTER DELTA}": r"$\Delta$",
    "\N{LESS-THAN OR EQUAL TO}": r"$\le$",
    "\N{GREATER-THAN OR EQUAL TO}": r"$\ge$",
}
_GREEK = {
    unicodedata.lookup(f"GREEK SMALL LETTER {unicode}"): f"$\\{name}$"
    for name in (
        *("alpha", "beta", "gamma", "delta", "epsilon", "eta", "theta", "lambda"),
        *("mu", "pi", "rho", "sigma", "tau", "phi", "psi", "omega"),
    )
    for unicode in (name.upper().replace("LAMBDA", "LAMDA"),)
}
_IN_LATEX = str.maketrans({**_LATEX, **_GREEK})
_UNSET = re.compile("[^\\x20-\\x7e\\xa1-\\u017e\\u2018\\u2019\\u201c\\u201d\\u2020\\u2021]")
"""Signs that pdfLaTeX cannot set without further packages."""

_IN_MARKDOWN = str.maketrans(
    {**{mark: f"\\{mark}" for mark in "\\`*_[]|{}#~$"}, "&": "&amp;", "<": "&lt;", ">": "&gt;"}
)


def latex_table(rows: Sequence[Choice], columns: Sequence[RelatedColumn]) -> str:
    """Gives a table of the package booktabs; every model cites its paper, and footnotes tell other protocols."""
    columns = used(columns, rows)
    told = footnotes(rows)
    kinds = "".join("r" if column.is_number else "l" for column in columns)
    lines = [_latex_row(row, columns, letter) for row, letter in zip(rows, told.letters, strict=True)]
    usual = f"ImageNet-1K; unless noted: {', '.join(told.usual)}."
    remarks = " ".join(map(latex_cell, (usual, *(f"{text}." for text in legend(columns, rows)))))
    notes = [f"  \\textsuperscript{{{letter}}}~{latex_cell(text)}.\n" for letter, text in told.notes]
    return "".join(
        (
            "% \\usepackage{booktabs}\n\\begin{table}\n  \\centering\n",
            f"  \\begin{{tabular}}{{{kinds}}}\n    \\toprule\n",
            f"    {' & '.join(latex_cell(column.heading) for column in columns)} \\\\\n    \\midrule\n",
            *lines,
            "    \\bottomrule\n  \\end{tabular}\n",
            f"  \\par\\smallskip\\footnotesize {remarks}\n",
            *notes,
            "\\end{table}\n",
        )
    )


def latex_cell(text: str) -> str:
    """Gives a text as LaTeX that prints it, on one line; a sign that pdfLaTeX cannot set is named by its code point."""
    return _UNSET.sub(_code_point, visible(" ".join(text.split())).translate(_IN_LATEX))


def _code_point(sign: re.Match[str]) -> str:
    return f"\\texttt{{U+{ord(sign[0]):04X}}}"


def _latex_row(row: Choice, columns: Sequence[RelatedColumn], letter: str) -> str:
    cells = [latex_cell(shown(column, row)) for column in columns]
    cells[0] += f"~\\cite{{{row.paper.id}}}" + (f"\\textsuperscript{{{letter}}}" if letter else "")
    return f"    {' & '.join(cells)} \\\\\n"


def markdown_table(rows: Sequence[Choice], columns: Sequence[RelatedColumn]) -> str:
    """Gives a table of Markdown, with what its marks mean below."""
    columns = used(columns, rows)
    lines = [
        [_markdown(column.heading) for column in columns],
        ["--:" if column.is_number else "---" for column in columns],
        *([_markdown(shown(column, row)) for column in columns] for row in rows),
    ]
    remarks = [f"\n{_markdown(text)}\n" for text in legend(columns, rows)]
    return "".join([*(f"| {' | '.join(line)} |\n" for line in lines), *remarks])


def _markdown(text: str) -> str:
    return visible(" ".join(text.split())).translate(_IN_MARKDOWN)


def html_table(rows: Sequence[Choice], columns: Sequence[RelatedColumn]) -> str:
    """Gives a table of HTML without any style, protocols that differ as footnotes below."""
    columns = used(columns, rows)
    told = footnotes(rows)
    head = "".join(f'<th scope="col">{_html(column.heading)}</th>' for column in columns)
    body = [_html_row(row, columns, letter) for row, letter in zip(rows, told.letters, strict=True)]
    remarks = [f"ImageNet-1K; unless noted: {', '.join(told.usual)}.", *(f"{text}." for text in legend(columns, rows))]
    notes = [f"<p><sup>{letter}</sup> {_html(text)}.</p>\n" for letter, text in told.notes]
    return "".join(
        (
            f"<table>\n<thead>\n<tr>{head}</tr>\n</thead>\n<tbody>\n",
            *body,
            "</tbody>\n</table>\n",
            f"<p>{_html(' '.join(remarks))}</p>\n",
            *notes,
        )
    )


def _html_row(row: Choice, columns: Sequence[RelatedColumn], letter: str) -> str:
    cells = [_html(shown(column, row)) for column in columns]
    note = f"<sup>{letter}</sup>" if letter else ""
    others = "".join(f"<td>{cell}</td>" for cell in cells[1:])
    return f'<tr><th scope="row">{cells[0]}{note}</th>{others}</tr>\n'


def _html(text: str) -> str:
    return escape(visible(text))


def csv_table(rows: Sequence[Choice], _: Sequence[RelatedColumn] = ()) -> str:
    """Gives every field of the rows that the workspace has, with digits as printed."""
    return "".join(csv_lines(tuple(_CSV), ([cell(row) for cell in _CSV.values()] for row in rows)))


def _value(figure: Figure | None) -> str:
    return number(figure.value) if figure else ""


def _span(figure: Figure | None) -> tuple[str, str]:
    return (number(figure.low), number(figure.high)) if figure and figure.differs else ("", "")


_CSV: Mapping[str, Callable[[Choice], str]] = {
    "paper": lambda row: row.paper.id,
    "name": lambda row: row.paper.name,
    "variant": lambda row: row.result.variant.name,
    "year": lambda row: str(row.paper.published.year),
    "top1": lambda row: _value(row.result.top1),
    "top1_low": lambda row: _span(row.result.top1)[0],
    "top1_high": lambda row: _span(row.result.top1)[1],
    "params_m": lambda row: _value(row.result.params_m),
    "params_from": lambda row: row.result.params_m.origin if row.result.params_m else "",
    "gmacs": lambda row: _value(row.result.gmacs),
    "gmacs_from": lambda row: row.result.gmacs.origin if row.result.gmacs else "",
    "setup": lambda row: str(row.result.setup),
    "resolution": lambda row: number(row.result.protocol.resolution),
    "evaluation": lambda row: row.result.setup.evaluation,
    "teacher": lambda row: "; ".join(row.result.protocol.teacher),
    "epochs": lambda row: number(row.result.protocol.epochs),
    "form": lambda row: row.result.protocol.form or "",
    "base": lambda row: row.result.protocol.base or "",
    "setting": lambda row: setting_text(row.result.protocol.setting),
    "speed": all_speeds,
    "timm": lambda row: row.timm,
    "weights_license": lambda row: row.license,
    "status": lambda row: ", ".join(marks(row.result)),
    "note": lambda row: "; ".join(row.result.notes),
}
"""The columns of the CSV: those of results.csv, as far as the workspace has them."""

FORMS: Mapping[str, Callable[[Sequence[Choice], Sequence[RelatedColumn]], str]] = {
    "latex": latex_table,
    "markdown": markdown_table,
    "csv": csv_table,
    "html": html_table,
}
"""The forms of a table by their names."""
