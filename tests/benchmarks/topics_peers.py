"""The peers: what else groups vectors into topics, each as its own documentation starts it."""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from analytics.arrays import Integers, Vectors
from tests.benchmarks.topics_scores import fill

#: What a filled grouping is filled to: the coverage that koe's target asks of itself.
FILLED = 0.90

#: BERTopic's own smallest topic, and UMAP's and its defaults in BERTopic.
BERTOPIC_UMAP = {"n_neighbors": 15, "n_components": 5, "min_dist": 0.0, "metric": "cosine"}
BERTOPIC_SIZE = 10

#: The smallest cluster as a part of the rows, so that the number of clusters does not grow with the data.
PROPORTION = 200

#: Starts of k-means, of which the best is kept.
KMEANS_STARTS = 3

#: Rows that BERTopic places again, and words it names a topic with.
PLACED_AGAIN = 1000


@dataclass(frozen=True)
class Task:
    """What a finder is given: n texts of a language, the same as words between blanks, their vectors (n, d), a seed.

    `classes` is the number of topics for those that must be told.
    """

    texts: Sequence[str]
    words: Sequence[str]
    language: str
    vectors: Vectors
    seed: int
    classes: int


@dataclass(frozen=True)
class Grouping:
    """What a peer made of a task: labels (n,), NOISE where left out; its seconds; facts only this method has."""

    method: str
    labels: Integers
    seconds: float
    facts: dict[str, Any]


class Clock:
    """Seconds since it was made or last read."""

    def __init__(self) -> None:
        """Start."""
        self._start = time.perf_counter()

    def lap(self) -> float:
        """Return the seconds and start again."""
        now = time.perf_counter()
        seconds, self._start = now - self._start, now
        return seconds


def bertopic(task: Task) -> list[Grouping]:
    """Fit BERTopic with its defaults but for the seed; its own outlier reduction; its own rows placed again."""
    clock = Clock()
    from bertopic import BERTopic
    from sklearn.feature_extraction.text import CountVectorizer
    from umap import UMAP

    # Japanese is divided into words before, since a tokeniser would get a whole topic's texts as one string, which is
    # over what Sudachi takes; \S+ keeps words of one character, of which Japanese has many.
    # Its language "english" would drop every letter that is not A to Z, and so all of Japanese.
    vectorizer = CountVectorizer(token_pattern=r"\S+") if task.language == "ja" else CountVectorizer()
    model = BERTopic(
        language="multilingual" if task.language == "ja" else "english",
        umap_model=UMAP(**BERTOPIC_UMAP, random_state=task.seed),
        vectorizer_model=vectorizer,
    )
    texts = list(task.words)
    topics, _ = model.fit_transform(texts, embeddings=task.vectors)
    words = [[word for word, _ in model.get_topic(topic)] for topic in sorted(set(topics)) if topic >= 0]
    fitted = Grouping("BERTopic", _integers(topics), clock.lap(), {"words": words})
    # Without outliers it raises an error instead of returning what it was given.
    reduced = topics
    if min(topics) < 0:
        reduced = model.reduce_outliers(texts, topics, strategy="embeddings", embeddings=task.vectors)
    seconds = fitted.seconds + clock.lap()
    return [_placed_again(model, task, fitted), Grouping("BERTopic, outliers reduced", _integers(reduced), seconds, {})]


def _placed_again(model: Any, task: Task, fitted: Grouping) -> Grouping:  # noqa: ANN401 - BERTopic ships no types
    """Add to `fitted` how long placing some of its own rows takes, and how many come to where the fit has them."""
    rows = np.random.default_rng(task.seed).permutation(len(task.words))[:PLACED_AGAIN]
    texts, vectors = [task.words[row] for row in rows], task.vectors[rows]
    clock = Clock()
    topics, _ = model.transform(texts, embeddings=vectors)
    facts = {"placed": len(rows), "placing_seconds": clock.lap()}
    # Once more, since the first time in a process is mostly UMAP's compiler.
    model.transform(texts, embeddings=vectors)
    facts |= {"placing_again_seconds": clock.lap()}
    facts |= {"placing_agrees": float((_integers(topics) == fitted.labels[rows]).mean())}
    facts |= fitted.facts
    return Grouping(fitted.method, fitted.labels, fitted.seconds, facts)


def evoc(task: Task) -> list[Grouping]:
    """Fit EVoC with its defaults: the layer it picks, and every layer from the finest, as found and filled."""
    clock = Clock()
    from evoc import EVoC

    model = EVoC(random_state=task.seed)
    picked = _integers(model.fit_predict(task.vectors))
    seconds = clock.lap()
    layers = [_integers(layer) for layer in model.cluster_layers_]
    named = {"EVoC, its pick": picked} | {f"EVoC, layer {number}": layer for number, layer in enumerate(layers)}
    return [each for name, labels in named.items() for each in _both(task, name, labels, seconds)]


def umap(task: Task) -> list[Grouping]:
    """Reduce by UMAP as BERTopic does, then cluster by HDBSCAN at two sizes and by PLSCAN, as found and filled."""
    clock = Clock()
    from umap import UMAP

    space = UMAP(**BERTOPIC_UMAP, random_state=task.seed).fit_transform(task.vectors)
    reducing = clock.lap()
    size = max(BERTOPIC_SIZE, round(len(task.vectors) / PROPORTION))
    found: list[tuple[str, Callable[[], Integers]]] = [
        (f"UMAP + HDBSCAN, {BERTOPIC_SIZE}", lambda: _hdbscan(space, BERTOPIC_SIZE)),
        (f"UMAP + HDBSCAN, n/{PROPORTION}", lambda: _hdbscan(space, size)),
        ("UMAP + PLSCAN", lambda: _plscan(space)),
    ]
    groupings = []
    for name, find in found:
        clock.lap()
        labels = find()
        groupings += _both(task, name, labels, reducing + clock.lap())
    return groupings


def kmeans(task: Task) -> list[Grouping]:
    """Split by k-means, told the number of classes: what nobody has who looks for topics."""
    clock = Clock()
    from sklearn.cluster import KMeans

    labels = KMeans(task.classes, n_init=KMEANS_STARTS, random_state=task.seed).fit_predict(task.vectors)
    return [Grouping(f"k-means, told {task.classes}", _integers(labels), clock.lap(), {})]


def _hdbscan(space: Vectors, size: int) -> Integers:
    """Cluster by HDBSCAN as BERTopic does."""
    from hdbscan import HDBSCAN

    return _integers(HDBSCAN(min_cluster_size=size).fit_predict(space))


def _plscan(space: Vectors) -> Integers:
    """Cluster by PLSCAN, which picks the size by persistence (Bot, McInnes & Aerts 2025)."""
    from fast_hdbscan import PLSCAN

    return _integers(PLSCAN(reproducible=True).fit_predict(space))


def _both(task: Task, name: str, labels: Integers, seconds: float) -> list[Grouping]:
    """Return a grouping as found, and filled to FILLED by nearest centre."""
    filled = fill(task.vectors, labels, FILLED)
    return [Grouping(name, labels, seconds, {}), Grouping(f"{name}, filled", filled, seconds, {})]


def _integers(labels: ArrayLike) -> Integers:
    """Return labels as koe's integers."""
    return np.asarray(labels, dtype=np.int64)


#: The peers by the name that `--only` takes.
PEERS: dict[str, Callable[[Task], list[Grouping]]] = {
    "kmeans": kmeans,
    "evoc": evoc,
    "umap": umap,
    "bertopic": bertopic,
}
