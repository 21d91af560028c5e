"""The taxonomy as a picture: where each node stands, how long its bar is, and which lines join it to what is below."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from lvkb.views.sections import Section

WIDTH = 900
"""Width of the drawing, in its own units."""

_COLUMNS = (0, 290, 610)
_ROW = 26
_BAR = 190
_LABEL = 245
"""Room that a label takes before lines start."""

_SPACE = 18
"""Above each family but the first."""


class PictureNode(NamedTuple):
    """A node of the picture: its place from left and top, and the length of the bar that stands for its papers."""

    x: int
    y: float
    bar: float
    depth: int
    family: str
    section: Section


class Line(NamedTuple):
    """A line from a node to one below it."""

    x1: int
    y1: float
    x2: int
    y2: float


class TreePicture(NamedTuple):
    """A picture of the tree.

    Attributes:
        height: Height of the drawing, in its own units.
        nodes: All nodes, in the order of the tree.
        lines: The lines between them.
    """

    height: float
    nodes: tuple[PictureNode, ...]
    lines: tuple[Line, ...]


def tree_picture(families: Iterable[Section]) -> TreePicture:
    """Gives the picture of a tree.

    Args:
        families: The families with all that is below them.
    """
    families = tuple(families)
    drawing = _Drawing(max((family.total for family in families), default=0))
    for number, family in enumerate(families):
        drawing.y += _SPACE if number else 0
        drawing.draw(family, family.node.path, 0)
    return TreePicture(drawing.y, tuple(drawing.nodes), tuple(drawing.lines))


class _Drawing:
    """Puts leaves below each other, and every other node half way between its first and last child."""

    def __init__(self, most: int) -> None:
        self._most = most
        self.y: float = 0
        self.nodes: list[PictureNode] = []
        self.lines: list[Line] = []

    def draw(self, section: Section, family: str, depth: int) -> float:
        """Draws a node with all below it, and gives its place from the top."""
        place = len(self.nodes)
        below = [self.draw(child, family, depth + 1) for child in section.sections]
        if below:
            y = (below[0] + below[-1]) / 2
        else:
            y = self.y + _ROW / 2
            self.y += _ROW
        x = _COLUMNS[min(depth, len(_COLUMNS) - 1)]
        bar = round(_BAR * section.total / self._most, 1) if self._most else 0
        self.nodes.insert(place, PictureNode(x, y, bar, depth, family, section))
        next_x = _COLUMNS[min(depth + 1, len(_COLUMNS) - 1)]
        self.lines += [Line(x + _LABEL, y, next_x - 10, child) for child in below]
        return y
