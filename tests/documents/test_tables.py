"""Tables in every format, read to one grid of texts with places."""

from __future__ import annotations

import csv
import html
import io
from collections.abc import Callable, Sequence
from contextlib import suppress
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lvkb.documents.table_formats import TableFormat, format_of, read_tables
from lvkb.documents.table_grid import MAX_COLUMNS, Grid, TableRefused

Rows = Sequence[Sequence[str]]
CELL = st.text(st.characters(codec="ascii", categories=("Lu", "Ll", "Nd")), min_size=1, max_size=8)
SIGNS = st.sampled_from(
    ["%", "&", "|", "#", "_", "$", "{", "}", "<", '"', "'", ";", ",", "*", "~", "^", "\\", "†", "ä"]
)
ANY_CELL = st.lists(st.one_of(CELL, SIGNS), min_size=1, max_size=5).map("".join)


def grids(cells: st.SearchStrategy[str]) -> st.SearchStrategy[list[list[str]]]:
    """Gives tables of two to four columns and two to five rows."""
    return st.integers(2, 4).flatmap(
        lambda width: st.lists(st.lists(cells, min_size=width, max_size=width), min_size=2, max_size=5)
    )


def latex(rows: Rows) -> str:
    """Writes a table in LaTeX."""
    escaped = str.maketrans(
        {sign: f"\\{sign}" for sign in "%&#_${}"}
        | {
            "~": r"\textasciitilde{}",
            "^": r"\char94{}",
            "\\": r"\textbackslash{}",
            '"': '"{}',
            "'": "'{}",
            "†": r"\dagger{}",
        }
    )
    body = " \\\\\n".join(" & ".join(cell.translate(escaped) for cell in row) for row in rows)
    return f"\\begin{{tabular}}{{{'l' * len(rows[0])}}}\n{body}\\\\\n\\end{{tabular}}\n"


def markdown(rows: Rows) -> str:
    """Writes a table in Markdown."""
    escaped = str.maketrans({sign: f"\\{sign}" for sign in "|*_~<\\$[]&`"})
    lines = ["| " + " | ".join(cell.translate(escaped) for cell in row) + " |" for row in rows]
    return "\n".join([lines[0], "|---" * len(rows[0]) + "|", *lines[1:]])


def html_table(rows: Rows) -> str:
    """Writes a table in HTML."""
    return (
        f"<table>{''.join('<tr>' + ''.join(f'<td>{html.escape(cell)}</td>' for cell in row) for row in rows)}</table>"
    )


def comma_separated(rows: Rows, sign: str = ",") -> str:
    """Writes a table with a sign between its cells."""
    out = io.StringIO()
    csv.writer(out, delimiter=sign, lineterminator="\n").writerows(rows)
    return out.getvalue()


def spaced(rows: Rows) -> str:
    """Writes a table whose columns stand below each other."""
    widths = [max(len(row[index]) for row in rows) for index in range(len(rows[0]))]
    return "\n".join(
        "   ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in rows
    )


def one(text: str, written_as: TableFormat | None = None) -> Grid:
    """Reads the only table of a text."""
    (grid,) = read_tables(text, "t", written_as)
    return grid


@pytest.mark.parametrize(
    ("form", "write"),
    [
        (TableFormat.HTML, html_table),
        (TableFormat.MARKDOWN, markdown),
        (TableFormat.CSV, comma_separated),
    ],
)
@given(rows=grids(ANY_CELL))
def test_any_texts_come_back(form: TableFormat, write: Callable[[Rows], str], rows: list[list[str]]) -> None:
    """A table of any texts reads back as it was written."""
    assert [list(row) for row in one(write(rows), form).texts] == rows


@pytest.mark.parametrize(
    ("form", "write"),
    [
        (TableFormat.LATEX, latex),
        (TableFormat.TSV, lambda rows: comma_separated(rows, "\t")),
        (TableFormat.SPACED, spaced),
        (TableFormat.CSV, lambda rows: comma_separated(rows, ";")),
    ],
)
@given(rows=grids(CELL))
def test_plain_texts_come_back(form: TableFormat, write: Callable[[Rows], str], rows: list[list[str]]) -> None:
    """A table of words and figures reads back as it was written."""
    assert [list(row) for row in one(write(rows), form).texts] == rows


@given(rows=grids(CELL))
def test_places_are_those_of_the_texts(rows: list[list[str]]) -> None:
    """The line and column of every cell are where its text stands."""
    for write in (latex, markdown, html_table, comma_separated, spaced):
        text = write(rows)
        lines = text.split("\n")
        form = {latex: "latex", markdown: "markdown", html_table: "html", comma_separated: "csv", spaced: "spaced"}[
            write
        ]
        for row in one(text, TableFormat(form)).rows:
            for cell in row:
                assert lines[cell.line - 1][cell.column - 1 :].startswith(cell.text)


@given(text=st.text(max_size=300), form=st.sampled_from([None, *TableFormat]))
def test_any_text_is_read_or_refused(text: str, form: TableFormat | None) -> None:
    """Whatever the text, there are tables of even rows, or a message."""
    found: tuple[Grid, ...] = ()
    with suppress(TableRefused):
        found = read_tables(text, "t", form)
    assert all(len({len(row) for row in grid.rows}) == 1 for grid in found)


@pytest.mark.parametrize(
    ("text", "form"),
    [
        (r"\begin{tabular}{ll}A & B \\ a & 1 \\ \end{tabular}", "latex"),
        ("A & B \\\\\na & 1 \\\\", "latex"),
        ("|A|B|\n|-|-|\n|a|1|", "markdown"),
        ("A | B\n:-- | --:\na | 1", "markdown"),
        ("<p>x</p><table><tr><td>A<td>B<tr><td>a<td>1</table>", "html"),
        ("A,B,C\na,1,2\n", "csv"),
        ("A;B;C\na;1,5;2\n", "csv"),
        ("A\tB\na\t1\n", "tsv"),
        ("A    B\na    1\n", "spaced"),
    ],
)
def test_format_is_told_from_the_text(text: str, form: str) -> None:
    """The format needs no option."""
    assert format_of(text) == form
    assert len(one(text).rows) == 2


def test_latex_as_papers_write_it() -> None:
    """Spans, rules, colours, fonts, macros with arguments, comments and nested tables leave the texts alone."""
    text = r"""
\newcommand{\ours}{Alpha}  % the name
\newcommand{\best}[1]{\textbf{#1}} \newcommand\second[2][x]{\underline{#2}#1}
\begin{table}\begin{tabular}{@{}l|c@{\hspace{2pt}}c|c@{}} \toprule
\multirow{2}{*}{\bf Model} & \multicolumn{2}{c|}{Cost} & \begin{tabular}[c]{@{}c@{}}Top-1\\(\%)\end{tabular}
\\ \cmidrule(lr){2-3}
 & \#Params & \makecell{MACs \\ (G)} & acc. \\ \midrule
\rowcolor{gray!20}[2pt][2pt] \ours-T~\cite{a,b} & 5.6\,M & $1{,}300$ & \best{78.3}$^{\dagger}$ \\[2pt] % 77.0 before
{\color{red}\multirow{2}{*}{\ours{}-B\textsuperscript{*}}} & \second[y]{27.2} & --
& \textcolor{blue}{83.1}$_{+0.4}$ \\ \cline{2-4}
 & 27.2 \sout{28} & $4.5 \times 10^{9}$ & {\small 84.0 $\pm$ 0.1} \\ \bottomrule
\end{tabular}\caption{$\dagger$: distilled.}\end{table}"""
    grid = one(text)
    assert grid.texts == (
        ("Model", "Cost", "Cost", "Top-1 (%)"),
        ("Model", "#Params", "MACs (G)", "acc."),
        ("Alpha-T", "5.6 M", "1,300", "78.3^{†}"),
        ("Alpha-B^{*}", "27.2y", "\N{EN DASH}", "83.1_{+0.4}"),
        ("Alpha-B^{*}", "27.2", "4.5 \N{MULTIPLICATION SIGN}10^{9}", "84.0 ± 0.1"),
    )
    assert grid.notes == "†: distilled."
    assert grid.rows[3][0] is grid.rows[4][0]


def test_numbers_that_a_form_makes_of_two_cells() -> None:
    """A sign between two columns of the form joins their cells: a point, a comma, a spread, a slash; no other does."""
    text = r"""\begin{tabular}{l *{2}{r@{.}l} r@{$\pm$}l@{ }c | r@{,}l c@{/}c p{1cm}@{~}c} \toprule
Model & \multicolumn{2}{c}{Params (M)} & \multicolumn{2}{c|}{MACs} & \multicolumn{3}{c}{Top-1} & A & & B & & C & D \\
A-T & 5 & 60 & \textbf{0} & \textbf{72} & 78.3 & 0.1 & x & 1 & 5 & 7 & 8 & 9 & 10 \\
A-S & \multicolumn{2}{c}{86} & 17 & 5$^\dagger$ & 84 & & y & & 5 & & & 11 & 12 \\
A-B & \multicolumn{1}{r}{3} & & & & \multicolumn{3}{c}{--} & & & & & & \\
\end{tabular}"""
    assert one(text).texts == (
        ("Model", "Params (M)", "MACs", "Top-1", "Top-1", "A", "B", "C", "D"),
        ("A-T", "5.60", "0.72", "78.3±0.1", "x", "1,5", "7/8", "9", "10"),
        ("A-S", "86", "17.5^{†}", "84", "y", ",5", "", "11", "12"),
        ("A-B", "3", "", "\N{EN DASH}", "\N{EN DASH}", "", "", "", ""),
    )


def test_cell_that_spans_rows_and_columns() -> None:
    r"""A `\multirow` inside a `\multicolumn` takes up all the empty cells below it, so that none moves to the right."""
    text = r"""\begin{tabular}{llcc} Model & Kind & Params & Top-1 \\
\multicolumn{2}{c}{\multirow{2}{*}{A-S}} & 5.6 & 78.3 \\ & & 6.1 & 79.3 \\ B-S & x & 7.1 & 80.3 \\ \end{tabular}"""
    assert one(text).texts == (
        ("Model", "Kind", "Params", "Top-1"),
        ("A-S", "A-S", "5.6", "78.3"),
        ("A-S", "A-S", "6.1", "79.3"),
        ("B-S", "x", "7.1", "80.3"),
    )


def test_settings_of_cells_are_no_texts() -> None:
    r"""What `\SetCell` says of a cell is left out, and its text stays."""
    text = r"\begin{tblr}{lc} Model & \SetCell[r=1]{c} Top-1 acc. \\ A & \SetCell{bg=red} 78.3 \\ \end{tblr}"
    assert one(text).texts == (("Model", "Top-1 acc."), ("A", "78.3"))


def test_texts_of_a_table_in_a_cell_stay_apart() -> None:
    """The cells of a table inside a cell of HTML are words of that cell, and no one number."""
    text = "<table><tr><td>A<td>B<tr><td>a<td> <b></b><table><tr><td>5<td>6</table></table>"
    grid = one(text)
    assert grid.texts == (("A", "B"), ("a", "5 6"))
    assert (grid.rows[1][1].line, grid.rows[1][1].column) == (1, text.index("5") + 1)


@pytest.mark.parametrize(
    "text",
    [
        r"\begin{tabular}{lc} \makecell{Speed\\(img/s)} & B \\ \makecell{900\\310} & \makecell{a\\b} \end{tabular}",
        "<table><tr><th>Speed<br>(img/s)<th>B<tr><td>900<br/>310<td>a<p>b</table>",
        "|Speed<br>(img/s)|B|\n|-|-|\n|900<br>310|a<br>b|\n",
    ],
    ids=["LaTeX", "HTML", "Markdown"],
)
def test_numbers_on_two_lines_of_a_cell_stay_two(text: str) -> None:
    """A line that ends in a cell joins words, and never two figures to one with a gap between thousands."""
    assert one(text).texts == (("Speed (img/s)", "B"), ("900 / 310", "a b"))


def test_tabs_among_blanks() -> None:
    """A tab parts cells however narrow it shows, and places stay those of the text."""
    grid = one("Model\tTop-1\nA\t78.3\nB-S  79.1\n", TableFormat.SPACED)
    assert grid.texts == (("Model", "Top-1"), ("A", "78.3"), ("B-S", "79.1"))
    assert [(row[1].line, row[1].column) for row in grid.rows] == [(1, 7), (2, 3), (3, 6)]
    narrow = one("Modelle\tTop-1\nA-Small\t78.3\n", TableFormat.SPACED)
    assert narrow.texts == (("Modelle", "Top-1"), ("A-Small", "78.3"))


def test_rows_that_span_upwards() -> None:
    r"""A `\multirow` with a number below zero fills the empty cells above it."""
    text = r"\begin{tabular}{ll} M & V \\ & 1 \\ & 2 \\ \multirow{-3}{*}{A} & 3 \\ \end{tabular}"
    assert one(text).texts == (("M", "V"), ("A", "1"), ("A", "2"), ("A", "3"))


def test_markdown_as_readers_see_it() -> None:
    """Bold, links, images, code, footnotes, formulas, HTML and what is struck out."""
    text = (
        "Model | **Top-1** | a\\|b\n--- | ---: | ---\n[A-S](https://a.example)[^1] | ~~78.1~~ **78.3**<sup>†</sup> "
        "| `x|y`\n"
        "![i](x.png) A-B<br>large | $84.0_{\\pm 0.1}$ | 10<sup>6</sup>\n\n[^1]: Ours.\n"
    )
    grid = one(text)
    assert grid.texts[:3] == (
        ("Model", "Top-1", "a|b", ""),
        ("A-S^{1}", "78.3^{†}", "`x", "y`"),
        ("A-B large", "84.0_{±0.1}", "10^{6}", ""),
    )
    assert "^{1}: Ours." in grid.notes


def test_html_as_browsers_lay_it_out() -> None:
    """Cells reach over rows and columns, end tags may lack, scripts and what is struck out are not seen."""
    text = (
        "<TABLE><caption>Table 1</caption><thead><tr><th rowspan=2>M<th colspan=2>C</tr><tr><th>p&amp;q"
        "<th>r</thead>"
        "<tr><td rowspan='9'>A<td>1<td><del>2</del>3<script>x</script><tr>"
        "<td colspan=2>4<sub>5</sub><!-- 6 --></table>after"
    )
    grid = one(text)
    assert grid.texts == (("M", "C", "C"), ("M", "p&q", "r"), ("A", "1", "3"), ("A", "4_{5}", "4_{5}"))
    assert [cell.is_head for cell in grid.rows[0]] == [True, True, True]
    assert grid.rows[2][0].is_head is False


def test_head_of_html_stands_above() -> None:
    """Browsers show the rows of `thead` first."""
    text = "<table><tbody><tr><td>a<td>1</tbody><thead><tr><th>A<th>B</thead></table>"
    assert one(text).texts == (("A", "B"), ("a", "1"))


def test_columns_of_a_pdf() -> None:
    """Headings over two lines, a name over two lines, an empty cell, a group, and a caption above."""
    text = (
        "Table 2: Results\nMethod          Params    Top-1\n                 (M)      Acc. (%)\n"
        "A-S              5.6      78.3\nA-B (with\n"
        "distillation)   27.2\nOther models\nB-S                       80.1\n"
    )
    assert one(text).texts == (
        ("Method", "Params", "Top-1"),
        ("", "(M)", "Acc. (%)"),
        ("A-S", "5.6", "78.3"),
        ("A-B (with distillation)", "27.2", ""),
        ("Other models", "", ""),
        ("B-S", "", "80.1"),
    )


def test_single_blanks_between_cells() -> None:
    """Rows that end in as many figures as there are headings behind the first; names and groups have any length."""
    text = (
        "Table 1. Results\nMethod Params (M) Top-1 Acc. (%)\nBig Model Tiny 5.6 78.3 ± 0.1\n"
        "Other models\nA-S [12] 11.2 -\n"
    )
    grid = one(text)
    assert grid.texts == (
        ("Method", "Params (M)", "Top-1 Acc. (%)"),
        ("Big Model Tiny", "5.6", "78.3 ± 0.1"),
        ("Other models", "", ""),
        ("A-S [12]", "11.2", "-"),
    )
    assert grid.notes == "Table 1. Results"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (
            "\\begin{tabular}{ll}\na & {b \\\\\n\\end{tabular}",
            "t:2:5: This brace is never closed. Was the table copied as a whole?",
        ),
        ("\\begin{tabular}{ll}\na & b} \\\\\n", "t:2:6: This brace closes none. Was the table copied as a whole?"),
        ("\\begin{tabular}{ll}\na & b \\\\\n", "t:1:1: This table has no \\end. Was it copied as a whole?"),
        (
            "\\newcommand{\\a}{\\a\\a}\\begin{tabular}{ll}\n\\a & b \\\\ c & d \\\\\n\\end{tabular}",
            "t:2:1: The macro \\a has no end. Paste what it stands for.",
        ),
        (
            "|a|b|\n|-|-|\n" + "|x" * 300,
            "t:1:1: This table has more than 200 columns or 100,000 cells. Paste the part that is meant.",
        ),
        (
            "<table><tr><td>a<td>b" + "<tr><td rowspan=999 colspan=9999>1" * 3,
            "t:1:1: This table has more than 200 columns or 100,000 cells. Paste the part that is meant.",
        ),
        (
            'a,b,c\n1,"2,3\n' + "4,5,6\n" * 2000,
            "t:2:1: A cell of this row has no end. Is a quote never closed?",
        ),
        (
            "Model  Res.  Params  Top-1\nA-Small-Large  224  5.6M  78.3\nB  224  11M  79.1\nC  22M  80.1\n",
            (
                "t:4:1: This row has 3 pieces where others have 4, and they do not stand below each other: "
                "which one is missing cannot be told. Put tabs there."
            ),
        ),
        (
            "Model Res. Params Top-1\nA-S 224 5.6M 78.3\nB-S 11M 79.1\nC-S 224 22M 80.1\n",
            (
                "t:3:1: This row has 2 figures at its end where others have 3; which one is missing cannot be told. "
                "Put tabs between cells."
            ),
        ),
        (
            "Model Kind Params Top-1\nA-S Conv 5.6M 78.3\nB-S Conv 11M 79.1\n",
            (
                "t:1:1: The headings cannot be cut into 3 pieces, as many as the rows below have. "
                "Put tabs between cells."
            ),
        ),
        (
            "Model  Res.  Params  Top-1\nA-B    224   5.6     78.3\nB-S    224   7.6     79.3\nC-S       9.1    80.1",
            (
                "t:4:1: This row has 3 pieces where others have 4, and they do not stand below each other: "
                "which one is missing cannot be told. Put tabs there."
            ),
        ),
        (
            "\\begin{tabular}{r@{.}l r@{.}l}\nA & & B \\\\\n5 & 6 & \\multicolumn{1}{c}{78} & 3 \\end{tabular}",
            "t:3:34: This cell cannot be told from the one before: the form of the table makes one number of both.",
        ),
        (
            "a,b\n1,2\n" + "3," * 201,
            "t:3:1: This table has more than 200 columns or 100,000 cells. Paste the part that is meant.",
        ),
        (
            "Model,FPS,Params (M)\nA-S,1,568,5.6\n",
            "t:2:1: This row has 4 cells where those above have 3. Put what holds a comma in quotes.",
        ),
        (
            "A  B\na  1\n\n" * 1_001,
            "t: there are more than 1,000 tables in it. Paste the one that is meant.",
        ),
        (
            "only words here",
            "t: there is no table in it, read as csv. A table has a row of headings and rows below it; --as names it.",
        ),
    ],
    ids=[
        "brace",
        "closing brace",
        "half",
        "macro",
        "columns",
        "span",
        "quote",
        "ragged",
        "short row",
        "headings",
        "beside a heading",
        "half a number",
        "columns of a spreadsheet",
        "comma in a number",
        "tables",
        "none",
    ],
)
def test_what_cannot_be_read_says_where_and_why(text: str, message: str) -> None:
    """A table that breaks off or never ends is refused at its place."""
    with pytest.raises(TableRefused) as refused:
        read_tables(text, "t")
    assert str(refused.value) == message


def marked(name: str) -> str:
    """Gives a macro of a name."""
    return f"\\x{name}"


def test_macros_that_multiply_end() -> None:
    """Twenty macros that each stand for eight of the one before are refused, and take no time."""
    names = [chr(ord("a") + number) for number in range(20)]
    lines = [f"\\newcommand{{\\x{after}}}{{{marked(before) * 8}}}" for before, after in pairwise(names)]
    with pytest.raises(TableRefused, match="has no end"):
        read_tables("\n".join([*lines, r"\xt & 1 \\", r"a & 2 \\"]), "t")


def test_hidden_characters_are_left_out() -> None:
    """Control, direction and zero-width characters do not pass into texts."""
    assert one("A\tB\na\u200b\u202eb\x00\x1b\t1\u00a0\n").texts == (("A", "B"), ("ab\ufffd", "1"))


def test_widest_table_is_read() -> None:
    """A table of as many columns as are allowed is read."""
    row = "\t".join(map(str, range(MAX_COLUMNS)))
    assert len(one(f"{row}\n{row}\n").rows[0]) == MAX_COLUMNS
