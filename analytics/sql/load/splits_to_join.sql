-- The splits that were applied and then taken back, and whose parts are not joined yet; the newest first, since a part
-- may have been split again.
select decision_id, topic_id, detail from curation.decision
where action = 'split' and undone_at is not null
    and json_extract(detail, '$.ids') is not null and json_extract(detail, '$.joined') is null
order by decision_id desc
