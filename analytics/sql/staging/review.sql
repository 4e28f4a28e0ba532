-- One row a review: the version that stands, up to as_of, with its day in the project's time zone.
select
    record.* exclude (status, deleted),
    delivery.source,
    record.written_at at time zone 'UTC' at time zone scope.zone as written_local
from staging.review_record as record
join ledger.delivery as delivery using (delivery_id)
cross join analysis.scope as scope
where record.status = 'accepted' and not record.deleted and record.written_at <= scope.as_of
