-- The settings that the release was made with.
select settings::varchar as settings from mart.run order by run_id desc limit 1
