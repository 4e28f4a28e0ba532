-- One row a decision of people about a topic, those taken back too.
select decision_id, action, topic_id, detail, made_by, made_at, undone_by, undone_at,
    undone_at is null and coalesce(has_effect, false) as has_effect
from curation.decision order by decision_id
