-- One row a delivery of a source by one mapping and field with numbers.
select figure.*
from ledger.delivery_figure as figure join ledger.delivery using (delivery_id)
where source = ? and mapping_hash = ?
