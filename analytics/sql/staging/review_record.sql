-- One row a record of a delivered review file that was not refused: whether it stands.
with placed as (
    select version.*, newest.newest_id
    from staging.review_version as version
    join ledger.delivery as delivery using (delivery_id)
    left join staging.newest_snapshot as newest using (source)
),
copies as (
    -- A copy changes nothing. Where deliveries are complete, only what the newest one says can stand.
    select * exclude (newest_id),
        row_number() over same_content as copy,
        coalesce(bool_or(delivery_id = newest_id) over (
            partition by review_id, content_hash, deleted
        ), true) as holds
    from placed
    window same_content as (partition by review_id, content_hash, deleted order by delivery_id, line)
),
ages as (
    -- The latest written stands, then a deletion, then the latest delivered; a deletion without a time is final.
    select *, row_number() over (
        partition by review_id, copy = 1 and holds
        order by written_at desc nulls first, deleted desc, delivery_id desc, line desc
    ) as age
    from copies
)
select * exclude (copy, holds, age),
    case
        when copy > 1 then 'duplicate'
        when holds and age = 1 then 'accepted'
        else 'superseded'
    end as status
from ages
