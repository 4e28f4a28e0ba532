-- What the analysis found: tests over time, what goes with topics, what segments speak of. Figures are invented.
insert into mart.trend
select topic_id, null, slice_by, slice_value, grain, period_start, reviews, reviews * 0.4, 2.5, 1.4, 4.25,
    0.0004, 0.004, 'up', case slice_by when 'all' then 'spike' end, slice_by = 'all'
from mart.topic_period
where grain = 'week' and topic_id = 't1' and period_start = date '2026-02-02';

-- The theme rises with its topic, which makes up most of it.
insert into mart.trend
select topic_id, null, slice_by, slice_value, grain, period_start, reviews, reviews * 0.5, 2.0, 1.2, 3.1,
    0.001, 0.008, 'up', 'spike', true
from mart.topic_period
where grain = 'week' and topic_id = 'th' and slice_by = 'all' and period_start = date '2026-02-02';

insert into mart.trend
select topic_id, null, slice_by, slice_value, grain, period_start, reviews, reviews + 2.5, 0.8, 0.4, 1.3,
    0.4, 0.7, 'down', null, false
from mart.topic_period
where grain = 'week' and not is_partial and slice_by = 'all' and topic_id in ('t2', 't3');

insert into mart.trend
select topic_id, null, slice_by, slice_value, grain, period_start, reviews, reviews * 2.0, 0.5, 0.3, 0.8,
    0.001, 0.01, 'down', 'fall', true
from mart.topic_period
where grain = 'week' and slice_by = 'product' and slice_value = 'P2' and topic_id in ('t2', 'few')
    and period_start = date '2026-01-19';

insert into mart.trend
select null, event, 'all', '', grain, period_start, customers, customers / 2, null, null, null,
    0.001, 0.01, 'up', 'new', true
from mart.behaviour_period where grain = 'week' and event = 'purchase' and period_start = date '2026-01-12';

insert into mart.topic_impact
select 't1', target, effect, unit, effect - abs(effect) / 4, effect + abs(effect) / 4, 0.001, 0.01, 41, 1060,
    adjusted_for
from (
    values ('rating', -0.83, 'rating points', 'product'),
        ('repurchase', -0.032, 'probability within 90 days', null),
        ('revenue', 1250.0, 'currency per customer', null),
        ('novelty', 0.5, 'unheard of', null)
) as found (target, effect, unit, adjusted_for);

insert into mart.segment_topic
values ('s1', 't1', 20, 0.2, 2.25, 1.1, null, 0.01), ('s1', 't2', 20, 0.2, 0.5, 0.3, 0.8, 0.01),
    ('s2', 't2', 20, 0.2, 1.5, 0.9, 2.1, 0.3), ('s2', 't3', 20, 0.2, 1.75, 1.2, 2.6, 0.02);
