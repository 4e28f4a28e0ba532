-- One row a customer who is listed, wrote a review or did something.
with feelings as (
    select review_id, sum(round(sentiment * 1000000)::bigint) as micro_sentiment, count(sentiment) as mentions
    from staging.mention where counts group by review_id
),
writers as (
    select customer_id, count(*) as reviews,
        sum(round(rating_share * 1000000)::bigint) / count(rating_share) / 1000000.0 as mean_rating,
        sum(micro_sentiment) / sum(mentions) / 1000000.0 as sentiment,
        min(written_at) as first_at, max(written_at) as last_at
    from staging.review left join feelings using (review_id)
    where customer_id is not null group by customer_id
),
ids as (
    select customer_id from staging.customer
    union select customer_id from writers
    union select customer_id from staging.customer_activity
)
select alias.published_id as customer_id, placed.segment_id,
    least(listed.signed_up_at, writers.first_at, activity.first_at) as first_seen_at,
    greatest(writers.last_at, activity.last_at) as last_seen_at,
    coalesce(activity.events, 0) as events, coalesce(activity.sessions, 0) as sessions,
    coalesce(activity.purchases, 0) as purchases, activity.revenue,
    coalesce(writers.reviews, 0) as reviews, writers.mean_rating, writers.sentiment,
    date_diff('second', greatest(writers.last_at, activity.last_at), scope.as_of) / 86400.0 as recency_days
from ids
cross join analysis.scope as scope
left join analysis.customer_alias as alias using (customer_id)
left join staging.customer as listed using (customer_id)
left join writers using (customer_id)
left join staging.customer_activity as activity using (customer_id)
left join analysis.customer_segment as placed using (customer_id)
order by alias.published_id
