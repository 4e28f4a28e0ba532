-- One row a delivered file with records of erased customers: how many.
select delivery.source, delivery.file, delivery.sha256, delivery.bytes, count(*) as records
from staging.refusal as refusal join ledger.delivery as delivery using (delivery_id)
where starts_with(refusal.reason, 'erased:')
group by all
order by delivery.file, delivery.source
