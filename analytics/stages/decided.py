"""People's decisions, applied to what a run found: topics divided and joined, merged, named and hidden."""

from collections.abc import Mapping, Sequence

from analytics.cluster import NOISE
from analytics.database import Database
from analytics.run import Run
from analytics.sentiment import Encoded
from analytics.stages.curation import apply_curation
from analytics.stages.distinct import Distinct, load_vectors
from analytics.stages.fitted import load_fitted
from analytics.stages.naming import Known, Named, name_groups
from analytics.stages.placing import groups_of, kept_labels
from analytics.stages.splits import apply_splits
from analytics.stages.standing import load_stood
from analytics.text import detect_language
from analytics.topic import Opinions


def apply_decisions(run: Run, database: Database, distinct: Distinct) -> dict[str, float]:
    """Apply what people decided to what is saved, within the caller's transaction; return what there is to measure."""

    def name_parts(members: Mapping[str, Sequence[str]]) -> Sequence[Named]:
        """Name the parts of divided topics beside the topics there are."""
        return _named(run, database, distinct, list(members))

    def place_phrases(phrases: Sequence[str]) -> Sequence[str | None]:
        """Place the phrases of a guide as if somebody had said them."""
        return _placed(run, database, phrases)

    apply_splits(run, database, name_parts)
    applied = apply_curation(run, database, place_phrases)
    return {
        "decisions": float(applied.decisions),
        "decisions_in_effect": float(applied.in_effect),
        "guides_without_topic": float(applied.guides_without_topic),
    }


def _named(run: Run, database: Database, distinct: Distinct, ids: Sequence[str]) -> Sequence[Named]:
    """Name the topics `ids`; all others keep their labels."""
    stood = load_stood(database, None, distinct.text_hashes)
    others = [topic_id for topic_id in stood.active(0) + stood.active(1) if topic_id not in ids]
    known = Known(database.load("given_names"), kept_labels(stood, others))
    groups = groups_of(stood, stood.placements.topic_ids)
    vectors = load_vectors(database, run.encoder.revision, distinct.text_hashes)
    naming = name_groups(run.settings, distinct, lambda rows: vectors[rows], groups, known, ids)
    database.replace("analysis.given_name", naming.given)
    return naming.named


def _placed(run: Run, database: Database, phrases: Sequence[str]) -> Sequence[str | None]:
    """Return the topic that each phrase is placed in by the fit that stands, None for none."""
    fitted = load_fitted(database)
    if fitted is None:
        return [None] * len(phrases)
    vectors = run.encoder.encode(list(phrases))
    languages = [detect_language(phrase, None, run.settings.project.languages, None) for phrase in phrases]
    sentiments = fitted.sentiment.of(Encoded(list(phrases), vectors))
    labels = fitted.model.place(Opinions(vectors, languages, sentiments)).labels
    return [None if label == NOISE else fitted.topic_ids[label] for label in labels.tolist()]
