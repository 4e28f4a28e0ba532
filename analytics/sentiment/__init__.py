"""Sentiment of mentions from -1 to 1: from anchor phrases and a lexicon, corrected by the deployment's own ratings."""

from analytics.sentiment.anchors import Anchors, load_anchors, sentiments_by_anchors
from analytics.sentiment.ratings import LEAST_RATED, Rated, sentiments_by_ratings
from analytics.sentiment.results import Encoded, Sentiments

__all__ = [
    "LEAST_RATED",
    "Anchors",
    "Encoded",
    "Rated",
    "Sentiments",
    "load_anchors",
    "sentiments_by_anchors",
    "sentiments_by_ratings",
]
