-- One row a customer and event name: how often.
select customer_id, event, count(*) as times from staging.event where customer_id is not null
group by all order by all
