-- Series of a grain that have fewer or more periods than others of that grain.
with series as (
    select topic_id, slice_by, slice_value, grain, count(*) as periods, count(distinct period_start) as starts
    from mart.topic_period group by all
)
select grain from series group by grain having min(periods) <> max(periods) or max(periods) <> max(starts)
