"""How good the keywords of topics are: coherence, diversity, and the share of stop words and of fragments.

    from tests.benchmarks.bench_labels import score_keywords, koe_documents, counted_documents

Each method's words are looked for in the texts by its own tokeniser (`koe_documents`, `counted_documents`), since a
phrase is no word for the other: both are measured on all texts of the data, on their own terms. The judges of stop
words and fragments know neither method.
"""

import re
from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import combinations

import numpy as np
from scipy.sparse import csr_matrix
from sklearn.feature_extraction.text import ENGLISH_STOP_WORDS, CountVectorizer
from sudachipy import Dictionary, SplitMode, Tokenizer

from analytics.arrays import Floats
from analytics.label.terms import read_terms

#: Keywords of a topic that are looked at.
TOP = 10

#: Parts of speech that name nothing, and Japanese words of other parts that only help others.
_HELPING_PARTS = frozenset("助詞 助動詞 代名詞 連体詞 接続詞 感動詞 補助記号 記号 空白 副詞".split())
_HELPING_WORDS = frozenset(
    "為る 有る 居る 成る 出来る 事 こと 物 もの 所 ところ 時 為 訳 筈 無い 良い 下さる 頂く 致す 思う 言う".split()
)

_WHOLE = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
_RUN = re.compile(r"[^\W\d_]+")
_KATAKANA = re.compile(r"[ァ-ヺー]{2,}")
_KANA = re.compile(r"[ぁ-ゖァ-ヺー]")


@dataclass(frozen=True)
class KeywordScores:
    """Scores of the keywords of one method: mean NPMI, share of different words, and shares of what should not be."""

    coherence: float
    diversity: float
    stop_words: float
    fragments: float

    @property
    def product(self) -> float:
        """Return coherence, from 0 (no pair is ever together) to 1, times diversity.

        NPMI goes from -1 to 1; below 0 a plain product would reward lists that repeat themselves.
        """
        return (self.coherence + 1) / 2 * self.diversity


def score_keywords(
    keywords: Sequence[Sequence[str]], documents: Sequence[Collection[str]], texts: Sequence[str], language: str
) -> KeywordScores:
    """Score the first TOP keywords of each topic; `documents` are the terms that the method finds in each text."""
    lists = [list(words[:TOP]) for words in keywords if words]
    every = [word for words in lists for word in words]
    stops = stop_words(every, language)
    halves = fragments(every, texts, language)
    return KeywordScores(
        npmi_coherence(lists, documents),
        topic_diversity(lists),
        sum(word in stops for word in every) / max(1, len(every)),
        sum(word in halves for word in every) / max(1, len(every)),
    )


def koe_documents(texts: Sequence[str], language: str) -> list[frozenset[str]]:
    """Return the terms that koe finds in each text, as it shows them."""
    terms = read_terms(texts, language)
    said = csr_matrix(terms.said)
    return [
        frozenset(terms.shown[term] for term in said.indices[start:end])
        for start, end in zip(said.indptr[:-1], said.indptr[1:], strict=True)
    ]


def counted_documents(texts: Sequence[str]) -> list[frozenset[str]]:
    """Return the words that BERTopic's default, scikit-learn's CountVectorizer, finds in each text."""
    analyse = CountVectorizer().build_analyzer()
    return [frozenset(analyse(text)) for text in texts]


def npmi_coherence(keywords: Sequence[Sequence[str]], documents: Sequence[Collection[str]]) -> float:
    """Return the mean over topics of the mean NPMI of two of its keywords (Bouma 2009), -1 for two never together.

    Probabilities are shares of documents, which are single mentions: shorter than the sliding window of ten words that
    is common for long texts. A topic with fewer than two keywords has no coherence and is left out.
    """
    used = sorted({word for words in keywords for word in words})
    place = {word: number for number, word in enumerate(used)}
    cells = [(row, place[word]) for row, document in enumerate(documents) for word in document if word in place]
    rows, columns = np.array(cells, dtype=np.int64).reshape(-1, 2).T
    said = csr_matrix((np.ones(len(rows)), (rows, columns)), (len(documents), len(used)))
    both = (said.T @ said).toarray() / max(1, len(documents))
    means = [
        float(np.mean([_npmi(both, place[one], place[other]) for one, other in combinations(words, 2)]))
        for words in keywords
        if len(words) > 1
    ]
    return float(np.mean(means)) if means else float("nan")


def _npmi(both: Floats, one: int, other: int) -> float:
    """Return the NPMI of two words from the shares of documents that have two at once."""
    share = both[one, other]
    if share == 0:
        return -1.0
    return 1.0 if share == 1 else float(np.log(share / (both[one, one] * both[other, other])) / -np.log(share))


def topic_diversity(keywords: Sequence[Sequence[str]]) -> float:
    """Return the share of different words among the keywords of all topics (Dieng et al. 2020)."""
    every = [word for words in keywords for word in words]
    return len(set(every)) / max(1, len(every))


def stop_words(words: Iterable[str], language: str) -> set[str]:
    """Return the words that are on scikit-learn's English list, or that help others by Sudachi's part of speech."""
    if language != "ja":
        return {word for word in words if word.lower() in ENGLISH_STOP_WORDS}
    # An adverb in katakana paints what it stands with (ツルツル): it helps none.
    return {word for word in words if word and not _KATAKANA.fullmatch(word) and all(map(_helps, _read(word)))}


def _helps(morpheme: tuple[str, str, str]) -> bool:
    """Say whether a Japanese morpheme only helps others."""
    part, _, normal = morpheme
    return normal in _HELPING_WORDS or part in _HELPING_PARTS


def fragments(words: Iterable[str], texts: Sequence[str], language: str) -> set[str]:
    """Return the words that are no whole words.

    In English one that stands in the texts beside an apostrophe in most cases (don, ve), or nowhere by itself. In
    Japanese a single kana, an affix, and a stem: what ends in a verb or an adjective that is not in dictionary form.
    """
    if language == "ja":
        return {word for word in words if _KANA.fullmatch(word) or (word and _is_stem(word))}
    whole: Counter[str] = Counter()
    runs: Counter[str] = Counter()
    for text in texts:
        small = text.lower()
        # A possessive leaves its word whole, what other contractions leave is none.
        whole.update(re.sub(r"['’]s$", "", token) for token in _WHOLE.findall(small))
        runs.update(_RUN.findall(small))
    found = set()
    for word in words:
        parts = [part for part in re.split(r"[\s-]+", word.lower()) if _WHOLE.fullmatch(part)]
        if any(2 * whole[part] < runs[part] or not whole[part] for part in parts):
            found.add(word)
    return found


def _is_stem(word: str) -> bool:
    """Say whether a Japanese word ends within a word."""
    if any(entry.part_of_speech()[0] == "名詞" for entry in _dictionary().lookup(word)):
        return False
    last = _read(word)[-1]
    return last[0] in ("動詞", "形容詞", "助動詞") and not last[1].startswith(("終止形", "連体形"))


@cache
def _dictionary() -> Dictionary:
    """Return the dictionary that knows whole words."""
    return Dictionary(dict="small")


@cache
def _tokeniser() -> Tokenizer:
    """Return the tokeniser that judges words."""
    return _dictionary().tokenizer(mode=SplitMode.C)


def _read(word: str) -> list[tuple[str, str, str]]:
    """Return the part of speech, the form and the normalised form of each morpheme."""
    return [(m.part_of_speech()[0], m.part_of_speech()[5], m.normalized_form()) for m in _tokeniser().tokenize(word)]
