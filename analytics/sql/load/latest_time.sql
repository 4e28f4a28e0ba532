-- The latest time of a record that stands and is no deletion; null without any.
select max(moment) from (
    select max(written_at) as moment from staging.review_record where status = 'accepted' and not deleted
    union all
    select max(occurred_at) from staging.event_record where status = 'accepted' and not deleted
)
