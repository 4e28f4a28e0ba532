"""The parts of the finder: space, neighbours, communities, scale, themes, votes, stability, languages."""

import numpy as np
import pytest
from scipy.sparse import csr_array
from sklearn.metrics import adjusted_rand_score

from analytics.arrays import Vectors
from analytics.cluster import NOISE
from analytics.reduce import neighbour_graph
from analytics.topic.communities import by_size, communities, leiden
from analytics.topic.language import languages_apart
from analytics.topic.neighbours import Neighbours, nearest, nearest_in
from analytics.topic.place import hold, vote
from analytics.topic.scale import silhouette
from analytics.topic.space import LANGUAGE_LEAST, Opinions, fit_space
from analytics.topic.stability import best_overlaps
from analytics.topic.themes import find_themes
from tests.analytics.topic.bundles import bundles, noise, scaled


def _graph(points: Vectors) -> csr_array:
    """Return UMAP's graph over ten neighbours."""
    found = nearest(points, 10)
    return neighbour_graph(found.rows, found.cosines)


def test_neighbours_are_exact_and_ties_go_to_the_smaller_row() -> None:
    """The k nearest are those of a full comparison; equal rows come in order."""
    points = noise(60)
    points[7] = points[3]
    found = nearest(points, 5)
    full = np.round(points @ points.T, 5)
    np.fill_diagonal(full, -2)
    assert found.cosines.tolist() == pytest.approx(np.sort(full, axis=1)[:, :-6:-1])
    assert not (found.rows == np.arange(60)[:, None]).any()
    assert found.rows[3, 0] == 7
    asked = nearest_in(points, points[3:4], 3)
    assert asked.rows[0, :2].tolist() == [3, 7]


def test_neighbours_within_a_part_are_those_known_already() -> None:
    """Taking rows away leaves the other neighbours in their order, renumbered; none left means oneself."""
    known = Neighbours(np.array([[1, 2], [0, 2], [1, 0], [1, 2]]), np.array([[0.9, 0.8]] * 4))
    part = known.among(np.array([0, 2, 3]), 2)
    assert part.rows.tolist() == [[1, 1], [0, 0], [1, 1]]
    alone = known.among(np.array([0, 3]), 1)
    assert alone.rows.tolist() == [[0], [1]]


def test_languages_are_moved_together() -> None:
    """Two languages that differ by a constant come to lie on one another; a rare one keeps the common mean."""
    base = bundles(4, LANGUAGE_LEAST // 2, 0.05)[0]
    shift = np.zeros(base.shape[1])
    shift[-1] = 0.8
    both = scaled(np.concatenate([base, base + shift]).astype(np.float64))
    languages = ["en"] * len(base) + ["ja"] * len(base)
    opinions = Opinions(both, languages, np.zeros(len(both)))
    points = fit_space(opinions).points(opinions)
    own = np.einsum("ij,ij->i", points[: len(base)], points[len(base) :])
    assert own.mean() > 0.9
    assert own.mean() > np.einsum("ij,ij->i", both[: len(base)], both[len(base) :]).mean()
    rare = Opinions(both, ["en"] * (len(both) - 1) + ["fr"], np.zeros(len(both)))
    assert set(fit_space(rare).language_means) == {"en"}


def test_communities_hold_over_seeds_where_single_runs_differ() -> None:
    """On blurred groups two seeds of the consensus agree better than two single runs."""
    graph = _graph(bundles(10, 40, 0.28)[0])
    single = adjusted_rand_score(leiden(graph, 2.0, 1), leiden(graph, 2.0, 2))
    agreed = adjusted_rand_score(communities(graph, 2.0, seed=1), communities(graph, 2.0, seed=2))
    assert agreed > single
    assert agreed > 0.9


def test_a_node_without_edges_is_a_community_of_its_own() -> None:
    """Leiden names no community for it; it is counted all the same."""
    graph = csr_array(np.array([[0, 1, 0], [1, 0, 0], [0, 0, 0]], dtype=np.float64))
    assert sorted(np.bincount(leiden(graph, 1.0, 0)).tolist()) == [1, 2]


def test_groups_are_numbered_by_size() -> None:
    """The largest is 0, equals in the order of their first member."""
    assert by_size(np.array([5, 7, 7, 2, 2, 7])).tolist() == [2, 0, 0, 1, 1, 0]


def test_silhouette_is_high_for_what_is_apart() -> None:
    """Tight bundles near 1, random labels not above 0, one group 0."""
    vectors, truth = bundles(4, 20, 0.03)
    assert silhouette(vectors, truth) > 0.9
    assert silhouette(vectors, np.random.default_rng(0).permutation(truth)) < 0.1
    assert silhouette(vectors, np.zeros(80, dtype=np.int64)) == 0


def test_themes_join_whole_topics_that_belong_together() -> None:
    """Eight topics in four families come under four themes, two in each."""
    random = np.random.default_rng(0)
    family, topic = np.repeat(np.arange(4), 80), np.repeat(np.arange(8), 40)
    axes = np.eye(32)
    points = scaled(axes[family] + 0.5 * axes[8 + topic] + 0.12 * random.normal(size=(320, 32)))
    themes = find_themes(points, _graph(points), topic)
    assert [themes[2 * number] == themes[2 * number + 1] for number in range(4)] == [True] * 4
    assert len(set(themes.tolist())) == 4


def test_few_topics_need_no_themes() -> None:
    """Below six topics all stand under one, which nobody publishes."""
    vectors, truth = bundles(3, 20, 0.05)
    assert find_themes(vectors, _graph(vectors), truth).tolist() == [0, 0, 0]


def test_the_nearest_vote_and_those_without_a_topic_abstain() -> None:
    """Strength is the winners' summed cosine over all voters."""
    neighbours = Neighbours(np.array([[0, 1, 2, 3]]), np.array([[0.9, 0.7, 0.8, 0.5]]))
    labels = np.array([1, 0, 1, NOISE])
    won, strength = vote(neighbours, labels)
    assert won.tolist() == [1]
    assert strength.tolist() == pytest.approx([(0.9 + 0.8) / 4])
    nobody, nothing = vote(neighbours, np.full(4, NOISE))
    assert nobody.tolist() == [NOISE]
    assert nothing.tolist() == [0]


def test_hold_is_that_of_the_own_topic() -> None:
    """A mention outvoted by its neighbours has little hold, one without a topic none."""
    neighbours = Neighbours(np.array([[1, 2], [0, 2], [0, 1]]), np.array([[0.8, 0.4], [0.8, 0.6], [0.4, 0.6]]))
    assert hold(neighbours, np.array([0, 0, 1])).tolist() == pytest.approx([0.4, 0.4, 0])
    assert hold(neighbours, np.array([0, 0, NOISE]))[2] == 0


def test_a_topic_found_in_two_halves_is_half_stable() -> None:
    """Overlap is Jaccard's with the best of the other partition."""
    labels = np.array([0, 0, 0, 0, 1, 1])
    again = np.array([0, 0, 1, 1, 2, 2])
    assert best_overlaps(labels, again, 2).tolist() == [0.5, 1.0]


def test_two_topics_of_one_meaning_in_two_languages_are_told() -> None:
    """Mutually nearest topics of one language each are marked; a topic that both speak is not."""
    axes = np.eye(32)
    points = scaled(np.concatenate([axes[[0] * 10], axes[[0] * 10] + 0.1 * axes[[1] * 10], axes[[5] * 10]]))
    labels = np.repeat([0, 1, 2], 10)
    languages = ["ja"] * 10 + ["en"] * 10 + ["ja", "en"] * 5
    assert languages_apart(points, labels, languages) == ("ja", "en", None)
    assert languages_apart(points, labels, ["ja"] * 30) == (None, None, None)
