-- One row a topic, slice and period, dense, with the volume that its share is taken of.
with dated as (
    -- The period of each grain is computed before it is looked up: a join on a function of both sides tries all pairs.
    select review.review_id, grains.grain, date_trunc(grains.grain, review.written_local)::date as period_start
    from staging.review as review
    cross join (select distinct grain from staging.calendar where subject = 'reviews') as grains
),
placed as (
    select dated.* from dated
    join staging.calendar as calendar using (grain, period_start)
    where calendar.subject = 'reviews'
),
volumes as (
    select slice.slice_by, slice.slice_value, placed.grain, placed.period_start, count(*) as volume
    from staging.review_slice as slice
    join (select distinct review_id from staging.mention where counts) using (review_id)
    join placed using (review_id)
    group by all
),
counts as (
    select topic.topic_id, slice.slice_by, slice.slice_value, placed.grain, placed.period_start,
        topic.review_id, count(*) as mentions, sum(round(topic.sentiment * 1000000)::bigint) as micro_sentiment
    from staging.topic_mention as topic
    join staging.review_slice as slice using (review_id)
    join placed using (review_id)
    group by all
),
sums as (
    select counts.* exclude (review_id, mentions, micro_sentiment),
        sum(counts.mentions)::bigint as mentions, count(*) as reviews,
        sum(round(review.rating_share * 1000000)::bigint) / count(review.rating_share) / 1000000.0 as mean_rating,
        sum(counts.micro_sentiment) / sum(counts.mentions) / 1000000.0 as sentiment
    from counts join staging.review as review using (review_id)
    group by all
),
frame as (
    -- A day of one slice holds too few reviews to be worth a row once the span is long.
    select topic.topic_id, slices.slice_by, slices.slice_value, calendar.grain, calendar.period_start,
        calendar.is_partial
    from staging.topic as topic
    cross join (select distinct slice_by, slice_value from staging.review_slice) as slices
    cross join staging.calendar as calendar
    where topic.status = 'active' and calendar.subject = 'reviews'
        and (calendar.grain <> 'day' or slices.slice_by = 'all' or (
            select count(*) from staging.calendar where subject = 'reviews' and grain = 'day'
        ) <= (select slice_most_days from analysis.scope))
)
select frame.*,
    coalesce(sums.mentions, 0) as mentions,
    coalesce(sums.reviews, 0) as reviews,
    coalesce(volumes.volume, 0) as volume,
    coalesce(sums.reviews, 0) / nullif(volumes.volume, 0) as share,
    sums.mean_rating,
    sums.sentiment
from frame
left join sums using (topic_id, slice_by, slice_value, grain, period_start)
left join volumes using (slice_by, slice_value, grain, period_start)
