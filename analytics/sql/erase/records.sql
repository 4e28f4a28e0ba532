-- One row a delivered record that is the customer's: it names the customer, or it is another version of such a record
-- and names nobody, or of one that stands in the customer's name.
with reviews as (
    select review_id, coalesce(bool_or(status = 'accepted' and customer_id = $customer_id), false) as stands
    from staging.review_record
    group by review_id having bool_or(customer_id = $customer_id)
),
events as (
    select event_id, coalesce(bool_or(status = 'accepted' and customer_id = $customer_id), false) as stands
    from staging.event_record
    group by event_id having bool_or(customer_id = $customer_id)
)
select 'review' as kind, review_id as id, version.delivery_id, version.line
from staging.review_version as version join reviews using (review_id)
where stands or version.customer_id is null or version.customer_id = $customer_id
union all
select 'event', event_id, version.delivery_id, version.line
from staging.event_version as version join events using (event_id)
where stands or version.customer_id is null or version.customer_id = $customer_id
union all
select 'customer', customer_id, delivery_id, line from staging.customer_version where customer_id = $customer_id
