-- Customers in a segment that is not published.
select customer_id from mart.customer as customer
anti join mart.segment as segment on segment.segment_id = customer.segment_id
where customer.segment_id is not null
