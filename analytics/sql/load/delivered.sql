-- What was delivered, and how many records of each file were erased or refused as an erased customer's.
select delivery.source, delivery.file, delivery.sha256, delivery.mapping_hash,
    (select count(*) from staging.refusal as refusal
        where refusal.delivery_id = delivery.delivery_id and starts_with(refusal.reason, 'erased:')) as erased
from ledger.delivery as delivery
order by delivery.delivery_id
