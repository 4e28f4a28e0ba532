-- One row a customer segment.
with totals as (
    select count(*) as customers, sum(revenue) as revenue from staging.customer_activity
),
sums as (
    select segment_id, count(*) as customers, sum(revenue) as revenue
    from analysis.customer_segment join staging.customer_activity using (customer_id)
    where segment_id is not null
    group by segment_id
)
select segment.segment_id, segment.label, segment.label_ja, segment.label_en, segment.status,
    coalesce(sums.customers, 0) as customers,
    coalesce(sums.customers, 0) / nullif(totals.customers, 0) as share,
    (case when totals.revenue > 0 then coalesce(sums.revenue, 0) end)::double / totals.revenue::double as revenue_share,
    segment.stability, segment.profile
from analysis.segment as segment
cross join totals
left join sums using (segment_id)
order by customers desc, segment.segment_id
