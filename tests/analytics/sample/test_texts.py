"""The texts: various, free of the grammar's marks, and holding exactly what truth.json says they hold."""

import re
import unicodedata
from collections import Counter
from difflib import SequenceMatcher
from typing import Any

Told = dict[str, dict[str, str]]

SENTENCE_END = re.compile(r"[。！？!?\n]+|\.\s")


def test_every_planted_opinion_stands_in_its_text(truth: dict[str, Any], reviews: Told) -> None:
    """Every review of truth.json is delivered; spans lie inside the text, in order, and are not blank."""
    assert truth["topics"].keys() <= reviews.keys()
    assert truth["topics"].keys() == truth["spans"].keys()
    for review_id, spans in truth["spans"].items():
        text, end = reviews[review_id]["text"], 0
        assert len(spans) == len(truth["topics"][review_id])
        for start, stop in spans:
            assert end <= start < stop <= len(text)
            assert text[start:stop].strip()
            end = stop


def test_topics_are_known_and_positions_rise(truth: dict[str, Any]) -> None:
    """Topics are those of the catalogue, polarities are signs, and no topic comes twice in a review."""
    for entries in truth["topics"].values():
        positions = [position for position, _, _ in entries]
        assert positions == sorted(set(positions))
        assert len({topic for _, topic, _ in entries}) == len(entries)
        assert all(topic in truth["catalogue"] and polarity in (-1, 1) for _, topic, polarity in entries)


def test_sentences_are_mostly_distinct(records: list[dict[str, str]], truth: dict[str, Any]) -> None:
    """Of sentences of twelve characters and more, campaigns included, three in four are distinct."""
    prefix = truth["boilerplate"]["prefix"]
    sentences = [
        sentence.strip()
        for record in records
        for sentence in SENTENCE_END.split(record["text"].removeprefix(prefix))
        if len(sentence.strip()) >= 12
    ]
    assert len(sentences) > 10000
    assert len(set(sentences)) / len(sentences) >= 0.75


def test_no_sentence_is_worn_out(reviews: Told, truth: dict[str, Any]) -> None:
    """No planted opinion in five hundred is said in the very same words as another."""
    said = Counter(
        reviews[review_id]["text"][start:stop].strip()
        for review_id, spans in truth["spans"].items()
        for start, stop in spans
    )
    assert said.most_common(1)[0][1] < 0.002 * said.total()


def test_no_mark_of_the_grammar_is_left(reviews: Told, truth: dict[str, Any]) -> None:
    """Opinions hold no brace, bracket, bar or slot, and no blank before a comma."""
    for review_id, spans in truth["spans"].items():
        for start, stop in spans:
            said = reviews[review_id]["text"][start:stop]
            assert not re.search(r"[{}|\[\]]|<[a-z]+>|\\| ,|,,", said), said


def test_shares_of_topics_are_those_of_a_store(truth: dict[str, Any]) -> None:
    """Topics range from rare to common, and each is written about in both languages."""
    shares = [topic["share"] for topic in truth["catalogue"].values()]
    assert len(shares) == 20
    assert 0.012 < min(shares) < 0.025
    assert 0.10 < max(shares) < 0.16


def test_both_languages_speak_of_every_topic(truth: dict[str, Any], reviews: Told) -> None:
    """Each topic has at least twenty opinions in Japanese and in English."""
    counts: Counter[tuple[str, str]] = Counter()
    for review_id, entries in truth["topics"].items():
        text = reviews[review_id]["text"]
        for (_, topic, _), (start, stop) in zip(entries, truth["spans"][review_id], strict=True):
            kana = any("HIRAGANA" in unicodedata.name(letter, "") for letter in text[start:stop])
            counts[topic, "ja" if kana else "en"] += 1
    assert all(counts[topic, language] >= 20 for topic in truth["catalogue"] for language in ("ja", "en"))


def test_ratings_follow_polarity_with_noise(truth: dict[str, Any], reviews: Told) -> None:
    """Praise alone is rated high and complaints alone low on average; some people do otherwise."""
    means = {}
    for sign in (1, -1):
        rated = [
            int(reviews[review_id]["rating"])
            for review_id, entries in truth["topics"].items()
            if reviews[review_id]["rating"] and {polarity for _, _, polarity in entries} == {sign}
        ]
        means[sign] = sum(rated) / len(rated)
        assert {1, 2, 3, 4, 5} >= set(rated)
        assert len(set(rated)) >= 4
    assert means[1] > 4.2
    assert means[-1] < 2.5


def test_personal_data_are_where_truth_says(truth: dict[str, Any], reviews: Told) -> None:
    """About one review in a hundred holds some, each where it is said to be; cards pass Luhn's check."""
    planted = truth["personal_data"]
    assert 0.005 < len(planted) / len(reviews) < 0.02
    kinds = {kind for values in planted.values() for kind, _ in values}
    assert kinds == {"email", "phone", "postal_code", "address", "card"}
    for review_id, values in planted.items():
        for kind, value in values:
            assert value in reviews[review_id]["text"]
            assert kind != "card" or luhn(value)


def test_odd_texts_are_where_truth_says(truth: dict[str, Any], reviews: Told) -> None:
    """Empty, emoji-only, hostile, boilerplate, prefixed and foreign texts are what they are called."""
    without = truth["without_opinion"]
    assert all(reviews[review_id]["text"] == "" for review_id in without["empty"])
    assert not any(letter.isalnum() for name in without["emoji_only"] for letter in reviews[name]["text"])
    assert {"<script>alert(1)</script>", "=1+1"} <= {reviews[name]["text"] for name in without["hostile"]}
    assert all(len(reviews[name]["text"]) <= 25 for name in truth["boilerplate"]["whole_text"])
    prefix, prefixed = truth["boilerplate"]["prefix"], truth["boilerplate"]["prefixed"]
    assert len(prefixed) >= 300
    assert sorted(prefixed) == sorted(name for name, told in reviews.items() if told["text"].startswith(prefix))
    assert set(truth["other_languages"].values()) == {"zh", "ko", "es"}
    odd = {
        *without["empty"],
        *without["emoji_only"],
        *without["hostile"],
        *truth["boilerplate"]["whole_text"],
    }
    assert not odd & truth["topics"].keys()


def test_copies_and_corrections_come_again(truth: dict[str, Any], records: list[dict[str, str]]) -> None:
    """A copy is delivered twice alike, a correction with another text and in a later file."""
    versions: dict[str, list[dict[str, str]]] = {}
    for record in records:
        versions.setdefault(record["review_id"], []).append(record)
    again = {name: told for name, told in versions.items() if len(told) > 1}
    duplicates = truth["duplicates"]
    assert sorted(again) == sorted([*duplicates["copies"], *duplicates["corrections"]])
    for name, told in again.items():
        first, second = sorted(told, key=lambda record: record["file"])
        assert first["file"] < second["file"]
        assert (first["text"] == second["text"]) == (name in duplicates["copies"])


def test_campaign_posts_are_nearly_alike(truth: dict[str, Any], reviews: Told) -> None:
    """The posts of a campaign differ by words only: each is like the first one, but they are not one text."""
    for group in truth["near_copies"]:
        texts = [reviews[name]["text"] for name in group]
        assert 5 < len(set(texts)) < len(texts)
        assert all(SequenceMatcher(None, texts[0], text).ratio() > 0.5 for text in texts)


def luhn(number: str) -> bool:
    """Return whether a card number's check digit is right (ISO/IEC 7812)."""
    digits = [int(letter) for letter in number if letter.isdigit()]
    doubled = [digit * 2 - 9 * (digit > 4) for digit in digits[-2::-2]]
    return (sum(doubled) + sum(digits[::-2])) % 10 == 0
