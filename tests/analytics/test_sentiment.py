"""Sentiment: anchors and words where there are no ratings, corrected by the ratings where they teach something."""

import numpy as np
import pytest

from analytics.arrays import Floats
from analytics.sentiment import LEAST_RATED, Encoded, Rated, learn_sentiments, load_anchors
from analytics.sentiment.anchors import fit_anchors
from analytics.sentiment.folds import grouped_folds
from analytics.sentiment.grams import fit_grams
from analytics.sentiment.kernel import LANDMARKS, fit_kernel, landmark_rows
from analytics.sentiment.lexicon import lexicon_scores
from analytics.sentiment.ratings import learn_ratings
from tests.analytics.opinions import pairs, plain_mentions, unit


def _taught(mentions: Encoded, rated: Rated, by_anchors: Floats) -> Floats:
    """Return what ratings teach of each mention: of the rated ones the held-out value, of others the corrected one."""
    lesson = learn_ratings(mentions, rated, by_anchors)
    assert lesson is not None
    values = lesson.correction.of(mentions, by_anchors)
    values[rated.rows] = lesson.held_out
    return values


def test_anchors_and_lexicon_files_are_sound() -> None:
    """Every pair has both sides, no phrase stands twice, no word is on both sides; all is in two languages."""
    anchors = load_anchors()
    assert len(set(anchors.texts)) == len(anchors.texts) == len(anchors.polarity) == len(anchors.subjects)
    assert anchors.polarity.sum() == 0
    for subject in np.unique(anchors.subjects):
        assert sorted(anchors.polarity[anchors.subjects == subject]) in ([-1, 1], [0])
    assert {"I love it.", "Sales fell.", "とても満足しています。", "利益は減少しました。"} <= set(anchors.texts)


@pytest.mark.parametrize(
    ("better", "worse"),
    [
        ("a good phone", "not a very good phone"),
        ("not bad", "bad"),
        ("Don’t like the colour", "terrible colour"),
        ("very good", "good"),
        ("good, fast and cheap", "good"),
        ("便利です", "便利ではありません"),
        ("不満はない", "不満です"),
        ("まだ十分ある", "まだ不十分だ"),
        ("必ず満足できます", "満足できず帰りました"),
        ("The app is fast, 便利です", "The app is fast"),
    ],
)
def test_words_tell_polarity_and_negation_turns_it(better: str, worse: str) -> None:
    """The lexicon puts the first of each pair above the second."""
    first, second = lexicon_scores([better, worse])
    assert first > second


def test_lexicon_stays_on_the_scale() -> None:
    """No words, no opinion; a flood of words ends at the scale's end."""
    scores = lexicon_scores(["", "on Monday", "月曜日", "very good " * 500, "最悪" * 50_000])
    assert scores[:3].tolist() == [0, 0, 0]
    assert 0.9 < scores[3] <= 1
    assert -1 <= scores[4] < -0.9


def test_anchors_tell_sides_apart() -> None:
    """What lies along the anchors' difference takes their polarity, what lies across it is near 0."""
    anchors, vectors = pairs()
    mentions = Encoded(
        ["x", "x", "x"], unit(np.array([[3.0, 1, 0, 0, 0, 0, 0, 0], [-3, 1, 0, 0, 0, 0, 0, 0], [0] * 7 + [1]]))
    )
    good, bad, neither = fit_anchors(anchors, vectors).of(mentions)
    assert good > 0.3
    assert bad < -0.3
    assert abs(neither) < 0.15


def test_words_speak_where_vectors_tell_nothing() -> None:
    """A model that puts every phrase in one place leaves the lexicon's opinion."""
    anchors, _ = pairs()
    same = np.ones((40, 8), dtype=np.float32)
    good, bad = fit_anchors(anchors, same).of(Encoded(["excellent", "awful"], same[:2]))
    assert good > 0.1
    assert bad < -0.1


def test_nothing_in_nothing_out() -> None:
    """No mention has no sentiment."""
    anchors, vectors = pairs()
    found = fit_anchors(anchors, vectors).of(Encoded([], np.zeros((0, 8), dtype=np.float32)))
    assert found.shape == (0,)


def test_ratings_are_learned_and_calibrated() -> None:
    """Texts never seen get the rating to be expected of them, and the figures held out say so."""
    mentions, ratings = plain_mentions(900)
    noisy = np.clip(ratings + np.random.default_rng(2).normal(scale=0.1, size=900), 0, 1)
    lesson = learn_ratings(mentions, Rated(np.arange(400), noisy[:400]), np.zeros(900))
    assert lesson is not None
    assert lesson.spearman > 0.8
    assert 0.9 < lesson.slope < 1.1
    unseen, truth = lesson.correction.of(mentions, np.zeros(900))[400:], 2 * ratings[400:] - 1
    assert np.corrcoef(unseen, truth)[0, 1] > 0.95
    assert 0.9 < np.polyfit(unseen, truth, 1)[0] < 1.1
    assert abs(unseen.mean() - truth.mean()) < 0.03


def test_same_input_same_values() -> None:
    """Nothing depends on chance."""
    mentions, ratings = plain_mentions(300)
    first, second = (_taught(mentions, Rated(np.arange(200), ratings[:200]), np.zeros(300)) for _ in range(2))
    assert np.array_equal(first, second)


def test_too_few_ratings_teach_nothing() -> None:
    """Fewer than LEAST_RATED teach nothing reliable, as many do."""
    mentions, ratings = plain_mentions(LEAST_RATED)
    rows, prior = np.arange(LEAST_RATED), np.zeros(LEAST_RATED)
    assert learn_ratings(mentions, Rated(rows[1:], ratings[1:]), prior) is None
    assert learn_ratings(mentions, Rated(rows, ratings), prior) is not None


@pytest.mark.parametrize("wrong", [np.nan, -0.1, 5.0])
def test_ratings_off_the_scale_are_refused(wrong: float) -> None:
    """A rating is a share from 0 to 1."""
    with pytest.raises(ValueError, match="0 to 1"):
        Rated(np.arange(1), np.array([wrong]))


def test_equal_or_random_ratings_teach_nothing() -> None:
    """Only five stars, or stars by dice: what the anchors say stands."""
    mentions, _ = plain_mentions(400)
    by_anchors = np.linspace(-1, 1, 400)
    for ratings in (np.ones(400), np.random.default_rng(5).integers(0, 5, 400) / 4):
        assert learn_ratings(mentions, Rated(np.arange(400), ratings), by_anchors) is None


def test_one_bad_rating_among_good_ones_gives_numbers() -> None:
    """With next to nothing to learn from every value is still a number on the scale."""
    mentions, _ = plain_mentions(300)
    ratings = np.ones(300)
    ratings[7] = 0
    values = learn_sentiments(mentions, *pairs(), Rated(np.arange(300), ratings)).sentiments.values
    assert np.all(np.abs(values) <= 1)


def test_sides_that_part_without_overlap_give_numbers() -> None:
    """Ratings that the anchors foretell exactly do not send the weights to infinity."""
    mentions, _ = plain_mentions(300)
    by_anchors = np.random.default_rng(3).choice([-0.5, 0.5], 300)
    values = _taught(mentions, Rated(np.arange(300), by_anchors + 0.5), by_anchors)
    assert np.array_equal(np.sign(values), np.sign(by_anchors))
    assert np.all(np.abs(values) <= 1)


def test_texts_unlike_the_rated_ones_keep_the_anchors_order() -> None:
    """Ratings of one language only: in a far corner of the space the anchors still decide."""
    vectors = np.zeros((500, 16))
    vectors[:400, :8] = np.random.default_rng(0).normal(size=(400, 8))
    vectors[400:, 8:] = np.random.default_rng(1).normal(size=(100, 8))
    truth = np.sign(vectors[:400, 0])
    by_anchors = np.clip(np.concatenate([0.3 * truth, np.linspace(-1, 1, 100)]), -1, 1)
    by_anchors[:400] += np.random.default_rng(2).normal(scale=0.3, size=400)
    rated = Rated(np.arange(400), (truth + 1) / 2)
    far = _taught(Encoded(["x"] * 500, unit(vectors)), rated, by_anchors)[400:]
    assert np.corrcoef(far, by_anchors[400:])[0, 1] > 0.9
    assert far[0] < -0.3 < 0.3 < far[-1]


def test_vectors_that_are_no_numbers_mean_nothing() -> None:
    """A vector of NaN or infinity gets a number all the same, rated or not."""
    mentions, ratings = plain_mentions(400)
    mentions.vectors[[3, 350]] = np.nan
    mentions.vectors[[4, 351], 2] = np.inf
    by_anchors = fit_anchors(*pairs()).of(mentions)
    assert np.all(np.abs(by_anchors) <= 1)
    assert np.all(np.abs(_taught(mentions, Rated(np.arange(300), ratings[:300]), by_anchors)) <= 1)


def test_a_review_s_mentions_do_not_vouch_for_one_another() -> None:
    """Ratings by dice, but each review's mentions in one place: held out by review, nothing is found."""
    random = np.random.default_rng(4)
    reviews = np.repeat(np.arange(40), 10)
    vectors = unit(random.normal(size=(40, 8))[reviews] + random.normal(scale=0.01, size=(400, 8)))
    ratings = random.random(40)[reviews]
    mentions = Encoded(["x"] * 400, vectors)
    fooled = learn_ratings(mentions, Rated(np.arange(400), ratings), np.zeros(400))
    assert fooled is not None
    assert fooled.spearman > 0.9
    assert learn_ratings(mentions, Rated(np.arange(400), ratings, reviews), np.zeros(400)) is None


def test_folds_keep_groups_together_and_cover_all() -> None:
    """Each group is in one fold, and the folds are of like size."""
    groups = np.repeat(np.arange(50), 3)
    folds = grouped_folds(groups)
    assert all(len(set(folds[groups == group])) == 1 for group in range(50))
    assert np.bincount(folds).tolist() == [30] * 5


def test_landmarks_stand_for_many_texts() -> None:
    """With more texts than landmarks a smooth target is still found, held out too."""
    count = LANDMARKS + 500
    vectors = unit(np.random.default_rng(0).normal(size=(count, 4)))
    target = vectors[:, 0].astype(np.float64)
    fit, held_out = fit_kernel(vectors, target, grouped_folds(np.arange(count)), (0.3, 1.0))
    assert np.corrcoef(held_out, target)[0, 1] > 0.99
    assert np.array_equal(fit.landmarks, vectors[landmark_rows(count)])
    assert len(fit.landmarks) == LANDMARKS
    assert fit.predict(vectors[:0]).shape == (0,)


def test_grams_learn_words_and_characters() -> None:
    """Words of spaced text and runs of characters of Japanese carry what vectors miss; unknown grams say nothing."""
    texts = ["the zorp is fine", "the blick is fine", "配送の梱について", "配送の箱について"] * 60
    target = np.tile([1.0, -1.0, 1.0, -1.0], 60)
    fit, held_out = fit_grams(texts, target, grouped_folds(np.arange(240)), (1.0,))
    assert np.all(held_out * target > 0.5)
    zorp, blick, crate, unknown, empty = fit.predict(["a zorp", "a blick", "梱の梱につ", "qqq ωωω", ""])
    assert zorp > 0.1 > -0.1 > blick
    assert crate > 0.1
    assert unknown == empty == 0


def test_texts_and_vectors_must_match() -> None:
    """One vector a text."""
    with pytest.raises(ValueError, match="vectors"):
        Encoded(["a"], np.zeros((2, 4), dtype=np.float32))
