"""New topics among one-offs: what is dense and new is born, and nothing else."""

import numpy as np
import pytest

from analytics.arrays import Vectors
from analytics.cluster import NOISE
from analytics.topic import TopicFit, TopicModel, TopicOptions, find_topics
from analytics.topic.birth import new_topics
from tests.analytics.topic.bundles import bundles, noise, plain

#: Bundles 0 to 5 are what the fit saw; the others are subjects that it did not.
SEEN, SIZE, SPREAD = 6, 50, 0.08

#: A hold that members of such bundles have and strays do not.
LEAST_STRENGTH = 0.6


def _bundle(number: int, size: int, seed: int) -> Vectors:
    """Return unit vectors of one subject."""
    vectors, truth = bundles(number + 1, size, SPREAD, seed=seed)
    own: Vectors = vectors[truth == number]
    return own


@pytest.fixture(scope="module")
def fit() -> TopicFit:
    """Return a fit of six subjects, and of fifteen one-offs that are like nothing."""
    vectors = np.concatenate([bundles(SEEN, SIZE, SPREAD)[0], noise(15, seed=21)])
    fit = find_topics(plain(vectors), TopicOptions())
    assert fit.count == SEEN
    return fit


@pytest.fixture(scope="module")
def model(fit: TopicFit) -> TopicModel:
    """Return the model of that fit."""
    return fit.model


def _one_offs(model: TopicModel, vectors: Vectors) -> Vectors:
    """Return the points of those vectors that no topic has enough of a hold on."""
    left_out = model.place(plain(vectors)).labels == NOISE
    return model.space.points(plain(vectors[left_out]))


def test_a_dense_new_subject_among_one_offs_is_born(model: TopicModel) -> None:
    """Thirty texts of a subject that the fit never saw are one new topic; the strays beside them are in none."""
    new, strays = _one_offs(model, _bundle(9, 30, seed=5)), _one_offs(model, noise(20, seed=6))
    assert len(new) >= 25
    assert len(strays) >= 15
    born = new_topics(model, np.concatenate([new, strays]))
    assert born.count == 1
    assert (born.arrived[: len(new)] == 0).mean() > 0.9
    assert (born.arrived[len(new) :] == NOISE).mean() > 0.9
    inside = born.arrived == 0
    assert (born.arrived_strength[inside] >= model.least_strength).all()
    assert (born.arrived_strength[~inside] == 0).all()


def test_two_new_subjects_are_two_topics_the_larger_first(model: TopicModel) -> None:
    """What falls apart is two."""
    small, large = _one_offs(model, _bundle(8, 25, seed=5)), _one_offs(model, _bundle(9, 40, seed=6))
    born = new_topics(model, np.concatenate([small, large]))
    assert born.count == 2
    assert (born.arrived[: len(small)] == 1).mean() > 0.8
    assert (born.arrived[len(small) :] == 0).mean() > 0.8


def test_scattered_one_offs_make_no_topic(model: TopicModel) -> None:
    """A hundred strays have nothing in common, however many they are."""
    strays = _one_offs(model, noise(100, seed=8))
    assert len(strays) > 80
    born = new_topics(model, strays)
    assert born.count == 0
    assert (born.fitted == NOISE).all()
    assert (born.fitted_strength == 0).all()


def test_what_the_fit_left_out_is_not_born_by_itself() -> None:
    """Dense groups that the fit saw and did not take for topics wait until as many have come anew."""
    seen = find_topics(plain(bundles(SEEN, SIZE, SPREAD)[0]), TopicOptions(left_out=0)).model
    known = np.concatenate([_bundle(number, 30, seed=5) for number in (8, 9)])
    points = np.concatenate([seen.points, seen.space.points(plain(known))])
    labels = np.concatenate([seen.labels, np.full(60, NOISE)])
    model = TopicModel(seen.space, points, labels, LEAST_STRENGTH)
    few = np.concatenate([_bundle(number, 15, seed=6) for number in (8, 9)])
    assert new_topics(model, seen.space.points(plain(few))).count == 0
    many = np.concatenate([_bundle(number, 60, seed=6) for number in (8, 9)])
    born = new_topics(model, seen.space.points(plain(many)))
    assert born.count == 2
    assert (born.arrived != NOISE).mean() > 0.9
    assert (born.fitted[-60:] != NOISE).mean() > 0.9
    assert (born.fitted[:-60] == NOISE).all()


def test_nobody_arrived_nothing_is_born(model: TopicModel) -> None:
    """The fit's own one-offs alone are looked at by the next fit only."""
    born = new_topics(model, model.points[:0])
    assert (born.count, len(born.arrived)) == (0, 0)
    assert (born.fitted == NOISE).all()


def test_fewer_than_make_a_topic_are_none(model: TopicModel) -> None:
    """Copies of one thought by a handful of people wait for others."""
    few = _one_offs(model, _bundle(9, 30, seed=5))[:4]
    assert new_topics(model, few).count == 0
