"""The model of sentiment: what it says of a text is what the fit said, kept or not, alone or among others."""

from functools import cache

import numpy as np
import pytest

from analytics.arrays import Integers
from analytics.sentiment import LEAST_RATED, Encoded, Landmarks, Learned, Rated, SentimentModel, learn_sentiments
from tests.analytics.opinions import pairs, plain_mentions

#: Rated texts are the odd rows.
RATED = np.arange(1, 800, 2)

#: Words that the ratings of the texts below follow, beside the vectors; none is in the lexicon.
WORDS = ("zorp", "blick", "配送の梱", "配送の箱")


@cache
def _mentions() -> tuple[Encoded, Rated]:
    """Return 800 texts of which meaning and words both tell the rating, and ratings of half of them, not quite so."""
    mentions, by_meaning = plain_mentions(800)
    random = np.random.default_rng(1)
    words = random.integers(0, 4, 800)
    ratings = np.clip(0.7 * by_meaning + 0.3 * (words % 2) + random.normal(scale=0.1, size=800), 0, 1)
    texts = [f"the {WORDS[word]} {WORDS[word]} is {row}" for row, word in enumerate(words)]
    return Encoded(texts, mentions.vectors), Rated(RATED, ratings[RATED])


@cache
def _learned() -> Learned:
    """Return what is learned of these."""
    mentions, rated = _mentions()
    return learn_sentiments(mentions, *pairs(), rated)


def _kept(model: SentimentModel, rows: Integers | None = None) -> SentimentModel:
    """Return the model after it was taken apart into bytes, with the landmarks of `rows` only."""
    arrays = {
        name: np.frombuffer(array.tobytes(), dtype=array.dtype.str).reshape(array.shape)
        for name, array in model.arrays().items()
    }
    known = model.landmarks
    rows = np.arange(len(known.weights)) if rows is None else rows
    return SentimentModel.from_arrays(arrays, Landmarks(known.vectors[rows], known.weights[rows]))


def test_unrated_texts_have_the_model_s_value_rated_ones_have_not() -> None:
    """A text of a later day gets what the same text got in the fit; a rated one must not get its rating back."""
    mentions, rated = _mentions()
    learned = _learned()
    again = learned.model.of(mentions)
    unrated = np.setdiff1d(np.arange(800), RATED)
    assert learned.sentiments.method == "ratings"
    np.testing.assert_allclose(again[unrated], learned.sentiments.values[unrated], rtol=0, atol=1e-12)
    target = 2 * rated.ratings - 1
    held_out = np.abs(learned.sentiments.values[RATED] - target).mean()
    assert np.abs(again[RATED] - target).mean() < held_out


def test_a_kept_model_says_the_same() -> None:
    """Not a bit is lost in plain arrays."""
    mentions, _ = _mentions()
    model = _learned().model
    assert np.array_equal(_kept(model).of(mentions), model.of(mentions))


def test_arrays_are_plain_and_hold_no_customer_s_vector() -> None:
    """No objects; the only vectors are those of the anchors, and places that no text hit take no room."""
    arrays = _learned().model.arrays()
    assert not any(array.dtype.hasobject for array in arrays.values())
    assert {name for name, array in arrays.items() if array.ndim > 1} == {"anchors.vectors"}
    assert np.array_equal(arrays["anchors.vectors"], pairs()[1])
    assert sum(array.nbytes for name, array in arrays.items() if name.startswith("grams")) < 50_000


def test_a_text_s_value_does_not_hang_on_the_others() -> None:
    """One by one, in another order or all at once."""
    mentions, _ = _mentions()
    model = _learned().model
    together = model.of(mentions)
    alone = np.concatenate([model.of(mentions.at(np.array([row]))) for row in range(0, 800, 20)])
    turned = model.of(mentions.at(np.arange(800)[::-1]))
    np.testing.assert_allclose(alone, together[::20], rtol=0, atol=1e-12)
    np.testing.assert_allclose(turned[::-1], together, rtol=0, atol=1e-12)


def test_landmarks_are_rows_of_the_rated_texts(monkeypatch: pytest.MonkeyPatch) -> None:
    """So that they can be kept under their texts, and deleted with them; of many rated texts they are a choice."""
    mentions, rated = _mentions()
    learned = _learned()
    assert np.array_equal(learned.landmark_rows, RATED)
    assert np.array_equal(learned.model.landmarks.vectors, mentions.vectors[RATED])
    monkeypatch.setattr("analytics.sentiment.kernel.LANDMARKS", 100)
    learned = learn_sentiments(mentions, *pairs(), rated)
    assert len(set(learned.landmark_rows.tolist())) == 100
    assert set(learned.landmark_rows.tolist()) < set(RATED.tolist())
    assert np.array_equal(learned.model.landmarks.vectors, mentions.vectors[learned.landmark_rows])


def test_a_missing_landmark_counts_nothing() -> None:
    """Each landmark's part is its own: without some the rest stands, without all the words and the anchors do."""
    mentions, _ = _mentions()
    model = _learned().model
    assert model.correction is not None
    whole = model.correction.meaning.predict(mentions.vectors)
    parts = []
    for rows in (np.arange(7), np.arange(7, 400)):
        kept = _kept(model, rows).correction
        assert kept is not None
        parts.append(kept.meaning.predict(mentions.vectors))
    np.testing.assert_allclose(parts[0] + parts[1], whole, rtol=0, atol=1e-12)
    assert parts[0].any()
    bare = SentimentModel.from_arrays(model.arrays(), Landmarks(np.zeros((0, 0), dtype=np.float32), np.zeros(0)))
    good, bad = bare.of(Encoded(["the blick", "the zorp"], mentions.vectors[[0, 0]]))
    assert good > bad


@pytest.mark.parametrize("rated", [None, Rated(np.arange(LEAST_RATED), np.ones(LEAST_RATED))])
def test_without_telling_ratings_the_anchors_are_the_model(rated: Rated | None) -> None:
    """No ratings, or only five stars: values and model are the anchors', there is no landmark."""
    mentions, _ = _mentions()
    learned = learn_sentiments(mentions, *pairs(), rated)
    assert learned.sentiments.method == "anchors"
    assert learned.sentiments.held_out_spearman is None
    assert learned.landmark_rows.shape == (0,)
    assert np.corrcoef(learned.sentiments.values, mentions.vectors[:, 0])[0, 1] > 0.9
    assert np.array_equal(_kept(learned.model).of(mentions), learned.sentiments.values)


def test_landmarks_of_another_model_are_refused() -> None:
    """A model of anchors has none."""
    mentions, _ = _mentions()
    model = learn_sentiments(mentions, *pairs()).model
    with pytest.raises(ValueError, match="landmarks"):
        SentimentModel.from_arrays(model.arrays(), _learned().model.landmarks)


def test_no_text_has_no_value() -> None:
    """A day without new texts, and a first day without any."""
    nothing = Encoded([], np.zeros((0, 8), dtype=np.float32))
    assert _learned().model.of(nothing).shape == (0,)
    assert learn_sentiments(nothing, *pairs()).sentiments.values.shape == (0,)


def test_every_text_rated_leaves_no_other() -> None:
    """All values are held out then."""
    mentions, ratings = plain_mentions(300)
    learned = learn_sentiments(mentions, *pairs(), Rated(np.arange(300), ratings))
    assert learned.sentiments.method == "ratings"
    assert np.corrcoef(learned.sentiments.values, ratings)[0, 1] > 0.9
