-- One row a delivery of a source by one mapping that could be read, the oldest first.
select delivery_id, records
from ledger.delivery
where source = ? and mapping_hash = ? and records is not null
order by delivery_id
