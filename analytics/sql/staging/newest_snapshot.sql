-- One row a source whose every delivery is complete: its newest delivery that could be read.
select source, max(delivery_id) as newest_id
from ledger.delivery
where records is not null
group by source
having arg_max(snapshot, delivery_id)
