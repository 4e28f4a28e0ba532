-- One row a delivery of a source by one mapping and field with numbers.
select number.*
from ledger.delivery_number as number join ledger.delivery using (delivery_id)
where source = ? and mapping_hash = ?
