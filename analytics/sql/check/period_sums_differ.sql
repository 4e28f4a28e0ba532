-- Topics whose days, weeks or months over all reviews do not add up to the topic's mentions.
select topic.topic_id from mart.topic as topic
join mart.topic_period as period using (topic_id)
where topic.status = 'active' and period.slice_by = 'all'
group by topic.topic_id, topic.mentions, period.grain having sum(period.mentions) <> topic.mentions
