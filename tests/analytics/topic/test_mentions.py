"""Copies shape a topic once and go where their text goes."""

import numpy as np

from analytics.topic import TopicOptions, topics_of_mentions
from tests.analytics.topic.bundles import bundles, plain, scaled


def test_fault_34_all_texts_alike_are_one_text() -> None:
    """One text in a hundred spellings is one distinct text, and one text is no topic."""
    texts = [f"Great shop, order {number} came on time!" for number in range(100)]
    found = topics_of_mentions(texts, plain(bundles(1, 100, 0.01)[0]), TopicOptions())
    assert len(set(found.copy_of.tolist())) == 1
    assert found.fit.count == 0


def test_fault_35_a_bot_does_not_make_the_topics() -> None:
    """Among 97 % copies of one text the planted groups are found, and every copy has the place of its text."""
    vectors, truth = bundles(4, 30, 0.05)
    letters = np.random.default_rng(0).integers(97, 123, size=(120, 60))
    own = ["".join(map(chr, row)) for row in letters]
    bot = [f"Buy cheap watches at our store number {number} today" for number in range(3880)]
    copies = np.repeat(bundles(5, 1, 0.0)[0][4:5], 3880, axis=0)
    stacked = scaled(np.concatenate([vectors, copies]).astype(np.float64))
    found = topics_of_mentions(own + bot, plain(stacked), TopicOptions(left_out=0))
    assert found.fit.count == 4
    assert len(set(found.fit.labels[120:].tolist())) == 1
    assert len(set(found.copy_of[120:].tolist())) == 1
    groups = {tuple(sorted(set(truth[found.fit.labels[:120] == topic].tolist()))) for topic in range(4)}
    assert groups == {(0,), (1,), (2,), (3,)}
