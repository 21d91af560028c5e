"""Labels of a chart's points."""

from __future__ import annotations

from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from lvkb.views.label_places import LETTER, LINE, Label, Spot, place_labels


def box(label: Label) -> tuple[float, float, float, float]:
    """Gives left, top, right and bottom of a label."""
    width = len(label.text) * LETTER
    left = label.x - {"start": 0, "middle": width / 2, "end": width}[label.anchor]
    return left, label.y - LINE + 2, left + width, label.y + 2


def overlap(one: tuple[float, float, float, float], two: tuple[float, float, float, float]) -> bool:
    """Tells whether two boxes overlap."""
    return one[0] < two[2] and two[0] < one[2] and one[1] < two[3] and two[1] < one[3]


def test_a_lone_point_has_its_label_above_on_the_left() -> None:
    """The first place is the one where a front leaves room."""
    spot = Spot(200, 100, "A-S")
    assert place_labels([spot], 400, 300) == {spot: Label(195, 93, "end", "A-S")}


def test_at_the_edges_labels_turn_inside() -> None:
    """A label never leaves the drawing."""
    left, right = Spot(3, 100, "A-S"), Spot(398, 5, "B-S")
    assert place_labels([left, right], 400, 300) == {
        left: Label(12, 104, "start", "A-S"),
        right: Label(389, 9, "end", "B-S"),
    }


def test_the_most_important_point_comes_first() -> None:
    """Of points that lie on each other the first has the best place, and one without room has no label."""
    first, second = Spot(50, 50, "first"), Spot(51, 50, "second, far too long for this drawing")
    assert place_labels([first, second], 100, 100) == {first: Label(45, 43, "end", "first")}
    assert place_labels([first._replace(text="x" * 20)], 100, 100) == {}


def test_a_label_never_hides_a_point() -> None:
    """A label keeps off the other points, those too whose labels come later."""
    spot, other = Spot(200, 100, "A-S"), Spot(185, 90, "B-S")
    assert place_labels([spot, other], 400, 300)[spot] == Label(209, 104, "start", "A-S")


@given(
    st.lists(
        st.builds(
            Spot, st.floats(0, 300).map(round), st.floats(0, 200).map(round), st.text("abc", min_size=1, max_size=20)
        ),
        max_size=20,
    )
)
def test_labels_never_overlap(spots: list[Spot]) -> None:
    """Whatever the points, labels lie inside, off each other and off all other points."""
    placed = place_labels(spots, 300, 200)
    boxes = {spot: box(label) for spot, label in placed.items()}
    assert not any(overlap(one, two) for one, two in combinations(boxes.values(), 2))
    assert all(left >= 0 and top >= 0 and right <= 300 and bottom <= 200 for left, top, right, bottom in boxes.values())
    assert not any(
        left < other.x < right and top < other.y < bottom
        for spot, (left, top, right, bottom) in boxes.items()
        for other in spots
        if other != spot
    )
