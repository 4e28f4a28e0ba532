-- One row an event name and period, dense.
select * exclude (volume) from staging.behaviour_period order by event, grain, period_start
