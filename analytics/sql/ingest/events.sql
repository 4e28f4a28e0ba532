-- One row a record of the file that is being taken in; one without an id gets it from its content, and a
-- running number among equals of the file.
with hashed as (
    select *, md5(to_json([
        event_id, customer_id, event, order_id, session_id, product_id, currency, occurred_at::varchar,
        value::varchar, unit_price::varchar, quantity::varchar, attributes
    ])) as content_hash
    from incoming
)
select $delivery_id as delivery_id, * replace (coalesce(
    event_id,
    'e_' || md5($source || content_hash)[:16] || '_'
        || row_number() over (partition by event_id is null, content_hash order by line)
) as event_id)
from hashed
