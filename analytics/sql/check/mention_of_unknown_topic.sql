-- Mentions with a topic that is not an active published one, or placed without a topic.
select mention_id from mart.mention as mention
left join mart.topic as topic on topic.topic_id = mention.topic_id and topic.status = 'active'
where (mention.topic_id is null) <> (mention.placement in ('one_off', 'excluded'))
    or (mention.topic_id is not null and topic.topic_id is null)
