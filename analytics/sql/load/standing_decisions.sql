-- The decisions about topics that stand, the oldest first.
select decision_id, action, topic_id, detail from curation.decision where undone_at is null order by decision_id
