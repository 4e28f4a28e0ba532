"""What the release before says of ids, so that topics and segments keep theirs."""

from dataclasses import dataclass
from typing import Any

from analytics.database import statement
from analytics.home import Home
from analytics.release import current_release


@dataclass(frozen=True)
class Previous:
    """Every topic and segment ever published, and the members that they had in the release before."""

    topics: list[dict[str, Any]]
    topic_of_mention: dict[str, str]
    segments: list[dict[str, Any]]
    segment_of_customer: dict[str, str]

    @property
    def theme_of_mention(self) -> dict[str, str]:
        """The theme of each mention that was in one."""
        parents = {row["topic_id"]: row["parent_topic_id"] for row in self.topics}
        themes = {mention: parents.get(topic) for mention, topic in self.topic_of_mention.items()}
        return {mention: theme for mention, theme in themes.items() if theme is not None}

    @property
    def topic_ids(self) -> set[str]:
        """Every topic id ever given."""
        return {row["topic_id"] for row in self.topics}

    @property
    def segment_ids(self) -> set[str]:
        """Every segment id ever given."""
        return {row["segment_id"] for row in self.segments}


def previous_release(home: Home) -> Previous:
    """Return what the current release says of ids; nothing before the first."""
    if home.manifest() is None:
        return Previous([], {}, [], {})
    with current_release(home) as release:
        mentions = release.rows(statement("load/previous_mentions"))
        customers = release.rows(statement("load/previous_customers"))
        return Previous(
            release.rows(statement("load/previous_topics")),
            {row["mention_id"]: row["topic_id"] for row in mentions},
            release.rows(statement("load/previous_segments")),
            {row["customer_id"]: row["segment_id"] for row in customers},
        )
