"""A paper or a model as plain text, as Markdown, and as JSON for programs; docs/terminal.md tells its shape."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from lvkb import __version__
from lvkb.findings import visible
from lvkb.permalinks import code_url, paper_links, source_url
from lvkb.render.figure_texts import number
from lvkb.render.markdown import markdown_text
from lvkb.render.sheet_texts import HEAD, NUMBERS, cells, facts, python_for, remarks, sources, title
from lvkb.render.snippet_rows import model_snippet
from lvkb.results import Figure
from lvkb.views.marks import marks
from lvkb.views.paper_sheet import Sheet
from lvkb.views.picker import Choice

SCHEMA_VERSION = 1


def sheet_text(sheet: Sheet, table: Sequence[str] | None = None) -> str:
    """Gives a sheet as plain text; characters that would not show are spelt out.

    Args:
        sheet: The sheet.
        table: Lines that stand for the results, where they are drawn in another way.
    """
    lines = [visible(title(sheet)), *_pairs(facts(sheet))]
    if sheet.rows:
        lines += ["", *(plain_table(sheet) if table is None else table), *remarks(sheet)]
        lines += ["", *_pairs(sources(sheet))]
    if sheet.runs:
        lines += ["", visible(python_for(sheet.runs)), ""]
    return "".join(f"{line}\n" for line in lines) + _snippet(sheet)


def plain_table(sheet: Sheet) -> Iterator[str]:
    """Gives the results in columns as wide as they must be."""
    rows = [HEAD, *(tuple(map(visible, cells(row))) for row in sheet.rows)]
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    for row in rows:
        padded = (
            cell.rjust(width) if nr in NUMBERS else cell.ljust(width)
            for nr, (cell, width) in enumerate(zip(row, widths, strict=True))
        )
        yield "  ".join(padded).rstrip()


def sheet_markdown(sheet: Sheet) -> str:
    """Gives a sheet as Markdown, what the record says escaped."""
    lines = [f"## {_markdown(title(sheet))}", ""]
    lines += [f"- **{name}**: {_markdown(text)}" for name, text in facts(sheet)]
    if sheet.rows:
        rules = ("---:" if nr in NUMBERS else "---" for nr, _ in enumerate(HEAD))
        lines += ["", f"| {' | '.join(HEAD)} |", f"|{'|'.join(rules)}|"]
        lines += [f"| {' | '.join(map(_markdown, cells(row)))} |" for row in sheet.rows]
        lines += [line for remark in remarks(sheet) for line in ("", _markdown(remark))]
        lines += ["", *(f"- {_markdown(key)}: {_markdown(url)}" for key, url in sources(sheet))]
    if sheet.runs:
        lines += ["", _markdown(python_for(sheet.runs)), "", f"```python\n{_snippet(sheet)}```"]
    return "".join(f"{line}\n" for line in lines)


def sheet_json(sheet: Sheet) -> str:
    """Gives a sheet as JSON. Numbers are texts with the digits of their sources, unknown ones null."""
    paper = sheet.paper
    document = {
        "schema_version": SCHEMA_VERSION,
        "lvkb": __version__,
        "paper": paper.id,
        "model": sheet.variant.name if sheet.variant else None,
        "name": paper.name,
        "aliases": list(paper.aliases),
        "title": paper.title,
        "authors": list(paper.authors),
        "year": paper.published.year,
        "venue": paper.published.venue,
        "scope": paper.scope,
        "categories": list(paper.categories),
        "links": paper_links(paper),
        "code": [{"url": code_url(code), "official": code.official, "license": code.license} for code in paper.code],
        "idea": " ".join(paper.annotation.idea.split()),
        "results": [_row(sheet, row) for row in sheet.rows],
        "without_accuracy": list(sheet.without),
        "snippet": _snippet(sheet) or None,
    }
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"


def _row(sheet: Sheet, row: Choice) -> dict[str, Any]:
    result, protocol = row.result, row.result.protocol
    read = result.main.reading
    source = sheet.paper.sources.get(read.source)
    return {
        "variant": result.variant.name,
        "top1": _value(result.top1),
        "params_m": _value(result.params_m),
        "params_from": result.params_m.origin if result.params_m else None,
        "gmacs": _value(result.gmacs),
        "gmacs_from": result.gmacs.origin if result.gmacs else None,
        "setup": str(result.setup),
        "comparable": result.is_comparable,
        "status": list(marks(result)),
        "resolution": protocol.resolution,
        "epochs": protocol.epochs,
        "base": protocol.base,
        "speeds": [
            {"device": speed.device, "ms": _text(speed.ms), "images_per_s": _text(speed.ips)} for speed in row.speeds
        ],
        "timm": row.timm or None,
        "weights_license": row.license or None,
        "weights_of_another_setup": row.has_other_weights,
        "read": {"source": read.source, "at": read.at, "url": source_url(source) if source else None},
    }


def _value(figure: Figure | None) -> str | None:
    return _text(figure.value) if figure else None


def _text(value: Any) -> str | None:
    return None if value is None else number(value)


def _pairs(pairs: Iterable[tuple[str, str]]) -> Iterator[str]:
    """Gives words with their texts, the texts below each other."""
    shown = [(visible(name), visible(text)) for name, text in pairs]
    width = max((len(name) for name, _ in shown), default=0)
    return (f"  {name:{width}}  {text}" for name, text in shown)


def _markdown(text: str) -> str:
    return visible(markdown_text(text))


def _snippet(sheet: Sheet) -> str:
    return model_snippet(sheet.runs.own) if sheet.runs and sheet.runs.own else ""
