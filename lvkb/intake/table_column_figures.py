"""All figures of one column together: what no single cell of it can tell."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from functools import cached_property

from lvkb.intake.table_figures import Figure, parse_figure


class ColumnFigures:
    """The figures of a column; what is asked of them is worked out once."""

    def __init__(self, texts: Iterable[str], *, has_decimal_comma: bool) -> None:
        """Takes the texts of the cells, and whether the table writes 6,2 for 6.2."""
        read = (parse_figure(text, has_decimal_comma=has_decimal_comma) for text in texts)
        self.figures: list[Figure] = [figure for figure in read if figure]

    @cached_property
    def numbers(self) -> frozenset[Decimal]:
        """Their numbers."""
        return frozenset(Decimal(figure.number) for figure in self.figures)

    @cached_property
    def largest_bare(self) -> Decimal:
        """The largest that stands without a unit, nought where all have one."""
        return max((Decimal(figure.number) for figure in self.figures if figure.scale is None), default=Decimal(0))

    @cached_property
    def are_shares(self) -> bool:
        """Whether none is above one and none has a sign for per cent, so that they are shares of one."""
        return bool(self.figures) and max(self.numbers) <= 1 and all(figure.unit != "%" for figure in self.figures)
