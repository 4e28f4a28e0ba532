"""The planted facts hold in the delivered files, counted afresh and not from truth.json's own shares."""

from collections import defaultdict
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from statistics import median
from typing import Any
from zoneinfo import ZoneInfo

import pytest

Told = dict[str, dict[str, str]]
Share = Callable[[str, date, date], float]

TOKYO = ZoneInfo("Asia/Tokyo")
FIRST, END = date(2025, 7, 1), date(2026, 7, 1)


def written_at(told: dict[str, str]) -> datetime:
    """Return when a review was written, read as its channel writes times."""
    if told["channel"] == "app_reviews":
        return datetime.fromisoformat(told["at"])
    if told["channel"] == "web_shop":
        return datetime.strptime(told["at"], "%Y/%m/%d %H:%M").replace(tzinfo=TOKYO)
    if told["channel"] == "global_shop":
        return datetime.strptime(told["at"], "%d/%m/%Y %H:%M").replace(tzinfo=UTC)
    return datetime.fromtimestamp(int(told["at"]), UTC)


@pytest.fixture(scope="session")
def days(reviews: Told) -> dict[str, date]:
    """Return the business day of each review."""
    return {name: written_at(told).astimezone(TOKYO).date() for name, told in reviews.items()}


@pytest.fixture(scope="session")
def share(truth: dict[str, Any], reviews: Told, days: dict[str, date]) -> Share:
    """Return a function that counts a topic's share among the reviews with text of some days."""
    about = {name: {topic for _, topic, _ in entries} for name, entries in truth["topics"].items()}

    def of_days(topic: str, first: date, end: date) -> float:
        """Return the share of `topic` from `first` up to, without, `end`."""
        base = [name for name, day in days.items() if first <= day < end and reviews[name]["text"]]
        return sum(topic in about.get(name, ()) for name in base) / len(base)

    return of_days


def test_a_topic_emerges_with_the_release(truth: dict[str, Any], share: Share) -> None:
    """There is almost no word of crashes before the release and much afterwards."""
    fact = truth["emerging"]
    release = date.fromisoformat(fact["date"])
    assert share(fact["topic"], FIRST, release) < 0.005
    assert share(fact["topic"], release + timedelta(days=7), END) > 0.06


def test_crashes_are_of_the_bad_version(truth: dict[str, Any], reviews: Told) -> None:
    """App reviews about crashes come from the bad release, save a few."""
    names = [
        name
        for name, entries in truth["topics"].items()
        if reviews[name]["channel"] == "app_reviews" and any(topic == "app_crash" for _, topic, _ in entries)
    ]
    release = datetime(2026, 2, 17, tzinfo=TOKYO)
    assert sum(written_at(reviews[name]) >= release for name in names) / len(names) > 0.95


def test_gift_wrapping_is_seasonal(truth: dict[str, Any], share: Share) -> None:
    """In both gift seasons its share is well over twice that of quiet months."""
    quiet = share(truth["seasonal"]["topic"], date(2026, 2, 1), date(2026, 4, 20))
    for first, last in truth["seasonal"]["seasons"]:
        assert share(truth["seasonal"]["topic"], date.fromisoformat(first), date.fromisoformat(last)) > 2.5 * quiet


def test_the_false_spike_is_volume_alone(truth: dict[str, Any], days: dict[str, date], share: Share) -> None:
    """The campaign week has about three times the reviews; every common topic keeps its share."""
    fact = truth["false_spike"]
    monday = date.fromisoformat(fact["week"])
    assert monday.weekday() == 0
    before, after = monday - timedelta(weeks=8), monday + timedelta(weeks=1)
    week = sum(monday <= day < after for day in days.values())
    usual = sum(before <= day < monday for day in days.values()) / 8
    assert 2.5 < week / usual < 3.5
    assert fact["count"] > 2 * fact["count_before"]
    for topic, entry in truth["catalogue"].items():
        expected = share(topic, before, monday)
        # Three standard errors of a share of that many reviews.
        error = 3 * (max(expected, entry["share"]) * (1 - expected) / week) ** 0.5
        if topic not in ("app_crash", "gift_wrapping"):
            assert abs(share(topic, monday, after) - expected) < error, topic


def test_the_true_spike_is_one_of_share(truth: dict[str, Any], days: dict[str, date], share: Share) -> None:
    """In the snow the share of late parcels more than doubles while the volume does not."""
    monday = date.fromisoformat(truth["spike"]["week"])
    before, after = monday - timedelta(weeks=8), monday + timedelta(weeks=1)
    topic = truth["spike"]["topic"]
    assert share(topic, monday, after) > 2 * share(topic, before, monday)
    week = sum(monday <= day < after for day in days.values())
    assert week < 1.4 * sum(before <= day < monday for day in days.values()) / 8


def test_one_topic_rises_and_one_falls(truth: dict[str, Any], share: Share) -> None:
    """Talk of prices grows from half-year to half-year; damaged parcels halve after the new boxes."""
    middle, change = date(2026, 1, 1), date.fromisoformat(truth["fall"]["date"])
    assert share(truth["rise"]["topic"], middle, END) > 1.25 * share(truth["rise"]["topic"], FIRST, middle)
    later = share(truth["fall"]["topic"], change + timedelta(days=21), END)
    assert later < 0.5 * share(truth["fall"]["topic"], FIRST, change)


def test_who_cannot_cancel_leaves(truth: dict[str, Any], reviews: Told, events: list[dict[str, str]]) -> None:
    """Of the regulars, those who complain of cancelling buy far less in the 90 days after their review."""
    bought = defaultdict(list)
    for event in events:
        if event["event_name"] == "purchase":
            bought[event["user_id"]].append(int(event["event_timestamp"]) / 1_000_000)
    window, end = 90 * 86400, datetime(2026, 7, 1, tzinfo=TOKYO).timestamp()
    orders: dict[bool, list[int]] = {True: [], False: []}
    for name, told in reviews.items():
        at = written_at(told).timestamp()
        if truth["segments"].get(told["customer"]) == "subscriber" and at < end - window:
            complains = any(topic == truth["leaving"]["topic"] for _, topic, _ in truth["topics"].get(name, ()))
            orders[complains].append(sum(at < time <= at + window for time in bought[told["customer"]]))
    means = {complains: sum(counts) / len(counts) for complains, counts in orders.items()}
    assert len(orders[True]) > 60
    assert means[True] < 0.35 * means[False]
    assert truth["leaving"]["bought_again"] < 0.5 < truth["leaving"]["bought_again_other_regulars"]


def test_reviews_of_goods_follow_their_purchase(reviews: Told, events: list[dict[str, str]]) -> None:
    """From August on, a shop review with a customer comes after that customer bought that product."""
    first: dict[tuple[str, str], float] = {}
    for event in events:
        if event["event_name"] == "purchase":
            first.setdefault((event["user_id"], event["item_id"]), int(event["event_timestamp"]) / 1_000_000)
    start = datetime(2025, 8, 1, tzinfo=TOKYO)
    told = [told for told in reviews.values() if told["channel"] in ("web_shop", "global_shop") and told["customer"]]
    later = [one for one in told if written_at(one) >= start]
    following = [
        first.get((one["customer"], one["product"]), float("inf")) < written_at(one).timestamp() for one in later
    ]
    assert len(later) > 3000
    assert all(following)


def test_segments_behave_differently(truth: dict[str, Any], events: list[dict[str, str]]) -> None:
    """Orders, money, promotions and searches tell the planted segments apart."""
    kinds: dict[str, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    orders: dict[str, set[str]] = defaultdict(set)
    money: dict[str, int] = defaultdict(int)
    for event in events:
        kinds[event["user_id"]][event["event_name"]] += 1
        if event["event_name"] == "purchase":
            orders[event["user_id"]].add(event["transaction_id"])
            money[event["user_id"]] += int(event["value"])
    people: dict[str, list[str]] = defaultdict(list)
    for name, segment in truth["segments"].items():
        people[segment].append(name)

    def typical(segment: str, measure: Callable[[str], float]) -> float:
        """Return the median of `measure` over the people of a segment."""
        return median(measure(name) for name in people[segment])

    assert {segment: len(names) > 250 for segment, names in people.items()} == dict.fromkeys(
        truth["segment_names"], True
    )
    assert typical("subscriber", lambda name: len(orders[name])) > 10
    assert typical("gift", lambda name: len(orders[name])) == 1
    assert typical("browser", lambda name: len(orders[name])) == 0
    assert typical("enthusiast", lambda name: money[name]) > 3 * typical("bargain", lambda name: money[name])
    promoted = {segment: typical(segment, lambda name: kinds[name]["select_promotion"]) for segment in people}
    assert max(promoted, key=lambda segment: promoted[segment]) == "bargain"
