-- One row a test: a topic or event in a slice and complete period, against earlier data only.
select * from analysis.trend order by grain, period_start, slice_by, slice_value, topic_id, event
