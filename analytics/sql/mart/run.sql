-- One row a run that published; the earlier ones come from the release before.
select run.run_id, run.started_at, run.finished_at, 'published' as status, run.as_of, run.model,
    run.model_revision, run.dimension, run.seed, run.settings, run.input_hash,
    (select count(*) from staging.review) as reviews,
    (select count(*) from staging.mention) as mentions,
    (select count(*) from analysis.topic where status = 'active' and level = 0) as topics,
    (select count(*) from staging.refusal) as rejected,
    run.versions
from analysis.run as run
