"""Quotes: central, readable, different, in each language of the topic."""

import numpy as np

from analytics.arrays import Vectors
from analytics.label.quotes import choose_quotes

CENTRE = np.array([1, 0, 0], dtype=np.float32)


def _at(*angles: float) -> Vectors:
    """Return unit vectors at these angles from the centre, each turned away from the one before it."""
    turns = np.arange(len(angles)) * 2.0
    return np.stack([np.cos(angles), np.sin(angles) * np.cos(turns), np.sin(angles) * np.sin(turns)], axis=1).astype(
        np.float32
    )


def _chosen(texts: list[str], vectors: Vectors, languages: list[str] | None = None) -> list[str]:
    """Return the quotes."""
    languages = languages or ["en"] * len(texts)
    return [texts[row] for row in choose_quotes(texts, languages, vectors, CENTRE, np.ones(len(texts)))]


def test_a_whole_sentence_stands_before_a_scrap_that_is_as_central() -> None:
    """Too short, begun in the middle, with a link: all are as near to the centre and come after."""
    texts = [
        "late",
        "but it came late and wet too",
        "http://t.co/1 it came late again.",
        "My parcel came two weeks late.",
    ]
    assert _chosen(texts, _at(0.5, 0.5, 0.5, 0.5))[0] == texts[3]


def test_copies_and_near_copies_are_quoted_once() -> None:
    """Equal but for signs and capitals, or nearly equal in meaning."""
    texts = [
        "My parcel came very late.",
        "my parcel came VERY late!!",
        "My parcel came really late.",
        "It took three weeks.",
    ]
    vectors = _at(0.1, 1.0, 0.1, 0.8)
    vectors[2] = vectors[0]
    assert _chosen(texts, vectors) == [texts[0], texts[3]]


def test_both_languages_are_quoted_the_first_one_first() -> None:
    """One Japanese mention among twenty English ones is quoted, before them."""
    texts = [f"The parcel came late, number {word}." for word in "abcdefghijklmnopqrst"] + [
        "荷物がまだ届いていません。"
    ]
    chosen = _chosen(texts, _at(*np.linspace(0.4, 1.2, 21)), ["en"] * 20 + ["ja"])
    assert chosen[0] == "荷物がまだ届いていません。"
    assert 3 <= len(chosen) <= 5


def test_a_topic_of_much_alike_mentions_still_has_three_quotes() -> None:
    """Different words of nearly one meaning will do where there are no others."""
    texts = [
        "The parcel was late again.",
        "The delivery was late once more.",
        "Late delivery of the parcel.",
        "It was late.",
    ]
    assert len(_chosen(texts, _at(0.3, 0.3, 0.3, 0.3))) >= 3


def test_no_mention_no_quote() -> None:
    """An empty topic has none."""
    assert choose_quotes([], [], np.zeros((0, 3), dtype=np.float32), CENTRE, np.zeros(0)) == []
