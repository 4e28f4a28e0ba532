"""What goes with a topic: rating, sentiment, buying again and revenue, each with its interval."""

import re
from collections.abc import Mapping
from typing import Any

from dashboards.views.context import MIN_GROUP, Context
from dashboards.views.parts import Name, Part, Sentence

IMPACTS = """
select * from mart.topic_impact
where q_value <= ? and n_with >= ? and n_without >= ?
order by topic_id, target
"""

_DAYS = re.compile(r"(\d+) days")


def impacts(context: Context) -> dict[str, tuple[Sentence, ...]]:
    """Return a sentence for every effect that passes false-discovery control, by topic."""
    rate = context.settings.trend.false_discovery_rate
    found: dict[str, tuple[Sentence, ...]] = {}
    for row in context.marts.rows(IMPACTS, [rate, MIN_GROUP, MIN_GROUP]):
        found[row["topic_id"]] = (*found.get(row["topic_id"], ()), _said(context, row))
    return found


def _said(context: Context, row: Mapping[str, Any]) -> Sentence:
    """Say one effect, its interval, how many it rests on and what the comparison holds equal."""
    wording = context.wording
    forms = {"repurchase": wording.signed_share, "revenue": wording.signed_money}
    form = forms.get(row["target"], wording.signed)
    keys = {"topic_id": row["topic_id"], "target": row["target"]}
    parts: dict[str, Part | Sentence] = {
        column: context.cell(form, row, column, "topic_impact", **keys) for column in ("effect", "ci_low", "ci_high")
    }
    for column in ("n_with", "n_without"):
        parts[column] = context.cell(wording.count, row, column, "topic_impact", **keys)
    days = _DAYS.search(row["unit"] or "")
    parts["days"] = Name(days[1] if days else "")
    parts["adjusted"] = _adjusted(context, row["adjusted_for"])
    known = wording.texts.knows(f"impact.{row['target']}")
    parts["target"] = Name(row["target"])
    return wording.sentence(f"impact.{row['target']}" if known else "impact.other", **parts)


def _adjusted(context: Context, adjusted_for: str | None) -> Sentence:
    """Say what the comparison holds equal; nothing where it holds nothing."""
    if not adjusted_for:
        return ()
    return context.wording.sentence("impact.adjusted", what=Name(adjusted_for))
