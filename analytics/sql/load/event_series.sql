-- One row an event name and complete period of one grain: its customers among all who were active.
-- With one event name alone every active customer does it, and its share says nothing.
select event, period_start, customers as observed, volume
from staging.behaviour_period
where grain = ? and not is_partial and (select count(distinct event) from staging.behaviour_period) > 1
order by event, period_start
