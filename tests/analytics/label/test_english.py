"""English words for labels: variants have one key, phrases pass over articles, nothing is cut in half."""

import pytest

from analytics.label.english import count_words, english_words
from analytics.label.spelling import Spelling, akin, word_family
from analytics.tokens import Word


def _read(*texts: str) -> list[list[Word]]:
    """Read texts that are all there are."""
    spelling = Spelling(*count_words(texts))
    return [english_words(text, spelling) for text in texts]


def _keys(*texts: str) -> set[str]:
    """Return the keys of all words that stand alone."""
    return {word.key for words in _read(*texts) for word in words if word.alone}


@pytest.mark.parametrize(
    "variants",
    [
        "cancel cancelled cancelling cancels canceled",
        "flight flights",
        "currency currencies",
        "charge charged charging charges",
        "colour color colours",
        "authorise authorized authorizing",
        "lose lost losing",
        "address adress addresses",
        "receive recieve received",
        "plan planned planning",
    ],
)
def test_variants_of_a_word_have_one_key(variants: str) -> None:
    """Plurals, verb forms, both sides of the Atlantic, and slips of the pen beside the common form."""
    first = variants.split()[0]
    assert len(_keys(*[first] * 10, *variants.split())) == 1


@pytest.mark.parametrize(
    ("one", "other"), [("care", "car"), ("charged", "changed"), ("sitting", "setting"), ("news", "new")]
)
def test_different_words_keep_different_keys(one: str, other: str) -> None:
    """Words that look alike are not put together, however common one is."""
    assert len(_keys(*[one] * 30, other)) == 2


def test_hyphen_blank_and_joined_are_one_compound() -> None:
    """The three spellings of wi-fi and of top up have one key each; one slip joins no other two words."""
    texts = [
        "the wi-fi",
        "our wifi",
        "a wi fi",
        "top up",
        "top-up",
        "topup",
        "customer-service",
        *["customer service"] * 50,
    ]
    assert _keys(*texts) == {"wifi", "topup", "customer", "service"}


def test_no_contraction_leaves_a_half_and_a_denial_is_part_of_a_phrase() -> None:
    """The negation stands with what it denies, and nothing is left of n't, 's and 've."""
    (words,) = _read("I don't think the battery's charger isn't working, we've waited")
    assert [word.shown for word in words if word.alone] == ["battery", "charger", "working", "waited"]
    assert [(word.shown, word.link) for word in words if word.shown in ("isn't", "working")] == [
        ("isn't", None),
        ("working", " "),
    ]


def test_handles_addresses_masks_and_numbers_are_no_words() -> None:
    """What names an airline or hides a person names no topic."""
    (words,) = _read("@united see https://t.co/x1 or mail [email] &amp; flight 1234 www.x.com")
    assert [word.shown for word in words] == ["mail", "flight"]


def test_phrases_pass_over_articles_and_keep_prepositions() -> None:
    """Lost my bag is lost bag; proof of identity keeps its of; a comma ends a phrase."""
    lost, proof = _read("lost my bag, hotel", "proof of the identity")
    assert [(word.shown, word.link) for word in lost] == [("lost", None), ("bag", " "), ("hotel", None)]
    assert [(word.shown, word.link) for word in proof] == [("proof", None), ("identity", " of ")]


def test_capitals_of_names_stay_and_those_of_sentences_go() -> None:
    """A sentence begins in capitals and people shout; ATM is written so by all."""
    spoken, shouted = _read("Card eaten. My card at the ATM", "MY CARD IS GONE")
    assert [word.shown for word in spoken] == ["card", "eaten", "card", "ATM"]
    assert [word.shown for word in shouted] == ["card"]


def test_words_of_one_family() -> None:
    """A noun made of a verb is akin to it, a Japanese word to the one it is part of; others are not."""
    assert word_family("verify") == word_family("verification")
    assert word_family("withdraw") == word_family("withdrawal")
    assert word_family("泊まる") == word_family("泊まり")
    assert word_family("transfer") != word_family("transaction")
    assert akin(["清潔"], ["清潔感"])
    assert not akin(["card"], ["cardholder"])
