-- One row a topic; its counts come from its mentions and its descendants'.
with totals as (
    select count(distinct review_id) as reviews from staging.mention where counts
),
members as (
    select topic.topic_id, topic.review_id, count(*) as mentions,
        sum(round(topic.sentiment * 1000000)::bigint) as micro_sentiment
    from staging.topic_mention as topic group by all
),
copied as (
    select topic_id, count(*) - count(distinct copy_of) as copies from staging.topic_mention group by topic_id
),
sums as (
    select topic_id, sum(members.mentions)::bigint as mentions, count(*) as reviews,
        count(distinct review.customer_id) as customers,
        sum(round(review.rating_share * 1000000)::bigint) / count(review.rating_share) / 1000000.0 as mean_rating,
        sum(members.micro_sentiment) / sum(members.mentions) / 1000000.0 as sentiment,
        min(review.written_at) as first_seen_at,
        max(review.written_at) as last_seen_at
    from members join staging.review as review using (review_id)
    group by topic_id
)
select topic.topic_id, topic.label, topic.label_ja, topic.label_en, topic.keywords, topic.parent_topic_id,
    topic.level, topic.status,
    coalesce(sums.mentions, 0) as mentions, coalesce(sums.reviews, 0) as reviews,
    coalesce(sums.customers, 0) as customers,
    coalesce(sums.reviews, 0) / nullif(totals.reviews, 0) as share,
    sums.mean_rating, sums.sentiment, topic.stability, sums.first_seen_at, sums.last_seen_at,
    topic.is_stable, topic.one_language, coalesce(copied.copies, 0) as copies, topic.is_hidden
from staging.topic as topic
cross join totals
left join sums using (topic_id)
left join copied using (topic_id)
order by reviews desc, topic.topic_id
