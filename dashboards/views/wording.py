"""Rounding and wording of values in one language: counts, shares, ratios, money, days and periods."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from dashboards.views.marts import Query
from dashboards.views.parts import NOTHING, Moment, Number, Part, Sentence, finite
from dashboards.views.texts import Texts

Format = Callable[[float | int], str]

#: Shares below this are told with two decimals, so that a rare topic does not read as none at all.
SMALL_SHARE = 0.001
#: The smallest share that two decimals can tell from none.
LEAST_SHARE = 0.0001
#: From here on a ratio's decimals say nothing that a reader would use.
WHOLE_RATIO = 100
#: An axis longer than this names months: days without their year would be told twice.
DAYS_BY_NAME = 180
#: Currencies without a minor unit in use.
WHOLE_CURRENCIES = frozenset({"JPY", "KRW", "VND", "CLP", "ISK"})


@dataclass(frozen=True)
class Wording:
    """How one language of the page says things; `today` is the day of as_of in the project's zone."""

    texts: Texts
    zone: ZoneInfo
    today: date | None
    currency: str

    def t(self, key: str) -> str:
        """Return a phrase of the catalogue."""
        return self.texts(key)

    def sentence(self, key: str, **parts: Part | Sentence) -> Sentence:
        """Return a phrase of the catalogue with its places filled."""
        return self.texts.sentence(key, **parts)

    def number(self, form: Format, value: object, query: Query) -> Number:
        """Return a value as a figure that knows its query."""
        return Number(finite(value), self.told(form, value), query.text)

    def told(self, form: Format, value: object) -> str:
        """Word a value that may be missing: a null is a dash."""
        known = finite(value)
        return NOTHING if known is None else form(known)

    def count(self, value: float) -> str:
        """Word a count: 1,234."""
        return f"{round(value):,}"

    def share(self, value: float) -> str:
        """Word a share 0..1 as a percentage with one decimal, two where it is very small."""
        if 0 < value < LEAST_SHARE:
            return "<" + self._percent(LEAST_SHARE, 2)
        return self._percent(value, 2 if 0 < value < SMALL_SHARE else 1)

    def ratio(self, value: float) -> str:
        """Word a ratio: 2.8, or 123 where decimals say nothing."""
        return self.count(value) if value >= WHOLE_RATIO else f"{value:.1f}"

    def one(self, value: float) -> str:
        """Word a value with one decimal: 3.4."""
        return _minus(f"{value:,.1f}")

    def two(self, value: float) -> str:
        """Word a value with two decimals: 0.87."""
        return _minus(f"{value:,.2f}")

    def signed(self, value: float) -> str:
        """Word a value with its sign and two decimals: +0.31, −0.42, 0.00."""
        text = f"{value:+.2f}"
        return text[1:] if float(text) == 0 else _minus(text)

    def signed_share(self, value: float) -> str:
        """Word a difference of shares with its sign: +3.2 %."""
        text = self._percent(value, 1)
        return f"+{text}" if value > 0 else text

    def points(self, value: float) -> str:
        """Word a difference of shares in percentage points, its way shown, too: ▲ +1.2 pt, ▼ −0.4 pt, 0.0 pt."""
        text = f"{100 * value:+.1f}"
        if float(text) == 0:
            return text[1:] + self.t("number.points")
        return f"{'▲' if value > 0 else '▼'} {_minus(text)}" + self.t("number.points")

    def signed_money(self, value: float) -> str:
        """Word a difference of amounts with its sign: +1,200 JPY."""
        text = self.money(value)
        return f"+{text}" if value > 0 else text

    def scale_share(self, value: float) -> str:
        """Word a share on an axis, without decimals that say nothing: 5 %, 2.5 %."""
        return f"{100 * value:.4g}" + self.t("number.percent")

    def given(self, value: float) -> str:
        """Word a value as a source gave it, without trailing zeros: 4, 4.5."""
        return _minus(f"{value:,.4f}".rstrip("0").rstrip("."))

    def money(self, value: float) -> str:
        """Word an amount in the project's currency: 12,345 JPY."""
        decimals = 0 if self.currency in WHOLE_CURRENCIES else 2
        return f"{_minus(f'{value:,.{decimals}f}')}\u00a0{self.currency}"

    def day(self, value: date) -> str:
        """Word a day: 2026年2月21日, 21 Feb 2026."""
        return self._dated("date.day", value)

    def day_near(self, value: date) -> str:
        """Word a day, without its year where that is the year of as_of."""
        near = self.today is not None and value.year == self.today.year
        return self._dated("date.day_near" if near else "date.day", value)

    def month(self, value: date) -> str:
        """Word a month: 2026年2月, Feb 2026."""
        return self._dated("date.month", value)

    def period(self, grain: str, value: date) -> str:
        """Word a period by its first day, as an axis or a table does: 21 Feb, 16 Feb, Feb 2026."""
        return self.month(value) if grain == "month" else self.day_near(value)

    def axis(self, grain: str, value: date, days: int) -> str:
        """Word a period below an axis that spans so many days: by its day, or by its month where many."""
        return self.month(value) if grain == "month" or days > DAYS_BY_NAME else self._dated("date.day_axis", value)

    def when(self, grain: str, value: date, query: Query) -> Moment:
        """Word a period as a sentence says it: on 21 Feb; in the week from 16 Feb; in Feb 2026."""
        text = self.t(f"when.{grain}").format(period=self.period(grain, value))
        return Moment(value.isoformat(), text, query.text)

    def local(self, value: datetime) -> datetime:
        """Return a naive UTC time in the project's zone."""
        return in_zone(value, self.zone)

    def local_day(self, value: datetime, query: Query) -> Moment:
        """Word the business day that a UTC time falls on."""
        return Moment(value.isoformat(), self.day(self.local(value).date()), query.text)

    def clock(self, value: datetime, query: Query) -> Moment:
        """Word a UTC time by day and minute in the project's zone."""
        local = self.local(value)
        return Moment(value.isoformat(), f"{self.day(local.date())} {local:%H:%M}", query.text)

    def _percent(self, value: float, decimals: int) -> str:
        """Word a share with a given number of decimals and the language's percent sign."""
        return _minus(f"{100 * value:.{decimals}f}") + self.t("number.percent")

    def _dated(self, key: str, value: date) -> str:
        """Fill a date pattern of the catalogue."""
        month = self.t("date.months").split()[value.month - 1]
        return self.t(key).format(year=value.year, month=month, number=value.month, day=value.day)


def in_zone(value: datetime, zone: ZoneInfo) -> datetime:
    """Return a naive UTC time, as the tables hold it, in a zone."""
    return value.replace(tzinfo=UTC).astimezone(zone)


def _minus(text: str) -> str:
    """Return a number's text with a typographic minus sign, and none at all before a zero."""
    if text.startswith("-") and not text.strip("-0.,"):
        return text[1:]
    return text.replace("-", "\u2212")
