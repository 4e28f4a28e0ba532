"""The wording catalogue is whole: the same in every language, nothing missing, nothing left over."""

import re
from pathlib import Path
from string import Formatter

import pytest

from dashboards.views.texts import CATALOGUE, LANGUAGES, texts

PACKAGE = CATALOGUE.parent
#: What `koe topics` says stands in the catalogue, too.
TERMINAL = PACKAGE.parent / "flows" / "topics_text.py"
SOURCES = [*PACKAGE.glob("views/*.py"), *PACKAGE.glob("templates/*"), TERMINAL]
#: How keys begin or end whose other part comes from data, settings or a list of sections.
MADE = (
    "when.", "grain.", "headline.", "changes.topic_", "changes.event_", "kind.", "slice.", "sliced.",
    "language.", "mark.", "terminal.", "topics.by_", "topics.rating_", "impact.", "behaviour.by_", "record.",
    "metric.", "feature.",
)  # fmt: skip
MADE_END = ".short"


def places(phrase: str) -> set[str]:
    """Return the places of a phrase."""
    return {place for _, place, _, _ in Formatter().parse(phrase) if place}


def test_languages_have_the_same_places() -> None:
    """A phrase says the same parts in every language; only dates name the month in ways of their own."""
    for key in texts(LANGUAGES[0]).phrases:
        first, *others = (places(texts(language)(key)) for language in LANGUAGES)
        assert key.startswith("date.") or all(first == other for other in others), key


def test_every_phrase_asked_for_is_there() -> None:
    """Templates and views ask for no phrase that the catalogue lacks."""
    asked = {
        key
        for path in SOURCES
        for key in re.findall(
            r"""(?:\bt|sentence)\(\s*["']([a-z0-9_.]*[a-z0-9])["']""", path.read_text(encoding="utf-8")
        )
    }
    assert len(asked) > 80
    assert asked <= set(texts("en").phrases)


def test_no_phrase_is_left_over() -> None:
    """Every phrase is asked for by its whole key, or by one that is put together."""
    code = "\n".join(path.read_text(encoding="utf-8") for path in SOURCES)
    for key in texts("en").phrases:
        assert key in code or key.startswith(MADE) or key.endswith(MADE_END), key


def test_every_language_has_a_phrase_of_its_own() -> None:
    """Sentences are not left in another language."""
    kana = re.compile("[ぁ-んァ-ヶ一-龠]")
    for key, phrase in texts("en").phrases.items():
        assert key == "page.language_name" or not kana.search(phrase), key
    assert sum(bool(kana.search(phrase)) for phrase in texts("ja").phrases.values()) > 200


def test_an_unknown_phrase_is_an_error() -> None:
    """A missing key or place is never an empty text."""
    with pytest.raises(KeyError):
        texts("en")("no.such")
    with pytest.raises(KeyError):
        texts("en").sentence("headline.rejected")


def test_catalogue_is_part_of_the_package() -> None:
    """The catalogue lies beside the views that read it."""
    assert Path("dashboards") / "texts.toml" == CATALOGUE.relative_to(PACKAGE.parent)
