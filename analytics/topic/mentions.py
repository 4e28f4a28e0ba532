"""Topics of distinct mentions: near copies shape a topic once, and go where the text they are copies of goes."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from analytics.arrays import Integers
from analytics.text import near_copies
from analytics.topic.find import TopicFit, TopicOptions, find_topics
from analytics.topic.settle import Before
from analytics.topic.space import Opinions


@dataclass(frozen=True)
class MentionTopics:
    """The fit spread over all n mentions, and the row of the text that each is a near copy of, its own if none."""

    fit: TopicFit
    copy_of: Integers


def topics_of_mentions(
    texts: Sequence[str], opinions: Opinions, options: TopicOptions, before: Before | None = None
) -> MentionTopics:
    """Find topics among n distinct `texts`, in a stable order, and the opinions that they are."""
    copy_of = near_copies(texts)
    originals, original = np.unique(copy_of, return_inverse=True)
    fit = find_topics(opinions.at(originals), options, before.at(originals) if before else None)
    spread = replace(
        fit,
        labels=fit.labels[original],
        placement=tuple(fit.placement[row] for row in original),
        strength=fit.strength[original],
        plane=fit.plane[original],
        fitted=originals[fit.fitted],
    )
    return MentionTopics(spread, copy_of)
