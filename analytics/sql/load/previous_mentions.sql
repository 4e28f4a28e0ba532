-- The topic of each mention that had one in the release before.
select mention_id, topic_id from mart.mention where topic_id is not null
