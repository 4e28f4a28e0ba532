"""Geometry of the drawings: scales, gaps, partial periods, and places that never leave the box."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboards.charts import (
    HEIGHT,
    WIDTH,
    Point,
    balance,
    count_plot,
    nice_top,
    part,
    share_plot,
    spark,
    time_labels,
)

POINTS = st.lists(st.builds(Point, st.none() | st.floats(0, 1e9, allow_subnormal=False), st.booleans()), max_size=40)


def whole(*values: float | None) -> list[Point]:
    """Return whole periods with these values."""
    return [Point(value, partial=False) for value in values]


def coordinates(path: str) -> list[tuple[float, float]]:
    """Return the points that a line's path names."""
    return [(float(x), float(y)) for x, y in re.findall(r"(-?[\d.]+) (-?[\d.]+)", path)]


@pytest.mark.parametrize(
    ("highest", "top"),
    [(0, 1), (0.084, 0.1), (0.1, 0.1), (0.021, 0.024), (1, 1), (3, 3.2), (47, 50), (101, 120), (0.33, 0.4)],
)
def test_a_scale_ends_at_a_round_number(highest: float, top: float) -> None:
    """The top of a scale is the next number that people would write on an axis."""
    assert nice_top(highest) == pytest.approx(top)


@given(POINTS, st.lists(st.integers(0, 39), max_size=3))
def test_lines_stay_in_their_box(points: list[Point], marks: list[int]) -> None:
    """Whatever the values, nothing is drawn outside, and every whole value is drawn."""
    line = spark(points, marks)
    drawn = coordinates(line.whole)
    assert all(0 <= x <= WIDTH and 0 <= y <= HEIGHT for x, y in drawn + coordinates(line.partial))
    assert len(drawn) == sum(point.value is not None and not point.partial for point in points)


@given(POINTS)
def test_bars_count_the_periods_that_have_any(points: list[Point]) -> None:
    """A bar stands for every period with a value above 0, partial ones apart."""
    plot = count_plot(points, [str(i) for i in range(len(points))], str)
    assert plot.bars.count("Z") == sum(bool(point.value) and not point.partial for point in points)
    assert plot.partial_bars.count("Z") == sum(bool(point.value) and point.partial for point in points)


def test_a_gap_parts_a_line() -> None:
    """A period without reviews has no share: the line stops and begins again; a lone period is a dot."""
    line = spark(whole(1, 2, None, 3))
    assert line.whole.count("M") == 2
    assert line.whole.endswith("h0")
    assert line.ground.count("Z") == 1


def test_the_last_partial_period_hangs_on_the_line() -> None:
    """A partial period is joined to its whole neighbour by a stroke of its own."""
    line = spark([*whole(1, 2), Point(1, partial=True)])
    assert len(coordinates(line.whole)) == 2
    assert coordinates(line.partial) == [
        coordinates(line.whole)[-1],
        (pytest.approx(833.3), pytest.approx(53)),
    ]


def test_a_partial_period_does_not_press_the_others_flat() -> None:
    """The scale follows whole periods; a wild partial one ends at the edge."""
    line = spark([Point(50, partial=True), *whole(1, 2)])
    assert coordinates(line.partial)[0][1] == 0
    assert min(y for _, y in coordinates(line.whole)) == pytest.approx(6)


def test_only_known_periods_are_marked() -> None:
    """A mark on a period without a value draws nothing."""
    assert coordinates(spark(whole(1, None), [0]).marks)[0][0] == 250
    assert spark(whole(1, None), [1]).marks == ""


def test_labels_are_even_and_inside() -> None:
    """The first, the middle and the last period are named; one alone stands in the middle."""
    labels = time_labels([str(i) for i in range(9)])
    assert [(label.text, label.anchor) for label in labels] == [("0", "start"), ("4", "middle"), ("8", "end")]
    assert [label.at for label in labels] == [5.6, 50.0, 94.4]
    assert [(label.at, label.anchor) for label in time_labels(["a"])] == [(50.0, "middle")]
    assert time_labels([]) == ()


def test_a_scale_names_nothing_the_half_and_the_top() -> None:
    """Three labels, the lowest at the bottom; counts have no half of one."""
    plot = share_plot(whole(0.03, 0.08), [], ["a", "b"], "{:g}".format)
    assert [label.text for label in plot.scale] == ["0", "0.04", "0.08"]
    assert [label.at for label in plot.scale] == [100, 53, 6]
    for highest, scale in ((1, ["0", "1", "2"]), (3, ["0", "2", "4"]), (47, ["0", "25", "50"])):
        assert [label.text for label in count_plot(whole(highest), ["a"], "{:g}".format).scale] == scale


def test_a_balance_leans_to_its_side() -> None:
    """Below nothing to the left, above to the right, never beyond the ends."""
    low, high = balance(-0.5), balance(3)
    assert low
    assert high
    assert (low.start, low.width, low.side) == (25, 25, "below")
    assert (high.start, high.width, high.side) == (50, 50, "above")
    assert balance(None) is None


@pytest.mark.parametrize(("value", "of", "percent"), [(1, 4, 25), (None, 4, 0), (1, 0, 0), (0.3333, 1, 33.3)])
def test_parts_of_a_whole(value: float | None, of: float, percent: float) -> None:
    """A bar's length is a percentage, 0 where there is nothing to compare."""
    assert part(value, of) == percent
