"""Keywords of topics and themes, and the labels made of them."""

import numpy as np

from analytics.cluster import NOISE
from analytics.label.keywords import describe_topics
from analytics.label.names import LONGEST_LABEL, name_topics, still_fits

#: Three topics of one shop, five distinct mentions each; the first two are under one theme.
PARCELS = [f"my parcel came {how}, the courier was late" for how in ("slowly", "wet", "open", "torn", "yesterday")]
COURIERS = [
    "the courier was rude and left the parcel",
    "a rude courier",
    "rude, and the parcel was thrown",
    "rude on the phone, said the courier",
    "never so rude a man, parcel at the gate",
]
GRINDERS = [f"the coffee grinder makes noise {how}" for how in ("daily", "loudly", "in summer", "at dawn", "at dusk")]
SHOP = [*PARCELS, *COURIERS, *GRINDERS]
LABELS = np.repeat([0, 1, 2], 5)
PARENTS = np.array([0, 0, 1])


def test_keywords_set_a_topic_apart_from_its_siblings() -> None:
    """Parcel and courier are in both siblings; what only one has comes first."""
    late, rude, grinder = describe_topics(SHOP, ["en"] * 15, LABELS, PARENTS).topics
    assert late.keywords[0] == "late"
    assert rude.keywords[0] == "rude"
    assert {"coffee", "grinder", "noise"} & set(grinder.keywords[:2])


def test_a_theme_has_what_its_topics_share() -> None:
    """The first theme is about parcels and couriers, not about what one of its topics says alone."""
    theme, _ = describe_topics(SHOP, ["en"] * 15, LABELS, PARENTS).themes
    assert set(theme.keywords[:2]) == {"parcel", "courier"}


def test_labels_of_topics_and_themes_differ() -> None:
    """A theme with a single topic has all its words from it and still another label."""
    names = name_topics(describe_topics(SHOP, ["en"] * 15, LABELS, PARENTS), "en")
    labels = [*names.topics, *names.themes]
    assert len({str(label).casefold() for label in labels}) == 5
    assert all(label and len(label) <= LONGEST_LABEL["en"] for label in labels)


def test_equal_topics_get_different_labels() -> None:
    """Where the words run out too, a number tells two labels apart."""
    names = name_topics(describe_topics(["late"] * 9, ["en"] * 9, np.repeat([0, 1, 2], 3), np.array([0, 1, 2])), "en")
    assert len(set(names.topics)) == 3
    assert all(str(name).startswith("Late") for name in names.topics)


def test_a_topic_has_a_label_in_the_languages_it_speaks() -> None:
    """Japanese words do not name a topic in English; both name one that both speak of."""
    texts = ["配送が遅い"] * 4 + ["late delivery"] * 4 + ["味が薄い"] * 4
    words = describe_topics(texts, ["ja"] * 4 + ["en"] * 4 + ["ja"] * 4, np.repeat([0, 0, 1], 4), np.array([0, 1]))
    assert name_topics(words, "ja").topics == ("配送が遅い", "味が薄い")
    assert name_topics(words, "en").topics == ("Late delivery", None)
    assert {"配送", "遅い", "delivery"} & set(words.topics[0].keywords)


def test_the_commonest_spelling_is_shown() -> None:
    """The keyword counts all spellings and is written as most customers write it."""
    texts = ["朝食がおいしい", "夕食はおいしかった", "ごはんが美味しい", "部屋が狭い", "部屋が暗い", "部屋が寒い"]
    words = describe_topics(texts, ["ja"] * 6, np.repeat([0, 1], 3), np.array([0, 1]))
    assert "おいしい" in words.topics[0].keywords
    assert "美味しい" not in words.topics[0].keywords


def test_a_phrase_takes_the_place_of_its_words() -> None:
    """Customer service is one keyword; its halves are none beside it."""
    texts = [f"the customer service {what}" for what in ("failed", "lied", "slept", "shouted")] + ["seat broken"] * 4
    keywords = describe_topics(texts, ["en"] * 8, np.repeat([0, 1], 4), np.array([0, 1])).topics[0].keywords
    assert keywords[0] == "customer service"
    assert not {"customer", "service"} & set(keywords)


def test_a_long_rant_does_not_name_a_topic() -> None:
    """A word counts once a mention."""
    texts = [
        "teapot " * 50 + "late",
        "late parcel",
        "parcel late again",
        "late as ever",
        "fine",
        "fine cup",
        "fine tea",
    ]
    assert (
        describe_topics(texts, ["en"] * 7, np.array([0] * 4 + [1] * 3), np.array([0, 1])).topics[0].keywords[0]
        == "late"
    )


def test_odd_input_gives_no_words_rather_than_an_error() -> None:
    """No mention, only noise, no words at all, one topic only."""
    assert describe_topics([], [], np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.int64)).topics == ()
    (empty,) = describe_topics(["late"], ["en"], np.array([NOISE]), np.array([0])).topics
    assert empty.keywords == ()
    (wordless,) = describe_topics(["!!!", "the", "1234"], ["en"] * 3, np.zeros(3, dtype=np.int64), np.array([0])).topics
    assert wordless.keywords == ()
    (single,) = describe_topics(["late parcel", "late"], ["en"] * 2, np.zeros(2, dtype=np.int64), np.array([0])).topics
    assert single.keywords[0] == "late"


def test_the_result_does_not_depend_on_the_order_of_rows() -> None:
    """The same mentions in another order have the same words."""
    order = np.random.default_rng(1).permutation(15)
    shuffled = describe_topics([SHOP[row] for row in order], ["en"] * 15, LABELS[order], PARENTS)
    assert shuffled == describe_topics(SHOP, ["en"] * 15, LABELS, PARENTS)


def test_an_earlier_label_fits_as_long_as_its_first_term_sets_the_topic_apart() -> None:
    """The other terms of a label may go: Rude is what the second topic is still about, a strike is not."""
    late, rude, _ = describe_topics(SHOP, ["en"] * 15, LABELS, PARENTS).topics
    assert still_fits("Rude, strike", rude, "en")
    assert not still_fits("Strike, rude", rude, "en")
    assert not still_fits("Rude, strike", late, "en")
    assert not still_fits("Rude", rude, "ja")
