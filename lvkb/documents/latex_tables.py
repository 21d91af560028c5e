"""Tables of LaTeX: `tabular` and its kin, or rows alone, with `multirow` and `multicolumn`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from lvkb.documents.column_forms import joining_signs
from lvkb.documents.table_grid import MAX_COLUMNS, Grid, Placed, Source, seen, spread
from lvkb.documents.tex_text import plain
from lvkb.documents.tex_tokens import Token, argument, expanded, partners, past_optional, past_space

_KINDS = frozenset({
    "tabular", "tabular*", "tabularx", "tabulary", "longtable", "longtable*", "array", "tabu", "longtabu",
    "supertabular",
    "xltabular", "tblr", "longtblr", "NiceTabular", "NiceTabular*", "NiceTabularX", "deluxetable", "mpxtabular",
})  # fmt: skip
_WITH_WIDTH = frozenset({"tabular*", "tabularx", "tabulary", "xltabular", "NiceTabular*", "NiceTabularX"})
_ROW_ENDS = frozenset({"\\\\", "\\tabularnewline", "\\cr", "\\\\*"})
_RULES = frozenset({"\\hline", "\\midrule", "\\toprule", "\\bottomrule", "\\Xhline", "\\specialrule", "\\hdashline"})
_MOST_GROUPS = 10
_OUTSIDE = frozenset({"\\usepackage", "\\documentclass", "\\setlength", "\\begin", "\\end", "\\label", "\\centering"})


@dataclass(slots=True)
class _Row:
    """A row as it is written: its cells, and whether a rule stands above it; None as long as there is no rule in it."""

    cells: list[list[Token]] = field(default_factory=lambda: [[]])
    is_below_rule: bool | None = None

    @property
    def is_empty(self) -> bool:
        return len(self.cells) == 1 and not plain(self.cells[0]).strip()


def tables(source: Source) -> Iterator[Grid]:
    r"""Gives the tables of a text; rows alone, without `\begin`, are a table too.

    Raises:
        TableRefused: A brace or a table has no end, macros have none, or a table is too large.
    """
    found = expanded(source.text, source)
    partners(found, source)
    parts = list(_parts(found, source))
    outside = [token for form, body in parts if form is None for token in body]
    notes = seen(plain(_without_layout(outside)))
    inner = [(form, body) for form, body in parts if form is not None]
    for form, body in inner or [((), found)]:
        if grid := _grid(body, joining_signs(form), source, notes if inner else ""):
            yield grid


def _parts(found: Sequence[Token], source: Source) -> Iterator[tuple[Sequence[Token] | None, Sequence[Token]]]:
    """Gives the insides of tables behind their forms, such as `lcc`, and behind None what stands around them."""
    depth, start, at, opened = 0, 0, 0, 0
    form: Sequence[Token] = ()
    while at < len(found):
        text = found[at].text
        name = _name(found, at + 1) if text in ("\\begin", "\\end") else ""
        if name in _KINDS:
            if text == "\\begin":
                if depth == 0:
                    yield None, found[start:at]
                    opened = at
                    form, start = _form(found, at, name)
                depth += 1
            elif depth > 0:
                depth -= 1
                if depth == 0:
                    yield form, found[start:at]
                    start = argument(found, at + 1)[1]
        at += 1
    if depth:
        raise source.refused(found[opened].offset, "This table has no \\end. Was it copied as a whole?")
    yield None, found[start:]


def _name(found: Sequence[Token], at: int) -> str:
    """Gives the name of an environment behind its `begin`, which is short."""
    at = past_space(found, at)
    if at >= len(found) or found[at].text != "{":
        return ""
    name = ""
    for token in found[at + 1 : at + 4]:
        if token.text == "}":
            return name
        name += token.text
    return ""


def _form(found: Sequence[Token], at: int, name: str) -> tuple[Sequence[Token], int]:
    r"""Gives the `lcc` of `\begin{tabular}[t]{lcc}`, and the index behind it."""
    at = past_optional(found, argument(found, at + 1)[1])
    if name in _WITH_WIDTH:
        at = argument(found, at)[1]
    behind = past_space(found, at)
    return argument(found, at) if behind < len(found) and found[behind].text == "{" else ((), at)


def _without_layout(found: Sequence[Token]) -> list[Token]:
    """Gives the tokens around a table without those that only say how it is set."""
    kept: list[Token] = []
    at = 0
    while at < len(found):
        if found[at].text in _OUTSIDE:
            at = past_optional(found, argument(found, past_optional(found, at + 1))[1])
            continue
        kept.append(found[at])
        at += 1
    return kept


def _grid(body: Sequence[Token], signs: Mapping[int, str], source: Source, notes: str) -> Grid | None:
    rows = [row for row in _rows(body) if not row.is_empty]
    if not rows or (len(rows) == 1 and len(rows[0].cells) == 1):
        return None
    placed = [_joined(row, signs, source) for row in rows]
    offset = body[0].offset if body else 0
    laid = spread(list(_hung(placed)), source, offset)
    rules = frozenset(index for index, row in enumerate(rows) if row.is_below_rule and index > 0)
    return Grid(laid, notes, rules)


def _rows(body: Sequence[Token]) -> Iterator[_Row]:
    """Cuts a table into rows and cells; what stands in braces or in a table of its own is one piece."""
    row, depth, at = _Row(), 0, 0
    while at < len(body):
        token = body[at]
        if token.text in ("{", "}"):
            depth += 1 if token.text == "{" else -1
        elif token.text in ("\\begin", "\\end"):
            depth += 1 if token.text == "\\begin" else -1
        at += 1
        if depth == 0 and token.text == "&":
            row.cells.append([])
        elif depth == 0 and token.text in _ROW_ENDS:
            yield row
            row, at = _Row(), past_optional(body, at)
        else:
            if depth == 0 and token.text in _RULES and row.is_below_rule is None:
                row.is_below_rule = row.is_empty
            row.cells[-1].append(token)
    yield row


def _joined(row: _Row, signs: Mapping[int, str], source: Source) -> list[Placed]:
    """Reads the cells of a row; those on both sides of a sign that the form of the table prints are one cell.

    Args:
        row: The row.
        signs: Signs by the column that they stand behind, from 0.
        source: The text.

    Raises:
        TableRefused: One of two such cells is set without the sign.
    """
    joined: list[Placed] = []
    held: Sequence[Token] = ()
    column = 0
    for found in row.cells:
        placed = _placed(found, source)
        if column - 1 not in signs:
            hidden = sum(behind in signs for behind in range(column, column + placed.columns - 1))
            joined.append(placed._replace(columns=placed.columns - hidden))
            held = found
        elif placed.cell.text or (placed.columns > 1 and found):
            if _is_own_form(held) or _is_own_form(found):
                why = "This cell cannot be told from the one before: the form of the table makes one number of both."
                raise source.refused(_bare_ends(found)[0].offset, why)
            held = [*_bare_ends(held), Token(signs[column - 1], found[0].offset), *_bare_ends(found)]
            joined[-1] = _placed(held, source)
        column += placed.columns
    return joined


def _is_own_form(found: Sequence[Token]) -> bool:
    return any(token.text == "\\multicolumn" for token in found)


def _bare_ends(found: Sequence[Token]) -> Sequence[Token]:
    """Gives tokens without blanks at their ends."""
    held = [index for index, token in enumerate(found) if token.text != " "]
    return found[held[0] : held[-1] + 1] if held else ()


def _placed(found: Sequence[Token], source: Source) -> Placed:
    """Reads one cell: how far it reaches, and its text."""
    down, across = 1, 1
    inner, start = _bare(found)
    while inner and inner[0].text in ("\\multicolumn", "\\multirow", "\\multirow*"):
        number, behind = argument(inner, past_optional(inner, 1))
        count = _number(number)
        _, behind = argument(inner, past_optional(inner, behind))
        if inner[0].text == "\\multicolumn":
            across = max(across, min(count, MAX_COLUMNS + 1))
        else:
            down = count or 1
        content, after = argument(inner, past_optional(inner, behind))
        inner, _ = _bare([*content, *inner[after:]])
    first = next((token for token in inner if token.text.strip("{} \n$")), start)
    return Placed(source.cell(plain(inner), first.offset if first else 0), down, across)


def _bare(found: Sequence[Token]) -> tuple[Sequence[Token], Token | None]:
    """Gives a cell without what stands before its text: rules, colours, fonts, braces around all of it."""
    start = next((token for token in found if token.text != " "), found[0] if found else None)
    at = past_space(found, 0)
    groups = 0
    while at < len(found):
        text = found[at].text
        if text == "{" and groups < _MOST_GROUPS and plain(found[argument(found, at)[1] :]).strip() == "":
            found, at = argument(found, at)[0], 0
            groups += 1
        elif text in _BEFORE:
            at = _past_layout(found, at)
        else:
            break
        at = past_space(found, at)
    return found[at:], start


def _past_layout(found: Sequence[Token], at: int) -> int:
    behind = past_optional(found, at + 1)
    for _ in range(_BEFORE[found[at].text]):
        behind = past_space(found, behind)
        if behind < len(found) and found[behind].text.startswith("("):
            behind += 1
        behind = past_optional(found, argument(found, behind)[1])
    return past_optional(found, behind) if found[at].text == "\\rowcolor" else behind


_BEFORE = {
    **dict.fromkeys(("\\rowcolor", "\\cellcolor", "\\color", "\\cline", "\\cmidrule", "\\arrayrulecolor",
    "\\Xhline"), 1),
    **dict.fromkeys(("\\vspace", "\\rowfont", "\\noalign", "\\hspace", "\\vspace*", "\\hspace*", "\\label"), 1),
    **dict.fromkeys(("\\hline", "\\toprule", "\\midrule", "\\bottomrule", "\\addlinespace", "\\hdashline",
    "\\centering"), 0),
    **dict.fromkeys(("\\bf", "\\bfseries", "\\it", "\\itshape", "\\small", "\\tiny", "\\footnotesize",
    "\\scriptsize"), 0),
    **dict.fromkeys(("\\endhead", "\\endfirsthead", "\\endfoot", "\\endlastfoot", "\\morecmidrules", "\\rm",
    "\\sc"), 0),
    "\\specialrule": 3, "\\setlength": 2, "\\SetCell": 1,
}  # fmt: skip


def _number(found: Sequence[Token]) -> int:
    text = "".join(token.text for token in found).strip()
    if text.removeprefix("-").isdecimal() and len(text) < 6:
        return int(text)
    return 1


def _hung(rows: Sequence[list[Placed]]) -> Iterator[list[Placed]]:
    """Gives rows as HTML has them: without the empty cells that a `multirow` of another row reaches into.

    A `multirow` ends before the next cell with a text, whatever number it says; one below zero reaches upwards.
    """
    columns = [_columns(row) for row in rows]
    at = [{column: index for index, column in enumerate(row)} for row in columns]
    gone: set[tuple[int, int]] = set()
    for number, row in enumerate(rows):
        for index, placed in enumerate(row):
            if abs(placed.rows) < 2:
                continue
            step = 1 if placed.rows > 0 else -1
            reach = [number]
            following = number + step
            while 0 <= following < len(rows) and len(reach) < abs(placed.rows):
                other = at[following].get(columns[number][index])
                if other is None or rows[following][other].cell.text or (following, other) in gone:
                    break
                reach.append(following)
                following += step
            _take(rows, at, gone, (placed, columns[number][index]), sorted(reach))
    for number, row in enumerate(rows):
        yield [placed for index, placed in enumerate(row) if (number, index) not in gone]


def _take(
    rows: Sequence[list[Placed]],
    at: Sequence[dict[int, int]],
    gone: set[tuple[int, int]],
    what: tuple[Placed, int],
    reach: Sequence[int],
) -> None:
    """Puts a cell into the first of the rows that it reaches, and takes away those below."""
    placed, first = what
    rows[reach[0]][at[reach[0]][first]] = placed._replace(rows=len(reach))
    columns = range(first, first + placed.columns)
    for number in reach[1:]:
        gone.update((number, at[number][column]) for column in columns if column in at[number])


def _columns(row: Sequence[Placed]) -> list[int]:
    """Gives the column in which each cell of a row begins."""
    starts, column = [], 0
    for placed in row:
        starts.append(column)
        column += placed.columns
    return starts
