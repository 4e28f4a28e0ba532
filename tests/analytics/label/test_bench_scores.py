"""The scores of keywords, against values counted by hand."""

import math

import pytest

from tests.benchmarks.bench_labels import fragments, npmi_coherence, stop_words, topic_diversity


def test_npmi_of_three_documents_by_hand() -> None:
    """Always together is 1 where others lack both, never together -1, by chance 0."""
    documents = [{"a", "b"}, {"a", "b"}, {"c"}, {"d"}]
    assert npmi_coherence([["a", "b"]], documents) == pytest.approx(1.0)
    assert npmi_coherence([["a", "c"]], documents) == -1.0
    assert npmi_coherence([["a", "b"]], [{"a", "b"}, {"a"}, {"b"}, set()]) == pytest.approx(0.0)
    assert npmi_coherence([["a", "b"], ["a", "c"], ["a"]], documents) == pytest.approx(0.0)
    assert math.isnan(npmi_coherence([["a"]], documents))


def test_diversity_is_the_share_of_different_words() -> None:
    """One of four words is there twice."""
    assert topic_diversity([["a", "b"], ["a", "c"]]) == 0.75


def test_stop_words_and_fragments_are_found_in_both_languages() -> None:
    """What contractions leave, stems and single kana are halves; a possessive leaves a whole word."""
    texts = ["I don't know the fleet's age, don't ask", "we've paid"]
    assert stop_words(["the", "fleet", "paid"], "en") == {"the"}
    assert fragments(["don", "ve", "fleet", "paid", "nowhere"], texts, "en") == {"don", "ve", "nowhere"}
    assert stop_words(["です", "こと", "部屋", "ツルツル"], "ja") == {"です", "こと"}
    assert fragments(["繋がら", "ら", "部屋", "疲れ", "繋がらない", "狭い"], [], "ja") == {"繋がら", "ら"}
