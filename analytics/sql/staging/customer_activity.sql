-- One row a customer with any event: what they did, up to as_of.
select customer_id,
    min(occurred_at) as first_at,
    max(occurred_at) as last_at,
    count(*) as events,
    count(distinct session_id) as sessions,
    count(distinct coalesce(order_id, event_id)) filter (where event = 'purchase') as purchases,
    count(distinct coalesce(order_id, event_id)) filter (where event = 'refund') as refunds,
    -- A refund takes away, whether its source writes it with or without a minus.
    sum(case when event = 'refund' then -abs(value) else value end)
        filter (where event in ('purchase', 'refund')) as revenue
from staging.event
where customer_id is not null
group by customer_id
