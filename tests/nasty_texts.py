"""Texts that are made to hold a reader up, in any size."""

from __future__ import annotations

from collections.abc import Callable

Shape = Callable[[int], str]


def repeated(piece: str, before: str = "", after: str = "") -> Shape:
    """Gives a text of one piece time and again, of about as many characters as are asked for."""
    return lambda size: before + piece * (size // len(piece)) + after


def nested(opening: str, closing: str, inside: str = "a") -> Shape:
    """Gives a text of brackets in brackets."""
    return lambda size: (
        opening * (size // (len(opening) + len(closing))) + inside + closing * (size // (len(opening) + len(closing)))
    )


def _ladder(step: Callable[[int], str]) -> Shape:
    """Gives a text whose pieces grow, so that no two are alike."""

    def text(size: int) -> str:
        pieces, length, number = [], 0, 1
        while length < size:
            pieces.append(step(number))
            length += len(pieces[-1])
            number += 1
        return "".join(pieces)

    return text


SHAPES: dict[str, Shape] = {
    "ends of links and addresses": repeated("](https://"),
    "brackets": repeated("["),
    "images": repeated("!["),
    "brackets closed": nested("[", "]"),
    "links in links": nested("[", "](https://a.example)"),
    "links without an end": repeated("[a](https://a.example/b "),
    "links with titles": repeated('[a](https://a.example "t" '),
    "links": repeated("[a](https://a.example/b) "),
    "links to angles": repeated("[a](<https://a.example"),
    "references": repeated("[a]: https://a.example/b\n"),
    "references of many lines": repeated('[a]:\n<https://a.example>\n"t\n'),
    "uses of a reference": repeated("[a] ", "[a]: https://a.example\n\n"),
    "angles": repeated("<"),
    "comments": repeated("<!--"),
    "comments in text": repeated("a <!-- b "),
    "instructions": repeated("a <? "),
    "character data": repeated("a <![CDATA[ "),
    "declarations": repeated("a <!A "),
    "tags": repeated("<a href="),
    "tags with quotes": repeated('<a href="https://a.example'),
    "tags without quotes": repeated("<a href=https://a.example "),
    "attributes": repeated(' id="a"', "<a", ">"),
    "titles of pages": repeated("<title>"),
    "scripts": repeated("<script>a</script"),
    "headings of pages": repeated("<h1 a "),
    "entities without an end": repeated("&amp"),
    "entities": repeated("&amp;"),
    "numbers of characters": repeated("&#1"),
    "backticks that grow": _ladder(lambda number: "`" * number + "a"),
    "fences that grow": _ladder(lambda number: "`" * (number + 2) + "\n"),
    "quotes that grow": _ladder(lambda number: ">" * number + " a\n"),
    "lists that grow": _ladder(lambda number: " " * number + "- a\n"),
    "stars and bars": repeated("*_"),
    "bold without an end": repeated("**a ", "- "),
    "bold in bold": repeated("**a**b"),
    "struck out": repeated("~~a "),
    "cells": repeated("|"),
    "cells in rows": repeated("| a ", "a|b\n-|-\n"),
    "tables": repeated("|a|b|\n|-|-|\n"),
    "quotes": repeated("> "),
    "items": repeated("- "),
    "items one below the other": repeated("- **Token Merging** [PDF](https://arxiv.org/abs/2103.14899)\n"),
    "items in an item": repeated("  - [a](https://a.example)\n", "- **Token Merging**\n"),
    "headings": repeated("# a\n"),
    "underlined headings": repeated("a\n===\n"),
    "entries": repeated("@article{"),
    "entries of two lines": repeated("@a{b,\n url={https://a.example}}\n"),
    "entries that break off": repeated("@a{b, url={https://a.example\n"),
    "fields": repeated(" url={https://a.example},", "@a{b,", "}\n"),
    "fields that are equal": repeated(" note={x},\n", "@a{b,\n", "}\n"),
    "authors": repeated("A B and ", "@a{b, author={", "},\n url={https://arxiv.org/abs/2101.00001}}\n"),
    "braces": repeated("{"),
    "braces closed": nested("{", "}"),
    "braces in a field": nested("{", "}"),
    "quotation marks": repeated('"'),
    "quoted titles": repeated('"One Title of Words '),
    "apostrophes": repeated("'"),
    "beginnings of addresses": repeated("https://"),
    "addresses": repeated("https://a.example/b "),
    "an address of brackets": repeated("(", "https://a.example/"),
    "an address of closed brackets": nested("(", ")", ""),
    "brackets behind an address": repeated(")", "https://a.example/"),
    "dots behind an address": repeated(".", "https://a.example/"),
    "steps of a path": repeated("../", "https://github.com/a/b/tree/main/"),
    "slashes": repeated("/"),
    "fields of a query": repeated("id=a&", "https://openreview.net/forum?"),
    "escapes of an address": repeated("%2", "https://a.example/"),
    "names of a host": repeated("a.", "https://"),
    "hyphens of a host": repeated("a-", "https://"),
    "letters of other scripts": repeated("\u00e4", "https://"),
    "zero-width characters": repeated("\u200b"),
    "accents": repeated("e\u0301"),
    "one long word": repeated("a"),
    "words": repeated("a "),
    "white space": repeated(" ", "a", "b"),
    "backslashes": repeated("\\"),
    "commands": repeated("\\a "),
    "line ends": repeated("\r\n"),
    "line ends of all kinds": repeated("\r\n\n\ra\r"),
    "commas": repeated(",", "[", "]"),
    "colons": repeated("a: "),
    "rows of TeX": repeated("a & 1 \\\\\n"),
    "cells of TeX": repeated("a & "),
    "rules of TeX": repeated("\\hline ", "\\begin{tabular}{ll}", "\\end{tabular}"),
    "rows that may have an option": repeated("\\\\[", "a & b \\\\ "),
    "forms of columns": repeated("r@{.}l", "\\begin{tabular}{", "}a & 1 \\\\ b & 2\\end{tabular}"),
    "rows that span rows": repeated("\\multirow{99}{*}{a} & 1 \\\\ & \\\\\n"),
    "rows that span upwards": repeated(" & 1 \\\\ \\multirow{-99}{*}{a} & 1 \\\\\n"),
    "tables of TeX in tables": nested("\\begin{tabular}{l}", "\\end{tabular}"),
    "commands in commands": nested("\\textbf{", "}"),
    "macros": repeated("\\a{x} ", "\\newcommand{\\a}[1]{#1#1} & \\\\ "),
    "definitions": _ladder(lambda number: f"\\newcommand{{\\{'a' * number}}}{{x}}"),
    "cells of HTML": repeated("<td>1", "<table>"),
    "cells that span all": repeated("<tr><td rowspan=9999 colspan=9>1", "<table>"),
    "raised": repeated("<sup>", "<table><tr><td>"),
    "formulas": repeated("<math alttext='a'>", "<table><tr><td>"),
    "rows of bars": repeated("| a | 1 |\n", "| Model | Top-1 |\n|---|---|\n"),
    "rows of commas": repeated("a,1,2\n", "Model,Top-1,Params\n"),
    "quotes in rows": repeated('a,"1\n', "Model,Top-1\n"),
    "rows of tabs": repeated("a\t1\n", "Model\tTop-1\n"),
    "rows of blanks": repeated("a  1  2\n", "Model  Top-1  Params\n"),
    "tables of blanks": repeated("a  b\nc  1\n\n"),
    "lines before a table": repeated("a\n", "", "a  b\nc  1\n"),
    "cells in quotes": repeated('"a""b",', "A,B\n"),
    "marks": repeated("a†\t1‡\n", "Model\tTop-1\n"),
    "marks that differ": _ladder(lambda number: f"a^{{m{number}}}\t1\n"),
    "figures": repeated("1,"),
    "differences": repeated("(+0.5 "),
    "keys": _ladder(lambda number: f"k{number}: v\n"),
    "keys in keys": lambda size: "".join(" " * depth + "a:\n" for depth in range(int((2 * size) ** 0.5))),
    "questions": repeated("? "),
    "tags of YAML": repeated("!!a "),
    "anchors": repeated("&a "),
    "aliases": repeated("*a "),
    "texts of many lines": repeated("a\n ", "a: |\n "),
    "escapes of YAML": repeated("\\u200b", 'a: "', '"\n'),
    "lists of JSON": repeated("["),
    "lists of JSON closed": nested("[", "]", "1"),
    "objects of JSON": repeated('{"a":'),
    "digits": repeated("1"),
    "elements": repeated("<a>"),
    "elements closed": nested("<a>", "</a>"),
    "entities of XML": repeated('<!ENTITY a "a">', "<!DOCTYPE a [", "]><a>&a;</a>"),
    "not found": repeated("404 not found "),
    "withdrawn": repeated("we have decided to "),
    "previous versions": repeated("previous version "),
    "ids": repeated("arXiv:2101.00001 "),
    "DOIs": repeated("10.1234/"),
    "venues": repeated("(ICCV 2021) "),
}
"""Shapes by name: each takes a size in characters and gives a text of about that size."""
