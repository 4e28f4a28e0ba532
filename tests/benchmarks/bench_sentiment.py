"""How well koe's sentiment agrees with people, untrained and trained on half of the ratings, with the embedded model.

    python tests/benchmarks/bench_sentiment.py [--data ../shared/datasets]

prints a table for README.md. Agreement is Spearman's with mean ratings, and the area under the curve (AUC) where only
the side is known. Trained: on a random half, judged on the other half; the median of several halves. Slope and bias are
those of the ratings (from -1 to 1) of the judged half: 1 and 0 are calibrated. The sets are told in no way to the code.
"""

import argparse
import csv
import gzip
import os
import platform
import statistics
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from scipy.stats import spearmanr
from sklearn.metrics import roc_auc_score

from analytics.arrays import Floats, Integers, Vectors
from analytics.encode import EMBEDDED, Encoder, ModelEncoder
from analytics.sentiment import Anchors, Encoded, Rated, learn_sentiments, load_anchors

#: Random halves; the median is shown.
HALVES = 5


@dataclass(frozen=True)
class Labelled:
    """Texts with a rating from -1 to 1 each; `graded` where it has more values than these two."""

    name: str
    mentions: Encoded
    ratings: Floats
    graded: bool

    def agreement(self, values: Floats, rows: Integers) -> float:
        """Return Spearman's rank correlation of graded ratings, else the AUC."""
        truth = self.ratings[rows]
        return float(spearmanr(values, truth).statistic if self.graded else roc_auc_score(truth > 0, values))


def snippets(path: Path) -> dict[str, float]:
    """Return text → mean rating of 20 people, -4 to 4 brought to -1 to 1."""
    lines = (line.rstrip("\n").split("\t") for line in path.open(encoding="utf-8", errors="replace") if line.strip())
    return {text: float(rating) / 4 for _, rating, text in lines}


def one_sided(opinions: Iterable[tuple[str, str]]) -> dict[str, float]:
    """Return text → 1 or -1 for the texts of which every opinion is positive, or every one negative."""
    sides: dict[str, set[str]] = {}
    for text, side in opinions:
        sides.setdefault(text, set()).add(side)
    known = {"positive": 1.0, "negative": -1.0}
    return {text: known[next(iter(side))] for text, side in sides.items() if len(side) == 1 and side <= known.keys()}


def load(data: Path, encoder: Encoder) -> list[Labelled]:
    """Read and encode the sets: two that targets are set for, two to check with."""
    with gzip.open(data / "ja_chabsa" / "chabsa_opinions.csv.gz", "rt", encoding="utf-8") as file:
        japanese = one_sided((row["text"], row["polarity"]) for row in csv.DictReader(file))
    with (data / "en_airline_tweets" / "bench.csv").open(encoding="utf-8") as file:
        certain = [row for row in csv.DictReader(file) if float(row["airline_sentiment_confidence"]) == 1]
    airline = one_sided((row["text"], row["airline_sentiment"]) for row in certain)
    vader = data / "en_vader_amazon_snippets"
    sets = {
        "en product reviews, Spearman": (snippets(vader / "amazonReviewSnippets_GroundTruth.txt"), True),
        "ja annual reports, AUC": (japanese, False),
        "check: en tweets, Spearman": (snippets(vader / "tweets_GroundTruth.txt"), True),
        "check: en airline tweets, AUC": (airline, False),
    }
    return [
        Labelled(name, Encoded(list(rated), encoder.encode(list(rated))), np.array(list(rated.values())), graded)
        for name, (rated, graded) in sets.items()
    ]


def trained(labelled: Labelled, anchors: tuple[Anchors, Vectors], seed: int) -> tuple[float, float, float, float]:
    """Return agreement, slope and bias on the half not learned from, and the agreement that koe itself reports."""
    shuffled = np.random.default_rng(seed).permutation(len(labelled.ratings))
    learned, judged = np.array_split(shuffled, 2)
    rated = Rated(learned, (labelled.ratings[learned] + 1) / 2)
    found = learn_sentiments(labelled.mentions, *anchors, rated).sentiments
    values, truth = found.values[judged], labelled.ratings[judged]
    slope = float(np.polyfit(values, truth, 1)[0])
    reported = labelled.agreement(found.values[learned], learned)
    return labelled.agreement(values, judged), slope, float((values - truth).mean()), reported


def main() -> None:
    """Encode the sets, measure, print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=Path("../shared/datasets"), help="folder of the sets")
    options = parser.parse_args()
    encoder = ModelEncoder(EMBEDDED)
    anchors = load_anchors()
    vectors = encoder.encode(anchors.texts)
    write = sys.stdout.write
    write(f"{len(anchors.texts)} anchors, {os.cpu_count()} cores, {platform.system()}, medians of {HALVES} halves\n\n")
    write("| set | texts | untrained | its slope | trained | as reported by koe | slope | bias |\n")
    write("|---|---|---|---|---|---|---|---|\n")
    for labelled in load(options.data, encoder):
        values = learn_sentiments(labelled.mentions, anchors, vectors).sentiments.values
        untrained = labelled.agreement(values, np.arange(len(values)))
        rise = float(np.polyfit(values, labelled.ratings, 1)[0])
        runs = zip(*(trained(labelled, (anchors, vectors), seed) for seed in range(HALVES)), strict=True)
        agreement, slope, bias, reported = (statistics.median(figures) for figures in runs)
        write(f"| {labelled.name} | {len(values):,} | {untrained:.3f} | {rise:.2f} ")
        write(f"| {agreement:.3f} | {reported:.3f} | {slope:.2f} | {bias:+.3f} |\n")


if __name__ == "__main__":
    main()
