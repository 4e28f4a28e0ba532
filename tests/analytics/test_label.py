"""Keywords, names and quotes of topics."""

import numpy as np

from analytics.label import choose_quotes, name_topics, topic_words


def test_keywords_set_topics_apart() -> None:
    """A word that all topics share stands behind the one that only this topic has."""
    words = [["shop", "late"], ["shop", "late", "parcel"], ["shop", "grind"], ["shop", "grind", "noise"]]
    found = topic_words(words, ["en"] * 4, np.array([0, 0, 1, 1]))
    assert found[0].keywords[0] == "late"
    assert found[1].keywords[0] == "grind"
    assert found[0].by_language.keys() == {"en"}


def test_singular_and_plural_are_one_keyword() -> None:
    """The word flights adds to flight where both are in use; a word that only ends in s stays."""
    words = [["flights", "bus"], ["flight", "bus"], ["flights", "luggage"]]
    found = topic_words(words, ["en"] * 3, np.array([0, 0, 0]))
    assert set(found[0].keywords) == {"flight", "bus"}


def test_a_topic_has_a_name_in_the_languages_it_speaks() -> None:
    """Japanese words do not name a topic in English."""
    words = [["遅い", "配送"], ["遅い", "配送"], ["late"], ["late"]]
    found = topic_words(words, ["ja", "ja", "en", "en"], np.array([0, 0, 1, 1]))
    assert name_topics(found, "ja") == ["遅い・配送", None]
    assert name_topics(found, "en") == [None, "late"]


def test_names_are_unique() -> None:
    """Two topics with the same words still get different names."""
    words = [["late", "parcel"]] * 8
    found = topic_words(words, ["en"] * 8, np.array([0, 0, 0, 0, 1, 1, 1, 1]))
    names = name_topics(found, "en")
    assert len(set(names)) == 2


def test_quotes_are_readable_and_differ() -> None:
    """Neither the very short text nor the copy of the first quote is chosen."""
    texts = ["late", "my parcel came very late", "my parcel came really late", "delivery took three weeks"]
    vectors = np.array([[1, 0], [0.99, 0.141], [0.989, 0.148], [0.6, 0.8]], dtype=np.float32)
    assert choose_quotes(texts, vectors, np.array([1, 0], dtype=np.float32), np.ones(4)) == [1, 3]
