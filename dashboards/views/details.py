"""What opens below a topic: keywords, quotes, its chart, what goes with it, and where it differs most."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from dashboards.charts import Plot, count_plot, share_plot
from dashboards.views.catalogue import Catalogue
from dashboards.views.context import Context
from dashboards.views.differences import Difference, differences
from dashboards.views.impacts import impacts
from dashboards.views.marks import copies, warnings
from dashboards.views.parts import Sentence
from dashboards.views.periods import Series
from dashboards.views.quotes import Quote, quotes
from dashboards.views.tree import Node

ALERTS = """
select topic_id, period_start from mart.trend
where is_alert and topic_id is not null and slice_by = 'all' and grain = ? order by topic_id, period_start
"""


@dataclass(frozen=True)
class Chart:
    """Share over time, and the count of reviews below it, on one time axis; `key` finds its table."""

    key: str
    sql: str
    grain: str
    share: Plot
    reviews: Plot


@dataclass(frozen=True)
class Detail:
    """What opens below a topic's row."""

    warnings: tuple[Sentence, ...]
    copies: Sentence
    keywords: tuple[str, ...]
    quotes: tuple[Quote, ...]
    chart: Chart | None
    impacts: tuple[Sentence, ...]
    slices: tuple[Difference, ...]
    children: tuple[tuple[str, str], ...]


class Details:
    """The details of every topic, read in a few statements and handed out topic by topic."""

    def __init__(self, context: Context, shown: Catalogue, series: Mapping[str, Series]) -> None:
        self._context = context
        self._shown = shown
        self._series = series
        self._quotes = quotes(context)
        self._impacts = impacts(context)
        self._slices = differences(context, shown)
        self._alerts = _alerts(context, series)

    def of(self, node: Node) -> Detail:
        """Return the details of one topic of the catalogue."""
        row, topic = node.row, node.row["topic_id"]
        return Detail(
            warnings=warnings(self._context, row),
            copies=copies(self._context, row),
            keywords=tuple(row["keywords"] or ()),
            quotes=self._quotes.get(topic, ()),
            chart=self._chart(topic),
            impacts=self._impacts.get(topic, ()),
            slices=self._slices.get(topic, ()),
            children=tuple((child, self._shown.names[child]) for child in node.children),
        )

    def _chart(self, topic: str) -> Chart | None:
        """Draw a topic's shares and counts; None where it has no periods."""
        series = self._series.get(topic)
        if series is None:
            return None
        wording = self._context.wording
        marks = [series.starts.index(day) for day in self._alerts.get(topic, ()) if day in series.starts]
        return Chart(
            series.key,
            series.sql,
            wording.t(f"topics.by_{series.grain}"),
            share_plot(series.columns["share"], marks, series.axis, wording.scale_share),
            count_plot(series.columns["reviews"], series.axis, wording.count),
        )


def _alerts(context: Context, series: Mapping[str, Series]) -> dict[str, list[Any]]:
    """Return the periods with an alert by topic, where alerts are raised at the charts' grain."""
    grain = context.settings.trend.alert_grain
    drawn = next((one.grain for one in series.values()), None)
    found: dict[str, list[Any]] = {}
    for row in context.marts.rows(ALERTS, [grain]) if drawn == grain else []:
        found.setdefault(row["topic_id"], []).append(row["period_start"])
    return found
