"""Axes of charts."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lvkb.views.axes import Axis, Tick, linear_axis, log_axis


def test_places_on_a_linear_axis() -> None:
    """Equal steps are equally long; the axis reaches a twentieth of its values' span beyond them."""
    axis = linear_axis([Decimal(70), 75, 90.0], 220)
    assert axis == Axis(69, 91, 220)
    assert [axis.place(value) for value in (69, 70, Decimal("80.0"), 91)] == [0, 10, 110, 220]


def test_places_on_a_logarithmic_axis() -> None:
    """Equal factors are equally long."""
    axis = log_axis([Decimal("0.1"), 10], 220)
    assert (axis.length, axis.is_log, round(axis.low, 6), round(axis.high, 6)) == (220, True, -1.1, 1.1)
    assert [axis.place(value) for value in (Decimal("0.1"), 1, Decimal(10))] == [10, 110, 210]


def test_an_axis_of_one_value() -> None:
    """A single value stands in the middle of an axis that is long enough to be read."""
    assert linear_axis([80], 100) == Axis(79.5, 80.5, 100)
    axis = log_axis([10], 100)
    assert (round(axis.low, 6), round(axis.high, 6), axis.place(10)) == (0.85, 1.15, 50)


@pytest.mark.parametrize(
    ("axis", "most", "labels"),
    [
        (Axis(69, 91, 220), 5, "70 75 80 85 90"),
        (Axis(69, 91, 220), 4, "70 80 90"),
        (Axis(69, 91, 220), 2, "80"),
        (Axis(79.5, 80.5, 100), 5, "79.6 79.8 80 80.2 80.4"),
        (Axis(70, 90, 100), 5, "70 75 80 85 90"),
        (Axis(-1, 1, 100, is_log=True), 7, "0.1 0.2 0.5 1 2 5 10"),
        (Axis(-1, 1, 100, is_log=True), 6, "0.1 0.3 1 3 10"),
        (Axis(-1, 1, 100, is_log=True), 4, "0.1 1 10"),
        (Axis(-3, 3, 100, is_log=True), 5, "0.01 1 100"),
        (Axis(-0.9, 0.9, 100, is_log=True), 9, "0.2 0.5 1 2 5"),
    ],
)
def test_ticks(axis: Axis, most: int, labels: str) -> None:
    """Marks stand at round numbers, as close together as there is room for, the ends of the axis included."""
    assert " ".join(tick.label for tick in axis.ticks(most)) == labels


def test_ticks_have_places() -> None:
    """A mark lies where its number does."""
    assert Axis(69, 91, 220).ticks(3) == (Tick(10, "70"), Tick(110, "80"), Tick(210, "90"))


@given(
    st.lists(st.decimals(min_value="0.01", max_value=3000, places=3, allow_nan=False), min_size=1),
    st.integers(min_value=2, max_value=9),
    st.booleans(),
)
def test_every_axis(values: list[Decimal], most: int, is_log: bool) -> None:
    """All values lie inside, and there are marks, but no more than there is room for."""
    axis = (log_axis if is_log else linear_axis)(values, 300)
    assert all(0 < axis.place(value) < 300 for value in values)
    assert len(axis.ticks(most)) <= most
    assert all(0 <= tick.at <= 300 for tick in axis.ticks(most))
