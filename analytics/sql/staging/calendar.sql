-- One row a subject (reviews, events), grain and period, from the first record to as_of, without gaps.
with spans as (
    select 'reviews' as subject, min(written_local) as first_at,
        bool_and(written_local = date_trunc('day', written_local)) as dates_only
    from staging.review having count(*) > 0
    union all
    select 'events', min(occurred_local), bool_and(occurred_local = date_trunc('day', occurred_local))
    from staging.event having count(*) > 0
),
covered as (
    -- Where records carry dates without times, the last date counts as a whole day.
    select subject, first_at,
        scope.as_of at time zone 'UTC' at time zone scope.zone
            + case when dates_only then interval 1 day else interval 0 day end as last_at
    from spans cross join analysis.scope as scope
),
grains (grain, step) as (
    values ('day', interval 1 day), ('week', interval 7 day), ('month', interval 1 month)
),
periods as (
    select subject, grain, first_at, last_at, step,
        unnest(generate_series(
            date_trunc(grain, first_at)::timestamp,
            date_trunc(grain, greatest(first_at, last_at - interval 1 microsecond))::timestamp,
            step
        )) as starts_at
    from covered cross join grains
)
select subject, grain, starts_at::date as period_start,
    starts_at < date_trunc('day', first_at) or (grain = 'day' and starts_at < first_at)
        or starts_at + step > last_at as is_partial
from periods
