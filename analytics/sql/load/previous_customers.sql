-- The segment of each customer who was in one in the release before, by published id.
select customer_id, segment_id from mart.customer where segment_id is not null
