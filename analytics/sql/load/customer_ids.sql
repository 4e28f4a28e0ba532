-- Every customer who is listed, wrote a review or did something.
select customer_id from staging.customer
union select customer_id from staging.review where customer_id is not null
union select customer_id from staging.event where customer_id is not null
order by customer_id
