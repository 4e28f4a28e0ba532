-- One row a record of a delivered review file that was not refused: whether it stands.
with copies as (
    select *, row_number() over (partition by review_id, content_hash order by delivery_id, line) as copy
    from staging.review_version
),
ages as (
    -- A copy changes nothing; among what differs the latest written stands, then the latest delivered.
    select *, row_number() over (
        partition by review_id, copy = 1 order by written_at desc, delivery_id desc, line desc
    ) as age
    from copies
)
select * exclude (copy, age),
    case when copy > 1 then 'duplicate' when age = 1 then 'accepted' else 'superseded' end as status
from ages
