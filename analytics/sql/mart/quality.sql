-- One row a metric of a run.
select scope.run_id, quality.* from analysis.quality as quality cross join analysis.scope as scope
order by quality.metric
