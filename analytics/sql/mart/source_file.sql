-- One row a delivered file and source: every record of it is accounted for.
with records as (
    select delivery_id, status from staging.review_record
    union all select delivery_id, status from staging.event_record
    union all select delivery_id, status from staging.customer_record
    union all select delivery_id, status from staging.product_record
    union all select delivery_id, 'rejected' from staging.refusal
),
counts as (
    select delivery_id, count(*) as records,
        count(*) filter (where status = 'accepted') as accepted,
        count(*) filter (where status = 'duplicate') as duplicates,
        count(*) filter (where status = 'superseded') as superseded,
        count(*) filter (where status = 'rejected') as rejected
    from records group by delivery_id
)
select delivery.source, delivery.file, delivery.sha256, delivery.run_id,
    coalesce(counts.records, 0) as records, coalesce(counts.accepted, 0) as accepted,
    coalesce(counts.duplicates, 0) as duplicates, coalesce(counts.superseded, 0) as superseded,
    coalesce(counts.rejected, 0) as rejected
from ledger.delivery as delivery
left join counts using (delivery_id)
order by delivery.delivery_id
