-- One row a source and rule: deliveries after a run that were unlike those before them, and were let in.
select delivery.source, 'drift.' || delivery.source || '.' || drift.rule as metric,
    count(distinct drift.delivery_id)::double as value, '= 0' as gate, false as passed
from ledger.drift join ledger.delivery using (delivery_id)
where delivery.run_id > ?
group by delivery.source, drift.rule
order by metric
