-- One row a refused record or file.
select delivery.source, delivery.file, refusal.line, refusal.reason, delivery.run_id
from staging.refusal as refusal
join ledger.delivery as delivery using (delivery_id)
order by delivery.delivery_id, refusal.line, refusal.reason
