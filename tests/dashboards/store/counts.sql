-- What mart.topic, topic_quote, topic_period and behaviour_period count, from the shop's reviews and mentions.
create view placed as
select topic.topic_id, mention.mention_id, mention.sentiment, review.*
from mart.topic as topic
join mart.mention as mention
    on mention.topic_id = topic.topic_id or (topic.topic_id = 'th' and mention.topic_id in ('t1', 't2'))
join mart.review as review using (review_id);

update mart.topic as topic set
    mentions = told.mentions, reviews = told.reviews, customers = told.customers,
    share = told.reviews / (select count(distinct review_id) from mart.mention where placement <> 'excluded'),
    mean_rating = told.mean_rating, sentiment = told.sentiment
from (
    select topic_id, count(*) as mentions, count(distinct review_id) as reviews,
        count(distinct customer_id) as customers, avg(rating_share) as mean_rating, avg(sentiment) as sentiment
    from placed group by topic_id
) as told
where told.topic_id = topic.topic_id;

insert into mart.topic_quote
select topic_id, row_number() over (partition by topic_id order by mention_id), mention_id from placed;

-- Dense; the first and the last period of each grain are partial.
insert into mart.topic_period
with sliced as (
    select review_id, 'all' as slice_by, '' as slice_value from mart.review
    -- The least reviewed product is a slice that is not published.
    union all select review_id, 'product', product_id from mart.review where product_id <> 'P3'
    union all select review_id, 'country', json_extract_string(attributes, '/country') from mart.review
),
local as (
    select review.*, slice_by, slice_value, grain,
        date_trunc(grain, written_at + interval 9 hour)::date as period_start
    from mart.review as review join sliced using (review_id)
    cross join (select unnest(['day', 'week', 'month']) as grain)
),
volume as (
    select slice_by, slice_value, grain, period_start, count(*) as reviews
    from local semi join (from mart.mention where placement <> 'excluded') using (review_id) group by all
),
hit as (
    select placed.topic_id, slice_by, slice_value, grain, period_start, count(*) as reviews,
        avg(local.rating_share) as mean_rating, avg(placed.sentiment) as sentiment
    from placed join local using (review_id) group by all
)
select topic.topic_id, slice_by, slice_value, grain, period_start,
    period_start in (min(period_start) over grains, max(period_start) over grains),
    coalesce(hit.reviews, 0), coalesce(hit.reviews, 0), coalesce(hit.reviews, 0) / volume.reviews,
    hit.mean_rating, hit.sentiment
from mart.topic as topic cross join volume
left join hit using (topic_id, slice_by, slice_value, grain, period_start)
where topic.status = 'active'
window grains as (partition by grain);

insert into mart.behaviour_period
select event, grain, period_start, is_partial, number + day(period_start), number // 3 + 3, number * price
from (select distinct grain, period_start, is_partial from mart.topic_period where slice_by = 'all')
cross join (
    values ('view_item', 900, null), ('purchase', 60, 4100), ('</script><img src=x onerror=alert(1)>', 9, null)
) as made (event, number, price);
