"""Who writes when, about what, and how it was liked: the reviews before anything odd happens to them."""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from math import fsum

from analytics.sample.compose import (
    ONE_OFF,
    Opinion,
    Paper,
    Remark,
    slot_words,
    write_mail,
    write_text,
    write_title,
)
from analytics.sample.dice import Dice
from analytics.sample.events import Order
from analytics.sample.store import (
    APP_PRODUCT,
    APP_VERSIONS,
    CAMPAIGN_WEEK,
    FIRST_DAY,
    LAST_DAY,
    Customer,
    at_midnight,
)
from analytics.sample.topics import LEAVING, THEMES, Situation, Theme, likelihood
from analytics.sample.voice import Voice, for_cp932, for_mail, make_voice


@dataclass(frozen=True)
class Channel:
    """A place where reviews come from; `kind` says what people write about there."""

    name: str
    letter: str
    kind: str
    reviews: int
    encoding: str
    titled: float

    @property
    def emoji(self) -> bool:
        """Whether its encoding can hold emoji."""
        return self.encoding != "cp932"


CHANNELS: tuple[Channel, ...] = (
    Channel("app_reviews", "A", "app", 2080, "utf-8", 0.45),
    Channel("web_shop", "W", "shop", 2900, "cp932", 0.55),
    Channel("global_shop", "G", "shop", 1250, "utf-8", 0.7),
    Channel("support_mail", "M", "mail", 850, "utf-8", 0.0),
)
_BY_NAME = {channel.name: channel for channel in CHANNELS}

# A sale week triples the reviews of every channel alike; at weekends people write a little more.
_CAMPAIGN = 3.0
_WEEKDAYS = (1.0, 0.95, 0.95, 0.95, 1.0, 1.2, 1.25)
_GROWTH = 0.2
# How many themes a text has, how it is minded, and what else it says.
_THEMES: dict[str, tuple[float, ...]] = {
    "app": (0.2, 0.6, 0.17, 0.03),
    "shop": (0.17, 0.44, 0.25, 0.11, 0.03),
    "mail": (0.02, 0.7, 0.23, 0.05),
}
_GOOD_MOOD = {"app": 0.44, "shop": 0.66, "mail": 0.13}
_AGAINST_MOOD = 0.13
_RIVALS = (
    {"late_delivery", "delivery_fast"},
    {"support_slow", "support_kind"},
    {"refund_slow", "delivery_fast"},
)
_GENERAL, _CONTEXT, _ONE_OFFS = 0.22, 0.14, 0.07
_ANONYMOUS = {"app": 0.2, "shop": 0.13, "mail": 0.06}
_PRAISE_FIRST = 0.75
# Ratings: where nothing is said, how far talk without a topic pulls, spread, and people who mix up the scale.
_NEUTRAL, _TALK_PULL, _SPREAD, _UPSIDE_DOWN = 3.4, {"+": 1.2, "-": -1.6}, 0.6, 0.012
# A review follows its order by so many days; regulars review few of their many parcels, and an electric
# grinder gives more to write about than the fifth bag of beans.
_SOONEST, _LATEST = timedelta(days=2), timedelta(days=24)
_REGULARS_REVIEW, _COFFEE_REVIEW, _GOODS_REVIEW = 0.4, 0.4, 0.8


@dataclass(frozen=True)
class Review:
    """One review in the store's time; `opinions` is what was planted in `text`, in order."""

    review_id: str
    channel: str
    customer_id: str
    product_id: str
    country: str
    language: str
    app_version: str
    written_at: datetime
    rating: int | None
    title: str
    text: str
    opinions: tuple[Opinion, ...]


@dataclass(frozen=True)
class _Slot:
    """A review to be written: where, when, by whom, after which order, and what it must be about."""

    channel: Channel
    at: datetime
    customer: Customer
    order: Order
    must: Theme | None = None


def write_reviews(customers: Sequence[Customer], orders: Sequence[Order], seed: int) -> list[Review]:
    """Return all reviews by channel and time; ids number them in that order."""
    planner = _Planner(customers, orders, Dice(seed, "review plan"))
    slots = planner.random_slots() + planner.leaving_slots()
    reviews = []
    for channel in CHANNELS:
        own = sorted(
            (slot for slot in slots if slot.channel is channel),
            key=lambda slot: (slot.at, slot.order.order_id),
        )
        for number, slot in enumerate(own, start=1):
            review_id = f"{channel.letter}{number:05d}"
            reviews.append(_write(slot, review_id, seed))
    return reviews


def app_version_at(customer: Customer, at: datetime) -> str:
    """Return the version on the customer's phone: an update arrives within three weeks."""
    lag = timedelta(days=int(customer.customer_id[1:]) * 7 % 22)
    return [version for since, version in APP_VERSIONS if at_midnight(since) + lag <= at][-1]


class _Planner:
    """Finds an author and an order for every review."""

    def __init__(self, customers: Sequence[Customer], orders: Sequence[Order], dice: Dice) -> None:
        """Keep the orders of each market by time, for the search by date."""
        self.dice = dice
        self.customers = customers
        self.reviewed: set[tuple[str, str]] = set()
        markets = {
            "web_shop": [order for order in orders if order.customer.country == "JP"],
            "global_shop": [order for order in orders if order.customer.country != "JP"],
            "app_reviews": [order for order in orders if order.customer.uses_app],
            "support_mail": list(orders),
        }
        self.markets = {name: (market, [order.at for order in market]) for name, market in markets.items()}

    def random_slots(self) -> list[_Slot]:
        """Return the reviews that follow an order by chance, spread over the year."""
        days = [FIRST_DAY + timedelta(days=number) for number in range((LAST_DAY - FIRST_DAY).days + 1)]
        weights = [_volume(day) for day in days]
        slots = []
        for channel in CHANNELS:
            for _ in range(channel.reviews):
                at = at_midnight(self.dice.weighted(days, weights)) + timedelta(seconds=self._second_of_day())
                order = self._order_before(channel, at)
                slots.append(_Slot(channel, at, order.customer, order))
        return slots

    def leaving_slots(self) -> list[_Slot]:
        """Return one complaint about cancelling for each subscriber who leaves with a word."""
        theme = next(theme for theme in THEMES if theme.topic == LEAVING)
        orders: dict[str, list[Order]] = {}
        for order in self.markets["support_mail"][0]:
            orders.setdefault(order.customer.customer_id, []).append(order)
        slots = []
        for customer in self.customers:
            if customer.complains and customer.leaves_at:
                shop = "web_shop" if customer.country == "JP" else "global_shop"
                names = ("app_reviews", shop, "support_mail")
                name = self.dice.weighted(names, (0.4 * customer.uses_app, 0.25, 0.45))
                at = customer.leaves_at - timedelta(hours=self.dice.whole(1, 96))
                before = [order for order in orders[customer.customer_id] if order.at < at - _SOONEST]
                slots.append(_Slot(_BY_NAME[name], at, customer, before[-1], theme))
        return slots

    def _order_before(self, channel: Channel, at: datetime) -> Order:
        """Return an order line of the channel's market some days before `at` that has no review yet."""
        market, times = self.markets[channel.name]
        low, high = bisect_left(times, at - _LATEST), bisect_left(times, at - _SOONEST)
        while True:
            order = market[self.dice.whole(low, high - 1)]
            line = (order.order_id, order.product.product_id)
            if line not in self.reviewed and self.dice.chance(_appetite(order)):
                self.reviewed.add(line)
                return order

    def _second_of_day(self) -> int:
        """Return when in the day somebody writes: seldom at night, most after work."""
        hours = (0, 6, 7, 8, 9, 10, 11, 12, 13, 15, 17, 18, 19, 20, 21, 22, 23)
        weights = (0.3, 0.4, 1.0, 1.2, 1.0, 1.0, 1.0, 1.6, 1.2, 1.0, 1.0, 1.4, 1.8, 2.2, 2.6, 2.2, 1.2)
        return self.dice.weighted(hours, weights) * 3600 + self.dice.whole(0, 3599)


def _appetite(order: Order) -> float:
    """Return how readily this order line is written about, among the lines that may be."""
    by_segment = _REGULARS_REVIEW if order.customer.segment == "subscriber" else 1.0
    if order.product.kind == "emill":
        return by_segment
    return by_segment * (_COFFEE_REVIEW if order.product.category == "coffee" else _GOODS_REVIEW)


def _volume(day: date) -> float:
    """Return how much is written on `day`: weekday, slow growth over the year, the sale week."""
    weight = _WEEKDAYS[day.weekday()] * (1 + _GROWTH * ((day - FIRST_DAY) / (LAST_DAY - FIRST_DAY)))
    return weight * (_CAMPAIGN if CAMPAIGN_WEEK <= day < CAMPAIGN_WEEK + timedelta(days=7) else 1.0)


def _write(slot: _Slot, review_id: str, seed: int) -> Review:
    """Return the finished review of `slot`."""
    dice = Dice(seed, f"review/{review_id}")
    channel, customer, order = slot.channel, slot.customer, slot.order
    voice = make_voice(customer.language, customer.country, Dice(seed, f"voice/{customer.customer_id}"))
    version = app_version_at(customer, slot.at)
    situation = Situation(
        channel.kind,
        slot.at.date(),
        customer.segment,
        order.product,
        order.at.date(),
        order.refunded,
        version,
    )
    remarks = _remarks(_themes(slot.must, situation, dice), channel.kind, dice)
    paper = _paper(slot, voice, version)
    text, opinions = write_text(remarks, paper, dice)
    title = write_title(remarks, paper, dice) if dice.chance(channel.titled) else ""
    if channel.kind == "mail":
        text, opinions = write_mail(text, opinions, paper, dice)
        title = order.order_id
    if channel.encoding == "cp932":
        text, title = for_cp932(text), for_cp932(title)
    is_app = channel.kind == "app"
    return Review(
        review_id=review_id,
        channel=channel.name,
        customer_id="" if not slot.must and dice.chance(_ANONYMOUS[channel.kind]) else customer.customer_id,
        product_id=APP_PRODUCT if is_app else order.product.product_id,
        country=customer.country,
        language=customer.language,
        app_version=version if is_app else "",
        written_at=slot.at,
        rating=None if channel.kind == "mail" else _rating(remarks, dice),
        title=title,
        text=text,
        opinions=opinions,
    )


def _paper(slot: _Slot, voice: Voice, version: str) -> Paper:
    """Return what `slot` is written on; words are spelled as the channel's encoding can hold them."""
    if slot.channel.kind == "mail":
        voice = for_mail(voice)
    words = slot_words(voice.language, slot.order.product, version, slot.order.order_id, slot.at.date())
    return Paper(voice, words, slot.channel.emoji)


def _themes(must: Theme | None, situation: Situation, dice: Dice) -> list[Theme]:
    """Draw the topics of a review: of one mood mostly, none twice and no two that contradict each other."""
    shares = _THEMES[situation.kind]
    count = dice.weighted(range(len(shares)), shares)
    good = not must and dice.chance(_GOOD_MOOD[situation.kind])
    themes = [must] if must else []
    while len(themes) < count:
        taken = {theme.topic for theme in themes}
        barred = taken.union(*(rivals for rivals in _RIVALS if rivals & taken))
        weights = [
            0.0 if theme.topic in barred else likelihood(theme, situation) * _of_mood(theme, good) for theme in THEMES
        ]
        themes.append(dice.weighted(THEMES, weights))
    return themes


def _of_mood(theme: Theme, good: bool) -> float:
    """Return the factor for a theme against the author's mood."""
    return 1.0 if (theme.polarity > 0) == good else _AGAINST_MOOD


def _remarks(themes: list[Theme], kind: str, dice: Dice) -> list[Remark]:
    """Return the themes in the order they are said, with the talk around them."""
    remarks = [Remark(theme) for theme in themes]
    if dice.chance(_PRAISE_FIRST):
        remarks.sort(key=lambda remark: -remark.polarity)
    balance = sum(remark.polarity for remark in remarks)
    tone = "+" if balance > 0 or (not remarks and dice.chance(_GOOD_MOOD[kind])) else "-"
    if not remarks or (kind != "mail" and balance and dice.chance(_GENERAL)):
        remarks.append(Remark(None, tone))
    if kind == "shop" and dice.chance(_CONTEXT):
        remarks.insert(0, Remark(None, "0"))
    if dice.chance(_ONE_OFFS):
        remarks.append(Remark(None, ONE_OFF))
    return remarks


def _rating(remarks: list[Remark], dice: Dice) -> int:
    """Return 1 to 5 stars: the mean pull of what was said, with a spread, and at times upside down."""
    pulls = [remark.theme.pull if remark.theme else _TALK_PULL.get(remark.talk, 0.0) for remark in remarks]
    stars = _NEUTRAL + fsum(pulls) / len(pulls) + _SPREAD * dice.bell()
    rating = min(5, max(1, int(stars + 0.5)))
    return 6 - rating if dice.chance(_UPSIDE_DOWN) else rating
