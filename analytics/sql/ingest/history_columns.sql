-- One row a delivery of a source by one mapping and column of it that nobody asked for.
select delivery_id, name
from ledger.delivery_column join ledger.delivery using (delivery_id)
where source = ? and mapping_hash = ?
