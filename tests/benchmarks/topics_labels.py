"""The table of keywords in the topics benchmark: koe beside BERTopic, each on its own topics by its own tokeniser."""

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence

import numpy as np

from analytics.arrays import Integers
from analytics.cluster import NOISE
from analytics.label import describe_topics
from tests.benchmarks.bench_labels import KeywordScores, counted_documents, koe_documents, score_keywords
from tests.benchmarks.topics_data import Texts
from tests.benchmarks.topics_runs import ALL_ROWS, SEEDS, Result

_HEAD = (
    "| set | method | runs | NPMI | diversity | NPMI x diversity | (NPMI + 1) / 2 x diversity "
    "| stop words | fragments |\n"
    "|---|---|---|---|---|---|---|---|---|\n"
)

#: BERTopic drops these from English before it counts words.
_DROPPED = re.compile(r"[^A-Za-z0-9 ]+")


def label_table(results: Iterable[Result], sets: Sequence[Texts]) -> str:
    """Return the means over seeds of how good the keywords of koe and of BERTopic are."""
    lines = [_line(texts, method, rows) for texts in sets for method, rows in _of(results, texts).items()]
    return f"### Keywords\n{_HEAD}{''.join(lines)}"


def _of(results: Iterable[Result], texts: Texts) -> dict[str, list[KeywordScores]]:
    """Score what each method found in one set."""
    found: dict[str, list[KeywordScores]] = defaultdict(list)
    shown: dict[str, Sequence[Collection[str]]] = {}
    for result in results:
        job = result.job
        if job.data != texts.name or job.rows != ALL_ROWS or job.seed >= SEEDS:
            continue
        if result.method == "koe":
            words = _koe_words(texts, result.labels)
            shown.setdefault("koe", koe_documents(texts.texts, texts.language))
        elif result.method == "BERTopic":
            words = [[word for word in topic if word] for topic in result.facts["words"]]
            shown.setdefault("BERTopic", _counted(texts))
        else:
            continue
        found[result.method].append(score_keywords(words, shown[result.method], texts.texts, texts.language))
    return found


def _koe_words(texts: Texts, labels: Integers) -> list[Sequence[str]]:
    """Return koe's keywords of topics without themes over them, which sets no topic against its siblings."""
    alone = np.zeros(int(labels.max(initial=NOISE)) + 1, dtype=np.int64)
    described = describe_topics(texts.texts, [texts.language] * len(texts.texts), labels, alone)
    return [words.by_language.get(texts.language, ()) for words in described.topics]


def _counted(texts: Texts) -> Sequence[Collection[str]]:
    """Return the words that BERTopic counts in each text."""
    if texts.language == "ja":
        return [frozenset(words.lower().split()) for words in texts.words]
    return counted_documents([_DROPPED.sub("", text) for text in texts.texts])


def _line(texts: Texts, method: str, scores: Sequence[KeywordScores]) -> str:
    """Return one row of the table."""
    coherence, diversity = (float(np.mean([getattr(s, name) for s in scores])) for name in ("coherence", "diversity"))
    stops, halves = (float(np.mean([getattr(s, name) for s in scores])) for name in ("stop_words", "fragments"))
    raw = float(np.mean([s.coherence * s.diversity for s in scores]))
    shifted = float(np.mean([s.product for s in scores]))
    return (
        f"| {texts.name} | {method} | {len(scores)} | {coherence:.3f} | {diversity:.3f} | {raw:.3f} | {shifted:.3f} "
        f"| {stops:.1%} | {halves:.1%} |\n"
    )
