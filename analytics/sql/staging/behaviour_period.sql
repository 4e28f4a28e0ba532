-- One row an event name and period, dense, with the customers who did anything in the period.
with dated as (
    -- The period of each grain is computed before it is looked up: a join on a function of both sides tries all pairs.
    select event.*, grains.grain, date_trunc(grains.grain, event.occurred_local)::date as period_start
    from staging.event as event
    cross join (select distinct grain from staging.calendar where subject = 'events') as grains
),
placed as (
    select dated.* from dated
    join staging.calendar as calendar using (grain, period_start)
    where calendar.subject = 'events'
),
volumes as (
    select grain, period_start, count(distinct customer_id) as volume from placed group by all
),
sums as (
    select event, grain, period_start,
        case when event = 'purchase' then count(distinct coalesce(order_id, event_id)) else count(*) end as events,
        count(distinct customer_id) as customers,
        sum(value) as value
    from placed group by event, grain, period_start
),
frame as (
    select names.event, calendar.grain, calendar.period_start, calendar.is_partial,
        names.has_value
    from (select event, count(value) > 0 as has_value from staging.event group by event) as names
    cross join staging.calendar as calendar
    where calendar.subject = 'events'
)
select frame.* exclude (has_value),
    coalesce(sums.events, 0) as events,
    coalesce(sums.customers, 0) as customers,
    coalesce(volumes.volume, 0) as volume,
    case when frame.has_value then coalesce(sums.value, 0) end as value
from frame
left join sums using (event, grain, period_start)
left join volumes using (grain, period_start)
