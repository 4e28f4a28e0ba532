"""koe's topic finder as the benchmark calls it: the one place to change when the finder changes."""

import io
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from analytics.arrays import Integers, Vectors
from analytics.cluster import NOISE
from analytics.topic import Opinions, TopicModel, TopicOptions, topics_of_mentions
from tests.benchmarks.topics_peers import Clock, Grouping, Task
from tests.benchmarks.topics_scores import matched

#: Sentences held out of a fit and placed into it.
HELD_OUT = 1000

#: Of these, so many are also placed one by one.
ONE_BY_ONE = 200


@dataclass(frozen=True)
class Fitted:
    """The topic and the theme of every row (n,), NOISE for one-offs, and the model that new rows are placed in."""

    topics: Integers
    themes: Integers
    stability: float
    model: TopicModel


def koe(task: Task) -> list[Grouping]:
    """Find topics with koe's defaults: the finest level, and the themes over it."""
    clock = Clock()
    fitted = _fit(task.texts, task.language, task.vectors, task.seed)
    seconds = clock.lap()
    facts = {"own_stability": fitted.stability}
    return [
        Grouping("koe", fitted.topics, seconds, facts),
        Grouping("koe, themes", fitted.themes, seconds, facts),
    ]


def koe_held_out(task: Task) -> list[Grouping]:
    """Hold rows out of a fit, place them into it, and compare with a fit that had them; place in two more ways."""
    whole = _fit(task.texts, task.language, task.vectors, task.seed)
    held = np.zeros(len(task.vectors), dtype=np.bool_)
    held[np.random.default_rng(task.seed).permutation(len(held))[:HELD_OUT]] = True
    rest = [text for text, out in zip(task.texts, held, strict=True) if not out]
    part = _fit(rest, task.language, task.vectors[~held], task.seed)
    clock = Clock()
    placed = _place(part.model, task.vectors[held], task.language)
    facts: dict[str, float | bool] = {"placed": int(held.sum()), "placing_seconds": clock.lap()}
    _place(part.model, task.vectors[held], task.language)
    facts["placing_again_seconds"] = clock.lap()
    labels = np.full(len(held), NOISE, dtype=np.int64)
    labels[held], labels[~held] = placed, part.topics
    facts["placing_agrees"] = float((matched(labels, whole.topics, ~held)[held] == whole.topics[held]).mean())
    facts |= _same_in_all_ways(part.model, task.vectors[held], task.language, placed)
    return [Grouping("koe, held out", labels, 0.0, facts)]


def _same_in_all_ways(model: TopicModel, vectors: Vectors, language: str, placed: Integers) -> dict[str, bool]:
    """Say whether rows come to the same topics one by one and by a model that was saved and loaded."""
    single = np.concatenate([_place(model, vectors[row : row + 1], language) for row in range(ONE_BY_ONE)])
    return {
        "one_by_one_same": bool((single == placed[:ONE_BY_ONE]).all()),
        "restarted_same": bool((_place(_saved_and_loaded(model), vectors, language) == placed).all()),
    }


def _fit(texts: Sequence[str], language: str, vectors: Vectors, seed: int) -> Fitted:
    """Find the topics of distinct texts, as koe's stage does, and give copies their text's topic.

    The stage sorts by the texts' hashes; here they stay shuffled, which asks more of the finder.
    """
    first, copies = _distinct(texts)
    distinct = [texts[row] for row in first]
    options = TopicOptions(seed=seed)
    fit = topics_of_mentions(distinct, _without_feeling(vectors[first], language), options).fit
    topics = fit.labels[copies]
    themes = np.full(len(topics), NOISE, dtype=np.int64)
    themes[topics != NOISE] = fit.themes[topics[topics != NOISE]]
    stability = float(fit.stability.mean()) if fit.count else 0.0
    return Fitted(topics, themes, stability, fit.model)


def _place(model: TopicModel, vectors: Vectors, language: str) -> Integers:
    """Return the topic of new rows, NOISE for one-offs."""
    return model.place(_without_feeling(vectors, language)).labels


def _without_feeling(vectors: Vectors, language: str) -> Opinions:
    """Return opinions of vectors alone, since the peers are given no more."""
    return Opinions(vectors, [language] * len(vectors), np.zeros(len(vectors)))


def _saved_and_loaded(model: TopicModel) -> TopicModel:
    """Return the model as another process would have it, through the bytes of a file."""
    file = io.BytesIO()
    np.savez(file, **model.arrays())  # type: ignore[arg-type]  # numpy types every keyword as allow_pickle
    file.seek(0)
    with np.load(file, allow_pickle=False) as arrays:
        return TopicModel.from_arrays(dict(arrays))


def _distinct(texts: Sequence[str]) -> tuple[Integers, Integers]:
    """Return the first row of each distinct text, in order, and for each row the number of its text."""
    numbers: dict[str, int] = {}
    copies = np.array([numbers.setdefault(text, len(numbers)) for text in texts], dtype=np.int64)
    return np.unique(copies, return_index=True)[1].astype(np.int64), copies
