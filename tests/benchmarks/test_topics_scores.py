"""The scores that topic finders are compared by."""

import numpy as np
import pytest

from analytics.arrays import Integers, Vectors
from analytics.cluster import NOISE
from tests.benchmarks.topics_scores import (
    ABSENT,
    alone,
    fill,
    matched,
    nearest_class,
    neighbour_purity,
    score,
    stability,
)


def _labels(*values: int) -> Integers:
    """Return labels as an array."""
    return np.array(values, dtype=np.int64)


def _angles(*degrees: float) -> Vectors:
    """Return unit vectors of two dimensions."""
    radians = np.deg2rad(degrees)
    return np.stack([np.cos(radians), np.sin(radians)], axis=1).astype(np.float32)


def test_left_out_rows_cost_over_all_rows_and_nothing_over_the_covered() -> None:
    """What is grouped is right, half is left out: perfect where covered, worse over all, and no topic more."""
    found = score(_labels(0, 0, 0, 0, 1, 1, 1, 1), _labels(5, 5, NOISE, NOISE, 7, 7, NOISE, NOISE))
    assert (found.topics, found.coverage) == (2, 0.5)
    assert found.covered is not None
    assert found.all_rows is not None
    assert found.covered.ari == found.covered.ami == 1
    assert 0 < found.all_rows.ari < 0.5


def test_left_out_rows_are_no_giant_topic() -> None:
    """Leaving out all of one class must not count as having found it."""
    truth = _labels(0, 0, 0, 1, 1, 1)
    found = score(truth, _labels(0, 0, 0, NOISE, NOISE, NOISE))
    assert found.all_rows is not None
    assert found.all_rows.ari < 1
    assert len(set(alone(_labels(0, NOISE, NOISE, 2)).tolist())) == 4


def test_nothing_covered_has_no_score_over_covered_rows() -> None:
    """All rows left out: no topics, chance over all rows, no score over none."""
    found = score(_labels(0, 0, 1, 1), _labels(NOISE, NOISE, NOISE, NOISE))
    assert (found.topics, found.coverage, found.covered) == (0, 0, None)
    assert found.all_rows is not None
    assert found.all_rows.ari == 0


def test_filling_takes_the_nearest_rows_first_and_stops_at_the_coverage() -> None:
    """Of three left-out rows the two nearest to a centre are placed, each in the nearer topic."""
    vectors = _angles(0, 2, 90, 92, 45, 10, 80)
    labels = _labels(3, 3, 8, 8, NOISE, NOISE, NOISE)
    assert fill(vectors, labels, 6 / 7).tolist() == [3, 3, 8, 8, NOISE, 3, 8]
    assert fill(vectors, labels, 0.5).tolist() == labels.tolist()
    nothing = _labels(*[NOISE] * 7)
    assert fill(vectors, nothing, 0.9).tolist() == nothing.tolist()


def test_stability_is_over_common_rows_and_blind_to_names() -> None:
    """Renamed topics agree fully; rows that one run did not have do not count."""
    assert stability([_labels(0, 0, 1, 1, ABSENT), _labels(9, 9, 4, 4, 4)]) == 1
    assert stability([_labels(0, 0, 1, 1), _labels(0, 1, 0, 1)]) < 0.01


def test_topics_are_matched_by_their_common_rows_largest_first() -> None:
    """Topic 0 goes to 5 by three rows, so topic 1, which shares one row with 5, takes 6; topic 2 stays without."""
    one = _labels(0, 0, 0, 1, 1, 1, 2, NOISE)
    other = _labels(5, 5, 5, 5, 6, 6, NOISE, 6)
    common = np.ones(8, dtype=np.bool_)
    renamed = matched(one, other, common)
    assert renamed[:6].tolist() == [5, 5, 5, 6, 6, 6]
    assert renamed[6] not in {5, 6, NOISE}
    assert renamed[7] == NOISE


@pytest.mark.parametrize(("neighbours", "purity"), [(1, 1.0), (2, 0.5)])
def test_purity_counts_the_nearest_other_rows(neighbours: int, purity: float) -> None:
    """Two pairs of a class each: the nearest other row is always of the class, the second nearest never."""
    assert neighbour_purity(_angles(0, 1, 50, 51), _labels(0, 0, 1, 1), neighbours) == purity


def test_nearest_class_by_centre() -> None:
    """A row among another class's is given that class."""
    assert nearest_class(_angles(0, 1, 2, 90, 91, 3), _labels(4, 4, 4, 6, 6, 6)).tolist() == [4, 4, 4, 6, 6, 4]
