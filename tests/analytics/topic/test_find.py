"""Topics: planted groups are found, structureless data give none, odd vectors are no fault."""

import numpy as np
import pytest
from scipy.sparse import csr_array
from sklearn.metrics import adjusted_rand_score

from analytics.arrays import Vectors
from analytics.cluster import NOISE
from analytics.reduce import neighbour_graph
from analytics.topic import ASSIGNED, CORE, ONE_OFF, Opinions, TopicModel, TopicOptions, find_topics
from analytics.topic.neighbours import nearest
from analytics.topic.scale import best_place, choose_scale
from tests.analytics.topic.bundles import bundles, noise, plain


@pytest.mark.parametrize("n", [0, 1, 2, 3, 6, 19])
def test_fault_83_too_few_texts_give_no_topic(n: int) -> None:
    """A handful of texts is a documented result, not an error."""
    fit = find_topics(plain(bundles(1, n, 0.1)[0]), TopicOptions())
    assert fit.count == 0
    assert fit.placement == (ONE_OFF,) * n
    assert fit.plane.shape == (n, 2)


def test_fault_83_twenty_texts_are_enough_to_look() -> None:
    """From twenty on the finder runs; two plain groups of ten are two topics."""
    vectors, truth = bundles(2, 10, 0.03)
    fit = find_topics(plain(vectors), TopicOptions(left_out=0))
    assert adjusted_rand_score(truth, fit.labels) == pytest.approx(1)


def test_bundles_are_found_whatever_the_seed_and_order() -> None:
    """Twelve planted groups come back as twelve topics; shuffled, jittered and with another seed they are the same."""
    vectors, truth = bundles(12, 40, 0.06)
    found = find_topics(plain(vectors), TopicOptions())
    order = np.random.default_rng(5).permutation(480)
    moved = vectors[order] + np.random.default_rng(6).normal(scale=1e-6, size=vectors.shape).astype(np.float32)
    again = find_topics(plain(moved), TopicOptions(seed=9))
    assert found.count == 12
    placed = found.labels != NOISE
    assert adjusted_rand_score(truth[placed], found.labels[placed]) == pytest.approx(1)
    both = placed[order] & (again.labels != NOISE)
    assert adjusted_rand_score(found.labels[order][both], again.labels[both]) > 0.95
    assert found.stability.min() > 0.8


def test_the_share_left_out_follows_the_wish() -> None:
    """Five per cent are left without a topic where that is asked for, none where none is."""
    vectors, _ = bundles(6, 50, 0.12)
    left = {
        share: (find_topics(plain(vectors), TopicOptions(left_out=share)).labels == NOISE).mean()
        for share in (0.0, 0.05, 0.2)
    }
    assert left[0.0] == 0
    assert left[0.05] == pytest.approx(0.05, abs=0.02)
    assert left[0.2] == pytest.approx(0.2, abs=0.03)


@pytest.mark.parametrize("n", [40, 300])
def test_fault_84_no_structure_gives_no_topics(n: int) -> None:
    """Random vectors are told from topics by random vectors of the same spectrum."""
    fit = find_topics(plain(noise(n)), TopicOptions())
    assert fit.count == 0
    assert set(fit.placement) == {ONE_OFF}
    assert fit.scale.resolution is None


def test_fault_81_odd_vectors_are_one_offs_and_disturb_nobody() -> None:
    """Vectors with NaN, infinity or nothing but zeros are left out; the others have their topics."""
    vectors, truth = bundles(3, 30, 0.05)
    vectors[4, 0], vectors[40, 1] = np.nan, np.inf
    vectors[70] = 0
    fit = find_topics(plain(vectors), TopicOptions(left_out=0))
    assert [fit.placement[row] for row in (4, 40, 70)] == [ONE_OFF] * 3
    usable = np.setdiff1d(np.arange(90), [4, 40, 70])
    assert adjusted_rand_score(truth[usable], fit.labels[usable]) == pytest.approx(1)
    assert np.isfinite(fit.plane).all()


def test_fault_85_one_giant_group_is_reported_as_such() -> None:
    """A single dense bundle is no several topics."""
    vectors, _ = bundles(1, 200, 0.05)
    assert find_topics(plain(vectors), TopicOptions()).count <= 1


def test_coarser_and_finer_halve_and_double_the_resolution() -> None:
    """A person's wish moves the scale that the data suggest, and nothing else."""
    points, _ = bundles(6, 40, 0.1)

    def graph_of(vectors: Vectors) -> csr_array:
        found = nearest(vectors, 15)
        return neighbour_graph(found.rows, found.cosines)

    scales = {
        wish: choose_scale(points, graph_of(points), graph_of, detail=wish, seed=0).resolution
        for wish in ("coarser", "normal", "finer")
    }
    assert scales["normal"] is not None
    assert scales["coarser"] == scales["normal"] / 2
    assert scales["finer"] == scales["normal"] * 2


def test_new_texts_are_placed_alike_alone_in_a_batch_and_after_a_restart() -> None:
    """A mention's place hangs on nothing but itself and the fit; one that is like no other is left out."""
    vectors, _ = bundles(5, 60, 0.08)
    fit = find_topics(plain(vectors), TopicOptions())
    new, asked = bundles(5, 8, 0.08, seed=3)
    together = fit.model.place(plain(new))
    alone = [fit.model.place(plain(new[row : row + 1])) for row in range(40)]
    kept = TopicModel.from_arrays(fit.model.arrays()).place(plain(new))
    assert together.labels.tolist() == [int(one.labels[0]) for one in alone] == kept.labels.tolist()
    assert together.strength.tolist() == [float(one.strength[0]) for one in alone] == kept.strength.tolist()
    inside = together.labels != NOISE
    assert inside.mean() > 0.8
    assert adjusted_rand_score(asked[inside], together.labels[inside]) == pytest.approx(1)
    stray = noise(1, seed=11)
    assert fit.model.place(plain(stray)).labels.tolist() == [NOISE]
    assert fit.model.place(plain(np.full((1, 32), np.nan, dtype=np.float32))).labels.tolist() == [NOISE]


def test_mentions_beyond_the_fit_are_placed_by_it(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where there are more mentions than a fit looks at, the others go where the fit's rule puts them."""
    monkeypatch.setattr("analytics.topic.find.FIT_MOST", 200)
    vectors, truth = bundles(4, 100, 0.06)
    fit = find_topics(plain(vectors), TopicOptions())
    inside = fit.labels != NOISE
    assert inside.mean() > 0.85
    assert adjusted_rand_score(truth[inside], fit.labels[inside]) == pytest.approx(1)
    assert {CORE, ASSIGNED} <= set(fit.placement)
    assert len(fit.plane) == 400


def test_feeling_parts_what_meaning_does_not() -> None:
    """Late and fast delivery lie side by side; with their feeling they are two topics, without it one."""
    vectors, truth = bundles(4, 60, 0.05)
    feelings = np.where(np.arange(240) % 2, 0.8, -0.8)
    with_feeling = find_topics(Opinions(vectors, ["en"] * 240, feelings), TopicOptions(left_out=0))
    without = find_topics(plain(vectors), TopicOptions(left_out=0))
    assert adjusted_rand_score(truth, without.labels) == pytest.approx(1)
    assert adjusted_rand_score(2 * truth + (feelings > 0), with_feeling.labels) == pytest.approx(1)


@pytest.mark.parametrize(
    ("gaps", "before", "taken"),
    [
        ([0.10, 0.18, 0.20, 0.19], None, 2),
        ([0.10, 0.195, 0.20, 0.19], None, 1),
        ([0.10, 0.185, 0.20, 0.19], 1, 1),
        ([0.10, 0.175, 0.20, 0.19], 1, 2),
        ([0.10, 0.175, 0.20, 0.19], 3, 3),
        ([-0.30, -0.20, -0.25, -0.40], None, 1),
        ([-0.30, -0.20, -0.25, -0.40], 2, 1),
    ],
)
def test_a_scale_that_stands_is_left_for_a_clearly_better_one_only(
    gaps: list[float], before: int | None, taken: int
) -> None:
    """Without one that stands the coarsest of the best is taken; one that stands may be twice as far from the best."""
    assert best_place(np.array(gaps), before) == taken
