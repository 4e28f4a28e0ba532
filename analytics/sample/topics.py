"""The planted topics: their names, who writes about them, where and when, and how they pull the rating."""

from dataclasses import dataclass
from datetime import date, timedelta

from analytics.sample.store import (
    BAD_RELEASE,
    BAD_VERSION,
    FIRST_DAY,
    LAST_DAY,
    NEW_BOXES,
    SNOW_WEEK,
    Product,
    in_gift_season,
)

TOPICS: dict[str, tuple[str, str]] = {
    "late_delivery": ("配送が遅い", "Late delivery"),
    "delivery_fast": ("配送が早い", "Fast delivery"),
    "damaged_packaging": ("梱包・箱の破損", "Damaged packaging"),
    "support_slow": ("サポートの返信が遅い", "Slow support"),
    "support_kind": ("サポートが親切", "Kind support"),
    "refund_slow": ("返金が遅い", "Slow refund"),
    "cancel_hard": ("定期便を解約しにくい", "Hard to cancel the subscription"),
    "gift_wrapping": ("ギフト包装", "Gift wrapping"),
    "app_crash": ("アプリが落ちる", "App crashes"),
    "login_trouble": ("ログイン・認証の不具合", "Login and verification trouble"),
    "site_usability": ("サイト・検索の使い勝手", "Finding things on site and app"),
    "points_coupons": ("ポイント・クーポン", "Points and coupons"),
    "price_rise": ("値上げ", "Price rise"),
    "coffee_taste": ("コーヒーの味と香り", "Taste of the coffee"),
    "grinder_noise": ("ミルの音", "Grinder noise"),
    "photo_mismatch": ("色・サイズが写真と違う", "Colour or size unlike the photo"),
    "build_quality": ("壊れやすい・作りが悪い", "Breaks, poorly built"),
    "cleaning": ("お手入れのしやすさ", "Cleaning"),
    "smell": ("製品のにおい", "Smell of the product"),
    "design_looks": ("見た目・デザイン", "Design and looks"),
}
EMERGING, SEASONAL, LEAVING = "app_crash", "gift_wrapping", "cancel_hard"
EVERYDAY = "coffee_taste"
SNOWED_IN, RISING, FALLING = "late_delivery", "price_rise", "damaged_packaging"

# Categories and kinds of goods that a topic can be about.
_GOODS = ("grinder", "brewing", "cup", "kitchen", "living")
_SEEN = ("dripper", "kettle", "press", "mug", "glass", "tumbler", "board", "jar", "living")
_BREAKABLE = ("grinder", "brewing", "mug", "tumbler", "jar", "pan", "lamp")
_WASHED = ("grinder", "dripper", "kettle", "carafe", "press", "maker", "tumbler", "jar")
_SMELLY = ("dripper", "kettle", "press", "maker", "tumbler", "jar")


@dataclass(frozen=True)
class Theme:
    """One topic in one polarity: how often it comes up by kind of source, and its pull on a rating."""

    topic: str
    polarity: int
    app: float
    shop: float
    mail: float
    pull: float
    about: tuple[str, ...] = ()

    @property
    def bank(self) -> str:
        """The key of its patterns in the phrase banks."""
        return f"{self.topic}{'+' if self.polarity > 0 else '-'}"


@dataclass(frozen=True)
class Situation:
    """What an author writes about: the kind of source, the day, the segment and what was bought."""

    kind: str
    day: date
    segment: str
    product: Product
    ordered: date | None
    refunded: bool
    app_version: str


THEMES: tuple[Theme, ...] = (
    Theme("late_delivery", -1, 3.5, 11, 11, -1.6),
    Theme("delivery_fast", 1, 5, 7, 0.2, 1.1),
    Theme("damaged_packaging", -1, 0, 12, 8, -1.4),
    Theme("support_slow", -1, 5, 5, 9, -2.0),
    Theme("support_kind", 1, 4, 3.2, 9, 1.3),
    Theme("refund_slow", -1, 1.2, 0.4, 3.5, -2.2),
    Theme("cancel_hard", -1, 0.8, 0.3, 0.8, -2.1),
    Theme("gift_wrapping", 1, 0, 1.6, 1.0, 1.3),
    Theme("gift_wrapping", -1, 0, 0.7, 0.8, -1.3),
    Theme("app_crash", -1, 46, 0.5, 4, -2.2),
    Theme("login_trouble", -1, 14, 0.8, 6, -1.9),
    Theme("site_usability", -1, 7, 1.8, 0.8, -1.2),
    Theme("site_usability", 1, 10, 0.6, 0, 1.2),
    Theme("points_coupons", -1, 5, 1.6, 2, -1.3),
    Theme("points_coupons", 1, 2.2, 0.4, 0, 1.0),
    Theme("price_rise", -1, 6, 13, 2, -0.9, ("coffee",)),
    Theme("coffee_taste", 1, 4, 18, 0.2, 1.4, ("coffee", "gift")),
    Theme("coffee_taste", -1, 0.5, 9, 1, -1.5, ("coffee",)),
    Theme("grinder_noise", -1, 0, 120, 30, -0.8, ("emill", "maker")),
    Theme("photo_mismatch", -1, 0, 20, 10, -1.4, _SEEN),
    Theme("build_quality", -1, 0, 24, 20, -2.1, _BREAKABLE),
    Theme("cleaning", 1, 0, 24, 0, 1.1, _WASHED),
    Theme("cleaning", -1, 0, 9, 0.4, -1.1, _WASHED),
    Theme("smell", -1, 0, 30, 12, -1.7, _SMELLY),
    Theme("design_looks", 1, 0, 17, 0, 1.3, _GOODS),
)

# Who writes more, or less, about what.
_LIFTS: dict[tuple[str, str], float] = {
    ("subscriber", "cancel_hard"): 1.0,
    ("subscriber", "price_rise"): 1.4,
    ("subscriber", "late_delivery"): 1.2,
    ("bargain", "points_coupons"): 2.6,
    ("bargain", "price_rise"): 1.5,
    ("bargain", "coffee_taste"): 0.8,
    ("gift", "gift_wrapping"): 4.0,
    ("gift", "support_kind"): 1.3,
    ("browser", "site_usability"): 1.8,
    ("browser", "login_trouble"): 1.4,
    ("enthusiast", "coffee_taste"): 1.3,
    ("enthusiast", "grinder_noise"): 1.3,
    ("enthusiast", "build_quality"): 1.2,
}

# In season a gift is wrapped; otherwise wrapping is a rare wish. Snow, boxes, prices: see the calendar.
_SEASON, _OFF_SEASON = 5.0, 0.7
_SNOW, _THAW, _SNOW_ON_FAST = 5.0, 1.8, 0.3
_OLD_BOX, _NEW_BOX = 1.25, 0.35
_FIRST_RISE, _LAST_RISE = 0.1, 2.0
_CRASH_BEFORE = 0.004
_REFUND_KNOWN = 14.0


def likelihood(theme: Theme, situation: Situation) -> float:
    """Return the weight with which somebody in `situation` brings up `theme`; 0 where it cannot come up."""
    product = situation.product
    if theme.about and product.category not in theme.about and product.kind not in theme.about:
        return 0.0
    weight = {"app": theme.app, "shop": theme.shop, "mail": theme.mail}[situation.kind]
    if theme.topic == LEAVING and situation.segment != "subscriber":
        return 0.0
    weight *= _LIFTS.get((situation.segment, theme.topic), 1.0)
    if theme.topic == "refund_slow" and situation.refunded:
        weight *= _REFUND_KNOWN
    return weight * _of_the_day(theme.topic, situation)


def _of_the_day(topic: str, situation: Situation) -> float:
    """Return the factor by which the calendar raises or lowers `topic`."""
    day = situation.day
    if topic == SEASONAL:
        return _SEASON if in_gift_season(situation.ordered or day) else _OFF_SEASON
    if topic == EMERGING:
        return 1.0 if _has_bad_release(situation) else _CRASH_BEFORE
    if topic == RISING:
        return _FIRST_RISE + (_LAST_RISE - _FIRST_RISE) * ((day - FIRST_DAY) / (LAST_DAY - FIRST_DAY))
    if topic == FALLING:
        # An order shipped in an old box may still be written about after the change.
        return _NEW_BOX if (situation.ordered or day) >= NEW_BOXES else _OLD_BOX
    week = (day - SNOW_WEEK) // timedelta(days=7)
    if week == 0 and topic in (SNOWED_IN, "delivery_fast"):
        return _SNOW if topic == SNOWED_IN else _SNOW_ON_FAST
    return _THAW if week == 1 and topic == SNOWED_IN else 1.0


def _has_bad_release(situation: Situation) -> bool:
    """Return whether the author's app can be the bad one: by its version or, unknown, by the day."""
    if situation.kind == "app":
        return situation.app_version >= BAD_VERSION
    return situation.day >= BAD_RELEASE
