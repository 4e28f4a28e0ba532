"""What the customers do: visits, orders, renewals and refunds, as event records in the words of GA4."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from analytics.sample.dice import Dice
from analytics.sample.store import (
    FIRST_DAY,
    LAST_DAY,
    Customer,
    Product,
    at_midnight,
    in_gift_season,
)

# Orders of the weeks before the exports begin are made too: the first reviews have an order behind them.
WARM_UP = timedelta(days=45)
COUPON_DAYS = (5, 15, 25)

# A subscriber's parcel comes every so many days; of those who left, a few visits still happen.
_RENEWAL_DAYS = (14, 28)
_STRAY_VISITS = 0.06
_REFUNDS = 0.04
_CART_LEFT = 0.15
_COMPANION = 0.5
# Coffee grew dearer in three steps: price in percent of the first one from that day on.
_PRICE_STEPS = ((datetime(2025, 9, 1), 105), (datetime(2026, 1, 15), 111), (datetime(2026, 4, 1), 118))
# What people put into the same basket.
_COMPANIONS: dict[str, tuple[str, ...]] = {
    "bean": ("bean", "drip", "jar"),
    "drip": ("mug", "drip"),
    "mill": ("bean", "dripper"),
    "emill": ("bean", "scale"),
    "dripper": ("carafe", "kettle"),
    "kettle": ("dripper", "scale"),
    "press": ("bean",),
    "mug": ("mug", "towel"),
    "glass": ("glass",),
    "board": ("knife",),
    "pan": ("board", "jar"),
    "towel": ("towel", "throw"),
    "apron": ("towel", "board"),
    "lamp": ("basket",),
}


@dataclass(frozen=True)
class Habit:
    """How a segment shops: visits a year, chances per visit, views and basket sizes, and what it looks at."""

    visits: tuple[int, int]
    buys: float
    views: tuple[int, int]
    search: float
    promotion: float
    wishlist: float
    basket: tuple[int, int]
    dear: float
    tastes: dict[str, float]


_EVEN = {
    "coffee": 1.0,
    "grinder": 0.4,
    "brewing": 1.0,
    "cup": 1.6,
    "kitchen": 1.4,
    "living": 1.5,
    "gift": 0.3,
}
_HABITS: dict[str, Habit] = {
    "subscriber": Habit((4, 8), 0.35, (1, 2), 0.12, 0.05, 0.03, (1, 2), 0.0, {**_EVEN, "coffee": 9.0}),
    "bargain": Habit((4, 9), 0.48, (1, 3), 0.2, 0.9, 0.05, (1, 3), -1.0, _EVEN),
    "gift": Habit((1, 2), 0.9, (3, 6), 0.6, 0.1, 0.0, (1, 2), 0.0, {"cup": 1.5, "living": 1.0, "gift": 6.0}),
    "browser": Habit((3, 7), 0.06, (2, 5), 0.65, 0.1, 0.3, (1, 1), 0.0, _EVEN),
    "enthusiast": Habit(
        (6, 11),
        0.6,
        (2, 5),
        0.3,
        0.02,
        0.08,
        (1, 3),
        1.0,
        {"coffee": 4.0, "grinder": 3.0, "brewing": 4.0, "cup": 0.8},
    ),
}


@dataclass(frozen=True)
class Event:
    """One thing a customer did, in the store's time; `value` is the line's total in JPY."""

    customer_id: str
    event: str
    at: datetime
    session_id: str = ""
    order_id: str = ""
    product_id: str = ""
    value: int | None = None
    quantity: int | None = None


@dataclass(frozen=True)
class Order:
    """One bought line, which a review may be about."""

    order_id: str
    customer: Customer
    product: Product
    at: datetime
    refunded: bool


def simulate(customers: Sequence[Customer], products: Sequence[Product], seed: int) -> tuple[list[Event], list[Order]]:
    """Return the events of the exported year and the order lines (those of the warm-up too), both by time."""
    goods = [product for product in products if product.price]
    events: list[Event] = []
    orders: list[Order] = []
    for customer in customers:
        visitor = _Visitor(customer, goods, Dice(seed, f"visits/{customer.customer_id}"))
        visitor.live()
        events += visitor.events
        orders += visitor.orders
    start, end = at_midnight(FIRST_DAY), at_midnight(LAST_DAY) + timedelta(days=1)
    exported = [event for event in events if start <= event.at < end]
    exported.sort(key=lambda event: (event.at, event.customer_id))
    return exported, sorted((o for o in orders if o.at < end), key=lambda o: (o.at, o.order_id))


class _Visitor:
    """One customer's year, written down as it goes."""

    def __init__(self, customer: Customer, goods: Sequence[Product], dice: Dice) -> None:
        """Draw the customer's favourites: two products that they look at far more often than others."""
        self.customer, self.goods, self.dice = customer, goods, dice
        self.habit = _HABITS[customer.segment]
        self.events: list[Event] = []
        self.orders: list[Order] = []
        plain = [self._appeal(product) for product in goods]
        favourites = {dice.weighted(goods, plain).product_id for _ in range(2)}
        self.appeal = [
            weight * (6 if product.product_id in favourites else 1)
            for weight, product in zip(plain, goods, strict=True)
        ]
        self.parcel = dice.weighted(goods, [product.kind == "bean" for product in goods])

    def live(self) -> None:
        """Write down the sign-up, the renewals and every visit until the customer leaves."""
        customer, dice = self.customer, self.dice
        start = max(customer.signed_up, at_midnight(FIRST_DAY) - WARM_UP)
        end = at_midnight(LAST_DAY) + timedelta(days=1)
        self._note("sign_up", customer.signed_up, f"{customer.customer_id}-0")
        if customer.segment == "subscriber":
            self._renewals(start, min(customer.leaves_at or end, end))
        # Somebody who came in spring has had less time for visits than somebody who was there all year.
        share = (end - start) / (end - at_midnight(FIRST_DAY))
        visits = max(1, round(dice.whole(*self.habit.visits) * share))
        for number, at in enumerate(sorted(self._visit_time(start, end) for _ in range(visits)), start=1):
            left = customer.leaves_at is not None and at > customer.leaves_at
            if not left or dice.chance(_STRAY_VISITS):
                self._visit(at, f"{customer.customer_id}-{number}")

    def _visit_time(self, start: datetime, end: datetime) -> datetime:
        """Return when a visit happens: on coupon days for bargain hunters, in season for gift buyers."""
        if self.customer.segment == "gift" and self.dice.chance(0.85):
            return self.customer.signed_up + timedelta(minutes=self.dice.whole(2, 30))
        for _ in range(40):
            at = start + timedelta(seconds=int((end - start).total_seconds() * self.dice.unit()))
            at = at.replace(hour=self.dice.pick((7, 8, 9, 12, 12, 13, 16, 18, 19, 20, 21, 21, 22, 22, 23)))
            wanted = self.customer.segment != "bargain" or at.day in COUPON_DAYS or self.dice.chance(0.02)
            if start <= at < end and wanted:
                break
        return max(at, start)

    def _renewals(self, start: datetime, end: datetime) -> None:
        """Send the subscriber's parcel of beans at a fixed rhythm, without a visit."""
        step = timedelta(days=self.dice.pick(_RENEWAL_DAYS))
        at = start.replace(hour=6, minute=self.dice.whole(0, 59)) + timedelta(days=self.dice.whole(0, 13))
        bags = self.dice.weighted((1, 2, 3), (0.5, 0.4, 0.1))
        while at < end:
            self._buy([(self.parcel, bags)], at, "")
            at += step

    def _visit(self, at: datetime, session_id: str) -> None:
        """Write down one visit, from the first page to the order or to nothing."""
        dice, habit = self.dice, self.habit
        openings = (
            ("login", 0.2),
            ("view_promotion", habit.promotion),
            ("select_promotion", habit.promotion * 0.8),
            ("search", habit.search),
            ("view_item_list", 0.5),
        )
        for name, chance in openings:
            if dice.chance(chance):
                at = self._note(name, at, session_id)
        seen = [dice.weighted(self.goods, self.appeal) for _ in range(dice.whole(*habit.views))]
        for product in seen:
            at = self._note("view_item", at, session_id, product)
            if dice.chance(habit.wishlist):
                at = self._note("add_to_wishlist", at, session_id, product)
        # At Christmas and Mother's Day even browsers buy a little more.
        urge = habit.buys * (1.3 if in_gift_season(at.date()) else 1.0)
        if dice.chance(urge):
            basket = self._basket(seen)
            for product, _ in basket:
                at = self._note("add_to_cart", at, session_id, product)
            self._buy(basket, self._note("begin_checkout", at, session_id), session_id)
        elif dice.chance(_CART_LEFT):
            self._note("add_to_cart", at, session_id, seen[-1])

    def _basket(self, seen: Sequence[Product]) -> list[tuple[Product, int]]:
        """Return what is bought: something seen, then what goes with it or something else of the store."""
        dice = self.dice
        chosen = [dice.pick(seen)]
        size = dice.whole(*self.habit.basket)
        while len(chosen) < size:
            companions = _COMPANIONS.get(chosen[0].kind, ())
            matching = [product for product in self.goods if product.kind in companions]
            with_it = matching and dice.chance(_COMPANION)
            chosen.append(dice.pick(matching) if with_it else dice.weighted(self.goods, self.appeal))
        return [(product, 2 if dice.chance(0.12) else 1) for product in dict.fromkeys(chosen)]

    def _buy(self, basket: Sequence[tuple[Product, int]], at: datetime, session_id: str) -> None:
        """Write down an order, a line per product, and the refunds that follow some lines."""
        dice, name = self.dice, self.customer.customer_id
        order_id = f"AS{name[1:]}-{len({order.order_id for order in self.orders}) + 1:03d}"
        coupon = self.customer.segment == "bargain" and at.day in COUPON_DAYS
        for product, quantity in basket:
            percent = _price_percent(product, at) - (15 if coupon else 0)
            value = product.price * percent // 100 * quantity
            line = (session_id, order_id, product.product_id, value, quantity)
            self.events.append(Event(name, "purchase", at, *line))
            refunded = dice.chance(_REFUNDS)
            self.orders.append(Order(order_id, self.customer, product, at, refunded))
            if refunded:
                later = at + timedelta(days=dice.whole(6, 25), minutes=dice.whole(0, 500))
                self.events.append(Event(name, "refund", later, "", order_id, product.product_id, value, quantity))

    def _note(self, event: str, at: datetime, session_id: str, product: Product | None = None) -> datetime:
        """Write down one event and return the moment of the next."""
        product_id = product.product_id if product else ""
        self.events.append(Event(self.customer.customer_id, event, at, session_id, product_id=product_id))
        return at + timedelta(seconds=self.dice.whole(6, 170))

    def _appeal(self, product: Product) -> float:
        """Return how likely the segment looks at `product`: by its taste and its feeling for prices."""
        taste = self.habit.tastes.get(product.category, 0.1)
        if self.habit.dear < 0:
            return taste / (1 + product.price / 2000)
        return taste * (1 + self.habit.dear * product.price / 8000)


def _price_percent(product: Product, at: datetime) -> int:
    """Return the price of `product` at that time in percent of its first price."""
    steps = [percent for since, percent in _PRICE_STEPS if at >= since]
    return steps[-1] if product.category == "coffee" and steps else 100
