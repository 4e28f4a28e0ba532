-- One row a segment and active topic: reviews with the topic and in all, by the segment's customers and by all
-- customers. Reviews without a customer are nobody's.
with told as (
    select distinct review.review_id, placed.segment_id
    from staging.review as review
    join staging.mention as mention on mention.review_id = review.review_id and mention.counts
    left join analysis.customer_segment as placed using (customer_id)
    where review.customer_id is not null
),
with_topic as (
    select topic.topic_id, told.segment_id, count(distinct told.review_id) as reviews
    from staging.topic_mention as topic join told using (review_id) group by all
)
select segment.segment_id, topic.topic_id,
    coalesce((select sum(reviews) from with_topic
        where segment_id = segment.segment_id and topic_id = topic.topic_id), 0)::bigint as with_topic,
    (select count(*) from told where segment_id = segment.segment_id) as reviews,
    coalesce((select sum(reviews) from with_topic where topic_id = topic.topic_id), 0)::bigint as all_with_topic,
    (select count(*) from told) as all_reviews
from (select distinct segment_id from analysis.customer_segment) as segment
cross join (select topic_id from staging.topic where status = 'active') as topic
order by segment.segment_id, topic.topic_id
