-- One row an event: the version that stands, up to as_of; money in another currency is left out of sums.
select
    record.* exclude (status, deleted, value),
    case when coalesce(record.currency, scope.currency) = scope.currency then record.value end as value,
    record.value as value_as_given,
    record.occurred_at at time zone 'UTC' at time zone scope.zone as occurred_local
from staging.event_record as record
cross join analysis.scope as scope
where record.status = 'accepted' and not record.deleted and record.occurred_at <= scope.as_of
