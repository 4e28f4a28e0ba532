-- One row a topic, slice and period, dense.
select * exclude (volume) from staging.topic_period
order by topic_id, slice_by, slice_value, grain, period_start
