-- One mention with its topic and time, as a search shows it.
select mention.mention_id, mention.review_id, mention.text, mention.language, topic.label as topic,
    review.written_at
from mart.mention as mention
join mart.review as review using (review_id)
left join mart.topic as topic on topic.topic_id = mention.topic_id
where mention.mention_id = ?
