-- Metrics of the run at hand that miss their gate.
select metric, value, gate from analysis.quality where not passed order by metric
