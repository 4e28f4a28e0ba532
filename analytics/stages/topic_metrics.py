"""How good topics are, in numbers: of a fit when it is made, and of what came to it since."""

from collections.abc import Mapping
from typing import Any

import numpy as np

from analytics.database import Database
from analytics.run import Run
from analytics.stages.distinct import Distinct
from analytics.stages.metrics import BETTER_BY
from analytics.stages.naming import Naming
from analytics.stages.refit import Refit
from analytics.topic.watch import Watched

#: Below these a release is worse than none, if the one before was better: half of what is published would not be found
#: again, or a fifth of what customers say would be in no topic.
GATES = {"topic_stability": 0.5, "topic_coverage": 0.8}


def fit_metrics(run: Run, distinct: Distinct, refit: Refit, naming: Naming) -> dict[str, float]:
    """Return what is known of a fit; what cannot be known without topics is left out."""
    fit, groups, weights = refit.found.fit, refit.groups, distinct.weights
    total = max(float(weights.sum()), 1.0)
    copies = refit.found.copy_of != np.arange(len(refit.found.copy_of))
    measured = {
        "topic_coverage_target": 1 - run.settings.topics.left_out if fit.count else None,
        "topic_purity_core": fit.purity_core,
        "topic_purity": fit.purity,
        "topic_stability": float(np.average(fit.stability, weights=groups.sizes)) if fit.count else None,
        "topic_separation": fit.scale.separation,
        "topic_null_separation": fit.scale.null_separation,
        "mentions_exact_copies": float((weights - 1).sum()) / total,
        "mentions_near_copies": float(weights[copies].sum()) / total,
        "topics_of_one_language": float(sum(language is not None for language in fit.one_language)),
        "sentiment_held_out_spearman": refit.sentiments.held_out_spearman,
        "sentiment_slope": refit.sentiments.held_out_slope,
        "labels_by_llm": float(naming.by_llm),
        "labels_fallback": float(naming.fallbacks),
    }
    return {name: value for name, value in measured.items() if value is not None}


def gated(distinct: Distinct, refit: Refit) -> dict[str, float]:
    """Return the metrics of a fit that have a gate, before anything of it is kept; none without topics."""
    fit, weights = refit.found.fit, distinct.weights
    if not fit.count:
        return {}
    return {
        "topic_stability": float(np.average(fit.stability, weights=refit.groups.sizes)),
        "topic_coverage": float(weights[fit.labels >= 0].sum() / weights.sum()),
    }


def worse(now: Mapping[str, float], before: Mapping[str, Any]) -> list[str]:
    """Return a sentence for each gate that `now` misses although `before` was better."""
    return [
        f"{name} would be {now[name]:.2f}, {least:g} is asked for, and the fit before has {before[name]:.2f}"
        for name, least in GATES.items()
        if name in now and name in before and now[name] < least and before[name] > now[name] + BETTER_BY
    ]


def arrival_metrics(seen: Watched, births: int) -> dict[str, float]:
    """Return what came since the fit, and how it differs from what the fit saw."""
    measured = {
        "texts_since_fit": float(len(seen.arrived)),
        "texts_since_fit_one_off": seen.one_offs,
        "texts_since_fit_drift": seen.drift,
        "topics_born": float(births),
    }
    return {name: value for name, value in measured.items() if value is not None}


def coverage(database: Database) -> dict[str, float]:
    """Return (core + assigned) / (core + assigned + one_off) over mentions, if there are any."""
    value = database.value(
        "select count(*) filter (where placement in ('core', 'assigned')) / nullif(count(*), 0) "
        "from staging.mention where counts"
    )
    return {} if value is None else {"topic_coverage": float(value)}


def counts(database: Database) -> dict[str, float]:
    """Return how many topics and themes there are."""
    of_level = "select count(*) from analysis.topic where status = 'active' and level = ?"
    return {
        "topics": float(database.value(of_level, [0])),
        "themes": float(database.value(of_level, [1])),
    }
