"""Topics from mention vectors: found at the scale the data suggest, under themes, with their stability."""

from analytics.topic.find import ASSIGNED, CORE, ONE_OFF, TopicFit, TopicOptions, find_topics
from analytics.topic.mentions import MentionTopics, topics_of_mentions
from analytics.topic.place import Placed, TopicModel
from analytics.topic.scale import Scale
from analytics.topic.settle import Before, nothing_before
from analytics.topic.space import Opinions
from analytics.topic.stability import DISSOLVED

__all__ = [
    "ASSIGNED",
    "CORE",
    "DISSOLVED",
    "ONE_OFF",
    "Before",
    "MentionTopics",
    "Opinions",
    "Placed",
    "Scale",
    "TopicFit",
    "TopicModel",
    "TopicOptions",
    "find_topics",
    "nothing_before",
    "topics_of_mentions",
]
