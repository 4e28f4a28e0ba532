-- One row a record of the file that is being taken in.
select $delivery_id as delivery_id, *,
    md5(to_json([customer_id, signed_up_at::varchar, attributes])) as content_hash
from incoming
