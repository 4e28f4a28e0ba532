-- One row a segment and topic.
with said as (
    select placed.segment_id, topic.topic_id, count(*) as mentions
    from staging.topic_mention as topic
    join staging.review as review using (review_id)
    join analysis.customer_segment as placed using (customer_id)
    group by all
)
select pair.segment_id, pair.topic_id, coalesce(said.mentions, 0) as mentions, pair.rate, pair.lift,
    pair.ci_low, pair.ci_high, pair.q_value
from analysis.segment_topic as pair
left join said using (segment_id, topic_id)
order by pair.segment_id, pair.topic_id
