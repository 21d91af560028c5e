"""Where the labels of a chart's points stand: near their points, and never over each other."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Literal, NamedTuple

Anchor = Literal["start", "middle", "end"]

LETTER = 6.8
"""Width that a letter of a label takes on average, in units of the drawing."""

LINE = 11.0
"""Height of a label."""


class Spot(NamedTuple):
    """A point that wants a label.

    Attributes:
        x: Its place from the left.
        y: Its place from the top.
        text: Its label.
    """

    x: float
    y: float
    text: str


class Label(NamedTuple):
    """A label: where its line begins, is centred or ends, and its text."""

    x: float
    y: float
    anchor: Anchor
    text: str


class _Box(NamedTuple):
    left: float
    top: float
    right: float
    bottom: float

    def meets(self, other: _Box) -> bool:
        """Tells whether two boxes overlap."""
        across = self.left < other.right and other.left < self.right
        return across and self.top < other.bottom and other.top < self.bottom


_SIDES: tuple[tuple[float, float, Anchor], ...] = (
    (-5, -7, "end"),
    (0, -10, "middle"),
    (9, 4, "start"),
    (-9, 4, "end"),
    (5, 15, "start"),
    (5, -7, "start"),
    (0, 18, "middle"),
    (-5, 15, "end"),
)
"""Where a label may stand from its point, the best first: above on the left, where a front leaves room."""

_POINT = 5.0
"""Room that a point takes to each side."""


def place_labels(spots: Sequence[Spot], width: int, height: int) -> dict[Spot, Label]:
    """Gives labels of points inside a drawing; a point without a free place nearby has none.

    Args:
        spots: The points, the most important first.
        width: Width of the drawing.
        height: Height of the drawing.
    """
    points = {spot: _around(spot) for spot in spots}
    placed: dict[Spot, Label] = {}
    boxes: list[_Box] = []
    for spot in points:
        others = [*boxes, *(box for point, box in points.items() if point != spot)]
        label = next((item for item in _tries(spot) if _is_free(_box(item), others, width, height)), None)
        if label:
            placed[spot] = label
            boxes.append(_box(label))
    return placed


def _around(spot: Spot) -> _Box:
    return _Box(spot.x - _POINT, spot.y - _POINT, spot.x + _POINT, spot.y + _POINT)


def _tries(spot: Spot) -> Iterable[Label]:
    return (Label(round(spot.x + dx, 1), round(spot.y + dy, 1), anchor, spot.text) for dx, dy, anchor in _SIDES)


def _box(label: Label) -> _Box:
    width = len(label.text) * LETTER
    left = {"start": label.x, "middle": label.x - width / 2, "end": label.x - width}[label.anchor]
    return _Box(left, label.y - LINE + 2, left + width, label.y + 2)


def _is_free(box: _Box, others: Iterable[_Box], width: int, height: int) -> bool:
    is_inside = box.left >= 0 and box.right <= width and box.top >= 0 and box.bottom <= height
    return is_inside and not any(box.meets(other) for other in others)
