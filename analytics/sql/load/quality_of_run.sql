-- Metrics of the newest run of a release.
select metric, value from mart.quality where run_id = (select max(run_id) from mart.run)
