"""truth.json: what was planted in the sample, so that anybody can check what koe finds against it."""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import pairwise

from analytics.sample.events import Event
from analytics.sample.files import BROKEN
from analytics.sample.oddities import Oddities
from analytics.sample.phrases_odd import COLLECTED_PREFIX
from analytics.sample.reviews import Review
from analytics.sample.store import (
    BAD_RELEASE,
    BAD_VERSION,
    CAMPAIGN_WEEK,
    FIRST_DAY,
    GIFT_SEASONS,
    LAST_DAY,
    NEW_BOXES,
    SEGMENTS,
    SNOW_WEEK,
    Customer,
    at_midnight,
)
from analytics.sample.topics import EMERGING, EVERYDAY, FALLING, LEAVING, RISING, SEASONAL, SNOWED_IN, TOPICS

#: What each key of truth.json holds.
KEYS: Mapping[str, str] = {
    "about": "what each key holds",
    "seed": "the seed that the sample was made with",
    "period": "first and last day of the exports, in Asia/Tokyo",
    "counts": "reviews (each once), those with a planted opinion, events, customers, records of review files",
    "catalogue": "topic → names in Japanese and English, and its share of all reviews with text",
    "topics": "review_id → [position, topic, polarity] in the order of the text",
    "spans": "review_id → [start, end] of each entry of topics: characters of the text as delivered",
    "segments": "customer_id → planted segment",
    "segment_names": "segment → names in Japanese and English",
    "emerging": "a topic that a release brings: app version, date, share before and from that day on",
    "seasonal": "a topic that comes with gift seasons: the seasons, share in reviews of them and outside",
    "spike": "a topic that truly jumps for one week: its share in that week and in the eight weeks before",
    "false_spike": "a week in which every count jumps with the volume but no share does; with one example",
    "rise": "a topic that grows all year: share by quarter",
    "fall": "a topic that falls after a change: the date, share before and from that day on",
    "leaving": "a complaint that precedes leaving: its customers, and who bought again within 90 days",
    "duplicates": "review ids: copies (delivered twice alike), corrections (again with other content)",
    "near_copies": "groups of review ids of nearly the same campaign post",
    "boilerplate": "review ids of texts that say nothing, and of those with the collecting site's prefix",
    "without_opinion": "review ids of texts that are empty, only emoji, or hostile strings",
    "other_languages": "review_id → language of texts that are neither Japanese nor English",
    "personal_data": "review_id → [kind, value] planted in the text; none may be published",
    "rejected": "records that must be refused: source, file's month, rule",
}

_BEFORE_SPIKE = timedelta(weeks=8)
_REPURCHASE = timedelta(days=90)
# People write about a wrapped gift a while after they ordered it.
_AFTER_SEASON = timedelta(days=14)


@dataclass(frozen=True)
class Sample:
    """All that was made, before it becomes files."""

    seed: int
    customers: Sequence[Customer]
    reviews: Sequence[Review]
    events: Sequence[Event]
    odd: Oddities


def truth_file(sample: Sample) -> bytes:
    """Return truth.json: one line a key, keys in the order of KEYS."""
    truth = {"about": KEYS, "seed": sample.seed, **_catalogue(sample), **_time(sample), **_oddities(sample)}
    lines = (f"{json.dumps(key)}: {json.dumps(truth[key], ensure_ascii=False)}" for key in KEYS)
    return ("{\n" + ",\n".join(lines) + "\n}\n").encode()


def topics_of(review: Review) -> list[tuple[int, str, int]]:
    """Return position, topic and polarity of each planted opinion of `review`."""
    return [(at, o.topic, o.polarity) for at, o in enumerate(review.opinions) if o.topic is not None]


def _catalogue(sample: Sample) -> dict[str, object]:
    """Return the topics, the segments and what each review and customer belongs to."""
    told = {review.review_id: review for review in sample.reviews if topics_of(review)}
    records = len(sample.reviews) + len(sample.odd.copies) + len(sample.odd.corrections)
    return {
        "period": [FIRST_DAY.isoformat(), LAST_DAY.isoformat()],
        "counts": {
            "reviews": len(sample.reviews),
            "reviews_with_opinion": len(told),
            "events": len(sample.events),
            "customers": len(sample.customers),
            "review_records": records + sum(len(rows) for (name, _), rows in BROKEN.items() if name != "events"),
        },
        "catalogue": {
            topic: {"ja": ja, "en": en, "share": _share(sample, topic, lambda day: True)}
            for topic, (ja, en) in TOPICS.items()
        },
        "topics": {review_id: topics_of(review) for review_id, review in told.items()},
        "spans": {
            review_id: [(opinion.start, opinion.end) for opinion in review.opinions if opinion.topic]
            for review_id, review in told.items()
        },
        "segments": {customer.customer_id: customer.segment for customer in sample.customers},
        "segment_names": {segment: {"ja": ja, "en": en} for segment, (ja, en) in SEGMENTS.items()},
    }


def _time(sample: Sample) -> dict[str, object]:
    """Return what changes over the year, with the shares that the data really have."""
    quarters = [date(2025, 7, 1), date(2025, 10, 1), date(2026, 1, 1), date(2026, 4, 1), date(2026, 7, 1)]

    def in_season(day: date) -> bool:
        """Return whether a gift of the season may still be written about on `day`."""
        return any(first <= day <= last + _AFTER_SEASON for first, last in GIFT_SEASONS)

    return {
        "emerging": {
            "topic": EMERGING,
            "app_version": BAD_VERSION,
            "date": BAD_RELEASE.isoformat(),
            "share_before": _share(sample, EMERGING, lambda day: day < BAD_RELEASE),
            "share_after": _share(sample, EMERGING, lambda day: day >= BAD_RELEASE),
        },
        "seasonal": {
            "topic": SEASONAL,
            "seasons": [[first.isoformat(), (last + _AFTER_SEASON).isoformat()] for first, last in GIFT_SEASONS],
            "share_in": _share(sample, SEASONAL, in_season),
            "share_out": _share(sample, SEASONAL, lambda day: not in_season(day)),
        },
        "spike": {"topic": SNOWED_IN, **_week(sample, SNOWED_IN, SNOW_WEEK)},
        "false_spike": {
            "topic": EVERYDAY,
            **_week(sample, EVERYDAY, CAMPAIGN_WEEK),
            "all_topics": {topic: _week(sample, topic, CAMPAIGN_WEEK) for topic in TOPICS},
        },
        "rise": {
            "topic": RISING,
            "share_by_quarter": [_share(sample, RISING, _between(first, last)) for first, last in pairwise(quarters)],
        },
        "fall": {
            "topic": FALLING,
            "date": NEW_BOXES.isoformat(),
            "share_before": _share(sample, FALLING, lambda day: day < NEW_BOXES),
            "share_after": _share(sample, FALLING, lambda day: day >= NEW_BOXES),
        },
        "leaving": _leaving(sample),
    }


def _oddities(sample: Sample) -> dict[str, object]:
    """Return what real exports also hold."""
    odd = sample.odd
    return {
        "duplicates": {"copies": odd.copies, "corrections": sorted(odd.corrections)},
        "near_copies": odd.near_copies,
        "boilerplate": {
            "whole_text": odd.replaced["boilerplate"],
            "prefix": COLLECTED_PREFIX,
            "prefixed": odd.collected,
        },
        "without_opinion": {kind: odd.replaced[kind] for kind in ("empty", "emoji_only", "hostile")},
        "other_languages": odd.other_languages,
        "personal_data": odd.personal,
        "rejected": [[name, month, rule] for (name, month), rows in BROKEN.items() for _, rule in rows],
    }


def _share(sample: Sample, topic: str, when: Callable[[date], bool]) -> float:
    """Return the share of `topic` among the reviews with any opinion written on days that `when` takes."""
    base = [review for review in sample.reviews if review.opinions and when(review.written_at.date())]
    return round(sum(any(o.topic == topic for o in review.opinions) for review in base) / len(base), 4)


def _week(sample: Sample, topic: str, monday: date) -> dict[str, object]:
    """Return count and share of `topic` in the week of `monday`, beside the mean week of the eight before."""
    after = monday + timedelta(days=7)
    week, before = _between(monday, after), _between(monday - _BEFORE_SPIKE, monday)
    days = [review.written_at.date() for review in sample.reviews if any(o.topic == topic for o in review.opinions)]
    return {
        "week": monday.isoformat(),
        "count": sum(map(week, days)),
        "count_before": round(sum(map(before, days)) / 8, 2),
        "share": _share(sample, topic, week),
        "share_before": _share(sample, topic, before),
    }


def _leaving(sample: Sample) -> dict[str, object]:
    """Return who complained about cancelling, and how many of them and of other regulars bought again."""
    regulars = {customer.customer_id for customer in sample.customers if customer.segment == "subscriber"}
    bought: dict[str, list[datetime]] = {}
    for event in sample.events:
        if event.event == "purchase":
            bought.setdefault(event.customer_id, []).append(event.at)
    end = at_midnight(LAST_DAY) - _REPURCHASE
    first: dict[bool, dict[str, datetime]] = {True: {}, False: {}}
    for review in sorted(sample.reviews, key=lambda review: review.written_at):
        if review.customer_id in regulars and review.written_at < end:
            complains = any(o.topic == LEAVING for o in review.opinions)
            first[complains].setdefault(review.customer_id, review.written_at)
    others = {name: at for name, at in first[False].items() if name not in first[True]}

    def again(people: Mapping[str, datetime]) -> float:
        """Return the share of `people` who bought within 90 days after their review."""
        back = [any(at < time <= at + _REPURCHASE for time in bought.get(name, ())) for name, at in people.items()]
        return round(sum(back) / len(back), 4)

    return {
        "topic": LEAVING,
        "customers": sorted(first[True]),
        "bought_again": again(first[True]),
        "bought_again_other_regulars": again(others),
    }


def _between(first: date, end: date) -> Callable[[date], bool]:
    """Return a test for days from `first` up to, without, `end`."""
    return lambda day: first <= day < end
