-- One row a record of a delivered event file that was not refused: whether it stands.
with copies as (
    select *, row_number() over (partition by event_id, content_hash order by delivery_id, line) as copy
    from staging.event_version
),
ages as (
    select *, row_number() over (
        partition by event_id, copy = 1 order by occurred_at desc, delivery_id desc, line desc
    ) as age
    from copies
)
select * exclude (copy, age),
    case when copy > 1 then 'duplicate' when age = 1 then 'accepted' else 'superseded' end as status
from ages
