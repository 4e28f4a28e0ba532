-- One row a topic as a list shows it: its counts, how its share changed, its alerts and its best quote. Bound are the
-- grain of the change and whether retired topics count. The latest complete period is compared with the mean of
-- 8 before it: enough to be steady, and for weeks no longer ago than a reader remembers.
with asked as (select ?::varchar as grain, ?::boolean as retired_too, 8 as periods),
whole as (
    -- Periods that the data cover in part hold few reviews and so the wildest shares.
    select topic_id, period_start, share, dense_rank() over (order by period_start desc) - 1 as ago
    from mart.topic_period join asked using (grain)
    where slice_by = 'all' and not is_partial
),
changes as (
    select topic_id, max(period_start) as period_start,
        avg(share) filter (where ago = 0) - avg(share) filter (where ago > 0) as change,
        count(share) filter (where ago > 0) as periods_before
    from whole cross join asked where ago <= periods group by topic_id
),
alerts as (
    select topic_id, bool_or(slice_by = 'all') as is_alert, bool_or(slice_by <> 'all') as is_slice_alert
    from mart.trend join asked using (grain)
    where is_alert and topic_id is not null and period_start = (select max(period_start) from whole)
    group by topic_id
),
quotes as (
    select topic_quote.topic_id, arg_min(mention.text, (topic_quote.rank, mention.mention_id)) as quote
    from mart.topic_quote as topic_quote join mart.mention as mention using (mention_id)
    group by topic_quote.topic_id
)
select topic.*, asked.grain, changes.period_start, changes.change, coalesce(changes.periods_before, 0) as periods_before,
    coalesce(alerts.is_alert, false) as is_alert, coalesce(alerts.is_slice_alert, false) as is_slice_alert,
    quotes.quote
from mart.topic as topic
cross join asked
left join changes using (topic_id)
left join alerts using (topic_id)
left join quotes using (topic_id)
where topic.status = 'active' or asked.retired_too
order by topic.reviews desc, topic.topic_id
