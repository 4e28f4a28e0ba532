-- One row a record of the file that is being taken in.
select $delivery_id as delivery_id, *,
    md5(to_json([product_id, name, category, price::varchar, attributes])) as content_hash
from incoming
