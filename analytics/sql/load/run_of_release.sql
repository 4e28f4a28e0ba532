-- What a release says of the run that made it.
select finished_at, as_of, reviews, topics from mart.run where run_id = ?
