-- One row a run that published; the earlier ones come from the release before.
select run.run_id, run.started_at, run.finished_at, 'published' as status, run.as_of, run.model,
    run.model_revision, run.dimension, run.seed, run.settings, run.input_hash,
    (select count(*) from staging.review) as reviews,
    (select count(*) from staging.mention) as mentions,
    (select count(*) from staging.topic where status = 'active' and level = 0) as topics,
    -- Of a fit that an earlier run made but did not live to publish, this one tells.
    (select reason from analysis.model where kind = 'topics' and run_id = run.run_id) as refit_reason,
    (select count(*) from staging.refusal) as rejected,
    run.versions
from analysis.run as run
