-- Quotes that are not mentions of the topic they stand for (or of one below it).
with recursive lines as (
    select topic_id, topic_id as ancestor_id from mart.topic
    union
    select lines.topic_id, parent.parent_topic_id from lines
    join mart.topic as parent on parent.topic_id = lines.ancestor_id
    where parent.parent_topic_id is not null
)
select quote.mention_id from mart.topic_quote as quote
left join mart.mention as mention using (mention_id)
left join lines on lines.topic_id = mention.topic_id and lines.ancestor_id = quote.topic_id
where lines.topic_id is null
