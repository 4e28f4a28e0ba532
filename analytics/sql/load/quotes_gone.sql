-- Active topics with a quote that nobody says any more, or that is in another topic by now.
with recursive lines as (
    select topic_id, topic_id as ancestor_id from analysis.topic
    union
    select lines.topic_id, parent.parent_topic_id from lines
    join analysis.topic as parent on parent.topic_id = lines.ancestor_id
    where parent.parent_topic_id is not null
)
select distinct quote.topic_id
from analysis.topic_quote as quote
join analysis.topic as topic on topic.topic_id = quote.topic_id and topic.status = 'active'
left join analysis.mention as mention on mention.mention_id = quote.mention_id and mention.excluded is null
left join analysis.placement as placement using (text_hash)
left join lines on lines.topic_id = placement.topic_id and lines.ancestor_id = quote.topic_id
where lines.topic_id is null
order by quote.topic_id
