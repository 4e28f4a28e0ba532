"""Sentiment of mentions from -1 to 1: from anchor phrases and a lexicon, corrected by the deployment's own ratings."""

from analytics.sentiment.anchors import Anchors, load_anchors
from analytics.sentiment.model import Learned, SentimentModel, learn_sentiments
from analytics.sentiment.ratings import LEAST_RATED, Rated
from analytics.sentiment.results import Encoded, Landmarks, Sentiments

__all__ = [
    "LEAST_RATED",
    "Anchors",
    "Encoded",
    "Landmarks",
    "Learned",
    "Rated",
    "SentimentModel",
    "Sentiments",
    "learn_sentiments",
    "load_anchors",
]
