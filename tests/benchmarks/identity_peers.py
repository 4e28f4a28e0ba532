"""BERTopic over time: fitted again and matched, or merged with a fit of what is new."""

import json
import time
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from analytics.arrays import Flags, Vectors
from analytics.cluster import NOISE
from analytics.home import Home
from analytics.warehouse import open_warehouse
from tests.benchmarks.identity_scores import agreement
from tests.benchmarks.topics_peers import BERTOPIC_UMAP
from tests.benchmarks.topics_scores import matched

#: From this Jaccard overlap a topic is taken for the one that it was matched with; the peer has no rule of its own.
SAME = 0.5

SEED = 0


@dataclass(frozen=True)
class Points:
    """Texts by hash, what is embedded of them, and their vectors (n, d)."""

    hashes: tuple[str, ...]
    texts: tuple[str, ...]
    vectors: Vectors

    def where(self, inside: Flags) -> "Points":
        """Return some of the texts."""
        rows = np.flatnonzero(inside).tolist()
        return Points(
            tuple(self.hashes[row] for row in rows), tuple(self.texts[row] for row in rows), self.vectors[rows]
        )


def read_points(home: Path, said: Collection[str]) -> Points:
    """Return those of the texts `said` that a home has a vector of, in the order of their hashes."""
    with open_warehouse(Home(home)) as warehouse:
        table = warehouse.database.table(
            "select text_hash, any_value(mention.computed) as computed, any_value(vector.vector) as vector "
            "from analysis.mention as mention join analysis.vector as vector using (text_hash) "
            "group by text_hash order by text_hash"
        )
    vectors = np.stack(table["vector"].to_numpy()).astype(np.float32)
    points = Points(tuple(table["text_hash"].to_pylist()), tuple(table["computed"].to_pylist()), vectors)
    return points.where(np.array([text_hash in said for text_hash in points.hashes], dtype=np.bool_))


def fit_again(points: Points, language: str, folder: Path, key: str, middle: str) -> dict[str, Any]:
    """Fit BERTopic anew, keep where it has each text as `key`, and compare with what it kept as `middle`."""
    start = time.perf_counter()
    labels = _fitted(points, language).topics_
    facts: dict[str, Any] = {"seconds": round(time.perf_counter() - start, 1), "topics_after": _count(labels)}
    now = dict(zip(points.hashes, _named(labels), strict=True))
    (folder / f"{key}.json").write_text(json.dumps(now), encoding="utf-8")
    if key == middle:
        return facts
    before: dict[str, int | None] = json.loads((folder / f"{middle}.json").read_text(encoding="utf-8"))
    return facts | agreement(before, now) | _matched_topics(before, now)


def merge(points: Points, before: Collection[str], language: str) -> dict[str, Any]:
    """Merge BERTopic's fit of the texts `before` with its fit of the others; see what becomes of the former."""
    from bertopic import BERTopic

    known = np.array([text_hash in before for text_hash in points.hashes], dtype=np.bool_)
    old, new = points.where(known), points.where(~known)
    start = time.perf_counter()
    first, second = _fitted(old, language), _fitted(new, language)
    merged = BERTopic.merge_models([first, second])
    seconds = time.perf_counter() - start
    then, now = (dict(zip(old.hashes, _named(topics), strict=True)) for topics in (first.topics_, _of(merged, old)))
    placed, _ = merged.transform(list(old.texts), embeddings=old.vectors)
    again = dict(zip(old.hashes, _named(placed), strict=True))
    return {
        "seconds": round(seconds, 1),
        "new": len(new.hashes),
        "topics_new": _count(second.topics_),
        "topics_after": _count(merged.topics_),
        **agreement(then, now),
        **_matched_topics(then, now),
        "new_one_offs": int(sum(topic < 0 for topic in merged.topics_[len(old.hashes) :])),
        # What the merged model itself says of the old documents when asked, as it would be of tomorrow's.
        "asked_again": agreement(then, again) | _matched_topics(then, again),
    }


def _of(merged: Any, old: Points) -> Sequence[int]:  # noqa: ANN401 - BERTopic ships no types
    """Return the topics that a merged model keeps for the texts of its first model."""
    topics: Sequence[int] = merged.topics_[: len(old.hashes)]
    return topics


def _fitted(points: Points, language: str) -> Any:  # noqa: ANN401 - BERTopic ships no types
    """Return BERTopic with its defaults but for the seed; words are only for names, so they are divided at blanks."""
    from bertopic import BERTopic
    from sklearn.feature_extraction.text import CountVectorizer
    from umap import UMAP

    model = BERTopic(
        language="multilingual" if language == "ja" else "english",
        umap_model=UMAP(**BERTOPIC_UMAP, random_state=SEED),
        vectorizer_model=CountVectorizer(token_pattern=r"\S+"),
    )
    return model.fit(list(points.texts), embeddings=points.vectors)


def _matched_topics(before: Mapping[str, int | None], now: Mapping[str, int | None]) -> dict[str, int]:
    """Count the topics before, and those that keep their id when matched greedily by the documents they share."""
    common = sorted(before.keys() & now.keys())
    old, new = (np.array([_label(side[text]) for text in common], dtype=np.int64) for side in (before, now))
    named = matched(new, old, np.ones(len(common), dtype=np.bool_))
    topics = {topic for topic in before.values() if topic is not None}
    kept = 0
    for topic in topics:
        either, both = ((old == topic) | (named == topic)).sum(), ((old == topic) & (named == topic)).sum()
        kept += bool(either and both / either >= SAME)
    return {"topics_before": len(topics), "kept_id": kept}


def _label(topic: int | None) -> int:
    """Return a topic's number, NOISE for none."""
    return NOISE if topic is None else topic


def _named(labels: Sequence[int]) -> list[int | None]:
    """Return labels with None for BERTopic's -1."""
    return [None if label < 0 else int(label) for label in labels]


def _count(labels: Sequence[int]) -> int:
    """Count the topics."""
    return len({label for label in labels if label >= 0})
