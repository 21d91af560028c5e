"""Every reader of texts that strangers write, under one form: a text in, nothing out."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from functools import partial
from pathlib import Path

from lvkb.catalog import Catalog
from lvkb.documents.stated_titles import is_title, quoted, tidy
from lvkb.documents.table_formats import TableFormat
from lvkb.documents.table_grid import TableRefused
from lvkb.documents.text_links import addresses
from lvkb.editing import EditRefused, canonical
from lvkb.intake import plan, read_list
from lvkb.intake.pasted_tables import read_pasted
from lvkb.issues import IssueRefused, read_body
from lvkb.issues.told_values import told_values
from lvkb.links.answers import json_of, plain
from lvkb.links.checkers import arxiv_feed, page_status
from lvkb.links.checkers.arxiv_fallbacks import read_oai
from lvkb.links.file_links import read_text
from lvkb.links.http.client import Answer, FetchError
from lvkb.links.http.safe_addresses import request_url
from lvkb.links.routing import target_of
from lvkb.links.title_similarity import title_words
from lvkb.registers import REGISTERS, parse_url, slug, title_key
from lvkb.yamlfile import parse
from lvkb.yamlfile.scalars import is_kept, scalar
from lvkb.yamlfile.scalars import quoted as in_quotes
from tests.issues.answered_forms import wrong

Reader = Callable[[str], object]
EMPTY = Catalog(Path(__file__).parent / "toy", {}, None)
FEED = """<feed xmlns="http://www.w3.org/2005/Atom" xmlns:arxiv="http://arxiv.org/schemas/atom"><entry>
<id>http://arxiv.org/abs/2101.00001v1</id><title>{0}</title><summary>{0}</summary><arxiv:comment>{0}</arxiv:comment>
<author><name>{0}</name></author></entry></feed>"""


def _bytes(text: str) -> bytes:
    return text.encode("utf-8", "replace")


def _escaped(text: str) -> str:
    shown = "".join(char for char in text if char.isprintable() or char in "\r\n\t")
    return shown.replace("&", "&amp;").replace("<", "&lt;")


def _feed(text: str) -> None:
    with suppress(arxiv_feed.Unreadable):
        arxiv_feed.read_feed(_bytes(text))


def _request(text: str) -> None:
    with suppress(FetchError):
        request_url(text)


def _page(text: str) -> object:
    answer = Answer(200, "https://a.example/x", {"content-type": "text/html"}, _bytes(text), whole=True)
    return page_status.judge("https://a.example/x", "part", answer, answer)


def _canonical(text: str) -> None:
    with suppress(EditRefused):
        canonical(_bytes(text), "x.yml")


def _table(form: TableFormat | None, text: str) -> None:
    with suppress(TableRefused):
        read_pasted(text, "x", {}, form)


def _issue(*texts: str) -> None:
    for text in texts:
        with suppress(IssueRefused):
            read_body(_bytes(text))


def _values(*texts: str) -> None:
    for text in texts:
        with suppress(IssueRefused):
            told_values(text)


READERS: dict[str, Reader] = {
    "table": partial(_table, None),
    **{f"{form} table": partial(_table, form) for form in TableFormat},
    "LaTeX cell": lambda text: _table(
        None, f"\\begin{{tabular}}{{ll}}Model & Top-1 \\\\ A & {text} \\\\ \\end{{tabular}}"
    ),
    "Markdown cell": lambda text: _table(None, f"|Model|Top-1|\n|-|-|\n|A|{text}|\n"),
    "HTML cell": lambda text: _table(None, f"<table><tr><td>Model<td>Top-1<tr><td>{text}<td>{text}</table>"),
    "heading of a table": lambda text: _table(None, f"Model\t{text}\nA\t78.3\n"),
    "figures of a table": lambda text: _table(
        None, "Model\tTop-1\n" + "".join(f"A\t{word}\n" for word in text.split())
    ),
    "notes of a table": lambda text: _table(None, f"|Model|Top-1|\n|-|-|\n|A†|78.3^{{a}}|\n\n{text}\n"),
    "YAML": lambda text: parse(_bytes(text), "x.yml"),
    "YAML comments": lambda text: _canonical(f"a: x\n# {text}\nb: [x, # {text}\n  y]\n"),
    "YAML prose": lambda text: _canonical(f"annotation:\n  idea: {in_quotes(text)}\n"),
    "YAML value": lambda text: parse(_bytes(f"a: {text}\n"), "x.yml"),
    "YAML flow": lambda text: parse(_bytes(f"a: [{text}]\n"), "x.yml"),
    "Markdown": lambda text: read_text(text, "x.md").uses,
    "Markdown item": lambda text: read_text(f"- {text}", "x.md").uses,
    "Markdown issue": lambda text: _issue(text, wrong(more=text), wrong(right=text)),
    "list": lambda text: plan(read_list(f"- **One Title** {text}", "x.md"), EMPTY),
    "list item": lambda text: plan(read_list(f"- {text} https://arxiv.org/abs/2301.00001", "x.md"), EMPTY),
    "list row": lambda text: plan(read_list(f"| {text} | [pdf](https://arxiv.org/abs/2301.00001) |", "x.md"), EMPTY),
    "list of BibTeX": lambda text: plan(read_list(f"@article{{a, title={{{text}}}}}\n", "x.bib"), EMPTY),
    "HTML": lambda text: read_text(text, "x.html").uses,
    "BibTeX": lambda text: read_text(text, "x.bib").uses,
    "BibTeX field": lambda text: read_text(f"@a{{b, title={{{text}}}, url={{{text}}}}}\n", "x.bib").uses,
    "text": lambda text: read_text(text, "x.txt").uses,
    "address": lambda text: list(addresses(f"https://a.example/{text}")),
    "quoted titles": lambda text: list(quoted(text)),
    "titles": lambda text: (is_title(text), tidy(text), title_words.__wrapped__(text), title_key(text), slug(text)),
    "feed": _feed,
    "feed text": lambda text: _feed(FEED.format(_escaped(text))),
    "OAI": lambda text: read_oai(_bytes(text), "2101.00001"),
    "comment": arxiv_feed.is_withdrawn,
    "JSON": lambda text: json_of(_bytes(text)),
    "fact": plain,
    "page": _page,
    "ids": lambda text: [register.parse(text) for register in REGISTERS],
    "address of an id": lambda text: [parse_url(head + text) for head in ("", "https://arxiv.org/abs/")],
    "target": lambda text: [target_of(head + text) for head in ("", "https://github.com/a/b/blob/")],
    "request": _request,
    "values of an issue": lambda text: _values(text, f"top1: {text}", f"pretrain: {text}"),
    "scalar": lambda text: (scalar(text), is_kept(text)),
}
"""Readers by name."""
