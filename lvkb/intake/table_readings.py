"""Tables to readings, and to questions about all that the tables do not say; nothing is guessed.

Answers are kept by the key of their question; reading again with more answers leaves fewer questions.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from lvkb.documents.table_grid import Cell
from lvkb.intake.metric_columns import ACCURACIES, ANOTHER_TASK, METRICS, SPEEDS, Column
from lvkb.intake.table_cells import PRINTS, Cells
from lvkb.intake.table_figures import is_unknown, without_marks
from lvkb.intake.table_footnotes import footnote, proposal
from lvkb.intake.table_lanes import PLAIN, Lane, is_speed, labels_of, naming
from lvkb.intake.table_layout import Layout, Row
from lvkb.intake.table_names import Name
from lvkb.intake.table_questions import SKIP, UNKNOWN, Question, answered, mark_change
from lvkb.intake.table_result import FIGURES, Shown, TableReading, TableResult
from lvkb.intake.table_rows import Names, is_recipe, protocol_of_row
from lvkb.subject.bit_widths import FULL, bits_note
from lvkb.subject.datasets import DEFAULT_DATASET
from lvkb.subject.table_words import OTHER_SETS, dataset, protocol_of

_BARE_SIZE = re.compile(r"(?<![\d.])(224|256|288|320|384|448|512)(?![\d.])")
_OWN_SET = re.compile(r"(?:imagenet|\bin)(?:[ -]?1k)?(?![ -]?\w)", re.IGNORECASE)
_ASKED = ("resolution", "pretrain", "distilled")
_FILLED = ("epochs", "teacher", "train_resolution", "form")
QUANTISED = "quantised"
"""Key of the question by which method the models of a table are quantised."""

_OF_SPEED = ("device", "precision", "batch", "runtime", "threads")
_ASK = {
    "resolution": "At which image size, in pixels, were the figures reached?",
    "pretrain": "Which data were the models pre-trained on (none for ImageNet-1K alone)?",
    "distilled": "Were the models distilled, and how (none, hard, soft, feature, unstated)?",
}


def read_layouts(layouts: Sequence[Layout], answers: Mapping[str, str]) -> TableResult:
    """Reads tables whose headings are known.

    Args:
        layouts: The tables.
        answers: What the tables do not say, by the key of the question.
    """
    result = TableResult()
    for layout in layouts:
        _Table(layout, answers, result).read()
    result.settle(answers)
    return result


class _Table:
    """Reads one table into a result."""

    def __init__(self, layout: Layout, answers: Mapping[str, str], result: TableResult) -> None:
        self._layout = layout
        self._answers = answers
        self._result = result
        self._cells = Cells(layout, answers)
        self._names = naming(layout)
        self._labels = labels_of(layout.columns)
        self._footnotes: dict[str, str] = {}
        self._rows = Names(self._names, answers, layout.rows)

    def read(self) -> None:
        """Reads all rows."""
        columns = self._layout.columns
        if self._is_about_another_task():
            titles = ", ".join(f'"{column.title}"' for column in columns[:12] if column.title)
            self._result.passed_over.append(f"a table with the headings {titles}: {ANOTHER_TASK}")
            return
        if not any(column.kind in METRICS or column.kind == "speed" for column in columns):
            titles = ", ".join(f'"{column.title}"' for column in columns[:12] if column.title)
            self._result.passed_over.append(f"a table with the headings {titles}: no column is a metric")
            return
        for column in columns:
            if column.kind == "model" and column not in self._names:
                self._result.passed_over.append(f'column "{column.title}": another one names the models')
            if not column.kind and column.title and not self._tells_protocol(column):
                self._result.passed_over.append(f'column "{column.title}": {column.why}')
        first = len(self._result.readings)
        for row in self._layout.rows:
            self._row(row)
        every = tuple(range(first, len(self._result.readings)))
        self._result.tables += bool(every)
        for column in columns:
            for mark in () if column in self._labels or not column.kind else column.marks:
                self._ask_mark(mark, every, self._layout.heads[column.index], f'the heading "{column.title}"')

    def _tells_protocol(self, column: Column) -> bool:
        """Tells whether a column without a kind says in words what goes into readings."""
        return is_recipe(column) and any(protocol_of(column.of(row.cells)) for row in self._layout.rows)

    def _is_about_another_task(self) -> bool:
        """Tells whether the only results of a table are of another task: its costs are those of other models."""
        kinds = {column.kind for column in self._layout.columns}
        return kinds.isdisjoint((*ACCURACIES, *SPEEDS, "speed")) and any(
            column.why == ANOTHER_TASK for column in self._layout.columns
        )

    def _row(self, row: Row) -> None:
        name = self._rows.of(row)
        if name is None or self._is_of_other_data(row, name):
            return
        start = len(self._result.readings)
        said = protocol_of_row(row, name, self._layout.columns, self._cells)
        for lane, columns in self._lanes(row):
            if (changed := self._of_label(lane.label, columns)) is not None:
                self._reading(
                    row, name, columns, {**said.values, **dict(lane.protocol), **changed}, is_plain=lane == PLAIN
                )
        for reading in self._result.readings[start:]:
            reading.shown = [*said.shown, *reading.shown]
        every = tuple(range(start, len(self._result.readings)))
        for question in said.questions if every else ():
            self._result.ask(question._replace(readings=every))
        cell = row.cells[self._names[0].index if self._names else 0]
        self._about_name(name, every, cell)

    def _is_of_other_data(self, row: Row, name: Name) -> bool:
        """Tells whether a row says that its figures are of another data set, and notes that it is passed over."""
        group = row.groups[-1] if row.groups else ""
        if OTHER_SETS.search(group) and not _OWN_SET.search(group):
            self._result.passed_over.append(f'row {row.number}, "{name.printed_plain}": it stands below "{group}"')
            return True
        for column in self._layout.columns:
            told = without_marks(column.of(row.cells)) if column.kind == "dataset" else ""
            if told and not is_unknown(told) and dataset(told) != DEFAULT_DATASET:
                self._result.passed_over.append(f'row {row.number}, "{name.printed_plain}": it is about {told}')
                return True
        return False

    def _reading(
        self, row: Row, name: Name, columns: Sequence[Column], said: Mapping[str, str], *, is_plain: bool
    ) -> None:
        """Makes one reading of some columns of a row, if they hold any figure."""
        values, shown, marks = {"variant": name.variant, **said}, [], list(name.marks)
        questions: list[Question] = []
        for column in columns:
            found = self._cells.of(row, column)
            values |= _with_note(found.values, values)
            marks += [*(column.marks if column in self._labels else ()), *found.marks]
            shown += [Shown(column.title, column.of(row.cells), key, value) for key, value in found.values.items()]
            questions += found.questions
        bits = values.pop("bits", FULL)
        if bits != FULL:
            values |= _with_note({"note": bits_note(bits)}, values)
        index = len(self._result.readings)
        has_figure = not FIGURES.isdisjoint(values)
        for question in questions:
            self._result.ask(question._replace(readings=(index,) if has_figure else ()))
        if has_figure:
            way = "column" if self._layout.is_turned else "row"
            place = f"{way} {row.number}" + (f" ({name.printed_plain})" if self._names else "")
            place += "" if is_plain and not all(map(is_speed, columns)) else f", column {columns[0].title}"
            cell = row.cells[self._names[0].index if self._names else 0]
            line = next((item.line for item in row.cells if item.text), cell.line)
            reading = TableReading(values, line, cell.column, place, row.number, shown, name.key)
            self._result.readings.append(reading)
            self._complete(reading, marks)
            if bits != FULL and not name.doubt and f"variant:{name.key}" not in self._answers:
                self._ask_method(reading, index)

    def _lanes(self, row: Row) -> Iterator[tuple[Lane, list[Column]]]:
        """Gives the columns that make up each reading of a row.

        Accuracies under other conditions, such as `Top-1@384` or `ToMe acc`, make up readings of their own, and so does
        each speed but the first that has none, with the speed only.
        """
        lanes: dict[Lane, list[Column]] = {}
        for column in self._layout.columns:
            if column.kind in METRICS or column.kind == "speed":
                lanes.setdefault(Lane(tuple(column.protocol.items()), self._labels.get(column, "")), []).append(column)
        accurate = {lane for lane, columns in lanes.items() if any(column.kind in ACCURACIES for column in columns)}
        speeds = [
            column
            for lane, columns in lanes.items()
            for column in columns
            if is_speed(column) and (lane not in accurate or lane == PLAIN) and self._cells.of(row, column).says
        ]
        plain = [column for column in lanes.pop(PLAIN, []) if not is_speed(column)]
        plain += [column for column in speeds if not column.protocol][:1]
        alone = [column for column in speeds if column not in plain]
        if PLAIN in accurate or not accurate:
            yield PLAIN, self._once(plain, row)
            plain = [column for column in plain if column.kind == "params"]
        sizes = [dict(lane.protocol)["resolution"] for lane in lanes if lane in accurate and lane.has_size]
        for lane, columns in lanes.items():
            if lane in accurate:
                due = [column for column in plain if self._is_due(column, row, lane, sizes)]
                yield lane, self._once([*columns, *due], row)
                plain = [column for column in plain if column.kind == "params" or column not in due]
            elif others := [column for column in columns if not is_speed(column)]:
                yield lane, self._once(others, row)
        for column in alone:
            yield Lane(tuple(column.protocol.items()), ""), [column]

    def _is_due(self, column: Column, row: Row, lane: Lane, sizes: Sequence[str]) -> bool:
        """Tells whether a figure goes with the accuracies of a lane; the image size of a cost is asked."""
        if column.kind == "params" or len(set(sizes)) < 2 or not self._cells.of(row, column).says:
            return True
        key, head = f"size:{column.title}", self._layout.heads[column.index]
        text = f'At which image size do the figures of "{column.title}" stand: {", ".join(sizes)}?'
        flag = f"--answer {answered(key, '|'.join((*sizes, UNKNOWN)))}"
        about = (len(self._result.readings),)
        self._result.ask(Question(key, text, head.line, head.column, about, sizes[0], flag))
        return self._answers.get(key, sizes[0]) == dict(lane.protocol).get("resolution")

    def _once(self, columns: Sequence[Column], row: Row) -> list[Column]:
        """Gives columns with one for each metric."""
        alike: dict[str, list[Column]] = {}
        for column in columns:
            alike.setdefault(column.kind, []).append(column)
        return [self._chosen(group, row) for group in alike.values()]

    def _chosen(self, alike: Sequence[Column], row: Row) -> Column:
        """Gives the column of one metric that says something in a row; which of several is meant is asked."""
        saying = [column for column in alike if self._cells.of(row, column).says] if len(alike) > 1 else []
        if len(saying) < 2:
            return (saying or alike)[0]
        kind, titles = alike[0].kind, _told_apart(alike)
        key = f"column:{kind}"
        shown = " and ".join(f'"{title}"' for title in titles.values())
        head = self._layout.heads[saying[1].index]
        text = f"The columns {shown} all tell {kind}: which one is meant?"
        about = (len(self._result.readings),)
        flag = f"--answer {answered(key, 'HEADING')}"
        self._result.ask(Question(key, text, head.line, head.column, about, titles[saying[0]], flag))
        return next((column for column in saying if titles[column] == self._answers.get(key)), saying[0])

    def _of_label(self, label: str, columns: Sequence[Column]) -> dict[str, str] | None:
        """Gives what the words over some columns say of the protocol; None where an answer leaves these out."""
        if not label:
            return {}
        key = f"label:{label}"
        titles = " and ".join(f'"{column.title}"' for column in columns if self._labels.get(column))
        size = _BARE_SIZE.search(label)
        proposed = f"resolution:{size[1]}" if size else ""
        text = f'What does "{label}" over {titles} say of the models below?'
        head = self._layout.heads[columns[0].index]
        settled = answered(key, proposed or "FIELD:VALUE")
        flag = f"--answer {settled}, {answered(key, '')} for nothing, or {answered(key, SKIP)}"
        about = (len(self._result.readings),)
        self._result.ask(Question(key, text, head.line, head.column, about, proposed, flag))
        answer = self._answers.get(key, proposed)
        if answer == SKIP:
            return None
        field, value = mark_change(answer)
        return {field: value} if field else {}

    def _complete(self, reading: TableReading, marks: Sequence[str]) -> None:
        """Fills in the answers that go for all readings, and asks for those that are lacking."""
        values = reading.values
        index = len(self._result.readings) - 1
        has_speed = "images_per_s" in values or "ms" in values
        is_accurate = "top1" in values or "top5" in values
        shown_marks = []
        for mark in dict.fromkeys(marks):
            said = self._footnote(mark)
            shown_marks.append(f"{mark}: {said}" if said else mark)
            key, value = mark_change(self._answers.get(f"mark:{mark}", ""))
            values |= {key: value} if key else {}
            self._ask_mark(mark, (index,), reading, f'"{values["variant"]}"')
        if shown_marks:
            values["mark"] = "; ".join(shown_marks)
        for key in (*_ASKED, *_FILLED, *(_OF_SPEED[1:] if has_speed else ())):
            answer = self._answers.get(key, UNKNOWN)
            if key not in values and answer != UNKNOWN:
                values[key] = answer
        if values.get("distilled") == "none":
            values.pop("teacher", None)
        for key in _ASKED:
            needed = is_accurate or (key == "resolution" and ("compute_g" in values or has_speed))
            if key not in values and needed:
                self._result.ask(
                    Question(key, _ASK[key], readings=(index,), flag=f"--{key} {'|'.join(_EXAMPLES[key])}")
                )

    def _ask_method(self, reading: TableReading, index: int) -> None:
        """Asks by which method a model is quantised: it is another variant than the model itself."""
        method = self._answers.get(QUANTISED, "")
        if method not in ("", UNKNOWN):
            name = reading.values["variant"]
            reading.values |= {"base": reading.values.get("base", name), "variant": f"{method} {name}"}
        text = "By which method are these models quantised? Their variants are called METHOD MODEL, with MODEL as base."
        flag = f"--answer {QUANTISED}=METHOD, or --answer {QUANTISED}= where the names tell it"
        self._result.ask(Question(QUANTISED, text, reading.line, reading.column, (index,), "", flag))

    def _footnote(self, mark: str) -> str:
        if mark not in self._footnotes:
            self._footnotes[mark] = footnote(mark, self._layout.notes)
        return self._footnotes[mark]

    def _ask_mark(self, mark: str, readings: tuple[int, ...], at: Cell | TableReading, where: str) -> None:
        said = self._footnote(mark)
        text = f'What does the mark "{mark}" on {where} change?'
        text += f' The text beside the table says: "{said}".' if said else " The text beside the table does not say."
        key = f"mark:{mark}"
        flag = f"--answer {answered(key, proposal(said) or 'FIELD:VALUE')}, or {answered(key, '')} for nothing"
        self._result.ask(Question(key, text, at.line, at.column, readings, proposal(said), flag))

    def _about_name(self, name: Name, readings: tuple[int, ...], cell: Cell) -> None:
        if not self._names and readings:
            text = "What is the model of this table called? No column names it."
            self._result.ask(Question("model", text, cell.line, 0, readings, "", "--answer model=NAME"))
        if name.doubt and readings:
            key = f"variant:{name.key}"
            text = f'What is the model of the row "{name.printed}" called? {name.doubt}'
            flag = f"--answer {answered(key, 'NAME')}, or {answered(key, '')} to leave the row out"
            self._result.ask(Question(key, text, cell.line, cell.column, readings, name.variant, flag))


def _with_note(new: Mapping[str, str], held: Mapping[str, str]) -> dict[str, str]:
    """Gives values whose note, if there is one already, goes on from it."""
    if "note" not in new or "note" not in held:
        return dict(new)
    if not new["note"].startswith(PRINTS):
        return {**new, "note": f"{held['note']} {new['note']}"}
    return {**new, "note": f"{held['note'].removesuffix('.')}, and {new['note'].removeprefix(PRINTS)}"}


def _told_apart(columns: Sequence[Column]) -> dict[Column, str]:
    """Gives the headings of columns, those that are alike with their number behind them."""
    counts = Counter(column.title for column in columns)
    return {
        column: column.title if counts[column.title] == 1 else f"{column.title} #{number}"
        for number, column in enumerate(columns, 1)
    }


_EXAMPLES = {
    "resolution": ("224", UNKNOWN),
    "pretrain": ("none", "imagenet-21k", UNKNOWN),
    "distilled": ("none", "hard", "soft", "unstated", UNKNOWN),
}
