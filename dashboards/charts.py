"""Geometry of the drawings: values in, SVG path data and places of labels out; no mark-up, no wording.

Plots are drawn in a box of 1000 x 100 units that the page stretches to any width; strokes keep their width.
Labels stand in percent of the box, so that they are never stretched.
"""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass

WIDTH, HEIGHT = 1000, 100
#: Part of the height kept free over the highest value, so that its stroke is not cut.
HEADROOM = 0.06
#: Labels on the time axis: three months fit below a chart a third of the page wide, and stand evenly.
TIME_LABELS = 3
#: Leading figures of a scale's top, each with a half that reads well.
NICE_TOPS = (1, 1.2, 1.6, 2, 2.4, 3.2, 4, 5, 6, 8, 10)


@dataclass(frozen=True)
class Point:
    """A period's value; `partial` where the data do not cover the whole period."""

    value: float | None
    partial: bool


@dataclass(frozen=True)
class Label:
    """A label on an axis: where (0 to 100 percent), how it hangs there, and what it says."""

    at: float
    anchor: str
    text: str


@dataclass(frozen=True)
class Line:
    """A series as path data: whole periods, those that are partial, the ground below, marked periods."""

    whole: str
    partial: str
    ground: str
    marks: str


@dataclass(frozen=True)
class Plot:
    """A line or bars over a time axis, with its scale."""

    line: Line | None
    bars: str
    partial_bars: str
    scale: tuple[Label, ...]
    times: tuple[Label, ...]


@dataclass(frozen=True)
class Balance:
    """A bar from the middle of a -1 to 1 scale: where it starts and how wide it is, in percent."""

    start: float
    width: float
    side: str


def balance(value: float | None) -> Balance | None:
    """Return the bar of a sentiment; None where there is none."""
    if value is None:
        return None
    reach = 50 * min(abs(value), 1)
    return Balance(_tenth(50 - reach if value < 0 else 50), _tenth(reach), "below" if value < 0 else "above")


def part(value: float | None, whole: float) -> float:
    """Return a value as percent of the largest, for a bar; 0 where either is missing."""
    return _tenth(100 * value / whole) if value and whole else 0


def spark(points: Sequence[Point], marks: Sequence[int] = ()) -> Line:
    """Return a small line without axes, scaled to its own highest value, and dots on the marked periods."""
    return _line(points, _highest(points), marks)


def share_plot(
    points: Sequence[Point], marks: Sequence[int], names: Sequence[str], word: Callable[[float], str]
) -> Plot:
    """Return a line of shares with its axes; `names` label the periods, `word` the scale."""
    top = nice_top(_highest(points))
    return Plot(_line(points, top, marks), "", "", _scale(top, word), time_labels(names))


def count_plot(points: Sequence[Point], names: Sequence[str], word: Callable[[float], str]) -> Plot:
    """Return bars of counts with their axes."""
    # A count has no half: an even top leaves a whole number in the middle of the scale.
    top = 2 * math.ceil(nice_top(_highest(points)) / 2 - 1e-9)
    whole = _bars(points, top, partial=False)
    return Plot(None, whole, _bars(points, top, partial=True), _scale(top, word), time_labels(names))


def nice_top(highest: float) -> float:
    """Return the lowest of NICE_TOPS times a power of ten that is not below `highest`."""
    if highest <= 0:
        return 1
    power = 10.0 ** math.floor(math.log10(highest))
    return next(top * power for top in NICE_TOPS if top * power >= highest * (1 - 1e-12))


def time_labels(names: Sequence[str]) -> tuple[Label, ...]:
    """Return up to TIME_LABELS labels, evenly spread, each under the middle of its period."""
    count = len(names)
    shown = min(count, TIME_LABELS)
    places = [round(i * (count - 1) / max(shown - 1, 1)) for i in range(shown)]
    return tuple(Label(_tenth(100 * (i + 0.5) / count), _anchor(i, count), names[i]) for i in places)


def _anchor(index: int, count: int) -> str:
    """Keep the first and last label inside the plot."""
    if count == 1:
        return "middle"
    return {0: "start", count - 1: "end"}.get(index, "middle")


def _scale(top: float, word: Callable[[float], str]) -> tuple[Label, ...]:
    """Label nothing, the half and the top of a scale."""
    return tuple(Label(_tenth(_y(value, top)), "end", word(value)) for value in (0, top / 2, top))


def _highest(points: Sequence[Point]) -> float:
    """Return the highest value of whole periods (of all where none is whole), 0 where there is none.

    A partial period holds few reviews and so the wildest shares; it must not press all others flat.
    """
    whole = [point.value for point in points if point.value is not None and not point.partial]
    return max(whole or [point.value for point in points if point.value is not None], default=0)


def _x(index: int, count: int) -> float:
    """Return the middle of a period's band."""
    return WIDTH * (index + 0.5) / count


def _y(value: float, top: float) -> float:
    """Return how far below the upper edge a value lies; the edge itself for one beyond the scale."""
    return HEIGHT * max(0, 1 - (1 - HEADROOM) * value / top) if top else HEIGHT


def _line(points: Sequence[Point], top: float, marks: Sequence[int]) -> Line:
    """Draw a series: a gap where a period has no value, partial ones apart, dots as strokes of no length."""
    at = {
        i: f"{_number(_x(i, len(points)))} {_number(_y(point.value, top))}"
        for i, point in enumerate(points)
        if point.value is not None
    }
    whole = [i for i in at if not points[i].partial]
    return Line(
        whole=_strokes(at, whole),
        partial=_partial_strokes(at, [i for i in at if points[i].partial]),
        ground="".join(_grounds(at, whole)),
        marks="".join(f"M{at[i]}h0" for i in marks if i in at),
    )


def _runs(indices: Sequence[int]) -> list[list[int]]:
    """Split rising indices where one is missing."""
    runs: list[list[int]] = []
    for i in indices:
        if runs and runs[-1][-1] == i - 1:
            runs[-1].append(i)
        else:
            runs.append([i])
    return runs


def _strokes(at: dict[int, str], indices: Sequence[int]) -> str:
    """Draw each unbroken run of periods; one that stands alone becomes a dot."""
    return "".join("M" + "L".join(at[i] for i in run) + ("h0" if len(run) == 1 else "") for run in _runs(indices))


def _partial_strokes(at: dict[int, str], indices: Sequence[int]) -> str:
    """Draw partial periods as a stroke from their whole neighbour, or a dot where there is none."""
    strokes = []
    for i in indices:
        joined = [at[j] for j in (i - 1, i, i + 1) if j in at]
        strokes.append("M" + "L".join(joined) + ("h0" if len(joined) == 1 else ""))
    return "".join(strokes)


def _grounds(at: dict[int, str], indices: Sequence[int]) -> list[str]:
    """Fill below each unbroken run of two or more periods."""
    return [
        f"M{at[run[0]].split()[0]} {HEIGHT}L" + "L".join(at[i] for i in run) + f"V{HEIGHT}Z"
        for run in _runs(indices)
        if len(run) > 1
    ]


def _bars(points: Sequence[Point], top: float, *, partial: bool) -> str:
    """Draw the bars of whole, or of partial, periods; a gap of a fifth of the band between them."""
    band = WIDTH / len(points) if points else WIDTH
    width = _number(band * 0.8)
    return "".join(
        f"M{_number(band * (i + 0.1))} {HEIGHT}V{_number(_y(point.value, top))}h{width}V{HEIGHT}Z"
        for i, point in enumerate(points)
        if point.value and point.partial is partial
    )


def _tenth(value: float) -> float:
    """Round a place to a tenth of a percent."""
    return round(value, 1)


def _number(value: float) -> str:
    """Write a coordinate as short as it can be."""
    return f"{value:.1f}".rstrip("0").rstrip(".")
