"""Names for topics: the words that set each apart, a label in each language, and mentions to quote."""

from analytics.label.keywords import Described, TopicWords, describe_topics
from analytics.label.llm import Evidence, LLMNames, ask_names, cache_key
from analytics.label.names import Names, name_topics, still_fits
from analytics.label.quotes import choose_quotes

__all__ = [
    "Described",
    "Evidence",
    "LLMNames",
    "Names",
    "TopicWords",
    "ask_names",
    "cache_key",
    "choose_quotes",
    "describe_topics",
    "name_topics",
    "still_fits",
]
