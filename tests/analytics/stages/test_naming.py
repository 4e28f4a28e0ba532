"""Which labels topics keep through a refit."""

import numpy as np
import pyarrow as pa
import pytest

from analytics.settings import Settings
from analytics.stages.distinct import Distinct
from analytics.stages.groups import Groups
from analytics.stages.naming import Known, name_groups

TEXTS = [
    *(f"my parcel came {how}, the courier was late" for how in ("slowly", "wet", "open", "torn", "yesterday")),
    *(f"the coffee grinder makes noise {how}" for how in ("daily", "loudly", "in summer", "at dawn", "at dusk")),
]


@pytest.fixture
def distinct() -> Distinct:
    """Ten texts."""
    return Distinct(
        text_hashes=list(map(str, range(10))), texts=TEXTS, languages=["en"] * 10,
        mention_ids=[f"m_{number}" for number in range(10)], weights=np.ones(10),
    )  # fmt: skip


def _labels(distinct: Distinct, known: Known) -> dict[str, str]:
    """Return the labels of a topic of parcels and one of grinders."""
    groups = Groups(np.repeat([0, 1], 5), ("t_parcel", "t_grinder"), np.array([0, 1]), {})
    vectors = np.eye(10, dtype=np.float32)
    naming = name_groups(Settings.model_validate({}), distinct, lambda rows: vectors[rows], groups, known)
    return {named.topic_id: named.label for named in naming.named}


def test_a_topic_that_is_where_it_was_keeps_a_label_that_its_words_still_speak_for(distinct: Distinct) -> None:
    """Noise still sets grinders apart; what the other was called by is not said there any more."""
    given = pa.table({name: pa.array([], pa.string()) for name in ("cache_key", "language", "label")})
    anew = _labels(distinct, Known(given))
    unmoved = {"t_parcel": {"en": "Customs, late"}, "t_grinder": {"en": "Noise, spring"}}
    assert _labels(distinct, Known(given, unmoved=unmoved)) == anew | {"t_grinder": "Noise, spring"}
    # Whose meaning stayed is not asked.
    assert _labels(distinct, Known(given, kept=unmoved)) == {"t_parcel": "Customs, late", "t_grinder": "Noise, spring"}
