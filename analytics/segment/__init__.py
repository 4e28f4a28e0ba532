"""Customer segments: groups of customers who behave alike, what sets them apart, and what they speak of."""

from analytics.segment.find import Segments, find_segments
from analytics.segment.model import SegmentModel
from analytics.segment.profile import Contrast
from analytics.segment.topics import TopicLift, topic_lift

__all__ = ["Contrast", "SegmentModel", "Segments", "TopicLift", "find_segments", "topic_lift"]
