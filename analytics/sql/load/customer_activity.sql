-- One row a customer with any event, in a stable order.
select * from staging.customer_activity order by customer_id
