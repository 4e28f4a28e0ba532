-- One row a topic, slice and complete period of one grain, in the order of series and time.
select topic_id, slice_by, slice_value, period_start, reviews as observed, volume
from staging.topic_period
where grain = ? and not is_partial
order by slice_by, slice_value, topic_id, period_start
