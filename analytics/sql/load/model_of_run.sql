-- The model that the release's vectors were made with.
select model, model_revision from mart.run order by run_id desc limit 1
