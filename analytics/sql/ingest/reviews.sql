-- One row a record of the file that is being taken in; one without an id gets it from its content, and a
-- running number among equals of the file.
with hashed as (
    select *, md5(to_json([
        review_id, title, text, customer_id, product_id, language, url, rating::varchar, rating_share::varchar,
        written_at::varchar, attributes
    ])) as content_hash
    from incoming
)
select $delivery_id as delivery_id, * replace (coalesce(
    review_id,
    'r_' || md5($source || content_hash)[:16] || '_'
        || row_number() over (partition by review_id is null, content_hash order by line)
) as review_id)
from hashed
