-- Ids of one kind that two sources share, as a count for each pair of sources.
with ids as (
    select distinct 'review_id' as field, review_id as id, source
    from staging.review_version join ledger.delivery using (delivery_id)
    union all
    select distinct 'event_id', event_id, source
    from staging.event_version join ledger.delivery using (delivery_id)
    union all
    select distinct 'customer_id', customer_id, source
    from staging.customer_version join ledger.delivery using (delivery_id)
    union all
    select distinct 'product_id', product_id, source
    from staging.product_version join ledger.delivery using (delivery_id)
)
select field, string_agg(distinct source, ', ' order by source) as sources, count(distinct id) as ids
from (select *, count(*) over (partition by field, id) as times from ids)
where times > 1
group by field
