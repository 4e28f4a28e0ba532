"""What a segment speaks of more, or less, than all other customers."""

from dataclasses import dataclass

import numpy as np

from analytics.arrays import Floats, Integers
from analytics.trend import compare_rates, false_discovery


@dataclass(frozen=True)
class TopicLift:
    """Arrays (segments, topics): the share of a segment's reviews with the topic, over the others' share.

    All are NaN where the segment, or everyone else, wrote nothing; lift and ci_high also where the others'
    share is 0.
    """

    rate: Floats
    lift: Floats
    ci_low: Floats
    ci_high: Floats
    p_value: Floats
    q_value: Floats


def topic_lift(with_topic: Integers, reviews: Integers, all_with_topic: Integers, all_reviews: int) -> TopicLift:
    """Compare each segment's reviews with those of all other customers, those in no segment included.

    `with_topic` (segments, topics) and `reviews` (segments,) count reviews of a segment's customers;
    `all_with_topic` (topics,) and `all_reviews` those of all customers. One family of tests: all pairs. The
    comparison is the exact one of two Poisson rates, so p-value and interval agree and small counts are no
    special case; it takes the interval of a common topic somewhat wide, which also covers that a customer
    writes more than one review.
    """
    written = np.broadcast_to(reviews[:, np.newaxis], with_topic.shape)
    others, others_written = all_with_topic - with_topic, all_reviews - written
    if (with_topic > written).any() or (others < 0).any() or (others > others_written).any():
        raise ValueError("reviews with a topic are more than reviews, or a segment's more than all")
    known = (written > 0) & (others_written > 0)
    size, size_others = np.where(known, written, 1.0), np.where(known, others_written, 1.0)
    segment, rest = (with_topic.astype(np.float64), size), (others.astype(np.float64), size_others)
    plain = np.ones(with_topic.shape)
    compared = compare_rates(segment, rest, step=plain, freedom=plain * np.inf)
    p_value = np.where(known, compared.p_value, np.nan)
    return TopicLift(
        rate=np.where(known, with_topic / size, np.nan),
        lift=np.where(known, compared.ratio, np.nan),
        ci_low=np.where(known, compared.ci_low, np.nan),
        ci_high=np.where(known, compared.ci_high, np.nan),
        p_value=p_value,
        q_value=false_discovery(p_value.ravel()).reshape(p_value.shape),
    )
